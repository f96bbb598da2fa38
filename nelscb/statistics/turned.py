"""Whether a curve has turned away from what its baseline forecast: looked at after four and eight quarters only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from nelscb.statistics.forecast import Forecast

LOOKED_AT_AFTER = (4, 8)
"""Quarters. Looking every quarter would find a turn sooner or later in any series."""

Verdict = Literal["turned below", "turned above", "leaning below", "leaning above", "cannot tell"]
State = Literal["looked at", "missing quarter"]


@dataclass(frozen=True)
class Turned:
    """The cumulative count since the baseline beside the two forecasts of it.

    ``value``: what came to pass, None where a quarter is missing (``state``), and then there is no verdict.
    ``walk`` and ``line`` are the forecasts' limits (low, high) at ``level``, ``n`` the quarters summed, ``inputs``
    their counts (nan where missing). Below and above say nothing about better or worse.
    """

    verdict: Verdict | None
    state: State
    value: float | None
    walk: tuple[float, float]
    line: tuple[float, float]
    level: float
    n: int
    method: str
    inputs: dict[str, tuple[float, ...]]


def curve_turned(actuals: ArrayLike, walk: Forecast, line: Forecast) -> Turned:
    """Compare the sum of ``actuals`` (one a quarter from the end of the baseline, nan where missing) with both limits.

    Outside both intervals on the same side: turned. Outside one of them: leaning. Inside both, or outside them on
    opposite sides: cannot tell. A limit itself is inside. Raises ValueError where the forecasts differ in horizon or
    level, the horizon is not 4 or 8 quarters or not that of ``actuals``, or a count is negative or infinite.
    """
    counts = np.asarray(actuals, dtype=float)
    if walk.horizon != line.horizon or walk.horizon != len(counts):
        raise ValueError(f"{len(counts)} quarters, but forecasts of {walk.horizon} and {line.horizon}")
    if walk.horizon not in LOOKED_AT_AFTER:
        raise ValueError(f"a curve is looked at after {LOOKED_AT_AFTER} quarters, not after {walk.horizon}")
    if walk.level != line.level:
        raise ValueError(f"forecasts at two levels: {walk.level} and {line.level}")
    if (counts < 0).any() or np.isinf(counts).any():
        raise ValueError("a count cannot be negative or infinite")
    missing = bool(np.isnan(counts).any())
    total = None if missing else float(counts.sum())
    sides = [] if total is None else [_side(total, forecast) for forecast in (walk, line)]
    return Turned(
        verdict=None if missing else _verdict(sides),
        state="missing quarter" if missing else "looked at",
        value=total,
        walk=(walk.low, walk.high),
        line=(line.low, line.high),
        level=walk.level,
        n=len(counts),
        method=f"cumulative count against {walk.method} and {line.method}",
        inputs={"actuals": tuple(counts.tolist())},
    )


def _side(total: float, forecast: Forecast) -> int:
    return int(total > forecast.high) - int(total < forecast.low)


def _verdict(sides: list[int]) -> Verdict:
    together: dict[int, Verdict] = {
        -2: "turned below", -1: "leaning below", 0: "cannot tell", 1: "leaning above", 2: "turned above",
    }  # fmt: skip
    return together[sum(sides)]
