"""Links from one page of the book to others, by what a reader calls them."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.exhibits import Cell, Link, Part
from nelscb.plan import Plan


def page_links(pages: Sequence[str], plan: Plan) -> Cell:
    """Links to pages, a comma between; a dash where there are none."""
    cell: list[Part] = []
    for page in pages:
        chapter = next((c for c in plan.chapters if c.slug == page), None)
        words = f"{chapter.id} {chapter.short_title}" if chapter else page.replace("_", " ")
        cell += [", ", Link("front page" if page == "index" else words, page)]
    return tuple(cell[1:]) or "–"
