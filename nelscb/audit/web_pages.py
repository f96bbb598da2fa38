"""A built page as the audit reads it: its marked numbers, its passages of text, its tables, and what only ears get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html

from nelscb.audit.printed_numbers import is_withheld, plainly

MARK = "\ue000"
"""Stands in a passage where a marked number stands on the page."""
_OF_BLOCKS = (
    "address article aside blockquote body button caption dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header html label legend li main math nav ol option p pre section summary svg table tbody td "
    "text tfoot th thead title tr ul mfrac mi mn mo mrow msqrt msub msubsup msup mtext"
)
_BLOCKS = frozenset(_OF_BLOCKS.split())
_UNREAD = frozenset({"script", "style"})
_OF_ATTRIBUTES = (
    "data-cell href id class src style d points viewbox width height cx cy r rx ry x y x1 x2 y1 y2 transform tabindex "
    "aria-labelledby aria-describedby aria-controls aria-level role lang charset name rel type for colspan rowspan "
    "scope headers xmlns srcset sizes integrity data-bs-target data-target data-toggle download"
)
_SAYS_NOTHING = frozenset(_OF_ATTRIBUTES.split())
"""Attributes that draw, link or arrange; the text of any other is read."""
_GENERATED = frozenset({"told", "exhibit", "exhibit-note", "exhibit-table", "exhibit-notes", "cell_output", "card"})
Element = Any
"""An element of lxml, which says nothing of its types."""


@dataclass(frozen=True)
class Marked:
    """A number of the page: the expression it is marked with, the words that show it, and the words before it."""

    expression: str
    words: str
    before: str


@dataclass(frozen=True)
class Passage:
    """A block's own text, each marked number replaced by ``MARK``; ``quoted`` is what others wrote in it.

    ``generated``: it is made from figures, and is no prose that stays the same. ``around``: it stands around
    the article, in the head, the menus or the foot. ``beside_withheld``: it stands in a table's cell, and a cell of the
    same row or column is withheld.
    """

    text: str
    generated: bool
    around: bool = False
    quoted: str = ""
    beside_withheld: bool = False


@dataclass(frozen=True)
class Table:
    """A table's cells as they are read, row by row, the heads first. ``name`` is that of its exhibit."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class WebPage:
    """One page. ``words`` is all that is read on it, in order, and ``article`` what is read in its article.

    ``unspaced`` is the article's text as it stands between the tags, as a search index takes it in. ``attributes`` are
    the texts of attributes that say something, ``pictures`` the alternative texts by source.
    """

    file: str
    marked: tuple[Marked, ...]
    passages: tuple[Passage, ...]
    attributes: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    words: str
    article: str
    unspaced: str
    pictures: dict[str, str]

    def table(self, name: str) -> Table | None:
        """The table of that exhibit; None where the page has none."""
        return next((table for table in self.tables if table.name == name), None)


@dataclass(frozen=True)
class _Piece:
    """A text between two tags: the block it belongs to, and the expression of the mark that it stands in."""

    block: Element
    text: str
    inside: bool
    expression: str | None = None
    quoted: bool = False


def read_page(path: Path) -> WebPage:
    """Read a page from its file."""
    return page_from(path.read_text(encoding="utf-8"), path.name)


def page_from(text: str, file: str) -> WebPage:
    """Read a page from its text; a part of a page, such as a notebook's output, is read alike."""
    content = (text if text.strip() else "<p></p>").encode()
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    pieces = list(_pieces(root, root, root.find(".//article"), False, False))
    marked, shown, quoted = [], dict[Element, list[str]](), dict[Element, list[str]]()
    inside = {piece.block for piece in pieces if piece.inside}
    for place, piece in enumerate(pieces):
        if piece.expression is not None:
            before = plainly("".join(p.text for p in pieces[max(0, place - 4) : place]))[-60:]
            marked.append(Marked(piece.expression, piece.text, before))
        if piece.quoted:
            quoted.setdefault(piece.block, []).append(piece.text)
        told = " " if piece.quoted else piece.text if piece.expression is None else MARK
        shown.setdefault(piece.block, []).append(told)
    beside, tables = _tables(root)
    passages = []
    for block, parts in shown.items():
        own, written = plainly("".join(parts)), plainly(" ".join(quoted.get(block, ())))
        if own or written:
            passages.append(Passage(own, _is_generated(block), block not in inside, written, _beside(block, beside)))
    return WebPage(
        file, tuple(marked), tuple(passages), tuple(_attributes(root)), tables,
        plainly("".join(p.text for p in pieces)), plainly("".join(p.text for p in pieces if p.inside)),
        _unspaced(root),
        {str(img.get("src")): plainly(img.get("alt") or "") for img in root.iter("img") if img.get("src")},
    )  # fmt: skip


def _pieces(element: Element, block: Element, article: Element, inside: bool, quoted: bool) -> Iterator[_Piece]:
    """Each text of an element in order; a space before and after a block, so that words of two never run together."""
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    inside = inside or element is article
    is_block = element.tag in _BLOCKS
    own = element if is_block else block
    expression = element.get("data-cell")
    quoted = quoted or element.tag in ("q", "code") or "as-written" in (element.get("class") or "").split()
    if is_block or element.tag == "br":
        yield _Piece(block, " ", inside)
    if expression is not None:
        yield _Piece(own, "".join(element.itertext()), inside, expression)
    else:
        if element.text:
            yield _Piece(own, element.text, inside, None, quoted)
        for child in element:
            yield from _pieces(child, own, article, inside, quoted)
            if child.tail:
                yield _Piece(own, child.tail, inside, None, quoted)
    if is_block:
        yield _Piece(block, " ", inside)


def _unspaced(root: Element) -> str:
    article = root.find(".//article")
    return "".join((root if article is None else article).itertext())


def _is_generated(block: Element) -> bool:
    return any(
        not _GENERATED.isdisjoint((element.get("class") or "").split()) for element in (block, *block.iterancestors())
    )


def _tables(root: Element) -> tuple[dict[Element, bool], tuple[Table, ...]]:
    """Whether each cell stands beside a withheld one, and each table."""
    beside: dict[Element, bool] = {}
    tables = []
    for table in root.iter("table"):
        caption = table.find("caption")
        name = (caption.get("id") or "") if caption is not None else ""
        elements = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        rows = tuple(
            tuple(plainly("".join(p.text for p in _pieces(cell, cell, None, False, False))) for cell in row)
            for row in elements
        )
        withheld = [[is_withheld(cell) for cell in row] for row in rows]
        columns = {place for row in withheld for place, is_so in enumerate(row) if is_so}
        for line, of_row in zip(elements, withheld, strict=True):
            beside |= {cell: any(of_row) or place in columns for place, cell in enumerate(line)}
        tables.append(Table(name.removesuffix("_caption"), rows))
    return beside, tuple(tables)


def _beside(block: Element, beside: dict[Element, bool]) -> bool:
    for element in (block, *block.iterancestors()):
        if element in beside:
            return beside[element]
        if element.tag == "table":
            return False
    return False


def _attributes(root: Element) -> Iterator[tuple[str, str]]:
    """Texts of attributes that may say something, and of comments."""
    for element in root.iter():
        if isinstance(element, etree._Comment):
            yield "comment", plainly(element.text or "")
        elif isinstance(element.tag, str):
            setting = element.tag == "meta" and element.get("name") in ("viewport", "generator")
            for name, text in element.attrib.items():
                if name not in _SAYS_NOTHING and not setting:
                    yield f"{element.tag} {name}", plainly(str(text))
