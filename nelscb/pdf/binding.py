"""Bind the parts of a document into one PDF: pages with their numbers, tags, bookmarks, and links from part to part."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from nelscb.pdf.joining import describe, join_bookmarks, join_places, join_tags, number
from nelscb.pdf.marking import save


@dataclass(frozen=True)
class Piece:
    """A part as a file; ``part`` is the part of the book that it belongs to, which it opens if it is the first."""

    path: Path
    part: str = ""


Size = tuple[float, float]
"""A page's width and height in points."""


def sizes_of(path: Path) -> list[Size]:
    """The size of each page of a file."""
    with pikepdf.open(path) as document:
        return _sizes(document)


def _sizes(document: pikepdf.Pdf) -> list[Size]:
    return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages]


@dataclass(frozen=True)
class _Bound:
    """A part's pages in the whole, their sizes, and what the part knows of itself in the whole."""

    pages: Sequence[Any]
    sizes: Sequence[Size]
    root: Any


class Binding:
    """A document to which parts are added as they come; their order, and all that hangs on it, is settled at the end.

    It holds its parts' files open until it is left. In which order they came shows in the numbers by which things
    inside the file are known, and nowhere else.
    """

    def __enter__(self) -> Binding:
        with ExitStack() as opened:
            self._whole = opened.enter_context(pikepdf.new())
            self._sources: dict[Path, pikepdf.Pdf] = {}
            self._parts: dict[Path, _Bound] = {}
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def read(self, path: Path) -> pikepdf.Pdf:
        """Read the part in a file, once: half of the work of adding it, for which its turn need not have come."""
        if path not in self._sources:
            source = self._sources[path] = self._opened.enter_context(pikepdf.open(path))
            for _ in source.objects:  # which parses them all
                break
        return self._sources[path]

    def add(self, path: Path) -> None:
        """Take the part in a file, once."""
        if path not in self._parts:
            source = self.read(path)
            for page in source.pages:
                self._whole.pages.append(page)
            pages = [page.obj for page in self._whole.pages[-len(source.pages) :]]
            self._parts[path] = _Bound(pages, _sizes(source), _copied(self._whole, source, _WHAT_PARTS_KNOW))

    def sizes_of(self, path: Path) -> Sequence[Size]:
        """The size of each page of a part."""
        self.add(path)
        return self._parts[path].sizes

    def write(self, pieces: Sequence[Piece], numbers: Path, target: Path, front: bool = False) -> None:
        """Write ``target`` from the pieces in their order; the first one says what the document is.

        ``numbers`` has a page for each of theirs, with its number. ``front``: the first piece has the title page,
        which bears no number, and a list that is the table of contents. Raises Mistake, by the name of ``target``,
        where a link leads to a place that no piece has.
        """
        whole = self._whole
        for piece in pieces:
            self.add(piece.path)
        parts = [self._parts[piece.path] for piece in pieces]
        del whole.pages[:]
        for page in [page for part in parts for page in part.pages]:
            whole.pages.append(pikepdf.Page(page))
        roots = [part.root for part in parts]
        with pikepdf.open(pieces[0].path) as first, pikepdf.open(numbers) as counted:
            said = {*first.Root.keys()} - {*_WHAT_PARTS_KNOW, "/Pages"}
            for name, thing in _copied(whole, first, said).items():
                whole.Root[name] = thing
            whole.trailer.Info = whole.copy_foreign(first.trailer.Info)
            join_tags(whole, roots, [part.pages for part in parts], front)
            join_places(whole, roots, target.name)
            join_bookmarks(whole, roots, [piece.part for piece in pieces])
            number(list(zip(whole.pages, counted.pages, strict=True))[1 if front else 0 :], whole, counted)
            whole.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)])
            describe(whole, [piece.path for piece in pieces])
            save(whole, target, version=first.pdf_version)


_WHAT_PARTS_KNOW = frozenset({"/StructTreeRoot", "/Outlines", "/Names"})


def _copied(whole: pikepdf.Pdf, source: pikepdf.Pdf, names: Collection[str]) -> pikepdf.Dictionary:
    """What a part says beneath these names of its root, in the whole, to whose pages it refers now."""
    found = {}
    for name in sorted({*names} & {*source.Root.keys()}):
        thing = source.Root[name]
        is_plain = not isinstance(thing, pikepdf.Object) or isinstance(thing, (pikepdf.Name, pikepdf.String))
        found[name] = thing if is_plain else whole.copy_foreign(source.make_indirect(thing))
    return pikepdf.Dictionary(found)


class BindingAsTheyCome:
    """Binds the parts of a document on a thread of its own, in a fixed order, while later ones are still being set.

    The order of binding is no business of the document's, whose parts stand in an order of their own; but other numbers
    inside the file would come of another one.
    """

    def __init__(self, order: Sequence[str]) -> None:
        self._order = order
        self._parts: dict[str, Future[Path]] = {}
        self._bound: dict[str, Path] = {}

    def __enter__(self) -> BindingAsTheyCome:
        with ExitStack() as opened:
            self._binding = opened.enter_context(Binding())
            self._beside = opened.enter_context(ThreadPoolExecutor(max_workers=1))
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.shutdown(cancel_futures=True)
        self._opened.close()

    def expect(self, name: str, part: Future[Path]) -> None:
        """A part will be there, or is; where it was expected before, this one takes its place."""
        self._parts[name] = part
        part.add_done_callback(lambda _: self._go_on())

    def whole(self, paths: Mapping[str, Path]) -> Binding:
        """The binding with all of these parts and no others."""
        self._beside.shutdown(cancel_futures=True)
        if any(paths[name] != path for name, path in self._bound.items()):
            self._binding = self._opened.enter_context(Binding())
        for name in self._order:
            self._binding.add(paths[name])
        return self._binding

    def _go_on(self) -> None:
        with suppress(RuntimeError):  # it was left already, or all that is still to come is bound at the end
            self._beside.submit(self._bind)

    def _bind(self) -> None:
        is_next = True
        for name in self._order[len(self._bound) :]:
            part = self._parts.get(name)
            if part is None or not part.done() or part.cancelled() or part.exception() is not None:
                is_next = False
            elif is_next:
                self._binding.add(part.result())
                self._bound[name] = part.result()
            else:
                self._binding.read(part.result())
