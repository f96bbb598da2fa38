"""The search index held against the pages it was made from: no number may be found that the page does not have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords, numbers_in, plainly
from nelscb.audit.web_pages import WebPage

FILE = "searchindex.js"
_CONTENT = re.compile(r"\s*Search\.setIndex\((?P<index>\{.*\})\)\s*;?\s*", re.DOTALL)
_DIGITS = re.compile(r"\d+")
_OF_SIGNS = frozenset({"x27", "x22", "x26", "x3c", "x3e"})
"""What the index makes of a quotation mark or another sign that a page's source writes by its number."""


def read_index(path: Path) -> dict[str, Any]:
    """The index's content; empty where the file is none of Sphinx's."""
    match = _CONTENT.fullmatch(path.read_text(encoding="utf-8"))
    return json.loads(match["index"]) if match else {}


def check_index(index: Mapping[str, Any], pages: Mapping[str, WebPage], words: OwnWords, notes: Notes) -> None:
    """Note each number of the index that its page does not have. ``pages`` by their names without an ending.

    The index takes a page's text between the tags, so that words of neighbouring cells may run together; a term of
    digits alone must be a run of digits there, any other must stand in the text up to its last digit.
    """
    if not {"docnames", "terms", "titleterms", "alltitles", "titles"} <= set(index):
        notes.fails(FILE, "", "the search index cannot be read", "search index")
        return
    names = list(index["docnames"])
    texts = {name: _TextOfPage(pages[name]) for name in names if name in pages}
    for part in ("terms", "titleterms"):
        for term, places in index[part].items():
            if _DIGITS.search(term) and term not in _OF_SIGNS:
                for place in places if isinstance(places, list) else [places]:
                    notes.looked("numbers of the search index")
                    name = names[place] if place < len(names) else ""
                    if name not in texts or not texts[name].has(term):
                        notes.fails(FILE, term, f"is not on the page {name or place}", "search index")
    titles = [*index["alltitles"], *index["titles"], *index.get("indexentries", {})]
    everywhere = {number for page in pages.values() for number in numbers_in(words.figures_of(page.words))}
    for title in titles:
        for number in numbers_in(words.figures_of(plainly(str(title)))):
            if number not in everywhere:
                notes.fails(FILE, str(title), f"{number} is on no page", "search index")


class _TextOfPage:
    """A page's text as the index may have taken it in."""

    def __init__(self, page: WebPage) -> None:
        spaced = f"{page.words} {' '.join(text for _, text in page.attributes)}"
        self._runs = set(_DIGITS.findall(spaced)) | set(_DIGITS.findall(page.unspaced))
        self._letters = " ".join("".join(re.findall(r"[^\W_]", text)).lower() for text in (page.unspaced, spaced))

    def has(self, term: str) -> bool:
        """Whether the term's digits stand in the text, with the letters before them."""
        if term.isdigit():
            return term in self._runs
        return term[: _last_digit(term)].replace("_", "").lower() in self._letters


def _last_digit(term: str) -> int:
    return max(match.end() for match in _DIGITS.finditer(term))
