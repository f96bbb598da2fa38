"""Words of a sub-group's score card page: where it goes, when it came, who is named on it, how it is signed off."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Receipt
from nelscb.quarters import Quarter, day_in_words
from nelscb.words.receipts import complete_cell, received_cell

NOT_KNOWN = "not known: no score card that names a role has come"
TO_BE_SIGNED = "to be signed"


def goes_to(operational: str, leadership: str) -> str:
    """Which board a score card goes to, and what goes on from there."""
    return f"This score card goes to the {operational}. The exceptions of all score cards go on to the {leadership}."


def received_sentence(receipt: Receipt | None, quarter: Quarter) -> str:
    """When the score card was due, and when it came or that it did not."""
    if receipt is None:
        return f"Nothing is asked of this sub-group for {quarter.in_words}, so no score card was due."
    due = f"The score card for {quarter.in_words} was due by {day_in_words(receipt.due)}."
    if not receipt.files:
        return f"{due} None was received. What stands below without a figure is a hole."
    return f"{due} Received: {received_cell(receipt)}. Figures and answers sent: {complete_cell(receipt)}."


def asked_of_nobody(group: str) -> str:
    """That no chapter of the plan names the sub-group among those who are responsible."""
    return f"No chapter of the plan names the {group} by itself among those who are responsible."


def in_chapters(chapters: Sequence[str]) -> str:
    """For which chapters a role is named."""
    return ", ".join(chapters)


def sign_off() -> str:
    """That nothing is signed here unless somebody signs it."""
    return "The book signs nothing for anybody. A role signs here, by hand or in the Board's minutes, with the day."
