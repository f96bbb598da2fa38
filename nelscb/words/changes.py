"""Sentences about change: direction and certainty always come from the interval itself."""

from __future__ import annotations

from nelscb.edition import Assessment, Change, Comparison
from nelscb.plan import Measure
from nelscb.words.numbers import (
    figure_with_unit,
    in_or_on,
    interval,
    percent_change,
    period,
    points_change,
    whole,
)

_NO_CHANGE = {"ratio": 1.0, "difference": 0.0}


def is_clear(change: Change) -> bool:
    """Whether the interval leaves out "no change"."""
    if change.low is None or change.high is None:
        return False
    return not change.low <= _NO_CHANGE[change.kind] <= change.high


def amount(change: Change) -> str:
    """``up 33%``, ``down 2.5 points``, or ``cannot be compared``."""
    if change.value is None:
        return "cannot be compared"
    return percent_change(change.value) if change.kind == "ratio" else points_change(change.value)


def limits(change: Change) -> str:
    """The interval of a change: ``up 22% to up 46%``."""
    if change.low is None or change.high is None:
        return "none"
    say = percent_change if change.kind == "ratio" else points_change
    return f"{say(change.low)} to {say(change.high)}"


def certainty(comparison: Comparison) -> str:
    """How sure the change is: one short clause."""
    if comparison.across_break:
        return "not like for like, because a dated break lies between"
    change = comparison.change
    if change.value is None:
        return "nothing to compare"
    if not is_clear(change):
        return "which could be chance"
    return (
        "which is more than chance in counting explains"
        if change.counting_only
        else "which is more than chance explains"
    )


def certainty_in_short(comparison: Comparison) -> str:
    """How sure the change is, in two or three words."""
    if comparison.across_break:
        return "not like for like"
    if not is_clear(comparison.change):
        return "could be chance"
    return "more than chance in counting" if comparison.change.counting_only else "more than chance"


def comparison_cell(comparison: Comparison | None) -> str:
    """What a table says of a change: amount, interval and certainty."""
    if comparison is None:
        return "no earlier figure"
    change = comparison.change
    if change.value is None:
        return "cannot be compared"
    return f"{amount(change)} ({limits(change)}): {certainty_in_short(comparison)}"


def latest(assessment: Assessment, measure: Measure) -> str:
    """``In 2016-17 it was 9.0% of referrals (95% interval 7.8% to 10.4%)`` and so on, without the measure's name."""
    value = assessment.value
    if value is None or value.value is None:
        return f"no value can be given {in_or_on(assessment.period)}"
    shown = figure_with_unit(value.value, measure)
    return f"{shown} {in_or_on(assessment.period)} (95% interval {interval(value, measure)})"


def measure_sentence(assessment: Assessment, measure: Measure) -> str:
    """The latest value with its interval, and the change on the period before with its certainty."""
    first = f"**{measure.title}**: {latest(assessment, measure)}"
    comparison = assessment.on_previous
    if comparison is None or comparison.change.value is None:
        return f"{first}."
    change, earlier = comparison.change, period(comparison.earlier)
    return f"{first}; {amount(change)} on {earlier} ({limits(change)}), {certainty(comparison)}."


def rose_or_fell(change: Change, before: float, after: float, noun: str) -> str:
    """``enquiries rose from 849 to 1,132, up 33% (…)``; no verb of change where chance can explain it."""
    span = f"{whole(before)} to {whole(after)}"
    if not is_clear(change) or change.value is None:
        return f"{noun} went from {span}, a difference that could be chance ({limits(change)})"
    verb = "rose" if change.value > _NO_CHANGE[change.kind] else "fell"
    return f"{noun} {verb} from {span}, {amount(change)} (95% interval {limits(change)})"
