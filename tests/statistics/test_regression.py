from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.regression import Array, Scale, design_of, fit, seasons_of

steady = settings(deadline=None, derandomize=True, database=None, max_examples=25)
NAN = math.nan
TIMES = np.arange(8056.0, 8072.0)

COUNTS = np.asarray([
    [551, 459, 534, 453, 470, 375, 413, 467, 424, 385, 484, 440, 420, 410, 405, 390],
    [30, 34, 41, 44, 52, 49, NAN, NAN, 47, 40, 33, 36, 28, 25, 31, 22],
    [0, 1, 0, 2, 0, 0, 3, 1, NAN, 0, 2, 4, 1, 3, 2, 5],
    [NAN, NAN, NAN, 9, 7, 8, 6, 9, 5, 4, 6, 3, 4, 2, NAN, NAN],
])  # fmt: skip
PEOPLE = np.asarray([33_000.0 + 150 * t + 20_000 * (t % 3) for t in range(16)])
EVENTS = np.asarray([
    [4, 7, 5, 9, 12, 8, 10, 14, 11, 9, 15, 13, 17, 14, 19, 16],
    [4, 7, 5, 9, 12, NAN, 10, 14, 11, NAN, 15, 13, 17, 14, 19, 20],
    [0, 0, 1, 0, 2, 0, 1, 0, NAN, 3, 1, 2, 0, 2, 1, 4],
])  # fmt: skip
TOTALS = np.asarray([20.0, 24, 19, 22, 25, 21, 20, 24, 21, 18, 23, 22, 25, 20, 26, 21])


def fitted_elsewhere(y: Array, size: Array, design: Array, scale: Scale) -> tuple[Array, Array, Array]:
    """Coefficients, means and covariance of statsmodels, of the quarters that are there."""
    there = ~np.isnan(y)
    x, y, size = design[there], y[there], size[there]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if scale == "rate":
            model = sm.GLM(y, x, family=sm.families.Poisson(), offset=np.log(size / size.mean()))
        else:
            model = sm.GLM(np.column_stack([y, size - y]), x, family=sm.families.Binomial())
        found = model.fit(tol=1e-14, maxiter=200)
    mean = found.fittedvalues if scale == "rate" else found.fittedvalues * size
    return np.asarray(found.params), np.asarray(mean), np.asarray(found.cov_params(scale=1.0))


TABLES: list[tuple[Array, Array, Scale]] = [
    (COUNTS, np.ones_like(COUNTS), "rate"),
    (COUNTS, np.tile(PEOPLE, (4, 1)), "rate"),
    (EVENTS, np.tile(TOTALS, (3, 1)), "odds"),
]


@pytest.mark.parametrize(("y", "size", "scale"), TABLES, ids=["counts", "rates", "shares"])
@pytest.mark.parametrize("seasons", [(), (0, 1, 2, 3)], ids=["line", "line and seasons"])
@pytest.mark.parametrize("step", [None, TIMES[9]], ids=["no step", "step"])
def test_every_row_is_fitted_as_statsmodels_fits_it(
    y: Array, size: Array, scale: Scale, seasons: tuple[int, ...], step: float | None
) -> None:
    design = design_of(TIMES, seasons, step)
    kept = ~np.isnan(y)
    found = fit(y, size, kept, design, scale)
    for row in range(len(y)):
        coefficients, mean, covariance = fitted_elsewhere(y[row], size[row], design, scale)
        assert found.coefficients[row] == pytest.approx(coefficients, rel=1e-6, abs=1e-6)
        assert found.mean[row][kept[row]] == pytest.approx(mean, rel=1e-6)
        assert found.bread[row] == pytest.approx(covariance, rel=1e-5, abs=1e-8)
        weight = mean if scale == "rate" else mean * (1 - mean / size[row][kept[row]])
        assert found.weight[row][kept[row]] == pytest.approx(weight, rel=1e-6)
        pearson = (y[row][kept[row]] - mean) / np.sqrt(weight)
        assert found.residuals[row][kept[row]] == pytest.approx(pearson, rel=1e-5, abs=1e-6)
        for of_row in (found.mean, found.weight, found.residuals):
            assert not of_row[row][~kept[row]].any()


@pytest.mark.parametrize(("y", "size", "scale"), TABLES, ids=["counts", "rates", "shares"])
def test_a_row_of_a_batch_is_what_it_is_alone(y: Array, size: Array, scale: Scale) -> None:
    design, kept = design_of(TIMES, (0, 1, 2, 3)), ~np.isnan(y)
    together = fit(y, size, kept, design, scale)
    for row in range(len(y)):
        alone = fit(y[[row]], size[[row]], kept[[row]], design, scale)
        for name in ("coefficients", "mean", "weight", "bread", "residuals"):
            assert getattr(together, name)[row] == pytest.approx(getattr(alone, name)[0], rel=1e-9, abs=1e-12), name


def test_a_place_that_is_not_kept_may_hold_anything() -> None:
    design, kept = design_of(TIMES, ()), ~np.isnan(COUNTS)
    found = fit(COUNTS, np.ones_like(COUNTS), kept, design, "rate")
    filled = fit(np.where(kept, COUNTS, 1e6), np.where(kept, 1.0, 0.0), kept, design, "rate")
    assert filled.coefficients == pytest.approx(found.coefficients)
    assert filled.bread == pytest.approx(found.bread)


def test_counts_that_double_every_year_and_odds_that_halve_are_found_exactly() -> None:
    design = design_of(TIMES, ())
    years = (TIMES - TIMES.mean()) / 4
    counts = 100 * 2**years
    kept = np.ones((1, 16), dtype=bool)
    of_rate = fit(counts[None], np.ones((1, 16)), kept, design, "rate")
    assert of_rate.coefficients[0] == pytest.approx([math.log(100), math.log(2)])
    odds = 0.5**years
    of_odds = fit((300 * odds / (1 + odds))[None], np.full((1, 16), 300.0), kept, design, "odds")
    assert of_odds.coefficients[0] == pytest.approx([0, -math.log(2)], abs=1e-9)


@pytest.mark.parametrize("unit", [1e-9, 1e-3, 1e6, 1e12])
def test_the_unit_of_the_exposure_does_not_matter(unit: float) -> None:
    design, kept = design_of(TIMES, (0, 1, 2, 3)), ~np.isnan(COUNTS)
    size = np.tile(PEOPLE, (4, 1))
    plain, rescaled = (fit(COUNTS, size * by, kept, design, "rate") for by in (1.0, unit))
    assert rescaled.coefficients == pytest.approx(plain.coefficients, rel=1e-7, abs=1e-8)
    assert rescaled.bread == pytest.approx(plain.bread, rel=1e-7, abs=1e-10)


@pytest.mark.filterwarnings("error")
@steady
@given(st.lists(st.lists(st.sampled_from([0, 0, 0, 1, 7, 300, NAN]), min_size=16, max_size=16), min_size=1, max_size=3))
def test_sparse_counts_end_and_leave_numbers(rows: list[list[float]]) -> None:
    y = np.asarray(rows)
    kept = ~np.isnan(y)
    for scale, size in (("rate", np.ones_like(y)), ("odds", np.full_like(y, 300.0))):
        found = fit(y, size, kept, design_of(TIMES, (0, 1, 2, 3)), scale)  # type: ignore[arg-type]
        for name in ("coefficients", "mean", "weight", "bread", "residuals"):
            assert np.isfinite(getattr(found, name)).all(), name


def test_the_design_by_hand() -> None:
    times = np.asarray([4.0, 5, 6, 7, 8])
    assert design_of(times, ()).tolist() == [[1, -0.5], [1, -0.25], [1, 0], [1, 0.25], [1, 0.5]]
    assert design_of(times, (0, 1, 2, 3)).tolist() == [
        [1, -0.5, 0, 0, 0], [1, -0.25, 1, 0, 0], [1, 0, 0, 1, 0], [1, 0.25, 0, 0, 1], [1, 0.5, 0, 0, 0],
    ]  # fmt: skip
    assert design_of(times, (1, 3), 6.0)[:, 2:].tolist() == [[0, 0], [0, 0], [0, 1], [1, 1], [0, 1]]


@pytest.mark.parametrize(
    ("times", "seasons"),
    [
        ([], ()),
        (range(11), ()),
        (range(12), (0, 1, 2, 3)),
        ([t for t in range(20) if t % 4 != 2], (0, 1, 3)),
        ([4 * t + 1 for t in range(12)], (1,)),
    ],
)
def test_quarter_effects_are_those_of_the_quarters_that_are_there(times: list[int], seasons: tuple[int, ...]) -> None:
    assert seasons_of(np.asarray(times, dtype=float)) == seasons
