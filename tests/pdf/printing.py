"""Small pages made for tests, and their way into print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html

from nelscb.pdf.assembling import SetChapter, assemble_book, assemble_pack
from nelscb.pdf.binding import Binding
from nelscb.pdf.blocks import blocks_of
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.layout import laid_out
from nelscb.pdf.parts import CHAPTER, SHEET, content_of, make_part
from nelscb.pdf.typesetting import Typesetter
from nelscb.words.printed import About

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "book" / "print"
ABOUT = About(
    title="Made for a test: report book",
    heading="Report book",
    board="Board of this test",
    description="A document of one table.",
    marking="OFFICIAL-SENSITIVE",
    marks="ILLUSTRATIVE",
    line="BOT · 2016-17 Q4 · board edition",
    cover=("January to March 2017",),
    meanings=(("illustrative", "every figure is invented"),),
    imprint=("Nothing here is published.",),
    as_of=date(2017, 5, 26),
)
CHART = '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="120pt" viewBox="0 0 300 120"><path d="M0 0H300V120" stroke="#000" fill="none"/></svg>'  # noqa: E501
STATUS = (
    '<span class="status status-neutral"><svg class="status-shape" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6"/>'
    '</svg> <span class="status-word">{}</span></span>'
)
SPARK = (
    '<svg class="spark" viewBox="0 0 120 32" width="120" height="32" aria-label="{}"><path class="spark-line" '
    'd="M4 6 116 7"/></svg>'
)
_READ = ("title", "status", "spark", "term", "head", "rows", "caption", "body", "items", "cards", "foot")
"""Keys of a block that are read, in their order; a figure's caption and a table's come where they stand."""


def article(inside: str) -> html.HtmlElement:
    """An article as a built page has it."""
    return html.document_fromstring(f'<article class="bd-article">{inside}</article>').find(".//article")


def blocks(inside: str, page: str = "a_page") -> list[dict[str, Any]]:
    return blocks_of(article(inside), page)


def texts(content: Any) -> Iterator[str]:
    """All that is read in blocks, in their order, whatever holds it."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from texts(part)
    elif isinstance(content, dict):
        if content.get("kind") == "quote":
            yield from ("“", *texts(content["body"]), "”")
        elif content.get("kind") == "status":
            yield content["word"]
        elif content.get("kind") not in ("math", "spark"):
            for key in _READ if content.get("kind") != "table" else ("caption", "head", "rows"):
                yield from texts(content.get(key))


def printed(
    folder: Path, pages: dict[str, str], template: str = CHAPTER, one_page: tuple[str, ...] = (),
    name: str = "made.pdf", chart: str = CHART,
) -> Path:  # fmt: skip
    """Pages, (name: inside of the article), printed by the real templates into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "chart.svg").write_text(chart, encoding="utf-8")
    typesetter = Typesetter(TEMPLATES, folder, folder / f"work-{name}", ABOUT.as_of)
    chapters, opens = [], "A part"
    for page, inside in pages.items():
        title, *rest = blocks(inside, page)
        said = "".join(texts(title))
        node = laid_out(Chapter(page, said, "A part", rest), folder, page in one_page)
        made = make_part(typesetter, template, content_of(node, ABOUT, opens), name, "made")
        chapters.append(SetChapter(said, page, "A part", opens, made))
        opens = ""
    if template == SHEET:
        return assemble_pack(typesetter, ABOUT, [chapter.path for chapter in chapters], folder / name)
    with Binding() as binding:
        return assemble_book(typesetter, ABOUT, chapters, folder / name, binding)


def table(head: list[str], rows: list[list[str]], caption: str = "A table", numbers: bool = False) -> str:
    kind = ' class="number"' if numbers else ""
    heads = "".join(f'<th scope="col"{kind if i else ""}>{words}</th>' for i, words in enumerate(head))
    body = "".join(
        "<tr>" + f'<th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def as_table(head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """A table's block straight away."""
    return {
        "kind": "table", "id": None, "caption": ["A table"], "numeric": [False] * len(head), "named": True,
        "head": [[cell] if cell else [] for cell in head],
        "rows": [[[cell] if cell else [] for cell in row] for row in rows],
    }  # fmt: skip
