"""A quarter from end to end: score cards out, filled in, dropped in, and the book made from them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from pdf_checks import margin_faults, overlap_faults
from pdf_reading import bare, read_printed
from python_calamine import CalamineWorkbook

from nelscb.cli import main
from nelscb.pdf.lettering import printable

pytestmark = pytest.mark.book
QUARTER, DAY = "2017-18-Q1", "2017-07-18"
MISSING = "health"
DANGEROUS = (
    "Hubs <b>open</b> late <script>alert(1)</script> [link](http://example.org) {ref}`p1_early_help` **strong** "
    "![](x.png) ``` {include} ../params/board.yml ``` <img src=x onerror=alert(2)> $x^2$ /etc/passwd"
)
SENT = (
    "a | b # c $x^2$ @d", "# no heading", "{include} params/board.yml", "Llŷr Żółć Gęślą Ŵyn", "all well 👋 done",
    "=HYPERLINK(\"http://example.org\")", "<q data-cell='{P1-01}'>7</q>", "{{ config }} *a* _b_ [^1]",
)  # fmt: skip
"""Actions of the Neglect sub-group, each of which every format must show as it is."""
LONG = " ".join(f"w{number}" for number in range(1, 3_001)) + " was said" * 1_000
"""A commentary of 5,000 words."""
TITLE = "Neglect tools of every kind, " + "and of every other kind, " * 10 + "by sub-groups x"
"""A measure's title of some 300 letters."""


def fill_in(path: Path, target: Path) -> None:
    """Fill in a score card: every open number is 7, every answer the first that is offered."""
    book = load_workbook(path)
    cover = book["Cover"]
    for row in cover.iter_rows(min_row=4):
        if row[0].value == "Author's role":
            row[1].value = "Score card author"
        if row[0].value == "Date completed":
            row[1].value = DAY
    for sheet in book.worksheets:
        heads = {str(cell.value): cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            if sheet.title in ("Figures",) and sheet.cell(row, 1).value:
                for heading in ("Number", "Out of", "Value"):
                    if not sheet.cell(row, heads[heading]).protection.locked:
                        sheet.cell(row, heads[heading]).value = 7
            if sheet.title == "Reports" and sheet.cell(row, 1).value:
                offered = str(sheet.cell(row, heads["May be answered"]).value)
                sheet.cell(row, heads["Answer"]).value = offered.split(" / ", 1)[0]
    story = book["Story"]
    story["A4"], story["C4"] = "what helps", DANGEROUS
    actions = book["Actions"]
    actions["A4"], actions["F4"] = "A1", "under way"
    actions["C4"].value = "=2+3"
    actions["C4"].data_type = "s"
    if path.stem == "neglect":
        story["A5"], story["C5"] = "what hurts", LONG
        for row, text in enumerate(SENT, start=5):
            actions.cell(row, 1).value, actions.cell(row, 6).value = f"A{row}", "under way"
            actions.cell(row, 3).value = text
            actions.cell(row, 3).data_type = "s"
    target.parent.mkdir(parents=True)
    book.save(target)


@pytest.fixture(scope="module")
def with_returns(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("returning")
    for name in ("params", "data", "notebooks", "book"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(root / "_config.yml", folder)
    chapter = folder / "params" / "plan" / "p2_neglect.yml"
    told, named = re.subn(r"(- id: P2-10a\n(?:    .*\n)*?    title: ).*", rf'\1"{TITLE}"', chapter.read_text("utf-8"))
    assert named == 1
    chapter.write_text(told, encoding="utf-8")
    assert main(["template", QUARTER, "--project", str(folder)]) == 0
    cards = sorted((folder / "build" / QUARTER / "score_cards").glob("*.xlsx"))
    assert len(cards) == 11
    for card in cards:
        if card.stem != MISSING:
            fill_in(card, folder / "data" / "returns" / QUARTER / card.stem / f"{DAY}.xlsx")
    return folder


@pytest.fixture(scope="module")
def book(with_returns: Path) -> Path:
    assert main(["build", QUARTER, "--project", str(with_returns), "--quiet"]) == 0
    return with_returns / "build" / QUARTER / "board" / "html"


def page(book: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((book / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_the_check_passes(with_returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", QUARTER, "--project", str(with_returns)]) == 0
    said = capsys.readouterr().out
    assert "Neglect sub-group: received 2017-07-18; 16 of 16 figures and answers" in said
    assert "Health sub-group: nothing received; 4 figures and answers are asked for" in said


def test_the_returned_figures_stand_in_the_chapter(book: Path) -> None:
    rows = [row.get_text(" ", strip=True) for row in page(book, "p2_neglect").select("tr")]
    plans, *_ = [row for row in rows if row.startswith("Cases open at PEI for neglect (P2-03a)")]
    assert re.search(r"\b7 (cases )?in 2017-18 Q1", plans)
    assert "Return received; data quality B" in plans


def test_the_return_that_did_not_come_is_said(book: Path) -> None:
    (row,) = [r for r in page(book, "returns").select("tr") if r.get_text().startswith("Health sub-group")]
    assert "nothing received" in row.get_text()
    assert "No return received from" in page(book, "o7_emotional_health").get_text()


def test_text_that_was_sent_is_shown_letter_by_letter_and_does_nothing(book: Path) -> None:
    soup = page(book, "p2_neglect")
    cells = [td for td in soup.select("td") if "alert(1)" in td.get_text()]
    assert {cell.get_text() for cell in cells} == {DANGEROUS}
    # The one tag is ours: the mark of a quotation.
    assert {tag.name for cell in cells for tag in cell.find_all(True)} == {"q"}
    assert "alert(1)" not in "".join(script.get_text() for script in soup.select("script"))
    assert "=2+3" in [td.get_text() for td in soup.select("td")]


def test_whatever_was_sent_every_format_shows_it_as_it_is(book: Path) -> None:
    """Signs of other languages and of markup, 5,000 words, and a title of 300 letters."""
    soup = page(book, "p2_neglect")
    cells = {td.get_text() for td in soup.select("td")}
    assert set(SENT) <= cells
    assert LONG in cells
    rows = CalamineWorkbook.from_path(book.parent / "tables.xlsx").get_sheet_by_name("Actions").to_python()
    assert set(SENT) <= {str(cell) for row in rows for cell in row}
    printed = read_printed(book.parent / "book.pdf")
    words = bare(printed.words(printed.top))
    assert [text for text in (*SENT, DANGEROUS, LONG) if bare(printable(text)) not in words] == []
    assert overlap_faults(printed) == []
    assert margin_faults(printed) == []


def test_a_title_of_300_letters_is_shown_whole(book: Path) -> None:
    assert len(TITLE) >= 290
    assert TITLE in page(book, "p2_neglect").get_text()
    rows = CalamineWorkbook.from_path(book.parent / "tables.xlsx").get_sheet_by_name("P2").to_python()
    assert TITLE in {str(cell) for row in rows for cell in row}
    printed = read_printed(book.parent / "book.pdf")
    assert bare(TITLE) in bare(printed.words(printed.top))


def test_a_commentary_that_is_empty_is_said_to_be_missing(book: Path) -> None:
    assert "no score card says what children or families said here" in page(book, "p2_neglect").get_text()


def test_an_earlier_day_gives_what_was_known_then(with_returns: Path) -> None:
    """The day before the returns came nothing of them is there; this opens the edition and builds no book."""
    from nelscb.edition import open_edition

    before = open_edition(with_returns, QUARTER, as_of="2017-07-17")
    assert all(not receipt.files for receipt in before.received.receipts)
    assert before.release("p2_neglect").returns["P2-03a"].state == "not_due"
    after = open_edition(with_returns, QUARTER, as_of=DAY)
    assert after.release("p2_neglect").returns["P2-03a"].state == "reported"


def test_a_damaged_copy_is_refused_with_its_reason(with_returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_returns / "data" / "returns" / QUARTER / "neglect" / f"{DAY}.xlsx"
    damaged = path.with_name(f"{DAY}-2.xlsx")
    book = load_workbook(path)
    sheet = book["Figures"]
    row = next(r for r in range(4, sheet.max_row + 1) if sheet.cell(r, 1).value == "P2-03a")
    sheet.cell(row, [cell.value for cell in sheet[3]].index("Number") + 1).value = "lots"
    book.save(damaged)
    try:
        assert main(["check", QUARTER, "--project", str(with_returns)]) == 1
        assert (
            f"2017-18-Q1/neglect/2017-07-18-2.xlsx, sheet Figures, row {row}, column 'Number': found 'lots'; a count "
            "is a whole number: write digits, or one of the marks N/A, -, *, <5, or leave it blank if it is not known "
            "yet"
        ) in capsys.readouterr().out
    finally:
        damaged.unlink()
