"""Sentences about milestones: what was answered and since when, who answers, and what was not answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nelscb.edition import Point
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.courses import told_title
from nelscb.words.numbers import period
from nelscb.words.states import MARKS, MEANINGS

Answers = Sequence[tuple[Quarter, Point | None]]
"""The points of one line by quarter, oldest first; None where there is no row at all."""


def answer_sentence(what: str, answers: Answers, agency: str) -> str:
    """The last answer, whose it is, and how it stood before: as the sender gave it, without a verdict."""
    given = [(q, p.answer) for q, p in answers if p is not None and p.state == "reported" and p.answer]
    if not given:
        return ""
    last, word = given[-1]
    latest = answers[-1][0]
    lead = f"{what}: {agency} answered \u201c{word}\u201d for {period(last)}."
    if last != latest:
        lead += f" For {period(latest)}: {_why(answers[-1][1])}."
    other = [(q, w) for q, w in given if w != word]
    if other:
        q, was = other[-1]
        return f"{lead} For {period(q)} it was \u201c{was}\u201d."
    return lead if len(given) == 1 else f"{lead} No other answer was given in the quarters shown."


def not_answered(measures: Sequence[Measure], agencies: Mapping[str, str]) -> str:
    """Which lines nobody answered in the quarters shown, and who would answer them; empty where all were answered."""
    names = "; ".join(f"{told_title(m)} ({m.id}), from {agencies[m.source_agency]}" for m in measures)
    return f"No answer was received for this quarter or the three before it to: {names}." if names else ""


def own_word() -> str:
    """Whose word the answers are."""
    return "Each answer is the sender's own word. Whether it is so can be asked, and this table does not check it."


def one_answer_for_all(measure: Measure, parts: Sequence[str]) -> str:
    """That one answer was given for several milestones, so that none can be told from another."""
    names = "; ".join(parts)
    return (
        f"{told_title(measure)}: the plan names {names}. One answer was given for all, so it cannot be said which of "
        "them has come how far."
    )


def answer_cell(point: Point | None, state: str) -> str:
    """The answer as it was given, or the mark of its state; ``state`` stands where the quarter has no row."""
    if point is None:
        return MARKS[state]
    if point.state != "reported":
        return MARKS[point.state]
    return point.answer or MARKS["absent"]


def _why(point: Point | None) -> str:
    return MEANINGS["absent" if point is None or point.state == "reported" else point.state]
