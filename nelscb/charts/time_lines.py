"""What is drawn inside a panel over time: lines with gaps, intervals, bands, the neighbours' dots, a target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nelscb.charts.ends import colour_of
from nelscb.charts.style import FORECAST, LIMITS, OTHER, PARTS, REFERENCE_DASHES, TARGET, Dashes
from nelscb.drawings import Band, TimePanel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CROWDED = 13
"""Points from one period to the next: where there is less room, markers are small."""
DODGE = 4
"""Points from the interval of one of several lines to the next one's, so that both can be seen."""


def draw_panel(axes: Axes, panel: TimePanel, slot: float) -> None:
    """Draw all of the panel that has a place on its scale; ``slot`` is the room from one period to the next."""
    for number, band in enumerate(panel.bands):
        _forecast(axes, band, number) if band.role == "forecast" else _limits(axes, band, number)
    if panel.target is not None:
        axes.axhline(panel.target[1], color=TARGET, linewidth=1.4, linestyle=(0, (8, 2, 1, 2)), zorder=2, gid="target")
    for values in panel.scatter:
        there = [(x, float(v)) for x, v in enumerate(values) if v is not None]
        axes.plot(*_two(there), "o", color=OTHER, markersize=3.4, zorder=1, gid="neighbour")
    for index in range(len(panel.lines)):
        _line(axes, panel, index, slot)


def _line(axes: Axes, panel: TimePanel, index: int, slot: float) -> None:
    line, colour = panel.lines[index], colour_of(panel, index)
    place = [i for i, other in enumerate(panel.lines) if other.role == line.role].index(index)
    gid = f"{line.role}-{place}"
    if line.role == "reference":
        dashes = REFERENCE_DASHES[place % len(REFERENCE_DASHES)]
        _stroke(axes, line.values, colour, 1.6, dashes, gid, zorder=3)
        axes.plot(*_two(_lonely(line.values)), "o", color=colour, markersize=3, zorder=3, gid=f"points-{gid}")
        return
    part = PARTS[place % len(PARTS)]
    plain = line.role == "own"
    shift = 0.0 if plain else _dodged(panel, place, slot)
    for x, (low, high) in enumerate(zip(line.low, line.high, strict=True)):
        if low is not None and high is not None:
            axes.plot(
                [x + shift] * 2, [low, high], color=colour, linewidth=1.3, zorder=4, solid_capstyle="butt",
                gid=f"interval-{gid}",
            )  # fmt: skip
    _stroke(axes, line.values, colour, 2.2 if plain else 1.8, () if plain else part.dashes, gid, 5, shift)
    there = [(x + shift, float(v)) for x, v in enumerate(line.values) if v is not None]
    size = 4.8 if slot >= CROWDED else 3
    axes.plot(
        *_two(there),
        "o" if plain else part.marker,
        color=colour,
        markersize=size,
        zorder=6,
        gid=f"points-{gid}",
        clip_on=False,
    )


def _dodged(panel: TimePanel, place: int, slot: float) -> float:
    """How far a line with intervals stands beside its period, in periods; nothing where no two have intervals."""
    parts = [line for line in panel.lines if line.role == "part"]
    if sum(1 for line in parts if line.low) < 2:
        return 0.0
    return (place - (len(parts) - 1) / 2) * min(DODGE, slot / (len(parts) + 1)) / slot


def _stroke(
    axes: Axes, values: Sequence[float | None], colour: str, width: float, dashes: Dashes, gid: str, zorder: float,
    shift: float = 0.0,
) -> None:  # fmt: skip
    axes.plot(
        [x + shift for x in range(len(values))], gaps(values), color=colour, linewidth=width, zorder=zorder, gid=gid,
        linestyle=(0, dashes) if dashes else "-", dash_capstyle="butt",
    )  # fmt: skip


def _forecast(axes: Axes, band: Band, number: int) -> None:
    """A light ground with dashed edges; the middle, where there is one, is dotted."""
    positions = range(len(band.low))
    axes.fill_between(
        positions, gaps(band.low), gaps(band.high), color=FORECAST, alpha=0.13, linewidth=0, zorder=0.5,
        gid=f"forecast-{number}",
    )  # fmt: skip
    for edge in (band.low, band.high):
        _stroke(axes, edge, FORECAST, 1.0, (4, 2), f"edge-{number}", 1)
    if band.centre:
        _stroke(axes, band.centre, FORECAST, 1.2, (1, 2), f"centre-{number}", 1)


def _limits(axes: Axes, band: Band, number: int) -> None:
    """Fine lines, dashed while they are on trial."""
    for edge in (band.low, band.high):
        _stroke(axes, edge, LIMITS, 1.0, (5, 3) if band.trial else (), f"limit-{number}", 1)
    if band.centre:
        _stroke(axes, band.centre, LIMITS, 0.9, (1, 2), f"centre-{number}", 1)


def gaps(values: Sequence[float | None]) -> list[float]:
    """The values for drawing: what is not there is no number, and a line breaks there."""
    return [math.nan if v is None else float(v) for v in values]


def _lonely(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Values between two gaps, through which no line runs."""
    padded = [None, *values, None]
    return [
        (x, float(v))
        for x, v in enumerate(values)
        if v is not None and padded[x] is None and padded[x + 2] is None
    ]  # fmt: skip


def _two(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
