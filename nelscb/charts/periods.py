"""Which periods are named beneath a chart over time, so that no name runs into the next."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from nelscb.charts.lettering import width_of, wrapped
from nelscb.charts.sheet import widest

GAP = 5
_QUARTER = re.compile(r"^(\d{4}-\d{2}) Q([1-4])$")
_DAY = re.compile(r"^(\d{1,2} \w{3}) (\d{4})$")

Named = list[tuple[int, list[str]]]


def named_periods(periods: Sequence[str], slot: float) -> Named:
    """Position and lines of each period named; ``slot`` is the room from one to the next.

    Quarters are named by their number with the year beneath the first, or by the years' first quarters alone. Of other
    periods every one, every second and so on is named, always with the last.
    """
    quarters = [_QUARTER.match(period) for period in periods]
    if periods and all(quarters):
        found = _quarters([(q[1], q[2]) for q in quarters if q], slot)
        if found:
            return found
    lines = [_lines(period, slot) for period in periods]
    if not lines:
        return []
    step = max(1, math.ceil((max(widest(each) for each in lines) + GAP) / slot))
    return [(i, lines[i]) for i in range((len(periods) - 1) % step, len(periods), step)]


def _quarters(quarters: list[tuple[str, str]], slot: float) -> Named:
    starts = [i for i, (_, number) in enumerate(quarters) if number == "1"]
    room = width_of("2016-17") + GAP
    if slot >= width_of("Q4") + GAP:
        apart = not starts or starts[0] * slot >= room
        named = [0, *starts] if apart else starts
        return [(i, [f"Q{n}", year] if i in named else [f"Q{n}"]) for i, (year, n) in enumerate(quarters)]
    step = math.ceil(room / (4 * slot))
    return [(i, ["Q1", quarters[i][0]]) for i in starts[::step]]


def _lines(period: str, slot: float) -> list[str]:
    day = _DAY.match(period)
    if day:
        return [day[1], day[2]]
    longest = max((width_of(word) for word in period.split()), default=0.0)
    return wrapped(period, max(slot - GAP, longest))
