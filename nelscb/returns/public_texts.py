"""What somebody wrote and the public would read: looked through for small numbers, which stop a public edition.

Each entry with a small number is one finding, until a role accepts it in writing in ``params/quarters`` of the
edition's quarter or an earlier one. The finding's key names the entry and its words; other words are a new finding.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nelscb.core_data import FOLLOWED, Figure, Text
from nelscb.mistakes import Mistake
from nelscb.plan import DisclosureRule, Project
from nelscb.plan.board import AcceptedText
from nelscb.quarters import Quarter
from nelscb.returns.problems import Place
from nelscb.returns.small_numbers import small_numbers

_NAMED_FIRST = 3
_QUARTERS_SHOWN = 4


@dataclass(frozen=True)
class PublicText:
    """One entry's words that the public would read, field by field, and where it stands in what was received.

    ``about`` says what it is: quarter, sub-group, kind, and the item or, where there is none, the row.
    """

    about: str
    place: Place
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """What an acceptance names: what the text is, and a hash of its words."""
        return f"{self.about} {hashlib.sha256(chr(0).join(self.words).encode('utf-8', 'replace')).hexdigest()[:10]}"


@dataclass(frozen=True)
class SmallNumbers:
    """The small numbers found in one text, each with the words around it."""

    text: PublicText
    found: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Where they stand, and what was found."""
        return f"{self.text.place}: " + ", ".join(f"'{words}'" for words in self.found)

    @property
    def line_to_paste(self) -> str:
        """The line of ``accepted_texts`` that accepts it, once reason, role and day are filled in."""
        return f"- {{key: {json.dumps(self.text.key, ensure_ascii=False)}, reason: , role: , day: }}"


def texts_for_the_public(texts: Iterable[Text], figures: Iterable[Figure] = ()) -> tuple[PublicText, ...]:
    """The entries whose audience is the public, and why figures were sent again, which is shown beside each revision.

    ``texts`` and ``figures`` are those that the edition would show. Answers to status lines come from the plan's
    lists and are no free text. What stands twice is one.
    """
    entries = [_entry(text) for text in texts if text.audience == "public"]
    return tuple(dict.fromkeys([*entries, *(_reason(figure) for figure in figures if figure.reason)]))


def shown_in(quarter: Quarter, texts: Iterable[Text]) -> Iterator[Text]:
    """Of the current texts, those that an edition of ``quarter`` shows: four quarters', and registers whole."""
    for text in texts:
        if text.quarter <= quarter and (text.kind in FOLLOWED or text.quarter > quarter - _QUARTERS_SHOWN):
            yield text


def small_numbers_in(texts: Iterable[PublicText], rule: DisclosureRule) -> tuple[SmallNumbers, ...]:
    """Those of ``texts`` that hold a number from 1 to the rule's largest small one, in their order."""
    looked = ((text, [small_numbers(words, rule.largest_small) for words in text.words]) for text in texts)
    return tuple(SmallNumbers(text, tuple(f for part in found for f in part)) for text, found in looked if any(found))


def unaccepted(found: Iterable[SmallNumbers], accepted: Iterable[AcceptedText]) -> tuple[SmallNumbers, ...]:
    """Those that nobody has accepted."""
    keys = {acceptance.key for acceptance in accepted}
    return tuple(numbers for numbers in found if numbers.text.key not in keys)


def refuse_unaccepted(texts: Iterable[PublicText], project: Project, quarter: Quarter) -> None:
    """Raise Mistake where ``texts``, shown in the public edition of ``quarter``, hold small numbers nobody accepted."""
    found = small_numbers_in(texts, project.board.disclosure_rule)
    still_open = unaccepted(found, project.accepted_texts(quarter))
    if still_open:
        raise Mistake(_in_one_sentence(still_open, project, quarter))


def _in_one_sentence(found: Sequence[SmallNumbers], project: Project, quarter: Quarter) -> str:
    named = "; ".join(numbers.sentence for numbers in found[:_NAMED_FIRST])
    more = f"; and {len(found) - _NAMED_FIRST} more" if len(found) > _NAMED_FIRST else ""
    count = "1 text for the public has" if len(found) == 1 else f"{len(found)} texts for the public have"
    return (
        f"{count} a small number that nobody has accepted ({named}{more}); have it mended by who sent it, or write "
        f"under accepted_texts in {project.settings_file(quarter)} the line that 'nelscb check {quarter}' prints, "
        "with reason, role and day"
    )


def _entry(text: Text) -> PublicText:
    item = text.item or f"row {text.row}"
    # An entry without an item of its own is called by sheet and row, which is nobody's words.
    own = text.item if text.item != f"{text.sheet} {text.row}" else ""
    words = (own, text.text, text.response, text.owner, text.status, text.risk, text.impact, text.resource)
    return PublicText(
        f"{text.quarter} {text.sub_group} {text.kind} {item}", Place(text.file, text.sheet, text.row), words
    )


def _reason(figure: Figure) -> PublicText:
    cell = " ".join(part for part in (figure.measure, str(figure.period), figure.breakdown, figure.category) if part)
    return PublicText(
        f"{figure.sender} correction {cell}", Place(figure.file, figure.sheet, figure.row), (figure.reason,)
    )
