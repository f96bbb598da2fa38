"""Sentences about the register of gaps and risks: how many, how grave, how old, and whether the return agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nelscb.edition import Item, Point
from nelscb.plan import Measure
from nelscb.quarters import Quarter, day_in_words
from nelscb.words.numbers import number_word, period, sentence_case, whole
from nelscb.words.quarter_shares import in_words
from nelscb.words.register_entries import counted, how_many

OLD = 2
"""More quarters than this and the plan's own measure counts a gap as old."""
YOUNG_ROW, OLD_ROW = "Open for two quarters or fewer", "Open for longer"
NO_CARD = (
    "No score card is held, and the register of gaps comes with the score cards. A list that has not come is not a "
    "list without gaps."
)
NO_ENTRY = (
    "The score cards that came in hold no gap and no risk. A list without entries does not show that every service is "
    "there."
)
NONE_OPEN = "No gap and no risk in the register is open."


def open_sentence(items: Sequence[Item], now: Quarter) -> str:
    """How many gaps and how many risks are open, and how many of them are rated high, are old, are past their day."""
    gaps, risks = ([i for i in items if i.kind == kind] for kind in ("gap", "risk"))
    told = f"**The register** holds {_of(gaps, 'open gap')} and {_of(risks, 'open risk')} at the end of {period(now)}. "
    high = [i for i in items if i.now.risk.strip().lower() == "high"]
    old, late = [i for i in items if i.age > OLD], [i for i in items if i.overdue]
    return (
        f"{told}{sentence_case(_are(high))} rated high, and {_have(old)} been open for more than two quarters. "
        f"{sentence_case(_are(late))} past the day that was set."
    )


def unowned_sentence(items: Sequence[Item]) -> str:
    """How many open entries lack an owner, a rating or a date."""
    bare = [i for i in items if not (i.now.owner.strip() and i.now.risk.strip() and i.now.due is not None)]
    if not bare:
        return "Each has an owner, a rating and a date."
    return f"{sentence_case(counted(bare))} {'has' if len(bare) == 1 else 'have'} no owner, no rating or no date."


def told_twice_sentence(items: Sequence[Item]) -> str:
    """That one entry stands in the registers of several sub-groups; empty where none does."""
    names = Counter((i.kind, i.item) for i in items)
    twice = [i for i in items if names[i.kind, i.item] > 1]
    if not twice:
        return ""
    return (
        f"Of these, {counted(twice)} stand in more than one sub-group's register under one name. Each is counted once "
        "for each sub-group that sent it."
    )


def silent_sentence(items: Sequence[Item], now: Quarter) -> str:
    """That open entries are not mentioned in the quarter's cards; empty where each is."""
    silent = [i for i in items if i.unmentioned]
    if not silent:
        return ""
    which, they = ("is", "it is") if len(silent) == 1 else ("are", "they are")
    return (
        f"{sentence_case(counted(silent))} {which} not mentioned in the score cards for {period(now)}. Nobody says "
        f"whether {they} still open."
    )


def against_return(
    items: Sequence[Item], measure: Measure, point: Point | None, what: str, agency: str, now: Quarter
) -> str:
    """Whether the register's gaps are as many as the return counts; empty without a returned count.

    ``what`` says which gaps are counted.
    """
    if point is None or point.value is None:
        return ""
    first = f"Of {what} on {day_in_words(now.last_day)} the return counts {in_words(point.value)} ({measure.id})"
    if float(point.value) == len(items):
        return f"{first}, and the register agrees."
    return f"{first}, but the register shows {counted(items)}. The two differ, and {agency} can say which is right."


def rows_alt(rows: Sequence[tuple[str, Sequence[Item], Sequence[Item]]]) -> str:
    """Alternative text of the stacked rows: of each rating how many are young and how many old."""
    told = ". ".join(
        f"{label}: {whole(how_many(young))} open for two quarters or fewer, {whole(how_many(old))} for longer"
        for label, young, old in rows
    )
    return f"Bars of open gaps and risks by rating, each cut by how long they have been open. {told}."


def _of(items: Sequence[Item], what: str) -> str:
    return f"{number_word(how_many(items))} {what}{'' if len(items) == 1 else 's'}"


def _are(items: Sequence[Item]) -> str:
    return f"{counted(items)} {'is' if len(items) < 2 else 'are'}"


def _have(items: Sequence[Item]) -> str:
    return f"{counted(items)} {'has' if len(items) < 2 else 'have'}"
