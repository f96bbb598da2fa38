"""Text that somebody wrote shows as text, whatever stands in it, and never breaks the file."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from nelscb.edition import Item, ReleasedPage
from nelscb.plan import Project
from nelscb.workbook import write_workbook
from nelscb.workbook.sheets import Sheet, SheetColumn, columns_of
from nelscb.workbook.texts import LONGEST, cell_text
from nelscb.workbook.writing import BookWorkbook

AS_IT_IS = (
    '=HYPERLINK("http://example.org","click")', "=1+2", "+44 is how it begins", "-5 more", "@everyone", "$$note$$",
    "$$never$$ closed $$", "[a link](http://example.org)", "[one](http://a.example) and [two](http://b.example)",
    "http://example.org/x", "mailto:someone@example.org", "internal:'P1'!A1", "external:c:\\temp",
    "<script>alert(1)</script>", "&amp; & <b>", "{=SUM(A1:A3)}", "a | b # c $ d @ e {include} f", "!!!", "–",
    "_x0041_", "'quoted", "  spaces kept  ",
    "Llanfairpwllgwyngyll, Ŵyn a Siân", "Zażółć gęślą jaźń, Łukasz", "👩‍👧‍👦 and 🇵🇱", "two\nlines", "007", "1e5",
    "TRUE", "#N/A", "2016-17",
)  # fmt: skip
CHANGED = {
    "bell\x07 and nought\x00": "bell  and nought ",
    "half \ud83d a character": "half \ufffd a character",
    "<r><t>markup of the library's own</t></r>": "<r><t>markup of the library's own</t></r> ",
    "lines\r\nthat\x0bend\u2028otherwise": "lines\nthat\nend\notherwise",
    "\ue000{P1-01}\ue0017\ue002 a mark": "{P1-01}7 a mark",
    "\ufffe\uffff": "  ",
}


def with_texts(item: Item, texts: list[str]) -> tuple[Item, ...]:
    return tuple(
        replace(item, item=text, entries=(replace(item.now, text=text, owner=text, response=text, status=text),))
        for text in texts
    )


def an_action(released: ReleasedPage) -> Item:
    return next(item for item in released.story.items if item.kind == "action")


def body(sheet: Worksheet) -> list[list[Any]]:
    [table] = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def written_with(real_written: Any, demo_written: Any, texts: list[str], folder: Path) -> Path:
    """The real board's workbook with a register of ``texts``: few figures, so that it is quick."""
    released: ReleasedPage = real_written.released
    items = with_texts(an_action(demo_written.released), texts)
    path = folder / "hostile.xlsx"
    write_workbook(replace(released, story=replace(released.story, items=items)), real_written.project, path)
    return path


def test_what_people_write_is_read_back_letter_by_letter(real_written: Any, demo_written: Any, tmp_path: Path) -> None:
    expected = {**{text: text for text in AS_IT_IS}, **CHANGED}
    path = written_with(real_written, demo_written, list(expected), tmp_path)
    sheet = openpyxl.load_workbook(path)["Actions"]
    head, *rows = body(sheet)
    for what in ("Number", "What was written", "Owner (a role)", "What was done or answered", "Status"):
        place = head.index(what)
        # openpyxl reads an escaped underscore as it stands in the file; the other reader is asked below.
        assert {str(row[place]).replace("_x005F_", "_") for row in rows} == set(expected.values())
    for cells in sheet.iter_rows():
        for cell in cells:
            assert cell.data_type in ("s", "n", "d", "inlineStr")
            assert cell.hyperlink is None
            if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                assert cell.quotePrefix
    for name in (n for n in zipfile.ZipFile(path).namelist() if n.endswith((".xml", ".rels"))):
        ElementTree.fromstring(zipfile.ZipFile(path).read(name))
    again = CalamineWorkbook.from_path(path).get_sheet_by_name("Actions").to_python()
    number = next(row for row in again if row[0] == "Number")
    assert {row[number.index("What was written")] for row in again[again.index(number) + 1 :]} == set(expected.values())


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(real_written: Any, demo_written: Any, tmp_path: Path) -> None:
    longest, too_long, wide = "w" * LONGEST, "word " * 10_000, "👧" * 20_000
    path = written_with(real_written, demo_written, [longest, too_long, wide], tmp_path)
    head, *rows = body(openpyxl.load_workbook(path)["Actions"])
    found = {row[head.index("What was written")] for row in rows}
    assert longest in found
    cut = found - {longest}
    assert len(cut) == 2
    for text in cut:
        assert text.endswith(" [cut here: the text is too long for a cell, and stands whole in the book]")
        assert LONGEST - 1 <= len(text.encode("utf-16-le")) // 2 <= LONGEST
        assert too_long.startswith(text[:30_000]) or text[:10_000] == wide[:10_000]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_entry_in_which_nothing_is_written_says_so(
    text: str, real_written: Any, demo_written: Any, tmp_path: Path
) -> None:
    path = written_with(real_written, demo_written, [text], tmp_path)
    head, *rows = body(openpyxl.load_workbook(path)["Actions"])
    assert [row[head.index("What was written")] for row in rows] == ["not said"]
    assert all(cell not in (None, "") for row in rows for cell in row)


def test_titles_and_names_can_be_long_and_hold_what_a_library_would_read(real_written: Any, tmp_path: Path) -> None:
    """A 300-character chapter's title with marks of the library's own in it, and a board with a name like a formula."""
    project: Project = real_written.project
    title = "$$note$$ [one](http://a.example) & [two](http://b.example) " + "Ŵ" * 241
    assert len(title) == 300
    first, *others = project.plan.chapters
    board = replace(project.board, name="=Bwrdd & " + "y" * 300, short_name="@&P" + "z" * 300)
    plan = replace(project.plan, chapters=(replace(first, title=title), *others))
    path = tmp_path / "long.xlsx"
    write_workbook(real_written.released, replace(project, plan=plan, board=board), path)
    book = openpyxl.load_workbook(path)
    assert book["P1"]["A1"].value == f"P1 {title}: every figure of its measures"
    assert f"P1 {title}: every figure of its measures" in [row[1] for row in body(book["Contents"])]
    assert book["Cover"]["A1"].value.startswith("=Bwrdd & yyy")
    assert book["Cover"]["A1"].data_type == "s"
    for sheet in book:
        assert sheet.oddFooter.left.text.startswith("OFFICIAL-SENSITIVE · @&&Pzzz")


def test_a_chapter_without_measures_and_one_without_figures(real_written: Any, tmp_path: Path) -> None:
    project, released = real_written.project, real_written.released
    first, *others = project.plan.chapters
    plan = replace(project.plan, chapters=(replace(first, measures=()), *others))
    path = tmp_path / "without.xlsx"
    write_workbook(replace(released, series=()), replace(project, plan=plan), path)
    book = openpyxl.load_workbook(path)
    assert not book["P1"].tables
    assert book["P1"].cell(book["P1"].max_row, 1).value == (
        "This sheet has no table. The plan names no measure under P1."
    )
    head, *rows = body(book["P3"])
    assert {row[head.index("Value (in the unit named)")] for row in rows} <= {"[nr]", "[nd]", "[x]", "[a]"}
    assert [row[0] for row in rows] == [m.id for m in project.plan.chapters[2].measures if not m.alias_of]


def test_a_table_of_twenty_five_columns(tmp_path: Path) -> None:
    titles = [f"Column {n}, in a heading of some length" for n in range(25)]
    rows = [(*(f"words {n}" for n in range(24)), float(row)) for row in range(40)]
    columns = columns_of(titles, "t" * 24 + "c", [20] * 25)
    path = tmp_path / "wide.xlsx"
    book = BookWorkbook(str(path))
    book.add_worksheet("Wide").write_sheet(Sheet("Wide", "Twenty-five columns", ("One line.",), columns, rows))
    book.close()
    assert body(openpyxl.load_workbook(path)["Wide"]) == [titles, *[list(row) for row in rows]]


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="Odd: every row has one value a column"):
        Sheet("Odd", "Odd", (), (SheetColumn("One", "text", 10),), [("one", "two")])


def test_text_of_a_cell_is_left_alone_where_nothing_is_wrong_with_it() -> None:
    assert all(cell_text(text) == text for text in AS_IT_IS)
    assert all(cell_text(cell_text(text)) == shown for text, shown in CHANGED.items() if not text.startswith("<r>"))
