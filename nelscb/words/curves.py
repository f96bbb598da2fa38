"""Sentences about the frozen forecast, and whether the curve has turned."""

from __future__ import annotations

from nelscb.edition import Assessment, CurveAgainstBaseline
from nelscb.plan import Measure
from nelscb.words.numbers import figure_with_unit, number_word, period


def curve_sentence(assessment: Assessment, measure: Measure) -> str:
    """Whether the curve turned, at the longest horizon that has passed; empty without a frozen forecast."""
    passed = [c for c in assessment.curve if c.turned is not None]
    if not assessment.curve:
        return ""
    if not passed:
        soon = assessment.curve[0]
        return (
            f"Whether the curve has turned is first asked {number_word(soon.horizon)} quarters after "
            f"{period(soon.last)}: not yet."
        )
    curve = passed[-1]
    assert curve.turned is not None
    when = f"After {number_word(curve.horizon)} quarters under the plan"
    if curve.turned.verdict is None:
        return f"{when} it cannot be said whether the curve has turned: a quarter is missing."
    total = curve.turned.value or 0.0
    came = (
        f"It came to {_shown(total, curve, measure)}. The forecast was {_shown(curve.walk.value, curve, measure)} "
        f"(95% limits: the last year again, {_limits(curve, 'walk', measure)}; the line drawn on, "
        f"{_limits(curve, 'line', measure)})."
    )
    hopes = f" The plan hopes for a {measure.plan_hopes}." if measure.plan_hopes else ""
    side = "below" if "below" in curve.turned.verdict else "above"
    if curve.turned.verdict == "cannot tell":
        within = curve.walk.low <= total <= curve.walk.high
        why = "Chance covers the difference." if within else "It lies above one forecast and below the other."
        return f"{when} nobody can tell whether the curve has turned. {came} {why}{hopes}"
    if curve.turned.verdict.startswith("leaning"):
        which = "the last year again" if not curve.walk.low <= total <= curve.walk.high else "the line drawn on"
        return f"{when} the curve leans {side} one forecast, {which}, but has not turned for certain. {came}{hopes}"
    return f"{when} the curve has turned, and lies {side} both forecasts. {came}{hopes}"


def curve_cell(assessment: Assessment) -> str:
    """The curve in a table: the verdict at the longest horizon that has passed."""
    passed = [c.turned for c in assessment.curve if c.turned is not None]
    if not passed:
        return "no forecast" if not assessment.curve else "not yet asked"
    return (passed[-1].verdict or "a quarter is missing").capitalize()


def _shown(total: float, curve: CurveAgainstBaseline, measure: Measure) -> str:
    """A count's sum; of a share or a rate, and of a stock, the mean of the quarters."""
    if measure.is_ratio:
        mean = measure.scale * total / curve.exposure / curve.horizon
        # The forecast knows counts only; no share is more than all.
        most = measure.scale if measure.unit in ("percent", "profile") else mean
        return f"{figure_with_unit(min(mean, most), measure)} on average"
    if measure.basis == "snapshot":
        return f"{figure_with_unit(total / curve.horizon, measure)} on average"
    return figure_with_unit(total, measure)


def _limits(curve: CurveAgainstBaseline, method: str, measure: Measure) -> str:
    found = curve.walk if method == "walk" else curve.line
    low, high = (_shown(x, curve, measure).removesuffix(" on average") for x in (found.low, found.high))
    return f"{low.split(' ', 1)[0]} to {high.split(' ', 1)[0]}"
