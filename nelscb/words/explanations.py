"""The whole account of one series: where its figures come from, each test with formula, source and result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nelscb.edition import Assessment, Series
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.changes import amount, certainty, limits
from nelscb.words.control import latest_in_control
from nelscb.words.curves import curve_sentence
from nelscb.words.formulas import FORMULAS
from nelscb.words.levels import level_sentences
from nelscb.words.neighbours import place_sentence
from nelscb.words.notes import shown_title
from nelscb.words.numbers import cell, counts, figure_with_unit, interval, period, short_period
from nelscb.words.states import MEANINGS
from nelscb.words.verdicts import detectable_sentence, p_value, percent, step_sentence, trend_sentence
from nelscb.words.years import years_sentence


def explained_series(
    area: str, quarter: Quarter, measure: Measure, series: Series, assessment: Assessment, first_compared: Quarter
) -> Iterator[str]:
    """Inputs, tests and verdict of one series, a line each."""
    measure = replace(measure, title=shown_title(measure))
    yield f"{measure.id} {measure.title} — {area}, {_by(series)}, as known for {quarter}"
    yield "Inputs"
    for point in series.points:
        held = f"{cell(point, measure)}" + (
            f" ({counts(point)})" if measure.is_ratio and point.value is not None else ""
        )
        why = "" if point.state == "reported" else f" {MEANINGS[point.state]}"
        places = "; ".join(
            f"{o.file}, {'table' if o.release else 'sheet'} {o.sheet}, row {o.row}" for o in point.origins
        )
        yield f"  {short_period(point.period)}: {held}{why} — {places or point.provenance}"
    for b in assessment.breaks:
        yield f"  dated break in {short_period(b.period)}, {b.day.isoformat()}: {b.reason}"
    if assessment.breaks and assessment.levels:
        yield "Steps at dated breaks"
        told = level_sentences(assessment, series, measure, first_compared, "Under the plan")
        yield from (f"  {sentence}" for sentence in told[: len(assessment.levels)])
    yield from _value_and_changes(measure, assessment)
    yield from _trend(assessment)
    yield from _others(measure, assessment)
    judged = assessment.judged
    q = "no p-value entered it" if judged.q is None else f"q {p_value(judged.q)}"
    yield f"Verdict: {assessment.verdict}; family: {judged.family}, {judged.family_size} tests, {q}; {FORMULAS['q']}"
    yield f"  held for {judged.held} quarter{'s' if judged.held > 1 else ''} running, each with what was known then"
    yield f"  {trend_sentence(assessment, measure)}"


def no_figure(measure: Measure, quarter: Quarter) -> str:
    """That nothing is held of the measure."""
    return f"{measure.id} {measure.title}: no figure is held for {quarter} or any quarter before it."


def _by(series: Series) -> str:
    return {"quarter": "by quarter", "year": "by year", "day": "on a day"}[series.frequency]


def _value_and_changes(measure: Measure, assessment: Assessment) -> Iterator[str]:
    value = assessment.value
    if value is not None and value.value is not None:
        yield (
            f"Latest value, {period(assessment.period)}: {figure_with_unit(value.value, measure)}, 95% interval "
            f"{interval(value, measure)}; {FORMULAS[value.method]}"
        )
    for comparison in (assessment.on_previous, assessment.on_year_earlier):
        if comparison is not None:
            change = comparison.change
            yield (
                f"Change on {period(comparison.earlier)}: {amount(change)} ({limits(change)}), "
                f"{certainty(comparison)}; {FORMULAS[change.method]}"
            )


def _trend(assessment: Assessment) -> Iterator[str]:
    tests = assessment.tests
    if tests is None:
        return
    trend = tests.trend
    yield (
        f"Trend, {short_period(tests.first)} to {short_period(tests.last)} (this test decides): "
        f"{percent(trend.value)} a year, 95% interval {percent(trend.low)} to {percent(trend.high)}, "
        f"p {p_value(trend.p)}; n {trend.n}, {trend.degrees_of_freedom} degrees of freedom, "
        f"dispersion {trend.dispersion:.2f}, correlation "
        f"{trend.correlation:.2f}; {FORMULAS[trend.method]}"
    )
    yield f"  What could be seen: {detectable_sentence(tests)} {FORMULAS[tests.detectable.method]}"
    for test in (tests.mann_kendall, tests.seasonal):
        if test is not None:
            tau = "none" if test.tau is None else f"{test.tau:.2f}"
            yield (
                f"Beside it, deciding nothing: {test.method}: S {test.s}, tau-b {tau}, p {p_value(test.p)} as if "
                f"quarters were independent, which they are not; {FORMULAS[test.method]}"
            )
    slope = tests.slope
    if slope.value is not None and slope.low is not None and slope.high is not None:
        yield (
            f"Beside it: median slope {slope.value:+.2f} a year, {slope.low:+.2f} to {slope.high:+.2f}; "
            f"{FORMULAS[slope.method]}"
        )
    yield f"A step beside the line: p {p_value(tests.step_p)}; a curve: p {p_value(tests.curve_p)}; {FORMULAS['step']}"
    if tests.step is not None:
        yield f"  {step_sentence(tests)}"


def _others(measure: Measure, assessment: Assessment) -> Iterator[str]:
    control = assessment.control
    if control is not None:
        found = control.runs
        latest = latest_in_control(assessment, measure)
        yield f"Control chart ({control.chart.kind}): {latest} {FORMULAS[control.chart.kind]}"
        if found.shift is not None:
            yield (
                f"  Runs about the median: longest {found.longest_run} (allowed {found.longest_allowed}), crossings "
                f"{found.crossings} (fewest {found.fewest_crossings}); {FORMULAS['runs']}"
            )
    if assessment.curve:
        yield f"Baseline: {curve_sentence(assessment, measure)} {FORMULAS['baseline']}"
    if assessment.first_to_last is not None:
        yield f"First to last, and no trend from so few: {years_sentence(assessment)}"
    if assessment.place is not None:
        yield f"Neighbours: {place_sentence(assessment.place, measure)} {FORMULAS['neighbours']}"
