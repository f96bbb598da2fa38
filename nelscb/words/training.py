"""Sentences about training: how many it reached, and what those who were reached say they do differently."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.courses import told_title, when_told
from nelscb.words.numbers import figure, figure_with_unit, interval, period
from nelscb.words.quarter_shares import in_words

PEOPLE = "people"
RATED, CHANGED = "Rated the course good or excellent", "Named a change in practice"
NOTHING = "**Reach and change**: who was trained, and what they do differently since, is not known here."
NOT_A_CHANGE = (
    "A good rating is not a change in practice. A rating is given on the day. The reply three months later is about "
    "work, and it is the delegate's own word."
)
Now = tuple[Measure, Point | None]


def reach_sentence(trained: Sequence[Now], changed: Now, quarter: Quarter) -> str:
    """How many were trained in the quarter, and what share of those who replied named a change."""
    there = [(m, p) for m, p in trained if p is not None and p.value is not None]
    # A title stands as the plan's measures have it: its digits are a name's, and no result.
    people = " ".join(f"{told_title(m)}: {in_words(p.value or 0.0)}." for m, p in there)
    reach = f"**Reach** in {period(quarter)}. {people}" if people else (
        f"**Reach**: how many were trained in {period(quarter)} is not known."
    )  # fmt: skip
    return f"{reach} {change_sentence(*changed)}"


def change_sentence(measure: Measure, point: Point | None) -> str:
    """The share that named a change in practice, with its interval and how many replies it rests on."""
    if point is None or point.value is None:
        return "**Change**: what they did differently is not known."
    share = f"{figure(point.value, measure)} of those who replied after three months named a change in practice"
    limits = f"95% interval {interval(point, measure)}"
    rests = "" if point.denominator is None else (
        f" That rests on {in_words(point.denominator)} replies {when_told(measure, point.period)}. What those who did "
        "not reply would say is not known."
    )  # fmt: skip
    return f"**Change**: {share} ({limits}).{rests}"


def rating_sentence(measure: Measure, rated: Point | None, changed: Point | None) -> str:
    """The share of good ratings, and that it is no change in practice; empty without a rating."""
    if rated is None or rated.value is None:
        return ""
    told = f"**Rating**: {figure(rated.value, measure)} of evaluation forms rated the course good or excellent."
    return f"{told} {NOT_A_CHANGE}" if changed is not None and changed.value is not None else (
        f"{told} {NOT_A_CHANGE} No such reply is held, so the rating says nothing of practice."
    )  # fmt: skip


def confidence_sentence(measure: Measure, gained: Point | None) -> str:
    """The mean gain in confidence, and that no interval can be given; empty without one."""
    if gained is None or gained.value is None:
        return ""
    shown = figure_with_unit(gained.value, measure)
    return (
        f"**Confidence**: on average delegates felt surer after the course than before, by {shown}. No interval can "
        "be given, because the return gives no spread. To feel sure is not yet to do something else."
    )
