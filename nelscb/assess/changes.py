"""The value of a point with its interval, and the change from one point to a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nelscb.indicators import Indicators, Point, Series
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import FinancialYear, Period, Quarter
from nelscb.statistics import (
    Change,
    Estimate,
    Trend,
    count_interval,
    count_ratio,
    overdispersed_ratio,
    proportion_difference,
    proportion_interval,
    rate_interval,
)

OWN_DISPERSION_FROM = 12
"""From twelve points a change allows for the series' own dispersion; under it only chance in counting is known."""


def interval_of(point: Point, measure: Measure) -> Estimate | None:
    """The value of a reported point with its interval; None for a score, which comes without counts."""
    if measure.unit == "score" or point.numerator is None:
        return None
    events = round(point.numerator)
    if not measure.is_ratio:
        return count_interval(events)
    total = point.denominator or 0.0
    if not is_proportion(measure, (point,)):
        return rate_interval(events, total, measure.scale)
    return proportion_interval(events, round(total), measure.scale)


def is_proportion(measure: Measure, points: Sequence[Point]) -> bool:
    """Whether the counts are part of their totals; a percentage that can pass 100 is compared as a rate."""
    if measure.unit not in ("percent", "profile"):
        return False
    return all((p.numerator or 0.0) <= (p.denominator or 0.0) for p in points)


def with_all_intervals(indicators: Indicators, plan: Plan, board: Board) -> Indicators:
    """Every series, of every area, with its intervals; the population is taken as known and has none."""
    return indicators.each(
        lambda s: s if s.measure == board.population_measure else with_intervals(s, plan.measures[s.measure])
    )


def with_intervals(series: Series, measure: Measure) -> Series:
    """The series with the 95 % interval of each reported point."""
    points = []
    for point in series.points:
        estimate = interval_of(point, measure) if point.value is not None else None
        points.append(replace(point, low=estimate.low, high=estimate.high) if estimate else point)
    return replace(series, points=tuple(points))


def earlier_periods(period: Period) -> tuple[Period, Period | None]:
    """The period before, and the same a year before where that is another one."""
    if isinstance(period, Quarter):
        return period - 1, period - 4
    if isinstance(period, FinancialYear):
        return period - 1, None
    day = 28 if (period.month, period.day) == (2, 29) else period.day
    return period.replace(year=period.year - 1, day=day), None


def change_between(earlier: Point, later: Point, measure: Measure, trend: Trend | None, points: int) -> Change | None:
    """The change from ``earlier`` to ``later``, of a series of ``points`` points; None where counts are lacking."""
    if measure.unit == "score" or earlier.numerator is None or later.numerator is None:
        return None
    first, second = round(earlier.numerator), round(later.numerator)
    if is_proportion(measure, (earlier, later)):
        totals = round(earlier.denominator or 0), round(later.denominator or 0)
        return proportion_difference(first, totals[0], second, totals[1], measure.scale)
    exposures = (earlier.denominator or 0.0, later.denominator or 0.0) if measure.is_ratio else (1.0, 1.0)
    if trend is not None and points >= OWN_DISPERSION_FROM and min(first, second) > 0:
        return overdispersed_ratio(
            first, second, trend.dispersion, trend.correlation, 1, *exposures, trend.degrees_of_freedom
        )
    return count_ratio(first, second, *exposures)
