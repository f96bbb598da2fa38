"""The core data set to indicators: counts, shares, rates and computed measures as series of points.

Annual and quarterly figures of one measure are two series. A computed measure has figures only where
both its parts have, for the same period; nothing is carried over from one period into another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

from nelscb.core_data import Figure, Frequency, Ledger, Provenance, State, frequency_of
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import Period, Quarter, last_day_of


@dataclass(frozen=True)
class Origin:
    """Where a figure stands in what was received."""

    file: str
    sheet: str
    row: int
    release: str


@dataclass(frozen=True)
class Point:
    """One period of a series. ``value`` is None exactly where ``state`` is not "reported" or the total is 0.

    ``low`` and ``high`` are the 95 % interval, filled in once the series is assessed. ``answer`` is what a status
    line was answered with.
    """

    period: Period
    numerator: float | None
    denominator: float | None
    value: float | None
    state: State
    provenance: Provenance
    definition: int
    origins: tuple[Origin, ...]
    low: float | None = None
    high: float | None = None
    answer: str | None = None

    @cached_property
    def is_published(self) -> bool:
        """Whether it came out of publications alone, or was worked out from such figures alone.

        On an illustrative board the publications are invented.
        """
        if self.provenance in ("illustrative", "computed"):
            return bool(self.origins) and all(origin.release for origin in self.origins)
        return self.provenance == "published"


@dataclass(frozen=True)
class Series:
    """A measure's points in one area, in order of time, all of one frequency."""

    area: str
    measure: str
    frequency: Frequency
    breakdown: str
    category: str
    points: tuple[Point, ...]

    @cached_property
    def name(self) -> str:
        """What it is called among those of its area: ``P1-01/quarter``, ``P1-02/quarter/tier=Child in need``."""
        part = f"/{self.breakdown}={self.category}" if self.breakdown else ""
        return f"{self.measure}/{self.frequency}{part}"

    @property
    def last(self) -> Point:
        """The latest point, whatever its state."""
        return self.points[-1]

    def at(self, period: Period) -> Point | None:
        """The point of ``period``, or None where the series has none."""
        return self._by_period.get(period)

    @cached_property
    def _by_period(self) -> dict[Period, Point]:
        return {point.period: point for point in reversed(self.points)}


Key = tuple[str, str, Frequency, str, str]
"""Area, measure, frequency, breakdown, category."""


class Indicators:
    """All series of a cut of the ledger, computed measures included."""

    def __init__(self, series: Mapping[Key, Series], plan: Plan) -> None:
        self._series = dict(series)
        self._plan = plan

    def __iter__(self) -> Iterator[Series]:
        return iter(self._series.values())

    def each(self, change: Callable[[Series], Series]) -> Indicators:
        """The same series, each changed."""
        return Indicators({key: change(series) for key, series in self._series.items()}, self._plan)

    def series(
        self, measure_id: str, frequency: Frequency, area: str, breakdown: str = "", category: str = ""
    ) -> Series | None:
        """A series, an alias standing for the measure it names; None where there are no figures."""
        measure = self._plan.measures[measure_id]
        return self._series.get((area, measure.alias_of or measure.id, frequency, breakdown, category))

    def of_measure(self, measure_id: str, area: str) -> list[Series]:
        """The series of the measure's total in ``area``, one for each frequency that has figures."""
        found = (self.series(measure_id, frequency, area) for frequency in get_args(Frequency))
        return [s for s in found if s is not None]

    def categories(self, measure_id: str, frequency: Frequency, area: str, breakdown: str) -> list[Series]:
        """The series of a breakdown's categories, in the order in which the plan lists them."""
        listed = self._plan.breakdowns[breakdown].named
        found = (self.series(measure_id, frequency, area, breakdown, c) for c in listed)
        return [s for s in found if s is not None]


def indicators_of(ledger: Ledger, plan: Plan, board: Board) -> Indicators:
    """Work out every series from the last word on each cell of ``ledger``."""
    return indicators_of_current(ledger.current().figures(), plan, board)


def indicators_of_current(figures: Iterable[Figure], plan: Plan, board: Board) -> Indicators:
    """The same from figures of which each is the last word on its cell."""
    series = _as_returned(figures, plan)
    for measure in plan.measures.values():
        if measure.sums:
            for summed in _summed(measure, series):
                series.setdefault((summed.area, measure.id, "quarter", "", ""), summed)
    for measure in plan.measures.values():
        if measure.numerator_measure and not measure.alias_of:
            found = _remainder(measure, series) if measure.less_measure else []
            found += _ratio(measure, series, board) if measure.denominator_measure else []
            for computed in found:
                key = (computed.area, computed.measure, computed.frequency, "", "")
                series.setdefault(key, computed)
    return Indicators(series, plan)


def _as_returned(figures: Iterable[Figure], plan: Plan) -> dict[Key, Series]:
    points: dict[Key, list[Point]] = defaultdict(list)
    for figure in figures:
        value = figure.value
        if value is None:
            value = _value(plan.measures[figure.measure], figure.numerator, figure.denominator)
        point = Point(
            figure.period, figure.numerator, figure.denominator, value, figure.state, figure.provenance,
            figure.definition, _origins(figure), answer=figure.status,
        )  # fmt: skip
        key = (figure.area, figure.measure, frequency_of(figure.period), figure.breakdown, figure.category)
        points[key].append(point)
    return {
        key: Series(*key, points=tuple(sorted(found, key=lambda p: last_day_of(p.period))))
        for key, found in points.items()
    }


def _value(measure: Measure, numerator: float | None, denominator: float | None) -> float | None:
    """A count is its numerator; a share or rate has no value over a denominator that is missing or 0."""
    if numerator is None or not measure.is_ratio:
        return numerator
    return measure.scale * numerator / denominator if denominator else None


def _origins(figure: Figure) -> tuple[Origin, ...]:
    rows = (figure.row, *figure.also_rows)
    return tuple(Origin(figure.file, figure.sheet, row, figure.release) for row in rows)


def _summed(measure: Measure, series: Mapping[Key, Series]) -> list[Series]:
    """Rolling 12 months, or the running total since 1 April, of the quarterly measure that ``sums`` names.

    A quarter has a sum only where every quarter it sums is there: one that is missing is not taken as zero,
    and where one is withheld the sum is withheld too.
    """
    found = []
    for (area, name, frequency, breakdown, _), parts in series.items():
        if name != measure.sums or frequency != "quarter" or breakdown:
            continue
        by_quarter = {p.period: p for p in parts.points}
        points = []
        for point in parts.points:
            quarter = point.period
            assert isinstance(quarter, Quarter)
            first = quarter - 3 if measure.window == "rolling_12_months" else quarter.year.quarters[0]
            summed = [by_quarter.get(q) for q in first.until(quarter)]
            there = [p for p in summed if p is not None]
            if len(there) == len(summed):
                state: State = next((p.state for p in there if p.state != "reported"), "reported")
                total = sum(p.numerator or 0.0 for p in there) if state == "reported" else None
                origins = tuple(origin for p in there for origin in p.origins)
                points.append(Point(quarter, total, None, total, state, "computed", point.definition, origins))
        if points:
            found.append(Series(area, measure.id, "quarter", "", "", tuple(points)))
    return found


def _remainder(measure: Measure, series: Mapping[Key, Series]) -> list[Series]:
    """One count less another that is part of it, for every period in which both are there."""
    found = []
    for (area, name, frequency, breakdown, _), whole in series.items():
        part = series.get((area, str(measure.less_measure), frequency, "", ""))
        if name != measure.numerator_measure or breakdown or part is None:
            continue
        pairs = [(p, q) for p in whole.points if (q := part.at(p.period)) is not None]
        points = []
        for of_whole, of_part in pairs:
            state = of_whole.state if of_whole.state != "reported" else of_part.state
            rest = (of_whole.numerator or 0.0) - (of_part.numerator or 0.0) if state == "reported" else None
            origins = of_whole.origins + of_part.origins
            points.append(Point(of_whole.period, rest, None, rest, state, "computed", of_whole.definition, origins))
        if points:
            found.append(Series(area, measure.id, frequency, "", "", tuple(points)))
    return found


def _ratio(measure: Measure, series: Mapping[Key, Series], board: Board) -> list[Series]:
    """One count over another, or over the population, for every period in which both are there."""
    part = measure.numerator_category
    breakdown, category = (part.breakdown, part.category) if part else ("", "")
    found = []
    for (area, name, frequency, of_breakdown, of_category), over in series.items():
        if (name, of_breakdown, of_category) != (measure.numerator_measure, breakdown, category):
            continue
        points = []
        for point in over.points:
            under = _denominator(measure, series, area, frequency, point.period, board)
            if under is None:
                continue
            state = point.state if point.state != "reported" else under.state
            total = under.numerator if state == "reported" else None
            count = point.numerator if state == "reported" else None
            points.append(
                Point(
                    point.period, count, total, _value(measure, count, total), state, "computed",
                    point.definition, point.origins + under.origins,
                )
            )  # fmt: skip
        if points:
            found.append(Series(area, measure.id, frequency, "", "", tuple(points)))
    return found


def _denominator(
    measure: Measure,
    series: Mapping[Key, Series],
    area: str,
    frequency: Frequency,
    period: Period,
    board: Board,
) -> Point | None:
    name = str(measure.denominator_measure)
    if name == board.population_measure:
        people = series.get((area, name, "day", "", ""))
        return people.at(population_day(period)) if people else None
    over = series.get((area, name, frequency, "", ""))
    return over.at(period) if over else None


def population_day(period: Period) -> date:
    """The mid-year population that a rate of ``period`` divides by: 30 June of the previous calendar year.

    So 31 March 2017 divides by mid-2016. The Department for Education's published plan rates reproduce to
    0.1 with this rule and with no other.
    """
    return date(last_day_of(period).year - 1, 6, 30)
