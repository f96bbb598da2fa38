"""The two printed documents of an edition: the whole book, and the pack for a meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nelscb.pdf.board_pack import pack_chapters
from nelscb.pdf.chapters import Chapter, read_chapter
from nelscb.pdf.inline import Node
from nelscb.pdf.layout import laid_out
from nelscb.pdf.references import check_references, places_of, settled
from nelscb.pdf.row_headers import mark_row_headers
from nelscb.pdf.typesetting import set_in_type, typeset
from nelscb.words.printed import About

BOOK, PACK = "book.pdf", "board_pack.pdf"
ONE_SHEET = "at_a_glance"
"""The page that stands on one sheet, however small its letters must be."""


class Reading:
    """The pages of an HTML book, read and laid out one by one, as soon as each is there.

    ``contents``: (part, page name) in the book's order. Charts stand in ``folder`` as the pages name them.
    """

    def __init__(self, contents: Sequence[tuple[str, str]], folder: Path) -> None:
        self.folder = folder
        self._parts = {name: part for part, name in contents}
        self._read: dict[str, tuple[Chapter, Node]] = {}

    def take(self, page: Path) -> None:
        """Read a page, if it is one of the contents. Raises Mistake where it cannot be printed."""
        if page.stem in self._parts:
            chapter = read_chapter(page, self._parts[page.stem])
            self._read[page.stem] = chapter, self.laid_out(chapter, {ONE_SHEET})

    def take_rest(self, pages: Path) -> None:
        """Read the pages that have not been taken yet."""
        for name in self._parts:
            if name not in self._read:
                self.take(pages / f"{name}.html")

    def laid_out(self, chapter: Chapter, one_page: Collection[str]) -> Node:
        """A chapter as the templates take it."""
        return laid_out(chapter, self.folder, chapter.name in one_page)

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters, in the book's order."""
        return [self._read[name][0] for name in self._parts]

    @property
    def nodes(self) -> list[Node]:
        """All chapters as the templates take them."""
        return [self._read[name][1] for name in self._parts]


def write_documents(
    reading: Reading, plan: Sequence[str], book: About, pack: About | None, templates: Path, work: Path, folder: Path
) -> None:
    """Write ``book.pdf`` and, where there is a ``pack``, ``board_pack.pdf`` into ``folder`` from pages already read.

    ``plan``: the pages that are chapters of the plan. ``work`` is a folder for what the typesetter reads. Raises
    Mistake, with nothing written, where a page cannot be printed.
    """
    check_references(reading.chapters)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # The typesetter leaves Python free to prepare the pack, and what follows the book leaves a core for it.
        whole = content_of(reading.nodes, book)
        setting = beside.submit(set_in_type, "book", whole, templates, reading.folder, work / "book", book.as_of, BOOK)
        if pack is None:
            mark_row_headers(setting.result(), folder / BOOK)
            return
        short = [reading.laid_out(chapter, {ONE_SHEET, *plan}) for chapter in pack_chapters(reading.chapters, plan)]
        shown = content_of(short, pack)
        marking = beside.submit(mark_row_headers, setting.result(), folder / BOOK)
        typeset("board_pack", shown, templates, reading.folder, work / "pack", pack.as_of, folder / PACK)
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
