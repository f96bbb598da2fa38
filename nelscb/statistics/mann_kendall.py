"""Mann-Kendall tests, exact with ties: of a series, and of its seasons apart. Shown beside the trend, never deciding.

The distribution of Kendall's S over all orders of the same values has the generating function
[n]_q! / ∏ [tᵢ]_q! in inversions, tᵢ the sizes of ties (M. G. Kendall, Rank Correlation Methods (1948); R. P. Stanley,
Enumerative Combinatorics I, 1.7). Here its values at the roots of unity, the characteristic function of S, are
multiplied and turned back: the tail comes out to twelve decimals, for many series in one product of matrices.

Corrections of its variance for autocorrelation (K. H. Hamed and A. R. Rao, Journal of Hydrology 204 (1998), 182-196)
are not used: the variance they estimate can come out negative at these lengths, as pymannkendall's does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nelscb.statistics.regression import Array

MOST_VALUES = 200
"""More values than this are no short series, and the tables below would outgrow their use."""
ROWS_AT_ONCE = 256
NOT_ZERO = 1e-11
"""Under this a tail is rounding, and 0 is not a probability that a test can have."""


@dataclass(frozen=True)
class MannKendall:
    """Kendall's S (pairs that rise less pairs that fall), its exact two-sided p, and tau-b.

    ``tau`` is tau-b, which divides by the pairs that are not tied and so reaches 1 in a series with ties;
    pymannkendall gives tau-a, which divides by all pairs. None where every value is the same.
    """

    s: int
    tau: float | None
    p: float
    n: int
    method: str
    ties: tuple[int, ...]
    inputs: tuple[float, ...]


def mann_kendall(values: ArrayLike) -> MannKendall:
    """Test a series for a monotone trend against all orders of the same values.

    ``values``: one a period, in order of time; missing values (nan) are left out, which keeps the order of
    the rest. H. B. Mann, Econometrica 13 (1945), 245-259. p is the share of orders with |S| as large or larger, never
    under 1e-11. Fewer than two values, or all the same: S is 0, p is 1, tau None. Independence of the periods is
    assumed: quarters that hang together make p too small. Raises ValueError for infinite values, or more than 200.
    """
    series = _checked(values)
    (s,), (p,) = mann_kendall_table(series[None, :])
    groups = [series[~np.isnan(series)]]
    return _result(int(s), float(p), groups, "Mann-Kendall, exact with ties")


def seasonal_mann_kendall(values: ArrayLike, times: ArrayLike) -> MannKendall:
    """Mann-Kendall within each quarter of the year, the four S added: a season cannot pass for a trend.

    ``times``: quarters counted on one line, as many as ``values``; those with the same remainder by 4 are one
    season. R. M. Hirsch, J. R. Slack and R. A. Smith, Water Resources Research 18 (1982), 107-121; they take a normal
    limit, here p is exact under independence: the characteristic functions of the seasons multiply. ``tau`` is S
    over the root of (all pairs within seasons × untied ones). Otherwise as ``mann_kendall``.
    """
    series, when = _checked(values)[: np.size(values)], np.asarray(times, dtype=float)
    if when.shape != series.shape:
        raise ValueError("values and times must be equally many")
    # A season without a value still has a place, so that no table is empty.
    seasons = [np.append(series[when % 4 == season], np.nan) for season in range(4)]
    kept = [s[~np.isnan(s)] for s in seasons]
    order = _order_for(sum(len(s) * (len(s) - 1) // 2 for s in kept))
    statistic, wave = 0, np.ones((1, order // 2 + 1))
    for season in seasons:
        s, counts, n = _scores(season[None, :])
        statistic += int(s[0])
        wave = wave * _wave(counts, n, order)
    p = float(_tail(wave, np.asarray([abs(statistic)]), order)[0])
    return _result(statistic, p, kept, "seasonal Mann-Kendall, exact with ties")


def mann_kendall_table(values: Array) -> tuple[Array, Array]:
    """S and p of each row of ``values`` (series × times, nan where missing), as ``mann_kendall`` gives them."""
    length = values.shape[1]
    order = _order_for(length * (length - 1) // 2)
    all_s, all_p = [np.zeros(0)], [np.zeros(0)]
    for start in range(0, len(values), ROWS_AT_ONCE):
        s, counts, n = _scores(values[start : start + ROWS_AT_ONCE])
        all_s.append(s)
        all_p.append(_tail(_wave(counts, n, order), np.abs(s), order))
    return np.concatenate(all_s), np.concatenate(all_p)


def _checked(values: ArrayLike) -> Array:
    series = np.asarray(values, dtype=float)
    if series.ndim != 1 or len(series) > MOST_VALUES:
        raise ValueError(f"a series of at most {MOST_VALUES} values is expected")
    if np.isinf(series).any():
        raise ValueError("a value cannot be infinite")
    return series if len(series) else np.full(1, np.nan)


def _result(s: int, p: float, groups: list[Array], method: str) -> MannKendall:
    all_pairs = sum(len(g) * (len(g) - 1) // 2 for g in groups)
    ties = [int(size) for g in groups for size in np.unique(g, return_counts=True)[1] if size > 1]
    untied = all_pairs - sum(size * (size - 1) // 2 for size in ties)
    tau = s / float(np.sqrt(all_pairs * untied)) if untied else None
    inputs = tuple(float(v) for g in groups for v in g)
    return MannKendall(s, tau, p, len(inputs), method, tuple(sorted(ties, reverse=True)), inputs)


def _scores(values: Array) -> tuple[Array, Array, NDArray[np.intp]]:
    """S of each row, how many groups of each size 0, 1, 2 … its equal values form, and how many values it has."""
    length = values.shape[1]
    s = np.zeros(len(values))
    for lag in range(1, length):
        s += np.nansum(np.sign(values[:, lag:] - values[:, :-lag]), axis=1)
    ordered = np.sort(values, axis=1)
    present = ~np.isnan(ordered)
    starts = present & np.concatenate([np.ones((len(values), 1), bool), ordered[:, 1:] != ordered[:, :-1]], axis=1)
    group = np.cumsum(starts, axis=1) - 1
    rows = np.broadcast_to(np.arange(len(values))[:, None], values.shape)
    sizes = np.zeros((len(values), length), dtype=int)
    np.add.at(sizes, (rows[present], group[present]), 1)
    counts = np.zeros((len(values), int(sizes.max()) + 1))
    np.add.at(counts, (np.broadcast_to(np.arange(len(values))[:, None], sizes.shape), sizes), 1)
    counts[:, :2] = 0  # A group of one value, or of none, has one order only.
    return s, counts, present.sum(axis=1).astype(int)


def _order_for(pairs: int) -> int:
    """A prime above the number of values of S: at its roots of unity no factor of the generating function is zero.

    S moves in steps of 2, from −pairs to pairs at most.
    """
    order = max(pairs + 2, MOST_VALUES + 1)
    while any(order % divisor == 0 for divisor in range(2, int(order**0.5) + 1)):
        order += 1
    return order


@lru_cache(maxsize=8)
def _factors(longest: int, order: int) -> tuple[Array, Array]:
    """log |[t]_q! / t!| and whether it is negative, at θₖ = πk / order in S, for t = 0 … longest."""
    k = np.arange(1, order // 2 + 1)
    logs, negative = np.zeros((longest + 1, len(k) + 1)), np.zeros((longest + 1, len(k) + 1))
    for t in range(1, longest + 1):
        # S moves by 2 an inversion: sin(tθ) / (t sin θ). Whole numbers modulo twice the order keep the angle exact.
        turned = np.sin(np.pi * ((t * k) % (2 * order)) / order) / (t * np.sin(np.pi * k / order))
        logs[t, 1:] = logs[t - 1, 1:] + np.log(np.abs(turned))
        negative[t, 1:] = negative[t - 1, 1:] + (turned < 0)
    return logs, negative


def _wave(counts: Array, n: NDArray[np.intp], order: int) -> Array:
    """The characteristic function of S of each row, which is real because S is symmetric."""
    logs, negative = _factors(max(int(n.max()), counts.shape[1] - 1), order)
    tied = counts.shape[1]
    size = logs[n] - counts @ logs[:tied]
    odd = (negative[n] + counts @ negative[:tied]) % 2
    return np.asarray(np.exp(size) * (1 - 2 * odd))


def _tail(wave: Array, s: Array, order: int) -> Array:
    """P(|S| ≥ s) from the characteristic function: 1 less the sum over x = −s + 2, −s + 4 … s − 2."""
    k = np.arange(1, wave.shape[1])
    inside = np.maximum(s - 1, 0)[:, None]
    # Σ cos(xθ) over these s − 1 values is sin((s − 1)θ) / sin θ.
    angle = np.pi * ((inside * k) % (2 * order)) / order
    kernel = np.sin(angle) / np.sin(np.pi * k / order)
    within = (inside[:, 0] + 2 * (wave[:, 1:] * kernel).sum(axis=1)) / order
    return np.asarray(np.where(s == 0, 1.0, np.clip(1 - within, NOT_ZERO, 1.0)))
