"""The two printed documents of an edition: the whole book, and the pack for a meeting.

Each is typeset chapter by chapter, as soon as a chapter's page is there, and then joined: a chapter whose page is as it
was is taken from what was kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.pdf import lettering
from nelscb.pdf.assembling import SetChapter, assemble_book, assemble_pack
from nelscb.pdf.binding import BindingAsTheyCome
from nelscb.pdf.board_pack import sheet_of, sheets_of
from nelscb.pdf.chapters import Chapter, read_chapter
from nelscb.pdf.inline import Node
from nelscb.pdf.kept_print import KeptPrint
from nelscb.pdf.layout import laid_out
from nelscb.pdf.parts import CHAPTER, SHEET, content_of, make_part
from nelscb.pdf.references import check_references, places_of, references_of
from nelscb.pdf.typesetting import Typesetter
from nelscb.words.printed import About

BOOK, PACK = "book.pdf", "board_pack.pdf"
ONE_SHEET = "at_a_glance"
"""The page that stands on one sheet, however small its letters must be."""


@dataclass(frozen=True)
class Asked:
    """What is to be printed.

    ``contents``: (part, page name) in the book's order; ``plan``: the pages that are chapters of the plan. ``charts``
    is the folder in which charts stand as the pages name them, ``templates`` that of the templates. Without ``pack``
    there is no pack.
    """

    contents: Sequence[tuple[str, str]]
    plan: Sequence[str]
    charts: Path
    templates: Path
    book: About
    pack: About | None


@dataclass(frozen=True)
class _Page:
    """What a page's chapter is to the others: its title, its places, those it refers to, and its places in the pack."""

    title: str
    places: list[str]
    references: list[str]
    on_sheet: list[str]


@dataclass(frozen=True)
class _Taken:
    """A page that was read, now or before, the key under which its chapter is kept, and its chapter once it is set."""

    page: _Page
    key: str
    part: Future[Path]


class Printing:
    """Both documents of an edition, begun while its pages are still being compiled.

    ``work`` is a folder for what the typesetter reads and writes; ``kept``: the folder of what was typeset before.
    """

    def __init__(self, asked: Asked, work: Path, kept: Path) -> None:
        self._asked, self._work = asked, work
        self._parts = {name: part for part, name in asked.contents}
        self._opening = {part: name for part, name in reversed(asked.contents) if part}
        self._sheets = sheets_of(asked.plan) if asked.pack else ()
        self._kept = KeptPrint(kept)
        self._typesetter = Typesetter(asked.templates, asked.charts, work, asked.book.as_of)
        templates = hash_of_files(asked.templates.glob("*"), asked.templates)
        self._of_all = (code_and_libraries(), templates, asked.book, asked.pack, self._sheets)
        self._taken: dict[str, _Taken] = {}
        self._set: dict[str, Future[Path]] = {}
        self._chapters: dict[str, Chapter] = {}

    def __enter__(self) -> Printing:
        with ExitStack() as opened:
            # The typesetter leaves Python free; what its parts are marked with does not, so there are more than cores.
            self._beside = opened.enter_context(ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 1))
            opened.callback(self._beside.shutdown, cancel_futures=True)
            self._binding = opened.enter_context(BindingAsTheyCome(self._order_of_binding()))
            self._opened = opened.pop_all()
        self._work.mkdir(parents=True, exist_ok=True)
        self._beside.submit(lettering.load)
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def take(self, path: Path) -> None:
        """Have a page printed, if it is one of the contents. Raises Mistake where it cannot be."""
        name = path.stem
        if name not in self._parts:
            return
        key, opens = self._key(path), self._opens(name)
        if name in self._taken and self._taken[name].key == key:
            return  # it is the same in print, and may still be being set
        kept = self._kept.parts.take(key)
        if kept is not None:
            told, _, printed = kept.partition(b"\n")
            self._taken[name] = _Taken(
                _Page(**json.loads(told)), key, _done(self._put(f"{CHAPTER}-{name}-{key}", printed))
            )
        else:
            chapter = self._chapter(path)
            content = content_of(self._laid_out(chapter, {ONE_SHEET}), self._asked.book, opens)
            page = _Page(
                chapter.title, [name, *places_of(chapter.blocks)], list(references_of(chapter.blocks)),
                [name, *places_of(sheet_of(chapter).blocks)] if name in self._sheets else [],
            )  # fmt: skip
            self._taken[name] = _Taken(page, key, self._beside.submit(self._make, CHAPTER, content, BOOK, key, page))
        self._binding.expect(name, self._taken[name].part)
        if name in self._sheets and self._taken.keys() >= set(self._sheets):
            self._set_sheets(path.parent)

    def write(self, pages: Path, folder: Path) -> None:
        """Write both documents into ``folder``; what was not taken is read from ``pages``.

        Raises Mistake, with nothing written, where a page cannot be printed.
        """
        for name in self._parts:
            if name not in self._taken:
                self.take(pages / f"{name}.html")
        read = {name: self._taken[name].page for name in self._parts}
        check_references({place for page in read.values() for place in page.places},
                         {name: page.references for name, page in read.items()})  # fmt: skip
        pack = self._beside.submit(self._assemble_pack, self._set_sheets(pages))
        chapters = [
            SetChapter(taken.page.title, name, part, self._opens(name), taken.part.result())
            for part, name in self._asked.contents if (taken := self._taken[name])
        ]  # fmt: skip
        binding = self._binding.whole({chapter.name: chapter.path for chapter in chapters})
        book = assemble_book(self._typesetter, self._asked.book, chapters, self._work / BOOK, binding)
        made = [book, pack.result()]
        for path in made:
            if path is not None:
                path.rename(folder / path.name)
        self._kept.write()

    def _order_of_binding(self) -> list[str]:
        """Such that most are bound when the last is set: the plan's chapters, then the rest from its end.

        The pages at the book's beginning see the whole board, and change with every return.
        """
        names = [name for _, name in reversed(self._asked.contents)]
        return sorted(names, key=lambda name: name not in self._asked.plan)

    def _assemble_pack(self, sheets: Sequence[Future[Path]]) -> Path | None:
        if self._asked.pack is None:
            return None
        paths = [sheet.result() for sheet in sheets]
        return assemble_pack(self._typesetter, self._asked.pack, paths, self._work / PACK)

    def _set_sheets(self, pages: Path) -> list[Future[Path]]:
        """The pages as the pack shows them, each once it is set: they refer to one another, so all must be there."""
        places = {place for name in self._sheets for place in self._taken[name].page.on_sheet}
        found = []
        for name in self._sheets:
            key = hash_of(SHEET, self._taken[name].key, sorted(places))[:32]
            if key not in self._set:
                self._set[key] = self._sheet(name, pages, places, key)
            found.append(self._set[key])
        return found

    def _sheet(self, name: str, pages: Path, places: set[str], key: str) -> Future[Path]:
        assert self._asked.pack is not None
        kept = self._kept.parts.take(key)
        if kept is not None:
            return _done(self._put(f"{SHEET}-{name}-{key}", kept.partition(b"\n")[2]))
        chapter = self._chapter(pages / f"{name}.html")
        node = self._laid_out(sheet_of(chapter), {ONE_SHEET, *self._asked.plan})
        content = content_of(node, self._asked.pack, others=places)
        return self._beside.submit(self._make, SHEET, content, PACK, key, self._taken[name].page)

    def _make(self, template: str, content: Node, document: str, key: str, page: _Page) -> Path:
        made = make_part(self._typesetter, template, content, document, key)
        told = json.dumps(asdict(page), ensure_ascii=False).encode()
        self._kept.parts.keep(key, told + b"\n" + made.read_bytes())
        return made

    def _put(self, name: str, content: bytes) -> Path:
        path = self._work / f"{name}-marked.pdf"
        path.write_bytes(content)
        return path

    def _laid_out(self, chapter: Chapter, one_page: set[str]) -> Node:
        return laid_out(chapter, self._asked.charts, chapter.name in one_page, self._kept.layouts_of)

    def _opens(self, name: str) -> str:
        """The part of the book that a page is the first of."""
        part = self._parts[name]
        return part if self._opening.get(part) == name else ""

    def _chapter(self, page: Path) -> Chapter:
        if page.stem not in self._chapters:
            self._chapters[page.stem] = read_chapter(page, self._parts[page.stem])
        return self._chapters[page.stem]

    def _key(self, page: Path) -> str:
        """All that a page in print depends on: what is read on it, its charts, and what is the same for all pages."""
        content = page.read_bytes() if page.is_file() else b""
        charts = {self._asked.charts / chart.decode() for chart in _CHART.findall(content)}
        found = hash_of_files({chart for chart in charts if chart.is_file()}, self._asked.charts)
        of_all = (self._of_all, self._opens(page.stem), page.stem, found)
        self._chapters.pop(page.stem, None)  # it may have been another page then
        return self._kept.key_of(
            hash_of(of_all, hashlib.sha256(content).hexdigest())[:32], lambda: hash_of(of_all, self._chapter(page))[:32]
        )


_CHART = re.compile(rb"""src=["']([^"':]+\.svg)["']""")


def _done(path: Path) -> Future[Path]:
    future: Future[Path] = Future()
    future.set_result(path)
    return future
