"""Labels at the ends of lines, in place of a legend: nudged apart, with a fine rule back to a line's end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nelscb.charts.lettering import apart, height_of, wrapped
from nelscb.charts.scale import Scale
from nelscb.charts.sheet import Sheet, widest
from nelscb.charts.style import FORECAST, INK, LIMITS, OWN, PARTS, REFERENCE, SOFT, TARGET
from nelscb.drawings import Band, TimePanel

MOST = 104
"""As wide as a label may grow before it wraps."""
BESIDE = 9
"""From the plot to its labels."""
NEIGHBOURS = "Neighbours"


@dataclass(frozen=True)
class End:
    """A label: the place (period, value) it belongs to, its lines, and how it looks."""

    position: int
    value: float
    lines: tuple[str, ...]
    colour: str
    weight: str = "normal"

    @property
    def width(self) -> float:
        """The width of its widest line."""
        return widest(self.lines, weight=self.weight)

    @property
    def height(self) -> float:
        """Its height, with a little room between it and the next."""
        return height_of(len(self.lines)) + 3


def ends_of(panel: TimePanel, scale: Scale, numbered: bool) -> list[End]:
    """A label for all that is drawn in the panel.

    A line that is alone is named by the title: it has its last number only, and none where every point is ``numbered``.
    """
    ends = [end for index in range(len(panel.lines)) if (end := _of_line(panel, index, scale, numbered)) is not None]
    ends += [end for band in panel.bands if (end := _of_band(band)) is not None]
    if panel.target is not None:
        words, value = panel.target
        told = words if any(c.isdigit() for c in words) else f"{words} {scale.written(value)}"
        ends.append(_end(len(panel.periods) - 1, value, told, TARGET))
    last = [(x, float(v)) for values in panel.scatter for x, v in enumerate(values) if v is not None]
    if last:
        newest = max(x for x, _ in last)
        ends.append(_end(newest, max(v for x, v in last if x == newest), NEIGHBOURS, SOFT))
    return ends


def _of_line(panel: TimePanel, index: int, scale: Scale, numbered: bool) -> End | None:
    line = panel.lines[index]
    found = last_of(line.values)
    if found is None:
        return None
    position, value = found
    named = len(panel.lines) > 1 or bool(panel.scatter)
    words = " ".join(([line.label] if named else []) + ([] if numbered else [scale.written(value, line.values)]))
    return _end(position, value, words, colour_of(panel, index), "semibold" if line.role == "own" else "normal")


def _of_band(band: Band) -> End | None:
    """A forecast is named at its middle, limits at the upper one."""
    low, high = last_of(band.low), last_of(band.high)
    if low is None or high is None:
        return None
    if band.role == "limits":
        return _end(high[0], high[1], limits_label(band), LIMITS)
    middle = last_of(band.centre)
    return _end(high[0], middle[1] if middle else (low[1] + high[1]) / 2, band.label, FORECAST)


def limits_label(band: Band) -> str:
    """The label of limits; from too few points it says that they are on trial."""
    if not band.trial or "trial" in band.label:
        return band.label
    return f"{band.label} on trial" if band.label.endswith("limits") else f"{band.label}: limits on trial"


def _end(position: int, value: float, words: str, colour: str, weight: str = "normal") -> End:
    return End(position, float(value), tuple(wrapped(words, MOST, weight=weight)), colour, weight)


def colour_of(panel: TimePanel, index: int) -> str:
    """The colour of a line of the panel: the first part, the second part and so on each has its own."""
    line = panel.lines[index]
    place = sum(1 for other in panel.lines[:index] if other.role == line.role)
    match line.role:
        case "part":
            return PARTS[place % len(PARTS)].colour
        case "reference":
            return REFERENCE[place % len(REFERENCE)]
        case _:
            return OWN if place == 0 else INK


def last_of(values: Sequence[float | None]) -> tuple[int, float] | None:
    """The last value there is, with its position; None where there is none."""
    return next(((x, float(v)) for x, v in reversed(list(enumerate(values))) if v is not None), None)


def ends_height(ends: Sequence[End]) -> float:
    """The height that all the labels need together."""
    return sum(end.height for end in ends)


def write_ends(
    sheet: Sheet, ends: Sequence[End], across: Callable[[int], float], down: Callable[[float], float], plot: float,
    top: float, bottom: float,
) -> None:  # fmt: skip
    """Write the labels beside the plot, whose right edge is at ``plot``, as near as can be to where lines end."""
    shown = [end for end in ends if end.lines != ("",)]
    middles = apart([-down(end.value) for end in shown], [end.height for end in shown], -bottom, -top)
    for end, middle in zip(shown, middles, strict=True):
        at, start = -middle, (across(end.position), down(end.value))
        if abs(at - start[1]) > 3 or start[0] < plot - 16:
            sheet.rule((start[0] + 4, start[1]), (plot + BESIDE - 2, at), end.colour)
        sheet.write(plot + BESIDE, at - (end.height - 3) / 2, end.lines, colour=end.colour, weight=end.weight)
