"""Words of the two steps of governance: what each board received, when it met, what it decided, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nelscb.edition import RaisedException, Receipt
from nelscb.named_numbers import count_of
from nelscb.plan.board import Decision, MeetingRecord
from nelscb.quarters import Quarter, day_in_words
from nelscb.words.lists import joined
from nelscb.words.numbers import number_word, period, sentence_case

LEADERSHIP = "Leadership Board"
NOT_RECORDED = "not recorded"
NO_DAY = "no day given"
NOT_SAID = "not said"
MANAGEMENT, MEMBERS = "management_team", "leadership_board_members"


def cards_sentences(receipts: Sequence[Receipt], operational: str) -> tuple[str, ...]:
    """How many sub-groups sent a score card that could be used, and how many sent all of it by the due day."""
    first = f"Step one: each sub-group sends its score card to the {operational}."
    if not receipts:
        return (first, "No sub-group was asked for a score card for this quarter.")
    used = [_cell(r) for r in receipts if r.first_used is not None]
    whole = [_cell(r) for r in receipts if r.asked and r.answered_by_due == r.asked]
    every = [_cell(r) for r in receipts]
    if not used:
        return (first, f"This book has been given no score card that could be used, of {_many(every)} that were due.")
    came = f"All {_many(every)}" if len(used) == len(every) else f"{sentence_case(_many(used))} of the {_many(every)}"
    return (
        first,
        f"{came} score cards that were due came and could be used. {sentence_case(_many(whole))} held all that was "
        "asked for by the due day.",
    )


def exceptions_sentences(raised: Sequence[RaisedException], meeting: date | None, operational: str) -> tuple[str, ...]:
    """What goes on to the Leadership Board, and when it meets over this book."""
    found = [f"story.exceptions.{e.id}.quarters" for e in raised]
    told = f"names {_many(found)} {'exception' if len(found) == 1 else 'exceptions'}" if found else "names no exception"
    reads = (
        f"The {LEADERSHIP} meets over this book on {day_in_words(meeting)}."
        if meeting
        else f"No day is recorded on which the {LEADERSHIP} meets over this book."
    )
    return (
        f"Step two: the exceptions of all score cards go from the {operational} to the {LEADERSHIP} in one report.",
        f"This edition's report {told}. {reads}",
    )


def decisions_sentence(decided: Sequence[str], quarters: Sequence[Quarter]) -> str:
    """How many decisions are recorded for the quarters; ``decided`` names the cell of each."""
    when = joined([period(q) for q in sorted(quarters)])
    if not decided:
        return (
            f"No decision of either board is recorded for {when}. That says nothing of whether one was made: the "
            "minutes may stand elsewhere."
        )
    noun, verb = ("decision", "is") if len(decided) == 1 else ("decisions", "are")
    return f"For {when} {_many(decided)} {noun} {verb} on record."


def board_name(record: MeetingRecord, operational: str) -> str:
    """Which of the two boards a record is of."""
    return operational if record.board == "operational_board" else LEADERSHIP


def due_cell(decision: Decision, as_of: date) -> str:
    """By when a decision is to be carried out; that the day is past, which does not say whether it was done."""
    if decision.due is None:
        return NO_DAY
    past = " (past; whether it was done is not recorded)" if decision.due < as_of else ""
    return f"{day_in_words(decision.due)}{past}"


def decided_cell(cells: Sequence[str]) -> str:
    """How many decisions a meeting made, as recorded."""
    return f"{_many(cells)} on record" if cells else "none on record"


def lead_of(group: str) -> str:
    """The two roles that answer for a sub-group's score card."""
    return f"Lead and Score Card Author of the {group}"


def lead_and_author(roles: Sequence[str], group: str) -> str:
    """The roles that the plan names for a sub-group; where it names none, those that every sub-group has."""
    named = [role for role in roles if role.lower() != "as a body"]
    return "; ".join(named) if named else lead_of(group)


def sign_off_note() -> str:
    """That nothing is signed here unless somebody signs it."""
    return "The book signs nothing for anybody. A role signs by hand or in the minutes, with the day."


def signed_cards() -> str:
    """What the leads sign."""
    return "Its own score card"


def signed_report(quarter: Quarter) -> str:
    """What the Management Team signs."""
    return f"The exceptions report for {period(quarter)}"


def signed_receipt(what: str) -> str:
    """What a board signs: that it received something."""
    return f"That it received {what}"


def _cell(receipt: Receipt) -> str:
    return f"received.receipts.{receipt.sub_group}.answered"


def _many(cells: Sequence[str]) -> str:
    return number_word(count_of(cells)) if cells else "none"
