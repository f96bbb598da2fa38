"""Results made up for tests of sentences, each small enough to be checked by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from nelscb.assess import (
    Assessment,
    Break,
    Control,
    CurveAgainstBaseline,
    Judged,
    Place,
    TrendTests,
    Verdict,
    assess_series,
)
from nelscb.indicators import Point, Series
from nelscb.plan import Measure, open_project
from nelscb.plan.measures import Definition
from nelscb.quarters import Quarter
from nelscb.statistics import (
    ChangePoint,
    Detectable,
    Forecast,
    MannKendall,
    Slope,
    Trend,
    curve_turned,
    expected_false_alarms,
    individuals_chart,
    runs,
    special_causes,
    variation,
)
from nelscb.statistics import among_neighbours as among
from nelscb.statistics import rank_with_uncertainty as ranked
from nelscb.statistics.regression import Scale

BOARD = open_project(Path(__file__).resolve().parents[2]).board
AREA = BOARD.area.code
FIRST, LAST = Quarter.parse("2012-13-Q1"), Quarter.parse("2014-15-Q4")

COUNT = Measure(
    id="P1-01", standing="plan", title="Referrals", type="how_much", unit="count", counts="events",
    basis="flow", window="quarter", numerator="referrals", direction="context", unit_words="referrals",
    definitions=(Definition(1),), sub_group="early_help", source_agency="local_authority",
    responsible=("early_help",),
)  # fmt: skip
SHARE = replace(COUNT, unit="percent", denominator="children", unit_words="% of children")
RATE = replace(COUNT, unit="rate", per=10_000, denominator="children", unit_words="per 10,000 children")
SCORE = replace(COUNT, unit="score", unit_words="points")


def trend(value: float, low: float, high: float, p: float, n: int = 12, scale: Scale = "rate") -> Trend:
    return Trend(value, low, high, p, 0.95, n, n - 5, 0.0, 0.1, 1.0, 0.2, scale, "quasi-Poisson regression", {})


FLAT = trend(-7.6, -17.4, 3.4, 0.15)
RISE = trend(12.0, 2.0, 23.0, 0.02)
FALL = trend(-30.0, -40.0, -20.0, 0.00001)


def seen(fall: float = 35.0, rise: float = 54.0) -> Detectable:
    return Detectable(fall, rise, 2.75, 0.8, 0.95, 12, "non-central t", {})


def step(value: float = -40.0, low: float = -50.0, high: float = -30.0, wide: bool = False) -> ChangePoint:
    at = FIRST.ordinal + 6
    first, last = (at - 1, at + 1) if wide else (at, at)
    return ChangePoint(at, first, last, value, low, high, 0.02, 0.95, 12, "score test", {})


def line_of(
    line: Trend = FLAT,
    detectable: Detectable | None = None,
    candidate: ChangePoint | None = None,
    step_p: float = 0.5,
    curve_p: float = 0.5,
) -> TrendTests:
    beside = MannKendall(0, 0.0, 1.0, line.n, "Mann-Kendall, exact with ties", (), ())
    slope = Slope(0.0, -1.0, 1.0, 0.95, line.n, "Theil-Sen, Sen's interval", {})
    last = FIRST + (line.n - 1)
    return TrendTests(FIRST, last, line, beside, None, slope, step_p, curve_p, candidate, detectable or seen())


def row(
    verdict: Verdict,
    tests: TrendTests | None = None,
    breaks: int = 0,
    held: int = 1,
    family: int = 40,
    **others: object,
) -> Assessment:
    """One row of results; what ``others`` does not name is not there."""
    days = [date(2013, 5, 1), date(2014, 8, 1)][:breaks]
    bare = Assessment(
        AREA, COUNT.id, "quarter", LAST, None, None, None,
        tuple(Break(Quarter.of(day), day, "a new front door opened") for day in days),
        (), 12 if tests else 7, tests, None, (), None, None, Judged(verdict, 0.05, "other measures", family, held),
    )  # fmt: skip
    return replace(bare, **others)  # type: ignore[arg-type]


def chart_of(values: Sequence[float], based_on: int | None = None) -> Control:
    """An individuals chart whose limits rest on the first ``based_on`` quarters, all of them where None."""
    base = [n < (based_on or len(values)) for n in range(len(values))]
    chart = individuals_chart(list(values), base, lowest=0.0)
    periods = tuple(FIRST + n for n in range(len(values)))
    return Control(
        FIRST, FIRST + (sum(base) - 1), periods, chart, special_causes(chart), variation(chart), runs(list(values)),
        expected_false_alarms(13, 1).chance_latest,
    )  # fmt: skip


def curve_of(
    actuals: Sequence[float] | None,
    walk: tuple[float, float, float] = (80.0, 100.0, 120.0),
    line: tuple[float, float, float] = (85.0, 95.0, 110.0),
    horizon: int = 4,
    exposure: float = 1.0,
) -> CurveAgainstBaseline:
    """Forecasts as (low, value, high) of the sum of ``horizon`` quarters, and what came; None: not yet passed."""
    again, drawn = (
        Forecast(name, horizon, value, low, high, 0.95, 12, {})
        for name, (low, value, high) in (("walk", walk), ("line", line))
    )
    turned = None if actuals is None else curve_turned(list(actuals), again, drawn)
    return CurveAgainstBaseline(horizon, LAST, exposure, again, drawn, turned)


def place_of(own: float, others: Sequence[float], total: float = 1000.0) -> Place:
    """A share of ``total`` children among other areas' shares of as many."""
    totals = [total] * len(others)
    limits = among(list(others), totals, own, total, "proportion", per=100)
    return Place(limits, ranked([own, *others], [total, *totals], 0, "proportion"))


def quarterly(
    counts: Sequence[float | None], totals: Sequence[float] | None, measure: Measure, first: Quarter = FIRST
) -> Series:
    """One point a quarter; None is a quarter that the publisher withheld."""
    points = []
    for n, count in enumerate(counts):
        if count is None:
            points.append(Point(first + n, None, None, None, "suppressed_by_publisher", "published", 1, ()))
            continue
        total = totals[n] if totals else None
        value = count if total is None else measure.scale * count / total
        points.append(Point(first + n, count, total, value, "reported", "published", 1, ()))
    return Series(AREA, measure.id, "quarter", "", "", tuple(points))


def assessed(counts: Sequence[float | None], totals: Sequence[float] | None, measure: Measure) -> Assessment | None:
    """A series assessed by itself, a family of one; None where it has no figure."""
    return assess_series(quarterly(counts, totals, measure), measure, [], BOARD)
