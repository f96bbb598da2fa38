"""The workbook read back: each row of a chapter's sheet is the row of the data that it names, and nothing else is told.

A sheet of figures is known by its last column, which holds each figure's name in the core data set. On any other sheet
every number must stand on a page of the book.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import python_calamine

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords, numbers_in, plainly, ways_to_print
from nelscb.audit.shown_figures import ShownFigures

NAME_COLUMN = "Name in the core data set"
_PARTS = {
    "Numerator": "numerator", "Denominator": "denominator", "Value": "value", "Lower": "low", "Upper": "high",
}  # fmt: skip
"""How the heads of the columns of figures begin, and what each is in the data."""
_HIDDEN = ("comments", "threadedComments", "media/", "embeddings/", "externalLinks/", "pivotCache", "vbaProject")
_CONTENTS = "Contents"
"""The sheet that says how many rows each sheet's table has."""
_LINES_ABOVE = range(3, 10)
Rows = Sequence[Sequence[Any]]


def read_workbook(path: Path) -> dict[str, Rows]:
    """The rows of every sheet, hidden ones too, by the sheet's name."""
    book = python_calamine.load_workbook(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def hidden_parts(path: Path) -> list[str]:
    """Parts of the file that hold what no sheet shows: comments, pictures, files, caches of tables."""
    with zipfile.ZipFile(path) as file:
        return [name for name in file.namelist() if any(part in name for part in _HIDDEN)]


def check_workbook(
    file: str, sheets: dict[str, Rows], figures: ShownFigures, on_pages: Collection[str], words: OwnWords, notes: Notes
) -> None:
    """Note each cell that says another number than the data, or shows what they withhold."""
    of_figures = 0
    for sheet, rows in sheets.items():
        head = _head_of(rows)
        if head is not None:
            of_figures += 1
            _check_figures(file, sheet, rows, head, figures, notes)
        else:
            lengths = {str(length) for other in sheets.values() for length in _lengths(other)}
            allowed = {*on_pages, *lengths} if sheet == _CONTENTS else on_pages
            _check_told(file, sheet, rows, allowed, words, notes)
    if not of_figures:
        notes.fails(file, "", f"no sheet has the column {NAME_COLUMN!r}", "workbook without names")


def _lengths(rows: Rows) -> list[int]:
    """How many rows a sheet's table may have, whatever stands above it."""
    return [len(rows) - above for above in _LINES_ABOVE]


def _head_of(rows: Rows) -> int | None:
    """Where the heads of a sheet of figures stand; None on any other sheet."""
    return next((place for place, row in enumerate(rows) if row and str(row[-1]) == NAME_COLUMN), None)


def _check_figures(file: str, sheet: str, rows: Rows, head: int, figures: ShownFigures, notes: Notes) -> None:
    columns = {
        place: part
        for place, title in enumerate(rows[head])
        for start, part in _PARTS.items()
        if str(title).startswith(start)
    }
    for line, row in enumerate(rows[head + 1 :], start=head + 2):
        name = str(row[-1])
        for place, part in columns.items():
            notes.looked("workbook cells")
            cell, text = row[place], figures.shown.get(f"{name}.{part}", "")
            at = f"{sheet}, row {line}, {rows[head][place]}"
            if not text and figures.is_withheld(str(cell)):
                notes.counts("workbook cells that their publisher withheld")
            elif figures.is_withheld(text) != figures.is_withheld(str(cell)):
                said = "withheld" if figures.is_withheld(text) else repr(text)
                notes.fails(file, at, f"{cell!r} stands for {name}.{part}, which is {said}", "workbook marks")
            elif _is_number(cell) != bool(text and not figures.is_withheld(text)) or (
                _is_number(cell) and not _same(float(cell), float(text))
            ):
                notes.fails(file, at, f"{cell!r} stands for {name}.{part}, which is {text!r}", "workbook numbers")
    for line, row in enumerate(rows[:head], start=1):
        notes.looked("workbook lines above the figures", len([line for cell in row if cell]))


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _same(cell: float, number: float) -> bool:
    return abs(cell - number) <= 1e-9 * max(1.0, abs(number))


def _check_told(file: str, sheet: str, rows: Rows, on_pages: Collection[str], words: OwnWords, notes: Notes) -> None:
    for line, row in enumerate(rows, start=1):
        for cell in row:
            for number, ways in _numbers_of(cell, words):
                notes.looked("numbers on other sheets")
                if ways.isdisjoint(on_pages):
                    what = f"{number} is on no page of the book"
                    notes.fails(file, f"{sheet}, row {line}: {str(cell)[:120]}", what, "numbers on other sheets")


def _numbers_of(cell: Any, words: OwnWords) -> Iterator[tuple[str, set[str]]]:
    """The numbers of a cell, each with the ways in which a page may print it."""
    if _is_number(cell):
        yield f"{cell:g}", ways_to_print(float(cell))
    elif isinstance(cell, str):
        for number in numbers_in(words.figures_of(plainly(cell))):
            yield number, {number}
