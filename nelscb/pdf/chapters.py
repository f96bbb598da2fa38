"""The built pages as chapters of a printed book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import html

from nelscb.mistakes import Mistake
from nelscb.pdf.blocks import blocks_of
from nelscb.pdf.inline import Node, words_of


@dataclass(frozen=True)
class Chapter:
    """A page of the book in print: its name, its title, the part of the book it belongs to, and its blocks."""

    name: str
    title: str
    part: str
    blocks: list[Node]


def read_chapter(path: Path, part: str) -> Chapter:
    """The chapter that a page of the HTML book is, of a part of it.

    Raises Mistake where the page is not there or shows what the printed book cannot.
    """
    if not path.is_file():
        raise Mistake(f"{path}: the page is not there; build the HTML book first")
    name = path.stem
    document = html.document_fromstring(path.read_text(encoding="utf-8"))
    found = document.xpath("//article[contains(concat(' ', @class, ' '), ' bd-article ')]")
    if not found:
        raise Mistake(f"{path}: the page has no article")
    blocks = blocks_of(found[0], name)
    first = next((b for b in blocks if b["kind"] == "heading" and b["level"] == 1), None)
    if first is None:
        raise Mistake(f"{path}: the page has no title")
    rest = [block for block in blocks if block is not first]
    return Chapter(name, words_of(first["body"]), part, rest)
