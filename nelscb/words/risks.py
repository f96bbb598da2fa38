"""Sentences about risk of exploitation: what a flag is, what levels show, and what no figure here can link."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.plan import Measure
from nelscb.quarters import Period
from nelscb.words.courses import when_told
from nelscb.words.numbers import counts, figure, sentence_case
from nelscb.words.states import MARKS, MEANINGS

Level = tuple[str, Point | None, Point | None]
"""A level's name, its figure now and a year before."""


def flag_sentence() -> str:
    """What a share of flagged children is and is not."""
    return (
        "A flag is somebody's judgement. A higher share can mean more risk, or that more people asked. A child without "
        "a flag is not known to be safe."
    )


def link_sentence() -> str:
    """What three figures side by side do not show."""
    return (
        "The three count different things over different times, so no child can be followed from one to the next. An "
        "interview in time is a chance to hear about risk. Whether any was heard is not in these figures."
    )


def levels_sentence(levels: Sequence[Level], measure: Measure, when: Period) -> str:
    """Each level's count and share at the latest date; one that is withheld keeps its mark."""
    lead = sentence_case(when_told(measure, when))
    told = [f"{name} {_shown(now, measure)}" for name, now, _ in levels]
    return f"{lead}, of all {measure.unit_words.removeprefix('% of ')}: {', '.join(told)}."


def levels_a_year_before(levels: Sequence[Level], measure: Measure, before: Period) -> str:
    """The same shares a year before, without a verdict; empty where none is held."""
    told = [f"{name} {figure(p.value, measure)}" for name, _, p in levels if p is not None and p.value is not None]
    if not told:
        return ""
    when = sentence_case(when_told(measure, before))
    return f"{when} the shares were: {', '.join(told)}. The differences are not tested."


def levels_meaning() -> str:
    """What the level of risk does not say by itself."""
    return (
        "A level is a judgement made at a meeting. More cases at a low level can be earlier help, or a lower bar for "
        "opening a case."
    )


def levels_alt(levels: Sequence[Level], measure: Measure, when: Period, quarters: str) -> str:
    """Alternative text of the stacked rows: how many quarters, then the latest of them."""
    return f"Stacked bars, one for each of {quarters} quarters. {levels_sentence(levels, measure, when)}"


def closed_cases() -> str:
    """What the share of cases closed at a lower risk leaves out."""
    return "It counts cases that were closed. Of those still open, or closed and opened again, it says nothing."


def _shown(point: Point | None, measure: Measure) -> str:
    if point is None:
        return MARKS["absent"]
    if point.state != "reported":
        return f"{MARKS[point.state]} ({MEANINGS[point.state]})"
    if point.value is None:
        return MARKS["no_data"]
    return f"{figure(point.value, measure)} ({counts(point)})"
