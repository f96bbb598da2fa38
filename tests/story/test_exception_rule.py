from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from made_story import (
    COUNT,
    HIGHER,
    LOWER,
    NOW,
    chart,
    curve,
    difference,
    estimate,
    on_previous,
    place,
    ratio,
    row,
    slope,
)

from nelscb.assess import Assessment
from nelscb.plan import ExceptionRule, Measure, Target
from nelscb.quarters import FinancialYear, Quarter
from nelscb.story import REASONS, Reason
from nelscb.story.rule import reasons_of, target_in_force

RULE = ExceptionRule()
YEAR = FinancialYear(2016)
LEVEL = [50.0, 47, 52, 49, 51, 48, 53, 46, 50, 49, 51, 50, 48, 52]


def raised(
    assessment: Assessment, measure: Measure = LOWER, hope: str | None = None, target: float | None = None,
    rule: ExceptionRule = RULE,
) -> tuple[Reason, ...]:  # fmt: skip
    wanted = None if target is None else Target("P1-01", target, NOW - 3, "Chair", "a reason")
    return reasons_of(assessment, measure, hope, rule, wanted, NOW)


def lines_with(value: float) -> object:
    return SimpleNamespace(trend=slope(value))


def test_every_reason_has_its_place_in_the_reports_order() -> None:
    assert sorted(REASONS) == sorted(Reason.__args__)  # type: ignore[attr-defined]
    assert REASONS[0] == "worsening"


def test_a_row_that_shows_nothing_meets_no_part_of_the_rule() -> None:
    assert raised(row(value=estimate(10.0, 8.0, 12.0))) == ()


# What a series of quarters shows.


@pytest.mark.parametrize("verdict", ["improving", "rising", "falling", "no evidence of change", "unclear"])
def test_only_a_verdict_of_worsening_is_worsening(verdict: str) -> None:
    assert raised(row("worsening")) == ("worsening",)
    assert raised(row(verdict)) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        (LOWER, 5.0, ("possible worsening",)), (LOWER, -5.0, ()),
        (HIGHER, -5.0, ("possible worsening",)), (HIGHER, 5.0, ()),
        (COUNT, 5.0, ()), (COUNT, -5.0, ()),
    ],
)  # fmt: skip
def test_a_possible_change_counts_on_the_worse_side_alone(
    measure: Measure, value: float, expected: tuple[Reason, ...]
) -> None:
    assert raised(row("possible change", outcome=True, tests=lines_with(value)), measure) == expected


def test_a_possible_change_counts_in_outcome_measures_alone_and_where_the_rule_says_so() -> None:
    possible = row("possible change", outcome=True, tests=lines_with(5.0))
    assert raised(row("possible change", tests=lines_with(5.0))) == ()
    assert raised(possible, rule=replace(RULE, possible=False)) == ()
    assert raised(row("no evidence of change", outcome=True, tests=lines_with(5.0))) == ()


def test_a_latest_quarter_outside_its_limits_is_unusual_on_the_worse_side() -> None:
    high, low = row(control=chart([*LEVEL, 90.0])), row(control=chart([*LEVEL, 5.0]))
    assert (raised(high, LOWER), raised(low, LOWER)) == (("unusual",), ())
    assert (raised(high, HIGHER), raised(low, HIGHER)) == ((), ("unusual",))
    assert raised(high, COUNT) == raised(low, COUNT) == ()
    assert raised(high, LOWER, rule=replace(RULE, unusual=False)) == ()


def test_a_run_of_quarters_on_one_side_is_no_quarter_outside_its_limits() -> None:
    run = chart([40.0, 50, 42, 49, 41, 48, 43, 52, 60, 51, 59, 53, 61, 54])
    assert run.variation == "special cause high"
    assert raised(row(control=run)) == ()


def test_an_earlier_quarter_outside_its_limits_is_none_now() -> None:
    assert raised(row(control=chart([*LEVEL, 90.0, 50.0]))) == ()


def test_limits_on_trial_and_limits_from_before_a_break_raise_nothing() -> None:
    assert raised(row(control=chart([*LEVEL[:10], 90.0]))) == ()  # 11 quarters
    before = chart([*LEVEL, 90.0], based_on=len(LEVEL))
    assert before.causes.fired[-1] and not before.chart.trial
    assert raised(row(control=before)) == ()


@pytest.mark.parametrize(
    ("hope", "total", "expected"),
    [
        ("fall", 130.0, ("turned the wrong way",)), ("fall", 70.0, ()), ("fall", 115.0, ()), ("fall", 100.0, ()),
        ("rise", 70.0, ("turned the wrong way",)), ("rise", 130.0, ()), ("rise", 82.0, ()),
        (None, 130.0, ()), (None, 70.0, ()),
    ],
)  # fmt: skip
def test_a_curve_that_turned_against_the_plans_hope_counts_in_context_measures_too(
    hope: str | None, total: float, expected: tuple[Reason, ...]
) -> None:
    """Both forecasts are passed above 120 and below 80; between them and 110 or 85 the curve only leans."""
    assert raised(row(curve=(curve(total),)), COUNT, hope) == expected


def test_the_longest_horizon_that_has_passed_decides_whether_the_curve_turned() -> None:
    to_come = replace(curve(100.0, 8), turned=None)
    assert raised(row(curve=(curve(130.0), curve(100.0, 8))), COUNT, "fall") == ()
    assert raised(row(curve=(curve(100.0), curve(130.0, 8))), COUNT, "fall") == ("turned the wrong way",)
    assert raised(row(curve=(curve(130.0), to_come)), COUNT, "fall") == ("turned the wrong way",)
    assert raised(row(curve=(to_come,)), COUNT, "fall") == ()


def test_quarters_that_look_back_over_twelve_months_say_nothing_of_trend_limits_or_curve() -> None:
    rolling = replace(LOWER, window="rolling_12_months")
    everything = row("worsening", control=chart([*LEVEL, 90.0]), curve=(curve(130.0),))
    assert raised(everything, LOWER, "fall") == ("worsening", "turned the wrong way", "unusual")
    assert raised(everything, rolling, "fall") == ()
    assert raised(replace(everything, value=estimate(20.0, 16.0, 24.0)), rolling, target=15.0) == ("target missed",)


# What the latest figure shows.


@pytest.mark.parametrize(
    ("measure", "interval", "missed"),
    [
        (LOWER, (16.0, 24.0), True), (LOWER, (15.0, 24.0), False), (LOWER, (12.0, 18.0), False),
        (LOWER, (5.0, 9.0), False), (HIGHER, (5.0, 9.0), True), (HIGHER, (5.0, 15.0), False),
        (HIGHER, (16.0, 24.0), False), (replace(LOWER, direction="context"), (16.0, 24.0), False),
    ],
)  # fmt: skip
def test_a_target_of_15_is_missed_where_the_whole_interval_lies_on_its_worse_side(
    measure: Measure, interval: tuple[float, float], missed: bool
) -> None:
    told = row(value=estimate(sum(interval) / 2, *interval))
    assert raised(told, measure, target=15.0) == (("target missed",) if missed else ())
    assert raised(told, measure) == ()


def test_a_score_has_no_interval_so_nobody_can_say_that_its_target_is_missed() -> None:
    assert raised(row(value=None), target=15.0) == ()
    assert raised(row(value=estimate(None, None, None)), target=15.0) == ()


def test_a_target_of_nothing_is_missed_by_what_is_more_than_nothing() -> None:
    assert raised(row(value=estimate(2.0, 0.5, 5.0)), target=0.0) == ("target missed",)
    assert raised(row(value=estimate(0.0, 0.0, 3.0)), target=0.0) == ()


@pytest.mark.parametrize(
    ("measure", "change", "worse"),
    [
        (LOWER, difference(2.0, 9.0), True), (LOWER, difference(-1.0, 9.0), False),
        (LOWER, difference(-9.0, -2.0), False), (HIGHER, difference(-9.0, -2.0), True),
        (LOWER, ratio(1.7, 2.8), True), (LOWER, ratio(0.9, 2.8), False), (HIGHER, ratio(0.2, 0.8), True),
        (COUNT, ratio(1.7, 2.8), False), (LOWER, difference(0.0, 9.0), False),
    ],
)  # fmt: skip
def test_a_year_is_worse_than_the_year_before_where_the_interval_leaves_out_no_change(
    measure: Measure, change: object, worse: bool
) -> None:
    told = row(frequency="year", period=YEAR, on_previous=on_previous(change))  # type: ignore[arg-type]
    assert raised(told, measure) == (("worse than the year before",) if worse else ())


def test_nothing_is_worse_across_a_break_nor_from_quarter_to_quarter_nor_where_the_rule_says_no() -> None:
    clear = on_previous(difference(2.0, 9.0))
    year = row(frequency="year", period=YEAR, on_previous=clear)
    assert raised(year) == ("worse than the year before",)
    assert raised(replace(year, on_previous=replace(clear, across_break=True))) == ()
    assert raised(row(on_previous=clear)) == ()
    assert raised(year, rule=replace(RULE, years=False)) == ()
    nothing = replace(difference(2.0, 9.0), value=None, low=None, high=None)
    assert raised(replace(year, on_previous=on_previous(nothing))) == ()


def test_a_figure_on_a_day_of_the_year_is_compared_as_a_year_is() -> None:
    day = row(frequency="day", period=date(2017, 3, 31), on_previous=on_previous(ratio(1.7, 2.8)))
    assert raised(day) == ("worse than the year before",)


@pytest.mark.parametrize(
    ("measure", "own", "apart"),
    [(LOWER, 300.0, True), (LOWER, 10.0, False), (LOWER, 105.0, False), (HIGHER, 10.0, True), (HIGHER, 300.0, False),
     (replace(LOWER, direction="context"), 300.0, False)],
)  # fmt: skip
def test_apart_from_neighbours_counts_on_the_worse_side_alone(measure: Measure, own: float, apart: bool) -> None:
    told = row(frequency="year", period=YEAR, place=place(own))
    assert raised(told, measure) == (("apart from neighbours",) if apart else ())
    assert raised(told, measure, rule=replace(RULE, years=False)) == ()


def test_all_parts_of_the_rule_that_are_met_stand_in_the_reports_order() -> None:
    year = row(
        frequency="year", period=YEAR, place=place(300.0), on_previous=on_previous(difference(2.0, 9.0)),
        value=estimate(30.0, 27.0, 33.0),
    )  # fmt: skip
    assert raised(year, target=15.0) == ("target missed", "worse than the year before", "apart from neighbours")


# How old a figure may be.


@pytest.mark.parametrize(
    ("period", "counts"),
    [(NOW, True), (NOW - 3, True), (NOW - 4, False), (FinancialYear(2016), True), (FinancialYear(2015), False),
     (date(2016, 4, 1), True), (date(2016, 3, 31), False)],
)  # fmt: skip
def test_a_latest_figure_that_is_older_than_a_year_is_no_exception(period: object, counts: bool) -> None:
    told = row(period=period, value=estimate(30.0, 27.0, 33.0))  # type: ignore[arg-type]
    assert raised(told, target=15.0) == (("target missed",) if counts else ())


# Which target holds.


def target(value: float, start: str, measure: str = "P1-01") -> Target:
    return Target(measure, value, Quarter.parse(start), "Chair", "a reason")


def test_the_target_is_the_latest_that_holds_for_the_whole_of_the_period() -> None:
    both = (target(15.0, "2015-16-Q1"), target(12.0, "2016-17-Q3"), target(1.0, "2015-16-Q1", "P1-04"))
    assert target_in_force(both, row(period=NOW)) == both[1]
    assert target_in_force(both, row(period=NOW - 2)) == both[0]
    assert target_in_force(both, row(period=Quarter.parse("2014-15-Q4"))) is None
    assert target_in_force(both, row(frequency="year", period=FinancialYear(2016))) == both[0]
    assert target_in_force(both, row(measure="P1-05")) is None
