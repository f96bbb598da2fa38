"""Whether a step, or a curve, fits a series much better than the fitted line: one candidate to talk about.

A candidate never re-bases anything: only a dated event that a person wrote down does. Where a step or a curve fits
much better, the line gets no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nelscb.statistics.dependence import correlation_and_dispersion, quadratic_form
from nelscb.statistics.distributions import t_quantile
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.regression import Array, Scale, design_of, fit, seasons_of
from nelscb.statistics.trend import Trends

FEWEST_EACH_SIDE = 4
"""A level needs four quarters: fewer are a few odd quarters, which the control chart names."""
SIMULATIONS = 999
SEED = 20150401
WORTH_NAMING, MUCH_BETTER = 0.05, 0.01
"""A step is named as a candidate at 5 %, and takes the line's verdict away at 1 %."""
WIDEST_GAP_IN_FIT = 7.35
"""95 % point of the likelihood ratio of a change's place, −2 log(1 − √0.95): B. E. Hansen, Econometrica 68 (2000)."""


@dataclass(frozen=True)
class Misfits:
    """How much better than its line a step or a curve fits each series, an array each (nan without a line).

    ``step_time``: the first quarter of the best step's new level. ``step_p`` and ``curve_p``: the share of
    simulated series without step or curve that would show as much. ``gain``: series × times, the fit's gain from a
    step at each time, in units of the dispersion of the line.
    """

    step_time: Array
    step_p: Array
    curve_p: Array
    gain: Array


@dataclass(frozen=True)
class ChangePoint:
    """One candidate step: when, how far, how surely.

    ``time``: the first quarter of the new level, ``first`` to ``last`` the quarters in which it may lie.
    ``value``, ``low``, ``high``: the step in %, beside the line on both sides of it. ``p`` as in ``Misfits``.
    """

    time: int
    first: int
    last: int
    value: float
    low: float
    high: float
    p: float
    level: float
    n: int
    method: str
    inputs: dict[str, tuple[float, ...]]


def misfits(found: Trends, times: Array) -> Misfits:
    """Look for a step or a curve in the residuals of each fitted line.

    The gain from one more column a in the regression is (aᵀe)² / aᵀM_W a (Rao's score test, the first step of
    the quasi-likelihood ratio, which needs no second fit), a weighted by √W and M_W what the line leaves, over
    max(1, Σe² / (n − p)). The best gain over all steps with four quarters on each side, and the gain of a
    parabola, are set beside 999 series of normal AR(1) residuals with the series' own ρ̂, quarters and gaps. A.
    N. Pettitt's test is not used: it finds a change in 86 % of smooth trends. Series need ``times`` as ``found`` had.
    """
    shape = found.kept.shape
    gain, curve = np.full(shape, np.nan), np.full(shape[0], np.nan)
    step_p, curve_p = np.full(shape[0], np.nan), np.full(shape[0], np.nan)
    keys: dict[tuple[tuple[int, ...], int, tuple[int, ...]], list[int]] = {}
    for row in np.flatnonzero(~np.isnan(found.slope)):
        kept = times[found.kept[row]]
        keys.setdefault((tuple((kept - kept[0]).astype(int)), int(kept[0]), seasons_of(kept)), []).append(int(row))
    for (offsets, origin, seasons), members in keys.items():
        rows, there = np.asarray(members), found.kept[members[0]]
        line = design_of(times[there], seasons)
        steps, curve[rows] = _gains(
            found.residuals[rows][:, there], found.weight[rows][:, there], line, times[there], 1.0
        )
        gain[np.ix_(rows, np.flatnonzero(there))] = steps
        rounded = np.minimum(np.ceil(found.correlation[rows] * 20), 19) / 20
        for rho in np.unique(rounded):
            same = rows[rounded == rho]
            of_steps, of_curve = _by_chance(offsets, origin % 4, seasons, float(rho))
            best = np.nanmax(np.where(np.isnan(gain[same]), -1.0, gain[same]), axis=1)
            step_p[same] = _share_above(of_steps, best)
            curve_p[same] = _share_above(of_curve, curve[same])
    place = np.where(np.isnan(gain), -1.0, gain).argmax(axis=1)
    return Misfits(np.where(np.isnan(step_p), np.nan, times[place]), step_p, curve_p, gain)


def change_point(
    y: Array, size: Array, times: Array, scale: Scale, floor: float, found: Misfits, row: int, level: float = LEVEL
) -> ChangePoint | None:
    """The candidate step of one series of ``found``; None where a step as large would not be rare by chance.

    ``y``, ``size``: the series on ``times``. Its place may be any quarter whose gain is less than the best by no more
    than 7.35 × the dispersion × (1 + ρ̂) / (1 − ρ̂), both from the fit with the step.
    """
    p, when = float(found.step_p[row]), float(found.step_time[row])
    if not p <= WORTH_NAMING:
        return None
    kept = (~np.isnan(y) & ~np.isnan(size) & (size > 0))[None, :]
    seasons = seasons_of(times[kept[0]])
    fitted = fit(y[None, :], size[None, :], kept, design_of(times, seasons, when), scale)
    rho, phi = correlation_and_dispersion(fitted.residuals, kept, times, seasons, np.asarray([floor]), when)
    u = (fitted.bread[:, -1, :] @ fitted.design.T) * np.sqrt(fitted.weight)
    error = float(np.sqrt(phi * quadratic_form(u, rho))[0])
    step, freedom = float(fitted.coefficients[0, -1]), int(kept.sum()) - fitted.design.shape[1]
    if abs(step) > 5 or freedom < 1:
        return None
    reach = t_quantile(0.5 + level / 2, freedom) * error
    own = found.gain[row]
    slack = WIDEST_GAP_IN_FIT * float(phi[0] * (1 + rho[0]) / (1 - rho[0])) / _line_dispersion(y, size, times, scale)
    places = times[np.where(np.isnan(own), -np.inf, own) >= np.nanmax(own) - slack]
    value, low, high = (100 * float(np.expm1(x)) for x in (step, step - reach, step + reach))
    return ChangePoint(
        int(when), int(places.min()), int(places.max()), value, low, high, p, level, int(kept.sum()),
        "score test of one step beside the line, simulated threshold",
        {"events": tuple(y[kept[0]].tolist()), "times": tuple(times[kept[0]].tolist())},
    )  # fmt: skip


def _line_dispersion(y: Array, size: Array, times: Array, scale: Scale) -> float:
    kept = (~np.isnan(y) & ~np.isnan(size) & (size > 0))[None, :]
    design = design_of(times, seasons_of(times[kept[0]]))
    residuals = fit(y[None, :], size[None, :], kept, design, scale).residuals
    return max(1.0, float((residuals**2).sum() / max(1, kept.sum() - design.shape[1])))


def _gains(residuals: Array, weight: Array, line: Array, times: Array, least: float) -> tuple[Array, Array]:
    """The gain of a step at each time (nan too near an end), and of a parabola, for series without gaps between."""
    n, columns = line.shape
    root, information = np.sqrt(weight), np.einsum("st,ti,tj->sij", weight, line, line)
    bread = np.linalg.pinv(information, hermitian=True)
    dispersion = np.maximum(least, (residuals**2).sum(axis=1) / (n - columns))

    def back(values: Array) -> Array:
        return np.asarray(np.flip(np.cumsum(np.flip(values, axis=1), axis=1), axis=1))

    shared = back(weight[:, :, None] * line[None])
    left = back(weight) - np.einsum("sti,sij,stj->st", shared, bread, shared)
    enough = (np.arange(n) >= FEWEST_EACH_SIDE) & (np.arange(n) <= n - FEWEST_EACH_SIDE)
    # A step that the line and the seasons already draw leaves nothing to divide by.
    usable = enough & (left > 1e-6 * back(weight))
    steps = np.where(usable, back(root * residuals) ** 2 / np.where(usable, left, 1.0), np.nan) / dispersion[:, None]
    bend = ((times - times.mean()) / 4) ** 2
    of_line = np.einsum("st,ti->si", weight * bend, line)
    rest = (weight * bend**2).sum(axis=1) - np.einsum("si,sij,sj->s", of_line, bread, of_line)
    curve = ((root * residuals) @ bend) ** 2 / np.maximum(rest, 1e-9) / dispersion
    return steps, curve


@lru_cache(maxsize=1024)
def _by_chance(offsets: tuple[int, ...], season: int, seasons: tuple[int, ...], rho: float) -> tuple[Array, Array]:
    """Sorted best gains of a step, and gains of a curve, among simulated residuals that have neither."""
    times = np.asarray(offsets, dtype=float) + season
    noise = _noise(offsets[-1] + 1).copy()
    for t in range(1, noise.shape[1]):
        noise[:, t] = rho * noise[:, t - 1] + np.sqrt(1 - rho**2) * noise[:, t]
    line = design_of(times, seasons)
    left = noise[:, list(offsets)] @ (np.eye(len(times)) - line @ np.linalg.pinv(line))
    steps, curve = _gains(left, np.ones((1, len(times))), line, times, 0.0)
    return np.sort(np.nanmax(steps, axis=1, initial=-1.0)), np.sort(curve)


@lru_cache(maxsize=64)
def _noise(length: int) -> Array:
    return np.random.default_rng(SEED).standard_normal((SIMULATIONS, length))


def _share_above(simulated: Array, observed: Array) -> Array:
    """(1 + how many are as large) / (1 + how many there are): never 0 (B. Phipson and G. K. Smyth, SAGMB 9 (2010))."""
    above = len(simulated) - np.searchsorted(simulated, observed - 1e-12)
    return np.asarray((1 + above) / (1 + len(simulated)))
