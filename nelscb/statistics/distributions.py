"""The distributions that tests and limits rest on, each a line over ``scipy.special``.

``scipy.stats`` has them all, and loads for half a second what else it has; the tests hold these against it. Arguments
are numbers or arrays, as far as they go with one another; results are floats or arrays of them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

Numbers = Any
"""A number, or an array of them."""


def normal_quantile(q: Numbers) -> Numbers:
    """The number that a standard normal variable stays under with probability ``q``."""
    return special.ndtri(q)


def normal_above(x: Numbers) -> Numbers:
    """The probability that a standard normal variable is above ``x``."""
    return special.ndtr(-np.asarray(x, dtype=float))


def t_quantile(q: float, freedom: float) -> float:
    """The number that Student's t with ``freedom`` degrees stays under with probability ``q``; normal for infinity."""
    return float(special.stdtrit(freedom, q) if math.isfinite(freedom) else special.ndtri(q))


def t_above(x: Numbers, freedom: Numbers) -> Numbers:
    """The probability that Student's t with ``freedom`` degrees is above ``x``; normal for infinity."""
    x, freedom = np.asarray(x, dtype=float), np.asarray(freedom, dtype=float)
    endless = np.isinf(freedom)
    return np.where(endless, special.ndtr(-x), special.stdtr(np.where(endless, 1.0, freedom), -x))


def noncentral_t_below(x: float, freedom: float, shift: float) -> float:
    """The probability that the noncentral t with this ``shift`` is at most ``x``; nan where it is lost in rounding."""
    return float(special.nctdtr(freedom, shift, x))


def beta_quantile(q: float, a: float, b: float) -> float:
    """The number that a Beta(a, b) variable stays under with probability ``q``."""
    return float(special.betaincinv(a, b, q))


def binomial_to(k: Numbers, n: Numbers, share: float) -> Numbers:
    """The probability of at most ``k`` of ``n``, each with the chance ``share``."""
    k, n = np.floor(np.asarray(k, dtype=float)), np.asarray(n, dtype=float)
    # Outside 0 to n − 1 the beta integral has no meaning, and the answer none of its need.
    inside = (k >= 0) & (k < n)
    found = special.betainc(np.where(inside, n - k, 1.0), np.where(inside, k + 1, 1.0), 1 - share)
    return np.where(inside, found, np.where(k < 0, 0.0, 1.0))


def binomial_above(k: Numbers, n: Numbers, share: float) -> Numbers:
    """The probability of more than ``k`` of ``n``, each with the chance ``share``."""
    k, n = np.floor(np.asarray(k, dtype=float)), np.asarray(n, dtype=float)
    inside = (k >= 0) & (k < n)
    found = special.betainc(np.where(inside, k + 1, 1.0), np.where(inside, n - k, 1.0), share)
    return np.where(inside, found, np.where(k < 0, 1.0, 0.0))


def binomial_quantile(q: float, n: Numbers, share: float) -> Numbers:
    """The smallest ``k`` of ``n`` with a probability of at least ``q`` of at most as many."""
    n = np.asarray(n, dtype=float)
    found = np.ceil(np.nan_to_num(special.bdtrik(q, np.maximum(n, 1.0), share)))
    found = np.clip(found, 0.0, n)
    # Rounding may have moved a whole number over the next.
    lower = np.maximum(found - 1, 0.0)
    return np.where(
        binomial_to(lower, n, share) >= q, lower, np.where(binomial_to(found, n, share) >= q, found, found + 1)
    )


def poisson_quantile(q: float, mean: float) -> float:
    """The smallest count with a probability of at least ``q`` of at most as many; 0 for a mean of 0."""
    if not mean > 0:
        return 0.0 if mean == 0 else math.nan
    found = max(math.ceil(special.pdtrik(q, mean)), 0)
    lower = max(found - 1, 0)
    return float(lower if special.pdtr(lower, mean) >= q else found)


def poisson_of(k: Numbers, mean: float) -> Numbers:
    """The probability of just ``k``."""
    k = np.asarray(k, dtype=float)
    return np.exp(special.xlogy(k, mean) - special.gammaln(k + 1) - mean)


def failures_quantile(q: float, chance: float) -> float:
    """The smallest number of failures before a success with a probability of at least ``q`` of at most as many.

    P(X ≤ k) = 1 − (1 − chance)ᵏ⁺¹.
    """
    found = max(math.ceil(math.log1p(-q) / math.log1p(-chance) - 1), 0)
    lower = max(found - 1, 0)
    return float(lower if -math.expm1((lower + 1) * math.log1p(-chance)) >= q else found)
