"""Small numbers put together over three years: a count or a share that no single year can carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from scipy import special

from nelscb.core_data import State
from nelscb.indicators import Indicators, Point, Series
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import FinancialYear, Quarter
from nelscb.statistics import proportion_interval

YEARS = 3
LEAST_FOR_A_SHARE = 10
"""Of fewer than this no share is worked out: the counts stand alone."""
POOLING_ANALYSES = frozenset({"pooled_years", "pooled_shares"})
"""The analyses whose measures, named in the chapters' files, are put together here."""
LEVEL = 0.95


@dataclass(frozen=True)
class PooledYears:
    """A measure over the financial years from ``first`` to ``last``, put together.

    ``state`` is "reported" where each of the years has its figure; "absent" where one is not held, "new definition"
    where they do not count the same, else the state of the year that has none. For a count ``value`` is ``numerator``;
    for a share it is the percentage, None over fewer than ``LEAST_FOR_A_SHARE``. ``low`` and ``high`` are the 95 %
    interval: of a count the exact one, of a share Wilson's.
    """

    measure: str
    first: FinancialYear
    last: FinancialYear
    state: State | Literal["absent", "new definition"]
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None


def pooled_for(plan: Plan, board: Board, indicators: Indicators, quarter: Quarter) -> tuple[PooledYears, ...]:
    """Three years at a time of every measure that a chapter's file asks to put together, as far as its figures go."""
    asked = {
        name: None
        for chapter in plan.chapters
        for request in chapter.exhibits
        if request.analysis in POOLING_ANALYSES
        for name in request.measures
    }
    found: list[PooledYears] = []
    for name in asked:
        measure = plan.measures[name]
        quarterly = indicators.series(name, "quarter", board.area.code)
        series = quarterly or indicators.series(name, "year", board.area.code)
        if series is not None:
            found += pooled_years(series, measure, quarter)
    return tuple(found)


def pooled_years(series: Series, measure: Measure, quarter: Quarter) -> tuple[PooledYears, ...]:
    """Every three financial years in a row from the first that has a whole year to the last that ended by ``quarter``.

    A year is its four quarters put together, or, where each figure is already of twelve months, that of its fourth
    quarter alone: so no event is counted twice. A year with a quarter that is missing has no figure, and a span with
    such a year none. Neighbouring spans share two years. Nothing for a measure that is no
    flow, or neither a count nor a percentage.
    """
    if measure.basis != "flow" or measure.window == "running_total" or measure.unit not in ("count", "percent"):
        return ()
    last = quarter.year if quarter.number == 4 else quarter.year - 1
    years = {y: _of_year(series, measure, y) for y in _years(series, last)}
    held = [year for year, points in years.items() if points]
    if not held:
        return ()
    starts = range(held[0].start, last.start - YEARS + 2)
    return tuple(_span(measure, FinancialYear(start), years) for start in starts)


def exact_count_limits(events: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of the mean of a Poisson count, for every count; 0 events have the lower limit 0.

    F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936), 437-442: half the quantiles of
    chi-squared with 2k and 2k + 2 degrees of freedom, which are quantiles of a gamma with shape k and k + 1.
    Raises ValueError for a negative count.
    """
    if events < 0:
        raise ValueError(f"a count cannot be negative: {events}")
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(special.gammaincinv(events, tail))
    return low, float(special.gammaincinv(events + 1, 1 - tail))


def _years(series: Series, last: FinancialYear) -> Iterable[FinancialYear]:
    first = series.points[0].period
    assert not isinstance(first, date)
    start = first.start if isinstance(first, FinancialYear) else first.year.start
    return (FinancialYear(start) for start in range(start, last.start + 1))


def _of_year(series: Series, measure: Measure, year: FinancialYear) -> tuple[Point, ...]:
    """The points that together are the year; none where one of them is not held. Years may be all that is shown."""
    if series.frequency == "year":
        return tuple(point for point in series.points if point.period == year)
    wanted = year.quarters if measure.window == "quarter" else year.quarters[3:]
    found = tuple(point for q in wanted if (point := series.at(q)) is not None)
    return found if len(found) == len(wanted) else ()


def _span(measure: Measure, first: FinancialYear, years: dict[FinancialYear, tuple[Point, ...]]) -> PooledYears:
    last = first + (YEARS - 1)
    of_years = [years.get(first + n, ()) for n in range(YEARS)]
    points = [point for found in of_years for point in found]
    state = _state(of_years, points)
    if state != "reported":
        return PooledYears(measure.id, first, last, state, None, None, None, None, None)
    count = sum(p.numerator or 0.0 for p in points)
    if not measure.is_ratio:
        low, high = exact_count_limits(round(count))
        return PooledYears(measure.id, first, last, state, count, None, count, low, high)
    total = sum(p.denominator or 0.0 for p in points)
    if total < LEAST_FOR_A_SHARE:
        return PooledYears(measure.id, first, last, state, count, total, None, None, None)
    share = proportion_interval(round(count), round(total))
    return PooledYears(measure.id, first, last, state, count, total, share.value, share.low, share.high)


def _state(of_years: list[tuple[Point, ...]], points: list[Point]) -> State | Literal["absent", "new definition"]:
    if not all(of_years):
        return "absent"
    withheld = next((p.state for p in points if p.state != "reported"), None)
    if withheld is not None:
        return withheld
    return "reported" if len({p.definition for p in points}) == 1 else "new definition"
