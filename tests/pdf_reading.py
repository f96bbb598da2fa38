"""Read a PDF a second way, without the package: its tags with their words, and every page's words with their places.

Words come from pdfium by the mark that each piece of a page carries; the tree of tags that orders these marks comes
from the file itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

UNTAGGED = -1
"""The mark of what stands in no tag: running headers, page numbers, a table's head come again."""
_BREAKS = dict.fromkeys(map(ord, "\u200b\u00ad\u200d\u2060"))
_LINE_END = "\x02"
"""What pdfium gives for the hyphen that a line ends with. The book is not hyphenated, so it is the word's own."""


@dataclass(frozen=True)
class Run:
    """Words set in one go, their mark, and their box: left, bottom, right, top in points."""

    words: str
    mark: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class PrintedPage:
    """A page: its size, its words, and how many raster images are on it."""

    width: float
    height: float
    runs: list[Run]
    images: int


@dataclass
class Element:
    """A tag: its kind, its alternative words, the scopes that it is a heading for, its parts, its first page from 1."""

    kind: str
    alt: str | None
    scopes: tuple[str, ...]
    parts: list[Element | tuple[int, int]] = field(default_factory=list)
    page: int = 0


@dataclass(frozen=True)
class PrintedTable:
    """A table as its tags tell it: a cell is (TH or TD, the scopes of its heading, words)."""

    caption: str
    head: list[list[tuple[str, tuple[str, ...], str]]]
    rows: list[list[tuple[str, tuple[str, ...], str]]]
    page: int


@dataclass(frozen=True)
class Printed:
    """A whole document: its pages, the top of its tree of tags, and each mark's words by (page from 1, mark)."""

    path: Path
    pages: list[PrintedPage]
    top: Element
    marked: dict[tuple[int, int], str]

    def words(self, element: Element, without: Collection[str] = ()) -> str:
        """An element's words in the order of the tags, without those of the kinds left out."""
        return "".join(
            self.marked.get(part, "") if isinstance(part, tuple) else self.words(part, without)
            for part in element.parts
            if isinstance(part, tuple) or part.kind not in without
        )

    def elements(self, kind: str, within: Element | None = None) -> Iterator[Element]:
        """The elements of a kind, in the order of the tags."""
        for part in (within or self.top).parts:
            if isinstance(part, Element):
                if part.kind == kind:
                    yield part
                yield from self.elements(kind, part)

    def tables(self, within: Element | None = None) -> Iterator[PrintedTable]:
        """The tables, in the order of the tags."""
        return self._tables(within or self.top, None)

    def _tables(self, element: Element, caption: Element | None) -> Iterator[PrintedTable]:
        """A caption stands in its table, or beside it in a division of the two."""
        own = [part for part in element.parts if isinstance(part, Element) and part.kind == "Caption"]
        caption = own[0] if own else caption
        if element.kind == "Table":
            yield self._table(element, caption)
        for part in element.parts if element.kind != "Table" else []:
            if isinstance(part, Element):
                yield from self._tables(part, caption)

    def _table(self, element: Element, caption: Element | None) -> PrintedTable:
        return PrintedTable(
            caption=self.words(caption) if caption else "",
            head=[self._cells(row) for head in self.elements("THead", element) for row in self.elements("TR", head)],
            rows=[self._cells(row) for body in self.elements("TBody", element) for row in self.elements("TR", body)],
            page=element.page,
        )

    def _cells(self, row: Element) -> list[tuple[str, tuple[str, ...], str]]:
        return [(cell.kind, cell.scopes, self.words(cell)) for cell in row.parts if isinstance(cell, Element)]

    def page_words(self, page: PrintedPage) -> str:
        """All words of a page as they were set."""
        return " ".join(run.words for run in page.runs)


def read_printed(path: Path) -> Printed:
    """A PDF as its readers get it. A file without tags has an empty tree."""
    pages = _pages(path)
    marked: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pages, 1):
        for run in page.runs:
            if run.mark != UNTAGGED:
                marked[number, run.mark] = marked.get((number, run.mark), "") + run.words
    with pikepdf.open(path) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        tree = document.Root.get("/StructTreeRoot")
        top = Element("Root", None, ())
        for kid in _kids(tree) if tree is not None else []:
            top.parts.append(_element(kid, 0, numbers))
    document_element = top.parts[0] if len(top.parts) == 1 and isinstance(top.parts[0], Element) else top
    return Printed(path, pages, document_element, marked)


def flat(document: Printed) -> Iterator[Element | tuple[int, int]]:
    """What stands directly in the document, and in each of its parts: a chapter is a part by itself."""
    for part in document.top.parts:
        yield from part.parts if isinstance(part, Element) and part.kind == "Part" else [part]


def sections(document: Printed, kind: str) -> list[tuple[Element, Element]]:
    """What lies between the headings of a kind: (the heading, a stand-in for all that follows it up to the next)."""
    found: list[tuple[Element, Element]] = []
    for part in flat(document):
        if isinstance(part, Element) and part.kind == kind:
            found.append((part, Element("Section", None, (), page=part.page)))
        elif found:
            found[-1][1].parts.append(part)
    return found


def bare(text: str) -> str:
    """Words without any space, and without the places at which a long word may break."""
    return re.sub(r"\s+", "", text.translate(_BREAKS))


def spaced(text: str) -> str:
    """Words with one space between them, and without the places at which a long word may break."""
    return " ".join(text.translate(_BREAKS).split())


def overlapping(page: PrintedPage, across: float = 1.5, down: float = 2.0) -> list[tuple[str, str]]:
    """Pairs of words that stand on each other by more than so many points both ways: every pair is looked at."""
    runs = sorted((run for run in page.runs if run.words.strip()), key=lambda run: run.box[0])
    found = []
    for i, first in enumerate(runs):
        for second in runs[i + 1 :]:
            if second.box[0] >= first.box[2] - across:
                break  # sorted from the left: all that follow begin to the right of it
            wide = min(first.box[2], second.box[2]) - second.box[0]
            tall = min(first.box[3], second.box[3]) - max(first.box[1], second.box[1])
            if wide > across and tall > down:
                found.append((first.words, second.words))
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _element(node: Any, page: int, numbers: dict[tuple[int, int], int]) -> Element:
    own = node.get("/Pg")
    page = numbers[own.objgen] if own is not None else page
    kind = str(node.S)[1:]
    alt = node.get("/Alt")
    element = Element(kind, None if alt is None else str(alt), _scopes(node) if kind == "TH" else (), page=page)
    for kid in _kids(node):
        if isinstance(kid, int):
            element.parts.append((page, kid))
        elif kid.get("/Type") == "/MCR":
            there = kid.get("/Pg")
            element.parts.append((numbers[there.objgen] if there is not None else page, int(kid.MCID)))
        elif kid.get("/Type") != "/OBJR":
            element.parts.append(_element(kid, page, numbers))
    if own is None:
        element.page = next(_first_pages(element), 0)
    return element


def _first_pages(element: Element) -> Iterator[int]:
    for part in element.parts:
        if isinstance(part, tuple):
            yield part[0]
        elif part.page:
            yield part.page


def _scopes(node: Any) -> tuple[str, ...]:
    attributes = node.get("/A")
    owned = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return tuple(str(a.Scope)[1:] for a in owned if isinstance(a, pikepdf.Dictionary) and "/Scope" in a)


def _pages(path: Path) -> list[PrintedPage]:
    document = pdfium.PdfDocument(path)
    buffer = ctypes.create_string_buffer(1 << 17)
    try:
        return [_page(document, number, buffer) for number in range(len(document))]
    finally:
        document.close()


def _page(document: Any, number: int, buffer: Any) -> PrintedPage:
    page = raw.FPDF_LoadPage(document.raw, number)
    words = raw.FPDFText_LoadPage(page)
    runs: list[Run] = []
    images = 0
    for thing in _things(page):
        kind = raw.FPDFPageObj_GetType(thing)
        images += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            runs.append(_run(thing, words, buffer))
    size = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    raw.FPDFText_ClosePage(words)
    raw.FPDF_ClosePage(page)
    return PrintedPage(*size, runs, images)


def _things(page: Any) -> Iterator[Any]:
    waiting = [raw.FPDFPage_GetObject(page, k) for k in range(raw.FPDFPage_CountObjects(page))][::-1]
    while waiting:
        thing = waiting.pop()
        yield thing
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            inside = [raw.FPDFFormObj_GetObject(thing, k) for k in range(raw.FPDFFormObj_CountObjects(thing))]
            waiting += inside[::-1]


_WIDE = ctypes.POINTER(raw.FPDF_WCHAR)
_SPACE = 0.2
"""How wide a space is, in ems: what a line ends with is not to be seen."""


def _run(thing: Any, page_words: Any, buffer: Any) -> Run:
    length = raw.FPDFTextObj_GetText(thing, page_words, ctypes.cast(buffer, _WIDE), len(buffer) // 2)
    words = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace").replace(_LINE_END, "-")
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    end = right.value
    if words.endswith(" "):
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(thing, size)
        end -= _SPACE * size.value
    return Run(words, raw.FPDFPageObj_GetMarkedContentID(thing), (left.value, bottom.value, end, top.value))
