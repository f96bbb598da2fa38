"""Both printed documents of both boards: tags, marks, contents, places, and every figure as the pages have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pdf_checks as checks
import pytest
from page_reading import WrittenTable, article_of, contents_of, tables_of, words_of
from pdf_reading import Element, Printed, PrintedTable, bare, flat, read_printed, sections, spaced

pytestmark = pytest.mark.book

BOARDS, FILES = ("real", "illustrative"), ("book", "board_pack")
NAMES = {
    "real": "North East Lincolnshire Safeguarding Children Board",
    "illustrative": "Havenshire Safeguarding Children Board",
}
KINDS = {"book": "report book", "board_pack": "board pack"}
MARKS = {"real": ("RETROSPECTIVE", "PARTIAL"), "illustrative": ("ILLUSTRATIVE",)}
CHARTS_FIGURES = "The figures behind the charts"
THERE = "Its figures stand at the end of this chapter."


@dataclass(frozen=True)
class Made:
    """A printed document, the HTML pages that it was made from, and whose it is."""

    board: str
    kind: str
    pages: Path
    printed: Printed

    @property
    def path(self) -> Path:
        return self.printed.path

    @property
    def chapter(self) -> str:
        """The tag of a chapter's title."""
        return "H2" if self.kind == "book" else "H1"


@pytest.fixture(scope="session")
def folders(built: Path, demo: Path) -> dict[str, Path]:
    return {"real": built, "illustrative": demo.parent}


@pytest.fixture(scope="session")
def checkers(folders: dict[str, Path]) -> Iterator[dict[tuple[str, str], tuple[Future, Future]]]:  # type: ignore[type-arg]
    """Both checkers over all documents, beside the other tests: they take longer than all of these."""
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        paths = {(b, k): folders[b] / f"{k}.pdf" for k in FILES for b in reversed(BOARDS)}
        yield {
            key: (pool.submit(checks.pdfua_errors, path), pool.submit(checks.outloud_errors, path))
            for key, path in paths.items()
        }


@pytest.fixture(scope="session")
def documents(request: pytest.FixtureRequest, folders: dict[str, Path]) -> dict[tuple[str, str], Made]:
    request.getfixturevalue("checkers")  # they begin now, and are done when they are asked
    return {
        (board, kind): Made(board, kind, folders[board] / "html", read_printed(folders[board] / f"{kind}.pdf"))
        for board in BOARDS
        for kind in FILES
    }


@pytest.fixture(scope="module", params=[(b, k) for b in BOARDS for k in FILES], ids=lambda p: f"{p[0]}-{p[1]}")
def made(request: pytest.FixtureRequest, documents: dict[tuple[str, str], Made]) -> Made:
    return documents[request.param]


@pytest.fixture(scope="module", params=BOARDS)
def book(request: pytest.FixtureRequest, documents: dict[tuple[str, str], Made]) -> Made:
    return documents[request.param, "book"]


@pytest.fixture(scope="module", params=BOARDS)
def pack(request: pytest.FixtureRequest, documents: dict[tuple[str, str], Made]) -> Made:
    return documents[request.param, "board_pack"]


def test_metadata(made: Made) -> None:
    title = f"{NAMES[made.board]}: {KINDS[made.kind]}, January to March 2017"
    assert checks.metadata_faults(made.path, title, NAMES[made.board]) == []


def test_every_picture_has_words(made: Made) -> None:
    assert list(made.printed.elements("Figure"))
    assert checks.alternative_faults(made.printed) == []


def test_every_table_has_headings_of_columns_and_rows(made: Made) -> None:
    assert list(made.printed.tables())
    assert checks.heading_cell_faults(made.printed) == []


def test_every_heading_has_a_bookmark(made: Made) -> None:
    assert checks.bookmark_faults(made.printed) == []


def test_the_book_has_the_parts_and_pages_of_the_html_in_its_order(book: Made) -> None:
    told, part = [], ""
    for kind, words, _ in checks.headings_of(book.printed):
        if kind == "H1" and words != "Contents":
            part = words
        elif kind == "H2":
            told.append((part, words))
    contents = contents_of(book.pages)
    titles = [words_of(article_of(book.pages / f"{page}.html").find(".//h1")) for _, page in contents]
    assert told == [(part, spaced(title)) for (part, _), title in zip(contents, titles, strict=True)]
    assert len(told) == len(list(book.pages.glob("*.html"))) - 2  # but for the page of search and that of the index


def test_the_contents_name_the_right_pages(book: Made) -> None:
    assert list(book.printed.elements("TOCI"))
    assert checks.contents_faults(book.printed) == []


def test_each_page_names_its_chapter_and_its_number(made: Made) -> None:
    """But for the cover and, of heads, the contents, which are of no chapter."""
    first = next(page for kind, _, page in checks.headings_of(made.printed) if kind == made.chapter)
    assert first <= {"book": 4, "board_pack": 1}[made.kind]
    assert checks.running_header_faults(made.printed, made.chapter, first) == []
    assert checks.numbering_faults(made.printed, {"book": 2, "board_pack": 1}[made.kind]) == []


def test_every_page_bears_its_marks(made: Made) -> None:
    for mark in ("OFFICIAL-SENSITIVE", *MARKS[made.board]):
        assert checks.mark_faults(made.printed, mark) == []
    others = {mark for board in BOARDS for mark in MARKS[board]} - set(MARKS[made.board])
    for mark in others:
        assert len(checks.mark_faults(made.printed, mark)) == len(made.printed.pages)


def test_every_link_leads_somewhere(made: Made) -> None:
    assert checks.link_faults(made.path) == []


def test_all_is_drawn_by_lines_in_faces_that_are_in_the_file(made: Made) -> None:
    assert checks.raster_faults(made.printed) == []
    assert checks.font_faults(made.path) == []


def test_no_word_is_in_a_margin_or_on_another(made: Made) -> None:
    assert checks.margin_faults(made.printed) == []
    assert checks.overlap_faults(made.printed) == []


def test_nothing_is_outside_the_tags_that_is_not_said_within(made: Made) -> None:
    assert checks.unheard_faults(made.printed) == []


def test_at_a_glance_is_one_page(made: Made) -> None:
    pages = [page for kind, _, page in checks.headings_of(made.printed) if kind in ("H1", made.chapter)]
    titles = [(words, page) for kind, words, page in checks.headings_of(made.printed) if kind == made.chapter]
    start = dict(titles)["At a glance"]
    assert min(page for page in pages if page > start) == start + 1
    assert made.kind == "book" or start == 1


def test_the_pack_is_at_a_glance_the_exceptions_and_one_page_for_each_chapter(pack: Made) -> None:
    titles = [(words, page) for kind, words, page in checks.headings_of(pack.printed) if kind == "H1"]
    contents = contents_of(pack.pages)
    plan = [page for part, page in contents if re.fullmatch(r"[po]\d_\w+", page)]
    wanted = [words_of(article_of(pack.pages / f"{page}.html").find(".//h1")) for page in plan]
    assert len(wanted) == 13
    assert [title for title, _ in titles] == ["At a glance", "Exceptions report", *map(spaced, wanted)]
    last = len(pack.printed.pages)
    assert [page for _, page in titles[2:]] == list(range(last - 12, last + 1))


def _chapters(made: Made) -> dict[str, Element]:
    """Each chapter's tags by the name of its page."""
    found = sections(made.printed, made.chapter)
    if made.kind == "book":
        names = [page for _, page in contents_of(made.pages)]
        return {name: section for name, (_, section) in zip(names, found, strict=True)}
    titles = {}
    for _, page in contents_of(made.pages):
        titles[spaced(words_of(article_of(made.pages / f"{page}.html").find(".//h1")))] = page
    return {titles[spaced(made.printed.words(heading))]: section for heading, section in found}


def _joined(tables: Iterator[PrintedTable]) -> list[tuple[str, list[str], list[list[str]]]]:
    """(caption, headings, rows), the parts of a table that was cut put together again."""
    found: list[tuple[str, list[str], list[list[str]]]] = []
    for table in tables:
        caption = spaced(table.caption)
        head = [bare(words).casefold() for _, _, words in table.head[0]]
        rows = [[bare(words) for _, _, words in row] for row in table.rows]
        part = re.fullmatch(r"(.*) \(part (\d+) of \d+\)", caption)
        if part and part[2] != "1":
            before = found[-1]
            assert (before[0], before[1][0]) == (bare(part[1]), head[0])
            assert [row[0] for row in before[2]] == [row[0] for row in rows]
            joined = [old + new[1:] for old, new in zip(before[2], rows, strict=True)]
            found[-1] = (before[0], before[1] + head[1:], joined)
        else:
            found.append((bare(part[1] if part else caption), head, rows))
    return found


def _written(table: WrittenTable) -> tuple[str, list[str], list[list[str]]]:
    # The long heads of long tables are printed with a capital at each word.
    head = [bare(cell).casefold() for cell in table.head]
    return bare(table.caption), head, [[bare(cell) for cell in row] for row in table.rows]


def _differences(made: Made) -> tuple[list[str], int]:
    """Where the tables of the document are not those of the pages, and how many cells were compared."""
    found, cells = [], 0
    for page, section in _chapters(made).items():
        article = article_of(made.pages / f"{page}.html")
        wanted = [_written(t) for t in tables_of(article, folded=False) + tables_of(article, folded=True)]
        got = _joined(made.printed.tables(section))
        if made.kind == "board_pack" and page not in ("at_a_glance", "exceptions"):
            wanted = []
        if len(got) != len(wanted):
            found.append(f"{page}: {len(got)} tables, not {len(wanted)}")
        for one, other in zip(got, wanted, strict=False):
            cells += sum(len(row) for row in other[2])
            if one != other:
                found.append(f"{page}: {other[0]}: {_first_difference(one, other)}")
    return found, cells


def _first_difference(one: object, other: object) -> str:
    if isinstance(one, str) or isinstance(other, str):
        return f"{one!r}, not {other!r}"
    pairs = list(zip(one, other, strict=False))  # type: ignore[call-overload]
    wrong = next(((a, b) for a, b in pairs if a != b), None)
    return _first_difference(*wrong) if wrong else f"{len(one)} for {len(other)}"  # type: ignore[arg-type]


def test_every_table_is_the_pages_cell_by_cell(made: Made) -> None:
    """What stands in the HTML's tables is held against the released tables by another test."""
    found, cells = _differences(made)
    assert found == []
    assert cells > {"book": 10_000, "board_pack": 10}[made.kind]


def test_a_changed_figure_is_found(book: Made) -> None:
    """The comparison above can fail: one digit in one cell is told."""
    cells = [cell for table in book.printed.elements("Table") for cell in book.printed.elements("TD", table)]
    cell = next(c for c in cells[5000:] if bare(book.printed.words(c)).isdigit() and isinstance(c.parts[0], tuple))
    marked = {**book.printed.marked, cell.parts[0]: "987654"}  # type: ignore[dict-item]
    (only,) = _differences(Made(book.board, book.kind, book.pages, _with(book.printed, marked)))[0]
    assert "987654" in only


def _with(printed: Printed, marked: dict[tuple[int, int], str]) -> Printed:
    return Printed(printed.path, printed.pages, printed.top, marked)


def _heard(made: Made, section: Element) -> str:
    """A chapter's words in the order of its tags, without tables, their captions, mathematics and signs of lists."""
    words = bare(made.printed.words(_without_tables(section), ("Table", "Formula", "Lbl", "H1")))
    return words.replace(bare(CHARTS_FIGURES), "").replace(bare(THERE), "")


def _without_tables(element: Element) -> Element:
    inside = [part for part in element.parts if isinstance(part, Element)]
    left_out = {"Table", "H1"}
    if any(_holds_table(part) for part in inside if part.kind == "Div"):
        left_out.add("Caption")  # it is that of the table beside it
    parts: list[Element | tuple[int, int]] = [
        _without_tables(part) if isinstance(part, Element) else part
        for part in element.parts
        if not (isinstance(part, Element) and part.kind in left_out)
    ]
    return Element(element.kind, element.alt, element.scopes, parts, element.page)


def _holds_table(element: Element) -> bool:
    return element.kind == "Table" or any(_holds_table(p) for p in element.parts if isinstance(p, Element))


def _order_faults(made: Made) -> list[tuple[str, str, str]]:
    """(page, what is heard, what is said) where a chapter's words first part from its page's."""
    found = []
    for page, section in _chapters(made).items():
        article = article_of(made.pages / f"{page}.html")
        said, heard = bare(words_of(article, {"table", "h1", "exhibit-figures"})), _heard(made, section)
        if said != heard:
            place = next((i for i, (a, b) in enumerate(zip(said, heard, strict=False)) if a != b), len(said))
            found.append((page, heard[place : place + 60], said[place : place + 60]))
    return found


def test_each_chapter_is_heard_in_the_order_of_its_page(book: Made) -> None:
    assert _order_faults(book) == []


def test_words_in_another_order_or_left_out_are_found(book: Made) -> None:
    parts = list(flat(book.printed))
    places = [i for i, part in enumerate(parts) if isinstance(part, Element) and part.kind == "P"]
    one, other = places[40], places[41]
    for order in ({one: other, other: one}, {one: None}):
        moved = [parts[order.get(i, i)] for i in range(len(parts)) if order.get(i, i) is not None]  # type: ignore[index]
        top = Element("Document", None, (), moved)
        changed = Printed(book.path, book.printed.pages, top, book.printed.marked)
        assert len(_order_faults(Made(book.board, book.kind, book.pages, changed))) >= 1


def test_each_paragraph_of_the_pack_is_its_pages_in_order(pack: Made) -> None:
    for page, section in _chapters(pack).items():
        said = bare(words_of(article_of(pack.pages / f"{page}.html"), {"table", "h1", "exhibit-figures"}))
        at = 0
        for part in section.parts:
            if not isinstance(part, Element):
                continue
            words = _heard(pack, Element("Section", None, (), [part]))
            found = said.find(words, at)
            assert found >= 0, (page, words[:80])
            at = found + len(words)


def test_the_checker_pdfua_finds_no_error(made: Made, checkers: dict[tuple[str, str], tuple[Future, Future]]) -> None:  # type: ignore[type-arg]
    assert checkers[made.board, made.kind][0].result() == []


def test_the_checker_outloud_finds_no_error(made: Made, checkers: dict[tuple[str, str], tuple[Future, Future]]) -> None:  # type: ignore[type-arg]
    assert checkers[made.board, made.kind][1].result() == []
