"""Which of the board's own series the public is shown: small ones by financial years, of each measure one breakdown.

A quarter's figures of a small series are mostly withheld, and what is left between them tells more of those than of the
children. A year's figure is that of its last quarter where the measure is a stock or looks back over a year, and
otherwise the sum of its quarters: of people, somebody may be in several of them, and whoever shows it says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import fmean

from nelscb.assess import with_intervals
from nelscb.indicators import Key, Point, Series
from nelscb.plan import DisclosureRule, Measure, Plan
from nelscb.quarters import FinancialYear, Quarter

_QUARTERS = 4


def public_series(
    series: Iterable[Series], plan: Plan, area: str, rule: DisclosureRule
) -> tuple[list[Series], set[Key]]:
    """The series that the public is shown, and the keys of those of ``area`` that it is not.

    Years that are made of a small series' quarters are among those shown, unless the year was returned itself.
    """
    given = list(series)
    keys = {_key(s) for s in given}
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s in given:
        held[s.area, s.measure].add(s.breakdown)
    hidden = {
        _key(s) for s in given if s.area == area and (_is_small(s, plan, rule) or _is_further_breakdown(s, plan, held))
    }
    years = [
        made
        for s in given
        if _key(s) in hidden and s.frequency == "quarter" and not _is_further_breakdown(s, plan, held)
        for made in _by_years(s, plan.measures[s.measure])
        if _key(made) not in keys
    ]
    return [s for s in given if _key(s) not in hidden] + years, hidden


def _key(series: Series) -> Key:
    return series.area, series.measure, series.frequency, series.breakdown, series.category


def _is_small(series: Series, plan: Plan, rule: DisclosureRule) -> bool:
    """Whether a quarter's count of what the rule protects averages too few."""
    if series.frequency != "quarter" or plan.measures[series.measure].counts not in rule.protects:
        return False
    # What has been published by others is known by quarters already.
    counts = [p.numerator for p in series.points if p.numerator is not None and not p.is_published]
    return bool(counts) and fmean(counts) < rule.fewest_a_quarter


def _is_further_breakdown(series: Series, plan: Plan, held: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether another breakdown of the measure comes before this one and has figures; of rolling sums none is shown.

    ``held``: the breakdowns that there are by area and measure.
    """
    if not series.breakdown:
        return False
    if plan.measures[series.measure].sums:
        return True  # Rolling sums of a category, one quarter beside the next, give its quarters away.
    there = held[series.area, series.measure]
    listed = [breakdown for breakdown in plan.measures[series.measure].breakdowns if breakdown in there]
    return bool(listed) and series.breakdown != listed[0]


def _by_years(series: Series, measure: Measure) -> Iterator[Series]:
    """The series by financial years; none where no year is whole."""
    quarters: dict[FinancialYear, list[Point]] = defaultdict(list)
    for point in series.points:
        if isinstance(point.period, Quarter):
            quarters[point.period.year].append(point)
    if measure.basis == "snapshot" or measure.overlaps:
        points = [replace(p[-1], period=year) for year, p in quarters.items() if p[-1].period == year.quarters[-1]]
    else:
        points = [_summed(year, p, measure) for year, p in quarters.items() if len(p) == _QUARTERS]
    if points:
        yield with_intervals(replace(series, frequency="year", points=tuple(points)), measure)


def _summed(year: FinancialYear, quarters: list[Point], measure: Measure) -> Point:
    """A year of four quarters; where one has no figure the year has none either, for the same reason."""
    last = quarters[-1]
    missing = next((p for p in quarters if p.state != "reported" or p.numerator is None), None)
    origins = tuple(origin for p in quarters for origin in p.origins)
    if missing is not None:
        return replace(missing, period=year, origins=origins)
    part = sum(p.numerator or 0.0 for p in quarters)
    wholes = [p.denominator for p in quarters if p.denominator is not None]
    whole = sum(wholes) if len(wholes) == len(quarters) else None
    value = part if not measure.is_ratio else measure.scale * part / whole if whole else None
    return replace(
        last, period=year, numerator=part, denominator=whole, value=value, provenance="computed", origins=origins,
        low=None, high=None,
    )  # fmt: skip
