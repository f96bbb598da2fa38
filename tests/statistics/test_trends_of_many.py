from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from nelscb.statistics import TooFewPoints, Trend, count_trend, proportion_trend, stock_floor
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.trend import Trends, on_one_line, trend_of_row, trends

NAN = math.nan
TIMES = np.arange(8056.0, 8072.0)
COUNTS = np.asarray([
    [551, 459, 534, 453, 470, 375, 413, 467, 424, 385, 484, 440, 420, 410, 405, 390],
    [30, 34, 41, 44, 52, 49, NAN, NAN, 47, 40, 33, 36, 28, 25, 31, 22],
    [NAN, NAN, NAN, 9, 7, 8, 6, 9, 5, 4, 6, 3, 4, 2, NAN, NAN],
    [5, 7, 6, 8, 9, 7, 6, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN],
    [0] * 16,
    [0] * 15 + [9],
    [20, 60, 90, 30] * 4,
    [NAN] * 16,
])  # fmt: skip
PEOPLE = np.asarray([[1000.0 + 40 * t + 100 * row for t in range(16)] for row in range(8)])
PEOPLE[1, 3], PEOPLE[2, 5] = 0.0, NAN
FLOORS = np.asarray([0.2, 0.2, 0.6, 0.2, 0.2, 0.2, 0.75, 0.2])
PROBLEMS = {3: "7 points", 4: "no events", 5: "one end", 7: "0 points"}


def assert_rows(found: Trends, alone: Callable[[int], Trend], problems: dict[int, str]) -> None:
    for row in range(len(found.problem)):
        if row in problems:
            assert problems[row] in found.problem[row]
            assert np.isnan([found.slope[row], found.error[row], found.p[row], found.correlation[row]]).all()
            with pytest.raises(TooFewPoints, match=problems[row]):
                alone(row)
            continue
        one = alone(row)
        assert found.problem[row] == ""
        assert found.n[row] == one.n
        assert found.degrees_of_freedom[row] == one.degrees_of_freedom
        for name in ("slope", "error", "p", "dispersion", "correlation"):
            assert getattr(found, name)[row] == pytest.approx(getattr(one, name), rel=1e-9), name


@pytest.mark.filterwarnings("error")
def test_a_table_of_counts_has_row_by_row_the_trend_of_each_alone() -> None:
    found = trends(COUNTS, np.ones_like(COUNTS), TIMES, "rate", FLOORS)
    times = [int(t) for t in TIMES]
    assert_rows(found, lambda r: count_trend(COUNTS[r], times=times, floor=float(FLOORS[r])), PROBLEMS)
    assert found.correlation[2] >= 0.6
    assert found.correlation[6] >= 0.75


@pytest.mark.filterwarnings("error")
def test_a_table_of_rates_has_row_by_row_the_trend_of_each_alone() -> None:
    found = trends(COUNTS, PEOPLE, TIMES, "rate", FLOORS)
    times = [int(t) for t in TIMES]
    assert_rows(found, lambda r: count_trend(COUNTS[r], PEOPLE[r], times, floor=float(FLOORS[r])), PROBLEMS)
    assert found.n.tolist() == [16, 13, 10, 7, 16, 16, 16, 0]


@pytest.mark.filterwarnings("error")
def test_a_table_of_shares_has_row_by_row_the_trend_of_each_alone() -> None:
    found = trends(COUNTS, PEOPLE, TIMES, "odds", FLOORS)
    times = [int(t) for t in TIMES]
    assert_rows(found, lambda r: proportion_trend(COUNTS[r], PEOPLE[r], times, floor=float(FLOORS[r])), PROBLEMS)


def test_a_row_becomes_the_result_that_the_series_has_alone() -> None:
    found = trends(COUNTS, np.ones_like(COUNTS), TIMES, "rate", FLOORS)
    row = trend_of_row(found, 1, COUNTS[1], np.ones(16), TIMES, "rate", LEVEL)
    alone = count_trend(COUNTS[1], times=[int(t) for t in TIMES])
    assert (row.low, row.value, row.high) == pytest.approx((alone.low, alone.value, alone.high), rel=1e-9)
    assert (row.inputs, row.method, row.scale, row.n) == (alone.inputs, alone.method, alone.scale, alone.n)
    with pytest.raises(TooFewPoints, match="7 points"):
        trend_of_row(found, 3, COUNTS[3], np.ones(16), TIMES, "rate", LEVEL)


def test_an_empty_table_has_no_trends() -> None:
    found = trends(np.zeros((0, 16)), np.zeros((0, 16)), TIMES, "rate", np.zeros(0))
    assert found.problem == ()
    assert found.slope.shape == (0,)


TEN = [9.0, 3, 7, 5, 8, 6, 2, 4, 6, 7]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("trend", "message"),
    [
        (lambda: count_trend([*TEN, math.inf]), "infinite"),
        (lambda: count_trend([*TEN, -math.inf]), "infinite"),
        (lambda: count_trend(TEN, [*[5.0] * 9, math.inf]), "infinite"),
        (lambda: count_trend([*TEN, -1]), "count cannot be negative"),
        (lambda: count_trend(TEN, [*[5.0] * 9, -5]), "exposure cannot be negative"),
        (lambda: proportion_trend([-1.0, *TEN[1:]], [20.0] * 10), "count cannot be negative"),
        (lambda: proportion_trend(TEN, [20.0, 2, *[20.0] * 8]), "more events than their total"),
        (lambda: count_trend(TEN, times=[0, 1, 2, 4, 3, 5, 6, 7, 8, 9]), "in order"),
        (lambda: count_trend(TEN, times=[0, 1, 2, 3, 3, 4, 5, 6, 7, 8]), "each of them once"),
        (lambda: count_trend(TEN, times=[0, 1, 2, 3, 3.5, 4, 5, 6, 7, 8]), "whole quarters"),  # type: ignore[list-item]
        (lambda: count_trend(TEN, times=range(9)), "equally many"),
        (lambda: count_trend(TEN, [5.0] * 9), "equally many"),
        (lambda: proportion_trend(TEN, [20.0] * 11), "equally many"),
    ],
)
def test_what_is_no_series_of_counts_is_refused(trend: Callable[[], Trend], message: str) -> None:
    with pytest.raises(ValueError, match=message) as refused:
        trend()
    assert not isinstance(refused.value, TooFewPoints)


def test_a_table_needs_times_one_quarter_apart() -> None:
    with pytest.raises(ValueError, match="one quarter apart"):
        trends(COUNTS, np.ones_like(COUNTS), np.delete(np.arange(17.0), 5), "rate", FLOORS)


def test_more_events_than_a_total_of_nothing_are_no_observation_and_no_mistake() -> None:
    # A quarter without a denominator is left out before its events are looked at.
    assert proportion_trend([*TEN, 3], [20.0] * 10 + [0.0]).n == 10


def test_times_with_gaps_are_laid_on_one_line() -> None:
    line, values = on_one_line([8, 9, 12], np.asarray([1.0, 2, 3]))
    assert line.tolist() == [8, 9, 10, 11, 12]
    assert values.tolist() == pytest.approx([1, 2, NAN, NAN, 3], nan_ok=True)
    assert [each.tolist() for each in on_one_line(None, np.zeros(0))] == [[], []]


@pytest.mark.parametrize(
    ("leavers", "stock", "floor"),
    [
        (None, None, 0.6),
        (None, 300.0, 0.6),
        (30.0, None, 0.6),
        (30.0, 0.0, 0.6),
        (3.0, 300.0, 0.95),  # exp(−0.01) is over the most that is ever taken
        (0.0, 300.0, 0.95),
        (30.0, 300.0, math.exp(-0.1)),
        (150.0, 300.0, math.exp(-0.5)),
        (153.3, 300.0, 0.6),  # exp(−0.511) is a little under 0.6
        (600.0, 300.0, 0.6),
    ],
)
def test_what_has_not_left_is_carried_over(leavers: float | None, stock: float | None, floor: float) -> None:
    assert stock_floor(leavers, stock) == pytest.approx(floor)


@pytest.mark.parametrize(("leavers", "stock"), [(-1.0, 5.0), (1.0, -5.0), (None, -5.0)])
def test_a_negative_stock_is_refused(leavers: float | None, stock: float) -> None:
    with pytest.raises(ValueError, match="negative"):
        stock_floor(leavers, stock)
