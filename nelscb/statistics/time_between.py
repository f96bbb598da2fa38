"""Charts of the time between rare events, which a count of each quarter hides among zeros."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from nelscb.statistics.control_charts import (
    EXACT,
    Base,
    ControlChart,
    base_points,
    chart_of,
    finite_series,
    individual_limits,
    points,
)
from nelscb.statistics.distributions import failures_quantile

EXPONENT = 3.6
"""Exponential times to the power 1/3.6 are nearly normal. L. S. Nelson, J. Quality Technology 26 (1994), 233-239."""

# A high point of these charts is a long time between events: fewer of them.


def opportunities_chart(between: ArrayLike, base: Base = None) -> ControlChart:
    """The g chart of whole opportunities (cases, days, quarters) between one event and the next.

    ``between``: 0 where an event follows at once, nan where it is not known; the time since the last event, still
    open, is no point yet. With mean ḡ the number is geometric, P(X > k) = (1 − p)ᵏ⁺¹, p = 1 / (ḡ + 1); centre
    and limits are its exact quantiles: 0.5, 0.00135 and 0.99865 (two-sigma 0.02275 and 0.97725), ``sigma`` is
    √(ḡ(ḡ + 1)). J. C. Benneyan, Health Care Management Science 4 (2001), 305-318, whose limits ḡ ± 3σ leave 2 % above.
    With ḡ under 740 the lower limit is 0, and no point is outside below it: events that come faster show in
    runs. Events without anything between them (ḡ 0) leave no limits. Raises ValueError for negative numbers
    and fractions.
    """
    series = finite_series(between, "between")
    if (series < 0).any() or (np.mod(series[~np.isnan(series)], 1) != 0).any():
        raise ValueError("opportunities between events are whole numbers, 0 or more")
    chosen = base_points(base, series)
    mean = float(series[chosen].mean()) if chosen.any() else np.nan
    centre, sigma, limits = mean, np.nan, [np.nan] * 4
    if mean > 0:
        sigma = math.sqrt(mean * (mean + 1))
        centre, *limits = (failures_quantile(q, 1 / (mean + 1)) for q in EXACT)
    return chart_of(
        "g", series, centre, np.full(series.shape, sigma), chosen, "g, exact geometric limits",
        {"between": points(series)}, limits=[np.full(series.shape, limit) for limit in limits],
    )  # fmt: skip


def time_chart(between: ArrayLike, base: Base = None) -> ControlChart:
    """The t chart of the time between one event and the next, in any unit.

    ``between``: more than 0 (0 for events at the same moment is kept as it is), nan where not known; a gap breaks
    a moving range. The times to the power 1/3.6 get XmR limits, moving ranges screened as there, and centre and
    limits are raised to 3.6 again; what falls under 0 becomes 0. ``sigma`` is None: on the scale of time the
    limits are not symmetric. L. S. Nelson (1994). Equal times, or under two neighbours, leave no limits.
    Raises ValueError for a negative time.
    """
    series = finite_series(between, "between")
    if (series < 0).any():
        raise ValueError("a time between events cannot be negative")
    chosen = base_points(base, series)
    mean, sigma = individual_limits(np.where(chosen, series ** (1 / EXPONENT), np.nan))
    limits = [np.full(series.shape, max(float(mean + k * sigma), 0.0) ** EXPONENT) for k in (-3, -2, 2, 3)]
    return chart_of(
        "t", series, float(mean) ** EXPONENT, np.full(series.shape, np.nan), chosen, "t, power 1/3.6",
        {"between": points(series)}, limits=limits,
    )  # fmt: skip
