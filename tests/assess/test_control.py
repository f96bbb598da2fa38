from __future__ import annotations

from dataclasses import replace

import pytest
from made_series import COUNT, FALLING, FIRST, LEVEL, RATE, SCORE, SHARE, event, quarterly, subject, yearly

from nelscb.assess.control import control_of
from nelscb.plan import Measure
from nelscb.plan.measures import Basis

TOTALS = [400 + 3 * n for n in range(14)]


@pytest.mark.parametrize("basis", ["snapshot", "rolling", "rolling_distinct", "cumulative"])
def test_stocks_and_sums_that_overlap_have_no_chart(basis: Basis) -> None:
    measure = replace(COUNT, basis=basis)
    assert control_of(subject(quarterly(LEVEL, measure=measure), measure)) is None


def test_years_scores_and_fewer_than_eight_quarters_have_no_chart() -> None:
    assert control_of(subject(yearly(FALLING))) is None
    assert control_of(subject(quarterly(LEVEL), SCORE)) is None
    assert control_of(subject(quarterly(LEVEL[:7]))) is None
    assert control_of(subject(quarterly([*LEVEL[:7], None]))) is None
    assert control_of(subject(quarterly(LEVEL[:8]))) is not None


@pytest.mark.parametrize(
    ("counts", "measure", "kind"),
    [
        (LEVEL, COUNT, "XmR"),
        ([5] * 14, COUNT, "XmR"),
        ([4, 6, 5, 4, 7, 5, 3, 4, 6, 5, 4, 5, 6, 5], COUNT, "exact"),  # 69 in 14 quarters
        ([0, 1, 0, 2, 1, 0, 0, 1, 0, 3, 0, 1, 0, 0], COUNT, "exact"),
        (LEVEL, SHARE, "p'"),
        (LEVEL, RATE, "u'"),
        ([n * 10 for n in LEVEL], SHARE, "u'"),  # more than all: compared as a rate
    ],
)
def test_what_is_counted_decides_the_chart(counts: list[int], measure: Measure, kind: str) -> None:
    found = control_of(subject(quarterly(counts, TOTALS, measure), measure))
    assert found is not None
    assert found.chart.kind == kind
    assert (found.first, found.last, found.periods) == (FIRST, FIRST + 13, tuple(FIRST.until(FIRST + 13)))


def test_limits_by_hand() -> None:
    # The moving ranges 2, 4, 2, 4, 2, 4 and 2 are 20 in seven.
    found = control_of(subject(quarterly([50, 52, 48, 50, 46, 48, 44, 46])))
    assert found is not None
    assert found.chart.centre == 48
    assert found.chart.upper[0] == pytest.approx(48 + 2.66 * 20 / 7)
    assert found.chart.lower[0] == pytest.approx(48 - 2.66 * 20 / 7)
    assert found.chart.trial
    assert found.variation == "too few data"


def test_limits_rest_on_the_stretch_and_later_quarters_are_judged_by_them() -> None:
    later = [20, 21]
    found = control_of(subject(quarterly([*LEVEL, *later]), COUNT, [event("2015-10-01", "P1-01")]))
    alone = control_of(subject(quarterly(LEVEL)))
    assert found is not None
    assert alone is not None
    assert (found.first, found.last) == (FIRST, FIRST + 13)
    assert found.periods == tuple(FIRST.until(FIRST + 15))
    assert found.chart.centre == alone.chart.centre
    assert found.chart.upper[:14] == alone.chart.upper
    assert found.chart.base == (True,) * 14 + (False,) * 2
    assert (alone.variation, found.variation) == ("common cause", "special cause low")
    assert found.runs == alone.runs
    assert found.chance_of_flag == alone.chance_of_flag


def test_quarters_before_the_stretch_are_on_no_chart() -> None:
    found = control_of(subject(quarterly([90, 95, *LEVEL]), COUNT, [event("2012-10-01", "P1-01")]))
    assert found is not None
    assert (found.first, found.periods[0], len(found.periods)) == (FIRST + 2, FIRST + 2, 14)


def test_a_quarter_that_is_not_there_is_a_gap_on_the_chart() -> None:
    found = control_of(subject(quarterly([*LEVEL[:5], None, *LEVEL[6:]])))
    assert found is not None
    assert found.chart.values[5] is None
    assert found.chart.n == 13
    assert len(found.periods) == 14
