"""What an exhibit shows, read off the exhibit itself: the cells that its numbers name, what others wrote, its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nelscb.exhibits import AsWritten, Cell, Exhibit, Link, Status
from nelscb.named_numbers import MARKED, plain

_CELL = re.compile(r"\{([^{}]*)\}")
_MEASURE = re.compile(r"\((?P<id>(?:[PO]\d|X)-\w+)(?:, [^()]*)?\)")
"""A measure as a row's head names it: its title, then its number in brackets."""


@dataclass(frozen=True)
class Shown:
    """``cells``: the names of the released cells that stand behind the numbers, in the order in which they are shown.

    ``written``: texts that somebody sent. ``marks``: what stands alone in a table's cell, such as a sign of what is
    withheld. ``heads``: the measures that rows are named by, whether or not they have a number.
    """

    cells: tuple[str, ...]
    written: frozenset[str]
    marks: frozenset[str]
    heads: tuple[str, ...]


def shown_in(exhibit: Exhibit) -> Shown:
    """Read an exhibit; a chart is read by the table of its figures."""
    texts = [text for cell in _cells_of(exhibit) for text in _texts(cell)]
    names = (name for text in texts for marked in MARKED.finditer(text) for name in _CELL.findall(marked[1]))
    rows = exhibit.table.rows if exhibit.table is not None else ()
    alone = {_first_word(cell) for row in rows for cell in row if isinstance(cell, str)}
    heads = (match["id"] for row in rows for text in _texts(row[0]) for match in _MEASURE.finditer(plain(text)))
    return Shown(
        tuple(dict.fromkeys(names)),
        frozenset(part.words for cell in _cells_of(exhibit) for part in _parts(cell) if isinstance(part, AsWritten)),
        frozenset(alone),
        tuple(dict.fromkeys(heads)),
    )


def _cells_of(exhibit: Exhibit) -> Iterator[Cell]:
    yield from exhibit.text
    yield from exhibit.notes
    if exhibit.table is not None:
        for row in exhibit.table.rows:
            yield from row
    for card in exhibit.cards:
        yield from card.lines
        yield from (card.title, card.foot)


def _parts(cell: Cell) -> tuple[object, ...]:
    return (cell,) if isinstance(cell, str) else cell


def _texts(cell: Cell) -> Iterator[str]:
    """Our own texts of a cell, with their marks."""
    for part in _parts(cell):
        if isinstance(part, str):
            yield part
        elif isinstance(part, Link):
            yield part.words
        elif isinstance(part, Status):
            yield part.word


def _first_word(cell: str) -> str:
    """``c`` of ``c (2014-15)``: a mark may have its period beside it."""
    return plain(cell).split(" ", 1)[0]
