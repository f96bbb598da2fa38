"""Poisson and binomial regression of many series on time at once, by Fisher's scoring.

One call fits every series of an edition: the libraries that fit one series at a time cost milliseconds a series,
and every quarter is assessed again for each earlier quarter in which a verdict may have held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

SEASONS_FROM = 12
"""Quarter effects are fitted from twelve points."""
MOST_STEPS = 100
SETTLED = 1e-10
"""Scoring stops where the deviance moves by less than this, as a share of itself."""
LEAST_WEIGHT = 1e-9
"""A fitted mean that has run down to nothing keeps this weight, so that no division by zero can happen."""
FARTHEST = 36.0
"""A linear predictor beyond this is as good as without bound: its exponential passes what a number can tell from 1."""

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Scale = Literal["rate", "odds"]


@dataclass(frozen=True)
class Fit:
    """Series fitted to one design: rows are series, columns of ``mean`` and ``weight`` are times.

    ``design``: times × coefficients, shared. ``kept``: which times a series has; elsewhere mean and weight are 0.
    ``coefficients``: intercept (of a rate in units of the mean exposure), slope a year, quarter effects.
    ``bread``: (XᵀWX)⁻¹. ``residuals``: Pearson's.
    """

    design: Array
    kept: Flags
    coefficients: Array
    mean: Array
    weight: Array
    bread: Array
    residuals: Array


def design_of(times: Array, seasons: tuple[int, ...], step: float | None = None) -> Array:
    """Intercept, time in years from the middle, an effect for each of ``seasons`` but the first, a ``step`` if any.

    The step is 1 from that time on, and the last column.
    """
    columns = [np.ones_like(times), (times - times.mean()) / 4]
    columns += [(times % 4 == season).astype(float) for season in seasons[1:]]
    if step is not None:
        columns.append((times >= step).astype(float))
    return np.column_stack(columns)


def seasons_of(kept_times: Array) -> tuple[int, ...]:
    """The quarters of the year whose effects are fitted: those that the series has, from twelve points; else none."""
    if len(kept_times) < SEASONS_FROM:
        return ()
    return tuple(sorted({int(t) % 4 for t in kept_times}))


def fit(y: Array, size: Array, kept: Flags, design: Array, scale: Scale) -> Fit:
    """Fit each row of ``y`` (series × times) by maximum likelihood.

    "rate": Poisson with logarithm and offset log ``size``. "odds": binomial with logit and totals ``size``. Only
    ``kept`` places count; they need a size above 0. A coefficient without bound runs until the deviance
    settles: the caller refuses a slope that ran away. P. McCullagh and J. A. Nelder, Generalized Linear Models
    (1989), 40-43.
    """
    there = kept.astype(float)
    y, size = np.where(kept, y, 0.0), np.where(kept, size, 1.0)
    if scale == "rate":
        # In units of its own mean, so that no exposure is too large or too small for the bounds below.
        unit = (size * there).sum(axis=1, keepdims=True) / np.maximum(there.sum(axis=1, keepdims=True), 1)
        size = size / unit
    line = np.log((y + 0.5) / (size if scale == "rate" else size - y + 0.5))
    coefficients = np.zeros((len(y), design.shape[1]))
    deviance, active = np.full(len(y), np.inf), np.arange(len(y))
    for _ in range(MOST_STEPS):
        rows, n, on = y[active], size[active], there[active]
        mean, weight = _mean_and_weight(line, n, scale)
        coefficients[active] = _solve(weight * on, line + (rows - mean) / weight, design)
        line = coefficients[active] @ design.T
        now = _deviance(rows, n, line, scale, on)
        moved = np.abs(now - deviance[active]) > SETTLED * (np.abs(now) + 0.1)
        deviance[active] = now
        active, line = active[moved], line[moved]
        if not len(active):
            break
    mean, weight = _mean_and_weight(coefficients @ design.T, size, scale)
    weight = np.maximum(weight, LEAST_WEIGHT) * there
    residuals = np.where(kept, (y - mean) / np.sqrt(np.where(kept, weight, 1.0)), 0.0)
    bread = np.linalg.pinv(_information(weight, design), hermitian=True)
    return Fit(design, kept, coefficients, mean * there, weight, np.asarray(bread, dtype=float), residuals)


def _mean_and_weight(line: Array, size: Array, scale: Scale) -> tuple[Array, Array]:
    """Mean and variance; with these links the mean moves with the linear predictor as fast as its variance."""
    line = np.clip(line, -FARTHEST, FARTHEST)
    if scale == "rate":
        mean = np.maximum(size * np.exp(line), LEAST_WEIGHT**2)
        return mean, mean
    share = 1 / (1 + np.exp(-line))
    return size * share, np.maximum(size * share * (1 - share), LEAST_WEIGHT**2)


def _information(weight: Array, design: Array) -> Array:
    """XᵀWX for each series: one matrix product with every pair of columns."""
    columns = design.shape[1]
    pairs = (design[:, :, None] * design[:, None, :]).reshape(len(design), columns * columns)
    return (weight @ pairs).reshape(len(weight), columns, columns)


def _solve(weight: Array, working: Array, design: Array) -> Array:
    information, pull = _information(weight, design), (weight * working) @ design
    try:
        return np.asarray(np.linalg.solve(information, pull[..., None])[..., 0])
    except np.linalg.LinAlgError:
        return np.asarray((np.linalg.pinv(information, hermitian=True) @ pull[..., None])[..., 0])


def _deviance(y: Array, size: Array, line: Array, scale: Scale, there: Array) -> Array:
    mean, _ = _mean_and_weight(line, size, scale)
    own = np.where(y > 0, y * np.log(np.where(y > 0, y, 1.0) / np.maximum(mean, 1e-300)), 0.0)
    if scale == "rate":
        return np.asarray(2 * ((own - (y - mean)) * there).sum(axis=1))
    rest, left = size - y, np.maximum(size - mean, 1e-300)
    other = np.where(rest > 0, rest * np.log(np.where(rest > 0, rest, 1.0) / left), 0.0)
    return np.asarray(2 * ((own + other) * there).sum(axis=1))
