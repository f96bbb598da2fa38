"""Sentences about the frozen forecast, and whether the curve has turned."""

from __future__ import annotations

from nelscb.edition import Assessment, CurveAgainstBaseline
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.numbers import figure, figure_with_unit, number_word, period, sentence_case

BAND = "forecast, an average quarter"
"""What the band of the two forecasts is called in a chart."""
AVERAGE = "average of the quarters compared"
CUT_ABOVE = 2
"""A chart draws a forecast's upper limit no higher than so many times its highest figure."""
FEWEST_QUARTERS = 8
"""A forecast is frozen from no fewer quarters."""


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


def turn_first(assessment: Assessment, measure: Measure, first_compared: Quarter) -> str:
    """The measure by name, and whether its curve turned, or why that cannot be asked."""
    told = curve_sentence(assessment, measure) or no_forecast(assessment, first_compared)
    return f"**{measure.title}**: {told[:1].lower()}{told[1:]}"


def turned_in_short(assessment: Assessment | None, what: str) -> str:
    """One sentence on whether the curve of ``what`` turned, without figures; empty without a frozen forecast."""
    curve = compared(assessment) if assessment is not None else None
    if curve is None:
        return ""
    if curve.turned is None:
        return f"Whether the curve of {what} has turned is not asked yet."
    when = f"After {number_word(curve.horizon)} quarters under the plan"
    if curve.turned.verdict is None:
        return f"{when} it cannot be said whether the curve of {what} has turned: a quarter is missing."
    if curve.turned.verdict == "cannot tell":
        return f"{when} nobody can tell whether the curve of {what} has turned."
    side = "below" if "below" in curve.turned.verdict else "above"
    if curve.turned.verdict.startswith("leaning"):
        return f"{when} the curve of {what} leans {side} one of its two forecasts, but has not turned for certain."
    return f"{when} the curve of {what} has turned, and lies {side} both forecasts."


def no_forecast(assessment: Assessment, first_compared: Quarter) -> str:
    """Why there is no frozen forecast to hold the figures against: the first reason that holds."""
    asked = "Whether the curve has turned cannot be asked"
    before = [level for level in assessment.levels if isinstance(level.last, Quarter) and level.last < first_compared]
    earlier = [b for b in assessment.breaks if b.day < first_compared.first_day]
    if not before:
        return f"{asked}, because no figure is held from before the plan, and a forecast needs {_fewest()} quarters."
    if before[-1].n < FEWEST_QUARTERS:
        since = "lie between the last dated break and the plan" if earlier else "are held from before the plan"
        return f"{asked}, because only {number_word(before[-1].n)} quarters {since}, and a forecast needs {_fewest()}."
    if any(b.day >= first_compared.first_day for b in assessment.breaks):
        return f"{asked}, because a dated break since the plan began sets what is counted now apart from any forecast."
    return f"{asked}, because no forecast was frozen from the figures held now."


def compared(assessment: Assessment) -> CurveAgainstBaseline | None:
    """The frozen forecasts to show: those of the longest horizon that has passed, or of the first still to pass."""
    passed = [c for c in assessment.curve if c.turned is not None]
    shown = passed or list(assessment.curve[:1])
    return shown[-1] if shown else None


def average_quarter(total: float, curve: CurveAgainstBaseline, measure: Measure) -> float:
    """A sum over the horizon as its average quarter, in the measure's own unit."""
    if not measure.is_ratio:
        return total / curve.horizon
    mean = measure.scale * total / curve.exposure / curve.horizon
    # The forecast knows counts only; no share is more than all.
    return min(mean, measure.scale) if measure.unit in ("percent", "profile") else mean


def average_limits(curve: CurveAgainstBaseline, measure: Measure) -> tuple[float, float]:
    """The two forecasts together, as an average quarter: the lower of their lower limits, the higher of the higher.

    The average of the quarters compared lies outside them exactly where the curve has turned.
    """
    low, high = min(curve.walk.low, curve.line.low), max(curve.walk.high, curve.line.high)
    return average_quarter(low, curve, measure), average_quarter(high, curve, measure)


def drawn_limits(curve: CurveAgainstBaseline, measure: Measure, highest: float) -> tuple[float, float]:
    """The same for a chart: the upper limit is cut where it would press the figures flat (``highest`` of them)."""
    low, high = average_limits(curve, measure)
    return low, min(high, CUT_ABOVE * highest) if highest > 0 and low < CUT_ABOVE * highest else high


def band_label(curve: CurveAgainstBaseline, measure: Measure, highest: float) -> str:
    """What the band is called in a chart, and that it is cut off, where it is."""
    cut = drawn_limits(curve, measure, highest)[1] < average_limits(curve, measure)[1]
    return f"{BAND} (cut off above)" if cut else BAND


def band_in_words(curve: CurveAgainstBaseline, measure: Measure) -> str:
    """What the band of the forecasts shows, for alternative text."""
    low, high = average_limits(curve, measure)
    told = f" Band: {BAND}, {figure(low, measure)} to {figure_with_unit(high, measure)}."
    if curve.turned is None or curve.turned.value is None:
        return told
    came = average_quarter(curve.turned.value, curve, measure)
    return f"{told} The average of the quarters compared is {figure(came, measure)}."


def band_note(curve: CurveAgainstBaseline, measure: Measure, highest: float) -> str:
    """How the band of the forecasts is to be read, and what it is not; that the chart cuts it, where it does."""
    low, high = average_limits(curve, measure)
    cut = "" if band_label(curve, measure, highest) == BAND else " The chart does not draw it to its full height."
    horizon = number_word(curve.horizon)
    return (
        f"The two forecasts were frozen for the {horizon} quarters after {period(curve.last)} taken together, not for "
        f"each. The band is their average quarter: from the lower of the two lower limits to the higher of the two "
        f"upper ones ({figure(low, measure)} to {figure(high, measure)}). Only the average of the {horizon} quarters "
        f"is held against it. One quarter alone may lie outside it by chance.{cut}"
    )


def curve_cell(assessment: Assessment) -> str:
    """The curve in a table: the verdict at the longest horizon that has passed."""
    passed = [c.turned for c in assessment.curve if c.turned is not None]
    if not passed:
        return "no forecast" if not assessment.curve else "not yet asked"
    return sentence_case(passed[-1].verdict or "a quarter is missing")


def _shown(total: float, curve: CurveAgainstBaseline, measure: Measure) -> str:
    """A count's sum; of a share or a rate, and of a stock, the mean of the quarters."""
    if _as_average(measure):
        return f"{figure_with_unit(average_quarter(total, curve, measure), measure)} on average"
    return figure_with_unit(total, measure)


def _limits(curve: CurveAgainstBaseline, method: str, measure: Measure) -> str:
    found = curve.walk if method == "walk" else curve.line
    edges = (found.low, found.high)
    if _as_average(measure):
        edges = (average_quarter(found.low, curve, measure), average_quarter(found.high, curve, measure))
    return " to ".join(figure(edge, measure) for edge in edges)


def _as_average(measure: Measure) -> bool:
    return measure.is_ratio or measure.basis == "snapshot"


def _fewest() -> str:
    return number_word(FEWEST_QUARTERS)
