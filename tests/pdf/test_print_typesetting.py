"""From blocks to a file: PDF/UA, the same bytes twice, text as text in every place; a mistake leaves nothing behind."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pikepdf
import pytest
from pdf_checks import margin_faults, metadata_faults, outloud_errors, overlap_faults, pdfua_errors
from pdf_reading import Printed, bare, read_printed
from printing import ABOUT, CHART, SPARK, STATUS, TEMPLATES, article, printed, table

from nelscb.mistakes import Mistake
from nelscb.pdf.documents import Asked, Printing
from nelscb.pdf.inline import pieces_of, words_of
from nelscb.pdf.lettering import printable
from nelscb.pdf.parts import CHAPTER, SHEET, make_part, told_of
from nelscb.pdf.typesetting import Typesetter

HOSTILE = [
    "a|b # c $x^2$ @d", "<script>alert('1')</script>", "{include} {{ y }}", r"*s* _u_ \new `c` ```d```",
    "// no -- comment --- = 1", "#let x = [1] ; #x", "\"q\" 'r' ~ <label>", "Llŷr Żółć Gęślą Ŵyn", "ok 👋 done",
    "x" * 300, "/* gone? */ \\u{41} %", "- item + item / term: x", "a\u200bb\u202ec\u2066d", "https://e.org/#a?b=c&d",
]  # fmt: skip
TITLE_300 = "Safeguarding " * 23 + "end"


def shown(text: str) -> str:
    """What a text is in print, without spaces."""
    return bare(printable(text))


def everywhere(text: str) -> str:
    """A page that has the text in every place."""
    t = escape(text)
    return (
        f"<section id='s'><h1>{t}</h1><p>{t}</p><h2>{t}</h2><p><strong>{t}</strong> <em>{t}</em> <code>{t}</code> "
        f"<q>{t}</q> <a href='https://example.org'>{t}</a> <a href='#s'>{t}</a></p><ul><li>{t}</li></ul>"
        f"<ol><li><p>{t}</p></li></ol>"
        f"{table([t, t, 'x'], [[t, t, '1'], [t, '2', '3'], ['y', '4', '5']], t)}"
        f"<figure id='f'><img src='chart.svg' alt='{t}.'><figcaption>{t}</figcaption></figure>"
        f"<details class='exhibit-notes'><summary>o</summary><p>{t}</p></details>"
        f"<div class='position'><p>{t}</p></div><dl><dt>{t}</dt><dd>{t}</dd></dl><blockquote>{t}</blockquote>"
        f"<pre>{t}</pre><p>{STATUS.format(t)}</p><p>{SPARK.format(t)}</p>"
        f"<ul class='cards cards-wide'><li class='card'><p class='card-title'>{t}</p><p class='card-status'>"
        f"{STATUS.format(t)}</p><p>{t}</p><p class='card-foot'>{t}</p></li></ul></section>"
    )


PLACES = {"H1": 0, "H2": 1, "H3": 1, "Caption": 2, "TH": 3, "TD": 1, "LBody": 2, "P": 4}
"""Tags that must have the text at least so often."""


def faults(document: Printed, text: str) -> list[str]:
    """Where the text does not stand as it is."""
    want, found = shown(text), []
    for kind, least in PLACES.items():
        count = sum(want in bare(document.words(element)) for element in document.elements(kind))
        if count < least:
            found.append(f"{count} of {least} {kind} have it")
    alts = [bare(element.alt or "") for element in document.elements("Figure")]
    if not any(shown(text) in alt for alt in alts):
        found.append("no picture has it")
    total = bare(document.words(document.top)).count(want)
    if total < 26:
        found.append(f"it stands {total} times")
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    """Every hostile text in a document of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    return [read_printed(printed(folder / str(i), {"page": everywhere(t)})) for i, t in enumerate(HOSTILE)]


def test_control_signs_have_no_look_in_any_place(tmp_path: Path) -> None:
    document = read_printed(printed(tmp_path, {"page": everywhere("be\u0007fore\u0001after")}))
    assert faults(document, "beforeafter") == []


def test_a_hostile_text_comes_out_as_it_is_in_every_place(hostile: list[Printed]) -> None:
    assert {text[:40]: faults(document, text) for text, document in zip(HOSTILE, hostile, strict=True)} == {
        text[:40]: [] for text in HOSTILE
    }


def test_and_stands_on_the_page_with_no_two_words_on_each_other(hostile: list[Printed]) -> None:
    for text, document in zip(HOSTILE, hostile, strict=True):
        assert overlap_faults(document) == [], text[:40]
        assert margin_faults(document) == [], text[:40]


def test_a_text_that_is_lost_is_found(hostile: list[Printed]) -> None:
    assert faults(hostile[0], "something else")


def test_right_to_left_text_has_all_its_letters(tmp_path: Path) -> None:
    document = read_printed(printed(tmp_path, {"page": "<h1>T</h1><p>שלום</p>"}))
    (paragraph,) = [e for e in document.elements("P") if "ש" in document.words(e)]
    assert sorted(bare(document.words(paragraph))) == sorted("שלום")


@pytest.mark.parametrize("size", ["wide", "box", "small", "large"])
def test_a_title_of_300_letters_and_5000_words(tmp_path: Path, size: str) -> None:
    words = "safeguarding is everybody's business and # stays * text " * 625
    page = (
        f"<h1>{TITLE_300}</h1><p>{words}</p>{table(['x', 'y'], [['1', words]])}<ul class='cards cards-{size}'><li "
        f"class='card'><p class='card-title'>T</p><p>{words}</p></li></ul>"
    )
    document = read_printed(printed(tmp_path, {"page": page, "empty": "<h1>Nothing here</h1>"}))
    everything = bare(document.words(document.top))
    assert everything.count(bare(words)) == 3
    assert bare(TITLE_300) in everything
    assert overlap_faults(document) == []
    assert margin_faults(document) == []


@pytest.mark.parametrize("columns", [25, 40])
def test_a_table_of_many_columns_has_every_cell(tmp_path: Path, columns: int) -> None:
    head = ["Measure", *[f"Column {i}" for i in range(1, columns)]]
    rows = [[f"Row {r}", *[f"{r * 1000 + c:,}" for c in range(1, columns)]] for r in range(1, 4)]
    document = read_printed(printed(tmp_path, {"page": f"<h1>T</h1>{table(head, rows, 'Wide')}"}))
    found: dict[tuple[str, str], str] = {}
    for part in document.tables():
        for row in part.rows:
            for heading, cell in zip(part.head[0][1:], row[1:], strict=True):
                found[row[0][2].strip(), heading[2].strip()] = cell[2].strip()
    assert found == {(row[0], head[c]): row[c] for row in rows for c in range(1, columns)}
    assert overlap_faults(document) == []


@pytest.mark.parametrize(
    "word",
    ["2016-17", "2012-13/2016-17", "10/12", "1,234.5-2,345.6", "P3-15", "sub-group", "and/or", "(a)-(b)", "£1-£2",
     "5%-10%", "1–2", "a–b", "word-", "--", "e.g.", "[waving hand sign]", "C-2:", "x" * 60, "C:\\a\\b", "a_b_c_d_e"],
)  # fmt: skip
def test_no_word_of_a_narrow_column_stands_on_its_neighbour(tmp_path: Path, word: str) -> None:
    rows = [["Step after step after step " * 8, *["1"] * 9]] * 6
    narrow = table(["Step", word, word], [["much to say " * 30, "1", "2"]])
    page = f"<h1>T</h1>{table(['Step', *[word] * 9], rows)}{narrow}"
    document = read_printed(printed(tmp_path, {"page": page}))
    assert overlap_faults(document) == []
    assert margin_faults(document) == []


@pytest.mark.parametrize("template", [CHAPTER, SHEET])
def test_the_same_bytes_twice_and_pdf_ua(tmp_path: Path, template: str) -> None:
    pages = {"one": everywhere("a|b"), "two": "<h1>Second</h1><p>x</p>"}
    first = printed(tmp_path / "a", pages, template)
    second = printed(tmp_path / "other folder é", pages, template)
    assert first.read_bytes() == second.read_bytes()
    assert metadata_faults(first, ABOUT.title, ABOUT.board) == []
    with pikepdf.open(first) as document:
        assert document.open_metadata()["xmp:CreateDate"].startswith("2017-05-26")


def test_a_page_that_must_be_one_sheet_is_one(tmp_path: Path) -> None:
    long = "<h1>Sheet</h1>" + "<p>Forty sentences of words about neglect and about what was done.</p>" * 45
    for template in (CHAPTER, SHEET):
        pages = {"before": "<h1>Before</h1><p>a</p>", "sheet": long, "after": "<h1>After</h1><p>b</p>"}
        document = read_printed(printed(tmp_path / template, pages, template, one_page=("sheet",)))
        places = {bare(document.words(e)): e.page for kind in ("H1", "H2") for e in document.elements(kind)}
        assert places["After"] - places["Sheet"] == 1


def test_a_chart_that_is_cut_is_one_picture_to_who_hears_it(tmp_path: Path) -> None:
    figure = "<figure id='f'><img src='chart.svg' alt='Two lines rise.'><figcaption>Lines</figcaption></figure>"
    cut = CHART.replace("<svg ", '<svg data-cuts="60.0" ', 1)
    document = read_printed(printed(tmp_path, {"sheet": f"<h1>S</h1>{figure}"}, one_page=("sheet",), chart=cut))
    assert [element.alt for element in document.elements("Figure")] == ["Two lines rise."]
    assert outloud_errors(document.path) == []
    assert pdfua_errors(document.path) == []


def test_a_heading_and_what_leads_to_a_table_stand_on_the_tables_first_page(tmp_path: Path) -> None:
    rows = [[f"Row {row}", "1", "2"] for row in range(8)]
    for lines in range(30, 44):
        words = "<p>A line of words.</p>" * lines
        page = f"<h1>T</h1>{words}<h2>The table's heading</h2><p>It leads there.</p>{table(['Row', 'a', 'b'], rows)}"
        document = read_printed(printed(tmp_path / str(lines), {"page": page}))
        (heading,) = [e for e in document.elements("H3") if "heading" in document.words(e)]
        (found,) = document.tables()
        assert heading.page == found.page, lines


def test_a_mistake_of_the_typesetter_is_one_sentence_that_names_the_document(tmp_path: Path) -> None:
    content = {"about": told_of(ABOUT), "pictures": [], "chapter": {
        "kind": "chapter", "name": "x", "title": "X", "running": "X", "opens": "", "one-page": False, "figures": [],
        "body": [{"kind": "of no look", "id": None}]}}  # fmt: skip
    with pytest.raises(Mistake) as wrong:
        make_part(Typesetter(TEMPLATES, tmp_path, tmp_path / "work", ABOUT.as_of), CHAPTER, content, "made.pdf", "made")
    assert "made.pdf could not be typeset" in str(wrong.value)
    assert "of no look" in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_template_that_is_broken_is_a_mistake_too(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "front.typ").write_text("#let broken = (", encoding="utf-8")
    typesetter = Typesetter(tmp_path / "templates", tmp_path, tmp_path / "w", ABOUT.as_of)
    with pytest.raises(Mistake, match="could not be typeset"):
        typesetter.set("front", {}, "front", "made.pdf")


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("<article class='bd-article'><h1>T</h1><form>x</form></article>", "<form>"),
        ("<article class='bd-article'><h1>T</h1><p><a href='no.html'>x</a></p></article>", "mend the link"),
        ("<article class='bd-article'><p>no title</p></article>", "no title"),
        ("<main>no article</main>", "no article"),
        (None, "not there"),
    ],
)
def test_no_document_is_written_where_a_page_cannot_be_printed(tmp_path: Path, page: str | None, named: str) -> None:
    pages, out = tmp_path / "html", tmp_path / "out"
    pages.mkdir()
    out.mkdir()
    fine = "<article class='bd-article'><h1>{}</h1></article>"
    for name in ("at_a_glance", "exceptions"):
        (pages / f"{name}.html").write_text(fine.format(name), encoding="utf-8")
    if page is not None:
        (pages / "wrong.html").write_text(page, encoding="utf-8")
    contents = [("", "at_a_glance"), ("", "exceptions"), ("P", "wrong")]
    asked = Asked(contents, [], pages, TEMPLATES, ABOUT, ABOUT)
    with (
        pytest.raises(Mistake, match=re.escape(named)) as wrong,
        Printing(asked, tmp_path / "work", tmp_path / "kept") as printing,
    ):
        printing.write(pages, out)
    assert "wrong" in str(wrong.value)
    assert not list(out.iterdir())


def test_both_documents_are_written(tmp_path: Path) -> None:
    pages, out = tmp_path / "html", tmp_path / "out"
    pages.mkdir()
    out.mkdir()
    for name in ("index", "at_a_glance", "exceptions", "p1"):
        text = f"<article class='bd-article'><h1>Title of {name}</h1><p><a href='index.html'>first</a></p></article>"
        (pages / f"{name}.html").write_text(text, encoding="utf-8")
    contents = [("", "index"), ("Q", "at_a_glance"), ("Q", "exceptions"), ("P", "p1")]
    asked = Asked(contents, ["p1"], pages, TEMPLATES, ABOUT, ABOUT)
    with Printing(asked, tmp_path / "work", tmp_path / "kept") as printing:
        for name in ("p1", "no_page_of_the_book"):
            printing.take(pages / f"{name}.html")
        printing.write(pages, out)
    assert sorted(path.name for path in out.iterdir()) == ["board_pack.pdf", "book.pdf"]
    pack = read_printed(out / "board_pack.pdf")
    titles = [pack.words(title) for title in pack.elements("H1")]
    assert [bare(title) for title in titles] == ["Titleofat_a_glance", "Titleofexceptions", "Titleofp1"]


def test_mathematics_reads_as_its_words(tmp_path: Path) -> None:
    inside = "<math display='block'><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>"
    document = read_printed(printed(tmp_path, {"page": f"<h1>T</h1><p>{inside}</p>"}))
    (formula,) = document.elements("Formula")
    assert formula.alt == "a over b plus 1"
    assert not document.pages[-1].images


def test_words_of_pieces_are_what_is_printed() -> None:
    """The check's own ruler: a text's print is the same by pieces and by the plain function."""
    for text in HOSTILE:
        element = article(f"<p>{escape(text)}</p>").find("p")
        assert bare(words_of(pieces_of(element, "p"))) == shown(text)
