"""The scale of a chart: always with zero on it, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """From ``low`` (0, or below it where a value is) to ``high``, with ``ticks`` on it."""

    low: float
    high: float
    ticks: tuple[float, ...]
    unit: str
    decimals: int

    def written(self, value: float, among: Iterable[float | None] = ()) -> str:
        """A value as it is written on the chart: ``1,948``, ``9.0%``; a count ``among`` counts has no decimals."""
        counts = [v for v in among if v is not None]
        decimals = 0 if counts and all(v == round(float(v)) for v in counts) else self.decimals
        return f"{float(value):,.{decimals}f}{'%' if self.unit.startswith('%') else ''}"

    def tick_words(self) -> list[str]:
        """The ticks as they are written, with no more decimals than they need."""
        whole = all(tick == round(tick) for tick in self.ticks)
        ending = "%" if self.unit.startswith("%") else ""
        return [f"{tick:,.0f}{ending}" if whole else f"{tick:,.2f}".rstrip("0") + ending for tick in self.ticks]

    def share(self, value: float) -> float:
        """Where on the scale a value lies, from 0 to 1."""
        return (float(value) - self.low) / (self.high - self.low)


def scale_for(values: Iterable[float | None], unit: str, headroom: float = 0.06, steps: int = 4) -> Scale:
    """The scale on which every one of ``values`` fits, ``headroom`` of it left free; 0 to 1 where there is none.

    A share has no number above a hundred on its scale. Counts have no half ticks.
    """
    from matplotlib.ticker import MaxNLocator

    there = [float(v) for v in values if v is not None]
    low, high = min([0.0, *there]), max([0.0, *there])
    whole = all(value == round(value) for value in there)
    if high == low:
        high = 1.0
    locator = MaxNLocator(nbins=steps, steps=[1, 2, 2.5, 5, 10], integer=whole and high - low > 2)
    room = headroom * (high - low)
    bottom, top = (low - room if low < 0 else 0.0), high + room
    # A tick beyond the scale would stretch the plot and not the labels beside it.
    most = min(top, 100.0) if unit.startswith("%") and high <= 100 else top
    ticks = tuple(float(t) for t in locator.tick_values(low, top) if bottom <= t <= most)
    return Scale(bottom, top, ticks, unit, 0 if whole or max(high, -low) >= 1000 else 1)
