"""Good returns damaged at random: never a traceback, never silently accepted, never a row lost without a word."""

# ruff: noqa: E501 (tables of odd cells)

from __future__ import annotations

import io
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from good_return import FIRST, Received, Rows, as_bytes, as_csv, good_rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nelscb.plan import Project, open_project
from nelscb.returns.intake import Intake
from nelscb.returns.problems import Problem

ROOT = Path(__file__).resolve().parent.parent.parent
Sheets = Mapping[str, Mapping[int, tuple[object, ...]]]
"""What was sent: sheet, row, cells."""
REPEATABLE = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SAID_OF_A_WHOLE_SHEET = {"headings", "hidden", "unknown sheet", "does not add up", "not read"}
NOT_READ = ("Read me first", "Lists")

texts = st.one_of(
    st.sampled_from([
        "", " ", "N/A", "n/a", "-", "–", "*", "<5", "< 5", "<100", "12", " 12\u00a0", "012", "1,234", "12.0", "12.5", "0.4",
        "40%", "-3", "-0", "1e3", "1e400", "nan", "inf", "O", "²", "\uff11\uff12", "\u0661\u0662", "12\u200b", "=1+1", "#N/A",
        "TRUE", "30/06/2017", "2017-06-30", "P2-03a", "P1-01", "X-15", "Under 1", "yes", "Measure", "Number", "9" * 400,
        "2016-17-Q4", "2017-18-Q1", "\ufeff12", "1_000", "+5", "١٢%", "12\n", '"', "a,b",
    ]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.integers(-5, 300).map(str), st.floats().map(str),
)  # fmt: skip
values = st.one_of(
    texts, st.integers(-5, 300), st.integers(), st.floats(), st.booleans(), st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["=1+1", "=A1", "#DIV/0!", "#REF!", None]),
).filter(lambda value: not (isinstance(value, str) and re.search(r"[\x00-\x1f\ufffe\uffff]", value)))  # fmt: skip


@st.composite
def damaged_rows(draw: st.DrawFn, cells: st.SearchStrategy[Any]) -> list[list[Any]]:
    """The good return's rows after one to five damages."""
    rows: list[list[Any]] = [list(row) for row in good_rows()]
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(rows) - 1))
        # The cover is damaged in the tables; here it would only refuse everything, again and again.
        at = max(at, 7)
        what = draw(st.sampled_from(["cell", "cell", "cell", "delete", "duplicate", "move", "swap", "sheet"]))
        row = rows[at]
        if what == "cell":
            row[draw(st.integers(1, len(row) - 1))] = draw(cells)
        elif what == "delete":
            del rows[at]
        elif what == "duplicate":
            rows.insert(draw(st.integers(7, len(rows))), list(row))
        elif what == "move":
            rows.insert(draw(st.integers(7, len(rows) - 1)), rows.pop(at))
        elif what == "swap":
            first, second = draw(st.integers(1, len(row) - 1)), draw(st.integers(1, len(row) - 1))
            row[first], row[second] = row[second], row[first]
        else:
            old, new = (
                row[0],
                draw(st.sampled_from(["Figures", "Age", "Reports", "Story", "Ages", "figures", "Corrections"])),
            )
            for one in rows if draw(st.booleans()) else [row]:
                one[0] = new if one[0] == old else one[0]
    return rows


@cache
def plan_of_the_board() -> Project:
    return open_project(ROOT)


def read(name: str, content: bytes) -> Intake:
    with tempfile.TemporaryDirectory() as folder:
        received = Received(plan_of_the_board(), Path(folder))
        received.put(content, name)
        return received.read()


def naive_count(cell: object) -> float | None:
    """A cell as a count, worked out another way: None where it is none."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    text = str(cell).strip()
    if not isinstance(cell, str):
        number = float(cell)
    elif re.fullmatch(r"-?\s*([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?", "".join(_latin(c) for c in text)):
        number = float("".join(_latin(c) for c in text).replace(",", "").replace(" ", ""))
    else:
        return None
    return number if 0 <= number <= 10_000_000 and number == int(number) else None


def _latin(character: str) -> str:
    return str(unicodedata.decimal(character)) if unicodedata.category(character) == "Nd" else character


def blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def headings_of(rows: Mapping[int, tuple[object, ...]]) -> tuple[int, list[str]]:
    for number, cells in sorted(rows.items()):
        titles = [text_of(cell) for cell in cells]
        if {"Measure", "Part"} & set(titles):
            return number, titles
    return 0, []


def check_every_figure_is_what_its_row_says(intake: Intake, sent: Sheets) -> None:
    for figure in intake.figures:
        _, titles = headings_of(sent[figure.sheet])
        told = dict(zip(titles, sent[figure.sheet][figure.row], strict=False))
        assert figure.measure == text_of(told["Measure"])
        assert figure.category == text_of(told.get("Category"))
        if figure.state == "reported":
            assert figure.status == (text_of(told.get("Answer")) or None)
            for part, heading in ((figure.numerator, "Number"), (figure.denominator, "Out of")):
                assert part is None or part == naive_count(told[heading])
                assert part is not None or blank(told.get(heading))
        elif figure.state != "refused":
            marks = {text_of(told[h]).translate({0x2013: "-"}).lower().replace(" ", "") for h in ("Number", "Out of")}
            assert any(mark in ("n/a", "-", "*") or re.fullmatch(r"<\d{1,2}", mark) for mark in marks)


def check_no_row_is_lost_without_a_word(intake: Intake, sent: Sheets) -> None:
    (read_file,) = intake.files
    if read_file.refused:
        assert read_file.problems
        return
    said = {(f.sheet, f.row) for f in intake.figures} | {(t.sheet, t.row) for t in intake.texts}
    for sheet, row in rows_that_say_something(sent):
        assert (sheet, row) in said or any(speaks_of(p, sheet, row) for p in read_file.problems), (sheet, row)


def speaks_of(problem: Problem, sheet: str, row: int) -> bool:
    place = problem.place
    if place.sheet == sheet and (place.row in (0, row) or problem.check in SAID_OF_A_WHOLE_SHEET):
        return True
    if problem.check == "unknown sheet" and place.sheet == sheet:
        return True
    return f"sheet {sheet}, row {row}" in problem.sentence


def rows_that_say_something(sent: Sheets) -> Iterator[tuple[str, int]]:
    """Rows with anything in them but labels: no cover, no headings, no row with its name and nothing beside it."""
    for sheet, rows in sent.items():
        head, titles = headings_of(rows)
        for row, cells in rows.items():
            labels = ("Measure", "Category") if sheet != "Corrections" else ()
            at_labels = {at for at, title in enumerate(titles) if title in (*labels, "Who may read it")}
            filled = [cell for at, cell in enumerate(cells) if at not in at_labels and not blank(cell)]
            if sheet not in ("Cover", *NOT_READ) and row != head and filled:
                is_title = row < head and sum(not blank(cell) for cell in cells) == 1
                if not is_title:
                    yield sheet, row


@given(rows=damaged_rows(texts))
@settings(REPEATABLE, max_examples=120)
def test_a_damaged_csv(rows: Rows) -> None:
    sent: dict[str, dict[int, tuple[object, ...]]] = {}
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row[1:]):
            sent.setdefault(row[0].strip(), {})[number] = tuple(row[1:])
    intake = read(f"{FIRST}.csv", as_csv(rows))
    check_every_figure_is_what_its_row_says(intake, sent)
    check_no_row_is_lost_without_a_word(intake, sent)


def workbook_of(rows: list[list[Any]]) -> tuple[Workbook, dict[str, dict[int, tuple[object, ...]]]]:
    book = Workbook()
    book.remove(book.worksheets[0])
    sent: dict[str, dict[int, tuple[object, ...]]] = {}
    for name, *cells in rows:
        if name not in sent:
            book.create_sheet(name)
        number = len(sent.setdefault(name, {})) + 1
        told = [int(cell) if isinstance(cell, str) and re.fullmatch("[0-9]{1,6}", cell) else cell for cell in cells]
        for column, cell in enumerate(told, start=1):
            book[name].cell(number, column).value = cell if cell != "" else None
        sent[name][number] = tuple(told)
    return book, sent


def sheet_names_differ(rows: list[list[Any]]) -> bool:
    names = {row[0] for row in rows}
    return len(names) == len({name.casefold() for name in names})


@given(
    rows=damaged_rows(values).filter(sheet_names_differ),
    hidden=st.sampled_from(["", "", "Age", "Figures"]),
    percent=st.booleans(),
)
@settings(REPEATABLE, max_examples=60)
def test_a_damaged_workbook(rows: list[list[Any]], hidden: str, percent: bool) -> None:
    book, sent = workbook_of(rows)
    if hidden in book.sheetnames:
        book[hidden].sheet_state = "hidden"
    if percent and "Age" in book.sheetnames:
        for (cell,) in book["Age"]["C1:C9"]:
            cell.number_format = "0%"
    intake = read(f"{FIRST}.xlsx", as_bytes(book))
    assert hidden not in {f.sheet for f in intake.figures}
    if percent:
        assert not [f for f in intake.figures if f.sheet == "Age" and f.state == "reported"]
    check_every_figure_is_what_its_row_says(intake, sent)
    check_no_row_is_lost_without_a_word(intake, sent)


@cache
def good_workbook() -> bytes:
    return as_bytes(workbook_of([list(row) for row in good_rows()])[0])


def told_by(intake: Intake) -> dict[tuple[str, str, str], tuple[object, ...]]:
    return {
        (f.measure, str(f.period), f.category): (f.state, f.numerator, f.denominator, f.status)
        for f in intake.figures if f.state != "refused"
    }  # fmt: skip


def says_more_than_of_the_good_one(intake: Intake) -> bool:
    return any(problem.check != "withheld" for problem in intake.files[0].problems)


def is_whole(workbook: bytes, part: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        try:
            ElementTree.fromstring(parts.read(part))
        except ElementTree.ParseError:
            return False
    return True


@given(
    flips=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(1, 255)), min_size=1, max_size=4),
    cut=st.integers(0, 400),
)
@settings(REPEATABLE, max_examples=60)
def test_a_workbook_with_bytes_flipped_or_cut_off(flips: list[tuple[int, int]], cut: int) -> None:
    good = good_workbook()
    damaged = bytearray(good[: len(good) - (cut if cut > 300 else 0)])
    for at, by in flips:
        damaged[at % len(damaged)] ^= by
    intake, expected = read(f"{FIRST}.xlsx", bytes(damaged)), told_by(read(f"{FIRST}.xlsx", good))
    told = told_by(intake)
    assert all(expected.get(place) == said for place, said in told.items())
    assert told == expected or says_more_than_of_the_good_one(intake)


@given(
    part=st.sampled_from(["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
                          "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]),
    at=st.integers(0, 1 << 14), length=st.integers(0, 60),
    instead=st.sampled_from([b"", b"<", b">", b'"', b"&", b"&bad;", b"</row>", b"<c>", b'<c r="A1">', b'<c r="ZZZ9">', b"\xff", b"\x00",
                             b'<c r="B3" t="s"><v>99999</v></c>', b"<v>-</v>", b"<!--", b"]]>", b"<mergeCell ref=\"Z:9\"/>"]),
)  # fmt: skip
@settings(REPEATABLE, max_examples=60)
def test_a_workbook_with_broken_parts(part: str, at: int, length: int, instead: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                place = at % len(content)
                content = content[:place] + instead + content[place + length :]
            new.writestr(name, content)
    intake, expected = read(f"{FIRST}.xlsx", out.getvalue()), told_by(read(f"{FIRST}.xlsx", good_workbook()))
    if not part.startswith("xl/worksheets/"):
        assert told_by(intake) == expected or says_more_than_of_the_good_one(intake)
    elif not is_whole(out.getvalue(), part):
        assert intake.files[0].refused
    for figure in intake.figures:
        assert figure.numerator is None or figure.numerator == int(figure.numerator) >= 0


def test_the_good_ones_are_good() -> None:
    good = told_by(read(f"{FIRST}.csv", as_csv(good_rows())))
    assert good == told_by(read(f"{FIRST}.xlsx", good_workbook()))
    assert len(good) == 16
    assert naive_count("1,234") == 1234 and naive_count("²") is None and naive_count(datetime(2017, 1, 1)) is None
