"""Numbers as they are printed: which there are in a text, which are no figures, and what shows a value.

A text is read the same in every format: signs, spaces and dashes of several kinds are brought into one. What has
digits and is no figure belongs to one of the classes below, or is a word of a measure's own name or unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
CLASSES: dict[str, str] = {
    "days": rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}} {_MONTH}(?: \d{{4}})?|\b{_MONTH} \d{{4}}\b",
    "quarters and years": (
        r"\b\d{4}[-/]\d{2}(?:[- ]?Q[1-4])?\b|\bQ[1-4]\b|\bquarter [1-4]\b|\b(?:19|20)\d{2}(?:-(?:19|20)\d{2})?\b"
    ),
    "names of measures, chapters and entries": (
        r"\b(?:[PO]\d|X)-[A-Z]?\d+[a-z]{0,2}\b|\b[PO]\d\b|\b[A-Z]\d?-[A-Z]?\d+\b"
    ),
    "numbers of areas, codes, lines and versions": (
        r"\b[A-Z]{1,2}\d{7,8}\b|\b[PO]\d\.[a-z_]+\.\d+\b|\b[A-Z] ?\d+(?:\.\d+)*\b|\b[a-z]\d+(?:\.\d+)*\b"
        r"|\b[A-Z]{2,}\d+\b|\bdefinition \d+(?=, from )"
    ),
    "categories by number": r"\b\d(?=: \ue000)",
    "places in files": r"\b(?:row|rows|line|page|sheet|column|table) \d+\b",
    "notes": r"\[note \d+\]",
    "issues": r"\b[Ii]ssue \d+\b",
    "levels": r"\b95 ?%",
    "units": r"\b(?:per|for each|each|for every) (?:100,000|10,000|1,000|100)\b(?: aged \d+-\d+)?",
    "ages": r"\b[Aa]ge[sd]? (?:under |over )?\d+(?:(?:-| to | and | or )\d+)?\b|\b[Cc]hildren (?:under|over) \d+\b",
    "scales": r"\bscale of \d+ to \d+\b|\(0 to \d+\)",
    "lengths of time": (
        r"\b\d+(?: or (?:more|fewer) times in \d+| (?:to|and|or) \d+)? (?:working |calendar |hard )?"
        r"(?:hours?|days?|weeks?|months?|quarters?|years?)\b"
    ),
    "laws and standards": (
        r"\b(?:[Ss]ections?|[Rr]egulations?|[Cc]hapters?|[Ll]evels?|[Kk]ey [Ss]tage|[Pp]riority|[Oo]bjective) \d+"
        r"(?: and \d+)?\b|\bs\d{2}\b|\bPDF/UA-1\b|\bL[12]\b"
    ),
    "thresholds": r"\b[pq] of 0\.\d+\b|\bless than 0\.\d+",
}
"""What has digits and is no figure, by class. A threshold is that of a test, never of a count."""
_NO_FIGURE = re.compile("|".join(CLASSES.values()))
WITHHELD_MARKS = frozenset({"c", "[c]", "[s]"})
"""What stands in a table or a file where a number is withheld."""
SMALL_WORDS = ("one", "two", "three", "four", "five")
_COUNTED = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_PLACED = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_WORDS = (
    {word: number for number, word in enumerate(_COUNTED)}
    | {word: number for number, word in enumerate(_PLACED, start=1)}
    | {"no": 0}
)
_FRACTIONS = {
    "a tenth": 0.1, "a fifth": 0.2, "a quarter": 0.25, "a third": 1 / 3, "two fifths": 0.4, "half": 0.5,
    "three fifths": 0.6, "two thirds": 2 / 3, "three quarters": 0.75, "four fifths": 0.8,
}  # fmt: skip
_NEAR_A_FRACTION = 0.03
_SHOWN = re.compile(r"([+-]?)([\d,]+)(?:\.(\d+))?(?:st|nd|rd|th)?%?")
_DIGITS_APART = re.compile(r"(?<=\d)- (?=\d)")
_SPACES = re.compile(r"\s+")
_SIGNS = str.maketrans({"−": "-", "–": "-", "‑": "-", "‐": "-", "\u00ad": "", "\u200b": "", "\u2060": ""})


def plainly(text: str) -> str:
    """``text`` with one kind of space, minus and hyphen, and a period whole that a line's end cut in two."""
    told = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return _DIGITS_APART.sub("-", _SPACES.sub(" ", told)).strip()


def key_of(number: str) -> str:
    """A printed number without what sets its thousands apart, so that the same one is told alike everywhere."""
    return number.replace(",", "")


def numbers_in(text: str) -> list[str]:
    """Every printed number of a plain text, by its key; a sign or a percent sign is no part of it."""
    return [key_of(number) for number in _NUMBER.findall(text)]


def is_withheld(cell: str) -> bool:
    """Whether a cell's text, or a word of it, says that its number is withheld."""
    return ("c" in cell or "[" in cell) and not WITHHELD_MARKS.isdisjoint(cell.split())


class OwnWords:
    """The names and units in which a book's measures have digits that are no figures."""

    def __init__(self, measures: Mapping[str, Any], titles: Iterable[str] = ()) -> None:
        """``measures``: the content of ``measures.json``; every text in it that has digits and letters is a name.

        ``titles``: further ones under which measures are shown.
        """
        told = {plainly(text) for text in (*_texts(measures), *_of_the_rule(measures.get("rule", {})), *titles)}
        rule = "|".join(SMALL_WORDS)
        names = (t for t in told if re.search(rf"\d|\b(?:{rule})\b", t) and re.search("[A-Za-z-]", t))
        named = sorted(names, key=len, reverse=True)
        any_of = "|".join(re.escape(text) for text in named)
        self._named = re.compile(rf"(?<![\w.,])(?:{any_of})(?!\w|[.,]\d)", re.IGNORECASE) if named else None

    def figures_of(self, text: str) -> str:
        """A plain text without whatever has digits and is no figure, spaces in its place."""
        rest = self._named.sub(" ", text) if self._named else text
        return _NO_FIGURE.sub(" ", rest)


def _of_the_rule(rule: Mapping[str, Any]) -> Iterator[str]:
    """The words in which a rule says its own numbers."""
    largest = int(rule.get("largest_small", 5))
    in_words = _COUNTED[largest] if largest < len(_COUNTED) else str(largest)
    for first, last in (("1", str(largest)), ("one", in_words)):
        yield from (f"{first} to {last}", f"{first} and {last}", f"{first}-{last}")
        yield from (f"{last} or fewer", f"at most {last}")
    if places := rule.get("large_areas_to"):
        yield from (f"nearest {places}", f"rounded to {places}")
    if fewest := rule.get("fewest_a_quarter"):
        yield from (f"fewer than {fewest}", f"under {fewest}", f"below {fewest}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Iterable):
        for part in value:
            yield from _texts(part)


def shows(words: str, value: float) -> bool:
    """Whether ``words`` show ``value``, to the last digit that they print; a plain fraction within three hundredths."""
    told = plainly(words).lower()
    if told in _WORDS:
        return float(_WORDS[told]) == value
    if told in _FRACTIONS:
        return abs(value - _FRACTIONS[told]) <= _NEAR_A_FRACTION + 1e-9
    match = _SHOWN.fullmatch(told)
    if match is None:
        return False
    number = float(f"{match[2].replace(',', '')}.{match[3] or 0}") * (-1 if match[1] == "-" else 1)
    return bool(abs(number - value) <= 0.5 * 10 ** -len(match[3] or "") + 1e-9)


def ways_to_print(number: float) -> set[str]:
    """The keys under which a figure may be printed: whole, with one to three decimals, and in full."""
    size = abs(number)
    return {f"{round(size)}", f"{size:.1f}", f"{size:.2f}", f"{size:.3f}", f"{size!r}"}
