"""The parts of a document: what a chapter's own PDF is made from, and how it is made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nelscb.pdf.inline import Node
from nelscb.pdf.marking import mark
from nelscb.pdf.references import places_of, settled
from nelscb.pdf.typesetting import Typesetter
from nelscb.words.printed import About

CHAPTER, SHEET = "chapter", "sheet"
"""The templates of a chapter of the whole book, and of a chapter of the pack for a meeting."""


def content_of(chapter: Node, about: About, opens: str = "", others: Collection[str] | None = None) -> Node:
    """What a template is given for a chapter: the document about itself, small pictures, and the chapter laid out.

    ``opens`` is the part of the book which it is the first of. ``others``: as in ``settled``.
    """
    numbers: dict[str, int] = {}
    own = {chapter["name"], *places_of(chapter)}
    told = settled({**chapter, "opens": opens}, own, others, lambda svg: numbers.setdefault(svg, len(numbers)))
    return {"about": told_of(about), "pictures": list(numbers), "chapter": told}


def make_part(typesetter: Typesetter, template: str, content: Node, document: str, key: str) -> Path:
    """Typeset a chapter into a file that can be joined with the others of its document. Raises as the typesetter.

    ``key`` tells it from the same chapter of other content, which may be set at the same time.
    """
    name = content["chapter"]["name"]
    # A chapter of the book begins on the second level, and sometimes without the first above it.
    raw = typesetter.set(template, content, f"{template}-{name}-{key}", document, accessible=template == SHEET)
    made = raw.with_name(f"{raw.stem}-marked.pdf")
    mark(raw, made)
    return made


def told_of(about: About) -> dict[str, Any]:
    """A document about itself, as templates take it."""
    day = about.as_of
    return {**asdict(about), "as_of": {"year": day.year, "month": day.month, "day": day.day}}
