"""Number, direction and certainty of each sentence agree with the row that it is made from, over generated rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_rows import BOARD, COUNT, LAST, RATE, SHARE, place_of, quarterly

from nelscb.assess import assess_series
from nelscb.assess.curve import curve_of
from nelscb.assess.lines import subject_of
from nelscb.baselines import freeze
from nelscb.edition import Assessment, Comparison, Event, Verdict
from nelscb.plan import Measure
from nelscb.quarters import FinancialYear
from nelscb.statistics import proportion_difference
from nelscb.statistics.trend import FLOW_CORRELATION
from nelscb.words import changes
from nelscb.words.control import latest_in_control, variation_cell
from nelscb.words.curves import curve_cell, curve_sentence
from nelscb.words.neighbours import place_sentence
from nelscb.words.verdicts import detectable_sentence, step_sentence, trend_sentence, verdict_cell

of_rows = settings(
    derandomize=True, database=None, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck)
)
VERBS = {"improving", "worsening", "rising", "falling"}
SLOPE = re.compile(
    r"straight line through them (?:is (?P<level>level)|(?P<verb>rises|falls) (?:by )?(?P<size>.+?) a year"
    r"(?P<odds> in the odds)?) \(95% interval (?P<low>.+?) to (?P<high>.+?); p (?P<p>.+?)\)"
)


@dataclass(frozen=True)
class Case:
    """A generated series with its measure and row."""

    measure: Measure
    found: Assessment


@st.composite
def cases(draw: st.DrawFn, after_baseline: bool = False) -> Case:
    """Counts, shares or rates, flat, trending or stepping, with gaps and perhaps a dated break.

    ``after_baseline``: 24 quarters that step where the baseline of twelve ends.
    """
    quarters = 24 if after_baseline else draw(st.sampled_from([14, 24, 11, 8, 18, 9, 12, 20, 7, 3]))
    measure = replace(
        draw(st.sampled_from([COUNT, SHARE, RATE])), direction=draw(st.sampled_from(["context", "lower", "higher"]))
    )
    shape = "step" if after_baseline else draw(st.sampled_from(["trend", "trend", "trend", "step", "flat", "curve"]))
    mean, amount = draw(st.sampled_from([60, 400, 8, 1])), draw(st.sampled_from([-2.0, -0.8, -0.3, 0.3, 0.8, 2.0]))
    time = np.linspace(0.0, 1.0, quarters)
    log = {"flat": 0 * time, "trend": time, "step": (time > 0.5) * 1.0, "curve": 4 * time * (1 - time)}[shape] * amount
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    counts: list[float | None] = [float(x) for x in random.poisson(mean * np.exp(log))]
    gaps = draw(st.sets(st.integers(0, quarters - 1), max_size=2))
    largest = max(x or 0.0 for x in counts)
    totals = [2 * largest + 10 + float(x) for x in random.integers(0, 20, quarters)] if measure.is_ratio else None
    series = quarterly([None if n in gaps else x for n, x in enumerate(counts)], totals, measure)
    day = (
        None if after_baseline else draw(st.sampled_from([None, None, None, None, date(2013, 10, 1), date(2015, 1, 1)]))
    )
    events = [Event(day, True, "a new front door", ("P1",), "", "", ("P1-01",), "", day)] if day else []
    found = assess_series(series, measure, events, BOARD)
    if found is None:
        return draw(cases(after_baseline))
    crowded = draw(st.booleans())
    judged = replace(found.judged, held=draw(st.integers(1, 4)), family_size=40 if crowded else 1)
    if crowded and found.verdict in VERBS and draw(st.booleans()):
        judged = replace(judged, verdict="possible change")
    subject = subject_of(series, measure, events, FLOW_CORRELATION)
    assert subject is not None
    curve = curve_of(subject, freeze(series, measure, LAST), LAST + draw(st.integers(1, 12)))
    return Case(measure, replace(found, judged=judged, curve=curve))


@given(cases())
@of_rows
def test_the_line_is_told_with_its_own_numbers(case: Case) -> None:
    tests, words = case.found.tests, trend_sentence(case.found, case.measure)
    told = SLOPE.search(words)
    if tests is None:
        assert told is None
        assert words.startswith(f"No trend is claimed for {case.measure.title}: ")
        return
    if told is None:  # a step or a curve takes the line's place
        assert case.found.verdict == "unclear"
        assert min(tests.step_p, tests.curve_p) <= 0.01
        assert ("one step" in words) == (tests.step_p <= 0.01)
        return
    trend = tests.trend
    assert bool(told["odds"]) == (trend.scale == "odds" and not told["level"])
    if told["level"]:
        assert abs(trend.value) < 0.05
        assert trend.low <= 0 <= trend.high
    else:
        assert told["verb"] == ("rises" if trend.value > 0 else "falls")
        assert_says(f"{'up' if told['verb'] == 'rises' else 'down'} {told['size']}", trend.value)
    assert_says(told["low"], trend.low)
    assert_says(told["high"], trend.high)
    p = told["p"]
    assert trend.p < 0.001 if p == "less than 0.001" else abs(float(p.removeprefix("= ")) - trend.p) <= 0.00501


@given(cases())
@of_rows
def test_the_verdict_is_told_and_no_other(case: Case) -> None:
    found, words = case.found, trend_sentence(case.found, case.measure)
    tests = found.tests
    for verb in VERBS:
        assert bool(re.search(rf"\b{verb}\b", words)) == (found.verdict == verb)
    assert ("no evidence of change" in words) == (found.verdict == "no evidence of change")
    assert ("possible change" in words) == (found.verdict == "possible change")
    assert ("No trend is claimed" in words) == (tests is None or found.verdict == "unclear")
    assert (" running." in words) == (found.judged.held > 1 and tests is not None)
    assert verdict_cell(found).lower().startswith(found.verdict)
    if found.verdict in VERBS:
        assert tests is not None
        assert tests.trend.slope != 0
        assert (tests.trend.value > 0) == (tests.trend.slope > 0)
        assert not tests.trend.low <= 0 <= tests.trend.high
        better = {"lower": tests.trend.slope < 0, "higher": tests.trend.slope > 0}
        way = "rising" if tests.trend.slope > 0 else "falling"
        direction = case.measure.direction
        expected = way if direction == "context" else "improving" if better[direction] else "worsening"
        assert found.verdict == expected
    if tests is not None and tests.trend.low <= 0 <= tests.trend.high:
        assert not VERBS & set(re.findall(r"\w+", words))
        assert "may be real" not in words
    if found.breaks and found.verdict == "unclear" and tests is not None:
        assert ("cannot be told" in words) == (tests.trend.low <= 0 <= tests.trend.high)
    assert found.verdict in get_args(Verdict)


@given(cases())
@of_rows
def test_what_would_have_been_seen_has_the_rows_numbers(case: Case) -> None:
    tests = case.found.tests
    if tests is None:
        return
    words, seen = detectable_sentence(tests), tests.detectable
    told = re.match(r"A fall of (\d+)% or a rise (?:of ([\d,]+)%|to more than ten times the level)", words)
    assert_sound(words)
    if told is None:
        assert seen.fall >= 99.5
        assert "almost nothing" in words
    else:
        assert abs(float(told[1]) - seen.fall) <= 0.5
        assert seen.rise >= 1000 if told[2] is None else abs(float(told[2].replace(",", "")) - seen.rise) <= 0.5
    assert ("in the odds" in words) == (tests.trend.scale == "odds")
    if case.found.verdict == "no evidence of change":
        assert words in trend_sentence(case.found, case.measure)


@given(cases())
@of_rows
def test_a_step_is_told_with_its_own_numbers(case: Case) -> None:
    tests = case.found.tests
    words = step_sentence(tests)
    if tests is None or tests.step is None:
        assert words == ""
        return
    told = re.search(r", a (rise|fall) (?:of )?(.+?) beside the line \(95% interval (.+?) to (.+?); p ", words)
    assert told is not None
    assert told[1] == ("rise" if tests.step.value > 0 else "fall")
    assert_says(f"{'up' if told[1] == 'rise' else 'down'} {told[2]}", tests.step.value)
    assert_says(told[3], tests.step.low)
    assert_says(told[4], tests.step.high)
    assert_sound(words)


@given(cases())
@of_rows
def test_the_latest_quarter_is_unusual_only_where_a_rule_says_so(case: Case) -> None:
    control, words = case.found.control, latest_in_control(case.found, case.measure)
    if control is None or words == "":
        assert control is None or control.causes.latest is None or control.chart.lower[control.causes.latest] is None
        return
    assert control.causes.latest is not None
    side = control.causes.sides[control.causes.latest]
    assert ("is unusually high" in words) == (side == "high")
    assert ("is unusually low" in words) == (side == "low")
    assert ("is not unusual" in words) == (side is None)
    assert ("lies above the limits" in words or "lies below the limits" in words) == any(
        rule == "outside" and way == side for rule, way in control.causes.fired[control.causes.latest]
    )
    assert ("on trial" in words) == control.chart.trial
    assert ("dated break" in words) == (control.periods[control.causes.latest] > control.last)
    if not control.chart.trial:
        assert {"high": "Unusually high", "low": "Unusually low", None: "Within its limits"}[side] == variation_cell(
            control
        )
    low, high = re.search(r"limits ([\d,.]+)%? to ([\d,.]+)%?,", words).groups()  # type: ignore[union-attr]
    assert abs(float(low.replace(",", "")) - (control.chart.lower[control.causes.latest] or 0.0)) <= 0.0501
    assert abs(float(high.replace(",", "")) - (control.chart.upper[control.causes.latest] or 0.0)) <= 0.0501


@given(cases() | cases(after_baseline=True))
@of_rows
def test_the_curve_is_told_as_its_row_has_it(case: Case) -> None:
    words, passed = curve_sentence(case.found, case.measure), [c for c in case.found.curve if c.turned]
    if not case.found.curve:
        assert words == ""
        return
    if not passed:
        assert words.endswith("not yet.")
        return
    turned, curve = passed[-1].turned, passed[-1]
    assert turned is not None
    verdict = turned.verdict or ""
    assert ("has turned, and lies" in words) == verdict.startswith("turned")
    assert ("leans" in words) == verdict.startswith("leaning")
    assert ("nobody can tell" in words) == (verdict == "cannot tell")
    assert ("a quarter is missing" in words) == (turned.verdict is None)
    head = words.split(". It came to")[0]
    assert ("below" in head) == verdict.endswith("below")
    assert ("above" in head) == verdict.endswith("above")
    assert curve_cell(case.found) == (verdict.capitalize() or "A quarter is missing")
    if turned.value is not None:
        inside = all(f.low <= turned.value <= f.high for f in (curve.walk, curve.line))
        assert ("Chance covers" in words) == inside


@given(st.lists(st.integers(0, 300), min_size=3, max_size=10), st.integers(0, 300))
@of_rows
def test_a_place_is_above_or_below_only_where_it_is_outside(others: list[int], own: int) -> None:
    place = place_of(own, others, 300.0)
    words = place_sentence(place, SHARE)
    assert ("It lies above" in words) == (place.among.outside == "above")
    assert ("It lies below" in words) == (place.among.outside == "below")
    assert ("does not stand apart" in words) == (place.among.outside == "inside")
    assert place.rank is not None
    ranks = [float(x) for x in re.findall(r"number (\d+)", words)]
    assert ranks == sorted({place.rank.low, place.rank.high})
    assert_sound(words)


@given(st.integers(0, 90), st.integers(0, 90), st.integers(1, 90), st.booleans())
@of_rows
def test_a_change_is_certain_only_where_its_interval_leaves_out_none(a: int, b: int, total: int, broken: bool) -> None:
    change = proportion_difference(min(a, total), total, min(b, total), total)
    assert_cell_agrees(Comparison(FinancialYear(2015), change, across_break=broken))


@given(cases())
@of_rows
def test_every_comparison_of_a_row_is_as_certain_as_its_interval(case: Case) -> None:
    for comparison in (case.found.on_previous, case.found.on_year_earlier):
        if comparison is not None and comparison.change.value is not None:
            assert_cell_agrees(comparison)


@given(cases())
@of_rows
def test_every_sentence_of_a_row_is_sound(case: Case) -> None:
    found, measure = case.found, case.measure
    for words in (
        trend_sentence(found, measure), step_sentence(found.tests), latest_in_control(found, measure),
        curve_sentence(found, measure), changes.measure_sentence(found, measure),
    ):  # fmt: skip
        if words:
            assert_sound(words)


def test_the_generated_rows_are_of_every_kind() -> None:
    seen: set[str] = set()

    @given(cases() | cases(after_baseline=True))
    @settings(of_rows, max_examples=250)
    def look(case: Case) -> None:
        seen.add(case.found.verdict)
        seen.update(c.turned.verdict or "missing" for c in case.found.curve if c.turned)
        seen.update(str(x) for x in kinds_of(case))

    look()
    assert seen >= VERBS | {"possible change", "no evidence of change", "unclear", "too few data"}
    assert seen >= {"high", "low", "None", "step", "odds", "cannot tell"}
    assert {s for s in seen if s.startswith("leaning")}
    assert {s for s in seen if s.startswith("turned")}


def kinds_of(case: Case) -> Sequence[object]:
    control, tests = case.found.control, case.found.tests
    side = control.causes.sides[control.causes.latest] if control and control.causes.latest is not None else "no chart"
    return side, "step" if tests and tests.step else "", tests.trend.scale if tests else ""


def assert_cell_agrees(comparison: Comparison) -> None:
    change, words = comparison.change, changes.comparison_cell(comparison)
    none = 1.0 if change.kind == "ratio" else 0.0
    assert change.value is not None and change.low is not None and change.high is not None
    clear = not change.low <= none <= change.high
    assert ("more than chance" in words) == (clear and not comparison.across_break)
    assert ("could be chance" in words) == (not clear and not comparison.across_break)
    assert ("not like for like" in words) == comparison.across_break
    assert words.startswith("up" if change.value > none else "down" if change.value < none else "no change")


def assert_says(words: str, percent: float) -> None:
    """``down 3.4%`` and so on stands for ``percent``, by direction and to the last digit shown."""
    if words == "no change":
        assert percent == 0
        return
    way, size = words.split(" ", 1)
    assert (way == "up") == (percent > 0)
    if size == "more than tenfold":
        assert percent >= 1000
    elif size == "less than 0.1%":
        assert abs(percent) < 0.05
    elif size == "more than 99%":
        assert -100 < percent < -99.5
    else:
        digits = size.removesuffix("%")
        assert abs(float(digits) - abs(percent)) <= (0.0501 if "." in digits else 0.501)


def assert_sound(words: str) -> None:
    assert not re.search(r"\b(nan|inf|None|significant|stable)\b|  |\.\.|\(\)| [,.;]", words), words
    assert words.endswith("."), words
    assert words[0].isupper() or words.startswith("**"), words
