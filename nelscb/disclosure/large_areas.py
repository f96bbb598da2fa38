"""Counts of the country and of the region, rounded as their publisher rounds them."""

from __future__ import annotations

from dataclasses import replace

from nelscb.assess import interval_of
from nelscb.indicators import Point, Series
from nelscb.plan import Board, Measure


def rounded(series: Series, measure: Measure, board: Board) -> Series:
    """The series of the country or the region with its counts rounded, and its shares worked out from these.

    Any other series, and one without counts, is given back as it is.
    """
    if series.area not in (board.country.code, board.region.code):
        return series
    to = board.disclosure_rule.large_areas_to
    return replace(series, points=tuple(_point(point, measure, to) for point in series.points))


def _point(point: Point, measure: Measure, to: int) -> Point:
    if point.state != "reported" or point.numerator is None:
        return point
    part = _nearest(point.numerator, to)
    whole = None if point.denominator is None else _nearest(point.denominator, to)
    if (part, whole) == (point.numerator, point.denominator):
        return point
    value = part if not measure.is_ratio else measure.scale * part / whole if whole else None
    changed = replace(point, numerator=part, denominator=whole, value=value, low=None, high=None)
    estimate = interval_of(changed, measure) if value is not None and point.low is not None else None
    return replace(changed, low=estimate.low, high=estimate.high) if estimate else changed


def _nearest(count: float, to: int) -> float:
    """Rounded half up, as the Department for Education rounds."""
    return float(int((count + to / 2) // to) * to)
