"""Four quarters of each measure put together into a year, from rows that were worked out by hand.

Flows are added up; shares and rates of flows are the sum of the numerators over the sum of the denominators; stocks
and figures that look back over twelve months are taken at the end; of what is counted once a year the last figure is
taken; a score's four quarters are averaged. What is added up or averaged needs all four.
"""

from __future__ import annotations

from typing import Any

from figures_by_hand import Row, limits
from plan_by_hand import Measure, Plan, is_ratio, scale_of
from quarters_by_hand import place_of, quarter_at

_LAST = ("annual", "survey")
_AT_THE_END = ("snapshot", "census", "rolling", "rolling_distinct", "cumulative")
Year = dict[str, Any]
"""How many of the quarters have a figure (``held``), and numerator, denominator, value, low and high of the year."""


def years_by_hand(rows: dict[str, Row], plan: Plan, quarter: str) -> dict[str, tuple[Year, Year]]:
    """Measure to the year that ends with a quarter and the year before, of every measure with quarterly figures."""
    found = {}
    with_quarters = {row["measure"] for row in rows.values() if row["frequency"] == "quarter" and _is_own(row, plan)}
    for name, measure in plan.measures.items():
        if name in with_quarters and measure["unit"] != "status" and name != plan.population:
            found[name] = tuple(_year(rows, measure, place_of(quarter) - back, plan) for back in (0, 4))
    return {name: (now, before) for name, (now, before) in found.items()}


def _is_own(row: Row, plan: Plan) -> bool:
    return bool(row["area"] == plan.own_area and not row["breakdown"])


def _year(rows: dict[str, Row], measure: Measure, last: int, plan: Plan) -> Year:
    four = [rows.get(f"{measure['id']}/quarter/{quarter_at(place)}") for place in range(last - 3, last + 1)]
    held = []
    for row in four:
        if row is not None and (row["numerator"] is not None or row["value"] is not None):
            held.append(row)
    year: Year = {"held": len(held), "numerator": None, "denominator": None, "value": None, "low": None, "high": None}
    if measure["basis"] in _LAST:
        there = [row for row in four if row is not None]
        return year | _of_one(there[-1] if there else None)
    if measure["basis"] in _AT_THE_END or measure["window"] != "quarter":
        return year | _of_one(four[-1])
    if len(held) < 4:
        return year
    if measure["unit"] == "score":
        return year | {"value": sum(row["value"] for row in held) / 4}
    count = sum(row["numerator"] for row in held)
    total = sum(row["denominator"] or 0 for row in held) if is_ratio(measure) else None
    value = count if total is None else scale_of(measure) * count / total if total else None
    low, high = limits(measure, count, total, value, plan)
    return year | {"numerator": count, "denominator": total, "value": value, "low": low, "high": high}


def _of_one(row: Row | None) -> Year:
    if row is None or row["state"] != "reported":
        return {}
    told = {name: row[name] for name in ("numerator", "denominator", "value")}
    return {**told, "low": row["lower_limit"], "high": row["upper_limit"]}
