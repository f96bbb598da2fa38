"""Where an exhibit comes from: what is told is what stands in the files, and the public is told of no file or row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES, PROSE, Edition, open_edition
from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.exhibits import Card, Column, Exhibit, ExhibitOrigin, Table
from nelscb.named_numbers import NamedNumber, mark, plain
from nelscb.origin_notes import origin_html
from nelscb.pages import page_of
from nelscb.pages.book import own_pages
from nelscb.pages.cells_shown import shown_in
from nelscb.pages.origins import HASH_DIGITS
from nelscb.pages.rows_behind import RowsBehind
from nelscb.plan import Project
from nelscb.tables import cell_text
from nelscb.words import origins as words

SHEETS = re.compile(r"(?:^|; )(?:sheet|table) (?P<name>.+?), rows? (?P<rows>[\d, and-]+?)(?=; (?:sheet|table) |$)")
ONE_CARD = re.compile(r".+ \(\w+\): (?P<file>\S+), received \d+ \w+ \d{4}: (?P<sheets>sheet .+)")
CARDS = re.compile(r".+ \((?P<sender>\w+)\): (?P<sheets>sheet .+), of each of (?P<files>.+)")
PUBLISHED = re.compile(r".+, (?P<file>\w+\.csv), received .+?: (?P<sheets>table .+)")
FOUR = NamedNumber(4.0, "{P2-09b/quarter/2016-17-Q4.value}")


def exhibits(opened: Edition) -> Iterator[tuple[Exhibit, RowsBehind]]:
    project = opened.project
    pages = BOARD_PAGES if opened.name == "board" else ()
    for name in (*pages, *(c.slug for c in project.plan.chapters), *METHOD_PAGES, ANNUAL_PAGE, PROSE):
        released = opened.release(name)
        lookup = RowsBehind(released)
        made = [page_of(released, project.plan, project.board)]
        made += own_pages(released, project.plan, project.board).values() if name == PROSE else []
        yield from ((exhibit, lookup) for page in made for exhibit in page.exhibits.values())


def lines_of(origin: ExhibitOrigin, heading: str) -> list[str]:
    return [cell_text(line) for name, lines in origin.parts if name == heading for line in lines]


def numbers(rows: str) -> set[int]:
    found: set[int] = set()
    for part in re.split(r", | and ", rows):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def filled(rows: list[list[Any]]) -> dict[int, list[str]]:
    return {place: [str(c) for c in row] for place, row in enumerate(rows, start=1) if any(str(c).strip() for c in row)}


@cache
def sheets_of(path: Path) -> dict[str, dict[int, list[str]]]:
    """The rows of a file by their numbers, sheet by sheet, empty ones left out, read with nothing of the package."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        return {
            name: filled(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        }
    found: dict[str, dict[int, list[str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for place, row in enumerate(csv.reader(file), start=1):
            if any(row):
                found.setdefault(row[0], {})[place] = row[1:]
    return found


def places_in(line: str) -> list[tuple[str, str, set[int], bool]]:
    """The file, sheet, rows of a line, and whether it is a published one; nothing where the line names no row."""
    if match := CARDS.fullmatch(line):
        files = [f"{(q := f.split('/'))[0]}/{match['sender']}/{q[1]}" for f in match["files"].split(", ")]
    elif match := ONE_CARD.fullmatch(line) or PUBLISHED.fullmatch(line):
        files = [match["file"]]
    else:
        return []
    found = [(m["name"], numbers(m["rows"])) for m in SHEETS.finditer(match["sheets"])]
    assert found, line
    return [(file, sheet, rows, "/" not in file) for file in files for sheet, rows in found]


def check_places(exhibit: Exhibit, folder: Path) -> int:
    assert exhibit.origin is not None
    checked = 0
    for line in lines_of(exhibit.origin, words.ROWS):
        for file, sheet, rows, published in places_in(line):
            path = folder / "data" / ("published" if published else "returns") / file
            assert path.is_file(), (exhibit.id, line)
            if published:
                with path.open(encoding="utf-8", newline="") as opened:
                    last = sum(1 for _ in csv.reader(opened))
                assert max(rows) <= last, (exhibit.id, line)
            else:
                assert rows <= sheets_of(path)[sheet].keys(), (exhibit.id, file, sheet, rows)
            checked += len(rows)
    return checked


def test_every_exhibit_with_a_number_says_where_it_comes_from_and_its_rows_are_there(
    demo_project: Project, demo_edition: Edition
) -> None:
    checked = with_rows = 0
    for exhibit, lookup in exhibits(demo_edition):
        shown = shown_in(exhibit)
        if exhibit.table is None and exhibit.drawing is None and not (exhibit.cards and shown.cells):
            assert exhibit.origin is None, exhibit.id
            continue
        assert exhibit.origin is not None, exhibit.id
        assert exhibit.origin.hash == hash_of_exhibit(exhibit)[:HASH_DIGITS]
        assert exhibit.origin.command == f"nelscb verify build/2016-17-Q4/board --exhibit {exhibit.id}"
        if not shown.cells:
            continue
        here = check_places(exhibit, demo_project.folder)
        behind = lookup.behind(shown.cells)
        if behind.rows:
            assert here >= sum(len(sheet.rows) for sheet in behind.rows), exhibit.id
            with_rows += 1
        else:
            assert lines_of(exhibit.origin, words.ROWS), exhibit.id
        checked += here
    assert with_rows > 150
    assert checked > 20_000


def test_a_row_holds_the_measure_that_the_exhibit_shows(demo_project: Project, demo_edition: Edition) -> None:
    """Tools due and reviewed stand in one row a quarter: the row that each line names is that measure's."""
    released = demo_edition.release("p2_neglect")
    behind = RowsBehind(released).behind([f"P2-09b/quarter/{q}.value" for q in ("2016-17-Q3", "2016-17-Q4")])
    title = demo_project.plan.measures["P2-09b"].title
    for sheet in behind.rows:
        held = sheets_of(demo_project.returns / sheet.file)[sheet.sheet]
        assert [any(cell.startswith("P2-09b") or title in cell for cell in held[row]) for row in sheet.rows] == [True]
    assert [sheet.file for sheet in behind.rows] == [
        "2016-17-Q3/neglect/2017-01-12.csv", "2016-17-Q4/neglect/2017-04-13.xlsx",
    ]  # fmt: skip


def test_the_public_is_told_of_no_sender_file_sheet_or_row(demo_project: Project) -> None:
    opened = open_edition(demo_project, "2016-17-Q4", "public")
    known = opened.release(PROSE)
    days = {source.received for source in known.sources.values()}
    seen = 0
    for exhibit, _ in exhibits(opened):
        if exhibit.origin is None:
            continue
        seen += 1
        told = re.sub(r"<[^>]+>", " ", origin_html(exhibit)).replace(exhibit.origin.notebook or " ", " ")
        assert not re.search(r"\d{4}-\d{2}-Q[1-4]/(?!public)|\bsheet |\brows? \d|\.xlsx", told), exhibit.id
        assert not any(f"({name})" in told for name in demo_project.board.sub_groups), exhibit.id
        assert set(re.findall(r"\w+\.csv", told)) <= {"core_data_set.csv", "error_rates.csv"}, exhibit.id
        assert "first received" not in told
        received = set(re.findall(r"received (\d+ \w+ \d{4})", told))
        assert received <= {f"{day.day} {day:%B %Y}" for day in days}, exhibit.id
    assert seen > 200


def test_a_revised_figure_says_when_it_first_came(demo_edition: Edition, demo_project: Project) -> None:
    revision = demo_edition.received.revisions[0].after
    chapter = demo_project.plan.chapter_of(revision.measure)
    page = page_of(demo_edition.release("tracker"), demo_project.plan, demo_project.board)
    origin = page.exhibit(f"quarters_{chapter.id.lower()}").origin
    assert origin is not None
    assert any(line.startswith(f"{revision.measure}") for line in lines_of(origin, words.KNOWN))


def test_the_origin_is_no_part_of_what_is_shown() -> None:
    shown = Exhibit("p1_a", "A", table=Table((Column("One"),), (("1",),)))
    told = Exhibit("p1_a", "A", table=shown.table, origin=ExhibitOrigin((("Measures", ("P1-01",)),), "ab12", "nelscb"))
    assert hash_of_exhibit(shown) == hash_of_exhibit(told)


def test_a_fold_is_closed_named_and_written_safely() -> None:
    origin = ExhibitOrigin(
        (("Rows used", ("A <b> & `c`",)),), "0123456789abcdef", "nelscb verify x", "notebooks/p.ipynb"
    )
    made = origin_html(Exhibit("p1_a", "Boys & girls", origin=origin))
    assert made.startswith('<details class="origin screen-only"><summary>Where this comes from<span class="for-ears">')
    assert ": Boys &amp; girls</span></summary>" in made
    assert "A &lt;b&gt; &amp; &#96;c&#96;" in made
    assert "<code>nelscb verify x</code>" in made
    assert "style=" not in made
    assert " open" not in made
    assert origin_html(Exhibit("p1_a", "")) == ""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((9,), "row 9"), ((4, 5, 6, 9, 12), "rows 4-6, 9 and 12"), ((4, 5), "rows 4-5"), ((4, 6), "rows 4 and 6"),
    ],
)  # fmt: skip
def test_rows_that_follow_each_other_are_told_together(rows: tuple[int, ...], told: str) -> None:
    assert words.ranges(rows) == told


def test_a_method_has_the_paper_that_it_comes_from() -> None:
    assert words.source_of_method("Wilson") == "E. B. Wilson, JASA 22 (1927) 209-212"
    assert words.source_of_method("exact Poisson (Garwood)") == "F. Garwood, Biometrika 28 (1936) 437-442"
    assert words.source_of_method("exact").startswith("Poisson quantiles")
    assert words.source_of_method("no such method") == ""


def test_what_is_shown_is_read_off_the_exhibit() -> None:
    table = Table(
        (Column("Measure"), Column("Now")), (("Tools (P2-09b, near the measure)", mark(FOUR, "4")), ("X", "c (2016)"))
    )
    shown = shown_in(Exhibit("a", "", text=(mark(FOUR, "four"),), table=table))
    assert shown.cells == ("P2-09b/quarter/2016-17-Q4.value",)
    assert shown.heads == ("P2-09b",)
    assert "c" in shown.marks
    assert words.withheld(shown.marks)[0].startswith("c: withheld to protect children")
    assert plain(mark(FOUR, "4")) == "4"
    card = Exhibit("b", "", cards=(Card("T", "box", (("before ", mark(FOUR, "4")),)),))
    assert shown_in(card).cells == shown.cells
