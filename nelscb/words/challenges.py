"""Sentences about the challenge log: how many are open, since when, and what the closed ones changed."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Item, Point
from nelscb.plan import Measure
from nelscb.quarters import Quarter, day_in_words
from nelscb.words.numbers import number_word, period, sentence_case, whole
from nelscb.words.quarter_shares import in_words
from nelscb.words.register_entries import counted, quarters
from nelscb.words.states import MARKS

NO_CHALLENGE = "The score cards that came in hold no challenge. That does not show that there was nothing to challenge."
NO_CARD = "No score card is held, and the challenge log comes with the score cards. So no challenge is known here."
NONE_OPEN = "No challenge in the log is open."
WAITING, ANSWERED, CLOSED = "Waiting for an answer", "Answered, not closed", "Closed in the quarter"


def open_sentence(items: Sequence[Item], now: Quarter) -> str:
    """How many challenges are open, the oldest among them, and how many are past their day."""
    still = [item for item in items if not item.ended]
    if not still:
        return f"**The challenge log**: no challenge was open at the end of {period(now)}."
    oldest = max(item.age for item in still)
    many = "challenge was" if len(still) == 1 else "challenges were"
    told = f"**The challenge log**: {counted(still)} {many} open at the end of {period(now)}. "
    told += f"{'It' if len(still) == 1 else 'The oldest'} has stood for {quarters(oldest)}."
    late = [item for item in still if item.overdue]
    if not late:
        return f"{told} None is past its day."
    which = "It is" if len(still) == 1 else f"{sentence_case(counted(late))} {'is' if len(late) == 1 else 'are'}"
    return f"{told} {which} past its day."


def closed_sentence(items: Sequence[Item]) -> str:
    """How many were closed since the log begins, and how many of them have an impact written down."""
    began = period(min(item.first for item in items))
    closed = [item for item in items if item.ended]
    if not closed:
        return f"The log begins in {began}. No challenge in it has been closed."
    with_impact = [item for item in closed if item.now.impact.strip()]
    told = f"The log begins in {began}. Since then {counted(closed)} {'was' if len(closed) == 1 else 'were'} closed. "
    if len(closed) == 1:
        return told + ("What it changed is written down." if with_impact else "What it changed is not written down.")
    if not with_impact:
        return f"{told}None of them says what it changed."
    return f"{told}Of these, {counted(with_impact)} {'says' if len(with_impact) == 1 else 'say'} what changed."


def silent_sentence(items: Sequence[Item], now: Quarter) -> str:
    """That open challenges are not mentioned in the quarter's cards; empty where each is."""
    silent = [item for item in items if item.unmentioned]
    if not silent:
        return ""
    number = sentence_case(counted(silent))
    which = "open challenge is" if len(silent) == 1 else "open challenges are"
    them = "it" if len(silent) == 1 else "them"
    return f"{number} {which} not mentioned in the score cards for {period(now)}. Nobody says what became of {them}."


def against_return(items: Sequence[Item], measure: Measure, point: Point | None, now: Quarter, agency: str) -> str:
    """Whether the log begins as many challenges in the quarter as the return counts; empty without a returned count."""
    if point is None or point.value is None:
        return ""
    begun = [item for item in items if item.first == now]
    returned, in_log = in_words(point.value), counted(begun)
    if float(point.value) == len(begun):
        return f"The return counts {returned} new in the quarter ({measure.id}), and the log agrees."
    return (
        f"The return counts {returned} new in the quarter ({measure.id}). The log that came with the score cards "
        f"begins {in_log}. The two differ, and {agency} can say why."
    )


def states_alt(rows: Sequence[tuple[Quarter, Sequence[int | None]]]) -> str:
    """Alternative text of the stacked rows: how many waited, were answered, were closed, quarter by quarter."""
    told = [
        f"{period(quarter)}: {whole(a or 0)} waiting, {whole(b or 0)} answered, {whole(c or 0)} closed"
        for quarter, (a, b, c) in rows
    ]
    return f"Bars by quarter, each cut into challenges that wait, are answered, or were closed. {'. '.join(told)}."


def ages_alt(items: Sequence[Item]) -> str:
    """Alternative text of the bars of ages."""
    told = ", ".join(f"{item.item} {age_cell(item)}" for item in items)
    return f"Bars of how long each open challenge has stood, in quarters, the oldest first: {told}."


def oldest_sentence(items: Sequence[Item]) -> str:
    """How old the open challenges are."""
    ages = [item.age for item in items]
    if len(items) == 1:
        return f"One challenge is open, and it has stood for {quarters(ages[0])}, the first one included."
    if min(ages) == max(ages):
        return f"Every open challenge has stood for {quarters(ages[0])}, the first one included."
    ages_told = f"{number_word(min(ages))} to {quarters(max(ages))}"
    return f"The open challenges have stood for {ages_told}, the first one included."


def age_cell(item: Item) -> str:
    """``three quarters``, and whether its day has passed."""
    return f"{quarters(item.age)}{', past its day' if item.overdue else ''}"


def due_cell(item: Item) -> str:
    """The day by which an answer is due."""
    return day_in_words(item.now.due) if item.now.due is not None else MARKS["absent"]
