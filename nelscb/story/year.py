"""The year of an annual edition: what four quarters of each measure come to, and what the four before came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nelscb.assess import Assessment, interval_of
from nelscb.indicators import Indicators, Point, Series
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import Quarter, QuarterText

How = Literal["sum", "shares pooled", "at the end", "last", "mean of quarters"]
"""How four quarters become a year: flows are summed; shares and rates of flows are pooled (sum of the numerators over
sum of the denominators, so that a rate over the population is that of a mean quarter); stocks, rolling figures and
running totals are taken at the end; of what is counted once a year the last figure is; a score's quarters are
averaged."""
AT_THE_END = frozenset({"snapshot", "census", "rolling", "rolling_distinct", "cumulative"})
ONCE_A_YEAR = frozenset({"annual", "survey"})


@dataclass(frozen=True)
class FourQuarters:
    """One measure over four quarters. ``held`` of the four have a figure; where fewer than are needed, no value.

    ``low`` and ``high`` are the 95 % interval of ``value``; None where it cannot be given.
    """

    held: int
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class YearOfMeasure:
    """A measure's four quarters from ``first`` to ``last``, and the four before them.

    ``across_break``: a dated break or a new definition lies inside the eight, so that the two are not like for like.
    """

    measure: str
    first: QuarterText
    last: QuarterText
    how: How
    now: FourQuarters
    before: FourQuarters
    across_break: bool = False


def year_of(
    indicators: Indicators, assessments: Mapping[str, Assessment], plan: Plan, board: Board, quarter: Quarter
) -> tuple[YearOfMeasure, ...]:
    """The year that ends with ``quarter``, of every measure with a quarterly series, in the plan's order.

    Status lines, and the population that rates divide by, have none; aliases stand under the measure they name.
    """
    found = []
    for measure in plan.measures.values():
        series = indicators.series(measure.id, "quarter", board.area.code)
        if series is None or measure.alias_of or measure.unit == "status" or measure.id == board.population_measure:
            continue
        first, how = quarter - 3, how_of(measure)
        assessment = assessments.get(f"{measure.id}/quarter")
        days = [b.day for b in assessment.breaks] if assessment else []
        across = any((first - 4).first_day < day <= quarter.last_day for day in days)
        now, before = (four_quarters(series, measure, end, how) for end in (quarter, quarter - 4))
        found.append(YearOfMeasure(measure.id, first, quarter, how, now, before, across))
    return tuple(found)


def how_of(measure: Measure) -> How:
    """How four quarters of the measure become a year; one that looks back over twelve months is a year already."""
    if measure.basis in ONCE_A_YEAR:
        return "last"
    if measure.basis in AT_THE_END or measure.window != "quarter":
        return "at the end"
    if measure.unit == "score":
        return "mean of quarters"
    return "shares pooled" if measure.is_ratio else "sum"


def four_quarters(series: Series, measure: Measure, last: Quarter, how: How) -> FourQuarters:
    """The four quarters that end with ``last``, put together; a quarter that is missing or withheld is never zero."""
    points = [series.at(q) for q in (last - 3).until(last)]
    held = [p for p in points if p is not None and p.state == "reported" and _says(p)]
    if how in ("at the end", "last"):
        there = [p for p in points if p is not None]
        wanted = points[-1] if how == "at the end" else there[-1] if there else None
        point = wanted if wanted in held else None
        return _told(len(held), point, measure)
    if len(held) < len(points):
        return FourQuarters(len(held), None, None, None, None, None)
    if how == "mean of quarters":
        return FourQuarters(len(held), None, None, sum(p.value or 0.0 for p in held) / len(held), None, None)
    return _told(len(held), _together(held, measure), measure)


def _says(point: Point) -> bool:
    return point.numerator is not None or point.value is not None


def _together(points: Sequence[Point], measure: Measure) -> Point:
    """Counts added up; a share or rate of the sums, without value where nobody was there to count among."""
    number = sum(p.numerator or 0.0 for p in points)
    out_of = sum(p.denominator or 0.0 for p in points) if measure.is_ratio else None
    value = number if out_of is None else measure.scale * number / out_of if out_of else None
    end = points[-1]
    return Point(end.period, number, out_of, value, "reported", "computed", end.definition, ())


def _told(held: int, point: Point | None, measure: Measure) -> FourQuarters:
    if point is None:
        return FourQuarters(held, None, None, None, None, None)
    estimate = interval_of(point, measure) if point.value is not None else None
    low, high = (estimate.low, estimate.high) if estimate else (None, None)
    return FourQuarters(held, point.numerator, point.denominator, point.value, low, high)
