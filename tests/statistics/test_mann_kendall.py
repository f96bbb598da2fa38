from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from nelscb.statistics import mann_kendall
from nelscb.statistics.mann_kendall import NOT_ZERO

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
