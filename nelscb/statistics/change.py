"""Change between two periods: a ratio of counts or rates, a difference of proportions, with interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from nelscb.statistics.distributions import beta_quantile, binomial_above, binomial_to, t_above, t_quantile
from nelscb.statistics.intervals import LEVEL, proportion_interval


@dataclass(frozen=True)
class Change:
    """What changed from one period to another.

    ``kind`` "ratio": value, low and high are later over earlier (1 is no change; high may be infinite).
    ``kind`` "difference": later minus earlier in the units of the proportion (0 is no change). None
    where there is nothing to compare. ``counting_only`` says that the interval knows nothing but chance
    in counting, not that quarters hang together.
    """

    kind: Literal["ratio", "difference"]
    value: float | None
    low: float | None
    high: float | None
    p: float | None
    level: float
    n: float
    method: str
    counting_only: bool
    inputs: dict[str, float]


def count_ratio(
    earlier: int, later: int, exposure_earlier: float = 1.0, exposure_later: float = 1.0, level: float = LEVEL
) -> Change:
    """The exact ratio of two Poisson rates, later over earlier.

    Given their sum, the later count is binomial; its Clopper-Pearson limits become limits of the ratio.
    J. Przyborowski and H. Wilenski, Biometrika 31 (1940), 313-323. ``p`` doubles the smaller tail, so that it agrees
    with the interval. Two zero counts say nothing about the ratio: value None, limits 0 and infinity,
    p 1. An exposure of 0 gives a result without value. Raises ValueError for negative counts, or any number that is
    not finite.
    """
    _refuse_impossible(earlier, later, exposure_earlier, exposure_later)
    inputs = {
        "earlier": float(earlier), "later": float(later),
        "exposure_earlier": exposure_earlier, "exposure_later": exposure_later,
    }  # fmt: skip
    total, method = earlier + later, "exact Poisson ratio"
    if exposure_earlier <= 0 or exposure_later <= 0:
        return Change("ratio", None, None, None, None, level, total, "no data", True, inputs)
    scale = exposure_earlier / exposure_later
    if total == 0:
        return Change("ratio", None, 0.0, math.inf, 1.0, level, 0.0, method, True, inputs)
    tail = (1 - level) / 2
    low = beta_quantile(tail, later, earlier + 1) if later else 0.0
    high = beta_quantile(1 - tail, later + 1, earlier) if earlier else 1.0
    share = exposure_later / (exposure_earlier + exposure_later)
    below = float(binomial_to(later, total, share))
    above = float(binomial_above(later - 1, total, share))
    value = math.inf if earlier == 0 else later / earlier * scale
    limits = (_odds(low) * scale, _odds(high) * scale)
    return Change("ratio", value, *limits, min(1.0, 2 * min(below, above)), level, total, method, True, inputs)


def overdispersed_ratio(
    earlier: int,
    later: int,
    dispersion: float,
    correlation: float,
    periods: int = 1,
    exposure_earlier: float = 1.0,
    exposure_later: float = 1.0,
    degrees_of_freedom: float = math.inf,
    level: float = LEVEL,
) -> Change:
    """The ratio of two counts, allowing for the series' own dispersion and correlation.

    Log ratio with variance φ(1/a + 1/b)·[1 + 2 Σ (1 − k/m) ρᵏ], k = 1 … m − 1, where ``periods`` m is the number of
    quarters each count sums. ``dispersion`` φ is 1 or more, ``correlation`` ρ in [0, 1); both come from
    the trend model of the same series. A count of 0 has no log: the result is without value, and the
    caller falls back on ``count_ratio``. Raises ValueError for negative counts, or any number that is not finite.
    """
    _refuse_impossible(earlier, later, exposure_earlier, exposure_later)
    inputs = {
        "earlier": float(earlier), "later": float(later), "dispersion": dispersion, "correlation": correlation,
        "periods": float(periods), "exposure_earlier": exposure_earlier, "exposure_later": exposure_later,
    }  # fmt: skip
    method = "log ratio with the series' own dispersion and correlation"
    if min(earlier, later) == 0 or min(exposure_earlier, exposure_later) <= 0:
        return Change("ratio", None, None, None, None, level, earlier + later, "no data", False, inputs)
    within = 1 + 2 * sum((1 - k / periods) * correlation**k for k in range(1, periods))
    error = math.sqrt(dispersion * (1 / earlier + 1 / later) * within)
    log_ratio = math.log(later / exposure_later) - math.log(earlier / exposure_earlier)
    quantile = t_quantile(0.5 + level / 2, degrees_of_freedom)
    p = float(2 * t_above(abs(log_ratio) / error, degrees_of_freedom))
    low, high = math.exp(log_ratio - quantile * error), math.exp(log_ratio + quantile * error)
    return Change("ratio", math.exp(log_ratio), low, high, p, level, earlier + later, method, False, inputs)


def proportion_difference(
    earlier: int, total_earlier: int, later: int, total_later: int, scale: float = 100.0, level: float = LEVEL
) -> Change:
    """The difference of two independent proportions, later minus earlier, times ``scale``.

    R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10 (Wilson limits joined without
    continuity correction). No p is given: the interval says it. A total of 0 gives a result without
    value. Raises ValueError where a count is no part of its total.
    """
    first = proportion_interval(earlier, total_earlier, 1.0, level=level)
    second = proportion_interval(later, total_later, 1.0, level=level)
    inputs = {
        "earlier": float(earlier), "total_earlier": float(total_earlier),
        "later": float(later), "total_later": float(total_later),
    }  # fmt: skip
    n = float(total_earlier + total_later)
    if None in (first.value, first.low, first.high, second.value, second.low, second.high):
        return Change("difference", None, None, None, None, level, n, "no data", True, inputs)
    p1, l1, u1 = float(first.value or 0), float(first.low or 0), float(first.high or 0)
    p2, l2, u2 = float(second.value or 0), float(second.low or 0), float(second.high or 0)
    difference = p2 - p1
    low = difference - math.hypot(p2 - l2, u1 - p1)
    high = difference + math.hypot(u2 - p2, p1 - l1)
    return Change("difference", scale * difference, scale * low, scale * high, None, level, n, "Newcombe", True, inputs)


def _refuse_impossible(earlier: float, later: float, *others: float) -> None:
    if not all(map(math.isfinite, (earlier, later, *others))):
        raise ValueError(f"a change needs finite counts and exposures: {earlier}, {later}")
    if min(earlier, later) < 0:
        raise ValueError(f"a count cannot be negative: {earlier}, {later}")


def _odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)
