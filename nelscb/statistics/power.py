"""What could not have been seen: the smallest change that a test would probably find."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import optimize

from nelscb.statistics.distributions import (
    binomial_above,
    binomial_quantile,
    binomial_to,
    noncentral_t_below,
    poisson_of,
    poisson_quantile,
    t_quantile,
)
from nelscb.statistics.intervals import LEVEL

POWER = 0.8
"""Eight times in ten, by the usual convention."""


@dataclass(frozen=True)
class Detectable:
    """The smallest change over a stretch of ``years`` that would be found with probability ``power``.

    ``fall`` and ``rise`` in % of the first level; ``fall`` stays under 100.
    """

    fall: float
    rise: float
    years: float
    power: float
    level: float
    n: int
    method: str
    inputs: dict[str, float]


def detectable_trend(
    error: float, degrees_of_freedom: int, n: int, years: float, power: float = POWER, level: float = LEVEL
) -> Detectable:
    """The change over ``years`` whose slope a two-sided t test with this standard error would find.

    ``error``: of the logarithm a year, with the series' own dispersion and correlation in it. The slope is δ × error,
    where a non-central t with δ passes the critical value with probability ``power`` (J. Cohen, Statistical
    Power Analysis (1988)). Raises ValueError for an error or a time that is not above 0.
    """
    if not error > 0 or not years > 0 or degrees_of_freedom < 1:
        raise ValueError("a detectable change needs an error, a time and degrees of freedom above 0")
    moved = _shift(degrees_of_freedom, power, level) * error * years
    inputs = {"error": error, "degrees_of_freedom": float(degrees_of_freedom)}
    fall, rise = -100 * float(np.expm1(-moved)), 100 * float(np.expm1(min(moved, 700.0)))
    return Detectable(fall, rise, years, power, level, n, "non-central t", inputs)


def detectable_fall(events: float, power: float = POWER, level: float = LEVEL) -> float | None:
    """The smallest fall in % from ``events`` expected a year that one year's Poisson count would show.

    Two independent counts, compared by the exact test of ``count_ratio``; the power is summed over all totals. None
    where even a fall to nothing would not be found so often. Raises ValueError for events that are not above 0.
    """
    if not events > 0:
        raise ValueError(f"a fall needs events to fall from, not {events}")
    if _exact_power(events, 0.0, level) < power:
        return None
    left = optimize.brentq(lambda ratio: _exact_power(events, ratio, level) - power, 0.0, 1.0, xtol=1e-4)
    return 100 * (1 - float(left))


@lru_cache(maxsize=256)
def _shift(degrees_of_freedom: int, power: float, level: float) -> float:
    critical = t_quantile(0.5 + level / 2, degrees_of_freedom)

    def short(shift: float) -> float:
        # The far tail is no more than rounding where the near one is likely, and scipy loses it altogether there.
        far = np.nan_to_num(noncentral_t_below(-critical, degrees_of_freedom, shift))
        return 1 - noncentral_t_below(critical, degrees_of_freedom, shift) + float(far) - power

    return float(optimize.brentq(short, 0.0, 2 * critical + 2.0))


def _exact_power(events: float, ratio: float, level: float) -> float:
    total = np.arange(0, int(poisson_quantile(1 - 1e-9, events * (1 + ratio))) + 1)
    # The largest and smallest later counts that the exact test calls different, for each total.
    tail = (1 - level) / 2
    low = binomial_quantile(tail, total, 0.5).astype(int)
    low = np.where(binomial_to(low, total, 0.5) <= tail, low, low - 1)
    share = ratio / (1 + ratio)
    found = binomial_to(low, total, share) + binomial_above(total - low - 1, total, share)
    return float((poisson_of(total, events * (1 + ratio)) * np.where(low >= 0, found, 0.0)).sum())
