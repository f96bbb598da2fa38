"""Shewhart charts of a series over time: centre, two-sigma and three-sigma limits, at every edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nelscb.statistics.distributions import poisson_quantile

LIMIT_FACTOR = 2.66
"""Limits of an XmR chart stand this many mean moving ranges from the mean: 3 / 1.128, as always rounded."""
RANGE_DIVISOR = 1.128
"""The mean range of two normal values, in standard deviations (d₂ of n = 2)."""
SCREENING_FACTOR = 3.267
"""A moving range above this many mean moving ranges is an outlier: L. S. Nelson, J. Quality Technology 14 (1982)."""
FEWEST_POINTS = 13
"""Limits that rest on fewer points are on trial."""
EXACT = (0.5, 0.00135, 0.02275, 1 - 0.02275, 1 - 0.00135)
"""The quantiles of centre and limits that are exact: what a normal distribution leaves beyond 3 and 2 sigma."""
NO_SPREAD = 1e-9
"""A spread under this share of the values (or of one sigma) is rounding."""

Array = NDArray[np.float64]
Points = tuple[float | None, ...]
Base = slice | Sequence[bool] | NDArray[np.bool_] | None
Kind = Literal["XmR", "c", "u", "p", "u'", "p'", "exact", "g", "t"]


@dataclass(frozen=True)
class ControlChart:
    """A series with its limits, one entry a period in every tuple.

    A point is outside where it is beyond ``lower`` or ``upper``, not on them. ``values`` are what is drawn
    (counts, rates, proportions), None at a gap. Limits are None where there is none: no denominator, or no
    variation to tell them from; ``centre`` is None without any point. ``base`` marks the ``n`` points that centre and
    limits rest on; points before the first of them belong to an earlier time and are not judged. ``sigma`` is the
    standard deviation that limits were told from; exact limits are not told from it, and a t chart has none.
    """

    kind: Kind
    values: Points
    centre: float | None
    lower: Points
    upper: Points
    lower_two: Points
    upper_two: Points
    sigma: Points
    base: tuple[bool, ...]
    n: int
    trial: bool
    method: str
    inputs: dict[str, Points]


def individuals_chart(
    values: ArrayLike, base: Base = None, lowest: float | None = None, highest: float | None = None
) -> ControlChart:
    """XmR: the mean ± 2.66 × the mean moving range, moving ranges above 3.267 × their mean left out once.

    ``values``: one a period, nan where missing; a gap breaks a moving range. ``base``: the points that limits rest
    on (slice or mask; all where None). ``lowest`` and ``highest`` are bounds that no value can pass (0 for a count).
    W. A. Shewhart (1931); D. J. Wheeler, Understanding Variation (1993); screening: L. S. Nelson (1982).
    A constant series, or fewer than two neighbours, has no limits. Raises ValueError for infinite values.
    """
    series = finite_series(values, "values")
    chosen = base_points(base, series)
    centre, sigma = individual_limits(np.where(chosen, series, np.nan))
    spread = np.full(series.shape, float(sigma))
    bounds = (-np.inf if lowest is None else lowest, np.inf if highest is None else highest)
    return chart_of("XmR", series, float(centre), spread, chosen, "XmR", {"values": points(series)}, bounds)


def count_chart(counts: ArrayLike, base: Base = None) -> ControlChart:
    """c: the mean count ± 3 × its square root, never under 0, for equal opportunity in every period.

    ``counts``: nan where missing. D. C. Montgomery, Introduction to Statistical Quality Control, chapter 7.
    No events at all leave no limits. Raises ValueError for a negative count. Under a mean of 5: ``exact_count_chart``.
    """
    series = _counts(counts, "counts")
    chosen = base_points(base, series)
    centre = float(_mean(series[chosen]))
    spread = np.full(series.shape, np.sqrt(centre))
    return chart_of("c", series, centre, spread, chosen, "c", {"counts": points(series)}, (0.0, np.inf))


def exact_count_chart(counts: ArrayLike, base: Base = None) -> ControlChart:
    """Limits of a count of mean under 5 a period: Poisson quantiles at 0.00135 and 0.99865 (two-sigma: 0.02275).

    A count beyond a limit has at most that chance on its side, the mean taken as known. Under a mean of 6.6 the
    lower limit is 0, and no count is outside below it. ``centre`` is the exact median, not the mean: few counts lie
    below their mean more often than above it, and of stable series of mean 0.5 a fifth show seven in a row below it
    within 20 points (of normal series 6 %). No events at all leave no limits.
    """
    series = _counts(counts, "counts")
    chosen = base_points(base, series)
    mean = float(_mean(series[chosen]))
    spread, inputs = np.full(series.shape, np.sqrt(mean)), {"counts": points(series)}
    centre, *quantiles = (poisson_quantile(q, mean) for q in EXACT)
    limits = [np.full(series.shape, quantile if mean > 0 else np.nan) for quantile in quantiles]
    return chart_of("exact", series, centre, spread, chosen, "exact Poisson limits", inputs, limits=limits)


def rate_chart(counts: ArrayLike, exposure: ArrayLike, per: float, base: Base = None) -> ControlChart:
    """u: ``per`` × all counts / all exposure, ± 3 × per × √(rate / exposure of the period), never under 0.

    ``exposure``: same shape; 0 or nan is a gap, there is nobody to count among. Montgomery, chapter 7. No events
    leave no limits. Raises ValueError for negative figures. With large exposures, ``laney_rate_chart``.
    """
    return _ratio("u", counts, exposure, per, base, ("counts", "exposure"))


def laney_rate_chart(counts: ArrayLike, exposure: ArrayLike, per: float, base: Base = None) -> ControlChart:
    """u': a u chart whose sigma is multiplied by the spread from period to period.

    σ_z = mean moving range of the z-scores / 1.128. D. B. Laney, Quality Engineering 14 (2002), 531-537. Laney leaves
    no moving range out; here those above 3.267 × their mean are left out once, as in an XmR chart, so
    that with equal exposures the two charts agree. A gap breaks a moving range; under two neighbours there are
    no limits. σ_z under 1 is kept, as Laney does.
    """
    return _ratio("u'", counts, exposure, per, base, ("counts", "exposure"))


def proportion_chart(events: ArrayLike, totals: ArrayLike, scale: float = 100.0, base: Base = None) -> ControlChart:
    """p: all events / all totals, ± 3 × √(p(1 − p) / total of the period), times ``scale``, within 0 and ``scale``.

    A total of 0 is no data: a gap. Montgomery, chapter 7. None or all leave no limits. Raises ValueError where
    events are no part of their total. With large totals, ``laney_proportion_chart``.
    """
    return _ratio("p", events, totals, scale, base, ("events", "totals"))


def laney_proportion_chart(
    events: ArrayLike, totals: ArrayLike, scale: float = 100.0, base: Base = None
) -> ControlChart:
    """p': a p chart whose sigma is multiplied by the spread from period to period, as in ``laney_rate_chart``."""
    return _ratio("p'", events, totals, scale, base, ("events", "totals"))


def individual_limits(values: Array) -> tuple[Array, Array]:
    """Mean and sigma (2.66 / 3 × mean moving range) of each series: shape (…, time) to (…), nan where there is none."""
    sigma = LIMIT_FACTOR / 3 * mean_moving_range(values)
    return _mean(values), np.where(sigma > NO_SPREAD * _mean(np.abs(values)), sigma, np.nan)


def mean_moving_range(values: Array) -> Array:
    """The mean moving range of each series, outliers left out once: shape (…, time) to (…).

    Where nothing but equal neighbours would remain, nothing is left out: one change in a flat series must
    not give limits of no width, which put every point outside.
    """
    ranges = np.abs(np.diff(values, axis=-1))
    mean = _mean(ranges)
    screened = _mean(np.where(ranges > SCREENING_FACTOR * mean[..., None], np.nan, ranges))
    return np.where(screened > NO_SPREAD * mean, screened, mean)


def points(values: Array) -> Points:
    """An array as a tuple, None for nan."""
    return tuple(None if np.isnan(value) else float(value) for value in values)


def _ratio(
    kind: Kind, part: ArrayLike, whole: ArrayLike, scale: float, base: Base, names: tuple[str, str]
) -> ControlChart:
    """The four charts of events over a denominator."""
    events, size = (_counts(figures, name) for figures, name in zip((part, whole), names, strict=True))
    if events.shape != size.shape:
        raise ValueError(f"{names[0]} has {len(events)} periods, {names[1]} {len(size)}")
    if not 0 < scale < np.inf:
        raise ValueError(f"a rate is per a positive number, not {scale}")
    binomial = kind in {"p", "p'"}
    if binomial and (events > size).any():
        raise ValueError(f"{names[0]} are more than their {names[1]}")
    size = np.where(size > 0, size, np.nan)
    values = events / size * scale
    chosen = base_points(base, values)
    share = float(events[chosen].sum() / size[chosen].sum()) if chosen.any() else np.nan
    sigma = np.sqrt((share * (1 - share) if binomial else share) / size) * scale
    method = kind if kind in {"u", "p"} else f"Laney {kind}"
    if method != kind:
        sigma = sigma * _extra_spread(values, share * scale, sigma, chosen)
    inputs = {names[0]: points(events), names[1]: points(size), "per": (float(scale),)}
    return chart_of(kind, values, share * scale, sigma, chosen, method, inputs, (0.0, scale if binomial else np.inf))


def _extra_spread(values: Array, centre: float, sigma: Array, chosen: NDArray[np.bool_]) -> float:
    scores = (values - centre) / np.where(chosen & (sigma > 0), sigma, np.nan)
    spread = float(mean_moving_range(scores)) / RANGE_DIVISOR
    return spread if spread > NO_SPREAD else np.nan


def chart_of(
    kind: Kind,
    values: Array,
    centre: float,
    sigma: Array,
    base: NDArray[np.bool_],
    method: str,
    inputs: dict[str, Points],
    bounds: tuple[float, float] = (-np.inf, np.inf),
    limits: list[Array] | None = None,
) -> ControlChart:
    """The chart of centre and sigma, limits cut at ``bounds``; ``limits`` (3 and 2 under, 2 and 3 over) where given."""
    spread = np.where(sigma > 0, sigma, np.nan)
    limits = limits or [np.clip(centre + k * spread, *bounds) for k in (-3, -2, 2, 3)]
    lower, lower_two, upper_two, upper = (points(limit) for limit in limits)
    n = int(base.sum())
    return ControlChart(
        kind=kind, values=points(values), centre=None if np.isnan(centre) else centre, lower=lower, upper=upper,
        lower_two=lower_two, upper_two=upper_two, sigma=points(spread), base=tuple(base.tolist()), n=n,
        trial=n < FEWEST_POINTS, method=method, inputs=inputs,
    )  # fmt: skip


def finite_series(values: ArrayLike, name: str) -> Array:
    """One number a period, nan where missing; ValueError for anything else."""
    series = np.asarray(values, dtype=float)
    if series.ndim != 1 or np.isinf(series).any():
        raise ValueError(f"{name}: one finite number a period is expected, nan where it is missing")
    return series


def _counts(values: ArrayLike, name: str) -> Array:
    series = finite_series(values, name)
    if (series < 0).any():
        raise ValueError(f"{name} cannot be negative")
    return series


def base_points(base: Base, values: Array) -> NDArray[np.bool_]:
    """The points with a value that limits rest on."""
    mask = np.ones(values.shape, dtype=bool)
    if isinstance(base, slice):
        mask[:] = False
        mask[base] = True
    elif base is not None:
        mask = np.asarray(base, dtype=bool)
        if mask.shape != values.shape:
            raise ValueError(f"the base marks {mask.size} periods of {len(values)}")
    return mask & ~np.isnan(values)


def _mean(values: Array) -> Array:
    """The mean over time of what is there, nan where nothing is."""
    count = (~np.isnan(values)).sum(axis=-1)
    return np.where(count > 0, np.nansum(values, axis=-1) / np.maximum(count, 1), np.nan)
