"""Small numbers in free text, in digits and in words: a sentence can tell what a table withholds.

It finds too many rather than too few, because somebody looks at each. What is certainly no count is let pass, and
every such exception stands in ``EXCEPTIONS`` with its reason and has a test. An article ("a child was hurt") is a
count of one that no pattern can tell from any other article; whoever writes for the public has to know that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NAMED = {word: number for number, word in enumerate(_WORDS, 1)}
_N = rf"(?:\d+|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_RANGE = rf"{_N}(?:\s?(?:to|or|-)\s?{_N})?"
_UNIT = "second|minute|min|hour|hr|day|week|wk|fortnight|month|quarter|term|year|yr"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    "|Sept?|Oct|Nov|Dec"
)
_PERSONS = (
    "child|children|boys?|girls?|bab(?:y|ies)|infants?|toddlers?|young|famil(?:y|ies)|parents?|mothers?|fathers?"
    "|carers?|siblings?|brothers?|sisters?|twins?|pupils?|students?|victims?|perpetrators?|offenders?|people|persons?"
    "|wom[ae]n|m[ae]n|adults?|teenagers?|patients?"
)
_COUNTED = rf"{_PERSONS}|cases?|deaths?|suicides?|incidents?|attempts?|plans?|referrals?|reviews?"
_NOT_COUNTED_NEXT = rf"(?!\s+(?:{_COUNTED})\b)"


@dataclass(frozen=True)
class LetPass:
    """What is no count though a number stands in it, and why."""

    what: str
    why: str
    pattern: re.Pattern[str]


def _let_pass(what: str, why: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> LetPass:
    # A pattern never begins or ends inside a word or a number.
    return LetPass(what, why, re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", flags))


EXCEPTIONS: tuple[LetPass, ...] = (
    _let_pass(
        "percentages", "a share is released by its own rule", rf"{_RANGE}(?:\s?%|\s?per\s?cent|\s?percentage\s+points?)"
    ),
    _let_pass("money", "no people are counted in it", r"[£$€]\s?\d[\d,.]*(?:\s?(?:thousand|million|billion|m|k))?"),
    # Months with their capital: "3 may be at risk" is no date.
    _let_pass(
        "dates", "a day is no count",
        rf"\d{{1,2}}(?:\s?(?:to|and|-)\s?\d{{1,2}})?\s+(?:of\s+)?(?:{_MONTHS})|(?:{_MONTHS})\s+\d{{1,2}},?\s+\d{{4}}"
        r"|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}",
        re.NOFLAG,
    ),
    _let_pass(
        "times", "an hour is no count",
        rf"{_N}\s?(?:[ap]m|[ap]\.m|o'clock)|\d{{2}}:\d{{2}}|(?:at|by|from|until|before|after)\s\d:\d{{2}}"
        rf"|(?:half|quarter)\s+(?:past|to)\s+{_N}|24/7",
    ),
    # Never an age: those are looked for first.
    _let_pass(
        "durations", "how long something took or lasts counts nobody",
        rf"{_RANGE}[\s-]?(?:(?:working|calendar|school|full|whole|consecutive)\s)?(?:(?:{_UNIT})s"
        rf"|(?:{_UNIT})(?!\s+(?:{_PERSONS})\b))",
    ),
    _let_pass(
        "how often", "a habit counts nobody",
        rf"(?:once|twice|{_N}\s+times)\s+(?:an?|each|every|per)\s+(?:{_UNIT})|(?:twice|{_N}\s+times)\s+as|at\s+once",
    ),
    _let_pass(
        "quarters and years", "they name a period", r"\d{4}[-/]\d{2}(?:[\s-]Q[1-4])?|Q[1-4]"
    ),
    _let_pass("names of measures and items", "they name something", r"[A-Z]{1,4}\d*-[A-Z]*\d+[a-z]?", re.NOFLAG),
    _let_pass(
        "parts of a whole", "a share in words is released as a percentage is",
        rf"{_N}[\s-](?:halves|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)",
    ),
    _let_pass(
        "larger numbers", "the small word is a part of it",
        rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-{_N}|hundred\s+and\s+{_N}"
        rf"|{_N}\s+(?:hundred|thousand|million)",
    ),
    _let_pass(
        "one that counts nobody", "a fixed phrase or a pronoun",
        rf"(?:no|each|every|any)[\s-]one{_NOT_COUNTED_NEXT}|one\s+another|one\s+by\s+one"
        r"|(?:one|1)[\s-]to[\s-](?:one|1)|1:1|1-2-1|(?:one|two)-(?:off|stop|way)",
    ),
)  # fmt: skip

# A label with its number: "Tier 2", "at levels 3 and 4". Not where the number could count what comes next, and in
# small letters only after a word that cannot end a clause: "at this stage two were hurt" has a count in it.
_LABEL = (
    r"(?:Key\s+Stage|Tier|Level|Stage|Step|Phase|Section|Article|Chapter|Page|Paragraph|Part|Version|Appendix|Annex"
    r"|Table|Priority|Objective|Quarter|Day)"
)
# Only a label in the plural has several numbers: "at level 2 and 3 were hurt" has a count in it.
_NUMBERS = rf"(?:\s{_N}|s\s{_N}(?:,\s?{_N})*(?:\s?(?:/|-|&|to|and|or)\s?{_N})?)"
_BEFORE = r"(?:at|in|to|of|from|for|on|by|with|below|above|under|into|see|and|or)"
_LABELS = (
    re.compile(rf"(?<![^\W_]){_LABEL}(?i:{_NUMBERS})(?![^\W_]){_NOT_COUNTED_NEXT}"),
    re.compile(rf"(?:^|[.;:,(]\s|(?<![^\W_]){_BEFORE}\s){_LABEL}{_NUMBERS}(?![^\W_]){_NOT_COUNTED_NEXT}", re.I),
)
# A list's own numbers: only where they count up from 1, since "How many? 3. All are safe." looks like a list too.
_LISTED = re.compile(r"(?:^|(?<=\s))(\d{1,2})(?:\)|\.(?=\s+[^\W\d]))")

_AGES = re.compile(
    rf"(?<![^\W_])(?:"
    rf"{_N}[\s-]?(?:years?|yrs?|months?|weeks?|days?)[\s-](?:olds?|of\s+age)|{_N}\s?(?:yo|y/o|y\.o)"
    rf"|(?:ages?|aged|age\s+of)\s+{_N}"
    rf"(?:\s+(?:years?|months?|weeks?|days?))?|(?:child|boy|girl|baby|infant|son|daughter|brother|sister)\s+of\s+{_N}"
    rf"(?:\s+(?:years?|months?|weeks?|days?))?|under[\s-](?:ones|twos|threes|fours|fives)|under[\s-][1-5]s"
    rf"|year\s+{_N})(?![^\W_])",
    re.IGNORECASE,
)
# An age band names a group and no child: only one that begins among the small numbers is found.
_BAND_GOES_ON = re.compile(r"\s?(?:to|-|and\s+(?:over|under)|or\s+(?:over|under))", re.IGNORECASE)
_AS_WORDS = (
    (1, rf"an?\s+single|only\s+one|once|(?:single|lone|sole|the\s+only)\s+(?:{_COUNTED})"),
    (2, r"twice|an?\s+(?:couple|pair)|twins"),
    (2, rf"both\s+(?:of|{_COUNTED})"), (3, "thrice|triplets|trio"),
)  # fmt: skip
# Digits may have letters behind them ("3boys", "3x") but an ordinal's, and an x before them ("x3").
_NUMBER = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(_WORDS)})(?![^\W_])"
    r"|(?<![^\W_])(?<!\d\.)x?\d+(?!\d|(?:st|nd|rd|th)(?![^\W_])|\.\d|,\d{3}(?!\d))",
    re.IGNORECASE,
)
_SHOWN = 25


def small_numbers(words: str, largest: int) -> tuple[str, ...]:
    """Every number from 1 to ``largest`` in ``words``, and every age, each with the words around it, in their order.

    Two that stand so near that the same words are around both are told once.
    Words are known up to twenty. An age is found whatever it is, because it tells of one child; an age band, and a
    school year, where it has a small number in it.
    """
    read = _read(words)
    ages = dict(_ages(read, largest))
    left = read
    for start, end in ages.items():
        left = _blank(left, start, end)
    found = ages | dict(_counts(_without_exceptions(left), largest))
    return tuple(dict.fromkeys(_excerpt(read, start, found[start]) for start in sorted(found)))


def _read(words: str) -> str:
    """The words as a reader takes them: digits, dashes, blanks and quotation marks in their plain form."""
    plain = "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c
        for c in unicodedata.normalize("NFKC", words)
        if unicodedata.category(c) != "Cf"  # shows nothing
    )
    return re.sub(r"[‐‑‒–—−]", "-", " ".join(plain.split())).replace("’", "'")


def _ages(read: str, largest: int) -> Iterator[tuple[int, int]]:
    for match in _AGES.finditer(read):
        numbers = [_value(n) for n in re.findall(_N, match[0], re.IGNORECASE)]
        is_group = _BAND_GOES_ON.match(read, match.end()) or match[0].lower().startswith(("under", "year"))
        if not is_group or not numbers or min(numbers) <= largest:
            yield match.start(), match.end()


def _without_exceptions(read: str) -> str:
    for start, end in _list_numbers(read):
        read = _blank(read, start, end)
    for pattern in (*(e.pattern for e in EXCEPTIONS), *_LABELS):
        read = pattern.sub(lambda found: "\0" * len(found[0]), read)
    return read


def _list_numbers(read: str) -> list[tuple[int, int]]:
    """Where the numbers 1, 2 and so on of a list stand; nothing where there are not at least two."""
    found: list[tuple[int, int]] = []
    for match in _LISTED.finditer(read):
        if int(match[1]) == len(found) + 1:
            found.append(match.span(1))
    return found if len(found) > 1 else []


def _counts(read: str, largest: int) -> Iterator[tuple[int, int]]:
    taken = read
    for number, pattern in _AS_WORDS:
        for match in re.finditer(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", read, re.IGNORECASE):
            if number <= largest:
                yield match.start(), match.end()
            taken = _blank(taken, match.start(), match.end())
    for match in _NUMBER.finditer(taken):
        # The last three digits of 1,003 are no 3.
        is_tail = len(match[0]) == 3 and re.search(r"\d,$", taken[max(0, match.start() - 2) : match.start()])
        if not is_tail and 1 <= _value(match[0]) <= largest:
            yield match.start(), match.end()


def _value(number: str) -> int:
    told = number.lower()
    return _NAMED[told] if told in _NAMED else int(told.lstrip("x"))


def _blank(read: str, start: int, end: int) -> str:
    return read[:start] + "\0" * (end - start) + read[end:]


def _excerpt(read: str, start: int, end: int) -> str:
    """The number with a few whole words on either side."""
    first = read.rfind(" ", 0, max(0, start - _SHOWN)) + 1
    last = read.find(" ", min(len(read), end + _SHOWN))
    last = len(read) if last < 0 else last
    return ("… " if first else "") + read[first:last] + (" …" if last < len(read) else "")
