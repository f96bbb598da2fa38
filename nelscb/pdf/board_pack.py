"""The pack for a meeting: the first page, the exceptions report, and of each chapter what goes on one page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from nelscb.pdf.chapters import Chapter
from nelscb.pdf.inline import Node

FIRST = ("at_a_glance", "exceptions")
"""Pages that the pack has whole."""
_STORY = "the-story-behind-the-baseline"
"""The section of a chapter that begins with what the data say."""


def sheets_of(plan: Sequence[str]) -> tuple[str, ...]:
    """The pages that the pack shows, in its order: whole ones first, then the chapters of the plan."""
    return (*FIRST, *plan)


def sheet_of(chapter: Chapter) -> Chapter:
    """What the pack shows of a page: the whole of the first ones, else what one page holds."""
    blocks = chapter.blocks if chapter.name in FIRST else _one_page(chapter)
    return Chapter(chapter.name, chapter.title, "", blocks)


def _one_page(chapter: Chapter) -> list[Node]:
    """Where we are, the chapter's first chart, what the data say, and the questions to ask.

    What a chapter does not have is left out: no chart where no figure is held.
    """
    blocks = chapter.blocks
    chart = next((block for block in blocks if block["kind"] == "figure"), None)
    return [
        *_section(blocks, "where-we-are", chapter.name),
        *([chart] if chart else []),
        *_section(blocks, _STORY, chapter.name),
        *_section(blocks, "questions-to-ask", chapter.name),
    ]


def _section(blocks: Sequence[Node], place: str, chapter: str) -> list[Node]:
    """A section's heading and its words, up to its first table or chart."""
    start = next((i for i, block in enumerate(blocks) if block.get("id") == f"{chapter}#{place}"), None)
    if start is None:
        return []
    return [blocks[start], *takewhile(_is_words, blocks[start + 1 :])]


def _is_words(block: Node) -> bool:
    return block["kind"] in ("paragraph", "list", "group")
