"""Series made up for tests of assessments, small enough to be checked by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.assess import Assessment, assess_series
from nelscb.assess.lines import Subject, subject_of
from nelscb.indicators import Indicators, Point, Series
from nelscb.plan import Measure, open_project
from nelscb.plan.measures import Definition
from nelscb.published import Event
from nelscb.quarters import FinancialYear, Period, Quarter
from nelscb.statistics.trend import FLOW_CORRELATION

PROJECT = open_project(Path(__file__).resolve().parents[2])
BOARD = PROJECT.board
AREA = "E06000012"
FIRST = Quarter.parse("2012-13-Q1")

COUNT = Measure(
    id="P1-01", standing="plan", title="Referrals", type="how_much", unit="count", counts="events",
    basis="flow", window="quarter", numerator="referrals", direction="context",
    definitions=(Definition(1),), sub_group="early_help", source_agency="local_authority",
    responsible=("early_help",),
)  # fmt: skip
SHARE = replace(COUNT, unit="percent", denominator="children")
RATE = replace(COUNT, unit="rate", per=10_000, denominator="children")
SCORE = replace(COUNT, unit="score")

FALLING = [200, 185, 170, 160, 140, 130, 120, 105, 95, 90]
LEVEL = [50, 47, 52, 49, 51, 48, 53, 46, 50, 49, 51, 50, 48, 52]


def point(period: Period, numerator: float | None, denominator: float | None, measure: Measure) -> Point:
    if numerator is None:
        return Point(period, None, None, None, "suppressed_by_publisher", "published", 1, ())
    value: float | None = numerator
    if measure.is_ratio:
        value = measure.scale * numerator / denominator if denominator else None
    return Point(period, numerator, denominator, value, "reported", "published", 1, ())


def quarterly(
    counts: Sequence[float | None],
    of: Sequence[float] | None = None,
    measure: Measure = COUNT,
    first: Quarter = FIRST,
) -> Series:
    """One point a quarter from ``first`` on; None is a quarter that the publisher withheld."""
    totals: Sequence[float | None] = of or [None] * len(counts)
    points = [point(first + n, c, t, measure) for n, (c, t) in enumerate(zip(counts, totals, strict=True))]
    return Series(AREA, measure.id, "quarter", "", "", tuple(points))


def yearly(counts: Sequence[float], first: int = 2012, area: str = AREA) -> Series:
    points = [point(FinancialYear(first + n), c, None, COUNT) for n, c in enumerate(counts)]
    return Series(area, COUNT.id, "year", "", "", tuple(points))


def on_days(counts: dict[date, float]) -> Series:
    points = [point(day, c, None, COUNT) for day, c in counts.items()]
    return Series(AREA, COUNT.id, "day", "", "", tuple(points))


def event(day: str, *breaks: str, short: str = "a new front door") -> Event:
    return Event(date.fromisoformat(day), True, short, ("P1",), "", "", breaks, "", date(2017, 9, 25))


def assessed(series: Series, measure: Measure = COUNT, events: Sequence[Event] = ()) -> Assessment:
    """A series assessed by itself, a family of one."""
    found = assess_series(series, measure, events, BOARD)
    assert found is not None
    return found


def subject(
    series: Series, measure: Measure = COUNT, events: Sequence[Event] = (), floor: float = FLOW_CORRELATION
) -> Subject:
    found = subject_of(series, measure, events, floor)
    assert found is not None
    return found


def family(*series: Series) -> Indicators:
    """Series of the real plan as the indicators of an edition."""
    keyed = {(s.area, s.measure, s.frequency, s.breakdown, s.category): s for s in series}
    return Indicators(keyed, PROJECT.plan)


def assert_same(found: object, other: object) -> None:
    """Results that agree in every word and whole number, and in every other number to nine digits."""
    if is_dataclass(found):
        assert type(found) is type(other)
        for field in fields(found):
            assert_same(getattr(found, field.name), getattr(other, field.name))
    elif isinstance(found, tuple | list | dict):
        ours, theirs = (list(x.items()) if isinstance(x, dict) else list(x) for x in (found, other))  # type: ignore[call-overload]
        assert len(ours) == len(theirs)
        for one, another in zip(ours, theirs, strict=True):
            assert_same(one, another)
    elif isinstance(found, float):
        assert found == pytest.approx(other, rel=1e-9, abs=1e-9, nan_ok=True)
    else:
        assert found == other
