"""Assessments, entries and figures made up for tests of the story, each small enough to be checked by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from nelscb.assess import Assessment, Comparison, Control, CurveAgainstBaseline, Judged, Place, Verdict
from nelscb.core_data import Figure, Frequency, Kind, Text
from nelscb.indicators import Point, Series
from nelscb.plan import Measure, open_project
from nelscb.plan.measures import Definition
from nelscb.quarters import FinancialYear, Period, Quarter
from nelscb.statistics import (
    AmongNeighbours,
    Change,
    Estimate,
    Forecast,
    Trend,
    curve_turned,
    expected_false_alarms,
    individuals_chart,
    runs,
    special_causes,
    variation,
)
from nelscb.statistics import among_neighbours as among

PROJECT = open_project(Path(__file__).resolve().parents[2])
PLAN, BOARD = PROJECT.plan, PROJECT.board
AREA = BOARD.area.code
NOW = Quarter.parse("2016-17-Q4")
AS_OF = date(2017, 5, 26)

COUNT = Measure(
    id="P1-01", standing="plan", title="Referrals", type="how_much", unit="count", counts="events",
    basis="flow", window="quarter", numerator="referrals", direction="context", unit_words="referrals",
    definitions=(Definition(1),), sub_group="early_help", source_agency="nelc_cass", responsible=("early_help",),
)  # fmt: skip
SHARE = replace(COUNT, unit="percent", denominator="children", unit_words="% of children")
LOWER, HIGHER = replace(SHARE, direction="lower"), replace(SHARE, direction="higher")


def estimate(value: float | None, low: float | None, high: float | None) -> Estimate:
    return Estimate(value, low, high, 0.95, 100.0, "Wilson", {})


def slope(value: float) -> Trend:
    return Trend(value, value - 1, value + 1, 0.02, 0.95, 12, 7, 0.0, 0.1, 1.0, 0.2, "odds", "regression", {})


def difference(low: float, high: float) -> Change:
    return Change("difference", (low + high) / 2, low, high, None, 0.95, 200.0, "Newcombe", True, {})


def ratio(low: float, high: float) -> Change:
    return Change("ratio", (low + high) / 2, low, high, 0.01, 0.95, 200.0, "exact Poisson ratio", True, {})


def on_previous(change: Change, across_break: bool = False) -> Comparison:
    return Comparison(FinancialYear(2015), change, across_break)


def row(
    verdict: Verdict = "no evidence of change", measure: str = "P1-01", frequency: Frequency = "quarter",
    period: Period = NOW, outcome: bool = False, **others: object,
) -> Assessment:  # fmt: skip
    """One row of results; what ``others`` does not name is not there."""
    family = "outcome measures" if outcome else "other measures"
    bare = Assessment(
        AREA, measure, frequency, period, None, None, None, (), (), 12, None, None, (), None, None,
        Judged(verdict, 0.05, family, 40),
    )  # fmt: skip
    return replace(bare, **others)  # type: ignore[arg-type]


def chart(values: Sequence[float], based_on: int | None = None) -> Control:
    """An individuals chart up to ``NOW`` whose limits rest on the first ``based_on`` quarters, all where None."""
    base = [n < (based_on or len(values)) for n in range(len(values))]
    first = NOW - (len(values) - 1)
    drawn = individuals_chart(list(values), base, lowest=0.0)
    return Control(
        first, first + (sum(base) - 1), tuple(first + n for n in range(len(values))), drawn, special_causes(drawn),
        variation(drawn), runs(list(values)), expected_false_alarms(13, 1).chance_latest,
    )  # fmt: skip


def curve(total: float, horizon: int = 4) -> CurveAgainstBaseline:
    """Forecasts of 80 to 120 and of 85 to 110, and ``total`` over the horizon's quarters."""
    again, drawn = (
        Forecast(name, horizon, 100.0, low, high, 0.95, 12, {})
        for name, low, high in (("walk", 80.0, 120.0), ("line", 85.0, 110.0))
    )
    turned = curve_turned([total / horizon] * horizon, again, drawn)
    return CurveAgainstBaseline(horizon, Quarter.parse("2014-15-Q4"), 1.0, again, drawn, turned)


def place(own: float) -> Place:
    """A share of 1,000 among ten neighbours whose shares are 9 to 12 of a hundred."""
    others = [90.0, 100.0, 110.0, 120.0, 95.0, 105.0, 115.0, 100.0, 110.0, 98.0]
    limits: AmongNeighbours = among(others, [1000.0] * 10, own, 1000.0, "proportion", per=100)
    return Place(limits, None)


def entry(kind: Kind, item: str, quarter: Quarter = NOW, **others: object) -> Text:
    """One entry of the early help card; what ``others`` does not name is blank."""
    bare = Text(
        quarter, "early_help", kind, item, "", "What it is.", "", "", None, "", "", "", "", "board", "return",
        quarter.last_day + timedelta(18), f"{quarter}/early_help/a.csv", "Sheet", 7,
    )  # fmt: skip
    return replace(bare, **others)  # type: ignore[arg-type]


def figure(period: Quarter, count: float | None, received: date | None = None, **others: object) -> Figure:
    """A count of referrals sent by early help twenty days after its quarter; None where it was withheld."""
    state = "suppressed_by_publisher" if count is None else "reported"
    made = Figure(
        AREA, "P1-01", 1, period, "", "", count, None, None, None, state, "return", "board", "early_help",
        received or period.last_day + timedelta(20), "", f"{period}/early_help/a.csv", "", 1,
    )  # fmt: skip
    return replace(made, **others)  # type: ignore[arg-type]


def quarterly(
    counts: Sequence[float | str | None], of: Sequence[float | None] | None = None, measure: Measure = COUNT
) -> Series:
    """One point a quarter up to ``NOW``: None was withheld, and ``""`` is no point at all."""
    points = []
    for n, count in enumerate(counts):
        period = NOW - (len(counts) - 1 - n)
        if count is None:
            points.append(Point(period, None, None, None, "suppressed_by_publisher", "published", 1, ()))
        elif not isinstance(count, str):
            total = of[n] if of else None
            value = count if not measure.is_ratio else measure.scale * count / total if total else None
            points.append(Point(period, count, total, value, "reported", "published", 1, ()))
    return Series(AREA, measure.id, "quarter", "", "", tuple(points))
