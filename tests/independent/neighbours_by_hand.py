"""The board's latest figure among its neighbours': its rank, and the limits in which one more such area is expected.

Rank 1 is the lowest, and areas with one share have the mean of their ranks. The limits are those of J. P. T. Higgins
and others, JRSS A 172 (2009), 137-159, with R. C. Paule and J. Mandel's variance between areas (Journal of Research of
the NBS 87, 1982), found here by halving; on the square root of a rate and the arcsine of a share's, 1/4 added to the
events. The limits of the rank itself are simulated, and are not worked out again.
"""

from __future__ import annotations

import math
from typing import Any

from figures_by_hand import Row
from plan_by_hand import Measure, Plan, is_ratio, scale_of
from scipy import stats

_FEWEST = 3
_ADDED = 0.25
_HALVINGS = 200
Place = dict[str, Any]


def places_by_hand(rows: dict[str, Row], plan: Plan) -> dict[str, Place]:
    """``measure/frequency`` to the place of the board's last figure; none where too few neighbours have one."""
    last: dict[str, Row] = {}
    for row in rows.values():
        if row["area"] == plan.own_area and not row["breakdown"] and row["value"] is not None:
            series = f"{row['measure']}/{row['frequency']}"
            if series not in last or row["period_ends"] > last[series]["period_ends"]:
                last[series] = row
    found: dict[str, Place] = {}
    for series, own in last.items():
        measure = plan.measures[own["measure"]]
        there = []
        for neighbour in plan.board["neighbours"]:
            theirs = rows.get(f"{neighbour['code']}:{own['figure']}")
            if theirs is not None and theirs["value"] is not None:
                there.append(theirs)
        compared = is_ratio(measure) or measure["unit"] == "score"
        if compared and len(there) >= _FEWEST:
            if measure["unit"] != "score":
                found[series] = _of_counts(own, there, measure)
                continue
            place = _of_a_score(own, there)
            if place is not None:
                found[series] = place
    return found


def _of_a_score(own: Row, there: list[Row]) -> Place | None:
    scores = [row["value"] for row in there]
    k = len(scores)
    if min(scores) == max(scores):
        return None
    mean = sum(scores) / k
    variance = sum((score - mean) ** 2 for score in scores) / (k - 1)
    half = float(stats.t.ppf(0.975, k - 1)) * math.sqrt(variance * (1 + 1 / k))
    return {"value": own["value"], "mean": mean, "low": mean - half, "high": mean + half, "k": k, "rank": None}


def _of_counts(own: Row, there: list[Row], measure: Measure) -> Place:
    every = [own, *there]
    shares = measure["unit"] in ("percent", "profile") and all(row["numerator"] <= row["denominator"] for row in every)
    scaled, variances = [], []
    for row in there:
        events, total = row["numerator"], row["denominator"]
        if shares:
            scaled.append(math.asin(math.sqrt((events + _ADDED) / (total + 2 * _ADDED))))
        else:
            scaled.append(math.sqrt((events + _ADDED) / total))
        variances.append(1 / (4 * total))
    k, between = len(there), _between(scaled, variances)
    weights = [1 / (variance + between) for variance in variances]
    mean = sum(w * y for w, y in zip(weights, scaled, strict=True)) / sum(weights)
    error = math.sqrt(between + 1 / sum(weights) + 1 / (4 * own["denominator"]))
    half = float(stats.t.ppf(0.975, k - 1)) * error
    size, scale = own["denominator"], scale_of(measure)
    mine = own["numerator"] / own["denominator"]
    others = [row["numerator"] / row["denominator"] for row in there]
    lower, equal = sum(share < mine for share in others), sum(share == mine for share in others)
    return {
        "value": own["value"], "mean": scale * _back(mean, math.inf, shares), "k": k, "rank": 1 + lower + equal / 2,
        "low": scale * _back(mean - half, size, shares), "high": scale * _back(mean + half, size, shares),
    }  # fmt: skip


def _between(scaled: list[float], variances: list[float]) -> float:
    """The variance between areas with which the squared distances come to one less than there are areas."""

    def excess(between: float) -> float:
        weights = [1 / (variance + between) for variance in variances]
        mean = sum(w * y for w, y in zip(weights, scaled, strict=True)) / sum(weights)
        return sum(w * (y - mean) ** 2 for w, y in zip(weights, scaled, strict=True)) - (len(scaled) - 1)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def _back(limit: float, size: float, shares: bool) -> float:
    """From the scale to the figure of an area of a size, no less than none and no more than all."""
    limit = max(0.0, limit)
    if not shares:
        return max(0.0, limit * limit - _ADDED / size)
    share = math.sin(min(limit, math.pi / 2)) ** 2
    return min(1.0, max(0.0, share + (2 * share - 1) * _ADDED / size))
