"""Words around what the sub-groups propose, challenge and lack: overdue, cost, age, and that nothing was reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nelscb.edition import Item
from nelscb.named_numbers import count_of
from nelscb.quarters import day_in_words
from nelscb.words.numbers import number_word, sentence_case
from nelscb.words.score_cards import one_of

CHEAP = ("no cost", "low cost")
NAMES = {
    "action": ("action", "actions"),
    "challenge": ("challenge", "challenges"),
    "gap": ("gap or risk", "gaps and risks"),
    "conflict of interest": ("interest", "interests"),
}


def none_of(kind: str, groups: Sequence[str]) -> str:
    """That nothing of a kind was reported for the quarter, and on whose score card it would come."""
    from_whom = f"It would come on the score card of {one_of(groups)}."
    if kind == "conflict of interest":
        return f"For this quarter no conflict of interest was declared here. {from_whom}"
    return f"For this quarter no {NAMES[kind][0]} was reported here. {from_whom}"


def overdue_sentence(items: Sequence[Item], as_of: date) -> str:
    """How many were overdue on the as-of day; empty where none was."""
    late = [cell_of(i) for i in items if i.overdue]
    if not late:
        return ""
    was = "was" if len(late) == 1 else "were"
    return f"{_many(late)} {was} overdue on {day_in_words(as_of)}: past the due day and not done."


def cheap_sentence(items: Sequence[Item]) -> str:
    """How many of the actions cost little or nothing; that none is marked so, where none is."""
    open_ones = [i for i in items if not i.ended]
    cheap = [cell_of(i) for i in open_ones if i.now.resource.strip().lower() in CHEAP]
    if not open_ones:
        return ""
    if not cheap:
        return "None of the open actions is marked as of no cost or of low cost."
    if len(cheap) == 1:
        return "One open action is of no cost or of low cost: the table marks it."
    return f"{_many(cheap)} open actions are of no cost or of low cost: the table marks them."


def unmentioned_sentence(items: Sequence[Item], kind: str) -> str:
    """How many open entries of earlier quarters this quarter's score cards do not mention; empty where none is."""
    silent = [cell_of(i) for i in items if i.unmentioned]
    if not silent:
        return ""
    one, more = NAMES[kind]
    told = f"open {one} of an earlier quarter is" if len(silent) == 1 else f"open {more} of earlier quarters are"
    return f"{_many(silent)} {told} not mentioned this quarter."


def due_cell(item: Item) -> str:
    """The due day, or that none was given."""
    return day_in_words(item.now.due) if item.now.due else "no day given"


def age_cell(item: Item) -> str:
    """For how many quarters an entry has stood."""
    return "new this quarter" if item.age == 1 else f"{number_word(item.age)} quarters"


def cell_of(item: Item) -> str:
    """The name of the released cell of an entry's age: what is counted when entries are counted."""
    return f"story.items.{item.kind}/{item.sub_group}/{item.item}.age"


def _many(cells: Sequence[str]) -> str:
    return sentence_case(number_word(count_of(cells)))
