"""Sentences of the front page and of the tables about the book itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from nelscb.plan.foundations import DocumentControl, Foundations
from nelscb.quarters import day_in_words
from nelscb.words.numbers import whole


def control_rows(control: DocumentControl, quarter_ends: date) -> Iterator[tuple[str, str, str]]:
    """Item, what the cover says, and a remark: blank is said to be blank, a review date past is said to be past."""
    yield "Version", control.version, ""
    yield "Approved by", control.approved, ""
    yield (
        "Date approved",
        control.date_approved or "blank",
        "" if control.date_approved else "left blank on the cover",
    )
    yield "Author", control.author, ""
    yield (
        "Date issued",
        control.date_issued or "blank",
        "" if control.date_issued else "left blank on the cover",
    )
    if control.review_by < quarter_ends:
        remark = f"passed before this quarter ended on {day_in_words(quarter_ends)}; no later version is held"
    else:
        remark = "not yet reached"
    yield "Review date", control.review_date, remark


def vision(foundations: Foundations) -> tuple[str, ...]:
    """The outcome and the vision."""
    return (f"The Board's outcome: **{foundations.outcome}**", *(f"- {line}" for line in foundations.vision))


def returns_notes(received: int, asked: int) -> tuple[str, ...]:
    """What is missing, in words."""
    if received == asked:
        return ()
    if received:
        return (f"Of {whole(asked)} figures and answers asked for, {whole(received)} were received and could be used.",)
    return (
        f"This book was given no return for any of the {whole(asked)} figures and answers that are asked for. Where "
        "a page says that no return was received, it names who would send the figure; it does not say that they "
        "failed to. Published figures, where there are any, stand in the chapters.",
    )


def borrowed_plan() -> tuple[str, ...]:
    """That the plan, and what is said of how it is answered, are another board's."""
    return (
        "This board follows the plan of another board. What is quoted here from the plan, and what is said of how the "
        "book answers it, was written for that board: where it says that nothing has been returned, it speaks of that "
        "one.",
    )


def no_sources() -> str:
    """That no published file is held."""
    return "No published file had been received by the as-of date."


def coverage_sentence(counted: Mapping[str, int], measures: Mapping[str, int]) -> str:
    """How many lines are answered, partly answered and not yet answered, and how many of the measures."""
    total = sum(counted.values())
    return (
        f"Of {total} lines the book answers {counted.get('yes', 0)}, partly answers {counted.get('partly', 0)}, "
        f"and does not answer {counted.get('not yet', 0)} yet. Of the {sum(measures.values())} lines that are measures "
        f"or reports to be returned it answers {measures.get('yes', 0)}, and {measures.get('partly', 0)} partly, by "
        "published figures: most of what it answers are aims, roles and rules."
    )
