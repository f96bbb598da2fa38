"""A chart's figures as a file, held cell by cell against the table on its page; what is withheld there is here too."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords, is_withheld, key_of, numbers_in, plainly
from nelscb.audit.web_pages import Table

ABOUT_THE_FILE = ("Source", "Edition")
"""Columns that stand after the table's own."""


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a chart's file, the heads first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[plainly(cell) for cell in row] for row in csv.reader(file)]


def check_figures(file: str, rows: Sequence[Sequence[str]], table: Table | None, words: OwnWords, notes: Notes) -> None:
    """Note each cell of a chart's file that says other numbers than the table on the page, or hides others."""
    if table is None:
        notes.fails(file, "", "no table on a page has this chart's figures", "charts' figures")
        return
    if not rows or len(rows) != len(table.rows):
        what = f"has {len(rows)} rows where the table on the page has {len(table.rows)}"
        notes.fails(file, "", what, "charts' figures")
        return
    for line, (row, shown) in enumerate(zip(rows, table.rows, strict=True), start=1):
        own = row[: len(row) - sum(head in ABOUT_THE_FILE for head in rows[0])]
        about = row[len(own) :]
        if len(own) != len(shown):
            notes.fails(file, f"row {line}", "has other columns than the table on the page", "charts' figures")
            continue
        for head, cell, on_page in zip(rows[0], own, shown, strict=False):
            notes.looked("cells of charts' figures")
            if _told(cell) != _told(on_page):
                what = f"{cell!r} stands where the page has {on_page!r}"
                notes.fails(file, f"row {line}, {head}", what, "charts' figures")
        notes.counts("numbers in charts' sources", sum(len(numbers_in(words.figures_of(text))) for text in about))


def _told(cell: str) -> tuple[list[str], bool]:
    """The numbers of a cell, and whether it is marked as withheld."""
    return [key_of(number) for number in numbers_in(cell)], is_withheld(cell)
