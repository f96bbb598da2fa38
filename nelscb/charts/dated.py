"""Dated labels above a plot: breaks of a series, events, the plan's beginning, each on a stem down to its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nelscb.charts.lettering import height_of, wrapped
from nelscb.charts.sheet import Sheet, widest
from nelscb.charts.style import WIDTH

BESIDE = 3
"""From a stem to its words."""
BETWEEN = 8
MOST = 116
"""As wide as a label may grow before it wraps."""


@dataclass(frozen=True)
class Flag:
    """A dated label: where its stem stands, its words, and the row they got, counted from the plot upwards."""

    x: float
    lines: tuple[str, ...]
    left: float
    width: float
    colour: str
    row: int = 0

    @property
    def right(self) -> float:
        """Where its words end."""
        return self.left + self.width


def flag(x: float, words: str, colour: str) -> Flag:
    """The label of something dated: to the right of its stem, or as far right as the sheet has room."""
    lines = tuple(wrapped(words, MOST))
    width = widest(lines)
    return Flag(x, lines, min(x + BESIDE, WIDTH - width), width, colour)


def in_rows(flags: Sequence[Flag]) -> list[Flag]:
    """The labels, each in the lowest row where it overlaps no other and no stem runs through words.

    From the right to the left: an earlier label then stands higher, and its stem passes those to its right.
    """
    placed: list[Flag] = []
    for each in sorted(flags, key=lambda f: (-f.x, f.lines)):
        highest = max((f.row for f in placed), default=-1) + 1
        rows = (row for row in range(highest) if _fits(replace(each, row=row), placed))
        placed.append(replace(each, row=next(rows, highest)))
    return placed


def _fits(one: Flag, placed: Sequence[Flag]) -> bool:
    return not any(_clash(one, other) or _crossed(one, other) or _crossed(other, one) for other in placed)


def _clash(one: Flag, other: Flag) -> bool:
    return one.row == other.row and one.left < other.right + BETWEEN and other.left < one.right + BETWEEN


def _crossed(one: Flag, other: Flag) -> bool:
    """Whether the stem of ``other``, higher up, runs through the words of ``one``."""
    return other.row > one.row and one.left - 1 < other.x < one.right + 1


def rows_height(flags: Sequence[Flag]) -> float:
    """How high the labels stand above the plot."""
    return sum(_row_heights(flags)) + (2 if flags else 0)


def _row_heights(flags: Sequence[Flag]) -> list[float]:
    rows = max((f.row for f in flags), default=-1) + 1
    return [height_of(max((len(f.lines) for f in flags if f.row == row), default=0)) for row in range(rows)]


def write_flags(sheet: Sheet, flags: Sequence[Flag], plot_top: float) -> None:
    """Write the labels above ``plot_top``, each with its stem down to the plot."""
    heights = _row_heights(flags)
    for each in flags:
        bottom = plot_top - 2 - sum(heights[: each.row])
        top = bottom - height_of(len(each.lines))
        beside = each.left > each.x
        sheet.rule((each.x, plot_top), (each.x, top + 3 if beside else bottom), each.colour, gid="stem")
        sheet.write(each.left, top, each.lines, colour=each.colour)
