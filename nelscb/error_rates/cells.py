"""The verdict's way from counts to finding, walked for thousands of invented series, and plain methods on the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from nelscb.error_rates.invented_series import MODELS, RATE_CORRELATION, Array, Model, invented_counts
from nelscb.statistics.change_point import Misfits, misfits
from nelscb.statistics.distributions import normal_above, t_above
from nelscb.statistics.finding import POSSIBLE, Finding, finding_of
from nelscb.statistics.mann_kendall import mann_kendall_table
from nelscb.statistics.many_tests import FALSE_DISCOVERY_RATE, false_discovery_rates
from nelscb.statistics.regression import Flags, design_of, fit, seasons_of
from nelscb.statistics.trend import FLOW_CORRELATION, STOCK_CORRELATION, Trends, trends

SEED = 20170331
RUNS = 2000
"""Series in a cell: a rate of 5 % is then known to half a point."""
FAMILIES = 400
MEANS = (1.0, 3.0, 10.0, 40.0, 150.0)
LENGTHS = (8, 12, 20, 40)
CHANGE = -0.4
"""The change to be detected: a fall of 40 % from the first to the last quarter."""
DETECTED: tuple[tuple[Model, float], ...] = tuple(
    (model, mean) for model in ("poisson", "over-dispersed", "seasons") for mean in (10.0, 40.0, 150.0)
)
DETECTION_LENGTH = 20
HIGHEST_CORRELATION_WITH_LIMIT = 0.3
"""A rate that varies with more correlation than this is reported as it is: no short series could show it."""
LEAST_DETECTED: dict[tuple[Model, float], float] = {("poisson", 40.0): 0.80, ("over-dispersed", 40.0): 0.40}
FAMILY_MODELS: tuple[Model, ...] = ("poisson", "over-dispersed", "seasons", "varying rate 0.3", "stock")
FAMILY_MEANS = (3.0, 10.0, 40.0, 150.0)
OF_EACH = 4
"""Series of each model and mean in a family of 80."""
FAMILY_LENGTH = 20
CHANGING = 0.2
"""The share of a family that really changes, half of it falling and half rising by 40 %."""

Kind = Literal["false alarm", "detection"]


@dataclass(frozen=True)
class CellResult:
    """What share of ``runs`` invented series each method finds changing.

    kind "false alarm": series without change, found changing either way; "detection": series that go down by 40 %,
    found going down. ``verdict``: p ≤ 0.05 and not unclear. ``unclear``: a step or curve fits much better.
    ``no_test``: too few events for a line. Plain methods at p ≤ 0.05: exact Mann-Kendall; the z test of the
    verdict's own Poisson line as if quarters were independent; least squares of the counts on time. All are shares
    of all runs. ``limit``: the most false alarms, or the least detection, that is promised; None where the rate is
    only reported.
    """

    kind: Kind
    model: Model
    n: int
    mean: float
    runs: int
    verdict: float
    unclear: float
    no_test: float
    mann_kendall: float
    poisson: float
    least_squares: float
    limit: float | None

    @property
    def kept(self) -> bool | None:
        """Whether the limit is kept; None without one."""
        if self.limit is None:
            return None
        return self.verdict <= self.limit if self.kind == "false alarm" else self.verdict >= self.limit


@dataclass(frozen=True)
class FamilyResult:
    """How large a share of the findings in a family of many series is false, as the mean over ``runs`` families.

    A finding is false where the series does not change, or changes the other way; a family without findings counts
    as 0. ``verdict``: the finding "change" (p ≤ 0.05, q ≤ 0.10, not unclear). ``single_test``: the same without q.
    ``mann_kendall``: its p ≤ 0.05. ``detected``: the share of the changing series that the verdict finds.
    ``members`` series a family, ``changing`` the share of them that changes.
    """

    kind: Literal["family"]
    n: int
    runs: int
    members: int
    changing: float
    verdict: float
    single_test: float
    mann_kendall: float
    detected: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the share of false findings stays within its limit."""
        return self.verdict <= self.limit


def grid() -> tuple[tuple[Kind, Model, int, float], ...]:
    """Kind, model, quarters and mean of every cell, in the order in which they are kept."""
    alarms: list[tuple[Kind, Model, int, float]] = [
        ("false alarm", model, n, mean) for model, n, mean in product(MODELS, LENGTHS, MEANS)
    ]
    return (*alarms, *(("detection", model, DETECTION_LENGTH, mean) for model, mean in DETECTED))


def cell_counts(kind: Kind, model: Model, n: int, mean: float, runs: int) -> Array:
    """The invented series of one cell (runs × n): its own seed, so that it comes out the same alone or with others."""
    rng = np.random.default_rng([SEED, *f"{kind}/{model}/{n}/{mean:g}".encode()])
    return invented_counts(model, runs, n, mean, rng, 0.0 if kind == "false alarm" else CHANGE)


def cell(kind: Kind, model: Model, n: int, mean: float, runs: int) -> CellResult:
    """Simulate one cell: ``runs`` series of ``n`` quarters with this ``mean``. Raises as ``invented_counts``."""
    y = cell_counts(kind, model, n, mean, runs)
    found, beside = _lines(y, np.full(runs, _floor(model)))
    findings = _findings(found, beside, [None] * runs)
    ways = {
        "verdict": _way(found.slope, _is(findings, "change", "possible change")),
        "mann_kendall": _mann_kendall(y),
        "poisson": _poisson(y),
        "least_squares": _least_squares(y),
    }
    shares = {name: _share(way != 0 if kind == "false alarm" else way < 0) for name, way in ways.items()}
    return CellResult(
        kind, model, n, mean, runs, unclear=_share(_is(findings, "unclear")), no_test=_share(_is(findings, None)),
        limit=_limit(kind, model, n, mean, runs), **shares,
    )  # fmt: skip


def family_counts(runs: int) -> tuple[Array, Array, Array]:
    """The invented series of the families (runs × members × quarters), the floor of each member, and the truth.

    The truth (runs × members) is −1 where a series goes down by 40 %, 1 where it goes up, 0 where it stays.
    """
    rng = np.random.default_rng([SEED, *b"family"])
    kinds = list(product(FAMILY_MODELS, FAMILY_MEANS))
    members = OF_EACH * len(kinds)
    each_way = round(members * CHANGING / 2)
    truth = np.repeat([-1.0, 1.0, 0.0], [each_way, each_way, members - 2 * each_way])
    way = rng.permuted(np.tile(truth, (runs, 1)), axis=1)
    series = []
    for place, (model, mean) in enumerate(kinds):
        own = way[:, place * OF_EACH : (place + 1) * OF_EACH].reshape(-1)
        counts = invented_counts(model, len(own), FAMILY_LENGTH, mean, rng, np.abs(CHANGE) * own)
        series.append(counts.reshape(runs, OF_EACH, FAMILY_LENGTH))
    return np.concatenate(series, axis=1), np.repeat([_floor(model) for model, _ in kinds], OF_EACH), way


def family(runs: int) -> FamilyResult:
    """Simulate ``runs`` families of 80 series, 20 % of them changing, of mixed models and means."""
    counts, floor, way = family_counts(runs)
    members = way.shape[1]
    y = counts.reshape(-1, FAMILY_LENGTH)
    found, beside = _lines(y, np.tile(floor, runs))
    alone = _findings(found, beside, [None] * len(y))
    weighed = _findings(found, beside, _q_values(found, alone, members))
    verdict = _way(found.slope, _is(weighed, "change")).reshape(way.shape)
    single = _way(found.slope, _is(alone, "change", "possible change")).reshape(way.shape)
    detected = _share(verdict[way != 0] == way[way != 0])
    return FamilyResult(
        "family", FAMILY_LENGTH, runs, members, CHANGING, _false_share(verdict, way), _false_share(single, way),
        _false_share(_mann_kendall(y).reshape(way.shape), way), detected, FALSE_DISCOVERY_RATE,
    )  # fmt: skip


def _limit(kind: Kind, model: Model, n: int, mean: float, runs: int) -> float | None:
    if kind == "detection":
        return LEAST_DETECTED.get((model, mean)) if n == DETECTION_LENGTH else None
    if RATE_CORRELATION.get(model, 0.0) > HIGHEST_CORRELATION_WITH_LIMIT:
        return None
    # Two Monte Carlo errors: a rate of exactly 5 % comes out above 5 % every other time.
    return round(POSSIBLE + 2 * float(np.sqrt(POSSIBLE * (1 - POSSIBLE) / runs)), 4)


def _floor(model: Model) -> float:
    return STOCK_CORRELATION if model == "stock" else FLOW_CORRELATION


def _lines(y: Array, floor: Array) -> tuple[Trends, Misfits]:
    times = np.arange(y.shape[1], dtype=float)
    found = trends(y, np.ones_like(y), times, "rate", floor)
    return found, misfits(found, times)


def _findings(found: Trends, beside: Misfits, q: Sequence[float | None]) -> list[Finding | None]:
    """The finding of each series; None where it has no line."""
    return [
        None if problem else finding_of(float(p), own_q, float(step), float(curve))
        for problem, p, own_q, step, curve in zip(found.problem, found.p, q, beside.step_p, beside.curve_p, strict=True)
    ]


def _q_values(found: Trends, alone: list[Finding | None], members: int) -> list[float | None]:
    """Benjamini and Hochberg's q within each family; a series without a line, or unclear, is no member."""
    p = [None if finding in (None, "unclear") else float(value) for finding, value in zip(alone, found.p, strict=True)]
    q: list[float | None] = []
    for start in range(0, len(p), members):
        q.extend(false_discovery_rates(p[start : start + members]).q)
    return q


def _mann_kendall(y: Array) -> Array:
    s, p = mann_kendall_table(y)
    return _way(s, p <= POSSIBLE)


def _poisson(y: Array) -> Array:
    """Slope over its standard error as if quarters were independent Poisson counts; series without events are none."""
    times, way = np.arange(y.shape[1], dtype=float), np.zeros(len(y))
    some = y.any(axis=1)
    fitted = fit(
        y[some], np.ones_like(y[some]), np.ones_like(y[some], bool), design_of(times, seasons_of(times)), "rate"
    )
    slope = fitted.coefficients[:, 1]
    way[some] = _way(slope, 2 * normal_above(np.abs(slope) / np.sqrt(fitted.bread[:, 1, 1])) <= POSSIBLE)
    return way


def _least_squares(y: Array) -> Array:
    """Student's t test of the slope of a straight line through the counts; a constant series shows nothing."""
    n = y.shape[1]
    times = np.arange(n) - (n - 1) / 2
    above = y - y.mean(axis=1, keepdims=True)
    slope = above @ times / (times @ times)
    left = ((above - slope[:, None] * times) ** 2).sum(axis=1)
    error = np.sqrt(np.maximum(left, np.finfo(float).tiny) / (n - 2) / (times @ times))
    return _way(slope, 2 * t_above(np.abs(slope) / error, n - 2) <= POSSIBLE)


def _is(findings: Sequence[Finding | None], *wanted: Finding | None) -> Flags:
    return np.asarray([finding in wanted for finding in findings])


def _way(slope: Array, found: Flags) -> Array:
    """−1 or 1 where a series is found to change, 0 elsewhere."""
    return np.asarray(np.where(found, np.sign(slope), 0.0))


def _false_share(found: Array, way: Array) -> float:
    """Mean over families (families × members) of the share of findings that are false."""
    findings = (found != 0).sum(axis=1)
    false = ((found != 0) & (found != way)).sum(axis=1)
    return round(float((false / np.maximum(findings, 1)).mean()), 4)


def _share(flags: Flags) -> float:
    return round(float(flags.mean()), 6)
