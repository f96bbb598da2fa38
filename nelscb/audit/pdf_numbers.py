"""The numbers of a PDF held against those of the pages that it was made of, each with the word before it.

Small numbers stand on many pages, so that a number is somewhere says little. That it stands after the same word or
number as on a page says more, and holds of the whole book: its text is set from the pages in their order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from nelscb.audit.findings import Notes
from nelscb.audit.pdf_text import PdfText
from nelscb.audit.printed_numbers import key_of, plainly
from nelscb.audit.web_pages import WebPage

Pair = tuple[str, str]
"""A number by its key, after the word or number before it in small letters; nothing before the first."""
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+")
_CONTENTS = re.compile(r"\bContents\b")
_LIST_NUMBER = re.compile(r"(?:(?<=[.:;?!]) |^ ?)\d{1,2}\. (?=[A-Z])")
_FORMULA = re.compile(r"\b(?:equals|hat|to the power|root of)\b")
"""Words in which a formula is read out; formulas stay the same, whatever is counted."""
_ADDRESS = re.compile(r"https?://\S+")
_POINT_APART = re.compile(r"(?<=\d) \. (?=\d)")


def pairs_in(text: str) -> list[Pair]:
    """Each number of a plain text with the word before it, in order."""
    found, before = [], ""
    for match in _WORD.finditer(text):
        word = key_of(match[0]).lower()
        if word[0].isdigit():
            found.append((before, word))
        before = word
    return found


def pairs_on(pages: Iterable[WebPage]) -> set[Pair]:
    """The pairs that are read on pages, seen or heard."""
    return {
        pair for page in pages for text in (page.words, *(t for _, t in page.attributes)) for pair in pairs_in(text)
    }


def check_pdf(file: str, text: PdfText, on_pages: Collection[Pair], notes: Notes) -> None:
    """Note each number that stands on no page after the same word.

    Numbers of sheets stand at the edges, in the list of contents and after the word "page"; those of a list's entries
    stand before a sentence.
    """
    if text.unread:
        notes.fails(file, "", f"{text.unread} texts cannot be turned into letters", "unreadable PDF")
    numbers = {number for _, number in on_pages}
    sheets = {str(number) for number in range(1, len(text.pages) + 1)}
    before = ""
    for sheet, (body, edge) in enumerate(zip(text.pages, text.edges, strict=True), start=1):
        _check_edge(file, sheet, edge, numbers | sheets, notes)
        told = _POINT_APART.sub(".", plainly(body))
        if _CONTENTS.search(edge):
            _check_edge(file, sheet, told, numbers | sheets, notes)
            continue
        told = _LIST_NUMBER.sub(" ", told)
        _check(file, f"page {sheet}", f"{before} {told}", on_pages, sheets, notes)
        before = next(iter(re.findall(r"\S+$", told)), "")
    for unseen in text.unseen:
        if _FORMULA.search(unseen):
            notes.counts("numbers in formulas that are read out", len(pairs_in(plainly(unseen))))
            continue
        _check(file, "what is not seen", plainly(_ADDRESS.sub(" ", unseen)), on_pages, sheets, notes)


def _check_edge(file: str, sheet: int, edge: str, allowed: Collection[str], notes: Notes) -> None:
    for _, number in pairs_in(plainly(edge)):
        notes.looked("numbers of PDF text")
        if number not in allowed:
            notes.fails(file, f"edge of page {sheet}", f"{number} is on no page of the book", "numbers of PDF text")


def _check(file: str, place: str, told: str, on_pages: Collection[Pair], sheets: Collection[str], notes: Notes) -> None:
    for before, number in pairs_in(told):
        notes.looked("numbers of PDF text")
        if (before, number) in on_pages or not before or (before == "page" and number in sheets):
            continue
        said = f"{number} stands after {before!r} on no page of the book"
        notes.fails(file, place, said, "numbers of PDF text")
