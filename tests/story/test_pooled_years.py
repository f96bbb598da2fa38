from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from scipy import stats

from nelscb.edition import Edition, ReleasedPage
from nelscb.indicators import Point, Series
from nelscb.plan import Measure
from nelscb.plan.measures import Definition
from nelscb.quarters import FinancialYear, Quarter
from nelscb.story.pooled import LEAST_FOR_A_SHARE, exact_count_limits, pooled_years
from nelscb.story.records import part_about

COUNT = Measure(
    id="O9-01", standing="proposed", title="Deaths", type="population", unit="count", counts="people", basis="flow",
    window="rolling_12_months", numerator="deaths", direction="context", unit_words="deaths",
    definitions=(Definition(1),), sub_group="child_death", source_agency="cdop", responsible=("child_death",),
)  # fmt: skip
BY_QUARTER = replace(COUNT, window="quarter")
SHARE = replace(COUNT, unit="percent", denominator="reviews", unit_words="% of reviews")
FIRST, LAST = Quarter.parse("2012-13-Q1"), Quarter.parse("2016-17-Q4")


def series_of(counts: Sequence[float | None], totals: Sequence[float] | None = None, first: Quarter = FIRST) -> Series:
    """A figure a quarter; None is one that its sender withheld."""
    points = tuple(
        Point(first + n, None, None, None, "suppressed_by_publisher", "return", 1, ())
        if count is None
        else Point(first + n, count, totals[n] if totals else None, count, "reported", "return", 1, ())
        for n, count in enumerate(counts)
    )
    return Series("E06000012", "O9-01", "quarter", "", "", points)


def test_figures_of_twelve_months_are_taken_once_a_year_and_no_death_is_counted_twice() -> None:
    # Each year ends on 3, 4, 5, 6 and 7: the quarters between share their months with them.
    counts = [9.0, 9.0, 9.0, 3.0, 9.0, 9.0, 9.0, 4.0, 9.0, 9.0, 9.0, 5.0, 9.0, 9.0, 9.0, 6.0, 9.0, 9.0, 9.0, 7.0]
    found = pooled_years(series_of(counts), COUNT, LAST)
    assert [(str(p.first), str(p.last), p.value) for p in found] == [
        ("2012-13", "2014-15", 12.0), ("2013-14", "2015-16", 15.0), ("2014-15", "2016-17", 18.0),
    ]  # fmt: skip


def test_figures_of_a_quarter_are_added_up() -> None:
    found = pooled_years(series_of([1.0] * 12), BY_QUARTER, Quarter.parse("2014-15-Q4"))
    assert [(p.value, p.numerator, p.denominator) for p in found] == [(12.0, 12.0, None)]


@pytest.mark.parametrize(("quarter", "last"), [("2016-17-Q3", "2015-16"), ("2016-17-Q4", "2016-17")])
def test_only_a_year_that_has_ended_counts(quarter: str, last: str) -> None:
    found = pooled_years(series_of([1.0] * 20), BY_QUARTER, Quarter.parse(quarter))
    assert str(found[-1].last) == last


def test_a_missing_quarter_gives_no_span_with_its_year() -> None:
    series = series_of([1.0] * 20)
    series = replace(series, points=series.points[:17] + series.points[18:])
    found = pooled_years(series, BY_QUARTER, LAST)
    assert [(p.state, p.value) for p in found] == [("reported", 12.0), ("reported", 12.0), ("absent", None)]
    # A figure of twelve months is there where the fourth quarter's is.
    assert [p.value for p in pooled_years(series, COUNT, LAST)] == [3.0, 3.0, 3.0]


def test_a_withheld_year_withholds_the_span() -> None:
    counts: list[float | None] = [1.0] * 20
    counts[-1] = None
    last = pooled_years(series_of(counts), COUNT, LAST)[-1]
    assert (last.state, last.numerator, last.value, last.low) == ("suppressed_by_publisher", None, None, None)


def test_years_counted_in_two_ways_are_not_put_together() -> None:
    series = series_of([1.0] * 20)
    points = (*series.points[:-1], replace(series.points[-1], definition=2))
    found = pooled_years(replace(series, points=points), COUNT, LAST)
    assert [p.state for p in found] == ["reported", "reported", "new definition"]


@pytest.mark.parametrize(("counts", "measure"), [
    ([1.0] * 11, BY_QUARTER),  # two whole years and three quarters
    ([1.0] * 3, COUNT),  # no whole year
    ([1.0] * 20, replace(COUNT, basis="snapshot")),
    ([1.0] * 20, replace(COUNT, window="running_total")),
    ([1.0] * 20, replace(SHARE, unit="rate", per=10_000)),
])  # fmt: skip
def test_nothing_where_there_are_no_three_years_or_no_flow(counts: list[float | None], measure: Measure) -> None:
    assert pooled_years(series_of(counts), measure, FIRST + (len(counts) - 1)) == ()


def test_a_share_is_that_of_the_sums_and_only_from_ten() -> None:
    found = pooled_years(series_of([1.0] * 12, [3.0] * 11 + [4.0]), SHARE, Quarter.parse("2014-15-Q4"))[0]
    assert (found.numerator, found.denominator) == (3.0, 10.0)
    assert found.value == pytest.approx(30.0)
    # Wilson's limits of 3 of 10, by hand: (0.3 + 0.19207 ± 1.95996 √(0.021 + 0.0096036)) / 1.384146.
    assert [found.low, found.high] == pytest.approx([10.7789, 60.3222], abs=1e-3)
    few = pooled_years(series_of([1.0] * 12, [3.0] * 12), SHARE, Quarter.parse("2014-15-Q4"))[0]
    assert LEAST_FOR_A_SHARE == 10
    assert (few.numerator, few.denominator, few.value, few.low) == (3.0, 9.0, None, None)


@pytest.mark.parametrize(("events", "low", "high"), [
    # F. Garwood (1936), as in the tables of exact Poisson limits.
    (0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (25, 16.179, 36.905),
])  # fmt: skip
def test_the_interval_is_the_exact_one(events: int, low: float, high: float) -> None:
    assert list(exact_count_limits(events)) == pytest.approx([low, high], abs=6e-4)


@pytest.mark.parametrize("events", [1, 7, 30, 200])
def test_the_limits_are_the_means_that_leave_a_fortieth_beyond_the_count(events: int) -> None:
    low, high = exact_count_limits(events)
    assert stats.poisson.sf(events - 1, low) == pytest.approx(0.025)
    assert stats.poisson.cdf(events, high) == pytest.approx(0.025)
    assert math.isfinite(high)


def test_no_count_is_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        exact_count_limits(-1)


def test_the_real_board_has_nothing_to_put_together(edition: Edition) -> None:
    assert edition.story.pooled == ()


def test_havenshires_deaths_put_together_again_from_its_ledger(demo_edition: Edition) -> None:
    deaths = [p for p in demo_edition.story.pooled if p.measure == "O9-01"]
    returned = {
        f.period: f.numerator
        for f in demo_edition.ledger.current().figures()
        if f.measure == "O9-01" and not f.breakdown
    }
    for pooled in deaths:
        years = [FinancialYear(start) for start in range(pooled.first.start, pooled.last.start + 1)]
        assert len(years) == 3
        assert pooled.value == sum(returned[Quarter(year, 4)] or 0.0 for year in years)
    assert len(deaths) == 3


def test_a_chapter_sees_its_own_and_the_page_reads_back_equal(demo_edition: Edition) -> None:
    own = demo_edition.release("o9_child_death_review")
    assert {p.measure for p in own.story.pooled} == {"O9-01", "O9-02", "O9-03", "O9-04", "O9-05"}
    assert demo_edition.release("p2_neglect").story.pooled == ()
    assert part_about(demo_edition.story, "O9", {"O9-01"}, set()).pooled == tuple(
        p for p in demo_edition.story.pooled if p.measure == "O9-01"
    )
    assert ReleasedPage.from_json(own.to_json()).story.pooled == own.story.pooled
