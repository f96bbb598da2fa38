"""Intervals of a count, a rate and a proportion, at every edge."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

LEVEL = 0.95
BYAR_FROM = 10
"""Byar's approximation is used from ten events, the exact limits below: the PHE practice for small counts."""


@dataclass(frozen=True)
class Estimate:
    """A value with its interval.

    ``value``, ``low`` and ``high`` are None where the denominator is 0: that is "no data", not zero.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    n: float
    method: str
    inputs: dict[str, float]


def count_interval(events: int, level: float = LEVEL) -> Estimate:
    """The interval of the mean of a Poisson count.

    ``events``: a whole number, 0 or more (0 events has lower limit 0). Exact limits under 10 events:
    F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936), 437-442. From 10:
    Byar's approximation in N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II (1987), 69.
    Raises ValueError for a negative count.
    """
    low, high, method = _poisson_limits(events, level)
    return Estimate(float(events), low, high, level, float(events), method, {"events": float(events)})


def rate_interval(events: int, exposure: float, per: float, level: float = LEVEL) -> Estimate:
    """The interval of ``per`` × events / exposure, the exposure taken as known.

    An exposure of 0 gives a result without value: there is nobody to count among. Limits as in
    ``count_interval``. Raises ValueError for a negative count or exposure.
    """
    if not 0 <= exposure < math.inf:
        raise ValueError(f"an exposure cannot be negative or without bound: {exposure}")
    inputs = {"events": float(events), "exposure": float(exposure), "per": float(per)}
    low, high, method = _poisson_limits(events, level)
    if exposure == 0:
        return Estimate(None, None, None, level, 0.0, "no data", inputs)
    scale = per / exposure
    return Estimate(events * scale, low * scale, high * scale, level, float(events), method, inputs)


def proportion_interval(
    events: int, total: int, scale: float = 100.0, design_effect: float = 1.0, level: float = LEVEL
) -> Estimate:
    """Wilson's score interval of events / total, times ``scale``.

    E. B. Wilson, JASA 22 (1927), 209-212. Both counts are divided by ``design_effect`` (Σm²/Σm of the
    sizes m of sibling groups, where family numbers are returned); 1 treats each child as independent,
    which makes the interval too narrow. A total of 0 is "no data". Raises ValueError where events are
    negative or more than the total, or the design effect is under 1, or any of them is not finite.
    """
    if not np.isfinite([events, total, design_effect]).all():
        raise ValueError(f"{events} of {total} is no proportion")
    if not 0 <= events <= total:
        raise ValueError(f"{events} of {total} is no proportion")
    if design_effect < 1:
        raise ValueError(f"a design effect is 1 or more, not {design_effect}")
    inputs = {"events": float(events), "total": float(total), "design_effect": design_effect}
    if total == 0:
        return Estimate(None, None, None, level, 0.0, "no data", inputs)
    n = total / design_effect
    share, z = events / total, float(special.ndtri(0.5 + level / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if events == 0 else max(0.0, middle - half)
    high = 1.0 if events == total else min(1.0, middle + half)
    return Estimate(scale * share, scale * low, scale * high, level, float(total), "Wilson", inputs)


def design_effect(sizes: ArrayLike) -> float:
    """How much less a sample of sibling groups tells than as many children who are not related: Σm² / Σm.

    ``sizes``: the number of children of each family in the denominator. It is the effect where brothers and sisters
    always share the outcome, the most it can be: L. Kish, Survey Sampling (1965), 161-164, with intraclass
    correlation 1 and groups of unequal size. No family gives 1. Raises ValueError for a size under 1 or not finite.
    """
    found = np.asarray(sizes, dtype=float)
    if not np.isfinite(found).all() or (found < 1).any():
        raise ValueError("a family has one child or more")
    return float((found**2).sum() / found.sum()) if len(found) else 1.0


def _poisson_limits(events: int, level: float) -> tuple[float, float, str]:
    if not 0 <= events < math.inf:
        raise ValueError(f"a count cannot be negative or without bound: {events}")
    tail = (1 - level) / 2
    if events < BYAR_FROM:
        # Half a quantile of chi-squared with 2k degrees of freedom is a quantile of a gamma with shape k.
        low = 0.0 if events == 0 else float(special.gammaincinv(events, tail))
        return low, float(special.gammaincinv(events + 1, 1 - tail)), "exact Poisson (Garwood)"
    z, above = float(special.ndtri(1 - tail)), events + 1
    low = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return low, high, "Byar"
