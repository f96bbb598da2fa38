from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_series import (
    BOARD,
    COUNT,
    FIRST,
    LEVEL,
    RATE,
    SCORE,
    SHARE,
    assert_same,
    assessed,
    event,
    on_days,
    point,
    quarterly,
    yearly,
)

from nelscb.assess import assess_series, interval_of, with_intervals
from nelscb.indicators import Point
from nelscb.statistics import (
    count_interval,
    count_ratio,
    count_trend,
    overdispersed_ratio,
    proportion_difference,
    proportion_interval,
    rate_interval,
)


def test_the_latest_quarter_is_compared_with_the_one_before_and_the_year_before() -> None:
    found = assessed(quarterly([11, 22, 33, 44, 55, 66]))
    assert (str(found.period), found.value) == ("2013-14-Q2", count_interval(66))
    assert found.on_previous is not None
    assert found.on_year_earlier is not None
    assert (str(found.on_previous.earlier), str(found.on_year_earlier.earlier)) == (
        "2013-14-Q1",
        "2012-13-Q2",
    )
    assert found.on_previous.change == count_ratio(55, 66)
    assert found.on_year_earlier.change == count_ratio(22, 66)


def test_a_quarter_that_is_not_there_or_withheld_is_compared_with_nothing() -> None:
    found = assessed(quarterly([11, None, 33, 44, None, 66]))
    assert (found.on_previous, found.on_year_earlier) == (None, None)
    short = assessed(quarterly([11, 22]))
    assert short.on_previous is not None
    assert short.on_year_earlier is None


def test_a_withheld_last_quarter_leaves_the_one_before_as_the_latest() -> None:
    found = assessed(quarterly([11, 22, 33, None]))
    assert str(found.period) == "2012-13-Q3"
    assert found.on_previous is not None
    assert found.on_previous.change == count_ratio(22, 33)


def test_a_series_without_any_figure_is_not_assessed() -> None:
    assert assess_series(quarterly([None, None]), COUNT, [], BOARD) is None
    assert assess_series(quarterly([0, 0], [0, 0], SHARE), SHARE, [], BOARD) is None


@pytest.mark.parametrize(("points", "own"), [(8, False), (11, False), (12, True), (14, True)])
def test_twelve_points_are_needed_for_the_series_own_dispersion(points: int, own: bool) -> None:
    series = quarterly([c * (3 if n % 3 else 2) for n, c in enumerate(LEVEL[:points])])
    found = assessed(series)
    assert found.trend is not None
    assert found.on_previous is not None
    earlier, later = (round(p.numerator or 0) for p in series.points[-2:])
    change = found.on_previous.change
    assert change.counting_only is not own
    if own:
        assert found.trend.dispersion > 1
        assert change == overdispersed_ratio(
            earlier, later, found.trend.dispersion, found.trend.correlation, 1,
            degrees_of_freedom=found.trend.degrees_of_freedom,
        )  # fmt: skip
    else:
        assert change == count_ratio(earlier, later)


def test_a_quarter_of_none_falls_back_on_the_exact_ratio() -> None:
    found = assessed(quarterly([5, 3, 4, 6, 2, 5, 4, 3, 6, 4, 5, 3, 0]))
    assert found.trend is not None
    assert found.on_previous is not None
    assert found.on_previous.change == count_ratio(3, 0)


def test_a_share_is_compared_as_a_difference_and_a_rate_over_its_children() -> None:
    share = assessed(quarterly([11, 22, 33], [40, 50, 60], SHARE), SHARE)
    assert share.value == proportion_interval(33, 60)
    assert share.on_previous is not None
    assert share.on_previous.change == proportion_difference(22, 50, 33, 60)
    rate = assessed(quarterly([11, 22, 33], [33_000, 34_000, 35_000], RATE), RATE)
    assert rate.value == rate_interval(33, 35_000, 10_000)
    assert rate.on_previous is not None
    assert rate.on_previous.change == count_ratio(22, 33, 34_000, 35_000)
    long = assessed(quarterly(LEVEL, [34_000 + 50 * n for n in range(14)], RATE), RATE)
    assert long.trend is not None
    assert long.on_year_earlier is not None
    assert long.on_year_earlier.change == overdispersed_ratio(
        49,
        52,
        long.trend.dispersion,
        long.trend.correlation,
        1,
        34_450,
        34_650,
        long.trend.degrees_of_freedom,
    )


@pytest.mark.parametrize(
    ("day", "previous", "year_earlier"),
    [
        (None, False, False),
        ("2013-02-01", False, False),  # 2012-13 Q4 begins the new way; the year runs from 2013-14 Q1 on
        ("2013-06-30", False, True),  # a quarter that a break runs through is like neither side of it
        ("2013-07-01", False, True),
        ("2014-03-31", True, True),
        ("2014-04-01", True, True),
    ],
)
def test_a_comparison_says_whether_a_break_lies_between(day: str | None, previous: bool, year_earlier: bool) -> None:
    found = assessed(quarterly(LEVEL[:9]), COUNT, [event(day, "P1-01")] if day else [])
    assert str(found.period) == "2014-15-Q1"
    assert found.on_previous is not None
    assert found.on_year_earlier is not None
    assert (found.on_previous.across_break, found.on_year_earlier.across_break) == (previous, year_earlier)


def test_a_share_that_passes_all_is_compared_and_fitted_as_a_rate() -> None:
    # Reviews of a quarter may be of tools that were begun in the quarter before.
    found = assessed(quarterly([8, 9, 12], [10, 10, 11], SHARE), SHARE)
    assert found.value == rate_interval(12, 11, 100)
    assert found.on_previous is not None
    assert found.on_previous.change == count_ratio(9, 12, 10, 11)
    assert found.verdict == "too few data"
    counts, totals = [5, 7, 6, 11, 8, 6, 9, 7, 8], [10] * 9
    long = assessed(quarterly(counts, totals, SHARE), SHARE)
    assert_same(long.trend, count_trend(counts, totals, range(FIRST.ordinal, FIRST.ordinal + 9)))
    assert long.on_previous is not None
    assert long.on_previous.change == proportion_difference(7, 10, 8, 10)
    all_of_all = assessed(quarterly([5, 7, 6, 10, 8, 6, 9, 7, 8], totals, SHARE), SHARE)
    assert all_of_all.trend is not None
    assert all_of_all.trend.scale == "odds"


def test_a_year_is_compared_with_the_year_before_and_has_no_trend() -> None:
    found = assessed(yearly([3468, 3106, 1997, 1725, 1948]), COUNT, [event("2014-04-01", "P1-01")])
    assert found.on_previous is not None
    assert str(found.on_previous.earlier) == "2015-16"
    assert found.on_previous.change == count_ratio(1725, 1948)
    assert found.on_previous.across_break is False
    assert (found.on_year_earlier, found.trend, found.tests, found.levels) == (None, None, None, ())
    assert [str(b.period) for b in found.breaks] == ["2014-15"]
    assert found.verdict == "too few data"


def test_a_day_is_compared_with_the_same_day_a_year_before() -> None:
    found = assessed(on_days({date(2015, 3, 31): 300, date(2016, 3, 31): 280, date(2017, 3, 31): 290}))
    assert found.on_previous is not None
    assert found.on_previous.earlier == date(2016, 3, 31)
    assert found.on_previous.change == count_ratio(280, 290)
    assert found.on_year_earlier is None


def test_a_leap_day_is_compared_with_the_last_of_february_before() -> None:
    found = assessed(on_days({date(2015, 2, 28): 300, date(2016, 2, 29): 280}))
    assert found.period == date(2016, 2, 29)
    assert found.on_previous is not None
    assert found.on_previous.earlier == date(2015, 2, 28)


def test_the_whole_series_is_cut_into_levels_at_breaks_and_where_the_comparison_begins() -> None:
    found = assessed(quarterly(LEVEL), COUNT, [event("2013-04-01", "P1-01")])
    assert [(str(each.first), str(each.last), each.n) for each in found.levels] == [
        ("2012-13-Q1", "2012-13-Q4", 4),
        ("2013-14-Q1", "2014-15-Q4", 8),
        ("2015-16-Q1", "2015-16-Q2", 2),
    ]


def test_every_unit_has_the_interval_of_its_kind() -> None:
    assert interval_of(point(FIRST, 12, None, COUNT), COUNT) == count_interval(12)
    assert interval_of(point(FIRST, 12, 40, SHARE), SHARE) == proportion_interval(12, 40, 100.0)
    assert interval_of(point(FIRST, 12, 34_000, RATE), RATE) == rate_interval(12, 34_000, 10_000)
    assert interval_of(point(FIRST, 44, 40, SHARE), SHARE) == rate_interval(44, 40, 100.0)
    nobody = interval_of(point(FIRST, 0, 0, SHARE), SHARE)
    assert nobody is not None
    assert nobody.value is None
    assert interval_of(Point(FIRST, None, None, 13.5, "reported", "return", 1, ()), SCORE) is None
    assert interval_of(point(FIRST, None, None, COUNT), COUNT) is None


def test_each_reported_point_gets_its_interval_and_the_others_none() -> None:
    series = quarterly([12, None, 0])
    found = with_intervals(series, COUNT).points
    assert [(p.low, p.high) for p in found] == [
        (count_interval(12).low, count_interval(12).high), (None, None), (0.0, count_interval(0).high),
    ]  # fmt: skip
    assert [replace(p, low=None, high=None) for p in found] == list(series.points)
    share = with_intervals(quarterly([3, 0], [9, 0], SHARE), SHARE).points
    assert share[0].low == proportion_interval(3, 9).low
    assert (share[1].low, share[1].high) == (None, None)
