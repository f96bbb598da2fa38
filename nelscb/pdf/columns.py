"""How wide a table's columns are in print, on what kind of page it stands, and into how many parts it is cut.

Nothing may be cut off and no two words may overlap: a column is at least as wide as the widest word in it. Beyond that
the room goes where it makes the table shortest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nelscb.pdf.inline import Node, Piece, words_of
from nelscb.pdf.lettering import BREAKS, width

UPRIGHT, TURNED = (481.8, 690.0), (728.5, 440.0)
"""Points between the margins of an A4 page, across and down: upright, and turned on its side."""
UPRIGHT_SIZES, TURNED_SIZES = (9.0, 8.5, 8.0, 7.5), (8.5, 8.0, 7.5, 7.0)
GAP = 7.0
"""Points between the words of one column and the next."""
_SPARK, _STATUS_SHAPE = 64.0, 11.0
_LINE, _ROW = 1.25, 6.0
"""A line's height in ems, and what a row has above and beneath its words, in points."""
_STEPS = 30
"""In how many steps the room is given out."""
_SHORT = 0.7
"""Pages. A table no longer than this needs no better layout."""
_EASY, _TIRING = 4.0, 0.06
"""Rows of more lines than this are hard to follow: each line more counts as so much more paper."""
_SLACK = 1.08
"""Lines break at words, so that they are seldom full."""
_SPACE = 0.2
"""In ems."""


@dataclass(frozen=True)
class Layout:
    """A part of a table: which columns it shows, their widths in points, the size of its letters, the page's way."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]
    size: float
    turned: bool


def layouts(table: Node) -> list[Layout]:
    """One layout, or several parts that each begin with the column that names the row: whichever takes least paper."""
    rows = [table["head"], *table["rows"]]
    columns = [_Column.of([row[i] for row in rows]) for i in range(len(table["head"]))]
    found = list(_candidates(columns))
    return min(found, key=lambda candidate: candidate[0])[1] if found else [_narrowest(columns)]


def _candidates(columns: Sequence[_Column]) -> Iterator[tuple[float, list[Layout]]]:
    """Layouts that fit, each with the pages it takes; smaller letters and a turned page count as more."""
    whole = tuple(range(len(columns)))
    for paper, sizes, turned in ((UPRIGHT, UPRIGHT_SIZES, False), (TURNED, TURNED_SIZES, True)):
        for smaller, size in enumerate(sizes):
            part = _laid(columns, whole, paper, size, turned)
            if part is not None:
                yield part[0] * (1 + 0.06 * smaller) + 0.6 * turned, [part[1]]
                if part[0] < _SHORT:
                    return
    for count in range(2, len(columns)):
        parts = [_laid(columns, shown, TURNED, TURNED_SIZES[1], True) for shown in _cut(columns, count)]
        fitting = [part for part in parts if part is not None]
        if len(fitting) == len(parts):
            yield sum(pages for pages, _ in fitting) * 1.06 + 0.6 + 0.4 * count, [layout for _, layout in fitting]
            return


def _cut(columns: Sequence[_Column], count: int) -> list[tuple[int, ...]]:
    """The columns in ``count`` parts of about the same width, the first column in each."""
    least = np.array([column.least(TURNED_SIZES[1]) for column in columns[1:]])
    place = np.minimum((np.cumsum(least) - least / 2) / least.sum() * count, count - 1).astype(int)
    return [(0, *(int(i) + 1 for i in np.flatnonzero(place == part))) for part in range(count)]


def _narrowest(columns: Sequence[_Column]) -> Layout:
    """Every column as wide as its widest word, for a table of so few columns that it cannot be cut."""
    size = TURNED_SIZES[-1]
    return Layout(tuple(range(len(columns))), tuple(column.least(size) for column in columns), size, True)


def _laid(
    columns: Sequence[_Column], shown: tuple[int, ...], paper: tuple[float, float], size: float, turned: bool
) -> tuple[float, Layout] | None:
    """The pages it takes, and the layout; None where the columns shown do not fit side by side."""
    chosen = [columns[i] for i in shown]
    widths = np.array([column.least(size) for column in chosen])
    most = np.array([column.most(size) for column in chosen])
    room = paper[0] - widths.sum()
    if room < 0:
        return None
    if most.sum() <= paper[0]:
        widths, room = most, 0.0
    lines = np.array([column.lines(w, size) for column, w in zip(chosen, widths, strict=True)])
    step = max(min(room, float((most - widths).clip(0).sum())) / _STEPS, 1.0)
    while room >= step:
        # The column that makes most rows as tall as they are, a tall row counting for more, gets the step.
        tallest = lines.max(axis=0)
        weights = np.where((lines == tallest) & (tallest > 1), lines, 0.0).sum(axis=1) * (widths < most)
        best = int(np.argmax(weights))
        if not weights[best]:
            break
        widths[best] += step
        room -= step
        lines[best] = chosen[best].lines(widths[best], size)
    tallest = lines.max(axis=0)
    height = (tallest * size * _LINE + _ROW).sum() * (1 + _TIRING * max(0.0, float(tallest.mean()) - _EASY))
    return height / paper[1], Layout(shown, tuple(float(w) for w in widths), size, turned)


@dataclass(frozen=True)
class _Column:
    """A column's widest word in ems, each cell's words in ems on one line, and the pictures in them in points."""

    word: float
    cells: NDArray[np.float64]
    shape: float
    spark: float

    @classmethod
    def of(cls, cells: Sequence[Sequence[Piece]]) -> _Column:
        words = [BREAKS.split(words_of(cell)) for cell in cells]
        return cls(
            word=max(_word_width(word) for told in words for word in told),
            cells=np.array([sum(map(_word_width, told)) + _SPACE * (len(told) - 1) for told in words]),
            shape=_STATUS_SHAPE if any(_has(cell, "status") for cell in cells) else 0.0,
            spark=_SPARK if any(_has(cell, "spark") for cell in cells) else 0.0,
        )

    def least(self, size: float) -> float:
        """The width that the widest word needs."""
        return float(max(self.word * size + self.shape, self.spark)) + GAP

    def most(self, size: float) -> float:
        """The width at which every cell has one line."""
        return float(max(self.cells.max() * size * _SLACK + self.shape, self.spark)) + GAP

    def lines(self, across: float, size: float) -> NDArray[np.float64]:
        """How many lines each cell takes, about."""
        words = self.cells * size + self.shape
        room = max(across - GAP, 1.0)
        return np.asarray(np.where(words <= room, 1.0, np.ceil(words * _SLACK / room)))


@cache
def _word_width(word: str) -> float:
    """In ems, as if bold: which words are is the template's business."""
    return width(word, 1.0, bold=True)


def _has(cell: Sequence[Piece], kind: str) -> bool:
    return any(isinstance(piece, dict) and piece["kind"] == kind for piece in cell)
