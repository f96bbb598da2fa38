from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from made_story import AREA, BOARD, COUNT, NOW, PLAN, SHARE, quarterly, row

from nelscb.assess import Break
from nelscb.edition import Edition
from nelscb.indicators import Indicators, Series
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.statistics import count_interval, proportion_interval, rate_interval
from nelscb.story import FourQuarters
from nelscb.story.year import four_quarters, how_of, year_of

NONE = (None, None, None, None, None)
SCORE = replace(COUNT, unit="score")
STOCK = replace(COUNT, basis="snapshot")
RATE = replace(COUNT, unit="rate", per=10_000, denominator="children")


def told(found: FourQuarters) -> tuple[object, ...]:
    return found.numerator, found.denominator, found.value, found.low, found.high


def put_together(series: Series, measure: Measure, back: int = 0) -> FourQuarters:
    return four_quarters(series, measure, NOW - back, how_of(measure))


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({}, "sum"), ({"unit": "percent"}, "shares pooled"), ({"unit": "rate"}, "shares pooled"),
        ({"unit": "percent", "basis": "cohort"}, "shares pooled"),
        ({"unit": "rate", "basis": "ratio"}, "shares pooled"),
        ({"basis": "snapshot"}, "at the end"), ({"unit": "percent", "basis": "snapshot"}, "at the end"),
        ({"unit": "percent", "basis": "census"}, "at the end"), ({"basis": "rolling"}, "at the end"),
        ({"basis": "rolling_distinct"}, "at the end"), ({"basis": "cumulative"}, "at the end"),
        ({"window": "rolling_12_months"}, "at the end"), ({"window": "running_total"}, "at the end"),
        ({"unit": "percent", "window": "rolling_12_months"}, "at the end"),
        ({"unit": "percent", "basis": "annual", "window": "rolling_12_months"}, "last"),
        ({"unit": "percent", "basis": "survey", "window": "rolling_12_months"}, "last"),
        ({"unit": "score", "basis": "annual"}, "last"), ({"unit": "score", "basis": "paired"}, "mean of quarters"),
    ],
)  # fmt: skip
def test_how_four_quarters_become_a_year(changes: dict[str, str], how: str) -> None:
    assert how_of(replace(COUNT, **changes)) == how  # type: ignore[arg-type]


def test_counts_are_summed_with_their_interval() -> None:
    series = quarterly([1, 2, 3, 4, 10, 20, 30, 40])
    now, before = put_together(series, COUNT), put_together(series, COUNT, 4)
    limits = count_interval(100)
    assert now == FourQuarters(4, 100, None, 100, limits.low, limits.high)
    assert (before.numerator, before.value) == (10, 10)
    assert (round(limits.low or 0, 1), round(limits.high or 0, 1)) == (81.4, 121.6)  # Byar


def test_shares_are_pooled_and_not_averaged() -> None:
    series = quarterly([1, 0, 9, 10], [10, 10, 10, 70], SHARE)
    limits = proportion_interval(20, 100)
    assert put_together(series, SHARE) == FourQuarters(4, 20, 100, 20.0, limits.low, limits.high)


def test_a_rate_is_pooled_so_that_it_is_that_of_a_mean_quarter() -> None:
    series = quarterly([10, 20, 30, 40], [10_000] * 4, RATE)
    limits = rate_interval(100, 40_000, 10_000)
    assert put_together(series, RATE) == FourQuarters(4, 100, 40_000, 25.0, limits.low, limits.high)


@pytest.mark.parametrize("hole", [None, ""], ids=["withheld", "missing"])
def test_a_quarter_that_is_missing_or_withheld_is_not_zero_and_the_sum_has_no_value(hole: str | None) -> None:
    for measure, of in ((COUNT, None), (SHARE, [100.0] * 4), (SCORE, None)):
        found = put_together(quarterly([10, hole, 30, 40], of, measure), measure)
        assert (found.held, told(found)) == (3, NONE)


def test_a_true_zero_is_a_figure() -> None:
    found = put_together(quarterly([0, 0, 0, 0]), COUNT)
    assert (found.held, found.value, found.low) == (4, 0.0, 0.0)
    assert found.high is not None and found.high > 3
    share = put_together(quarterly([0, 0, 0, 0], [10] * 4, SHARE), SHARE)
    assert (share.value, share.low) == (0.0, 0.0)


def test_a_quarter_in_which_nobody_was_there_to_count_among_adds_nothing_and_no_year_without_anybody_has_a_share() -> (
    None
):
    some = put_together(quarterly([1, 0, 1, 2], [10, 0, 10, 20], SHARE), SHARE)
    assert (some.held, some.numerator, some.denominator, some.value) == (4, 4, 40, 10.0)
    nobody = put_together(quarterly([0, 0, 0, 0], [0, 0, 0, 0], SHARE), SHARE)
    assert (nobody.held, *told(nobody)) == (4, 0, 0, None, None, None)


def test_a_stock_is_taken_at_the_end_whatever_is_missing_before() -> None:
    found = put_together(quarterly([200, "", None, 215]), STOCK)
    limits = count_interval(215)
    assert found == FourQuarters(2, 215, None, 215, limits.low, limits.high)


@pytest.mark.parametrize("hole", [None, ""], ids=["withheld", "missing"])
def test_a_stock_without_its_last_quarter_has_no_value_and_an_earlier_one_is_not_carried_over(hole: str | None) -> None:
    found = put_together(quarterly([200, 205, 210, hole]), STOCK)
    assert (found.held, told(found)) == (3, NONE)


def test_what_is_counted_once_a_year_is_the_last_figure_of_the_four_quarters() -> None:
    yearly = replace(SHARE, basis="annual", window="rolling_12_months")
    found = put_together(quarterly(["", 30, "", ""], [0, 100, 0, 0], yearly), yearly)
    assert (found.held, found.value) == (1, 30.0)
    withheld = put_together(quarterly(["", 30, None, ""], [0, 100, 0, 0], yearly), yearly)
    assert (withheld.held, told(withheld)) == (1, NONE)
    assert told(put_together(quarterly([30, "", "", "", ""], [100, 0, 0, 0, 0], yearly), yearly)) == NONE


def test_a_scores_quarters_are_averaged_without_an_interval() -> None:
    assert put_together(quarterly([1.0, 2.0, 3.0, 6.0], measure=SCORE), SCORE).value == 3.0
    scores = replace(
        quarterly([1.0, 2.0, 3.0, 6.0], measure=SCORE),
        points=tuple(replace(p, numerator=None) for p in quarterly([1.0, 2.0, 3.0, 6.0], measure=SCORE).points),
    )
    assert put_together(scores, SCORE) == FourQuarters(4, None, None, 3.0, None, None)


def test_more_events_than_their_total_are_compared_as_a_rate_and_fail_nothing() -> None:
    found = put_together(quarterly([30] * 4, [20] * 4, SHARE), SHARE)
    limits = rate_interval(120, 80, 100.0)
    assert (found.value, found.low, found.high) == (150.0, limits.low, limits.high)


def test_every_measure_with_quarters_has_a_year_but_aliases_and_status_lines() -> None:
    series = quarterly([10] * 8)
    of = {(AREA, m, "quarter", "", ""): replace(series, measure=m) for m in ("P1-01", "P1-04", "P1-S1", "X-18")}
    indicators = Indicators(of, PLAN)  # type: ignore[arg-type]
    assert indicators.series("P1-H1a", "quarter", AREA) is not None
    assert [y.measure for y in year_of(indicators, {}, PLAN, BOARD, NOW)] == ["P1-01", "P1-04"]
    assert year_of(Indicators({}, PLAN), {}, PLAN, BOARD, NOW) == ()


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2015, 4, 1), False), (date(2015, 4, 2), True), (date(2016, 4, 1), True), (date(2017, 3, 31), True)],
)
def test_a_break_inside_the_eight_quarters_is_told(day: date, inside: bool) -> None:
    indicators = Indicators({(AREA, "P1-01", "quarter", "", ""): quarterly([10] * 8)}, PLAN)
    broken = row(breaks=(Break(Quarter.of(day), day, "a new front door"),))
    (found,) = year_of(indicators, {"P1-01/quarter": broken}, PLAN, BOARD, NOW)
    assert (found.first, found.last, found.across_break) == (NOW - 3, NOW, inside)


# Every measure of the invented board, reckoned again from its points.


def test_every_year_of_the_invented_board_is_what_its_points_come_to(demo_edition: Edition) -> None:
    years = demo_edition.story.year
    assert len(years) > 130
    hows = {y.how for y in years}
    assert hows == {"sum", "shares pooled", "at the end", "last", "mean of quarters"}
    for year in years:
        measure = demo_edition.project.plan.measures[year.measure]
        series = demo_edition.indicators.series(year.measure, "quarter", demo_edition.project.board.area.code)
        assert series is not None
        points = {str(p.period): p for p in series.points if p.state == "reported"}
        for end, found in (("2016", year.now), ("2015", year.before)):
            names = [f"{end}-{int(end) % 100 + 1}-Q{n}" for n in (1, 2, 3, 4)]
            there = [points[name] for name in names if name in points]
            assert found.held == len(there), year.measure
            assert close(found.value, naive(year.how, names, points, measure)), (year.measure, end)


def naive(how: str, names: list[str], points: dict[str, object], measure: Measure) -> float | None:
    def parts(part: str) -> Iterator[float]:
        return (getattr(points[name], part) for name in names)

    if how in ("at the end", "last"):
        last = (
            points.get(names[-1]) if how == "at the end" else next((points[n] for n in names[::-1] if n in points), 0)
        )
        return getattr(last, "value", None)
    if any(name not in points for name in names):
        return None
    if how == "sum":
        return sum(parts("numerator"))
    if how == "mean of quarters":
        return sum(parts("value")) / 4
    whole = sum(parts("denominator"))
    return measure.scale * sum(parts("numerator")) / whole if whole else None


def close(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else math.isclose(one, other)
