"""What only a workbook can do wrong: hidden sheets, merged cells, formulas, formats, passwords, other files."""

# ruff: noqa: E501 (a sentence stands as it is read)

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from good_return import Received, as_bytes, as_csv, cell_of_card, fill, filled_card, good_rows
from openpyxl import Workbook, load_workbook
from test_good_returns import GOOD

NAME = "2017-18-Q1/neglect/2017-07-14.xlsx"
COUNT = "a count is a whole number"
WRITE = "write digits, or one of the marks N/A, -, *, <5, or leave it blank if it is not known yet"
AS_NUMBER = "format the cell as a number and write the count again"
SHARES = "counts belong here: write how many, and out of how many in the column beside it"
AT = "sheet Figures, row 10, column 'Number': "
AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
UNREADABLE = (
    "the file cannot be read as a workbook; it must be an .xlsx that opens in a spreadsheet program: open it, save it as "
    ".xlsx without a password, and send it again"
)
UNSEEN = "what is sent must be seen: show the sheet, look at it, and send the return again (or delete it)"
UNMERGE = "cells are merged; every cell stands by itself: undo the merge and fill in the row again"


def put(received: Received, content: bytes) -> list[str]:
    """What is said of a workbook, without what is said of the good one."""
    received.put(content, "2017-07-14.xlsx")
    return [s.removeprefix(NAME).lstrip(",: ") for s in received.sentences() if "the number is withheld; " not in s]


CELLS: tuple[tuple[str, object, str, str, str | None], ...] = (
    # name, what stands in the cell, its format, what is said, the figure
    ("a number", 64, "General", "", "64"),
    ("a number with noughts after the point", 64.0, "0.00", "", "64"),
    ("a number as text", "64", "@", "", "64"),
    ("a number as text with a hard blank", "64\u00a0", "@", "", "64"),
    ("a number as text with thousands", "1,064", "@", "", "1064"),
    ("wide digits", "\uff16\uff14", "@", "", "64"),
    ("nothing but blanks", "   ", "@", "", None),
    ("a hard blank alone", "\u00a0", "@", "", None),
    ("nought", 0, "General", "", "0"),
    ("a negative nought", -0.0, "General", "", "0"),
    ("powers of ten", 1e3, "0.00E+00", "", "1000"),
    ("a formula with its value left out", "=60+4", "General", f"{AT}found a formula without a value; a figure must be there: write the number itself, or open and save the workbook in a spreadsheet program", "refused"),
    ("an error", "#DIV/0!", "General", f"{AT}found '#DIV/0!'; {COUNT}: {WRITE}", "refused"),
    ("not available", "#N/A", "General", f"{AT}found '#N/A'; {COUNT}: {WRITE}", "refused"),
    ("true", True, "General", f"{AT}found TRUE; {COUNT}: {WRITE}", "refused"),
    ("false", False, "General", f"{AT}found FALSE; {COUNT}: {WRITE}", "refused"),
    ("a date", date(2017, 6, 30), "yyyy-mm-dd", f"{AT}found the date or time 2017-06-30; {COUNT}: {AS_NUMBER}", "refused"),
    ("a date and time", datetime(2017, 6, 30, 9, 5), "yyyy-mm-dd hh:mm", f"{AT}found the date or time 2017-06-30 09:05:00; {COUNT}: {AS_NUMBER}", "refused"),
    ("a time", time(9, 5), "hh:mm", f"{AT}found the date or time 09:05:00; {COUNT}: {AS_NUMBER}", "refused"),
    ("a stretch of time", timedelta(days=2), "[h]:mm", f"{AT}found the date or time 2 days, 0:00:00; {COUNT}: {AS_NUMBER}", "refused"),
    ("a count shown as a date", 12, "dd/mm/yyyy", f"{AT}found the date or time 1900-01-12; {COUNT}: {AS_NUMBER}", "refused"),
    ("a count shown as a percentage", 1, "0%", f"{AT}found the percentage '100%'; {SHARES}", "refused"),
    ("nothing shown as a percentage", 0, "0.00%", f"{AT}found the percentage '0%'; {SHARES}", "refused"),
    ("a percentage", 0.395, "0.0%", f"{AT}found the percentage '39.5%'; {SHARES}", "refused"),
    ("a percentage of one's own format", 0.5, '0.0 %;[Red]-0 %', f"{AT}found the percentage '50%'; {SHARES}", "refused"),
    ("a percent sign that is only written beside it", 64, '0"%"', "", "64"),
    ("a blank shown as a percentage", None, "0%", "", None),
    ("a fraction", 63.5, "0", f"{AT}found the fraction 63.5; {COUNT}: write the count itself", "refused"),
    ("a share of one", 0.39, "0.00", f"{AT}found 0.39, which looks like a percentage; {SHARES}", "refused"),
    ("a negative", -63, "General", f"{AT}found -63; nothing here can be less than 0: {WRITE}", "refused"),
    ("a telephone number", 1472326292, "0", f"{AT}found 1472326292; no figure here is over 10,000,000: write the count itself", "refused"),
    ("a mark with blanks", " n/a ", "@", "", "not_applicable"),
    ("a long dash", "—", "@", "", "not_collected"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "told", "shape", "said", "figure"), CELLS, ids=[c[0] for c in CELLS])
def test_what_a_cell_of_a_workbook_says(
    received: Received, card: Path, name: str, told: object, shape: str, said: str, figure: str | None
) -> None:
    book = filled_card(card)
    fill(book, "Figures", "P2-05", "Number", told).number_format = shape
    assert put(received, as_bytes(book)) == ([said] if said else []), name
    expected = {**GOOD, "P2-05": figure}
    assert received.told() == {place: text for place, text in expected.items() if text is not None}


def hide(book: Workbook) -> None:
    book["Age"].sheet_state = "hidden"


def hide_well(book: Workbook) -> None:
    book["Age"].sheet_state = "veryHidden"


def merge_numbers(book: Workbook) -> None:
    row = cell_of_card(book, "Figures", "P2-05", "Number").row
    column = cell_of_card(book, "Figures", "P2-05", "Number").column
    page: Any = book["Figures"]
    page.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def merge_measures(book: Workbook) -> None:
    page: Any = book["Age"]
    first = cell_of_card(book, "Age", "P2-03a", "Measure").row
    page.merge_cells(start_row=first, end_row=first + 4, start_column=1, end_column=1)


def merge_story(book: Workbook) -> None:
    book["Story"].merge_cells("A4:A5")


def formula_in_an_answer(book: Workbook) -> None:
    fill(book, "Reports", "P2-S2", "Answer", '="ass"&"ured"')


def formula_in_a_story(book: Workbook) -> None:
    book["Story"]["C4"].value = "=A1"


def error_in_a_measure(book: Workbook) -> None:
    fill(book, "Figures", "P2-05", "Measure", "#REF!")


def sheet_from_row_and_column_three(book: Workbook) -> None:
    page: Any = book["Story"]
    page.insert_rows(1, 3)
    page.insert_cols(1, 2)
    page["C1"].value = page["C4"].value = None
    page["C7"].value = "no part"


def formatted_column(book: Workbook) -> None:
    fill(book, "Figures", "P2-05", "Unit", "about 64")
    page: Any = book["Figures"]
    page.cell(10, 30).value = "64"


def figure_beneath(book: Workbook) -> None:
    page: Any = book["Figures"]
    page.cell(page.max_row + 2, cell_of_card(book, "Figures", "P2-05", "Number").column).value = 83


def remark(book: Workbook) -> None:
    fill(book, "Figures", "P2-05", "Remark", "counted by hand")


def earlier_quarter(book: Workbook) -> None:
    fill(book, "Figures", "P2-05", "2016-17-Q4", 60)


def own_sheet(book: Workbook) -> None:
    book.create_sheet("Workings")["B2"].value = 64


def chart_sheet(book: Workbook) -> None:
    book.create_chartsheet("Chart")


def headings_renamed(book: Workbook) -> None:
    page: Any = book["Age"]
    next(cell for cell in page[3] if cell.value == "Number").value = "How many"


def hidden_lists(book: Workbook) -> None:
    book["Lists"].sheet_state = "hidden"


def cover_gone(book: Workbook) -> None:
    del book["Cover"]


NO_AGES: dict[str, str | None] = {f"P2-03a age {age}": None for age in AGES}
BOOKS: tuple[tuple[Callable[[Workbook], None], tuple[str, ...], dict[str, str | None] | None], ...] = (
    (hide, (f"sheet Age: the sheet is hidden, with 12 filled rows; {UNSEEN}",), NO_AGES),
    (hide_well, (f"sheet Age: the sheet is hidden, with 12 filled rows; {UNSEEN}",), NO_AGES),
    (merge_numbers, (f"sheet Figures, row 10: {UNMERGE}",), {"P2-05": "refused"}),
    (merge_measures, (*(f"sheet Age, row {row}, column 'Measure': {UNMERGE}" for row in range(5, 9)), f"sheet Age, row 4: {UNMERGE}"),
     {**NO_AGES, "P2-03a age Under 1": "refused"}),
    (merge_story, (f"sheet Story, row 4: {UNMERGE}",), {}),
    (formula_in_an_answer, (
        "sheet Reports, row 5: found a formula without a value; an entry must be there: write the text itself, or open and "
        "save the workbook in a spreadsheet program",
        "sheet Reports, row 5, column 'Answer': found '(a formula without a value)'; P2-S2 is answered assured, partly assured, "
        "not assured: choose one, and put what else there is to say under 'Evidence'",
    ), {"P2-S2": "refused"}),
    (formula_in_a_story, (
        "sheet Story, row 4: found a formula without a value; an entry must be there: write the text itself, or open and save "
        "the workbook in a spreadsheet program",
    ), {}),
    (error_in_a_measure, (
        "sheet Figures, row 10, column 'Measure': '#REF!' is no measure of the plan; an id looks like P1-04: write it as it "
        "stands in the blank score card",
    ), {"P2-05": None}),
    (sheet_from_row_and_column_three, (
        "sheet Story, row 7, column 'Part': found 'no part'; it is one of what helps, what hurts, partners, what works: choose one",
    ), {}),
    (formatted_column, (
        "sheet Figures, row 10: 1 filled cell under no heading was not read; the headings are those of the blank score card: put "
        "what is there where the blank score card asks for it",
    ), {}),
    (figure_beneath, (
        "sheet Figures, row 23, column 'Measure': there is an entry in a row that names no measure; an id looks like P1-04: write "
        "it as it stands in the blank score card, or clear the row",
    ), {}),
    (remark, (
        "sheet Figures, row 10, column 'Remark': 1 filled cell was not read; the headings are those of the blank score card: put "
        "what is there where the blank score card asks for it",
    ), {}),
    (earlier_quarter, (
        "sheet Figures, row 10, column '2016-17-Q4': the column 2016-17-Q4 says '60'; none was sent: these columns are not read: "
        "put a correction on the sheet 'Corrections'",
    ), {}),
    (own_sheet, (
        "sheet Workings: the sheet's 1 filled row was not read; the sheets are those of the blank score card: put the figures "
        "where the blank score card asks for them",
    ), {}),
    (chart_sheet, (), {}),
    (headings_renamed, (
        "sheet Age, row 3: the heading 'Number' is missing; it must stand once: put the headings back as they are in the blank "
        "score card",
    ), NO_AGES),
    (hidden_lists, (), {}),
    (cover_gone, (
        "there is no sheet 'Cover'; a return needs its cover: use the blank score card that was sent out",
    ), None),
)  # fmt: skip


@pytest.mark.parametrize(("damage", "said", "changed"), BOOKS, ids=[b[0].__name__ for b in BOOKS])
def test_what_is_said_of_a_workbook(
    received: Received, card: Path, damage: Callable[[Workbook], None], said: tuple[str, ...],
    changed: dict[str, str | None] | None,
) -> None:  # fmt: skip
    book = filled_card(card)
    damage(book)
    assert put(received, as_bytes(book)) == list(said)
    expected = {} if changed is None else {**GOOD, **changed}
    assert received.told() == {place: text for place, text in expected.items() if text is not None}


def parts_changed(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None
) -> bytes:
    """A workbook with the content of its parts changed, left out where None, and with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: tuple[tuple[str, Callable[[bytes], bytes], str], ...] = (
    ("empty", lambda _: b"", "the file is empty; it must be a filled score card: ask for it to be sent again"),
    ("with a password", lambda _: OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
     "the workbook has a password; it must open without one: take the password off and send it again safely"),
    ("of the old kind", lambda _: OLE + bytes(1_000),
     "the file is an old .xls under another ending; a return is an .xlsx or a .csv: open it, save it as .xlsx, and send it again"),
    ("a CSV under another ending", lambda _: as_csv(good_rows()), UNREADABLE),
    ("a picture", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(100), UNREADABLE),
    ("a page of the web", lambda _: b"<html><table><tr><td>64</td></tr></table></html>", UNREADABLE),
    ("cut off", lambda good: good[: len(good) // 2], UNREADABLE),
    ("another zip", lambda _: parts_changed(as_bytes(Workbook()), lambda *_: None, {"letter.txt": b"Dear all"}), UNREADABLE),
    ("without its list of sheets", lambda good: parts_changed(good, lambda n, part: None if n == "xl/workbook.xml" else part), UNREADABLE),
    ("with a broken sheet", lambda good: parts_changed(good, lambda n, part: part[:900] if "sheet3.xml" in n else part), UNREADABLE),
)  # fmt: skip


@pytest.mark.parametrize(("name", "make", "said"), FILES, ids=[f[0] for f in FILES])
def test_what_is_said_of_a_file_that_is_no_workbook(
    received: Received, card: Path, name: str, make: Callable[[bytes], bytes], said: str
) -> None:
    assert put(received, make(as_bytes(filled_card(card)))) == [said], name
    assert received.told() == {}


def test_a_workbook_with_a_macro_is_read_and_the_macro_is_not(received: Received, card: Path) -> None:
    good = as_bytes(filled_card(card))
    assert put(received, parts_changed(good, lambda _, part: part, {"xl/vbaProject.bin": OLE + bytes(99)})) == []
    assert received.told() == GOOD


def test_a_formula_with_its_value_is_read(received: Received, card: Path) -> None:
    book = filled_card(card)
    place = fill(book, "Figures", "P2-05", "Number", "=60+4").coordinate

    def worked_out(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return part
        # An empty element has three spellings, by the library that wrote it.
        return re.sub(rb"<f>60\+4</f>(<v ?/>|<v></v>)", b"<f>60+4</f><v>64</v>", part)

    assert put(received, parts_changed(as_bytes(book), worked_out)) == [], place
    assert received.told() == {**GOOD, "P2-05": "64"}


def test_two_sheets_of_one_name(received: Received, card: Path) -> None:
    good = as_bytes(filled_card(card))

    def twice(name: str, part: bytes) -> bytes:
        return part.replace(b'name="Age"', b'name="Figures"') if name == "xl/workbook.xml" else part

    assert put(received, parts_changed(good, twice)) == [
        "two sheets are called 'Figures'; each has a name of its own: give the second one another name, or delete it"
    ]
    assert received.told() == {}


def test_macros_and_old_workbooks_by_their_endings(received: Received) -> None:
    for ending in (".xlsm", ".xls", ".ods", ".pdf", ""):
        received.put(b"x", f"2017-07-14{ending}")
    at = "a return stands in <quarter>/<sub-group>/<day received>.xlsx or .csv: save it as .xlsx or .csv"
    assert received.sentences() == [
        f"2017-18-Q1/neglect/2017-07-14{ending}: {found}; {at}" for ending, found in (
            ("", "the file has no ending"), (".ods", "the file is a .ods"), (".pdf", "the file is a .pdf"),
            (".xls", "the file is a .xls"), (".xlsm", "the file is a .xlsm"),
        )
    ]  # fmt: skip


def test_the_card_itself_is_not_changed_by_the_tests(card: Path) -> None:
    assert load_workbook(card)["Figures"]["A3"].value == "Measure"
