from __future__ import annotations

import math
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from nelscb.statistics import theil_sen
from nelscb.statistics.theil_sen import theil_sen_table

steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
NAN = math.nan
some_missing = st.lists(st.integers(0, 30) | st.just(NAN), min_size=2, max_size=24)


def test_three_points_by_hand() -> None:
    # Slopes a quarter are 2, 4 and 6; 4 a quarter are 16 a year.
    found = theil_sen([10, 12, 18])
    assert (found.value, found.n) == (16.0, 3)
    assert (found.low, found.high) == (8.0, 24.0)


def test_a_straight_line_has_its_own_slope_and_nothing_beside_it() -> None:
    found = theil_sen([5 + 0.25 * t for t in range(12)])
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)
    falling = theil_sen([5 - 0.25 * t for t in range(12)])
    assert (falling.value, falling.low, falling.high) == (-1.0, -1.0, -1.0)


def test_one_wild_quarter_moves_the_slope_little() -> None:
    steady_rise = [float(t) for t in range(12)]
    wild = [*steady_rise[:6], 500.0, *steady_rise[7:]]
    assert theil_sen(wild).value == 4.0


@steady
@given(st.lists(st.integers(0, 12), min_size=2, max_size=24))
def test_slope_and_limits_are_scipys(values: list[int]) -> None:
    found, other = theil_sen(values), stats.theilslopes(values, np.arange(len(values)) / 4, alpha=0.95)
    assert found.value == pytest.approx(other.slope, abs=1e-12)
    if len(values) > 2:  # of two points the one slope is all there is
        assert found.low == pytest.approx(other.low_slope, abs=1e-12)
        assert found.high == pytest.approx(other.high_slope, abs=1e-12)


@steady
@given(some_missing)
def test_a_gap_keeps_its_true_length(values: list[float]) -> None:
    there = [(t, v) for t, v in enumerate(values) if not math.isnan(v)]
    found = theil_sen(values)
    assert found.n == len(there)
    if len(there) < 2:
        assert (found.value, found.low, found.high, found.method) == (None, None, None, "no data")
        return
    slopes = [4 * (w - v) / (t - s) for i, (s, v) in enumerate(there) for t, w in there[i + 1 :]]
    assert found.value == pytest.approx(median(slopes))
    assert min(slopes) <= (found.low or 0) <= (found.value or 0) <= (found.high or 0) <= max(slopes)
    alone = theil_sen([v for _, v in there], [t for t, _ in there])
    assert (alone.low, alone.value, alone.high) == (found.low, found.value, found.high)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", [[], [7], [NAN, 7, NAN], [NAN, NAN]])
def test_under_two_points_there_is_no_slope(values: list[float]) -> None:
    found = theil_sen(values)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.n == len([v for v in values if not math.isnan(v)])


def test_two_points_have_one_slope() -> None:
    found = theil_sen([3, NAN, 8])
    assert (found.value, found.low, found.high, found.n) == (10.0, 10.0, 10.0, 2)


def test_a_series_of_ties_has_slope_zero() -> None:
    found = theil_sen([5] * 9)
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_a_surer_level_is_wider() -> None:
    values = [12, 9, 14, 11, 16, 10, 17, 15, 13, 18]
    usual, sure = theil_sen(values), theil_sen(values, level=0.998)
    assert (sure.low or 0) < (usual.low or 0) < (usual.high or 0) < (sure.high or 0)
    assert sure.value == usual.value
    assert (usual.level, sure.level) == (0.95, 0.998)


@pytest.mark.filterwarnings("error")
@settings(steady, max_examples=15)
@given(st.lists(st.lists(st.integers(0, 9) | st.just(NAN), min_size=10, max_size=10), max_size=5))
def test_a_table_has_row_by_row_what_each_series_has_alone(rows: list[list[float]]) -> None:
    rows = [row for row in rows if sum(not math.isnan(v) for v in row) >= 2]
    table = theil_sen_table(np.asarray(rows, dtype=float).reshape(len(rows), 10), np.arange(10.0))
    assert table.shape == (len(rows), 3)
    for of_table, row in zip(table, rows, strict=True):
        alone = theil_sen(row)
        assert of_table.tolist() == pytest.approx([alone.value, alone.low, alone.high])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("values", "times"),
    [
        ([1.0, math.inf, 2.0], None),
        ([1.0, 2.0, 3.0], [0, 1]),
        ([1.0, 2.0, 3.0], [0, 1, 1]),
    ],
)
def test_what_has_no_slope_is_refused(values: list[float], times: list[int] | None) -> None:
    with pytest.raises(ValueError, match="finite values, each at a time of its own"):
        theil_sen(values, times)
