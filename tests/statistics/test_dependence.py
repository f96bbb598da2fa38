from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.dependence import HIGHEST_CORRELATION, correlation_and_dispersion, quadratic_form
from nelscb.statistics.regression import Array, Flags, design_of, seasons_of

steady = settings(deadline=None, derandomize=True, database=None, max_examples=25)
NO_FLOOR = np.zeros(1)


def matrix(times: Array, rho: float) -> Array:
    """R(ρ), entry by entry."""
    return np.asarray([[rho ** abs(s - t) for t in times] for s in times])


@steady
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12), st.sampled_from([0.0, 0.2, 0.6, 0.95]))
def test_the_walk_along_the_series_is_the_product_with_the_matrix(u: list[float], rho: float) -> None:
    row = np.asarray(u)
    expected = row @ matrix(np.arange(len(u)), rho) @ row
    assert quadratic_form(row[None], np.asarray([rho]))[0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_gap_counts_as_its_true_lag_and_rows_do_not_mix() -> None:
    u = np.asarray([[1.0, 2, 0, 0, 3], [1.0, 2, 3, 0, 0]])
    with_gap = 1 + 4 + 9 + 2 * (0.5 * 2 + 0.5**4 * 3 + 0.5**3 * 6)
    without = 1 + 4 + 9 + 2 * (0.6 * 2 + 0.36 * 3 + 0.6 * 6)
    assert quadratic_form(u, np.asarray([0.5, 0.6])) == pytest.approx([with_gap, without])


def naive(residuals: Array, kept: Flags, times: Array, step: float | None = None) -> tuple[float, float]:
    """ρ̂ and φ̂ by plain matrices and a search on a grid, refined."""
    when, e = times[kept], residuals[kept]
    x = design_of(times, seasons_of(when), step)[kept]
    maker = np.eye(len(e)) - x @ np.linalg.inv(x.T @ x) @ x.T
    following = [i for i in range(len(e) - 1) if when[i + 1] - when[i] == 1]
    seen = sum(e[i] * e[i + 1] for i in following) / (e @ e)

    def expected(rho: float) -> float:
        found = maker @ matrix(when, rho) @ maker
        return float(sum(found[i, i + 1] for i in following) / np.trace(found))

    low, high = 0.0, HIGHEST_CORRELATION
    if expected(low) >= seen:
        rho = low
    elif expected(high) <= seen:
        rho = high
    else:
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if expected(middle) < seen else (low, middle)
        rho = low
    return rho, max(1.0, float(e @ e / np.trace(maker @ matrix(when, rho) @ maker)))


def left_over(values: Array, kept: Flags, times: Array, step: float | None = None) -> Array:
    """What an ordinary line leaves: residuals as a regression gives them, 0 in the gaps."""
    x = design_of(times, seasons_of(times[kept]), step)[kept]
    found = np.zeros(len(values))
    found[kept] = values[kept] - x @ np.linalg.lstsq(x, values[kept], rcond=None)[0]
    return found


SEEDS = range(6)
GAPS = {"whole": [], "one gap": [5], "two gaps": [3, 9, 10]}


@pytest.mark.parametrize("gaps", GAPS.values(), ids=GAPS.keys())
@pytest.mark.parametrize("n", [10, 20])
@pytest.mark.parametrize("step", [None, 8058.0])
def test_both_are_those_of_plain_matrices_and_a_naive_search(n: int, gaps: list[int], step: float | None) -> None:
    times = np.arange(8053.0, 8053.0 + n)
    kept = np.ones(n, dtype=bool)
    kept[[g for g in gaps if g < n]] = False
    rows, others = [], []
    for seed in SEEDS:
        noise = np.random.default_rng(seed).normal(0, 3, n)
        walk = np.cumsum(noise) if seed % 2 else noise
        rows.append(left_over(walk, kept, times, step))
        others.append(naive(rows[-1], kept, times, step))
    seasons = seasons_of(times[kept])
    several = np.tile(kept, (len(rows), 1))
    rho, phi = correlation_and_dispersion(np.asarray(rows), several, times, seasons, np.zeros(len(rows)), step)
    assert rho == pytest.approx([r for r, _ in others], abs=1e-8)
    assert phi == pytest.approx([p for _, p in others], rel=1e-7)
    assert max(rho) > 0.2


def test_series_with_different_gaps_share_a_table_and_nothing_else() -> None:
    times, n = np.arange(10.0), 10
    kept = np.ones((3, n), dtype=bool)
    kept[1, 4], kept[2, [0, 9]] = False, False
    walks = np.cumsum(np.random.default_rng(7).normal(0, 3, (3, n)), axis=1)
    rows = np.asarray([left_over(w, k, times) for w, k in zip(walks, kept, strict=True)])
    rho, phi = correlation_and_dispersion(rows, kept, times, (), np.zeros(3))
    for row in range(3):
        alone = correlation_and_dispersion(rows[[row]], kept[[row]], times, (), NO_FLOOR)
        assert (rho[row], phi[row]) == (pytest.approx(float(alone[0][0])), pytest.approx(float(alone[1][0])))
        assert (rho[row], phi[row]) == pytest.approx(naive(rows[row], kept[row], times), abs=1e-7)


def test_the_floor_is_kept_and_the_dispersion_is_that_at_the_floor() -> None:
    times, kept = np.arange(10.0), np.ones((1, 10), dtype=bool)
    saw = left_over(np.asarray([9.0, -9] * 5), kept[0], times)[None]
    bare, floored = (correlation_and_dispersion(saw, kept, times, (), np.asarray([f])) for f in (0.0, 0.6))
    assert (bare[0][0], floored[0][0]) == (0.0, 0.6)
    x = design_of(times, ())
    maker = np.eye(10) - x @ np.linalg.pinv(x)
    assert bare[1][0] == pytest.approx(float((saw**2).sum()) / 8)
    assert floored[1][0] == pytest.approx(float((saw**2).sum() / np.trace(maker @ matrix(times, 0.6) @ maker)))


@pytest.mark.filterwarnings("error")
def test_residuals_of_rounding_and_series_without_neighbours_have_the_floor() -> None:
    times = np.arange(16.0)
    kept = np.zeros((2, 16), dtype=bool)
    kept[0], kept[1, ::2] = True, True
    residuals = np.asarray([[1e-9, -1e-9] * 8, [4.0, 0, -3, 0, 5, 0, -6, 0, 4, 0, -2, 0, 3, 0, -5, 0]])
    rho, phi = correlation_and_dispersion(residuals, kept, times, (), np.asarray([0.2, 0.6]))
    assert rho.tolist() == [0.2, 0.6]
    assert phi[0] == 1.0
    assert phi[1] > 1
