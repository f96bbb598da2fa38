from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from nelscb.statistics import TooFewPoints
from nelscb.statistics.neighbours import (
    RANK_DRAWS,
    Kind,
    among_neighbours,
    paule_mandel,
    pooled,
    rank_with_uncertainty,
    score_among_neighbours,
)

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
NAN = math.nan

# Nine laboratories: the square root of Paule and Mandel's variance is 0.8399 in table 1, first row, of R. N. Kacker,
# Metrologia 41 (2004), 132-136, as statsmodels tests against it in
# https://github.com/statsmodels/statsmodels/blob/79c51ffbc63d62b2c9c7ca4d3f45d89b9c745fd8/statsmodels/stats/tests/test_meta.py
LABORATORIES = [61.00, 61.40, 62.21, 62.30, 62.34, 62.60, 62.70, 62.84, 65.90]
VARIANCES = [0.2025, 1.2100, 0.0900, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225]

EVENTS = [30, 44, 51, 60, 38, 25, 70, 41, 55, 47]
CHILDREN = [9000, 11000, 12500, 9800, 10400, 7000, 15000, 12000, 9900, 10100]


def test_the_variance_between_laboratories_is_the_published_one() -> None:
    assert math.sqrt(paule_mandel(LABORATORIES, VARIANCES)) == pytest.approx(0.8399, abs=6e-5)


def test_the_mean_and_its_error_agree_with_statsmodels() -> None:
    other = combine_effects(
        np.array(LABORATORIES), np.array(VARIANCES), method_re="iterated", use_t=False, atol=1e-10, maxiter=500
    )
    found = paule_mandel(LABORATORIES, VARIANCES)
    assert found == pytest.approx(other.tau2, rel=1e-6)
    assert pooled(LABORATORIES, VARIANCES, found) == pytest.approx(
        (other.mean_effect_re, other.sd_eff_w_re**2), rel=1e-6
    )


def test_values_that_differ_by_chance_alone_have_no_variance_between_them() -> None:
    assert paule_mandel([5.0, 5.1, 4.9, 5.0], [1.0] * 4) == 0.0
    assert paule_mandel([5.0] * 4, [1.0] * 4) == 0.0


@steady
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.01, 4)), min_size=3, max_size=12))
def test_what_is_found_makes_q_its_expected_value(pairs: list[tuple[float, float]]) -> None:
    y, v = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = paule_mandel(y, v)
    weights = [1 / (variance + found) for variance in v]
    mean = sum(w * value for w, value in zip(weights, y, strict=True)) / sum(weights)
    q = sum(w * (value - mean) ** 2 for w, value in zip(weights, y, strict=True))
    if found:
        assert q == pytest.approx(len(y) - 1, rel=1e-6)
    else:
        assert q <= (len(y) - 1) * (1 + 1e-9)


def by_hand_limits(own_denominator: float, kind: Kind, dispersion: float = 1.0) -> tuple[float, float, float, float]:
    """Mean, limits of the area's figure, and Q/(k − 1), in plain loops; τ̂² by halving."""
    if kind == "rate":
        y = [math.sqrt((x + 0.25) / d) for x, d in zip(EVENTS, CHILDREN, strict=True)]
    else:
        y = [math.asin(math.sqrt((x + 0.25) / (d + 0.5))) for x, d in zip(EVENTS, CHILDREN, strict=True)]
    v = [dispersion / (4 * d) for d in CHILDREN]

    def q_and_mean(tau_squared: float) -> tuple[float, float]:
        w = [1 / (variance + tau_squared) for variance in v]
        mean = sum(a * b for a, b in zip(w, y, strict=True)) / sum(w)
        return sum(a * (b - mean) ** 2 for a, b in zip(w, y, strict=True)), mean

    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if q_and_mean(middle)[0] > 9 else (low, middle)
    mean = q_and_mean(low)[1]
    error = math.sqrt(low + 1 / sum(1 / (variance + low) for variance in v) + dispersion / (4 * own_denominator))
    ends = [mean - stats.t.ppf(0.975, 9) * error, mean + stats.t.ppf(0.975, 9) * error]
    if kind == "rate":
        figures = [end**2 - 0.25 / own_denominator for end in ends]
        return mean**2, figures[0], figures[1], q_and_mean(0.0)[0] / 9
    figures = [(math.sin(end) ** 2 * (own_denominator + 0.5) - 0.25) / own_denominator for end in ends]
    return math.sin(mean) ** 2, figures[0], figures[1], q_and_mean(0.0)[0] / 9


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@pytest.mark.parametrize("dispersion", [1.0, 2.0])
def test_the_limits_are_the_formula_written_out(kind: Kind, dispersion: float) -> None:
    found = among_neighbours(EVENTS, CHILDREN, 80, 8000, kind, per=10_000, dispersion=dispersion)
    mean, low, high, heterogeneity = by_hand_limits(8000, kind, dispersion)
    assert found.mean == pytest.approx(10_000 * mean)
    assert found.low == pytest.approx(10_000 * low)
    assert found.high == pytest.approx(10_000 * high)
    assert found.heterogeneity == pytest.approx(heterogeneity)
    assert (found.value, found.k, found.level) == (100.0, 10, 0.95)
    assert found.outside == "above"
    assert found.inputs["own"] == (80.0, 8000.0)
    assert found.inputs["events"] == tuple(map(float, EVENTS))


def test_neighbours_of_one_size_have_the_binding_formula() -> None:
    # Of equal size n: weights are equal, τ̂² + v is the plain variance of y, so that
    # τ̂² + (τ̂² + v)/k + s² is τ̂²(1 + 1/k) + v/k + s².
    found = among_neighbours(EVENTS, [10_000] * 10, 45, 10_000, "rate")
    y = [math.sqrt((x + 0.25) / 10_000) for x in EVENTS]
    v, plain = 1 / 40_000, statistics.variance(y)
    assert found.tau_squared == pytest.approx(plain - v)
    half = stats.t.ppf(0.975, 9) * math.sqrt((plain - v) * 1.1 + v / 10 + v)
    assert found.low == pytest.approx((statistics.mean(y) - half) ** 2 - 0.25 / 10_000)
    assert found.high == pytest.approx((statistics.mean(y) + half) ** 2 - 0.25 / 10_000)
    assert found.heterogeneity == pytest.approx(plain / v)


@pytest.mark.parametrize(
    ("own", "outside"), [(0, "below"), (19, "inside"), (45, "inside"), (82, "inside"), (90, "above")]
)
def test_an_area_is_above_below_or_inside(own: int, outside: str) -> None:
    found = among_neighbours(EVENTS, [10_000] * 10, own, 10_000, "rate", per=10_000)
    assert (found.low or 0) == pytest.approx(18.47, abs=0.01)
    assert (found.high or 0) == pytest.approx(83.51, abs=0.01)
    assert found.outside == outside


def test_more_neighbours_narrow_the_limits_and_a_surer_level_widens_them() -> None:
    once, twice = (among_neighbours(EVENTS * n, CHILDREN * n, 45, 10_000, "rate") for n in (1, 2))
    assert (once.low or 0) < (twice.low or 0) < (twice.high or 0) < (once.high or 0)
    sure = among_neighbours(EVENTS, CHILDREN, 45, 10_000, "rate", level=0.998)
    assert (sure.low or 0) < (once.low or 0) < (once.high or 0) < (sure.high or 0)
    assert sure.level == 0.998


def test_a_small_area_has_wider_limits_than_a_large_one() -> None:
    small, large = (among_neighbours(EVENTS, CHILDREN, 0, size, "rate") for size in (500, 50_000))
    assert (small.low, small.outside) == (0.0, "inside")
    assert (small.high or 0) > (large.high or 0)
    assert (large.low or 0) > 0
    assert large.outside == "below"


@pytest.mark.parametrize(
    ("own", "outside"),
    # Neighbours at 1 in 100 without spread, 200 children: 2 events expected. No event has a chance of 14 %, nine or
    # more of 0.02 %.
    [(0, "inside"), (2, "inside"), (5, "inside"), (9, "above")],
)
def test_counts_of_a_few_are_not_called_low_for_a_zero(own: int, outside: str) -> None:
    found = among_neighbours([100] * 10, [10_000] * 10, own, 200, "rate")
    assert (found.tau_squared, found.low) == (0.0, 0.0)
    assert found.outside == outside


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_no_events_anywhere_is_a_mean_near_zero_and_an_upper_limit(kind: Kind) -> None:
    found = among_neighbours([0] * 5, [200] * 5, 0, 200, kind)
    assert (found.value, found.low, found.outside) == (0.0, 0.0, "inside")
    assert 0 < found.mean < (found.high or 0) < 0.05
    assert found.tau_squared == 0.0


def test_all_children_everywhere_is_the_mirror_of_none() -> None:
    found, none = (among_neighbours([x] * 5, [200] * 5, x, 200, "proportion") for x in (200, 0))
    assert (found.value, found.high, found.outside) == (1.0, 1.0, "inside")
    assert found.low == pytest.approx(1 - (none.high or 0))


@steady
@given(
    st.lists(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=4, max_size=11)
)
def test_has_and_has_not_mirror_each_other(parts: list[tuple[int, int]]) -> None:
    x, n = [part[0] for part in parts], [part[1] for part in parts]
    has = among_neighbours(x[1:], n[1:], x[0], n[0], "proportion")
    has_not = among_neighbours([b - a for a, b in parts[1:]], n[1:], n[0] - x[0], n[0], "proportion")
    assert has.mean == pytest.approx(1 - has_not.mean)
    assert has.low == pytest.approx(1 - (has_not.high or 0), abs=1e-9)
    assert has.high == pytest.approx(1 - (has_not.low or 0), abs=1e-9)
    rate = among_neighbours(x[1:], n[1:], x[0], n[0], "rate")
    assert 0 <= (rate.low or 0) <= rate.mean <= (rate.high or 0)


def test_a_neighbour_without_figure_is_left_out() -> None:
    found = among_neighbours([*EVENTS, NAN, 5, 0], [*CHILDREN, 100, NAN, 0], 45, 10_000, "rate")
    assert found == among_neighbours(EVENTS, CHILDREN, 45, 10_000, "rate")


@pytest.mark.parametrize(("own", "size"), [(NAN, 10_000), (45, NAN), (0, 0)])
def test_an_area_without_figure_has_no_verdict(own: float, size: float) -> None:
    found = among_neighbours(EVENTS, CHILDREN, own, size, "rate")
    assert (found.value, found.low, found.high, found.outside) == (None, None, None, None)
    assert found.mean == among_neighbours(EVENTS, CHILDREN, 45, 10_000, "rate").mean


def test_two_neighbours_are_too_few() -> None:
    with pytest.raises(TooFewPoints, match="2 neighbours"):
        among_neighbours([5, 6, NAN, 4], [100, 100, 100, 0], 5, 100, "rate")
    with pytest.raises(TooFewPoints, match="2 neighbours"):
        score_among_neighbours(5.0, [1.0, NAN, 2.0])
    with pytest.raises(TooFewPoints, match="2 neighbours"):
        rank_with_uncertainty([5, 6, NAN, 4], [100, 100, 100, 80], 0, "rate")
    assert among_neighbours([5, 6, 4], [100, 100, 80], 5, 100, "rate").k == 3


@pytest.mark.parametrize(
    ("events", "denominators", "kind", "complaint"),
    [
        ([5, 6, -1], [100, 100, 100], "rate", "negative"),
        ([5, 6, 7], [100, -100, 100], "rate", "negative"),
        ([5, 6, math.inf], [100, 100, 100], "rate", "infinite"),
        ([5, 6, 101], [100, 100, 100], "proportion", "no proportion"),
        ([5, 6], [100, 100, 100], "rate", "equally many"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    events: list[float], denominators: list[float], kind: Kind, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        among_neighbours(events, denominators, 5, 100, kind)
    with pytest.raises(ValueError, match=complaint):
        rank_with_uncertainty(events, denominators, 0, kind)


def test_an_own_figure_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        among_neighbours(EVENTS, CHILDREN, -1, 100, "rate")
    with pytest.raises(ValueError, match="no proportion"):
        among_neighbours(EVENTS, CHILDREN, 101, 100, "proportion")
    for index in (-1, 10):
        with pytest.raises(ValueError, match="no figure"):
            rank_with_uncertainty(EVENTS, CHILDREN, index, "rate")
    with pytest.raises(ValueError, match="no figure"):
        rank_with_uncertainty([NAN, *EVENTS], [100, *CHILDREN], 0, "rate")
    for too_little in (0.5, 0.0):
        with pytest.raises(ValueError, match="dispersion"):
            among_neighbours(EVENTS, CHILDREN, 5, 100, "rate", dispersion=too_little)
        with pytest.raises(ValueError, match="dispersion"):
            rank_with_uncertainty(EVENTS, CHILDREN, 0, "rate", dispersion=too_little)


@pytest.mark.parametrize(
    ("own", "outside"), [(8.9, "above"), (8.8, "inside"), (5.0, "inside"), (1.2, "inside"), (1.1, "below")]
)
def test_scores_without_counts(own: float, outside: str) -> None:
    # Mean 5, variance 6.5/4, five neighbours: 5 ± 2.776 · √(1.625 · 1.2) = 5 ± 3.877.
    found = score_among_neighbours(own, [4.0, 6.0, NAN, 3.5, 6.5, 5.0])
    variance = (1 + 1 + 2.25 + 2.25) / 4
    half = 2.7764451 * math.sqrt(variance * 1.2)
    assert found.low == pytest.approx(5 - half)
    assert found.high == pytest.approx(5 + half)
    assert (found.value, found.mean, found.k, found.heterogeneity) == (own, 5.0, 5, None)
    assert found.tau_squared == pytest.approx(variance)
    assert found.outside == outside


def test_a_score_that_is_missing_has_limits_and_no_verdict() -> None:
    found = score_among_neighbours(NAN, [4.0, 6.0, 5.0])
    assert (found.value, found.outside, found.mean) == (None, None, 5.0)
    assert found.low == pytest.approx(5 - 4.30265273 * math.sqrt(4 / 3))


def test_equal_scores_say_nothing_and_infinite_ones_are_refused() -> None:
    with pytest.raises(TooFewPoints, match="same score"):
        score_among_neighbours(0.1, [0.1] * 10)
    for own, scores in [(math.inf, [1.0, 2.0, 3.0]), (1.0, [1.0, 2.0, math.inf])]:
        with pytest.raises(ValueError, match="infinite"):
            score_among_neighbours(own, scores)


@pytest.mark.parametrize(
    ("index", "value"), [(0, 1.0), (1, 3.0), (2, 3.0), (3, 3.0), (4, 5.0)]
)  # rates 0.1, 0.2 three times, 0.3
def test_ties_share_the_mean_of_their_ranks(index: int, value: float) -> None:
    found = rank_with_uncertainty([10, 20, 40, 20, 30], [100, 100, 200, 100, 100], index, "rate")
    assert (found.value, found.k) == (value, 5)
    assert 1 <= found.low <= found.value <= found.high <= 5


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_rates_far_apart_have_sure_ranks_and_equal_ones_none(kind: Kind) -> None:
    for index in range(5):
        found = rank_with_uncertainty([100, 1000, 3000, 6000, 9000], [10_000] * 5, index, kind)
        assert (found.value, found.low, found.high) == (index + 1, index + 1, index + 1)
    found = rank_with_uncertainty([20] * 11, [1000] * 11, 4, kind)
    assert (found.value, found.low, found.high) == (6.0, 1.0, 11.0)


@pytest.mark.parametrize(("own", "low"), [(18, 1.0), (20, 1.0), (26, 1.0), (30, 2.0)])
def test_a_limit_of_a_rank_moves_where_its_chance_passes_one_in_forty(own: int, low: float) -> None:
    # One neighbour at 15 events; two far above. The own rank is 1 with the chance of being under the first.
    found = rank_with_uncertainty([own, 15, 900, 900], [1000] * 4, 0, "rate")
    # Of two gamma variables with one scale the share of the first is a beta variable.
    chance = stats.beta.cdf(0.5, own + 0.5, 15 + 0.5)
    assert abs(chance - 0.025) > 0.003, "too near to the edge for a simulation"
    assert low == (1.0 if chance > 0.025 else 2.0)
    assert (found.low, found.high) == (low, 2.0)


def test_dispersion_widens_the_interval_of_a_rank_and_an_edition_built_again_says_the_same() -> None:
    once, again = (rank_with_uncertainty(EVENTS, CHILDREN, 3, "rate") for _ in range(2))
    assert once == again
    wide = rank_with_uncertainty(EVENTS, CHILDREN, 3, "rate", dispersion=10.0)
    assert wide.high - wide.low > once.high - once.low
    assert wide.value == once.value
    assert once.inputs["draws"] == (RANK_DRAWS,)


def test_an_area_dropped_before_the_own_one_does_not_move_it() -> None:
    found = rank_with_uncertainty([NAN, 5, *EVENTS], [100, 0, *CHILDREN], 2 + 3, "rate")
    assert found == rank_with_uncertainty(EVENTS, CHILDREN, 3, "rate")
    assert found.inputs["own_index"] == (3.0,)


@pytest.mark.parametrize(("neighbour", "high"), [(3, 2.0), (4, 1.0)])
def test_an_area_without_events_is_ranked_with_half_an_event(neighbour: int, high: float) -> None:
    found = rank_with_uncertainty([0, neighbour, 900, 900], [1000] * 4, 0, "rate")
    chance = stats.beta.sf(0.5, 0.5, neighbour + 0.5)
    assert abs(chance - 0.025) > 0.003, "too near to the edge for a simulation"
    assert high == (2.0 if chance > 0.025 else 1.0)
    assert (found.value, found.low, found.high) == (1.0, 1.0, high)
