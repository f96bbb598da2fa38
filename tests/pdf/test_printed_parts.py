"""Documents are joined of chapters: what is kept gives the same bytes, and tags, links and bookmarks fit together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_reading import bare, read_printed
from printing import ABOUT, CHART, TEMPLATES, printed, table

from nelscb.mistakes import Mistake
from nelscb.pdf.documents import Asked, Printing
from nelscb.pdf.typesetting import Typesetter

NAMES = ("index", "at_a_glance", "exceptions", "p1", "p2")
CONTENTS = [("", "index"), ("First part", "at_a_glance"), ("First part", "exceptions"), ("Last", "p1"), ("Last", "p2")]
FIGURE = "<figure id='f'><img src='chart.svg' alt='A line.'><figcaption>A chart</figcaption></figure>"


def page(name: str, words: str = "words") -> str:
    rows = [[f"Row {row} of {name}", "1", "2"] for row in range(8)]
    return (
        f"<article class='bd-article'><h1>Title of {name}</h1><section id='s'><h2>Section of {name}</h2><p>{words} "
        f"<a href='p1.html#s'>there</a> <a href='#s'>here</a></p>{table(['Row', 'a', 'b'], rows)}</section></article>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    for name in NAMES:
        (tmp_path / "html" / f"{name}.html").write_text(page(name), encoding="utf-8")
    return tmp_path


def write(folder: Path, monkeypatch: pytest.MonkeyPatch, run: str) -> tuple[list[str], Path]:
    """Print the pages into a folder of this run. Gives what the typesetter was asked for, and the folder."""
    asked_for: list[str] = []
    by_itself = Typesetter.set

    def counted(self: Typesetter, template: str, content: Any, name: str, *rest: Any, **more: Any) -> Path:
        asked_for.append(re.sub("-[0-9a-f]{32}$", "", name))
        return by_itself(self, template, content, name, *rest, **more)

    out = folder / run
    out.mkdir()
    asked = Asked(CONTENTS, ["p1", "p2"], folder / "html", TEMPLATES, ABOUT, ABOUT)
    with monkeypatch.context() as patched:
        patched.setattr(Typesetter, "set", counted)
        with Printing(asked, folder / f"work-{run}", folder / "kept") as printing:
            printing.take(folder / "html" / "p1.html")
            printing.write(folder / "html", out)
    return sorted(asked_for), out


FRAME = ["board_pack-numbers", "book-front", "book-numbers"]
"""What is set in every case."""


def test_what_is_kept_is_not_set_again_and_gives_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, made = write(folder, monkeypatch, "first")
    sheets = [f"sheet-{name}" for name in NAMES[1:]]
    assert first == sorted([*FRAME, *(f"chapter-{name}" for name in NAMES), *sheets])
    again, kept = write(folder, monkeypatch, "again")
    assert again == FRAME
    for name in ("book.pdf", "board_pack.pdf"):
        assert (kept / name).read_bytes() == (made / name).read_bytes()


@pytest.mark.parametrize("change", ["page", "chart"])
def test_what_has_changed_alone_is_set_again(folder: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    path, chart = folder / "html" / "p2.html", folder / "html" / "chart.svg"
    chart.write_text(CHART, encoding="utf-8")
    path.write_text(page("p2").replace("<table>", f"{FIGURE}<table>"), encoding="utf-8")
    write(folder, monkeypatch, "first")
    if change == "page":
        path.write_text(path.read_text(encoding="utf-8").replace("words", "wards"), encoding="utf-8")
    else:
        chart.write_text(CHART.replace("V120", "V100"), encoding="utf-8")
    again, made = write(folder, monkeypatch, "again")
    assert again == sorted([*FRAME, "chapter-p2", "sheet-p2"])
    (folder / "kept").rename(folder / "aside")
    _, fresh = write(folder, monkeypatch, "fresh")
    assert (made / "book.pdf").read_bytes() == (fresh / "book.pdf").read_bytes()
    assert (made / "book.pdf").read_bytes() != (folder / "first" / "book.pdf").read_bytes()


def test_what_is_not_printed_changes_nothing_in_print(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, beneath = folder / "html" / "p2.html", "<details class='origin screen-only'><p>Sheet Figures</p></details>"
    path.write_text(page("p2").replace("</section>", f"{beneath}</section>"), encoding="utf-8")
    first, made = write(folder, monkeypatch, "first")
    path.write_text(path.read_text(encoding="utf-8").replace("Sheet", "The sheet"), encoding="utf-8")
    again, kept = write(folder, monkeypatch, "again")
    assert "chapter-p2" in first
    assert again == FRAME
    for name in ("book.pdf", "board_pack.pdf"):
        assert (kept / name).read_bytes() == (made / name).read_bytes()


def test_a_page_that_is_written_twice_and_prints_the_same_is_set_once(folder: Path) -> None:
    asked_for: list[str] = []
    by_itself = Typesetter.set

    def counted(self: Typesetter, template: str, content: Any, name: str, *rest: Any, **more: Any) -> Path:
        asked_for.append(name)
        return by_itself(self, template, content, name, *rest, **more)

    path = folder / "html" / "p2.html"
    out = folder / "twice"
    out.mkdir()
    asked = Asked(CONTENTS, ["p1", "p2"], folder / "html", TEMPLATES, ABOUT, ABOUT)
    with pytest.MonkeyPatch.context() as patched, Printing(asked, folder / "work", folder / "kept") as printing:
        patched.setattr(Typesetter, "set", counted)
        printing.take(path)
        path.write_text(page("p2").replace("</section>", "<nav>Elsewhere</nav></section>"), encoding="utf-8")
        printing.take(path)
        printing.write(folder / "html", out)
    assert len([name for name in asked_for if name.startswith("chapter-p2")]) == 1


def test_what_is_kept_and_damaged_is_set_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, first = write(folder, monkeypatch, "first")
    for path in (folder / "kept").iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    again, made = write(folder, monkeypatch, "again")
    assert "chapter-p1" in again
    assert (made / "book.pdf").read_bytes() == (first / "book.pdf").read_bytes()


def test_a_page_that_is_written_twice_is_printed_as_it_was_written_last(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first may still be being set by then; what is kept of each is its own."""
    path, before = folder / "html" / "p2.html", page("p2")
    out = folder / "twice"
    out.mkdir()
    asked = Asked(CONTENTS, ["p1", "p2"], folder / "html", TEMPLATES, ABOUT, ABOUT)
    with Printing(asked, folder / "work-twice", folder / "kept") as printing:
        for name in NAMES:
            printing.take(folder / "html" / f"{name}.html")
        path.write_text(page("p2", "other words"), encoding="utf-8")
        printing.take(path)
        printing.write(folder / "html", out)
    again, made = write(folder, monkeypatch, "again")
    assert again == FRAME
    path.write_text(before, encoding="utf-8")
    _, first = write(folder, monkeypatch, "first")
    for name in ("book.pdf", "board_pack.pdf"):
        assert (out / name).read_bytes() == (made / name).read_bytes()
    assert (out / "book.pdf").read_bytes() != (first / "book.pdf").read_bytes()


def test_a_place_that_is_new_in_the_pack_changes_only_sheets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet's reference to another is its words, unless the other has the place: so all sheets look at all places."""
    write(folder, monkeypatch, "first")
    path = folder / "html" / "exceptions.html"
    path.write_text(page("exceptions").replace("</section>", "</section><section id='n'><h2>New</h2></section>"))
    again, _ = write(folder, monkeypatch, "again")
    assert again == sorted([*FRAME, "chapter-exceptions", *(f"sheet-{name}" for name in NAMES[1:])])


def elements(document: pikepdf.Pdf) -> list[Any]:
    return [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]


def test_every_tag_has_one_owner_and_every_heading_its_scope(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, made = write(folder, monkeypatch, "first")
    with pikepdf.open(made / "book.pdf") as document:
        tree = document.Root.StructTreeRoot
        numbers = [int(n) for n in list(tree.ParentTree.Nums)[::2]]
        known = dict(zip(numbers, list(tree.ParentTree.Nums)[1::2], strict=True))
        assert numbers == sorted(set(numbers))
        used = []
        for one in document.pages:
            key = int(one.obj["/StructParents"]) if "/StructParents" in one.obj else None
            if key is not None:
                used.append(key)
                assert {owner.Pg.objgen for owner in known[key] if "/Pg" in owner} <= {one.obj.objgen}
            for note in one.obj.get("/Annots", []):
                used.append(int(note["/StructParent"]))
                assert known[used[-1]].S == "/Link"
        assert sorted(used) == numbers
        assert "/IDTree" not in tree
        cells = [element for element in elements(document) if element.get("/S") in ("/TD", "/TH")]
        assert not [cell for cell in cells if "/ID" in cell]
        # A cell that says nothing of its headings is told under all: the column's, and the row's.
        scopes = Counter(str(cell.A.Scope) for cell in cells if cell.S == "/TH")
        assert scopes == {"/Column": 3 * len(NAMES), "/Row": 8 * len(NAMES)}
        assert sum(cell.S == "/TD" and "/A" not in cell for cell in cells) == 2 * 8 * len(NAMES)


def test_a_link_from_chapter_to_chapter_leads_to_the_page_of_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, made = write(folder, monkeypatch, "first")
    read = read_printed(made / "book.pdf")
    (heading,) = [e for e in read.elements("H3") if bare(read.words(e)) == "Sectionofp1"]
    with pikepdf.open(made / "book.pdf") as document:
        places = dict(pikepdf.NameTree(document.Root.Names.Dests).items())
        to = [
            str(n.Dest) for p in document.pages for n in p.obj.get("/Annots", []) if isinstance(n.Dest, pikepdf.String)
        ]
        numbers = {p.obj.objgen: number for number, p in enumerate(document.pages, 1)}
        assert to.count("p1#s") == len(NAMES) + 1  # both of the chapter's own among them
        assert numbers[places["p1#s"][0].objgen] == heading.page
        assert not any("/A" in n for p in document.pages for n in p.obj.get("/Annots", []))


def test_bookmarks_stand_beneath_their_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, made = write(folder, monkeypatch, "first")
    with pikepdf.open(made / "book.pdf") as document, document.open_outline() as outline:
        told = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert told == [
        ("Contents", []), ("Title of index", ["Section of index"]),
        ("First part", ["Title of at_a_glance", "Title of exceptions"]), ("Last", ["Title of p1", "Title of p2"]),
    ]  # fmt: skip


def test_a_link_to_what_is_no_heading_in_another_chapter_is_a_mistake(tmp_path: Path) -> None:
    pages = {"one": "<h1>One</h1><p><a href='two.html#f'>the chart</a></p>", "two": f"<h1>Two</h1>{FIGURE}"}
    with pytest.raises(Mistake, match=r"made\.pdf: a link leads to 'two#f'"):
        printed(tmp_path, pages)
    assert not (tmp_path / "made.pdf").exists()


def test_contents_of_more_than_one_page_name_the_right_pages(tmp_path: Path) -> None:
    from pdf_checks import contents_faults, numbering_faults

    read = read_printed(printed(tmp_path, {f"page_{i}": f"<h1>Title number {i}</h1><p>x</p>" for i in range(70)}))
    assert contents_faults(read) == []
    assert numbering_faults(read, 2) == []
    assert len(read.pages) > 72
