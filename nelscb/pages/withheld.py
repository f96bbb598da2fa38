"""Where a chart over time says that a figure is withheld: a gap alone could be a figure that nobody sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nelscb.edition import Series
from nelscb.quarters import Period


def withheld_places(series: Iterable[Series], periods: Sequence[Period]) -> tuple[int, ...]:
    """The places among ``periods`` at which any of the series has a figure that this book withholds."""
    gone = {point.period for one in series for point in one.points if point.state == "suppressed"}
    return tuple(place for place, period in enumerate(periods) if period in gone)
