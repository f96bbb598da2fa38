"""Chance, with a seed: the same name always gives the same draws, whatever was drawn before it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 20170331
Counts = NDArray[np.int64]


def chance(name: str) -> np.random.Generator:
    """A generator of its own for whatever is called ``name``, so that a new measure changes no other's figures."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


def a_count(draws: np.random.Generator, mean: float, spread: float) -> int:
    """A count whose variance is ``spread`` times its mean: 0 is no chance at all, 1 is Poisson, more is overdispersed.

    Over 1 it is negative binomial, with n = mean / (spread - 1) and p = 1 / spread.
    """
    if mean <= 0 or spread == 0:
        return round(max(mean, 0))
    if spread <= 1:
        return int(draws.poisson(mean))
    return int(draws.negative_binomial(mean / (spread - 1), 1 / spread))


def a_part(draws: np.random.Generator, whole: int, share: float, spread: float = 1.3) -> int:
    """How many of ``whole``: binomial around a share that itself varies a little (beta), as practice does."""
    if whole <= 0:
        return 0
    share = min(max(share, 0.0), 1.0)
    if share in (0.0, 1.0):
        return round(whole * share)
    strength = max((whole - 1) / max(spread - 1, 0.01) - 1, 2.0)
    return int(draws.binomial(whole, draws.beta(share * strength, (1 - share) * strength)))


def shared_out(draws: np.random.Generator, whole: int, weights: Any) -> Counts:
    """``whole`` over categories by chance, in the proportions of ``weights``."""
    w = np.asarray(weights, dtype=float)
    return draws.multinomial(whole, w / w.sum())


def drawn_from(draws: np.random.Generator, categories: Counts, many: int) -> Counts:
    """How many of each category are among ``many`` drawn from all of them without putting back."""
    if not many:
        return np.zeros(len(categories), dtype=np.int64)
    return draws.multivariate_hypergeometric(categories, many)


def again_until(draw: Callable[[], int], fits: Callable[[int], bool], low: float, high: float) -> int:
    """Draw until it ``fits``; after forty times take the last one within ``low`` and ``high``."""
    for _ in range(40):
        found = draw()
        if fits(found):
            return found
    return int(min(max(found, np.ceil(low)), np.floor(high)))
