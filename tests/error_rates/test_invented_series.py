from __future__ import annotations

import math

import numpy as np
import pytest

from nelscb.error_rates import MODELS, Model, invented_counts
from nelscb.error_rates.invented_series import levels

RUNS, QUARTERS = 20_000, 12
SURE = 4.5
"""Monte Carlo errors that no seed should leave by chance."""


def drawn(model: Model, mean: float, change: float = 0.0, seed: int = 1) -> np.ndarray:
    return invented_counts(model, RUNS, QUARTERS, mean, np.random.default_rng(seed), change)


def extra(mean: float) -> float:
    """Variance that a lognormal rate with deviation 0.2 adds: mean² (exp(0.04) − 1)."""
    return mean**2 * (math.exp(0.04) - 1)


# Variance of a count, and its covariance with the next quarter's, from the definition of each model.
MOMENTS = {
    "poisson": lambda m: (m, 0.0),
    "over-dispersed": lambda m: (2.5 * m, 0.0),
    # (1, 1.3, 1, 0.7) in turn, beginning anywhere: variance 0.3² / 2 of the level; neighbours have covariance 0.
    "seasons": lambda m: (m + 0.045 * m**2, 0.0),
    "varying rate 0.3": lambda m: (m + extra(m), m**2 * (math.exp(0.04 * 0.3) - 1)),
    "varying rate 0.5": lambda m: (m + extra(m), m**2 * (math.exp(0.04 * 0.5) - 1)),
    "varying rate 0.7": lambda m: (m + extra(m), m**2 * (math.exp(0.04 * 0.7) - 1)),
    "stock": lambda m: (m, 0.7 * m),
}


@pytest.mark.parametrize("mean", [1.0, 40.0])
@pytest.mark.parametrize("model", MODELS)
def test_every_quarter_has_the_mean_the_variance_and_the_neighbour_it_should(model: Model, mean: float) -> None:
    counts = drawn(model, mean)
    variance, covariance = MOMENTS[model](mean)
    assert counts.shape == (RUNS, QUARTERS)
    assert (counts == np.round(counts)).all() and (counts >= 0).all()
    for t in (0, 5, QUARTERS - 1):
        own = counts[:, t]
        assert abs(own.mean() - mean) < SURE * math.sqrt(variance / RUNS)
        squares = (own - mean) ** 2
        assert abs(squares.mean() - variance) < SURE * squares.std() / math.sqrt(RUNS)
    for t in (0, QUARTERS - 2):
        products = (counts[:, t] - mean) * (counts[:, t + 1] - mean)
        assert abs(products.mean() - covariance) < SURE * products.std() / math.sqrt(RUNS)


def test_what_hangs_together_is_told_apart_from_what_does_not() -> None:
    """The bounds above are narrow enough to tell ρ 0.3, 0.5 and 0.7 apart at a mean of 40."""
    products = (drawn("varying rate 0.5", 40.0)[:, :2] - 40).prod(axis=1)
    error = products.std() / math.sqrt(RUNS)
    for other in ("varying rate 0.3", "varying rate 0.7"):
        assert abs(products.mean() - MOMENTS[other](40.0)[1]) > SURE * error


def test_a_season_comes_back_after_a_year_and_begins_in_any_quarter() -> None:
    counts = drawn("seasons", 150.0)
    again = np.corrcoef(counts[:, 0], counts[:, 4])[0, 1]
    opposite = np.corrcoef(counts[:, 0], counts[:, 2])[0, 1]
    share = 0.045 * 150 / (1 + 0.045 * 150)
    assert again == pytest.approx(share, abs=0.02)
    assert opposite == pytest.approx(-share, abs=0.02)
    highest = (counts[:, :4] + counts[:, 4:8] + counts[:, 8:]).argmax(axis=1)
    assert np.bincount(highest) / RUNS == pytest.approx([0.25] * 4, abs=0.02)


@pytest.mark.parametrize("change", [-0.4, 0.4])
@pytest.mark.parametrize("model", MODELS)
def test_a_change_runs_along_a_line_of_logarithms_around_the_same_mean(model: Model, change: float) -> None:
    counts = drawn(model, 40.0, change)
    by_hand = [(1 + change) ** (t / (QUARTERS - 1)) for t in range(QUARTERS)]
    scale = 40.0 * QUARTERS / sum(by_hand)
    error = counts.std(axis=0) / math.sqrt(RUNS)
    assert (np.abs(counts.mean(axis=0) - [scale * part for part in by_hand]) < SURE * error).all()


def test_levels_end_where_the_change_says() -> None:
    assert levels(3, 10.0) == pytest.approx([10.0, 10.0, 10.0])
    course = levels(20, 40.0, -0.4)
    assert course[-1] / course[0] == pytest.approx(0.6)
    assert course.mean() == pytest.approx(40.0)
    assert np.diff(np.log(course)) == pytest.approx(math.log(0.6) / 19)


def test_each_series_may_have_a_change_of_its_own() -> None:
    many = levels(20, 40.0, np.asarray([-0.4, 0.0, 0.4]))
    for row, change in zip(many, (-0.4, 0.0, 0.4), strict=True):
        assert row == pytest.approx(levels(20, 40.0, change))


@pytest.mark.parametrize("model", MODELS)
def test_a_seed_says_which_series_come_out(model: Model) -> None:
    assert (drawn(model, 3.0) == drawn(model, 3.0)).all()
    assert (drawn(model, 3.0) != drawn(model, 3.0, seed=2)).any()


@pytest.mark.parametrize(("n", "mean", "change"), [(1, 3.0, 0.0), (8, 0.0, 0.0), (8, math.nan, 0.0), (8, 3.0, -1.0)])
def test_what_has_no_level_is_refused(n: int, mean: float, change: float) -> None:
    with pytest.raises(ValueError, match="no levels"):
        levels(n, mean, change)


def test_a_stock_cannot_go_faster_than_children_leave() -> None:
    with pytest.raises(ValueError, match="faster"):
        invented_counts("stock", 5, 2, 40.0, np.random.default_rng(1), -0.4)
