"""Each check of a printed document finds what is wrong, and nothing where all is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdf_checks as checks
import pikepdf
import pytest
from pdf_reading import UNTAGGED, Element, Printed, read_printed, sections
from printing import ABOUT, SPARK, printed, table

PAGES = {
    "first": "<h1>The first page</h1><p>Words of it. <a href='second.html'>On</a></p>"
    + table(["Measure", "Now", "Then", "Before"], [[row, "1", "2", "3"] for row in "abcd"], "A table of figures")
    + "<figure id='f'><img src='chart.svg' alt='A line rises from 1 to 3.'><figcaption>A chart</figcaption></figure>"
    + f"<p>{SPARK.format('Plans: 1 in 2015, 3 in 2016')}</p>",
    "second": "<h1>The second page</h1><section id='s'><h2>A section</h2><p>So <math><mi>x</mi></math>. "
    "<a href='https://example.org/'>Elsewhere</a></p></section>",
}  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(tmp_path_factory.mktemp("good"), PAGES)


@pytest.fixture(scope="module")
def read(good: Path) -> Printed:
    return read_printed(good)


def changed(path: Path, folder: Path, change: Callable[[pikepdf.Pdf], Any]) -> Path:
    """The document after a change."""
    with pikepdf.open(path) as document:
        change(document)
        document.save(folder / "changed.pdf")
    return folder / "changed.pdf"


def tags(document: pikepdf.Pdf, kind: str) -> list[Any]:
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == kind]


def links(document: pikepdf.Pdf) -> list[Any]:
    return [note for page in document.pages for note in page.obj.get("/Annots", [])]


def test_a_good_document_has_no_fault(good: Path, read: Printed) -> None:
    assert checks.metadata_faults(good, ABOUT.title, ABOUT.board) == []
    for check in (
        checks.alternative_faults, checks.heading_cell_faults, checks.bookmark_faults, checks.contents_faults,
        checks.raster_faults, checks.margin_faults, checks.overlap_faults, checks.unheard_faults,
    ):  # fmt: skip
        assert check(read) == []
    assert checks.running_header_faults(read, "H2", 3) == []
    assert checks.numbering_faults(read, 2) == []
    assert checks.mark_faults(read, "OFFICIAL-SENSITIVE") == []
    assert checks.link_faults(good) == []
    assert checks.font_faults(good) == []
    assert checks.pdfua_errors(good) == []
    assert checks.outloud_errors(good) == []


def _set(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda document: document.Root.__setitem__(key, value)


def _without(key: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda document: document.Root.__delitem__(key)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_without("/MarkInfo"), "tagged"), (_without("/Lang"), "British"), (_set("/Lang", "en-US"), "British"),
        (_without("/ViewerPreferences"), "shows its title"), (_without("/Metadata"), "PDF/UA-1"),
        (_without("/Metadata"), "has its title"), (_without("/Metadata"), "has its author"),
    ],
)  # fmt: skip
def test_metadata(good: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], said: str) -> None:
    found = checks.metadata_faults(changed(good, tmp_path, change), ABOUT.title, ABOUT.board)
    assert any(said in fault for fault in found)
    assert checks.metadata_faults(good, "Another title", "Somebody else")


@pytest.mark.parametrize(
    ("kind", "alt", "said"),
    [
        ("/Figure", None, "no alternative"), ("/Figure", "charts/p1.svg", "file"), ("/Figure", "exhibit_p1_a", "file"),
        ("/Figure", "Chart", "no sentence"), ("/Formula", None, "no alternative"), ("/Formula", " ", "no alternative"),
    ],
)  # fmt: skip
def test_alternative_words(good: Path, tmp_path: Path, kind: str, alt: str | None, said: str) -> None:
    def change(document: pikepdf.Pdf) -> None:
        tag = tags(document, kind)[0]
        if alt is None:
            del tag["/Alt"]
        else:
            tag["/Alt"] = alt

    found = checks.alternative_faults(read_printed(changed(good, tmp_path, change)))
    assert len(found) == 1
    assert said in found[0]


def _as_data(document: pikepdf.Pdf) -> None:
    for cell in tags(document, "/TH"):
        if cell.A.Scope == "/Row":
            cell.S = pikepdf.Name.TD


def _without_scope(document: pikepdf.Pdf) -> None:
    for cell in tags(document, "/TH"):
        del cell["/A"]


def _without_head(document: pikepdf.Pdf) -> None:
    tags(document, "/THead")[0].S = pikepdf.Name.TBody


@pytest.mark.parametrize(
    ("change", "said"),
    [(_as_data, "not headed as"), (_without_scope, "not marked"), (_without_head, "0 rows of headings")],
)
def test_heading_cells(good: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], said: str) -> None:
    found = checks.heading_cell_faults(read_printed(changed(good, tmp_path, change)))
    assert any(said in fault for fault in found)


def test_bookmarks(good: Path, tmp_path: Path) -> None:
    assert checks.bookmark_faults(read_printed(changed(good, tmp_path, _without("/Outlines"))))

    def swapped(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            outline.root[-1].title = "Another"

    def elsewhere(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            outline.root[-1].destination = [document.pages[0].obj, pikepdf.Name.Fit]

    for change in (swapped, elsewhere):
        assert checks.bookmark_faults(read_printed(changed(good, tmp_path, change)))


def test_contents(read: Printed) -> None:
    numbers = {place: words for place, words in read.marked.items() if place[0] == 2 and words.strip().isdigit()}
    assert numbers
    place, words = max(numbers.items())
    wrong = {**read.marked, place: str(int(words) + 1)}
    assert checks.contents_faults(replace(read, marked=wrong))
    (contents,) = [part for part in read.top.parts if isinstance(part, Element) and part.kind == "TOC"]
    fewer = replace(read.top, parts=[part for part in read.top.parts if part is not contents])
    assert checks.contents_faults(replace(read, top=fewer))


def test_running_headers_numbers_and_marks(read: Printed) -> None:
    late = [*read.pages[:2], read.pages[2], replace(read.pages[3], runs=read.pages[2].runs), *read.pages[4:]]
    assert checks.running_header_faults(replace(read, pages=late), "H2", 3)
    assert checks.numbering_faults(replace(read, pages=late), 2)
    empty = [*read.pages[:-1], replace(read.pages[-1], runs=[])]
    assert len(checks.mark_faults(replace(read, pages=empty), "ILLUSTRATIVE")) == 1
    assert len(checks.mark_faults(read, "RETROSPECTIVE")) == len(read.pages)


@pytest.mark.parametrize("to", ["nowhere", "gone"])
def test_links(good: Path, tmp_path: Path, to: str) -> None:
    def change(document: pikepdf.Pdf) -> None:
        note = next(note for note in links(document) if "/Dest" in note)
        if to == "gone":
            del note["/Dest"]
        else:
            note["/Dest"] = pikepdf.String(to)

    assert any("leads nowhere" in fault for fault in checks.link_faults(changed(good, tmp_path, change)))

    def silent(document: pikepdf.Pdf) -> None:
        del links(document)[0]["/Contents"]

    assert any("does not say" in fault for fault in checks.link_faults(changed(good, tmp_path, silent)))

    def lost(document: pikepdf.Pdf) -> None:
        names = dict(pikepdf.NameTree(document.Root.Names.Dests).items())
        tree = pikepdf.NameTree.new(document)
        for name in names:
            tree[name] = pikepdf.Array([pikepdf.Dictionary(), pikepdf.Name.Fit])
        document.Root.Names.Dests = tree.obj

    assert any("on no page" in fault for fault in checks.link_faults(changed(good, tmp_path, lost)))


def test_an_image_of_dots(good: Path, tmp_path: Path) -> None:
    def change(document: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(document, b"\x00" * 4, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                               Width=2, Height=2, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        page = document.pages[2]
        name = page.add_resource(document.make_indirect(image), pikepdf.Name.XObject)
        page.contents_add(f"q 20 0 0 20 100 100 cm {name} Do Q".encode())

    found = checks.raster_faults(read_printed(changed(good, tmp_path, change)))
    assert found == ["page 3: 1 images", "1 images in the file"]


def test_fonts(good: Path, tmp_path: Path) -> None:
    def change(document: pikepdf.Pdf) -> None:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                del thing["/FontFile2"]

    assert any("not in the file" in fault for fault in checks.font_faults(changed(good, tmp_path, change)))


def _moved(read: Printed, words: str, right: float, up: float) -> Printed:
    pages = []
    for page in read.pages:
        runs = [
            replace(r, box=(r.box[0] + right, r.box[1] + up, r.box[2] + right, r.box[3] + up))
            if r.words.startswith(words) else r for r in page.runs
        ]  # fmt: skip
        pages.append(replace(page, runs=runs))
    return replace(read, pages=pages)


def test_margins_and_overlaps(read: Printed) -> None:
    for right, up in ((500, 0), (-20, 0), (0, -700), (0, 150)):
        assert checks.margin_faults(_moved(read, "Words of it", right, up)), (right, up)
    assert checks.overlap_faults(_moved(read, "Words of it", 0, -24)) or checks.overlap_faults(
        _moved(read, "Words of it", 0, 24)
    )
    third = read.pages[2]
    twice = replace(third, runs=[*third.runs, third.runs[-1]])
    assert checks.overlap_faults(replace(read, pages=[*read.pages[:2], twice, *read.pages[3:]]))


def test_words_in_no_tag(read: Printed) -> None:
    pages = [replace(page, runs=[replace(run, mark=UNTAGGED) for run in page.runs]) for page in read.pages]
    assert any("Words of it" in fault for fault in checks.unheard_faults(replace(read, pages=pages)))


def test_both_checkers_find_what_is_wrong(good: Path, tmp_path: Path) -> None:
    def change(document: pikepdf.Pdf) -> None:
        for figure in tags(document, "/Figure"):
            if "/Alt" in figure:
                del figure["/Alt"]

    silent = changed(good, tmp_path, change)
    assert checks.pdfua_errors(silent)
    assert checks.outloud_errors(silent)

    def bare(document: pikepdf.Pdf) -> None:
        for key in ("/StructTreeRoot", "/MarkInfo", "/Lang"):
            del document.Root[key]

    untagged = changed(good, tmp_path, bare)
    assert checks.pdfua_errors(untagged)
    assert checks.outloud_errors(untagged)
    (tmp_path / "no.pdf").write_bytes(b"no pdf")
    assert checks.outloud_errors(tmp_path / "no.pdf")


def test_a_table_of_two_columns_is_right_to_the_checkers(tmp_path: Path) -> None:
    """With headings of rows it would have more headings than figures, which outloud takes for headings torn apart."""
    small = f"<h1>T</h1>{table(['Measure', 'Now'], [['a', '1'], ['b', '2'], ['c', '3']], 'Small')}"
    path = printed(tmp_path, {"page": small})
    assert checks.outloud_errors(path) == []
    assert checks.heading_cell_faults(read_printed(path)) == []

    def headed(document: pikepdf.Pdf) -> None:
        for body in tags(document, "/TBody"):
            for row in body.K:
                row.K[0].S = pikepdf.Name.TH

    assert "TBL-010" in [rule for rule, _, _ in checks.outloud_errors(changed(path, tmp_path, headed))]


def test_sections_are_cut_at_their_headings(read: Printed) -> None:
    found = [(read.words(heading), len(section.parts) > 0) for heading, section in sections(read, "H2")]
    assert found == [("The first page", True), ("The second page", True)]
    assert "Words of it" in read.words(sections(read, "H2")[0][1])
    assert "A section" in read.words(sections(read, "H2")[1][1])
