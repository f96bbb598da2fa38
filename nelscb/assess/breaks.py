"""Dated breaks inside a series, and the longest stretch without one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nelscb.assess.results import Break
from nelscb.indicators import Point
from nelscb.plan import Measure
from nelscb.published import Event
from nelscb.quarters import last_day_of


def breaks_in(points: Sequence[Point], measure: Measure, events: Sequence[Event]) -> tuple[Break, ...]:
    """The dated breaks between the first and the last of ``points``: events and new definitions."""
    reasons: dict[date, str] = {
        d.from_quarter.first_day: d.change or f"definition {d.version}"
        for d in measure.definitions
        if d.from_quarter is not None
    }
    # An event on the day of a new definition is the reason for it and stands in its place.
    days = sorted({e.day for e in events if measure.id in e.breaks})
    reasons |= {day: " and ".join(e.short for e in events if e.day == day and measure.id in e.breaks) for day in days}
    found = []
    for day, reason in sorted(reasons.items()):
        after = [p.period for p in points if last_day_of(p.period) >= day]
        if after and len(after) < len(points):
            found.append(Break(after[0], day, reason))
    return tuple(found)


def longest_stretch(points: Sequence[Point], breaks: Sequence[Break]) -> list[Point]:
    """The longest run of points without a break inside; the later of two as long."""
    starts = {b.period for b in breaks}
    stretches: list[list[Point]] = [[]]
    for point in points:
        if point.period in starts:
            stretches.append([])
        stretches[-1].append(point)
    return max(reversed(stretches), key=len)
