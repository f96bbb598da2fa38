"""Read a built page a second way, without the package: its words and tables as a printed book must show them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

NOT_PRINTED = {"script", "style", "summary", "nav", "noscript", "svg", "math"}
"""Elements that have no words in print: things to press, and pictures and mathematics, which are read otherwise."""
NOT_PRINTED_CLASSES = {
    "for-ears", "headerlink", "screen-only", "toctree-wrapper", "tag_parameters", "tag_injected-parameters",
}  # fmt: skip


@dataclass(frozen=True)
class WrittenTable:
    """A page's table: its caption, its headings, the words of each row's cells."""

    caption: str
    head: list[str]
    rows: list[list[str]]


def article_of(path: Path) -> html.HtmlElement:
    """What a page says, without what stands around it."""
    (article,) = html.parse(path, html.HTMLParser(encoding="utf-8")).xpath(
        "//article[contains(concat(' ', @class, ' '), ' bd-article ')]"
    )
    return article


def contents_of(pages: Path) -> list[tuple[str, str]]:
    """(part, page name) of every page, in the order of the side bar; the front page opens a part of its own."""
    document = html.parse(pages / "index.html", html.HTMLParser(encoding="utf-8"))
    found, part = [("This book", "index")], ""
    for thing in document.xpath("//nav[contains(@class, 'bd-links')]//*[self::p or self::a]"):
        if thing.tag == "p":
            part = " ".join(thing.text_content().split())
        elif thing.get("href") not in ("#", "index.html"):
            found.append((part, thing.get("href").removesuffix(".html")))
    return found


def words_of(element: html.HtmlElement, without: Collection[str] = ()) -> str:
    """The words under an element in their order, without elements of the tags or classes left out."""
    return "".join(_words(element, set(without)))


def _words(element: html.HtmlElement, without: set[str]) -> Iterator[str]:
    classes = set((element.get("class") or "").split())
    if element.tag in NOT_PRINTED or element.tag in without or classes & (NOT_PRINTED_CLASSES | without):
        return
    if element.tag == "q":
        yield "“"
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _words(child, without)
        yield child.tail or ""
    if element.tag == "q":
        yield "”"
    if element.tag in ("p", "li", "td", "th", "div", "br", "h1", "h2", "h3", "dt", "dd"):
        yield " "


def tables_of(article: html.HtmlElement, folded: bool) -> list[WrittenTable]:
    """The tables of an article: those that a chart folds away, or all others."""
    tables = article.xpath(".//table")
    return [_table(table) for table in tables if bool(table.xpath("ancestor::*[@class='exhibit-figures']")) == folded]


def _table(table: html.HtmlElement) -> WrittenTable:
    caption = table.find("caption")
    cells = [[_shown(words_of(cell)) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return WrittenTable(_shown(words_of(caption)) if caption is not None else "", cells[0], cells[1:])


def _shown(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()
