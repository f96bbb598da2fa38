from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_edition import MEASURES, SHOWN
from openpyxl.comments import Comment

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords
from nelscb.audit.shown_figures import ShownFigures
from nelscb.audit.workbook_rows import NAME_COLUMN, check_workbook, hidden_parts, read_workbook

HEADS = [
    "Measure",
    "Numerator (count)",
    "Denominator (count)",
    "Value (in the unit named)",
    "Lower 95% limit",
    NAME_COLUMN,
]
ROWS: list[list[Any]] = [
    ["P1: referrals"],
    HEADS,
    ["Referrals", 494, "[z]", 494, 451.4, "P1-01/quarter/2016-17-Q4"],
    ["Re-referrals", 27, 108, 25.0, "[x]", "P1-04/quarter/2016-17-Q4"],
    ["Child deaths", "[c]", "[z]", "[c]", "[z]", "O9-01/quarter/2016-17-Q4"],
]


def checked(tmp_path: Path, sheets: dict[str, list[list[Any]]]) -> list[tuple[str, str]]:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "tables.xlsx")
    notes, figures = Notes(), ShownFigures(SHOWN, MEASURES)
    rows = read_workbook(tmp_path / "tables.xlsx")
    check_workbook("tables.xlsx", rows, figures, {"494", "25.0"}, OwnWords(MEASURES), notes)
    return [(finding.place, finding.kind) for finding in notes.read().fails]


def altered(row: int, column: int, cell: Any) -> list[list[Any]]:
    return [[cell if (r, c) == (row, column) else old for c, old in enumerate(line)] for r, line in enumerate(ROWS)]


def test_a_sound_workbook_has_no_finding(tmp_path: Path) -> None:
    assert checked(tmp_path, {"P1": ROWS}) == []


@pytest.mark.parametrize(
    ("row", "column", "cell", "kind"),
    [
        (2, 1, 495, "workbook numbers"),
        (3, 3, 25.1, "workbook numbers"),
        (3, 4, 17.2, "workbook numbers"),
        (3, 1, "[x]", "workbook numbers"),
        (4, 1, 3, "workbook marks"),
        (4, 3, "[x]", "workbook marks"),
        (2, 1, "[c]", "workbook marks"),
    ],
)
def test_a_cell_that_says_other_than_the_data_is_found(
    tmp_path: Path, row: int, column: int, cell: Any, kind: str
) -> None:
    assert checked(tmp_path, {"P1": altered(row, column, cell)}) == [(f"P1, row {row + 1}, {HEADS[column]}", kind)]


def test_a_row_under_another_name_is_found(tmp_path: Path) -> None:
    assert {kind for _, kind in checked(tmp_path, {"P1": altered(2, 5, "O9-01/quarter/2016-17-Q4")})} == {
        "workbook marks", "workbook numbers",
    }  # fmt: skip


def test_numbers_of_other_sheets_must_stand_on_a_page(tmp_path: Path) -> None:
    assert checked(tmp_path, {"P1": ROWS, "Tracker": [["In 2016-17", 25.04, "up 494"]]}) == []
    found = checked(tmp_path, {"P1": ROWS, "Tracker": [["Deaths", 4], ["there were 3"]]})
    assert [kind for _, kind in found] == ["numbers on other sheets"] * 2


def test_a_workbook_in_which_no_row_is_named_is_found(tmp_path: Path) -> None:
    assert checked(tmp_path, {"P1": [["Referrals"]]}) == [("", "workbook without names")]


def test_a_comment_is_a_hidden_part(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.save(tmp_path / "tables.xlsx")
    assert hidden_parts(tmp_path / "tables.xlsx") == []
    book.active["A1"].comment = Comment("4 deaths", "nobody")
    book.save(tmp_path / "tables.xlsx")
    assert hidden_parts(tmp_path / "tables.xlsx")
