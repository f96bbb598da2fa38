"""Runs and crossings of the median: the Anhøj rules, for a shift that no single point shows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nelscb.statistics.control_charts import Points, finite_series, points
from nelscb.statistics.distributions import binomial_quantile

FEWEST_USEFUL = 10
"""Under ten useful points the rules say nothing."""
RUN_ALLOWANCE = 3
"""Added to log₂(n), the likely longest run of n tosses of a coin. M. F. Schilling, Mathematics Magazine 85 (2012)."""
CROSSINGS_CHANCE = 0.05


@dataclass(frozen=True)
class Runs:
    """Runs of a series on one side of its median.

    ``n`` counts the points, ``n_useful`` those not on the median. ``shift`` is None, and the two limits with it, under
    ten useful points. Which way the series moved is not said: a shift has a high and a low side.
    """

    median: float | None
    n: int
    n_useful: int
    longest_run: int
    longest_allowed: int | None
    crossings: int
    fewest_crossings: int | None
    shift: bool | None
    method: str
    inputs: dict[str, Points]


def runs(values: ArrayLike) -> Runs:
    """Test a series for a shift by its longest run and its crossings of the median.

    ``values``: one a period, nan where missing. A shift: the longest run is longer than round(log₂(n) + 3), or there
    are fewer crossings than the 5 % quantile of a binomial of n − 1 neighbours, each crossing with chance ½.
    J. Anhøj, PLoS ONE 10 (2015), e0121349. A point on the median is not useful: it is left out, and
    its neighbours become neighbours. A gap breaks a run, and nothing is known to cross inside it: neighbours across
    a gap are no pair, and the binomial counts the pairs that are left. Raises ValueError for infinite values.
    """
    series = finite_series(values, "values")
    present = series[~np.isnan(series)]
    inputs = {"values": points(series)}
    if not len(present):
        return Runs(None, 0, 0, 0, None, 0, None, None, "Anhøj", inputs)
    median = float(np.median(present))
    longest, crossings, useful, pairs = 0, 0, 0, 0
    before, run = 0, 0  # the side of the last useful point since a gap, and for how many points it has held
    for value in series:
        if np.isnan(value):
            before, run = 0, 0
            continue
        side = int(np.sign(value - median))
        if not side:
            continue
        useful += 1
        pairs += before != 0
        crossings += before == -side
        run = run + 1 if side == before else 1
        before, longest = side, max(longest, run)
    if useful < FEWEST_USEFUL:
        return Runs(median, len(present), useful, longest, None, crossings, None, None, "Anhøj", inputs)
    allowed = round(math.log2(useful) + RUN_ALLOWANCE)
    fewest = int(binomial_quantile(CROSSINGS_CHANCE, pairs, 0.5)) if pairs else 0
    shift = longest > allowed or crossings < fewest
    return Runs(median, len(present), useful, longest, allowed, crossings, fewest, shift, "Anhøj", inputs)
