"""Special causes on a control chart, by the rules of NHS England's "Making Data Count".

Every rule takes arrays of shape (…, time), so that one series and thousands of simulated ones are judged by the same
lines, and gives 1 (high), -1 (low) or 0 for each point. A gap breaks every run. Which way is better
is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nelscb.statistics.control_charts import NO_SPREAD, ControlChart, Points, individual_limits

RUN_LENGTH = 7
WINDOW = 3
BEYOND_IN_WINDOW = 2
RUNS = 20_000
SEED = 20151

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Sides = NDArray[np.int8]
Side = Literal["high", "low"]
Rule = Literal["outside", "trend", "two of three", "one side"]
Variation = Literal["special cause high", "special cause low", "common cause", "too few data"]
Assurance = Literal["expected to meet", "expected to miss", "hit and miss", "too few data"]

METHOD = "Making Data Count"


@dataclass(frozen=True)
class SpecialCauses:
    """Which rules fire at which point.

    ``fired``: for each point the rules that fire with their side, the one that decides first; ``sides``: the side of
    that one, None where no rule fires. ``latest`` is the place of the latest point with a value.
    """

    fired: tuple[tuple[tuple[Rule, Side], ...], ...]
    sides: tuple[Side | None, ...]
    latest: int | None
    n: int
    trial: bool
    method: str
    inputs: dict[str, Points]


@dataclass(frozen=True)
class FalseAlarms:
    """How many of ``series`` stable series are flagged by chance: at their latest point, or anywhere."""

    latest: float
    anywhere: float
    chance_latest: float
    chance_anywhere: float
    n_points: int
    series: int
    runs: int
    method: str


def outside(values: Array, lower: Array, upper: Array) -> Sides:
    """A point beyond a three-sigma limit; a point on the limit is inside, and without a limit nothing is beyond it."""
    return _sides(values > upper, values < lower)


def one_side(values: Array, centre: Array) -> Sides:
    """Seven or more in a row on one side of the centre (the mean; of exact limits the median): all of them fire.

    A value on the mean is on neither side and breaks the run, as in the NHS tools (the run charts of others pass
    over it): a series of small counts stands on its mean often, and passing over would join what lies years apart.
    """
    above, below = _above_below(values, centre)
    return _sides(_in_a_row(above, RUN_LENGTH), _in_a_row(below, RUN_LENGTH))


def trend(values: Array) -> Sides:
    """Seven or more in a row each higher (or each lower) than the one before: all of them fire.

    Two equal values break the run. A point that ends a rise and begins a fall belongs to the later run.
    """
    steps = np.diff(values, axis=-1)
    rising, falling = (_long_run(flags, values.shape[-1]) for flags in (steps > 0, steps < 0))
    both = rising & falling
    later_rises = np.zeros_like(rising)
    later_rises[..., :-1] = steps > 0
    return _sides(rising & (~both | later_rises), falling & (~both | ~later_rises))


def two_of_three(values: Array, centre: Array, lower_two: Array, upper_two: Array) -> Sides:
    """Two or three of three in a row beyond two sigma, all three on that side of the mean: those beyond it fire.

    Points beyond three sigma count as beyond two, which the NHS tools do since November 2023 (before, only points
    between two and three sigma counted, so that a point could be common cause for having a neighbour further
    out). The third point, between mean and two sigma, does not fire itself.
    M. Callus of Making Data Count, https://github.com/nhs-r-community/NHSRplotthedots/issues/194
    """
    above, below = _above_below(values, centre)
    return _sides(_two_of_three(above, values > upper_two), _two_of_three(below, values < lower_two))


def special_causes(chart: ControlChart) -> SpecialCauses:
    """All rules on one chart, points before its base left out. With ``chart.trial`` the marks are on trial too.

    Where rules name different sides, the first decides, in the order of the NHS tools: outside, trend, two of three,
    one side. A chart without limits can still show runs.
    """
    values = _array(chart.values)
    first = chart.base.index(True) if chart.n else len(values)
    values[:first] = np.nan
    limits = (_array(limit) for limit in (chart.lower, chart.upper, chart.lower_two, chart.upper_two))
    rules = _judge(values, np.array(np.nan if chart.centre is None else chart.centre), *limits)
    fired = tuple(
        tuple((rule, _side(int(sides[t]))) for rule, sides in rules.items() if sides[t]) for t in range(len(values))
    )
    there = np.flatnonzero(~np.isnan(values))
    return SpecialCauses(
        fired=fired, sides=tuple(rules_here[0][1] if rules_here else None for rules_here in fired),
        latest=int(there[-1]) if len(there) else None, n=chart.n, trial=chart.trial, method=METHOD,
        inputs={"values": chart.values, "centre": (chart.centre,), "lower": chart.lower, "upper": chart.upper,
                "lower_two": chart.lower_two, "upper_two": chart.upper_two},
    )  # fmt: skip


def variation(chart: ControlChart) -> Variation:
    """What the latest point with a value shows.

    "too few data" while limits rest on fewer than 13 points, and where there is no limit at that point: a
    series without variation gives nothing to judge by, and nothing is called common cause for want of power.
    """
    causes = special_causes(chart)
    if chart.trial or causes.latest is None or chart.upper[causes.latest] is None:
        return "too few data"
    side = causes.sides[causes.latest]
    if side is None:
        return "common cause"
    return "special cause high" if side == "high" else "special cause low"


def assurance(chart: ControlChart, target: float, better: Literal["higher", "lower"]) -> Assurance:
    """Whether a stable series with these limits meets its target: apart from what the latest point shows.

    The target lies better than the limits at the latest point: it will be missed; worse: met; between or on
    them: now met, now missed, by chance. "too few data" as in ``variation``.
    """
    latest = special_causes(chart).latest
    if chart.trial or latest is None:
        return "too few data"
    lower, upper = chart.lower[latest], chart.upper[latest]
    if lower is None or upper is None:
        return "too few data"
    if lower <= target <= upper:
        return "hit and miss"
    return "expected to meet" if (target < lower) == (better == "higher") else "expected to miss"


def expected_false_alarms(n_points: int, series: int, runs: int = RUNS) -> FalseAlarms:
    """How many of ``series`` stable series of ``n_points`` the rules flag, by simulation with a fixed seed.

    Independent normal values, judged with XmR limits told from themselves. Real quarters hang together, and are
    flagged more often than that. Verdicts are given from 13 points only. Raises ValueError for less than one point.
    """
    if n_points < 1 or series < 0 or runs < 1:
        raise ValueError(f"nothing to simulate: {n_points} points, {series} series, {runs} runs")
    latest, anywhere = _false_alarm_chances(n_points, runs)
    method = "simulation of independent normal series"
    return FalseAlarms(series * latest, series * anywhere, latest, anywhere, n_points, series, runs, method)


@lru_cache(maxsize=64)
def _false_alarm_chances(n_points: int, runs: int) -> tuple[float, float]:
    values = np.random.default_rng(SEED).standard_normal((runs, n_points))
    mean, sigma = (limit[:, None] for limit in individual_limits(values))
    rules = _judge(values, mean, mean - 3 * sigma, mean + 3 * sigma, mean - 2 * sigma, mean + 2 * sigma)
    flagged = np.any([sides != 0 for sides in rules.values()], axis=0)
    return float(flagged[:, -1].mean()), float(flagged.any(axis=1).mean())


def _judge(
    values: Array, centre: Array, lower: Array, upper: Array, lower_two: Array, upper_two: Array
) -> dict[Rule, Sides]:
    """Every rule, the one that decides first."""
    return {
        "outside": outside(values, lower, upper),
        "trend": trend(values),
        "two of three": two_of_three(values, centre, lower_two, upper_two),
        "one side": one_side(values, centre),
    }


def _above_below(values: Array, centre: Array) -> tuple[Flags, Flags]:
    """The mean of equal values differs from them by rounding, which is no side."""
    rounding = NO_SPREAD * np.maximum(np.abs(values), np.abs(centre))
    return values > centre + rounding, values < centre - rounding


def _windows(flags: Flags, length: int) -> NDArray[np.int64]:
    """How many of each ``length`` neighbours are flagged, one entry for each window."""
    counts = np.cumsum(flags, axis=-1, dtype=np.int64)
    counts = np.concatenate([np.zeros_like(counts[..., :1]), counts], axis=-1)
    if flags.shape[-1] < length:
        return counts[..., :0]
    return counts[..., length:] - counts[..., :-length]


def _touched(windows: Flags, length: int, size: int) -> Flags:
    """Every point of a window that fires."""
    touched = np.zeros((*windows.shape[:-1], size), dtype=bool)
    for offset in range(length if windows.shape[-1] else 0):
        touched[..., offset : offset + windows.shape[-1]] |= windows
    return touched


def _in_a_row(flags: Flags, length: int) -> Flags:
    return _touched(_windows(flags, length) == length, length, flags.shape[-1])


def _long_run(steps: Flags, size: int) -> Flags:
    """The points that six or more steps in a row join."""
    return _touched(_windows(steps, RUN_LENGTH - 1) == RUN_LENGTH - 1, RUN_LENGTH, size)


def _two_of_three(side: Flags, beyond: Flags) -> Flags:
    fires = (_windows(side, WINDOW) == WINDOW) & (_windows(beyond, WINDOW) >= BEYOND_IN_WINDOW)
    return beyond & _touched(fires, WINDOW, side.shape[-1])


def _sides(high: Flags, low: Flags) -> Sides:
    return high.astype(np.int8) - low.astype(np.int8)


def _side(sign: int) -> Side:
    return "high" if sign > 0 else "low"


def _array(values: Points) -> Array:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
