from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pymannkendall
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from nelscb.statistics import mann_kendall, seasonal_mann_kendall, theil_sen
from nelscb.statistics.mann_kendall import MOST_VALUES, NOT_ZERO, mann_kendall_table

steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
NAN = math.nan


def score(values: Sequence[float]) -> int:
    """Kendall's S, pair by pair."""
    return sum(
        (later > earlier) - (later < earlier)
        for position, earlier in enumerate(values)
        for later in values[position + 1 :]
    )


def order_with(score_wanted: int, n: int) -> list[int]:
    """An order of 0 … n − 1 without ties whose S is ``score_wanted``."""
    inversions, left, order = (n * (n - 1) // 2 - score_wanted) // 2, list(range(n)), []
    for _ in range(n):
        place = min(inversions, len(left) - 1)
        inversions -= place
        order.append(left.pop(place))
    return order


# The chance of S or more, by number of points and S,
# https://github.com/mannkendall/Python/blob/a152c50d5c385b44b69a00d64db3afa4bc5d906d/src/mannkendall/Prob_MK_n.csv
PUBLISHED = {
    4: {2: 0.375, 4: 0.167, 6: 0.042},
    5: {2: 0.408, 4: 0.242, 6: 0.117, 8: 0.042, 10: 0.0083},
    6: {1: 0.5, 3: 0.36, 5: 0.235, 7: 0.136, 9: 0.068, 11: 0.028, 13: 0.0083, 15: 0.0014},
    8: {2: 0.452, 6: 0.274, 10: 0.138, 14: 0.054, 16: 0.031, 18: 0.016, 20: 0.0071, 22: 0.0028, 24: 0.00087},
    9: {2: 0.46, 10: 0.179, 14: 0.09, 18: 0.038, 20: 0.022, 24: 0.0063, 28: 0.0012, 36: 2.8e-6},
}


@pytest.mark.parametrize(("n", "s", "one_sided"), [(n, s, p) for n, row in PUBLISHED.items() for s, p in row.items()])
def test_p_is_twice_the_published_chance(n: int, s: int, one_sided: float) -> None:
    rising = mann_kendall(order_with(s, n))
    falling = mann_kendall(order_with(-s, n))
    assert (rising.s, falling.s, rising.n) == (s, -s, n)
    half_a_digit = 0.5 * 10.0 ** (math.floor(math.log10(one_sided)) - (2 if one_sided >= 0.1 else 1))
    assert rising.p / 2 == pytest.approx(one_sided, abs=1.01 * half_a_digit)
    assert falling.p == rising.p


def test_the_score_of_a_series_worked_by_hand_is_the_published_one() -> None:
    # S = 54 with one tied pair, https://mathcs.holycross.edu/~little/Montserrat/MannKendallByHand.txt
    series = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]
    found = mann_kendall(series)
    assert (found.s, found.n, found.ties) == (54, 14, (2,))


@pytest.mark.parametrize(
    ("values", "s", "p", "ties"),
    [
        ([1, 2], 1, 1.0, ()),
        ([1, 2, 3], 3, 2 / 6, ()),
        ([3, 2, 1], -3, 2 / 6, ()),
        ([1, 2, 3, 4], 6, 2 / 24, ()),
        ([1, 3, 2], 1, 1.0, ()),
        # Orders of 1, 1, 2: S is 2, 0 and −2, so |S| = 2 in two of three.
        ([1, 1, 2], 2, 2 / 3, (2,)),
        ([1, 2, 1], 0, 1.0, (2,)),
        # Six orders of 1, 1, 2, 2; S = 4 or −4 in two of them.
        ([1, 1, 2, 2], 4, 2 / 6, (2, 2)),
        ([2, 2, 2, 1], -3, 2 / 4, (3,)),
        # Three ties of two: 90 orders, one rising throughout and one falling.
        ([1, 1, 2, 2, 3, 3], 12, 2 / 90, (2, 2, 2)),
        # 5 points: only strict monotony gets under 0.05.
        ([1, 2, 3, 4, 5], 10, 2 / 120, ()),
        ([2, 1, 3, 4, 5], 8, 10 / 120, ()),
    ],
)
def test_small_series_by_hand(values: list[float], s: int, p: float, ties: tuple[int, ...]) -> None:
    found = mann_kendall(values)
    assert (found.s, found.ties) == (s, ties)
    assert found.p == pytest.approx(p, rel=1e-12)


@pytest.mark.parametrize("values", [[], [7], [NAN, NAN], [NAN, 7], [5, 5], [0] * 9])
def test_a_series_that_cannot_move_has_score_zero_p_one_and_no_tau(values: list[float]) -> None:
    found = mann_kendall(values)
    assert (found.s, found.p, found.tau) == (0, 1.0, None)


def test_missing_values_are_left_out_and_the_rest_keeps_its_order() -> None:
    assert mann_kendall([NAN, 3, NAN, 1, 4, NAN, 1, 5, 9]) == mann_kendall([3, 1, 4, 1, 5, 9])
    assert mann_kendall([NAN, 3, 1, 4]).n == 3


def test_forty_rising_quarters_have_the_smallest_p_that_is_told_apart() -> None:
    assert mann_kendall(range(40)).p == NOT_ZERO == 1e-11
    assert mann_kendall(range(12)).p == pytest.approx(2 / math.factorial(12), rel=1e-4)


@steady
@given(st.lists(st.integers(0, 4), min_size=2, max_size=6))
def test_p_is_the_share_of_all_orders_as_far_from_zero(values: list[int]) -> None:
    scores = [abs(score(order)) for order in permutations(values)]
    share = Fraction(sum(s >= abs(score(values)) for s in scores), len(scores))
    found = mann_kendall(values)
    assert found.s == score(values)
    assert found.p == pytest.approx(float(share), rel=1e-12)


@steady
@given(st.lists(st.integers(0, 500), min_size=2, max_size=30, unique=True))
def test_without_ties_p_is_scipys_exact_kendall_test(values: list[int]) -> None:
    other = stats.kendalltau(range(len(values)), values, method="exact")
    found = mann_kendall(values)
    assert found.p == pytest.approx(other.pvalue, rel=1e-9)
    assert found.tau == pytest.approx(other.statistic, abs=1e-12)
    assert found.ties == ()


@steady
@given(st.lists(st.integers(0, 6), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_with_ties_tau_is_scipys_tau_b(values: list[int]) -> None:
    assert mann_kendall(values).tau == pytest.approx(stats.kendalltau(range(len(values)), values).statistic)


@steady
@given(st.lists(st.integers(0, 9), max_size=24))
def test_only_the_order_counts_and_a_mirrored_series_mirrors_the_score(values: list[int]) -> None:
    found = mann_kendall(values)
    assert replace(mann_kendall([3 * v**3 + 1 for v in values]), inputs=found.inputs) == found
    backwards, upside_down = mann_kendall(values[::-1]), mann_kendall([-v for v in values])
    assert backwards.s == upside_down.s == -found.s
    assert backwards.p == upside_down.p == found.p
    assert 0 < found.p <= 1


def orders_by_inversions(sizes: Sequence[int]) -> list[int]:
    """How many orders of tied values have 0, 1, 2 … inversions: [n]_q! / ∏ [tᵢ]_q! in whole numbers."""

    def factorial(n: int) -> list[int]:
        product_so_far = [1]
        for k in range(2, n + 1):
            longer = [0] * (len(product_so_far) + k - 1)
            for power, count in enumerate(product_so_far):
                for shift in range(k):
                    longer[power + shift] += count
            product_so_far = longer
        return product_so_far

    left = factorial(sum(sizes))
    for size in sizes:
        under = factorial(size)
        quotient = [0] * (len(left) - len(under) + 1)
        rest = left[:]
        for power in range(len(quotient)):
            quotient[power] = rest[power]  # every divisor begins with 1
            for shift, count in enumerate(under):
                rest[power + shift] -= quotient[power] * count
        assert not any(rest)
        left = quotient
    return left


def exact_p(s: int, groups: Sequence[Sequence[float]]) -> Fraction:
    """The share of orders, within each of ``groups``, with a total |S| as large: in whole numbers throughout."""
    spread, pairs = [1], 0
    for group in groups:
        sizes = [list(group).count(value) for value in set(group)]
        of_group = orders_by_inversions(sizes)
        pairs += len(of_group) - 1  # S runs from −(untied pairs) to (untied pairs) in steps of 2
        longer = [0] * (len(spread) + len(of_group) - 1)
        for i, a in enumerate(spread):
            for j, b in enumerate(of_group):
                longer[i + j] += a * b
        spread = longer
    as_far = sum(count for inversions, count in enumerate(spread) if abs(pairs - 2 * inversions) >= abs(s))
    return Fraction(as_far, sum(spread))


def test_the_orders_of_two_pairs_by_hand() -> None:
    # 1122 has no inversion, 1212 one, 1221 and 2112 two, 2121 three, 2211 four.
    assert orders_by_inversions([2, 2]) == [1, 1, 2, 1, 1]
    assert orders_by_inversions([1, 1, 1]) == [1, 2, 2, 1]
    assert sum(orders_by_inversions([3, 2, 1])) == 60


@settings(steady, max_examples=25)
@given(st.integers(1, 30).flatmap(lambda top: st.lists(st.integers(0, top), min_size=2, max_size=60)))
def test_p_of_long_tied_series_is_that_of_whole_numbers(values: list[int]) -> None:
    found = mann_kendall(values)
    assert found.s == score(values)
    assert found.p == pytest.approx(float(exact_p(found.s, [values])), abs=1e-10)


@pytest.mark.parametrize("step", [0, 60, 200, 400])
def test_a_long_rise_with_a_few_faults_has_the_p_of_whole_numbers(step: int) -> None:
    values = [t + (7 * ((t * t) % 11) * step) / 400 for t in range(60)]
    found = mann_kendall(values)
    assert found.p == pytest.approx(float(exact_p(found.s, [values])), abs=1e-10)
    assert found.p >= NOT_ZERO


@pytest.mark.filterwarnings("error")
@settings(steady, max_examples=25)
@given(st.lists(st.lists(st.sampled_from([0, 1, 2, 3, NAN]), min_size=15, max_size=15), max_size=6))
def test_a_table_has_row_by_row_what_each_series_has_alone(rows: list[list[float]]) -> None:
    s, p = mann_kendall_table(np.asarray(rows, dtype=float).reshape(len(rows), 15))
    assert len(s) == len(p) == len(rows)
    for row, of_s, of_p in zip(rows, s, p, strict=True):
        alone = mann_kendall(row)
        assert of_s == alone.s
        assert of_p == pytest.approx(alone.p, abs=1e-10)


def test_a_table_of_more_rows_than_are_done_at_once_leaves_none_out() -> None:
    values = np.random.default_rng(20170331).integers(0, 5, (600, 12)).astype(float)
    s, p = mann_kendall_table(values)
    assert s.tolist() == [score(row) for row in values.tolist()]
    assert [float(p[i]) for i in (0, 255, 256, 599)] == pytest.approx(
        [float(exact_p(int(s[i]), [values[i].tolist()])) for i in (0, 255, 256, 599)], abs=1e-10
    )


# --- seasons apart --------------------------------------------------------------------------------


def by_season(values: Sequence[float], times: Sequence[int]) -> list[list[float]]:
    return [
        [v for v, t in zip(values, times, strict=True) if t % 4 == season and not math.isnan(v)] for season in range(4)
    ]


def test_seasons_by_hand() -> None:
    # Each quarter of the year rises once in two years: S = 4, and one of 2⁴ orders does so; the mirrored one too.
    found = seasonal_mann_kendall([10, 40, 20, 30, 11, 41, 21, 31], range(8))
    assert (found.s, found.n, found.tau, found.ties) == (4, 8, 1.0, ())
    assert found.p == pytest.approx(2 / 16)
    # Between seasons nothing is compared: plain Mann-Kendall sees something else.
    assert mann_kendall([10, 40, 20, 30, 11, 41, 21, 31]).s == 8
    # One season rises (three years), one falls (two years), the others stand still once.
    mixed = seasonal_mann_kendall([1, 9, 5, NAN, 2, 8, 5, NAN, 3], range(9))
    assert (mixed.s, mixed.n, mixed.ties) == (3 - 1 + 0, 7, (2,))


@settings(steady, max_examples=25)
@given(st.lists(st.integers(0, 3) | st.just(NAN), min_size=4, max_size=11), st.integers(0, 3))
def test_seasonal_p_is_the_share_of_all_orders_within_seasons(values: list[float], first: int) -> None:
    times = range(8056 + first, 8056 + first + len(values))
    seasons = by_season(values, times)
    s = sum(score(season) for season in seasons)
    totals = [sum(map(score, orders)) for orders in product(*(list(permutations(g)) for g in seasons))]
    found = seasonal_mann_kendall(values, times)
    assert found.s == s
    assert found.p == pytest.approx(sum(abs(t) >= abs(s) for t in totals) / len(totals), abs=1e-10)


@settings(steady, max_examples=15)
@given(st.lists(st.integers(0, 8) | st.just(NAN), min_size=12, max_size=60))
def test_seasonal_p_of_long_series_is_that_of_whole_numbers(values: list[float]) -> None:
    seasons = by_season(values, range(len(values)))
    found = seasonal_mann_kendall(values, range(len(values)))
    assert found.s == sum(score(season) for season in seasons)
    assert found.p == pytest.approx(float(exact_p(found.s, seasons)), abs=1e-10)
    assert found.n == sum(map(len, seasons))


def test_a_season_without_values_adds_nothing() -> None:
    values, times = [5, 7, 6, 9, 8, 12], [0, 1, 4, 5, 8, 9]
    found = seasonal_mann_kendall(values, times)
    with_gaps = seasonal_mann_kendall([5, 7, NAN, NAN, 6, 9, NAN, NAN, 8, 12], range(10))
    assert found == with_gaps
    assert (found.s, found.p) == (6, pytest.approx(2 / 36))


def test_one_season_alone_is_the_plain_test() -> None:
    values = [5, 7, 6, 9, 9, 12]
    found, plain = seasonal_mann_kendall(values, [4 * t for t in range(6)]), mann_kendall(values)
    assert (found.s, found.tau, found.ties) == (plain.s, plain.tau, plain.ties)
    assert found.p == pytest.approx(plain.p, abs=1e-11)


def test_a_season_that_repeats_is_no_trend_and_a_rise_under_it_is_seen() -> None:
    still = [20, 60, 90, 30] * 5
    found = seasonal_mann_kendall(still, range(20))
    assert (found.s, found.p, found.tau) == (0, 1.0, None)
    rising = [c + 2 * t for t, c in enumerate(still)]
    assert seasonal_mann_kendall(rising, range(20)).p < mann_kendall(rising).p
    assert seasonal_mann_kendall(rising, range(20)).tau == 1


@pytest.mark.parametrize("values", [[], [7], [NAN, NAN, 3], [1, 2, 3, 4]])
def test_seasons_of_one_value_each_cannot_move(values: list[float]) -> None:
    found = seasonal_mann_kendall(values, range(len(values)))
    assert (found.s, found.p, found.tau) == (0, 1.0, None)


@pytest.mark.filterwarnings("error")
def test_what_is_no_short_series_is_refused() -> None:
    for test in (mann_kendall, lambda v: seasonal_mann_kendall(v, range(len(v)))):
        with pytest.raises(ValueError, match="infinite"):
            test([1.0, math.inf, 2.0])
        with pytest.raises(ValueError, match="at most 200"):
            test(list(range(MOST_VALUES + 1)))
    with pytest.raises(ValueError, match="at most 200"):
        mann_kendall([[1.0, 2.0]])
    with pytest.raises(ValueError, match="equally many"):
        seasonal_mann_kendall([1, 2, 3], [0, 1])


@pytest.mark.parametrize("seed", range(6))
def test_score_and_slope_are_those_of_pymannkendall_and_its_tau_is_tau_a(seed: int) -> None:
    values = np.random.default_rng(seed).poisson(4, 24).astype(float)
    other, ours = pymannkendall.original_test(values), mann_kendall(values)
    assert ours.s == other.s
    assert other.Tau == pytest.approx(ours.s / (24 * 23 / 2))
    assert theil_sen(values).value == pytest.approx(4 * other.slope)
    seasonal = pymannkendall.seasonal_test(values, period=4)
    assert seasonal_mann_kendall(values, range(24)).s == seasonal.s
    # Its p is the normal limit with a correction for continuity: near ours, and never the same.
    assert ours.p == pytest.approx(other.p, abs=0.02)


def test_the_corrected_variance_that_is_not_used_can_be_negative() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        chance = np.random.default_rng(1)
        found = [pymannkendall.hamed_rao_modification_test(chance.normal(size=10)).var_s for _ in range(200)]
    assert min(found) < 0
