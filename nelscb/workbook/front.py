"""The sheets before the tables: the contents, which leads to each, and the notes with every shorthand."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import ReleasedPage
from nelscb.plan import Board
from nelscb.words import workbook as words
from nelscb.workbook.noting import Notes
from nelscb.workbook.sheets import Sheet, columns_of


def contents_sheet(sheets: Sequence[Sheet], released: ReleasedPage, board: Board) -> Sheet:
    """Every other sheet by its name, which leads there, with what it holds."""
    columns = columns_of(words.CONTENTS_COLUMNS, "stc", (14, 120, 14))
    rows = [(sheet.name, sheet.title, float(len(sheet.rows))) for sheet in sheets]
    lines = (*words.sheet_lines(released, board), words.contents_lines())
    return Sheet(words.CONTENTS, words.contents_title(), lines, columns, rows)


def notes_sheet(notes: Notes, figures: Sequence[Sheet], released: ReleasedPage, board: Board) -> Sheet:
    """Every numbered note, then the shorthands that stand in the figures' sheets, each with the sheets it stands in."""
    for text in (words.INTERVALS, words.WHERE_FROM):
        notes.mark([text], words.EVERYWHERE)
    for mark in words.SHORTHAND:
        for sheet in figures:
            if any(mark in row for row in sheet.rows):
                notes.mark([words.shorthand_note(mark)], sheet.name)
    lines = (*words.sheet_lines(released, board), words.notes_line())
    columns = columns_of(words.NOTES_COLUMNS, "ttt", (14, 110, 60))
    return Sheet(words.NOTES, words.notes_title(), lines, columns, notes.rows())
