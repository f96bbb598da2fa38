"""Sentences about an assessment tool used twice: completed, reviewed, and whether its score fell."""

from __future__ import annotations

from nelscb.edition import Assessment, Series
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.courses import course, now_sentence
from nelscb.words.numbers import figure, figure_with_unit, in_or_on, interval, period, whole
from nelscb.words.states import MEANINGS

NOT_KNOWN = "**Is anyone better off?** It is not known: nothing is held about the tool or its scores."
CHOSEN = (
    "Read the scores with care. A high first score tends to come out lower the second time by chance alone. And the "
    "tools that are reviewed may not be like those that are not."
)
NOT_FOLLOWED = (
    "The three counts are of one quarter each. A tool reviewed now was filled in earlier, so they do not follow the "
    "same families."
)


def better_off_sentence(share: Measure, series: Series | None, now: Quarter, assessment: Assessment | None) -> str:
    """How many of the tools reviewed show a lower score than at first: the plan's question, answered or left open."""
    point = series.at(now) if series else None
    asked = "**Is anyone better off?**"
    if point is None or point.value is None:
        why = "absent" if point is None else "no_data" if point.state == "reported" else point.state
        return f"{asked} {period(now)} gives no share of reviewed tools with a lower score: {MEANINGS[why]}."
    if point.numerator is None or point.denominator is None:
        return f"{asked} In {period(now)} the score fell in {figure_with_unit(point.value, share)}."
    return (
        f"{asked} In {period(now)} the score fell in {whole(point.numerator)} of the {whole(point.denominator)} tools "
        f"reviewed: {figure(point.value, share)} (95% interval {interval(point, share)}){_course(assessment)}. "
        "A lower score means less neglect."
    )


def reviewed_sentence(share: Measure, series: Series | None, now: Quarter, assessment: Assessment | None) -> str:
    """How many of the tools due for review were reviewed, and how many were not; empty where it is not known."""
    point = series.at(now) if series else None
    if point is None or point.numerator is None or not point.denominator or point.value is None:
        return ""
    left = whole(point.denominator - point.numerator)
    return (
        f"Of the {whole(point.denominator)} tools due for review {in_or_on(now)}, {whole(point.numerator)} were "
        f"reviewed ({figure(point.value, share)}{_course(assessment)}). The other {left} were not, and of those nobody "
        "knows whether the score fell."
    )


def _course(assessment: Assessment | None) -> str:
    told = course(assessment) if assessment is not None else ""
    return f", {told}" if told else ""


def course_sentence(measure: Measure, series: Series, assessment: Assessment | None) -> str:
    """How one of the tool's lines moves, as far as its verdict allows; empty where it is not assessed."""
    return now_sentence(series, assessment, measure) if assessment is not None else ""
