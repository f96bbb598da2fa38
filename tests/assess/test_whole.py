from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from made_series import (
    AREA,
    FALLING,
    FIRST,
    LEVEL,
    assert_same,
    event,
    family,
    on_days,
    quarterly,
    yearly,
)

from nelscb.assess import assess, assess_series, verdicts_of
from nelscb.indicators import Series
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.statistics import count_interval

NOW = Quarter.parse("2016-17-Q4")


def test_annual_and_quarterly_figures_of_one_measure_are_never_compared(project: Project) -> None:
    quarter = quarterly([500], first=Quarter.parse("2016-17-Q1"))
    year, day = yearly([2000], first=2015), on_days({date(2016, 3, 31): 70})
    found = assess(family(quarter, year, day), project.plan, project.board, [], NOW)
    assert set(found) == {"P1-01/quarter", "P1-01/year", "P1-01/day"}
    assert all((a.on_previous, a.on_year_earlier) == (None, None) for a in found.values())
    assert [a.frequency for a in found.values()] == ["quarter", "year", "day"]


def test_only_the_boards_own_totals_are_assessed_and_not_the_population(project: Project) -> None:
    own = quarterly([10, 20, 30])
    others = [
        replace(quarterly([11, 21, 31]), area="E08000016"),
        replace(quarterly([12, 22, 32]), breakdown="age", category="0 to 4"),
        replace(quarterly([13, 23, 33]), measure=str(project.board.population_measure)),
    ]
    found = assess(family(own, *others), project.plan, project.board, [], NOW)
    assert list(found) == ["P1-01/quarter"]
    assert found["P1-01/quarter"].area == project.board.area.code == AREA
    assert found["P1-01/quarter"].value == count_interval(30)


def test_a_series_without_a_figure_has_no_row(project: Project) -> None:
    empty = quarterly([None, None])
    assert assess(family(empty), project.plan, project.board, [], NOW) == {}


def test_one_pass_over_all_series_says_what_each_says_by_itself(project: Project) -> None:
    measures = project.plan.measures
    gap: list[float | None] = [*LEVEL[:5], None, *LEVEL[6:]]
    totals = [400 + 3 * n for n in range(14)]
    series = [
        quarterly(LEVEL),
        quarterly(gap, totals, measures["P2-10b"], FIRST + 3),
        quarterly(FALLING, measure=measures["P1-07"], first=FIRST + 8),
        quarterly(LEVEL, totals, measures["P1-03"]),
        quarterly([90, 95, *FALLING], measure=measures["X-01"]),
        quarterly([0] * 9, measure=measures["X-02"]),
        yearly([300, 280]),
    ]
    events = [event("2012-10-01", "X-01")]
    found = assess(family(*series), project.plan, project.board, events, NOW)
    assert len(found) == len(series)
    for one in series:
        alone = assess_series(one, measures[one.measure], events, project.board)
        of_all = found[f"{one.measure}/{one.frequency}"]
        assert alone is not None
        assert of_all.judged.family_size in {1, 3}
        # The family is another one, and with it q and what it decides.
        assert_same(replace(of_all, judged=alone.judged), alone)


def test_aliases_and_breakdowns_are_no_members_of_a_family(project: Project) -> None:
    measures = project.plan.measures
    assert measures["P2-H1b"].alias_of == "P2-02"
    rate = quarterly(LEVEL, [34_000.0] * 14, measures["P2-02"])
    parts = [
        replace(quarterly([5 + n, *FALLING]), breakdown="age", category=str(n)) for n in range(4)
    ]  # not members either
    found = assess(family(rate, quarterly(FALLING), *parts), project.plan, project.board, [], NOW)
    assert set(found) == {"P2-02/quarter", "P1-01/quarter"}
    assert {a.judged.family_size for a in found.values()} == {1}
    # What is asked for under the other name is the same series.
    assert family(rate).series("P2-H1b", "quarter", AREA) == rate


def test_a_verdict_carries_how_long_it_has_held(project: Project) -> None:
    indicators = family(quarterly(FALLING))
    now = verdicts_of(indicators, project.plan, project.board, [])
    assert now == {"P1-01/quarter": "falling"}
    found = assess(indicators, project.plan, project.board, [], NOW, (), [now, now, {}])
    assert found["P1-01/quarter"].judged.held == 3
    assert assess(indicators, project.plan, project.board, [], NOW)["P1-01/quarter"].judged.held == 1


def test_a_stock_hangs_together_by_what_stays_of_it_where_its_leavers_are_known(project: Project) -> None:
    measures = project.plan.measures
    assert measures["P1-02"].leavers_measure == "X-14"
    stock = quarterly([1000, 990, 1010, 1005, 995, 1000, 985, 1015], measure=measures["P1-02"])
    leavers = quarterly([100] * 8, measure=measures["X-14"])
    by_year = replace(yearly([800]), measure="X-14")

    def correlation(*series: Series) -> float:
        trend = assess(family(*series), project.plan, project.board, [], NOW)["P1-02/quarter"].trend
        assert trend is not None
        return trend.correlation

    assert correlation(stock) == 0.6
    assert correlation(stock, leavers) == pytest.approx(math.exp(-100 / 1000))
    assert correlation(stock, by_year) == pytest.approx(math.exp(-200 / 1000))
    assert correlation(stock, leavers, by_year) == pytest.approx(math.exp(-100 / 1000))
