"""Counts invented for the simulation: quarters whose truth is known, steady or with one even change."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Model = Literal[
    "poisson", "over-dispersed", "seasons", "varying rate 0.3", "varying rate 0.5", "varying rate 0.7", "stock"
]
MODELS: tuple[Model, ...] = get_args(Model)

DISPERSION = 2.5
"""Variance over mean of the over-dispersed counts."""
SEASON = 0.3
"""The highest and the lowest quarter of the year lie this share above and below the mean."""
RATE_SPREAD = 0.2
"""Standard deviation of the logarithm of a rate that varies."""
RATE_CORRELATION: dict[Model, float] = {"varying rate 0.3": 0.3, "varying rate 0.5": 0.5, "varying rate 0.7": 0.7}
"""Correlation of the logarithm of the rate from one quarter to the next."""
STAYING = 0.7
"""The chance that a child of a stock is still there a quarter later: the stock's lag-1 correlation."""


def invented_counts(
    model: Model, runs: int, n: int, mean: float, rng: np.random.Generator, change: float | Array = 0.0
) -> Array:
    """Counts of ``runs`` series of ``n`` quarters (runs × n, whole numbers) around ``levels(n, mean, change)``.

    "poisson": independent. "over-dispersed": negative binomial, variance 2.5 × mean. "seasons": Poisson around the
    level × (1, 1.3, 1, 0.7), each series beginning in a quarter of the year drawn at random. "varying rate ρ": Poisson
    around the level × a lognormal AR(1) with mean 1, standard deviation 0.2 of the logarithm and correlation ρ.
    "stock": a Poisson stock at the start; then each child stays with chance 0.7, and Poisson arrivals bring the mean
    to the level: E. McKenzie, Water Resources Bulletin 21 (1985), 645-650. ``change``: one for all or one a series.
    Raises ValueError as ``levels`` does, and for a stock that would have to lose children faster than they leave.
    """
    level = np.broadcast_to(levels(n, mean, change), (runs, n))
    if model == "over-dispersed":
        return rng.negative_binomial(level / (DISPERSION - 1), 1 / DISPERSION).astype(float)
    if model == "stock":
        return _stock(level, rng)
    if model == "seasons":
        quarter = np.arange(n) + rng.integers(4, size=(runs, 1))
        level = level * (1 + SEASON * np.sin(np.pi * quarter / 2))
    elif model in RATE_CORRELATION:
        level = level * _varying(RATE_CORRELATION[model], runs, n, rng)
    return rng.poisson(level).astype(float)


def levels(n: int, mean: float, change: float | Array = 0.0) -> Array:
    """The expected count of each quarter: a straight line of logarithms whose mean over the series is ``mean``.

    ``change``: last quarter over first, less 1 (−0.4 is a fall of 40 %); an array gives a row each. Raises ValueError
    under two quarters, for a mean that is not above 0, or a change of −1 or less.
    """
    ratio = 1 + np.asarray(change, dtype=float)
    if n < 2 or not mean > 0 or (ratio <= 0).any():
        raise ValueError(f"no levels for {n} quarters, mean {mean} and change {change}")
    course = ratio[..., None] ** (np.arange(n) / (n - 1))
    return np.asarray(mean * course / course.mean(axis=-1, keepdims=True))


def _varying(correlation: float, runs: int, n: int, rng: np.random.Generator) -> Array:
    logs = rng.standard_normal((runs, n))
    for t in range(1, n):
        logs[:, t] = correlation * logs[:, t - 1] + np.sqrt(1 - correlation**2) * logs[:, t]
    return np.asarray(np.exp(RATE_SPREAD * logs - RATE_SPREAD**2 / 2))


def _stock(level: Array, rng: np.random.Generator) -> Array:
    arrivals = level[:, 1:] - STAYING * level[:, :-1]
    if (arrivals < 0).any():
        raise ValueError("the stock cannot go down faster than children leave it")
    here = rng.poisson(level[:, 0])
    counts = [here]
    for t in range(arrivals.shape[1]):
        here = rng.binomial(here, STAYING) + rng.poisson(arrivals[:, t])
        counts.append(here)
    return np.column_stack(counts).astype(float)
