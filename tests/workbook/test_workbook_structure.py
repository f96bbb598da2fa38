"""The workbook as the government's guidance on accessible spreadsheets has it, sheet by sheet."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from nelscb.plan import open_project
from nelscb.words.states import MARKS, MEANINGS
from nelscb.workbook import write_workbook

SHORTHAND = {mark for mark in MARKS.values() if mark.startswith("[")} | {"[a]"}
MARK = "Illustrative: invented figures"


def bounds(sheet: Worksheet) -> tuple[int, int, int, int]:
    """Columns and rows of the sheet's one table: first column, first row, last column, last row."""
    [name] = sheet.tables
    return range_boundaries(sheet.tables[name].ref)  # type: ignore[return-value]


def test_the_sheets_come_in_order_and_are_named_shortly(written: Any) -> None:
    chapters = [c.id for c in written.project.plan.chapters]
    assert len(chapters) == 13
    registers = ["Actions", "Challenges", "Gaps", "Risks", "Interests"]
    assert written.book.sheetnames == ["Cover", "Contents", "Notes", *chapters, "Tracker", *registers]
    assert all(len(name) <= 31 for name in written.book.sheetnames)


def test_each_sheet_has_one_table_from_column_a_to_its_end_and_nothing_blank_in_it(written: Any) -> None:
    for sheet in written.book:
        assert not sheet.merged_cells.ranges
        if sheet.title == "Cover" or not sheet.tables:
            continue
        first, head, last, end = bounds(sheet)
        assert (first, last, end) == (1, sheet.max_column, sheet.max_row)
        titles = [sheet.cell(head, place).value for place in range(1, last + 1)]
        [table] = sheet.tables.values()
        assert [c.name for c in table.tableColumns] == titles
        assert table.headerRowCount == 1
        assert len(set(titles)) == len(titles)
        for row in sheet.iter_rows(min_row=head, max_row=end, values_only=True):
            assert all(cell is not None and str(cell).strip() for cell in row), (sheet.title, row)
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes[1:] == str(head + 1)


def test_a_sheet_without_a_table_says_why(real_written: Any) -> None:
    """Nothing has been sent to the real board, so that its registers are empty."""
    for name in ("Actions", "Challenges", "Gaps", "Risks", "Interests"):
        sheet = real_written.book[name]
        assert not sheet.tables
        assert "has been received. It would come on the score cards of: " in sheet.cell(sheet.max_row, 1).value


def test_every_table_of_figures_ends_in_a_notes_column_whose_notes_are_there(written: Any) -> None:
    notes = written.book["Notes"]
    _, head, _, end = bounds(notes)
    there = {notes.cell(row, 1).value for row in range(head + 1, end + 1)}
    assert len(there) == end - head
    named = set()
    for sheet in written.book:
        if sheet.title in ("Cover", "Contents", "Notes") or not sheet.tables:
            continue
        _, head, last, end = bounds(sheet)
        # After the notes a sheet of figures has only the names that the core data set gives them.
        last -= sheet.cell(head, last).value == "Name in the core data set"
        assert sheet.cell(head, last).value == "Notes"
        cells = {sheet.cell(row, last).value for row in range(head + 1, end + 1)}
        above = " ".join(str(sheet.cell(row, 1).value) for row in range(1, head))
        for cell in (*cells, above):
            named |= set(re.findall(r"\[note \d+\]", cell))
        assert all(cell == "no note" or re.fullmatch(r"(\[note \d+\] ?)+", cell) for cell in cells)
    assert len(named) > 10
    assert named <= there


def test_only_known_shorthand_is_used_and_all_of_it_is_explained(written: Any) -> None:
    explained = " ".join(str(row[1]) for row in written.book["Notes"].iter_rows(values_only=True))
    for sheet in written.book:
        if not sheet.tables or sheet.title == "Notes":
            continue
        _, head, last, end = bounds(sheet)
        rows = sheet.iter_rows(min_row=head + 1, max_row=end, max_col=last - 1, values_only=True)
        used = {c for row in rows for c in row if isinstance(c, str) and re.fullmatch(r"\[\w+\]", c)}
        assert used <= SHORTHAND
        above = " ".join(str(sheet.cell(row, 1).value) for row in range(1, head))
        for mark in used:
            meaning = next(MEANINGS[s] for s, m in MARKS.items() if m == mark or (mark == "[a]" and s == "absent"))
            assert f"{mark} {meaning}" in above
            assert f"{mark} stands for: {meaning}." in explained


def test_no_cell_is_a_formula_and_only_the_contents_have_links(written: Any) -> None:
    for sheet in written.book:
        linked = 0
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                linked += cell.hyperlink is not None
        assert linked == (len(written.book.sheetnames) - 2 if sheet.title == "Contents" else 0)


def test_the_contents_lead_to_every_sheet_and_count_its_rows(written: Any) -> None:
    contents = written.book["Contents"]
    _, head, _, end = bounds(contents)
    for row in range(head + 1, end + 1):
        name, _, rows = (contents.cell(row, place) for place in (1, 2, 3))
        sheet = written.book[name.value]
        assert name.hyperlink.location == f"'{name.value}'!A1"
        _, top, _, bottom = bounds(sheet) if sheet.tables else (0, 0, 0, 0)
        assert rows.value == bottom - top
    assert [contents.cell(r, 1).value for r in range(head + 1, end + 1)] == written.book.sheetnames[2:]


def test_numbers_are_numbers_to_the_right_and_texts_wrap(written: Any) -> None:
    sheet = written.book["P1"]
    _, head, last, end = bounds(sheet)
    titles = [sheet.cell(head, place).value for place in range(1, last + 1)]
    value, unit = titles.index("Value (in the unit named)") + 1, titles.index("Unit") + 1
    for row in range(head + 1, end + 1, 7):
        cell, words = sheet.cell(row, value), sheet.cell(row, unit)
        assert cell.alignment.horizontal == "right"
        assert words.alignment.wrap_text
        assert sheet.row_dimensions[row].height >= 15
        if cell.data_type == "n":
            per_cent = words.value.startswith(("%", "per "))
            assert cell.number_format == ("#,##0.0" if per_cent else "#,##0"), (row, words.value)
    assert all(sheet.column_dimensions[c].width >= 10 for c in "ABCDEFGHIJ")


def test_every_sheet_says_which_edition_it_is_and_that_figures_are_invented(written: Any) -> None:
    for sheet in written.book:
        above = [sheet.cell(row, 1).value for row in range(1, 8)]
        assert (MARK in above) == written.released.illustrative, sheet.title
        assert any("OFFICIAL-SENSITIVE" in str(line) for line in above)
        assert "OFFICIAL-SENSITIVE" in sheet.oddFooter.left.text


def test_the_cover_tells_whose_book_it_is_and_its_licence(real_written: Any, demo_written: Any) -> None:
    def text(found: Any) -> str:
        return "\n".join(str(row[0]) for row in found.book["Cover"].iter_rows(values_only=True))

    real, demo = text(real_written), text(demo_written)
    assert real.startswith("North East Lincolnshire Safeguarding Children Board: tables of the report book, January to")
    for told in (
        "2016-17 Q4",
        "as",
        "Partial: ",
        "Retrospective: ",
        "Open Government Licence v3.0",
        "core_data_set.csv",
    ):
        assert told in real
    assert "Open Government" not in demo
    assert "every figure is invented" in demo.lower()


def test_the_files_properties_name_board_quarter_and_language(written: Any) -> None:
    properties = written.book.properties
    board = written.project.board
    assert properties.title == f"{board.name}: tables of the report book, January to March 2017"
    assert properties.creator == board.name
    assert "2016-17 Q4" in properties.subject
    assert properties.created.date() == written.released.as_of
    assert {p.name: p.value for p in written.book.custom_doc_props.props} == {"Language": "en-GB"}


def test_the_same_release_gives_the_same_bytes(real_written: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_workbook(real_written.released, open_project(real_written.project.folder), again)
    assert again.read_bytes() == real_written.path.read_bytes()
    assert {info.date_time for info in zipfile.ZipFile(again).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_without_a_word_of_complaint(real_written: Any, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "ods"]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(real_written.path)],
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if line.strip() and "javaldx" not in line] == []
    ours, theirs = CalamineWorkbook.from_path(real_written.path), CalamineWorkbook.from_path(tmp_path / "tables.ods")
    assert theirs.sheet_names == ours.sheet_names
    for name in ("P1", "Tracker"):
        found, written = (read.get_sheet_by_name(name).to_python() for read in (theirs, ours))
        assert len(found) == len(written) > 50
        for row, expected in zip(found, written, strict=True):
            # It keeps fifteen digits of a number.
            assert row == [pytest.approx(cell, rel=1e-12) if isinstance(cell, float) else cell for cell in expected]
