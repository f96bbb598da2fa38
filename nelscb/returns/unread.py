"""Cells that nobody reads: those under a heading that a score card does not have, or under none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nelscb.mistakes import WrongCall
from nelscb.quarters import Quarter
from nelscb.returns import layout
from nelscb.returns.asked import Asked
from nelscb.returns.cells import read_text
from nelscb.returns.grids import Grid
from nelscb.returns.lines import Headed

_PUT_THERE_BY_THE_CARD = {
    layout.FIGURES: (
        layout.NAME, layout.WHAT_IS_COUNTED, layout.OUT_OF_WHAT, layout.COUNTED, layout.UNIT, layout.FROM,
        layout.PUBLISHED,
    ),
    layout.REPORTS: (layout.NAME, layout.ASKED_FOR, layout.ANSWERS),
}  # fmt: skip
"""Headings of what the score card says to the sender, who has nothing to fill in there."""

_TEXT_HEADINGS = {s.name: tuple(column.heading for column in s.columns) for s in layout.TEXT_SHEETS}


@dataclass(frozen=True)
class Unread:
    """The first row and the heading of a column that is not read, and what is in it, in words."""

    row: int
    heading: str
    words: str


def unread_cells(sheet: Headed, grid: Grid, asked: Asked) -> Iterator[Unread]:
    """A finding a column. Remarks that the score card itself put there are none of the sender's."""
    titles = {at: title for title, at in sheet.columns.items()}
    widest = max((len(cells) for _, cells in sheet.rows), default=0)
    unread = [at for at in range(widest) if not _is_read(grid.name, titles.get(at, ""))]
    found: dict[int, list[int]] = {}
    for row, cells in sheet.rows:
        for at in unread:
            text = read_text(cells[at]) if at < len(cells) else ""
            if text and not _is_the_cards(text, titles.get(at, ""), asked):
                found.setdefault(at, []).append(row)
    for at, rows in found.items():
        heading = titles.get(at, "")
        where = "" if heading else " under no heading"
        several = len(rows) > 1
        words = f"{len(rows)} filled cell{'s' * several}{where} {'were' if several else 'was'} not read"
        yield Unread(rows[0], heading, words)


def _is_read(sheet: str, heading: str) -> bool:
    if sheet in _TEXT_HEADINGS:
        return heading in _TEXT_HEADINGS[sheet]
    if heading in (*layout.NEEDED.get(sheet, (*layout.NEEDED_OF_BREAKDOWNS, layout.NAME)),
                   *_PUT_THERE_BY_THE_CARD.get(sheet, ())):  # fmt: skip
        return True
    # What was sent for earlier quarters: a check of its own looks at those columns.
    return sheet in _PUT_THERE_BY_THE_CARD and _is_quarter(heading.removeprefix("Answer for "))


def _is_quarter(heading: str) -> bool:
    try:
        Quarter.parse(heading)
    except WrongCall:
        return False
    return True


def _is_the_cards(text: str, heading: str, asked: Asked) -> bool:
    return heading == layout.REMARK and (text in asked.not_asked.values() or text == layout.REMARK_ON_A_TOTAL)
