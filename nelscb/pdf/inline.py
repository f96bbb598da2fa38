"""What stands inside a line of a built page, as plain data: words, emphasis, links, statuses, small lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from nelscb.mistakes import Mistake
from nelscb.pdf.lettering import printable
from nelscb.pdf.mathematics import equation

Node = dict[str, Any]
Piece = str | Node
"""Words, or a node with its ``kind`` and what the templates need of it."""

_SPACE = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")
"""White space that a browser shows as one space; a single space is one already."""
TONES = {"good": "#0f6b3a", "bad": "#a3240f", "watch": "#7a5200", "neutral": "#1f2933", "unknown": "#52606d",
         "accent": "#0b4f8a"}  # fmt: skip
"""The style sheet's colours on white; each holds 4.5 to 1."""
_UNHEARD = {"for-ears", "headerlink"}
"""Classes of what the eye does not get: words for who hears a page, and signs to link to a heading."""
_STYLES = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "code": "code", "kbd": "code", "sup": "super",
           "sub": "sub", "q": "quote"}  # fmt: skip


def pieces_of(element: html.HtmlElement, page: str) -> list[Piece]:
    """All that stands inside an element, spaces as a browser would show them; none at the two ends."""
    if all(child.tag == "span" and not len(child) and "class" not in child.attrib for child in element):
        # Words alone, such as numbers with the names of their cells: most cells of tables are like this.
        words = printable(_SPACE.sub(" ", element.text_content()).strip(" "))
        return [words] if words else []
    return _trimmed(_joined(_inside(element, page)))


def words_of(pieces: Sequence[Piece]) -> str:
    """The words of pieces, without their looks."""
    return "".join(piece if isinstance(piece, str) else _words_of(piece) for piece in pieces)


def _words_of(node: Node) -> str:
    match node["kind"]:
        case "quote":
            return f"“{words_of(node['body'])}”"
        case "status":
            return str(node["word"])
        case "break":
            return " "
        case "math" | "spark":
            return ""
        case _:
            return words_of(node["body"])


def _inside(element: html.HtmlElement, page: str) -> list[Piece]:
    pieces: list[Piece] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            pieces += _piece(child, page)
        if child.tail:
            pieces.append(child.tail)
    return pieces


def _piece(element: html.HtmlElement, page: str) -> list[Piece]:  # noqa: PLR0911 - one answer a kind
    name, classes = str(element.tag), set((element.get("class") or "").split())
    if classes & _UNHEARD:
        return []
    if name == "a":
        return _link(element, page)
    if name in _STYLES:
        return [{"kind": _STYLES[name], "body": _joined(_inside(element, page))}]
    if name == "br":
        return [{"kind": "break"}]
    if name == "math":
        return [equation(element, page)]
    if name == "svg":
        return [_spark(element)]
    if "status" in classes:
        return [_status(element)]
    if name in ("span", "abbr", "small", "cite", "p"):
        return _inside(element, page)
    raise Mistake(f"{page}: the printed book cannot show <{name}> inside a line; say it otherwise")


def _link(element: html.HtmlElement, page: str) -> list[Piece]:
    inside = _joined(_inside(element, page))
    address = urlsplit(element.get("href") or "")
    if address.scheme:
        return [{"kind": "link", "address": element.get("href"), "body": inside}]
    target = unquote(address.path).removesuffix(".html") or page
    place = f"{target}#{unquote(address.fragment)}" if address.fragment else target
    return [{"kind": "reference", "to": place, "body": inside}]


def _status(element: html.HtmlElement) -> Node:
    """A status: its word, its tone, and its shape as a small picture."""
    tone = next(name for name in element.get("class").split() if name.startswith("status-")).removeprefix("status-")
    word = next(part for part in element.iter("span") if "status-word" in (part.get("class") or "")).text_content()
    return {
        "kind": "status",
        "tone": tone,
        "word": printable(word.strip()),
        "picture": _picture(element.find(".//svg"), TONES[tone]),
    }


def _spark(element: html.HtmlElement) -> Node:
    return {
        "kind": "spark",
        "alt": element.get("aria-label"),
        "width": float(element.get("width")),
        "height": float(element.get("height")),
        "picture": _picture(element, TONES["accent"]),
    }


def _picture(svg: html.HtmlElement, ink: str) -> str:
    """An inline SVG as a file of its own, in the colour of the text about it."""
    inside = "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in svg)
    for name, look in _LOOKS.items():
        inside = inside.replace(f'class="{name}"', look)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{svg.get("viewbox") or svg.get("viewBox")}" '
        f'fill="{ink}">{inside.replace("{ink}", ink)}</svg>'
    )


_LOOKS = {
    "hollow": 'fill="none" stroke="{ink}" stroke-width="2.6"',
    "spark-line": 'fill="none" stroke="{ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"',
    "spark-mark": 'fill="none" stroke="{ink}" stroke-width="1" stroke-dasharray="2 2"',
    "spark-last": 'fill="{ink}"',
}
"""What the style sheet says of the parts of small pictures, written into them."""


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring words as one piece, every run of white space one space, unprintable signs named."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            if joined and isinstance(joined[-1], str):
                joined[-1] += piece
            else:
                joined.append(piece)
        else:
            joined.append(piece)
    return [printable(_SPACE.sub(" ", piece)) if isinstance(piece, str) else piece for piece in joined]


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    if pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return [piece for piece in pieces if piece != ""]
