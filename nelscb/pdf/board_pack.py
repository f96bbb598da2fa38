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


def pack_chapters(chapters: Sequence[Chapter], plan: Sequence[str]) -> list[Chapter]:
    """The pack's chapters: whole pages first, then those named in ``plan``, each cut to what one page holds."""
    named = {chapter.name: chapter for chapter in chapters}
    whole = [Chapter(name, named[name].title, "", named[name].blocks) for name in FIRST]
    return [*whole, *(Chapter(name, named[name].title, "", _one_page(named[name])) for name in plan)]


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
