"""The two printed documents of an edition: the whole book, and the pack for a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nelscb.pdf.board_pack import pack_chapters
from nelscb.pdf.chapters import Chapter, read_chapters
from nelscb.pdf.inline import Node
from nelscb.pdf.layout import laid_out
from nelscb.pdf.references import check_references, places_of, settled
from nelscb.pdf.row_headers import mark_row_headers
from nelscb.pdf.typesetting import set_in_type, typeset
from nelscb.words.printed import About

BOOK, PACK = "book.pdf", "board_pack.pdf"
ONE_SHEET = "at_a_glance"
"""The page that stands on one sheet, however small its letters must be."""


def write_documents(
    pages: Path, contents: Sequence[tuple[str, str]], plan: Sequence[str], book: About, pack: About,
    templates: Path, work: Path, folder: Path,
) -> None:  # fmt: skip
    """Write ``book.pdf`` and ``board_pack.pdf`` into ``folder`` from the HTML book in ``pages``.

    ``contents``: (part, page name) in the book's order; ``plan``: the pages that are chapters of the plan.
    ``work`` is a folder for what the typesetter reads. Raises Mistake, with nothing written, where a page cannot be
    printed.
    """
    chapters = read_chapters(pages, contents)
    check_references(chapters)

    def content(shown: Sequence[Chapter], one_page: set[str], about: About) -> Node:
        return content_of([laid_out(chapter, pages, chapter.name in one_page) for chapter in shown], about)

    with ThreadPoolExecutor(max_workers=1) as beside:
        # The typesetter leaves Python free to prepare the pack, and what follows the book leaves a core for it.
        whole = content(chapters, {ONE_SHEET}, book)
        setting = beside.submit(set_in_type, "book", whole, templates, pages, work / "book", book.as_of, BOOK)
        short = content(pack_chapters(chapters, plan), {ONE_SHEET, *plan}, pack)
        marking = beside.submit(mark_row_headers, setting.result(), folder / BOOK)
        typeset("board_pack", short, templates, pages, work / "pack", pack.as_of, folder / PACK)
        marking.result()


def content_of(chapters: list[Node], about: About) -> Node:
    """What a template is given: the document about itself, its small pictures, its chapters."""
    numbers: dict[str, int] = {}
    opened: set[str] = set()
    for chapter in chapters:
        chapter["opens"] = "" if chapter["part"] in opened else chapter["part"]
        opened.add(chapter["part"])
    places = {place for chapter in chapters for place in (chapter["name"], *places_of(chapter))}
    settled_chapters = settled(chapters, places, lambda svg: numbers.setdefault(svg, len(numbers)))
    return {"about": _told(about), "pictures": list(numbers), "chapters": settled_chapters}


def _told(about: About) -> dict[str, Any]:
    day = about.as_of
    return {**asdict(about), "as_of": {"year": day.year, "month": day.month, "day": day.day}}
