"""The built pages as chapters of a printed book."""

from __future__ import annotations

from collections.abc import Sequence
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


def read_chapters(pages: Path, contents: Sequence[tuple[str, str]]) -> list[Chapter]:
    """The chapters of ``contents``, (part, page name) in their order, from the HTML book in ``pages``.

    Raises Mistake where a page is not there or shows what the printed book cannot.
    """
    return [_read(pages, part, name) for part, name in contents]


def _read(pages: Path, part: str, name: str) -> Chapter:
    path = pages / f"{name}.html"
    if not path.is_file():
        raise Mistake(f"{path}: the page is not there; build the HTML book first")
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
