from __future__ import annotations

from dataclasses import replace

import pytest
from made_series import COUNT, FIRST, LEVEL, RATE, SHARE, assert_same, assessed, event, quarterly

from nelscb.plan.measures import Basis
from nelscb.quarters import Quarter
from nelscb.statistics import count_trend, mann_kendall, proportion_trend


def test_the_trend_is_that_of_the_whole_series_where_nothing_breaks_it() -> None:
    found = assessed(quarterly(LEVEL))
    assert found.tests is not None
    assert_same(found.trend, count_trend(LEVEL, times=range(FIRST.ordinal, FIRST.ordinal + 14)))
    assert_same(found.tests.mann_kendall, mann_kendall(LEVEL))
    assert (found.tests.first, found.tests.last) == (FIRST, FIRST + 13)


def test_a_share_and_a_rate_are_fitted_as_such() -> None:
    totals = [100 + 3 * n for n in range(14)]
    times = range(FIRST.ordinal, FIRST.ordinal + 14)
    share = assessed(quarterly(LEVEL, totals, SHARE), SHARE)
    assert share.tests is not None
    assert_same(share.trend, proportion_trend(LEVEL, totals, times))
    assert_same(share.tests.mann_kendall, mann_kendall([100 * c / t for c, t in zip(LEVEL, totals, strict=True)]))
    profile = replace(SHARE, unit="profile")
    assert_same(assessed(quarterly(LEVEL, totals, profile), profile).trend, share.trend)
    assert_same(assessed(quarterly(LEVEL, totals, RATE), RATE).trend, count_trend(LEVEL, totals, times))


@pytest.mark.parametrize(("basis", "stock"), [("flow", False), ("snapshot", True)])
def test_a_snapshot_is_fitted_as_a_stock(basis: Basis, stock: bool) -> None:
    measure = replace(COUNT, basis=basis)
    times = range(FIRST.ordinal, FIRST.ordinal + 14)
    assert_same(assessed(quarterly(LEVEL), measure).trend, count_trend(LEVEL, times=times, stock=stock))


def test_a_withheld_quarter_is_a_gap_and_not_a_zero() -> None:
    with_gap: list[float | None] = [*LEVEL[:5], None, *LEVEL[6:]]
    found = assessed(quarterly(with_gap))
    times = [FIRST.ordinal + n for n in range(14) if n != 5]
    assert_same(found.trend, count_trend([c for c in with_gap if c is not None], times=times))
    assert found.tests is not None
    assert found.tests.mann_kendall.n == 13
    assert found.levels[0].lowest == min(c for c in with_gap[:12] if c is not None)


def test_the_trend_looks_at_the_longest_stretch_without_a_break() -> None:
    found = assessed(quarterly([90, 95, *LEVEL]), COUNT, [event("2012-10-01", "P1-01")])
    start = FIRST + 2
    assert found.tests is not None
    assert (found.tests.first, found.tests.last) == (start, start + 13)
    assert_same(found.trend, count_trend(LEVEL, times=range(start.ordinal, start.ordinal + 14)))
    assert_same(found.tests.mann_kendall, mann_kendall(LEVEL))
    assert found.verdict == "unclear"


def test_a_stretch_under_eight_quarters_has_no_trend() -> None:
    found = assessed(quarterly(LEVEL), COUNT, [event("2013-12-31", "P1-01"), event("2012-06-30", "P1-01")])
    assert [str(b.period) for b in found.breaks] == ["2013-14-Q3"]
    assert found.tests is not None  # eight quarters after six
    assert (found.tests.first, found.tests.last) == (Quarter.parse("2013-14-Q3"), FIRST + 13)
    found = assessed(quarterly(LEVEL), COUNT, [event("2014-01-01", "P1-01")])
    assert (found.trend, found.tests) == (None, None)  # seven and seven
    assert found.verdict == "unclear"
