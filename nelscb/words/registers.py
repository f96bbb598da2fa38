"""Words of the registers: which action plan an action belongs to, how many are open, and that none was received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nelscb.edition import Item
from nelscb.named_numbers import count_of
from nelscb.quarters import Quarter, day_in_words
from nelscb.words.lists import joined
from nelscb.words.numbers import number_word, period, sentence_case
from nelscb.words.proposals import NAMES, cell_of

ANNUAL_PLAN = "Annual Business Plan"
ACTION_PLANS = {
    "P1": "Prevention and Early Intervention Strategy",
    "P2": "Neglect Strategy Action Plan",
    "P3": "CSE Strategic Action Plan",
    "P4": "Domestic Abuse Strategy, One System approach",
    "O3": "Learning and Improvement Framework and Action Plan",
    "O6": "Missing from Home and Care Strategy and Action Plan",
}
"""The six plans that the Strategic Business Plan names, by chapter; all else is the Annual Business Plan's."""
WHOLE_BOARD = "all that the group reports on"
NOT_MENTIONED = "Not mentioned this quarter"
MINUTED = "conflict of interest"


def action_plan(chapter: str) -> str:
    """The action plan that the plan names for a chapter."""
    return ACTION_PLANS.get(chapter, ANNUAL_PLAN)


def none_received(kind: str, groups: Sequence[str]) -> str:
    """That nothing of a kind has ever been received, and on whose score cards it would come."""
    return (
        f"No {MINUTED if kind == MINUTED else NAMES[kind][0]} has been received. It would come on the score cards of: "
        f"{joined(groups)}. That says nothing of whether any was written down elsewhere."
    )


def tally(items: Sequence[Item], kind: str) -> tuple[str, ...]:
    """How many the register holds, how many are open, and how many of those are overdue or not mentioned."""
    one, more = NAMES[kind]
    open_ones, ended = [i for i in items if not i.ended], [i for i in items if i.ended]
    first = (
        f"The register holds {_many(items)} {one if len(items) == 1 else more}: {_many(open_ones)} {_is(open_ones)} "
        f"open, and {_many(ended)} {_has(ended)} ended."
    )
    if not open_ones:
        return (first,)
    late, silent = [i for i in open_ones if i.overdue], [i for i in open_ones if i.unmentioned]
    mentioned = (
        f"{sentence_case(_many(silent))} of them {'was' if len(silent) == 1 else 'were'} not mentioned this quarter."
        if silent
        else "This quarter's score cards speak of every open one."
    )
    return first, f"Of the open ones {_many(late)} {_is(late)} past the due day. {mentioned}"


def answers(items: Sequence[Item]) -> str:
    """How many challenges have an answer, and how many say what they changed."""
    answered = [i for i in items if i.now.response.strip()]
    changed = [i for i in items if i.now.impact.strip()]
    return (
        f"{sentence_case(_many(answered))} {_has(answered)} an answer, and {_many(changed)} "
        f"{'says' if len(changed) < 2 else 'say'} what it changed."
    )


def ratings(items: Sequence[Item]) -> str:
    """How the open gaps and risks are rated, and how many do not say what they mean and what they would take.

    Empty where none is open.
    """
    open_ones = [i for i in items if not i.ended]
    if not open_ones:
        return ""
    by_word = {w: [i for i in open_ones if _rating(i) == w] for w in ("high", "medium", "low")}
    told = [f"{_many(found)} {_is(found)} rated {word}" for word, found in by_word.items() if found]
    unrated = [i for i in open_ones if _rating(i) not in by_word]
    if unrated:
        told.append(f"{_many(unrated)} {_has(unrated)} no rating")
    silent = [i for i in open_ones if not i.now.impact.strip() or not i.now.resource.strip()]
    if not silent:
        return f"Of the open ones {joined(told)}."
    return (
        f"Of the open ones {joined(told)}. {sentence_case(_many(silent))} "
        f"{'does' if len(silent) == 1 else 'do'} not say both what it means for children and what it would take."
    )


def minuted(items: Sequence[Item], quarter: Quarter) -> str:
    """How many conflicts of interest were minuted, and how many of them this quarter."""
    now = [i for i in items if i.last == quarter]
    one, more = NAMES[MINUTED]
    return (
        f"{sentence_case(_many(items))} {one if len(items) == 1 else more} {'was' if len(items) == 1 else 'were'} "
        f"minuted up to {period(quarter)}, {_many(now)} of them in that quarter."
    )


def notes(as_of: date, older: Sequence[Item], first_shown: Quarter, kind: str) -> tuple[str, ...]:
    """By which day an entry is overdue, and how many that are long over are not shown."""
    one, more = NAMES[kind]
    found = []
    if kind != MINUTED:
        found.append(f"Overdue: the due day lies before {day_in_words(as_of)}, and it has not ended.")
        found.append("Age: quarters since it first stood on a score card, that one counted.")
    if older:
        alone = len(older) == 1
        over = ("was minuted" if alone else "were minuted") if kind == MINUTED else "ended"
        found.append(
            f"{sentence_case(_many(older))} more {one if alone else more} {over} before {period(first_shown)} and "
            f"{'is' if alone else 'are'} not in this table."
        )
    return tuple(found)


def _rating(item: Item) -> str:
    return item.now.risk.strip().lower()


def _many(items: Sequence[Item]) -> str:
    return number_word(count_of([cell_of(i) for i in items])) if items else "none"


def _is(items: Sequence[Item]) -> str:
    return "is" if len(items) < 2 else "are"


def _has(items: Sequence[Item]) -> str:
    return "has" if len(items) < 2 else "have"
