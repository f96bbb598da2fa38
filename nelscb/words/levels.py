"""Sentences about steps between stretches: each step stands beside the dated event that it follows."""

from __future__ import annotations

from nelscb.edition import Assessment, Control, Level, Series
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter
from nelscb.words.control import latest_in_control
from nelscb.words.numbers import (
    figure,
    figure_with_unit,
    fraction_changed,
    number_word,
    ordinal_word,
    period,
    sentence_case,
)
from nelscb.words.verdicts import claims_a_change, step_sentence, trend_sentence

USUAL_RANGE = "usual range"
"""What the limits of a control chart are called in a chart."""


def level_sentences(
    assessment: Assessment, series: Series, measure: Measure, first_compared: Quarter, plan_begins: str
) -> list[str]:
    """The whole in one sentence; where there are breaks one for each step and one for the plan's level; the trend."""
    reasons = {b.period: b.reason for b in assessment.breaks}
    sentences = [_in_one(assessment, series, measure, reasons, first_compared)]
    for before, after in zip(assessment.levels, assessment.levels[1:], strict=False):
        if after.first in reasons:
            timing = _timing(after.first, first_compared)
            sentences.append(_step(before, after, series, measure, reasons[after.first], timing))
        elif reasons:
            sentences.append(_under_the_plan(before, after, measure, plan_begins))
    sentences += [
        trend_sentence(assessment, measure), step_sentence(assessment.tests), latest_in_control(assessment, measure),
    ]  # fmt: skip
    return [sentence for sentence in sentences if sentence]


def no_quarter(measure: Measure, agency: str, yearly: bool) -> str:
    """That no quarter of a measure has a figure, who would send it, and that there is one a year, where there is."""
    once = " A published figure once a year is held." if yearly else ""
    return f"No quarter of {measure.title} ({measure.id}) has a figure. It is asked of {agency}.{once}"


def limits_note(control: Control) -> str:
    """Which quarters a control chart's limits rest on, and what they tell."""
    trial = " They rest on few quarters, and are on trial." if control.chart.trial else ""
    return (
        f"The usual range comes from the {number_word(control.chart.n)} quarters with a figure from "
        f"{period(control.first)} to {period(control.last)}. Where nothing changes a quarter seldom lies outside it."
        f"{trial}"
    )


def limits_in_words(control: Control, measure: Measure) -> str:
    """The limits at a control chart's last quarter, for alternative text; empty where it has none."""
    low, high = control.chart.lower[-1], control.chart.upper[-1]
    if low is None or high is None:
        return ""
    trial = ", on trial" if control.chart.trial else ""
    return f" Band: {USUAL_RANGE}{trial}, {figure(low, measure)} to {figure(high, measure)} in the last quarter."


def _in_one(
    assessment: Assessment, series: Series, measure: Measure, reasons: dict[Period, str], first_compared: Quarter
) -> str:
    parts: list[str] = []
    again = "it" if measure.is_ratio else "they"
    for before, after in zip(assessment.levels, assessment.levels[1:], strict=False):
        was, became = _ends(before, after, series)
        if after.first not in reasons:
            first = f"the plan's first {number_word(after.n)} quarters" if after.n > 1 else "the plan's first quarter"
            lay = f"lay {_between(after, measure)}"
            if parts:
                parts.append(f"in {first} {again} {lay}")
            else:
                of = f"the {number_word(before.n)} {'quarters' if before.n > 1 else 'quarter'} before"
                means = [f"(mean {figure(level.mean, measure)})" for level in (after, before)]
                parts.append(
                    f"{measure.title} {lay} in {first} {means[0]}, and {_between(before, measure)} in {of} {means[1]}"
                )
        elif after.n == 1:
            # One quarter cannot show a step: it is said as what it is.
            there = "it was" if measure.is_ratio else "there were"
            parts.append(
                f"in the one quarter since {reasons[after.first]} {there} {figure(became, measure)}, after "
                f"{figure(was, measure)}"
            )
        else:
            parts.append(
                f"{again if parts else measure.title} {_verb(was, became)} in one step from {figure(was, measure)} to "
                f"{figure(became, measure)}, {_timing(after.first, first_compared)}, when {reasons[after.first]}"
            )
    if not parts:
        only = assessment.levels[0]
        parts.append(f"{measure.title} lay {_between(only, measure)} a quarter")
    claim = "" if claims_a_change(assessment) else " No trend is claimed."
    return f"{sentence_case('; '.join(parts))}.{claim}"


def _between(level: Level, measure: Measure) -> str:
    return f"between {figure(level.lowest, measure)} and {figure(level.highest, measure)}"


def _verb(was: float, became: float) -> str:
    return "fell" if became < was else "rose" if became > was else "stayed"


def _ends(before: Level, after: Level, series: Series) -> tuple[float, float]:
    """The last value before a step and the first after it."""
    points = series.at(before.last), series.at(after.first)
    was, became = (p.value if p and p.value is not None else 0.0 for p in points)
    return was, became


def _step(before: Level, after: Level, series: Series, measure: Measure, reason: str, timing: str) -> str:
    was, became = (figure(end, measure) for end in _ends(before, after, series))
    noun = "the figure" if measure.is_ratio else measure.unit_words
    if after.n == 1:
        return (
            f"In {period(after.first)}, {timing}, {noun} went from {was} to {became}, when {reason}. One "
            "quarter cannot show whether that is a step, and the figures on the two sides are not like for like."
        )
    by = fraction_changed(after.mean / before.mean) if before.mean else ""
    return (
        f"In {period(after.first)}, {timing}, {noun} {_verb(*_ends(before, after, series))} from {was} to {became}, "
        f"when {reason}: the {number_word(before.n)} quarters before averaged {figure(before.mean, measure)}, the next "
        f"{number_word(after.n)} {figure(after.mean, measure)}{by}. The figures on the two sides are not like for "
        "like: this is a step and not a trend."
    )


def _timing(step: object, first_compared: Quarter) -> str:
    if not isinstance(step, Quarter):
        return "at a dated break"
    quarters = first_compared.ordinal - step.ordinal
    if quarters > 0:
        if quarters % 4 == 0:
            years = quarters // 4
            return f"{number_word(years)} year{'s' if years > 1 else ''} before the plan began"
        return f"{number_word(quarters)} quarter{'s' if quarters > 1 else ''} before the plan began"
    return f"in the plan's {ordinal_word(1 - quarters)} quarter"


def _under_the_plan(before: Level, after: Level, measure: Measure, plan_begins: str) -> str:
    quarters = "quarter" if after.n == 1 else "quarters"
    now = (
        f"between {figure(after.lowest, measure)} and {figure_with_unit(after.highest, measure)} "
        f"(mean {figure(after.mean, measure)})"
    )
    earlier = f"{_between(before, measure)} (mean {figure(before.mean, measure)})"
    return (
        f"{plan_begins}: the {number_word(after.n)} {quarters} to {period(after.last)} lie {now}, "
        f"the {number_word(before.n)} before {earlier}."
    )
