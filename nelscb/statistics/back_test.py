"""The back-test of the forecasts: what would each have said at every earlier quarter, and did it hold?

A method is chosen by what covers over all areas and origins, never because it fits one series of 12 quarters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nelscb.statistics.forecast import METHODS, Forecast, ForecastMethod
from nelscb.statistics.trend import TooFewPoints

FEWEST_BASELINE = 12
"""Three years: the length of the baseline that the plan's curves have."""
HALF_A_CHILD = 0.5
"""Added to both limits before their ratio is taken, so that a lower limit of 0 has one."""


@dataclass(frozen=True)
class BackTestRow:
    """How one method did at one horizon, pooled over all series and origins.

    ``coverage``: share of the sums that came to pass that lie inside the interval (limits included), to be held
    against ``level``. ``width_ratio``: geometric mean of (high + 1/2) / (low + 1/2). ``error``: median of
    |forecast − actual| in % of actual, without the sums that were 0. ``origins`` forecasts in ``areas`` series;
    at ``refused`` further origins the method said that it cannot. All three are None without any forecast. Origins of
    one series overlap, so that they are far fewer independent trials than their number.
    """

    method: str
    horizon: int
    origins: int
    areas: int
    refused: int
    coverage: float | None
    width_ratio: float | None
    error: float | None
    level: float | None


def back_test(
    series: Sequence[ArrayLike],
    horizons: Sequence[int] = (4, 8),
    fewest: int = FEWEST_BASELINE,
    methods: Mapping[str, ForecastMethod] = METHODS,
) -> tuple[BackTestRow, ...]:
    """One row for each method and horizon, in the order given.

    ``series``: one array of quarterly counts an area, nan where missing. An origin is every quarter up to which
    at least ``fewest`` quarters are known and after which ``horizon`` quarters follow without a gap; the method sees
    nothing of what follows. ValueErrors other than TooFewPoints (a negative count) are not caught.
    """
    arrays = [np.asarray(one, dtype=float) for one in series]
    return tuple(
        _row(name, method, horizon, _trials(arrays, horizon, fewest))
        for name, method in methods.items()
        for horizon in horizons
    )


Trial = tuple[int, NDArray[np.float64], float]
"""Which series, its baseline, and the sum of what followed."""


def _trials(arrays: Sequence[NDArray[np.float64]], horizon: int, fewest: int) -> list[Trial]:
    return [
        (area, y[:origin], float(y[origin : origin + horizon].sum()))
        for area, y in enumerate(arrays)
        for origin in range(1, len(y) - horizon + 1)
        if (~np.isnan(y[:origin])).sum() >= fewest and not np.isnan(y[origin : origin + horizon]).any()
    ]


def _row(name: str, method: ForecastMethod, horizon: int, trials: Sequence[Trial]) -> BackTestRow:
    made: list[tuple[int, Forecast, float]] = []
    for area, baseline, actual in trials:
        try:
            made.append((area, method(baseline, horizon), actual))
        except TooFewPoints:
            continue
    refused = len(trials) - len(made)
    if not made:
        return BackTestRow(name, horizon, 0, 0, refused, None, None, None, None)
    inside = [found.low <= actual <= found.high for _, found, actual in made]
    widths = [np.log((found.high + HALF_A_CHILD) / (found.low + HALF_A_CHILD)) for _, found, _ in made]
    errors = [100 * abs(found.value - actual) / actual for _, found, actual in made if actual > 0]
    return BackTestRow(
        name, horizon, len(made), len({area for area, _, _ in made}), refused,
        coverage=float(np.mean(inside)),
        width_ratio=float(np.exp(np.mean(widths))),
        error=float(np.median(errors)) if errors else None,
        level=made[0][1].level,
    )  # fmt: skip
