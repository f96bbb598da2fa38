"""The notice in the place of a book that was withdrawn: what it was, when and why it went, and what replaces it."""

from __future__ import annotations

from nelscb.filed_editions import FiledEdition
from nelscb.plan import Board
from nelscb.quarters import day_in_words
from nelscb.words.editions import HANDLING, ILLUSTRATIVE
from nelscb.words.numbers import short_period


def notice_line(filed: FiledEdition, board: Board) -> str:
    """The line at the top of the notice: how to handle it, whose book it was, which quarter, which edition."""
    marks = (ILLUSTRATIVE[0],) if board.illustrative else ()
    named = (board.short_name, short_period(filed.quarter), f"{filed.edition} edition", f"issue {filed.issue}")
    return " · ".join((HANDLING[filed.edition], *named, "WITHDRAWN", *marks))


def notice_title(filed: FiledEdition) -> str:
    """What was withdrawn, as a heading."""
    return f"The report book of {filed.quarter.in_words} was withdrawn"


def notice_sentences(filed: FiledEdition, later: FiledEdition | None, board: Board) -> tuple[str, ...]:
    """What was withdrawn, when, by which role and why; and what replaces it: ``later``, or nothing yet."""
    assert filed.withdrawal is not None
    signature, why = filed.withdrawal.signature, filed.withdrawal.why
    name = f"the {filed.edition} edition of {short_period(filed.quarter)} ({filed.quarter.in_words})"
    end = "" if why.endswith((".", "!", "?")) else "."
    return (
        f"Issue {filed.issue} of {name} of the report book of the {board.name} stood here. It was signed off on "
        f"{day_in_words(filed.signed_at.date())}. On {day_in_words(signature.at.date())} it was withdrawn, by the role "
        f"{signature.role}.",
        f"Why: {why}{end}",
        f"Issue {later.issue} replaces it, signed off on {day_in_words(later.signed_at.date())}."
        if later
        else "Nothing replaces it yet.",
        "Please do not use its figures any more.",
    )
