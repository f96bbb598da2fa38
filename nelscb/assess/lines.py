"""The trend tests of every series at once: which series can be tested, their lines in one pass, each as a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nelscb.assess.breaks import breaks_in, longest_stretch
from nelscb.assess.changes import is_proportion
from nelscb.assess.results import Break, TrendTests
from nelscb.indicators import Indicators, Point, Series
from nelscb.plan import Board, Measure, Plan
from nelscb.published import Event
from nelscb.quarters import Quarter
from nelscb.statistics import (
    change_point,
    detectable_trend,
    mann_kendall,
    seasonal_mann_kendall,
    stock_floor,
    theil_sen,
)
from nelscb.statistics.change_point import Misfits, misfits
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.regression import SEASONS_FROM, Array, Scale
from nelscb.statistics.trend import FEWEST_POINTS, FLOW_CORRELATION, Trends, trend_of_row, trends

STOCKS = frozenset({"snapshot"})
QUARTERS_A_YEAR = 4


@dataclass(frozen=True)
class Subject:
    """A series to be assessed: its reported points, its dated breaks, its longest stretch without one."""

    key: str
    series: Series
    measure: Measure
    reported: tuple[Point, ...]
    breaks: tuple[Break, ...]
    stretch: tuple[Point, ...]
    floor: float

    @property
    def can_be_tested(self) -> bool:
        """Whether a trend may be asked for: quarters, that do not overlap, with counts behind them."""
        return self.series.frequency == "quarter" and self.measure.unit != "score" and not self.measure.overlaps

    @property
    def is_stock(self) -> bool:
        """Whether it counts who is there on a day, most of whom were there the quarter before."""
        return self.measure.basis in STOCKS


@dataclass(frozen=True)
class Line:
    """One series' row in the tables of all series of its scale."""

    row: int
    scale: Scale
    y: Array
    size: Array
    times: Array
    found: Trends
    misfits: Misfits

    @property
    def problem(self) -> str:
        """Why no line was fitted; empty where one was."""
        return self.found.problem[self.row]


def subjects_of(indicators: Indicators, plan: Plan, board: Board, events: Sequence[Event]) -> list[Subject]:
    """The totals of the board's own area that have a figure, the population that rates divide by left out."""
    found = []
    for series in indicators:
        if series.area == board.area.code and not series.breakdown and series.measure != board.population_measure:
            measure = plan.measures[series.measure]
            subject = subject_of(series, measure, events, _floor(series, measure, indicators))
            if subject is not None:
                found.append(subject)
    return found


def subject_of(series: Series, measure: Measure, events: Sequence[Event], floor: float) -> Subject | None:
    """One series to be assessed; None where it has no reported figure."""
    reported = tuple(p for p in series.points if p.state == "reported" and p.value is not None)
    if not reported:
        return None
    breaks = breaks_in(reported, measure, events)
    stretch = tuple(longest_stretch(reported, breaks))
    return Subject(f"{measure.id}/{series.frequency}", series, measure, reported, breaks, stretch, floor)


def lines_of(subjects: Sequence[Subject]) -> dict[str, Line]:
    """The line through each testable subject's stretch, all of one scale fitted together, keyed as the subjects."""
    by_scale: dict[Scale, list[Subject]] = {"rate": [], "odds": []}
    for subject in subjects:
        if subject.can_be_tested and len(subject.stretch) >= FEWEST_POINTS:
            by_scale["odds" if is_proportion(subject.measure, subject.stretch) else "rate"].append(subject)
    lines = {}
    for scale, members in by_scale.items():
        if not members:
            continue
        quarters = [_ordinal(p) for s in members for p in s.stretch]
        times = np.arange(min(quarters), max(quarters) + 1, dtype=float)
        y, size = np.full((2, len(members), len(times)), np.nan)
        for row, subject in enumerate(members):
            for p in subject.stretch:
                place = _ordinal(p) - int(times[0])
                y[row, place] = p.numerator or 0.0
                size[row, place] = (p.denominator or 0.0) if subject.measure.is_ratio else 1.0
        found = trends(y, size, times, scale, np.asarray([s.floor for s in members]))
        beside = misfits(found, times)
        for row, subject in enumerate(members):
            lines[subject.key] = Line(row, scale, y[row], size[row], times, found, beside)
    return lines


def tests_of(subject: Subject, line: Line) -> TrendTests:
    """All tests of one stretch as results. The line must have no problem."""
    points, row = subject.stretch, line.row
    trend = trend_of_row(line.found, row, line.y, line.size, line.times, line.scale, LEVEL)
    quarters = np.asarray([_ordinal(p) for p in points], dtype=float)
    values = np.asarray([p.value or 0.0 for p in points])
    years = float(quarters[-1] - quarters[0]) / QUARTERS_A_YEAR
    first, last = points[0].period, points[-1].period
    assert isinstance(first, Quarter) and isinstance(last, Quarter)
    return TrendTests(
        first, last, trend, mann_kendall(values),
        seasonal_mann_kendall(values, quarters) if len(points) >= SEASONS_FROM else None,
        theil_sen(values, quarters), float(line.misfits.step_p[row]), float(line.misfits.curve_p[row]),
        change_point(line.y, line.size, line.times, line.scale, subject.floor, line.misfits, row),
        detectable_trend(trend.error, trend.degrees_of_freedom, trend.n, years),
    )  # fmt: skip


def _floor(series: Series, measure: Measure, indicators: Indicators) -> float:
    """The least correlation: of a flow, or of a stock by how many leave it in a quarter where that is known."""
    if measure.basis not in STOCKS:
        return FLOW_CORRELATION
    if measure.leavers_measure is None:
        return stock_floor(None, None)
    stock = [p.numerator for p in series.points if p.numerator is not None and p.state == "reported"]
    for frequency, quarters in (("quarter", 1), ("year", QUARTERS_A_YEAR)):
        leavers = indicators.series(measure.leavers_measure, frequency, series.area)  # type: ignore[arg-type]
        left = [p.numerator for p in leavers.points if p.numerator is not None] if leavers else []
        if left and stock:
            return stock_floor(sum(left) / len(left) / quarters, sum(stock) / len(stock))
    return stock_floor(None, None)


def _ordinal(point: Point) -> int:
    assert isinstance(point.period, Quarter)
    return point.period.ordinal
