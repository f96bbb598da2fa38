"""The text of a PDF: what its pages show, what runs at their edges, and what only a screen reader or a search gets.

Read from the pages' content streams: each string that is shown, turned into letters by its font's own table
(ISO 32000-1:2008, 9.4.3 and 9.10.3). Text whose font has no such table cannot be read, and is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf


def _in_brackets(depth: int) -> bytes:
    """A string in brackets, which may hold brackets in pairs, so many deep."""
    inner = rb"|" + _in_brackets(depth - 1) if depth else b""
    return rb"\((?:[^\\()]|\\." + inner + rb")*\)"


_STRING = _in_brackets(4) + rb"|<[0-9A-Fa-f\s]*>"
_SHOWS = re.compile(rb"[\])>]\s*T[Jj]\b")
_TOKEN = re.compile(
    rb"/(?P<tag>\w+)\s*(?:<<.*?>>|/\w+)?\s*B[DM]C\b|(?P<ends>\bEMC\b)|/(?P<font>[\w.+-]+)\s+[\d.]+\s+Tf\b"
    rb"|(?P<starts>\bBT\b)|\[(?P<array>(?:"
    + _STRING
    + rb"|[^\[\]()<>])*)\]\s*TJ\b|(?P<single>"
    + _STRING
    + rb")\s*Tj\b"
    rb"|/(?P<form>[\w.+-]+)\s+Do\b",
    re.DOTALL,
)
_STRINGS = re.compile(_STRING, re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {
    **{f"{code:0{width}o}".encode(): bytes([code & 255]) for code in range(512) for width in (1, 2, 3)},
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip
_TABLE = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_UNREADABLE = "\ufffd"
_NO_WORDS = frozenset(
    {
        "/ID", "/Lang", "/CreationDate", "/ModDate", "/Producer", "/Creator", "/D", "/Dest", "/Names", "/Limits",
        "/Headers", "/URI", "/Registry", "/Ordering",
    }
)  # fmt: skip
"""What an object's strings are under these names is read by machines alone."""


@dataclass(frozen=True)
class PdfText:
    """What a PDF says. ``pages``: each page's text in the order of its stream; ``edges``: what runs at its edges.

    ``unseen``: alternative texts, titles, bookmarks and any other string among its objects. ``unread``: how many
    strings are shown that could not be turned into letters.
    """

    pages: tuple[str, ...]
    edges: tuple[str, ...]
    unseen: tuple[str, ...]
    unread: int = 0


def text_of_pdf(path: Path) -> PdfText:
    """The text of the PDF at ``path``. Raises pikepdf.PdfError for what is none."""
    with pikepdf.open(path) as document:
        tables: dict[Any, _Letters] = {}
        pages, edges, unread = [], [], 0
        for page in document.pages:
            pieces = list(_shown(_content(page), page.obj.get("/Resources"), tables, False))
            pages.append("".join(piece.text for piece in pieces if not piece.at_edge))
            edges.append("".join(piece.text for piece in pieces if piece.at_edge))
            unread += sum(piece.unread or _UNREADABLE in piece.text for piece in pieces)
        return PdfText(tuple(pages), tuple(edges), tuple(dict.fromkeys(_unseen(document))), unread)


@dataclass(frozen=True)
class _Piece:
    """A string that is shown, whether it is an artifact at the page's edge, and strings of a stream not understood."""

    text: str
    at_edge: bool
    unread: int = 0


def _content(page: Any) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def _shown(content: bytes, resources: Any, tables: dict[Any, _Letters], edge: bool) -> Iterator[_Piece]:
    """Each string that a stream shows."""
    fonts = resources.get("/Font", {}) if resources is not None else {}
    forms = resources.get("/XObject", {}) if resources is not None else {}
    open_tags: list[bool] = []
    table = _Letters()
    read = 0
    for match in _TOKEN.finditer(content):
        at_edge = edge or any(open_tags)
        kind = match.lastgroup
        if kind in ("array", "single"):
            read += 1
            yield _Piece(_read(b"".join(map(_bytes_of, _STRINGS.findall(match[kind]))), table), at_edge)
        elif kind == "starts":
            yield _Piece(" ", at_edge)
        elif kind == "tag":
            open_tags.append(match["tag"] == b"Artifact")
        elif kind == "ends":
            if open_tags:
                open_tags.pop()
        elif kind == "font":
            font = fonts.get("/" + match["font"].decode("latin-1"))
            table = _letters_of(font, tables) if font is not None else _Letters()
        else:
            form = forms.get("/" + match["form"].decode("latin-1"))
            if form is not None and form.get("/Subtype") == "/Form":
                yield from _shown(form.read_bytes(), form.get("/Resources", resources), tables, at_edge)
    yield _Piece("", edge, max(0, len(_SHOWS.findall(content)) - read))


def _bytes_of(string: bytes) -> bytes:
    if string.startswith(b"<"):
        digits = re.sub(rb"\s", b"", string[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPED.sub(_meant, string[1:-1]) if b"\\" in string else string[1:-1]


def _meant(escaped: re.Match[bytes]) -> bytes:
    return _ESCAPES.get(escaped[1], escaped[1])


class _Letters(dict[int, str]):
    """Which letters each of a font's codes of two bytes is; a code that the font says nothing of is unreadable."""

    def __missing__(self, code: int) -> str:
        return _UNREADABLE


def _read(content: bytes, table: _Letters) -> str:
    """The letters of a string; a byte too many at its end is no letter."""
    return content.decode("utf-16-be", errors="surrogatepass" if len(content) % 2 == 0 else "replace").translate(table)


def _letters_of(font: Any, tables: dict[Any, _Letters]) -> _Letters:
    """The letters of a font, read once."""
    if font.objgen not in tables:
        source = font.get("/ToUnicode")
        entries = _entries(source.read_bytes().decode("latin-1")) if source is not None else ()
        tables[font.objgen] = _Letters(entries)
    return tables[font.objgen]


def _entries(text: str) -> Iterator[tuple[int, str]]:
    for kind, body in _TABLE.findall(text):
        if kind == "bfchar":
            for code, letters in _PAIR.findall(body):
                yield int(code, 16), _letters(letters)
            continue
        for first, last, start, listed in _RANGE.findall(body):
            if listed:
                for place, letters in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", listed)):
                    yield int(first, 16) + place, _letters(letters)
            else:
                for place in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + place, _letters(f"{int(start, 16) + place:0{len(start)}X}")


def _letters(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be", errors="replace")


def _unseen(document: pikepdf.Pdf) -> Iterator[str]:
    """Every string among the document's objects that may say something."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
            yield from _strings_in(thing)


def _strings_in(thing: Any) -> Iterator[str]:
    named = isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
    for value in (value for key, value in thing.items() if key not in _NO_WORDS) if named else thing:
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
            yield from _strings_in(value)
