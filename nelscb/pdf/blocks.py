"""The blocks of a built page, as plain data in reading order: headings, paragraphs, lists, tables, charts, cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import html

from nelscb.mistakes import Mistake
from nelscb.pdf.inline import Node, Piece, pieces_of, words_of
from nelscb.pdf.lettering import printable

_HEADING = re.compile(r"h[1-6]")
_DROPPED_TAGS = {"script", "style", "summary", "nav", "noscript"}
_DROPPED = {"screen-only", "toctree-wrapper", "headerlink", "tag_parameters", "tag_injected-parameters"}
"""Classes of what has no place on paper: things to press, and the cells of a notebook that hold no words."""
_CARD_PARTS = ("card-title", "card-status", "card-spark", "card-foot")
_INLINE = {
    "a",
    "strong",
    "em",
    "span",
    "code",
    "q",
    "svg",
    "math",
    "sub",
    "sup",
    "b",
    "i",
    "small",
    "abbr",
    "cite",
    "br",
}
_SMALL = {"exhibit-note": "note", "edition": "edition", "partial": "edition"}
_GROUPS = ("position", "questions", "data_say")
"""Classes of what keeps together under a name: where we are, what the data say, the questions."""


def blocks_of(article: html.HtmlElement, page: str) -> list[Node]:
    """The blocks of an ``article``; ``page`` names it in links and in what is said of a mistake.

    Every block is a dict with its ``kind``. Raises Mistake for an element that the printed book cannot show:
    nothing of a page is left out unseen.
    """
    return _Reader(page).inside(article)


class _Reader:
    """Reads one page. Ids become ``page#id``, so that they are one of a kind in the whole book."""

    def __init__(self, page: str) -> None:
        self.page = page

    def inside(self, element: html.HtmlElement, role: str = "") -> list[Node]:
        """The blocks inside an element; words that stand there bare become a paragraph."""
        blocks: list[Node] = []
        bare: list[html.HtmlElement] = []
        self._words_between(element.text, bare)
        for child in element:
            tail = child.tail
            if isinstance(child.tag, str) and child.tag in _INLINE and not _holds_blocks(child):
                bare.append(child)
            elif isinstance(child.tag, str):
                blocks += self._paragraph_of(bare, role)
                bare = []
                blocks += self.block(child, role)
            self._words_between(tail, bare)
        return blocks + self._paragraph_of(bare, role)

    def _words_between(self, words: str | None, bare: list[html.HtmlElement]) -> None:
        """Words that stand in no element of their own; a space alone counts between others."""
        if words and (words.strip() or bare):
            element = html.Element("span")
            element.text = printable(words)
            bare.append(element)

    def _paragraph_of(self, bare: list[html.HtmlElement], role: str) -> list[Node]:
        if not bare:
            return []
        holder = html.Element("p")
        for element in bare:
            own = deepcopy(element)
            own.tail = None
            holder.append(own)
        return _paragraph(pieces_of(holder, self.page), role)

    def block(self, element: html.HtmlElement, role: str = "") -> list[Node]:  # noqa: PLR0911 - one answer a kind
        """What one element becomes."""
        name, classes = str(element.tag), (element.get("class") or "").split()
        if name in _DROPPED_TAGS or _DROPPED & set(classes):
            return []
        if _HEADING.fullmatch(name):
            return [self._heading(element)]
        if name == "p":
            return _paragraph(pieces_of(element, self.page), _role(classes) or role)
        if name in ("ul", "ol"):
            return [self._cards(element, classes) if "cards" in classes else self._list(element, name, role)]
        if name == "table":
            return [self._table(element)]
        if name == "figure":
            return [self._figure(element)]
        if name == "img":
            raise Mistake(f"{self.page}: an image stands outside a figure; give it a caption and alternative text")
        if name == "dl":
            return [self._terms(element)]
        if name in ("pre", "blockquote"):
            return [{"kind": "quotation" if name == "blockquote" else "listing", "body": self._flat(element)}]
        if name == "details":
            return self._folded(element, classes)
        if group := next((name for name in _GROUPS if name in classes), None):
            return [{"kind": "group", "role": group, "body": self.inside(element)}]
        if name in ("div", "section", "article", "aside", "main"):
            return self.inside(element, next((_SMALL[c] for c in classes if c in _SMALL), role))
        raise Mistake(f"{self.page}: the printed book cannot show <{name}>; say it otherwise")

    def _heading(self, element: html.HtmlElement) -> Node:
        section = element.getparent()
        own = section.get("id") if section is not None and section.tag == "section" else None
        return {
            "kind": "heading",
            "level": int(element.tag[1]),
            "id": self._named(element.get("id") or own),
            "body": pieces_of(element, self.page),
        }

    def _named(self, name: str | None) -> str | None:
        return f"{self.page}#{name}" if name else None

    def _list(self, element: html.HtmlElement, name: str, role: str) -> Node:
        self._only(element, ("li",))
        items = [self._without_tables(self.inside(item)) for item in element]
        return {"kind": "list", "numbered": name == "ol", "role": role, "items": items}

    def _folded(self, element: html.HtmlElement, classes: list[str]) -> list[Node]:
        """What a page folds away: a chart's figures go to the end of the chapter, notes beneath what they are about."""
        inside = self.inside(element, "note")
        if "exhibit-figures" in classes:
            return [{"kind": "figures", "body": inside}]
        return [{"kind": "notes", "body": self._without_tables(inside)}] if "exhibit-notes" in classes else inside

    def _only(self, element: html.HtmlElement, allowed: tuple[str, ...]) -> None:
        """Nothing may stand in an element but its own kinds: no word of a page is left out unseen."""
        loose = [element.text, *(child.tail for child in element)]
        if any(child.tag not in allowed for child in element if isinstance(child.tag, str)) or any(
            words and words.strip() for words in loose
        ):
            raise Mistake(f"{self.page}: the printed book cannot show what stands in <{element.tag}>; say it otherwise")
        for comment in [child for child in element if not isinstance(child.tag, str)]:
            element.remove(comment)

    def _without_tables(self, blocks: list[Node]) -> list[Node]:
        """A table and a chart need the page's width: they stand by themselves."""
        if any(block["kind"] in ("table", "figure", "cards", "figures") for block in blocks):
            raise Mistake(
                f"{self.page}: a table or a chart stands inside a list, a card or notes; let it stand by itself"
            )
        return blocks

    def _flat(self, element: html.HtmlElement) -> list[Piece]:
        return [printable(" ".join(element.text_content().split()))]

    def _figure(self, element: html.HtmlElement) -> Node:
        self._only(element, ("img", "figcaption", "a"))
        image, caption = element.find(".//img"), element.find(".//figcaption")
        if image is None or not image.get("alt"):
            raise Mistake(f"{self.page}: a figure has no image with alternative text; give it one")
        return {
            "kind": "figure",
            "id": self._named(element.get("id")),
            "source": image.get("src"),
            "alt": printable(image.get("alt")),
            "caption": pieces_of(caption, self.page) if caption is not None else [],
        }

    def _table(self, element: html.HtmlElement) -> Node:
        self._only(element, ("caption", "thead", "tbody", "colgroup"))
        caption = element.find("caption")
        head = [row.xpath("./th|./td") for row in element.xpath("./thead/tr")]
        rows = [row.xpath("./th|./td") for row in element.xpath("./tbody/tr")]
        if len(head) != 1 or any(len(row) != len(head[0]) for row in rows):
            raise Mistake(f"{self.page}: a table needs one row of headings and as many cells in every row")
        return {
            "kind": "table",
            "id": self._named(element.get("id")),
            "caption": pieces_of(caption, self.page) if caption is not None else [],
            "numeric": ["number" in (cell.get("class") or "").split() for cell in head[0]],
            "named": bool(rows) and rows[0][0].tag == "th",
            "head": [self._cell(cell) for cell in head[0]],
            "rows": [[self._cell(cell) for cell in row] for row in rows],
        }

    def _cell(self, cell: html.HtmlElement) -> list[Piece]:
        """A cell's pieces; paragraphs inside it follow on new lines."""
        if not any(child.tag in ("p", "ul", "ol", "div") for child in cell):
            return pieces_of(cell, self.page)
        pieces: list[Piece] = []
        for line in self._lines(self.inside(cell)):
            pieces += ([{"kind": "break"}] if pieces else []) + line
        return pieces

    def _lines(self, blocks: list[Node]) -> Iterator[list[Piece]]:
        """The lines of paragraphs and lists in a cell, one after another."""
        for block in blocks:
            if block["kind"] == "paragraph":
                yield block["body"]
            elif block["kind"] == "list":
                for item in block["items"]:
                    yield from self._lines(item)
            else:
                raise Mistake(f"{self.page}: the printed book cannot show a {block['kind']} inside a table's cell")

    def _cards(self, element: html.HtmlElement, classes: list[str]) -> Node:
        size = next(name for name in classes if name.startswith("cards-")).removeprefix("cards-")
        self._only(element, ("li",))
        return {"kind": "cards", "size": size, "cards": [self._card(card) for card in element if card.tag == "li"]}

    def _card(self, element: html.HtmlElement) -> Node:
        """A card: its title, status, small line and foot by name, and everything else in its body."""
        classes = (element.get("class") or "").split()
        tone = next((name.removeprefix("tone-") for name in classes if name.startswith("tone-")), "")
        card: Node = {"kind": "card", "tone": tone, **{part.removeprefix("card-"): [] for part in _CARD_PARTS}}
        rest = deepcopy(element)
        for child in list(rest):
            part = next((p for p in _CARD_PARTS if p in (child.get("class") or "").split()), None)
            if part:
                card[part.removeprefix("card-")] = pieces_of(child, self.page)
                child.drop_tree()
        return {**card, "body": self._without_tables(self.inside(rest))}

    def _terms(self, element: html.HtmlElement) -> Node:
        self._only(element, ("dt", "dd"))
        items: list[dict[str, Any]] = []
        for child in element:
            if child.tag == "dt":
                items.append({"term": pieces_of(child, self.page), "body": []})
            elif child.tag == "dd":
                items[-1]["body"] += self._without_tables(self.inside(child))
        return {"kind": "terms", "items": items}


def _paragraph(pieces: list[Piece], role: str) -> list[Node]:
    """A paragraph, or none where there is nothing in it; mathematics that stands alone is a block."""
    alone = pieces[0] if len(pieces) == 1 else None
    if isinstance(alone, dict) and alone["kind"] == "math":
        return [{**alone, "block": True}]
    if not pieces or not (words_of(pieces).strip() or any(isinstance(piece, dict) for piece in pieces)):
        return []
    return [{"kind": "paragraph", "role": role, "body": pieces}]


def _role(classes: list[str]) -> str:
    return next((_SMALL[name] for name in classes if name in _SMALL), "")


def _holds_blocks(element: html.HtmlElement) -> bool:
    return bool(element.xpath(".//p|.//div|.//table|.//figure|.//ul|.//ol"))
