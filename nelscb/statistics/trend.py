"""The trend of short series: quasi-Poisson or quasi-binomial regression that knows periods hang together.

This is the test that decides. The variance of the slope allows for over-dispersion and for a first-order
autocorrelation, corrected for the bias that fitting a line gives it in short series. Newey and West's variance is
not used: at 8 to 20 points it rejects 14 to 17 % of independent Poisson series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nelscb.statistics.dependence import HIGHEST_CORRELATION, correlation_and_dispersion, quadratic_form
from nelscb.statistics.distributions import t_above, t_quantile
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.regression import SEASONS_FROM, Array, Flags, Scale, design_of, fit, seasons_of

FEWEST_POINTS = 8
"""Under eight points no trend is judged."""
FLOW_CORRELATION = 0.2
"""The correlation is never taken as less than this for flows: an estimate of 0 from 12 points proves nothing."""
STOCK_CORRELATION = 0.6
"""The same for stocks, which carry most of their children over from quarter to quarter."""
STEEPEST = 20.0
"""A fitted log ratio between the ends of the series beyond this is a slope that ran away, not a figure."""


class TooFewPoints(ValueError):
    """The series is too short, or has too few events, for a trend to be fitted."""


@dataclass(frozen=True)
class Trend:
    """The slope of a series.

    ``value``, ``low`` and ``high``: change in % a year of the rate (counts) or of the odds
    (proportions). ``slope`` and ``error``: the same as a logarithm a year, with its standard error. ``dispersion`` φ
    and ``correlation`` ρ are those the interval allows for. ``inputs`` are the events, exposures (or
    totals) and times that were fitted.
    """

    value: float
    low: float
    high: float
    p: float
    level: float
    n: int
    degrees_of_freedom: int
    slope: float
    error: float
    dispersion: float
    correlation: float
    scale: Scale
    method: str
    inputs: dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Trends:
    """The trends of many series, an array each: nan, and why in ``problem``, where a series has none.

    ``residuals``, ``weight`` and ``mean`` are series × times: what the change point looks at.
    """

    slope: Array
    error: Array
    p: Array
    n: Array
    degrees_of_freedom: Array
    dispersion: Array
    correlation: Array
    kept: Flags
    mean: Array
    weight: Array
    residuals: Array
    problem: tuple[str, ...]


def stock_floor(leavers: float | None, stock: float | None) -> float:
    """The least correlation of a stock: max(0.6, exp(−leavers a quarter / stock)); 0.6 where no leavers are known.

    What is carried over from one quarter to the next is what has not left; 0.95 at most, as for an estimate. Raises
    ValueError for a negative count.
    """
    if min(leavers or 0.0, stock or 0.0) < 0:
        raise ValueError(f"a count cannot be negative: {leavers}, {stock}")
    if leavers is None or not stock:
        return STOCK_CORRELATION
    return min(HIGHEST_CORRELATION, max(STOCK_CORRELATION, float(np.exp(-leavers / stock))))


def count_trend(
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    times: Sequence[int] | None = None,
    *,
    stock: bool = False,
    floor: float | None = None,
    level: float = LEVEL,
) -> Trend:
    """Quasi-Poisson regression of quarterly counts on time.

    ``counts``: one a quarter, nan where missing; ``exposure``: what a rate divides by, same shape;
    ``times``: quarters counted on one line (a gap keeps its true lag), 0, 1, 2 … where None. ρ is floored
    at 0.6 for stocks and 0.2 for flows, or at ``floor``. Raises TooFewPoints under 8 points, without any event, or with
    events at one end only; ValueError for a negative or infinite count, or times that do not go up. A dated
    break inside the series is the caller's to cut at: one line through a step says nothing.
    """
    y = np.asarray(counts, dtype=float)
    size = np.ones_like(y) if exposure is None else np.asarray(exposure, dtype=float)
    return _one(y, size, times, "rate", stock, floor, level)


def proportion_trend(
    events: ArrayLike,
    totals: ArrayLike,
    times: Sequence[int] | None = None,
    *,
    stock: bool = False,
    floor: float | None = None,
    level: float = LEVEL,
) -> Trend:
    """Quasi-binomial regression of quarterly proportions on time: change of the odds in % a year.

    A quarter with total 0 is no observation. Otherwise as ``count_trend``; all events or none, which
    leave no finite slope, raise TooFewPoints; more events than their total raise ValueError.
    """
    y, size = np.asarray(events, dtype=float), np.asarray(totals, dtype=float)
    return _one(y, size, times, "odds", stock, floor, level)


def trends(y: Array, size: Array, times: Array, scale: Scale, floor: Array) -> Trends:
    """The trend of each row of ``y`` (series × times), all of one ``scale``, with the least correlation ``floor``.

    ``times``: whole quarters one apart. nan in ``y`` or ``size``, or a size of 0, is no observation. Where a series
    has no trend its ``problem`` says why and its numbers are nan. Raises ValueError as ``count_trend`` does.
    """
    kept = _kept(y, size, times, scale)
    problems = _problems(y, size, kept, scale)
    shape = y.shape
    numbers = {name: np.full(len(y), np.nan) for name in ("slope", "error", "dispersion", "correlation", "freedom")}
    mean, weight, residuals = (np.zeros(shape) for _ in range(3))
    for seasons, rows in _groups(kept, times, problems):
        fitted = fit(y[rows], size[rows], kept[rows], design_of(times, seasons), scale)
        rho, phi = correlation_and_dispersion(fitted.residuals, fitted.kept, times, seasons, floor[rows])
        u = (fitted.bread[:, 1, :] @ fitted.design.T) * np.sqrt(fitted.weight)
        numbers["slope"][rows] = fitted.coefficients[:, 1]
        numbers["error"][rows] = np.sqrt(phi * quadratic_form(u, rho))
        numbers["dispersion"][rows], numbers["correlation"][rows] = phi, rho
        numbers["freedom"][rows] = fitted.kept.sum(axis=1) - fitted.design.shape[1]
        mean[rows], weight[rows], residuals[rows] = fitted.mean, fitted.weight, fitted.residuals
    first, last = kept.argmax(axis=1), kept.shape[1] - 1 - kept[:, ::-1].argmax(axis=1)
    ran_away = np.abs(numbers["slope"]) * (times[last] - times[first]) / 4 > STEEPEST
    for index in np.flatnonzero(ran_away).tolist():
        problems[index] = "events stand at one end of the series only: its slope has no bound"
        for values in numbers.values():
            values[index] = np.nan
    there = ~np.isnan(numbers["slope"])
    p = np.full(len(y), np.nan)
    p[there] = 2 * t_above(np.abs(numbers["slope"][there]) / numbers["error"][there], numbers["freedom"][there])
    return Trends(
        numbers["slope"], numbers["error"], p, kept.sum(axis=1).astype(float), numbers["freedom"],
        numbers["dispersion"], numbers["correlation"], kept, mean, weight, residuals, tuple(problems),
    )  # fmt: skip


def trend_of_row(found: Trends, row: int, y: Array, size: Array, times: Array, scale: Scale, level: float) -> Trend:
    """One series of ``found``, whose own ``y`` and ``size`` these are. Raises TooFewPoints where it has no trend."""
    if found.problem[row]:
        raise TooFewPoints(found.problem[row])
    slope, error, freedom = float(found.slope[row]), float(found.error[row]), int(found.degrees_of_freedom[row])
    reach, kept = t_quantile(0.5 + level / 2, freedom) * error, found.kept[row]
    value, low, high = (100 * float(np.expm1(min(x, 700.0))) for x in (slope, slope - reach, slope + reach))
    return Trend(
        value, low, high, p=float(found.p[row]), level=level, n=int(found.n[row]), degrees_of_freedom=freedom,
        slope=slope, error=error, dispersion=float(found.dispersion[row]), correlation=float(found.correlation[row]),
        scale=scale, method="quasi-Poisson regression" if scale == "rate" else "quasi-binomial regression",
        inputs={
            "events": tuple(y[kept].tolist()), "exposure": tuple(size[kept].tolist()),
            "times": tuple(times[kept].tolist()),
        },
    )  # fmt: skip


def on_one_line(times: Sequence[int] | None, *series: Array) -> tuple[Array, ...]:
    """Times one quarter apart from the first to the last, and each series on them, nan in the gaps.

    Raises ValueError for times that do not go up, are not whole, or are not as many as the values.
    """
    length = len(series[0])
    given = np.arange(length, dtype=float) if times is None else np.asarray(list(times), dtype=float)
    if any(len(values) != len(given) for values in series):
        raise ValueError("values, exposures and times must be equally many")
    if not len(given):
        return given, *series
    if (given != np.round(given)).any() or (np.diff(given) <= 0).any():
        raise ValueError("times must be whole quarters in order, each of them once")
    line = np.arange(given[0], given[-1] + 1)
    filled = []
    for values in series:
        laid = np.full(len(line), np.nan)
        laid[(given - given[0]).astype(int)] = values
        filled.append(laid)
    return line, *filled


def _one(
    y: Array, size: Array, times: Sequence[int] | None, scale: Scale, stock: bool, floor: float | None, level: float
) -> Trend:
    line, y, size = on_one_line(times, y, size)
    if not len(line):
        raise TooFewPoints(f"0 points; a trend needs {FEWEST_POINTS}")
    least = floor if floor is not None else STOCK_CORRELATION if stock else FLOW_CORRELATION
    found = trends(y[None, :], size[None, :], line, scale, np.asarray([least]))
    return trend_of_row(found, 0, y, size, line, scale, level)


def _kept(y: Array, size: Array, times: Array, scale: Scale) -> Flags:
    if np.isinf(y).any() or np.isinf(size).any():
        raise ValueError("a count or exposure cannot be infinite")
    if (y < 0).any():
        raise ValueError("a count cannot be negative")
    if (size < 0).any():
        raise ValueError("an exposure cannot be negative")
    if (np.diff(times) != 1).any():
        raise ValueError("times must be one quarter apart: a gap is a place without a value")
    kept = np.asarray(~np.isnan(y) & ~np.isnan(size) & (size > 0))
    if scale == "odds" and (y[kept] > size[kept]).any():
        raise ValueError("more events than their total are no proportion")
    return kept


def _problems(y: Array, size: Array, kept: Flags, scale: Scale) -> list[str]:
    n, total, most = (np.where(kept, x, 0.0).sum(axis=1) for x in (kept.astype(float), y, size))
    too_few, one_sided = n < FEWEST_POINTS, (total == 0) | ((scale == "odds") & (total == most))
    problems = [""] * len(y)
    for row in np.flatnonzero(too_few | one_sided).tolist():
        few = f"{int(n[row])} points; a trend needs {FEWEST_POINTS}"
        problems[row] = few if too_few[row] else "the series has no events, or nothing but events"
    return problems


def _groups(kept: Flags, times: Array, problems: list[str]) -> list[tuple[tuple[int, ...], NDArray[np.intp]]]:
    """The rows without a problem that share one design: those with the same quarters of the year."""
    # Which quarters of the year a series has, as a number; under twelve points none is fitted.
    has = np.stack([kept[:, times % 4 == season].any(axis=1) for season in range(4)], axis=1)
    code = np.where(kept.sum(axis=1) >= SEASONS_FROM, has @ np.asarray([1, 2, 4, 8]), 0)
    good = np.asarray([not problem for problem in problems], dtype=bool)
    found = []
    for one in np.unique(code[good]).tolist():
        rows = np.flatnonzero(good & (code == one))
        found.append((seasons_of(times[kept[rows[0]]]), rows))
    return found
