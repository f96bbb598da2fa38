from __future__ import annotations

import math
import statistics
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.tsa.api import Holt

from nelscb.statistics import TooFewPoints, count_trend
from nelscb.statistics.forecast import (
    METHODS,
    Forecast,
    damped_forecast,
    last_year_forecast,
    line_forecast,
    plain_line_forecast,
    walk_forecast,
)

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=25)
NAN = math.nan
TWO_YEARS = [40, 44, 38, 52, 47, 41, 45, 50]
THREE_YEARS = [40, 44, 38, 52, 47, 41, 45, 50, 36, 39, 48, 55]


def half_width(found: Forecast) -> float:
    """Half the width of the interval on the log scale."""
    return math.log(found.high / found.low) / 2


@pytest.mark.parametrize(("horizon", "factor"), [(1, 1 + 7 / 8), (4, 45 / 24 + 7 / 8), (8, 153 / 48 + 7 / 8)])
def test_the_walk_is_the_formula_written_out(horizon: int, factor: float) -> None:
    found = walk_forecast(TWO_YEARS, horizon)
    changes = [math.log(b / a) for a, b in pairwise(TWO_YEARS)]
    variance = sum(change**2 for change in changes) / 7 * factor
    reach = stats.t.ppf(0.975, 7) * math.sqrt(variance)
    assert found.value == horizon * (47 + 41 + 45 + 50) / 4
    assert found.low == pytest.approx(found.value * math.exp(-reach))
    assert found.high == pytest.approx(found.value * math.exp(reach))
    assert (found.horizon, found.level, found.n) == (horizon, 0.95, 8)
    assert found.inputs["degrees_of_freedom"] == (7.0,)
    assert found.inputs["counts"] == tuple(float(count) for count in TWO_YEARS)
    assert found.inputs["error"][0] ** 2 == pytest.approx(variance)


def variance_of_a_walk(returned: list[int], end: int, horizon: int) -> float:
    """Var(mean of levels to come − mean of returned levels) / σ²: level t is the sum of t independent steps."""
    weights = {time: -1 / len(returned) for time in returned}
    for time in range(end, end + horizon):
        weights[time] = 1 / horizon
    return sum(a * b * min(s, t) for s, a in weights.items() for t, b in weights.items())


@pytest.mark.parametrize(
    ("counts", "returned"),
    [
        (TWO_YEARS, [4, 5, 6, 7]),
        ([*TWO_YEARS, NAN], [4, 5, 6, 7]),  # the last quarter is not in: the walk has gone on unseen
        ([40, 44, 38, 52, 47, 41, 45, 50, NAN, 36], [5, 6, 7, 9]),
    ],
)
@pytest.mark.parametrize("horizon", [1, 2, 4, 8])
def test_a_gap_among_the_last_quarters_keeps_its_true_lag(
    counts: list[float], returned: list[int], horizon: int
) -> None:
    found = walk_forecast(counts, horizon)
    assert found.value == pytest.approx(horizon * statistics.mean(counts[time] for time in returned))
    expected = variance_of_a_walk(returned, len(counts), horizon) * found.inputs["change_variance"][0]
    assert found.inputs["error"][0] ** 2 == pytest.approx(expected)


def test_a_gap_breaks_a_change() -> None:
    found = walk_forecast([10, 20, NAN, 80, 40, 20, 40, 80, 40], 4)
    # 10 to 20, 80 to 40, 40 to 20, 20 to 40, 40 to 80, 80 to 40: six changes, each a doubling or a halving.
    assert found.inputs["degrees_of_freedom"] == (6.0,)
    assert found.inputs["change_variance"][0] == pytest.approx(math.log(2) ** 2)


def test_a_zero_adds_half_a_child_to_every_count() -> None:
    counts = [0, 2, 1, 3, 2, 0, 1, 2]
    found = walk_forecast(counts, 4)
    changes = [math.log((b + 0.5) / (a + 0.5)) for a, b in pairwise(counts)]
    reach = stats.t.ppf(0.975, 7) * math.sqrt(statistics.mean(change**2 for change in changes) * 2.75)
    assert found.value == 5
    assert found.high == pytest.approx((5 + 2) * math.exp(reach) - 2)
    assert found.low == pytest.approx(max(0.0, (5 + 2) * math.exp(-reach) - 2))


def test_a_year_without_events_forecasts_none_with_an_upper_limit() -> None:
    found = walk_forecast([9, 4, 3, 2, 0, 0, 0, 0], 4)
    assert (found.value, found.low) == (0.0, 0.0)
    assert 0 < found.high < math.inf


@pytest.mark.parametrize(("horizon", "variance"), [(4, 0.5 / 16), (8, 0.375 / 16)])
def test_a_constant_series_is_as_uncertain_as_counting(horizon: int, variance: float) -> None:
    found = walk_forecast([16] * 10, horizon)
    assert found.value == 16 * horizon
    assert half_width(found) == pytest.approx(stats.t.ppf(0.975, 9) * math.sqrt(variance))


def test_three_changes_are_too_few_for_a_walk() -> None:
    with pytest.raises(TooFewPoints, match="3 changes"):
        walk_forecast([3, 4, NAN, 5, NAN, 6, NAN, 4, NAN, 3, NAN, 5, 6, 7], 4)
    assert walk_forecast([3, 4, NAN, 5, NAN, 6, NAN, 4, NAN, 3, NAN, 5, 6, 7, 8], 4).value == 26


def by_hand_line(counts: list[float], horizon: int) -> tuple[float, float]:
    """Value and standard error of its logarithm: Newton's steps and sums over pairs, nothing shared with the module."""
    known = [t for t, count in enumerate(counts) if not math.isnan(count)]
    with_seasons = len(known) >= 12

    def row(t: int) -> list[float]:
        return [1.0, float(t)] + [float(t % 4 == quarter) for quarter in (1, 2, 3) if with_seasons]

    x, y = np.array([row(t) for t in known]), np.array([counts[t] for t in known])
    beta = np.zeros(x.shape[1])
    beta[0] = math.log(y.mean())
    for _ in range(50):
        mean = np.exp(x @ beta)
        beta = beta + np.linalg.solve(x.T @ np.diag(mean) @ x, x.T @ (y - mean))
    mean = np.exp(x @ beta)
    bread = np.linalg.inv(x.T @ np.diag(mean) @ x)
    trend = count_trend(counts)
    meat = np.zeros_like(bread)
    for i, s in enumerate(known):
        for j, t in enumerate(known):
            meat += trend.correlation ** abs(s - t) * math.sqrt(mean[i] * mean[j]) * np.outer(x[i], x[j])
    sandwich = bread @ meat @ bread
    times = range(len(counts), len(counts) + horizon)
    future = [math.exp(float(np.array(row(t)) @ beta)) for t in times]
    slope_of_sum = sum(m * np.array(row(t)) for m, t in zip(future, times, strict=True))
    own = sum(
        trend.correlation ** abs(s - t) * math.sqrt(a * b)
        for s, a in zip(times, future, strict=True)
        for t, b in zip(times, future, strict=True)
    )
    variance = trend.dispersion * (slope_of_sum @ sandwich @ slope_of_sum + own)
    return sum(future), math.sqrt(variance) / sum(future)


@pytest.mark.parametrize("horizon", [4, 8])
@pytest.mark.parametrize(
    "counts",
    [TWO_YEARS, THREE_YEARS, [*THREE_YEARS[:5], NAN, *THREE_YEARS[5:]], [5, 9, 2, 30, 1, 14, 3, 22, 40, 2, 11, 17]],
)
def test_the_line_is_the_formula_written_out(counts: list[float], horizon: int) -> None:
    found, (value, error) = line_forecast(counts, horizon), by_hand_line(counts, horizon)
    trend = count_trend(counts)
    assert found.value == pytest.approx(value, rel=1e-6)
    reach = stats.t.ppf(0.975, trend.degrees_of_freedom) * error
    assert found.low == pytest.approx(value * math.exp(-reach), rel=1e-6)
    assert found.high == pytest.approx(value * math.exp(reach), rel=1e-6)
    assert found.inputs["correlation"] == (trend.correlation,)
    assert found.inputs["dispersion"] == (trend.dispersion,)


def test_a_line_and_its_seasons_are_drawn_on() -> None:
    # 100, 50, 100, 50 every year, all of it halved from year to year.
    counts = [count * 0.5**year for year in range(4) for count in (160, 80, 160, 80)]
    assert line_forecast(counts, 4).value == pytest.approx(480 * 0.5**4, rel=1e-3)
    # From its second quarter on: 80, 160, 80 of this year and 160 of the next.
    assert line_forecast(counts[:-3], 4).value == pytest.approx((320 + 80) * 0.5**3, rel=1e-3)


def test_a_quarter_never_returned_cannot_be_forecast_with_seasons() -> None:
    counts = [NAN, 5, 6, 7] * 5
    with pytest.raises(TooFewPoints, match="never returned"):
        line_forecast(counts, 4)
    assert line_forecast([*counts, 6], 3).value == pytest.approx(18, abs=2)


def test_the_last_year_again() -> None:
    counts = [10, 20, 30, 40, 20, 10, 60, 20]  # each quarter doubles or halves
    for horizon, value, factor in [(1, 20, 1.0), (4, 110, 1 / 4), (6, 140, 12 / 36), (8, 220, 5 / 16)]:
        found = last_year_forecast(counts, horizon)
        assert found.value == value
        assert half_width(found) == pytest.approx(stats.t.ppf(0.975, 4) * math.log(2) * math.sqrt(factor))


@pytest.mark.parametrize("counts", [[*THREE_YEARS, NAN], [*TWO_YEARS[:4], NAN, *TWO_YEARS[5:], 3, 4, NAN, 7]])
def test_a_year_with_a_gap_is_not_used_again(counts: list[float]) -> None:
    with pytest.raises(TooFewPoints):
        last_year_forecast(counts, 4)


def test_the_plain_line_has_the_interval_of_least_squares() -> None:
    found = plain_line_forecast(THREE_YEARS, 1)
    times = list(range(12))
    fit = stats.linregress(times, [math.log(count) for count in THREE_YEARS])
    residuals = [math.log(c) - fit.intercept - fit.slope * t for t, c in zip(times, THREE_YEARS, strict=True)]
    spread = sum(e * e for e in residuals) / 10
    # The textbook's prediction interval at x = 12: s² (1 + 1/n + (x − x̄)²/Sxx), Sxx = 143.
    error = math.sqrt(spread * (1 + 1 / 12 + 6.5**2 / 143))
    assert found.value == pytest.approx(math.exp(fit.intercept + 12 * fit.slope))
    assert half_width(found) == pytest.approx(stats.t.ppf(0.975, 10) * error)


def test_the_plain_line_sums_its_quarters() -> None:
    assert plain_line_forecast([2.0**t for t in range(8)], 4).value == pytest.approx(256 + 512 + 1024 + 2048)


def test_the_damped_trend_is_that_of_statsmodels_with_the_spread_of_its_shocks() -> None:
    counts = [534, 554, 490, 453, 475, 433, 442, 323, 261, 246, 218, 267, 263, 299, 335, 349]
    logs = np.log(counts)
    fitted = Holt(logs, damped_trend=True, initialization_method="estimated").fit()
    means = np.exp(fitted.forecast(4))
    found = damped_forecast(counts, 4)
    assert found.value == pytest.approx(float(means.sum()))
    # What a shock does to later quarters: move one quarter, keep every weight, see how the forecasts move.
    weights = {key: fitted.params[key] for key in ("smoothing_level", "smoothing_trend", "damping_trend")}
    first = {"initial_level": fitted.params["initial_level"], "initial_trend": fitted.params["initial_trend"]}

    def ahead(series: np.ndarray) -> np.ndarray:
        model = Holt(series, damped_trend=True, initialization_method="known", **first)
        return np.asarray(model.fit(optimized=False, **weights).forecast(3))

    moved = logs.copy()
    moved[-1] += 0.01
    carried = [1.0, *((ahead(moved) - ahead(logs)) / 0.01)]
    assert carried[1] > 0.1
    shares = means / means.sum()
    reach = [sum(shares[j] * carried[j - i] for j in range(i, 4)) for i in range(4)]
    variance = fitted.sse / 11 * sum(r * r for r in reach)
    assert half_width(found) == pytest.approx(stats.t.ppf(0.975, 11) * math.sqrt(variance), rel=1e-6)


def test_the_damped_trend_begins_after_the_last_gap() -> None:
    after = damped_forecast([900, NAN, *THREE_YEARS], 4)
    assert after.value == pytest.approx(damped_forecast(THREE_YEARS, 4).value)
    with pytest.raises(TooFewPoints, match="7 quarters since the last gap"):
        damped_forecast([*THREE_YEARS, NAN, *TWO_YEARS[:7]], 4)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize(
    "counts", [[], [5], TWO_YEARS[:7], [*TWO_YEARS[:7], NAN, NAN], [0] * 12, [NAN] * 12, [0, 0, NAN] * 5]
)
def test_too_short_or_without_events_is_too_few(name: str, counts: list[float]) -> None:
    with pytest.raises(TooFewPoints):
        METHODS[name](counts, 4)


@pytest.mark.parametrize("name", METHODS)
def test_what_cannot_be_counted_is_refused(name: str) -> None:
    for counts in ([-1, *TWO_YEARS], [math.inf, *TWO_YEARS]):
        with pytest.raises(ValueError, match="negative or infinite") as found:
            METHODS[name](counts, 4)
        assert not isinstance(found.value, TooFewPoints)
    with pytest.raises(ValueError, match="horizon"):
        METHODS[name](TWO_YEARS, 0)


@pytest.mark.parametrize("name", METHODS)
def test_a_surer_level_is_wider_and_the_result_carries_its_own(name: str) -> None:
    wide, narrow = (METHODS[name](THREE_YEARS, 4, level) for level in (0.99, 0.8))  # type: ignore[call-arg]
    assert wide.low < narrow.low < narrow.value < narrow.high < wide.high
    assert (wide.level, narrow.level) == (0.99, 0.8)
    assert METHODS[name](THREE_YEARS, 4).level == 0.95


@pytest.mark.parametrize("name", ["walk", "last year", "plain line", "damped"])
def test_ten_times_the_counts_is_ten_times_the_forecast(name: str) -> None:
    one, ten = METHODS[name](THREE_YEARS, 8), METHODS[name]([10 * count for count in THREE_YEARS], 8)
    for a, b in [(one.value, ten.value), (one.low, ten.low), (one.high, ten.high)]:
        assert b == pytest.approx(10 * a, rel=1e-3)


counts_or_gaps = st.lists(
    st.integers(-3, 60).map(lambda count: NAN if count < 0 else float(count)), min_size=8, max_size=24
)


@steady
@given(counts_or_gaps, st.sampled_from([1, 4, 8]))
def test_every_forecast_is_a_number_inside_its_limits_or_refused(counts: list[float], horizon: int) -> None:
    for method in METHODS.values():
        try:
            found = method(counts, horizon)
        except TooFewPoints:
            continue
        assert all(math.isfinite(x) for x in (found.value, found.low, found.high))
        assert 0 <= found.low <= found.value * (1 + 1e-12) <= found.high * (1 + 2e-12) + 1e-12
        assert found.n == sum(not math.isnan(count) for count in counts) >= 8


@steady
@given(st.lists(st.integers(1, 500), min_size=8, max_size=20))
def test_the_walk_of_a_full_series_is_always_defined_and_wider_further_ahead(counts: list[int]) -> None:
    near, far = walk_forecast(counts, 4), walk_forecast(counts, 12)
    assert far.value == pytest.approx(3 * near.value)
    if near.inputs["change_variance"][0] * 2.75 > 0.5 * 4 / sum(counts[-4:]):
        assert half_width(far) > half_width(near)
