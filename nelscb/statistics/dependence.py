"""How much quarters hang together, and how much more they vary than chance: correlation and dispersion of residuals."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nelscb.statistics.regression import Array, Flags, design_of

HIGHEST_CORRELATION = 0.95
NO_RESIDUAL = 1e-12
"""Residuals whose mean square is under this are rounding."""
HALVINGS = 34
"""Bisections of 0 to 0.95: the correlation is found to ten decimals."""


def correlation_and_dispersion(
    residuals: Array, kept: Flags, times: Array, seasons: tuple[int, ...], floor: Array, step: float | None = None
) -> tuple[Array, Array]:
    """ρ̂ and φ̂ of each series from its Pearson residuals (series × times, 0 where not kept).

    ρ̂ in [0, 0.95] solves r₁ = Σ [M R(ρ) M]ₜ,ₜ₊₁ / tr(M R(ρ) M) with M = I − X(XᵀX)⁻¹Xᵀ and R(ρ)ₛₜ = ρ^|s−t|: the
    correlation whose expected lag-1 correlation after fitting is the one seen. Only neighbouring quarters make
    a pair, so a gap adds none. X is ``design_of`` with these seasons and step. ρ̂ is then raised to ``floor``, and
    φ̂ = max(1, Σe² / tr(M R(ρ̂) M)).
    """
    pair, spread = _lag_sums_of(kept, times, seasons, step)
    total = (residuals**2).sum(axis=1)
    following = np.flatnonzero(np.diff(times) == 1)
    products = residuals[:, following] * residuals[:, following + 1]
    has_pairs = (kept[:, following] & kept[:, following + 1]).any(axis=1)
    usable = (total > NO_RESIDUAL * kept.sum(axis=1)) & has_pairs
    observed = np.where(usable, products.sum(axis=1) / np.where(usable, total, 1.0), -1.0)
    found = np.maximum(_solved(observed, pair, spread), floor)
    return found, np.maximum(1.0, total / _polynomial(spread, found))


def quadratic_form(u: Array, correlation: Array) -> Array:
    """uᵀR(ρ)u of each row over times one quarter apart, in one walk along the series; 0 stands at a gap."""
    carried, total = np.zeros(len(u)), np.zeros(len(u))
    for t in range(u.shape[1]):
        total += u[:, t] * (u[:, t] + 2 * carried)
        carried = correlation * (carried + u[:, t])
    return total


def _solved(observed: Array, pair: Array, spread: Array) -> Array:
    low, high = np.zeros(len(observed)), np.full(len(observed), HIGHEST_CORRELATION)
    at_ends = [_polynomial(pair, end) / _polynomial(spread, end) for end in (low, high)]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = _polynomial(pair, middle) < observed * _polynomial(spread, middle)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    found = (low + high) / 2
    found = np.where(at_ends[0] >= observed, 0.0, found)
    return np.where(at_ends[1] <= observed, HIGHEST_CORRELATION, found)


def _polynomial(coefficients: Array, at: Array) -> Array:
    """Σ cₖ ρᵏ of each row, by Horner's rule."""
    value = np.zeros(len(coefficients))
    for column in reversed(range(coefficients.shape[1])):
        value = value * at + coefficients[:, column]
    return value


def _lag_sums_of(kept: Flags, times: Array, seasons: tuple[int, ...], step: float | None) -> tuple[Array, Array]:
    """Both traces as polynomials in ρ, a row a series; series with the same gaps share the work."""
    packed = np.ascontiguousarray(np.packbits(kept, axis=1))
    _, first, place = np.unique(packed.view(f"V{packed.shape[1]}").ravel(), return_index=True, return_inverse=True)
    patterns = kept[first]
    origin, length = times[0], int(times[-1] - times[0]) + 1
    sums = [
        _lag_sums(tuple((times[row] - origin).astype(int).tolist()), int(origin), seasons, step) for row in patterns
    ]
    tables = [np.zeros((len(patterns), length)) for _ in range(2)]
    for table, which in zip(tables, range(2), strict=True):
        for index, found in enumerate(sums):
            table[index, : len(found[which])] = found[which]
    place = place.reshape(-1)
    return tables[0][place], tables[1][place]


@lru_cache(maxsize=4096)
def _lag_sums(
    kept_times: tuple[int, ...], origin: int, seasons: tuple[int, ...], step: float | None
) -> tuple[Array, Array]:
    """Coefficients of ρ⁰, ρ¹ … in Σ [M R(ρ) M]ₜ,ₜ₊₁ over neighbours and in tr(M R(ρ) M) = Σ Mₛₜ ρ^|s−t|."""
    times = np.asarray(kept_times, dtype=float)
    design = design_of(times + origin, seasons, step)
    maker = np.eye(len(times)) - design @ np.linalg.pinv(design)
    lags = np.abs(times[:, None] - times[None, :]).astype(int)
    following = np.flatnonzero(np.diff(times) == 1)
    # Σₜ M[t, i] M[t + 1, j] sums what a correlation between times i and j puts into neighbouring residuals.
    neighbours = maker[following].T @ maker[following + 1]
    length = int(lags.max()) + 1
    pair, spread = (np.bincount(lags.ravel(), sums.ravel(), length) for sums in (neighbours, maker))
    return pair.astype(float), spread.astype(float)
