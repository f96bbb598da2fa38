"""Forecasts of the cumulative count of the next quarters, made at the end of a baseline series.

Every method takes ``counts``: a flat array, one a quarter, nan where missing; the first quarter forecast is the one
after the last element. ``horizon`` is the number of quarters summed, 1 or more; 4 and 8 are looked at. Intervals are
symmetric on the log scale. Where any quarter counts 0, 1/2 is added to every count before logs are taken, and taken
off the sum again; the line of counts needs no logs and no half. All raise ValueError for a negative or infinite
count, and TooFewPoints under 8 points, without any event, or where no finite forecast exists. The walk and the line
are those a verdict uses; the rest are candidates for the back-test.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nelscb.statistics.distributions import t_quantile
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.trend import FEWEST_POINTS, FLOW_CORRELATION, TooFewPoints, count_trend

FEWEST_CHANGES, RECENT_QUARTERS = 4, 4  # fewer changes give limits that say nothing; in a year seasons cancel
WHERE_ZERO = 0.5
DAMPED_PARAMETERS = 5  # two smoothing weights, the damping, the first level, the first trend
DAMPED_WEIGHTS = ("smoothing_level", "smoothing_trend", "damping_trend")  # α, β as a share of α, φ
LARGEST_LOG = 36.0
"""A forecast's logarithm is cut here, far beyond any count, so that it stays a number."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Forecast:
    """The forecast sum of the next ``horizon`` quarters with its interval; ``n`` quarters were known.

    ``inputs``: the counts and their times, and what the interval rests on: ``error`` (standard error of the log),
    ``degrees_of_freedom``, and what the method estimated.
    """

    method: str
    horizon: int
    value: float
    low: float
    high: float
    level: float
    n: int
    inputs: dict[str, tuple[float, ...]]


def walk_forecast(counts: ArrayLike, horizon: int, level: float = LEVEL) -> Forecast:
    """The mean of the last four returned quarters times ``horizon``, as if log counts walked at random.

    Let Δ be the changes of the log count between neighbouring quarters (a gap breaks a change) and σ² = mean Δ², no
    drift taken out. Step by step ahead of the last quarter the mean of h levels gathers the weights h/h, (h − 1)/h
    … 1/h: variance σ² Σ k²/h² = σ²(h + 1)(2h + 1)/(6h). The last level stands before the mean of the last four by
    3/4, 2/4 and 1/4 of the last three changes: σ²(9 + 4 + 1)/16 = σ²·7/8. The changes are different ones, so the
    log of (mean to come / mean of last four) has variance σ²[(h + 1)(2h + 1)/(6h) + 7/8]. Where one of the last
    four is missing, older quarters step in and the same sum is taken over their true lags. Student t with as many
    degrees of freedom as changes. Never narrower than counting alone: variance (1/h + 1/4) / mean, so that a
    constant series does not claim to be certain. Under four changes raises TooFewPoints.
    """
    y = _checked(counts, horizon)
    shift = _shift(y)
    steps = np.diff(np.log(y + shift))
    steps = steps[~np.isnan(steps)]
    if len(steps) < FEWEST_CHANGES:
        raise TooFewPoints(f"{len(steps)} changes between neighbouring quarters; a walk needs {FEWEST_CHANGES}")
    recent = np.flatnonzero(~np.isnan(y))[-RECENT_QUARTERS:]
    mean = float(y[recent].mean())
    counting = (1 / horizon + 1 / len(recent)) / (mean + shift)
    spread = float((steps**2).mean())
    variance = max(spread * _walk_factor(recent, len(y), horizon), counting)
    method, found = "random walk of log quarterly changes", {"change_variance": spread}
    return _forecast(method, y, horizon, mean * horizon, variance, len(steps), level, shift, found)


def line_forecast(counts: ArrayLike, horizon: int, level: float = LEVEL, floor: float = FLOW_CORRELATION) -> Forecast:
    """The quasi-Poisson line of ``count_trend`` (quarter effects from 12 points) drawn on and summed.

    φ̂ and ρ̂ (no less than ``floor``) are those of ``count_trend``. With X and μ of the past, Z and m = exp(Zβ̂) of the
    quarters to come, S = Σm and g = Zᵀm: var(log S) = φ̂ [gᵀB Xᵀ√W R(ρ̂) √W X B g + √mᵀR(ρ̂)√m] / S², where
    B = (XᵀWX)⁻¹ and W = diag(μ): what the coefficients do not know, and what the quarters to come do by themselves.
    The two are taken as independent. They are not (what is high now stays high, and so was the line), and the limits
    are very wide; taking off their covariance halves the width on the log scale, but on published referrals then
    covers about 80 %, not 95 %. Student t, n − p degrees of freedom. A quarter of the year that was never returned
    has no effect to forecast with: TooFewPoints.
    """
    import statsmodels.api as sm

    y = _checked(counts, horizon)
    trend = count_trend(y, level=level, floor=floor)
    known, ahead = np.flatnonzero(~np.isnan(y)), len(y) + np.arange(horizon)
    seasons = sorted({int(t) % 4 for t in known}) if trend.n - trend.degrees_of_freedom > 2 else []
    if seasons and not {int(t) % 4 for t in ahead} <= set(seasons):
        raise TooFewPoints("a quarter of the year that is to be forecast was never returned")
    every = np.concatenate([known, ahead])
    effects = [(every % 4 == season).astype(float) for season in seasons[1:]]
    design = np.column_stack([np.ones(len(every)), (every - known.mean()) / 4, *effects])
    past, future = design[: len(known)], design[len(known) :]
    with warnings.catch_warnings():
        # A perfect fit is no fault here; a slope that runs away was refused by the trend.
        warnings.simplefilter("ignore")
        fitted = sm.GLM(y[known], past, family=sm.families.Poisson()).fit(tol=1e-10)
    weight = np.maximum(np.asarray(fitted.fittedvalues, dtype=float), 1e-9)
    to_come = _means(future @ np.asarray(fitted.params, dtype=float))
    own, total = np.sqrt(to_come), float(to_come.sum())
    bread = np.linalg.pinv(past.T @ (weight[:, None] * past), hermitian=True)
    row = np.sqrt(weight) * (past @ (bread @ (future.T @ to_come)))
    unknown = sum(float(u @ _correlations(trend.correlation, at) @ u) for u, at in ((row, known), (own, ahead)))
    variance = trend.dispersion * unknown / total**2
    found = {"dispersion": trend.dispersion, "correlation": trend.correlation}
    method = "quasi-Poisson line with first-order autocorrelation"
    return _forecast(method, y, horizon, total, variance, trend.degrees_of_freedom, level, 0.0, found)


def damped_forecast(counts: ArrayLike, horizon: int, level: float = LEVEL) -> Forecast:
    """The damped trend of log counts, fitted by statsmodels to the quarters since the last gap.

    E. S. Gardner and E. McKenzie, Management Science 31 (1985), 1237-1246; a shock is carried on by
    c₀ = 1, cⱼ = α(1 + β(φ + … + φʲ)), R. J. Hyndman et al., Forecasting with Exponential Smoothing (2008), 81. Each
    shock of the quarters to come weighs on the log of their sum by the shares of the quarters it reaches; σ² is the
    sum of squares over n − 5 quarters. Raises TooFewPoints where fewer than 8 quarters follow the last gap.
    """
    from statsmodels.tsa.holtwinters import Holt

    y = _checked(counts, horizon)
    missing = np.flatnonzero(np.isnan(y))
    run = y[missing[-1] + 1 :] if len(missing) else y
    if len(run) < FEWEST_POINTS:
        raise TooFewPoints(f"{len(run)} quarters since the last gap; a damped trend needs {FEWEST_POINTS}")
    shift, freedom = _shift(y), len(run) - DAMPED_PARAMETERS
    with warnings.catch_warnings():
        # That the search stops at a bound (no smoothing, no damping) is the usual end of it on so few quarters.
        warnings.simplefilter("ignore")
        fitted = Holt(np.log(run + shift), damped_trend=True, initialization_method="estimated").fit()
        to_come = _means(np.asarray(fitted.forecast(horizon), dtype=float))
    alpha, beta, damping = (float(fitted.params[name]) for name in DAMPED_WEIGHTS)
    carried = np.concatenate([[1.0], alpha * (1 + beta * np.cumsum(damping ** np.arange(1, horizon)))])
    shares = to_come / to_come.sum()
    reach = np.array([shares[first:] @ carried[: horizon - first] for first in range(horizon)])
    variance = float(fitted.sse) / freedom * float(reach @ reach)
    total = max(0.0, float(to_come.sum()) - shift * horizon)
    return _forecast("damped trend", y, horizon, total, variance, freedom, level, shift, {})


def last_year_forecast(counts: ArrayLike, horizon: int, level: float = LEVEL) -> Forecast:
    """Each quarter as it was a year ago, as if log counts walked from year to year, each quarter by itself.

    σ² is the mean square of log changes over four quarters. A change of one quarter of the year reaches that quarter
    in all later years of the horizon: var = σ² Σⱼ (quarters reached from j / h)²; 1/4 of σ² at h = 4. Student t with
    as many degrees of freedom as changes. A missing quarter in the last four, or under four changes: TooFewPoints.
    """
    y = _checked(counts, horizon)
    shift = _shift(y)
    logs = np.log(y + shift)
    steps = logs[4:] - logs[:-4]
    steps = steps[~np.isnan(steps)]
    if np.isnan(y[-4:]).any() or len(steps) < FEWEST_CHANGES:
        raise TooFewPoints("the last year, or the changes since the years before it, are not known")
    quarters = np.arange(horizon)
    reached = (horizon - 1 - quarters) // 4 + 1
    variance = float((steps**2).mean()) * float(((reached / horizon) ** 2).sum())
    total = float(y[-4:][quarters % 4].sum())
    return _forecast("last year again", y, horizon, total, variance, len(steps), level, shift, {})


def plain_line_forecast(counts: ArrayLike, horizon: int, level: float = LEVEL) -> Forecast:
    """Least squares of log counts on time, errors independent: what common tools draw.

    With shares w of the quarters in their sum, var = s²[wᵀw + wᵀZ(XᵀX)⁻¹Zᵀw]; Student t, n − 2 degrees of freedom.
    """
    y = _checked(counts, horizon)
    shift = _shift(y)
    known, ahead = np.flatnonzero(~np.isnan(y)), len(y) + np.arange(horizon)
    past, future = (np.column_stack([np.ones(len(at)), at - known.mean()]) for at in (known, ahead))
    inverse, logs = np.linalg.inv(past.T @ past), np.log(y[known] + shift)
    coefficients = inverse @ past.T @ logs
    spread, freedom = float(((logs - past @ coefficients) ** 2).sum()) / (len(known) - 2), len(known) - 2
    to_come = _means(future @ coefficients)
    shares = to_come / to_come.sum()
    variance = spread * float(shares @ shares + shares @ future @ inverse @ future.T @ shares)
    total = max(0.0, float(to_come.sum()) - shift * horizon)
    return _forecast("log-linear line", y, horizon, total, variance, freedom, level, shift, {})


ForecastMethod = Callable[[ArrayLike, int], Forecast]
METHODS: dict[str, ForecastMethod] = {
    "walk": walk_forecast,
    "line": line_forecast,
    "damped": damped_forecast,
    "last year": last_year_forecast,
    "plain line": plain_line_forecast,
}


def _checked(counts: ArrayLike, horizon: int) -> Array:
    y = np.asarray(counts, dtype=float)
    known = y[~np.isnan(y)]
    if horizon < 1:
        raise ValueError(f"a horizon is one quarter or more, not {horizon}")
    if (known < 0).any() or np.isinf(known).any():
        raise ValueError("a count cannot be negative or infinite")
    if len(known) < FEWEST_POINTS:
        raise TooFewPoints(f"{len(known)} points; a forecast needs {FEWEST_POINTS}")
    if not known.any():
        raise TooFewPoints("the series has no events")
    return y


def _shift(y: Array) -> float:
    # Added to every count: added to the zeros only it would make one zero a larger change than it is.
    return WHERE_ZERO if (y == 0).any() else 0.0


def _walk_factor(recent: NDArray[np.int_], end: int, horizon: int) -> float:
    """Σ of squared weights of the steps between the recent quarters and those from ``end`` on."""
    weights = np.zeros(end + horizon)
    weights[recent] -= 1 / len(recent)
    weights[end:] += 1 / horizon
    reached = np.cumsum(weights[::-1])[:-1]
    return float(reached @ reached)


def _means(logs: Array) -> Array:
    return np.asarray(np.exp(np.clip(logs, -LARGEST_LOG, LARGEST_LOG)))


def _correlations(rho: float, times: NDArray[np.int_]) -> Array:
    return np.asarray(rho ** np.abs(times[:, None] - times[None, :]).astype(float))


def _forecast(
    method: str, y: Array, horizon: int, total: float, variance: float, freedom: int, level: float, shift: float,
    found: dict[str, float],
) -> Forecast:  # fmt: skip
    known = np.flatnonzero(~np.isnan(y))
    error, added = float(np.sqrt(variance)), shift * horizon
    half = t_quantile(0.5 + level / 2, freedom) * error
    with np.errstate(over="ignore"):
        low, high = ((total + added) * float(np.exp(x)) - added for x in (-half, half))
    if not np.isfinite(high) or not np.isfinite(total):
        raise TooFewPoints("the changes of the series are so great that its forecast has no bound")
    inputs = {"counts": tuple(y[known].tolist()), "times": tuple(known.astype(float).tolist())}
    inputs |= {
        name: (value,) for name, value in ({"error": error, "degrees_of_freedom": float(freedom)} | found).items()
    }
    return Forecast(method, horizon, total, max(0.0, low), high, level, len(known), inputs)
