"""Years put together again from shown points: four quarters to a year, and three years to a pooled figure.

Worked out from the published declarations of a measure alone, beside the package's own way, so that a number that was
made of more than is shown does not come out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nelscb.quarters import FinancialYear, Quarter

Points = dict[str, dict[str, str]]
"""The shown texts of a series' points, by period and then by part: numerator, denominator, value, low, high."""
PARTS_OF_A_YEAR = frozenset({"numerator", "denominator", "value", "low", "high"})
_AT_THE_END = frozenset({"snapshot", "census", "rolling", "rolling_distinct", "cumulative"})
_ONCE_A_YEAR = frozenset({"annual", "survey"})
_RATIOS = frozenset({"percent", "profile", "rate"})


def year_together(
    points: tuple[Points, Points], about: Mapping[str, Any], quarter: str, which: str
) -> dict[str, float] | None:
    """The four quarters that end with ``quarter``, or the four before them; None where they do not say it.

    ``points``: by quarter and by year, shown numbers only. ``about``: the measure in ``measures.json``.
    Flows are summed and shares pooled; stocks and whatever looks back over twelve months are taken at the end; of what
    is counted once a year the last figure; a score is averaged.
    """
    by_quarter, by_year = points
    end = Quarter.parse(quarter) if which == "now" else Quarter.parse(quarter) - 4
    names = [str(q) for q in (end - 3).until(end)]
    basis = about.get("basis")
    if basis in _ONCE_A_YEAR:
        there = [by_quarter[name] for name in names if by_quarter.get(name)]
        return _numbers(there[-1]) if there else None
    if basis in _AT_THE_END or about.get("window", "quarter") != "quarter":
        found = by_quarter.get(names[-1]) or (by_year.get(str(end.year)) if end.number == 4 else None)
        return _numbers(found) if found else None
    if about.get("unit") == "score":
        values = [by_quarter.get(name, {}).get("value") for name in names]
        return {"value": sum(map(float, values)) / len(values)} if all(values) else None  # type: ignore[arg-type]
    quarters = [by_quarter.get(name, {}) for name in names]
    return _summed(quarters, about) or (_numbers(by_year.get(str(end.year), {})) if end.number == 4 else None) or None


def quarters_shown(by_quarter: Points, quarter: str, which: str) -> float:
    """How many of the four quarters have a figure that is shown."""
    end = Quarter.parse(quarter) if which == "now" else Quarter.parse(quarter) - 4
    there = (by_quarter.get(str(q), {}) for q in (end - 3).until(end))
    return float(sum(bool(parts.get("numerator") or parts.get("value")) for parts in there))


def years_pooled(
    points: tuple[Points, Points], about: Mapping[str, Any], first: str, last: str
) -> dict[str, float] | None:
    """The financial years from ``first`` to ``last`` put together; None where a year cannot be worked out.

    A year is the sum of its quarters; where each figure is of twelve months already, its fourth quarter's alone.
    """
    by_quarter, by_year = points
    parts: list[Mapping[str, str]] = []
    for start in range(FinancialYear.parse(first).start, FinancialYear.parse(last).start + 1):
        year = FinancialYear(start)
        wanted = year.quarters if about.get("window", "quarter") == "quarter" else year.quarters[3:]
        found: list[Mapping[str, str]] = [by_quarter.get(str(q), {}) for q in wanted]
        parts += found if all(part.get("numerator") for part in found) else [by_year.get(str(year), {})]
    return _summed(parts, about)


def _summed(parts: Sequence[Mapping[str, str]], about: Mapping[str, Any]) -> dict[str, float] | None:
    """Counts added up, and the share or rate of the sums; None where a count is not shown."""
    if not all(part.get("numerator") for part in parts):
        return None
    number = sum(float(part["numerator"]) for part in parts)
    if about.get("unit") not in _RATIOS:
        return {"numerator": number, "value": number}
    if not all(part.get("denominator") for part in parts):
        return {"numerator": number}
    out_of = sum(float(part["denominator"]) for part in parts)
    scale = float(about.get("per") or 1) if about.get("unit") == "rate" else 100.0
    return {"numerator": number, "denominator": out_of} | ({"value": scale * number / out_of} if out_of else {})


def _numbers(parts: Mapping[str, str]) -> dict[str, float]:
    return {part: float(text) for part, text in parts.items()}
