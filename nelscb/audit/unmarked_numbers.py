"""Numbers on a page that no mark accounts for: small ones beside what is withheld, and any that the data do not have.

A small number may stand anywhere among an edition's figures, so that it is there says little. Beside a withheld number,
or in a sentence that speaks of one, it fails whatever else the edition has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import SMALL_WORDS, OwnWords, numbers_in
from nelscb.audit.web_pages import MARK, Passage, WebPage

ABOUT_METHODS = frozenset(
    {"methods", "error_rates", "back_test", "plan_coverage", "accessibility", "glossary", "small_numbers"}
)
"""Pages that state rules, formulas and sources, or count the plan's own lines; no figure of children stands there."""
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+")
_NO_NUMBER = re.compile(
    r"\b(?:an?|small|this|that|each|no|any|every|which|the) one\b|\bone (?:of|another|or|by)\b", re.IGNORECASE
)
"""Where "one" stands for a thing, and counts none."""
_WORD = re.compile(rf"\b(?:{'|'.join(SMALL_WORDS)})\b", re.IGNORECASE)
_WITHHELD = re.compile(r"\bwithheld\b|\bsuppressed\b|\[c\]|\[s\]", re.IGNORECASE)


def numbers_marked(pages: Iterable[WebPage]) -> set[str]:
    """Every number that a mark accounts for, by key."""
    return {number for page in pages for marked in page.marked for number in numbers_in(marked.words)}


def check_unmarked(
    page: WebPage, words: OwnWords, known: Collection[str], headings: Collection[str], largest_small: int, notes: Notes
) -> None:
    """Note the page's unmarked numbers.

    ``known``: the edition's numbers; ``headings``: those of all articles, for the menus around them.
    """
    for passage in page.passages:
        text = words.figures_of(passage.text)
        place = passage.text.replace(MARK, "…")[:160]
        for number in small_beside_withheld(text, passage, largest_small):
            notes.fails(page.file, place, f"{number!r} stands beside what is withheld", "small numbers beside withheld")
        found = numbers_in(text)
        notes.looked("unmarked numbers", len(found))
        notes.counts("numbers in what others wrote", len(numbers_in(words.figures_of(passage.quoted))))
        if passage.around:
            for number in found:
                if number not in headings:
                    notes.fails(page.file, place, f"{number} is on no page", "numbers around the article")
        elif not passage.generated:
            notes.counts("numbers in prose that stays the same", len(found))
        elif page.file.removesuffix(".html") in ABOUT_METHODS:
            notes.counts("numbers of rules, formulas and sources", len(found))
        else:
            _check_generated(page.file, place, found, known, largest_small, notes)


def _check_generated(
    file: str, place: str, found: Iterable[str], known: Collection[str], largest_small: int, notes: Notes
) -> None:
    """A small number without a mark may be any count; a larger one must be a number that the edition shows."""
    for number in found:
        if _is_small(number, largest_small):
            notes.fails(file, place, f"{number} has no mark that says what it counts", "small numbers without a mark")
        elif number not in known:
            notes.fails(file, place, f"{number} is not among the edition's numbers", "unknown numbers")
        else:
            notes.lists(file, place, f"{number} has no mark, but is among the edition's numbers", "unmarked numbers")


def small_beside_withheld(text: str, passage: Passage, largest_small: int) -> list[str]:
    """The small numbers of a text, in digits or words, that stand in a line or a sentence with what is withheld."""
    found = []
    if passage.beside_withheld:
        found += [n for n in numbers_in(text) if _is_small(n, largest_small)]
        found += [text.strip()] if text.strip().lower() in SMALL_WORDS else []
    if passage.generated and not found:
        for sentence in _SENTENCE.split(text):
            if _WITHHELD.search(sentence):
                found += [n for n in numbers_in(sentence) if _is_small(n, largest_small)]
                found += _WORD.findall(_NO_NUMBER.sub(" ", sentence))
    return found


def _is_small(number: str, largest_small: int) -> bool:
    return number.isdigit() and 1 <= int(number) <= largest_small
