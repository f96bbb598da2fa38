"""The median of all slopes between two periods, with Sen's interval: how steep, whatever a few periods do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nelscb.statistics.distributions import normal_quantile
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.regression import Array

ROWS_AT_ONCE = 512


@dataclass(frozen=True)
class Slope:
    """The median slope a year with its interval; all None under two values."""

    value: float | None
    low: float | None
    high: float | None
    level: float
    n: int
    method: str
    inputs: dict[str, tuple[float, ...]]


def theil_sen(values: ArrayLike, times: ArrayLike | None = None, level: float = LEVEL) -> Slope:
    """The median of (yⱼ − yᵢ) / (tⱼ − tᵢ), in units a year, times being quarters.

    ``values``: one a quarter, nan where missing; ``times``: 0, 1, 2 … where None. P. K. Sen, JASA 63 (1968),
    1379-1389. The interval's ranks are (N ∓ z √Var S) / 2 of the N slopes, Var S with ties; they are rounded as
    ``scipy.stats.theilslopes`` does and not interpolated (as Gilbert does, Statistical Methods for Environmental
    Pollution Monitoring (1987), 218), so that one call of a public library gives the same limits. Independence
    is assumed. Raises ValueError for infinite values, or times that are not all different.
    """
    y = np.asarray(values, dtype=float)
    when = np.arange(len(y), dtype=float) if times is None else np.asarray(times, dtype=float)
    if y.shape != when.shape or np.isinf(y).any() or len(np.unique(when)) < len(when):
        raise ValueError("a slope needs finite values, each at a time of its own")
    there = ~np.isnan(y)
    y, when = y[there], when[there]
    inputs = {"values": tuple(y.tolist()), "times": tuple(when.tolist())}
    if len(y) < 2:
        return Slope(None, None, None, level, len(y), "no data", inputs)
    value, low, high = (float(x) for x in theil_sen_table(y[None, :], when, level)[0])
    return Slope(value, low, high, level, len(y), "Theil-Sen, Sen's interval", inputs)


def theil_sen_table(values: Array, times: Array, level: float = LEVEL) -> Array:
    """Median slope a year, low and high of each row of ``values`` (series × times, nan where missing)."""
    first, second = np.triu_indices(values.shape[1], 1)
    z, parts = float(normal_quantile(0.5 + level / 2)), [np.zeros((0, 3))]
    for start in range(0, len(values), ROWS_AT_ONCE):
        rows = values[start : start + ROWS_AT_ONCE]
        slopes = np.sort((rows[:, second] - rows[:, first]) / (times[second] - times[first]) * 4, axis=1)
        number = (~np.isnan(slopes)).sum(axis=1)
        reach = z * np.sqrt(_variance_of_s(rows))
        upper = np.minimum(np.round((number + reach) / 2).astype(int), number - 1)
        lower = np.maximum(np.round((number - reach) / 2).astype(int) - 1, 0)
        at = np.arange(len(rows))
        middle = (slopes[at, (number - 1) // 2] + slopes[at, number // 2]) / 2
        parts.append(np.stack([middle, slopes[at, lower], slopes[at, upper]], axis=1))
    return np.concatenate(parts)


def _variance_of_s(values: Array) -> Array:
    """[n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)] / 18 of each row, t the sizes of its ties."""
    n = (~np.isnan(values)).sum(axis=1)
    tied = (values[:, :, None] == values[:, None, :]).sum(axis=2)
    # Each of the t equal values adds (t − 1)(2t + 5): together t(t − 1)(2t + 5).
    loss = np.where(tied > 0, (tied - 1) * (2 * tied + 5), 0).sum(axis=1)
    return np.asarray((n * (n - 1) * (2 * n + 5) - loss) / 18)
