"""Sentences about waiting for help, what came of it, and how many scores an average rests on."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter, day_in_words
from nelscb.words.numbers import figure, interval, period, whole
from nelscb.words.states import MARKS, MEANINGS

BY_URGENCY = "The same, by how urgent the referral was"
NOT_BY_URGENCY = "How urgent each referral was is not held, so a long wait of an urgent one cannot be seen here."
NOTES = (
    "Children who are still waiting are not among those seen: a service can see each new child in time while others "
    "wait on.",
    "How many cases were closed without both scores is not held, so nothing is known of what came of those.",
)


def over(when: Period, measure: Measure) -> str:
    """``in January to March 2017``; for a rolling figure ``in the year to 31 March 2017``."""
    if isinstance(when, Quarter) and measure.window == "rolling_12_months":
        return f"in the year to {day_in_words(when.last_day)}"
    return f"in {period(when)}"


def waiting_sentence(point: Point, measure: Measure) -> str:
    """How many were seen within the standard, and how many had waited longer."""
    seen, all_seen = point.numerator or 0.0, point.denominator or 0.0
    when = over(point.period, measure)
    if not all_seen:
        return f"**Waiting**: no child had a first appointment {when}."
    return (
        f"**Waiting**: of {whole(all_seen)} children with a first appointment {when}, {whole(seen)} were seen within "
        f"the local standard ({_share(point, measure)}). {whole(all_seen - seen)} had waited longer."
    )


def by_urgency(parts: Sequence[tuple[str, Point | None]], measure: Measure) -> str:
    """Each category's share in time; one without a figure says which state it is in. Empty where there is none."""
    told = [f"{category.lower()}, {_of_category(point, measure)}" for category, point in parts]
    return f"In time, by how urgent the referral was: {'; '.join(told)}." if told else ""


def _of_category(point: Point | None, measure: Measure) -> str:
    if point is None:
        return MEANINGS["absent"]
    if point.state != "reported":
        return MEANINGS[point.state]
    if point.value is None:
        return MEANINGS["no_data"]
    return f"{whole(point.numerator or 0.0)} of {whole(point.denominator or 0.0)} ({figure(point.value, measure)})"


def outcome_sentence(point: Point, measure: Measure) -> str:
    """How many closed cases with both scores showed reliable improvement, and how many did not."""
    better, paired = point.numerator or 0.0, point.denominator or 0.0
    when = over(point.period, measure)
    if not paired:
        return f"**Outcome**: no case that was closed {when} has a score from both its start and its end."
    return (
        f"**Outcome**: {whole(paired)} cases closed {when} have scores from both start and end. Of these, "
        f"{whole(better)} show a reliable improvement ({_share(point, measure)}) and {whole(paired - better)} do not."
    )


def rests_on_sentence(point: Point, measure: Measure) -> str:
    """How many of the children who should have a score have one, and of how many the average says nothing."""
    scored, eligible = point.numerator or 0.0, point.denominator or 0.0
    when = over(point.period, measure)
    if not eligible:
        return f"**What the average score rests on**: no child should have had a score {when}."
    return (
        f"**What the average score rests on**: {whole(scored)} of {whole(eligible)} looked-after children who should "
        f"have a score {when} have one ({_share(point, measure)}). Of the other {whole(eligible - scored)} it says "
        "nothing."
    )


def _share(point: Point, measure: Measure) -> str:
    if point.value is None:
        return MARKS["no_data"]
    shown = figure(point.value, measure)
    return shown if point.low is None else f"{shown}, 95% interval {interval(point, measure)}"
