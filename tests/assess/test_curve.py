from __future__ import annotations

from dataclasses import replace

import pytest
from made_series import COUNT, RATE, event, quarterly, subject, yearly

from nelscb.assess import CurveAgainstBaseline
from nelscb.assess.curve import curve_of
from nelscb.baselines import Baseline, freeze
from nelscb.indicators import Point, Series
from nelscb.quarters import Quarter
from nelscb.statistics import curve_turned

FIRST, LAST = Quarter.parse("2012-13-Q1"), Quarter.parse("2014-15-Q4")
BEFORE = [50, 47, 52, 49, 51, 48, 53, 46, 50, 49, 51, 50]
AFTER = [52, 48, 47, 49, 20, 21, 19, 22]
FROZEN = freeze(quarterly(BEFORE), COUNT, LAST)


def curves(
    series: Series, now: Quarter, frozen: list[Baseline] = FROZEN, *breaks: str
) -> tuple[CurveAgainstBaseline, ...]:
    return curve_of(subject(series, COUNT, [event(day, "P1-01") for day in breaks]), frozen, now)


def test_the_sum_of_what_followed_is_set_beside_both_frozen_forecasts() -> None:
    four, eight = curves(quarterly([*BEFORE, *AFTER]), LAST + 8)
    pair = {(b.forecast.horizon, b.method): b.forecast for b in FROZEN}
    assert four.turned == curve_turned(AFTER[:4], pair[4, "walk"], pair[4, "line"])
    assert eight.turned == curve_turned(AFTER, pair[8, "walk"], pair[8, "line"])
    assert (four.horizon, four.last, four.exposure) == (4, LAST, 1.0)
    assert four.turned is not None
    assert (four.turned.value, four.turned.verdict) == (196.0, "cannot tell")
    assert eight.turned is not None
    assert eight.turned.value == 278.0


@pytest.mark.parametrize(("passed", "looked_at"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (11, 2)])
def test_a_curve_is_looked_at_after_four_and_eight_quarters_only(passed: int, looked_at: int) -> None:
    found = curves(quarterly([*BEFORE, *AFTER[:passed]]), LAST + passed)
    assert [c.turned is not None for c in found] == [n < looked_at for n in range(2)]


def test_quarters_after_the_horizon_do_not_count() -> None:
    eight_passed = curves(quarterly([*BEFORE, *AFTER]), LAST + 8)
    ten_passed = curves(quarterly([*BEFORE, *AFTER, 500, 600]), LAST + 10)
    assert ten_passed == eight_passed


def test_a_quarter_that_is_missing_leaves_no_verdict() -> None:
    four, eight = curves(quarterly([*BEFORE, 52, None, *AFTER[2:]]), LAST + 8)
    assert four.turned is not None
    assert (four.turned.verdict, four.turned.state) == (None, "missing quarter")
    not_yet = curves(quarterly([*BEFORE, *AFTER[:3]]), LAST + 4)[0].turned
    assert not_yet is not None
    assert not_yet.state == "missing quarter"
    assert eight.turned is not None
    assert eight.turned.verdict is None


@pytest.mark.parametrize(
    "changed",
    [[51, *BEFORE[1:]], [*BEFORE[:11], 49], [*BEFORE[:6], None, *BEFORE[7:]], BEFORE[1:]],
    ids=["first revised", "last revised", "one withheld", "one short"],
)
def test_figures_that_were_revised_have_no_forecast_until_it_is_frozen_again(changed: list[float | None]) -> None:
    series = quarterly([*changed, *AFTER], first=LAST - (len(changed) - 1))
    assert curves(series, LAST + 8) == ()
    again = freeze(series, COUNT, LAST)
    assert len(curves(series, LAST + 8, again)) == 2


def test_a_later_revision_leaves_the_forecast_as_it_was_frozen() -> None:
    before = curves(quarterly([*BEFORE, *AFTER]), LAST + 8)[0]
    after = curves(quarterly([*BEFORE, 90, *AFTER[1:]]), LAST + 8)[0]
    assert (after.walk, after.line) == (before.walk, before.line)
    assert after.turned != before.turned


@pytest.mark.parametrize(("day", "shown"), [("2013-10-01", 0), ("2015-10-01", 0), ("2012-04-01", 2), ("2011-01-01", 2)])
def test_a_break_after_the_baseline_began_leaves_no_forecast(day: str, shown: int) -> None:
    assert len(curves(quarterly([*BEFORE, *AFTER]), LAST + 8, FROZEN, day)) == shown


def test_another_measures_forecast_a_lone_one_and_another_frequency_are_passed_over() -> None:
    series = quarterly([*BEFORE, *AFTER])
    assert curves(series, LAST + 8, []) == ()
    assert curves(series, LAST + 8, [replace(b, measure="P1-02") for b in FROZEN]) == ()
    assert curves(series, LAST + 8, [b for b in FROZEN if b.method == "walk"]) == ()
    assert curves(yearly([500, 480]), LAST + 8) == ()


def test_a_rate_is_summed_as_the_count_it_makes_of_the_frozen_exposure() -> None:
    people = [30_000.0] * 12 + [15_000.0] * 8
    series = quarterly([*BEFORE, *AFTER], people, RATE)
    frozen = freeze(series, RATE, LAST)
    four, eight = curve_of(subject(series, RATE), frozen, LAST + 8)
    assert four.exposure == 30_000.0
    assert four.turned is not None
    assert four.turned.value == pytest.approx(2 * sum(AFTER[:4]))
    assert eight.turned is not None
    assert eight.turned.inputs["actuals"] == pytest.approx([2.0 * count for count in AFTER])


def test_points_that_are_no_quarters_of_the_baseline_do_not_enter_the_hash() -> None:
    series = quarterly([*BEFORE, *AFTER])
    pending = Point(LAST + 9, None, None, None, "not_due", "return", 1, ())
    assert curves(replace(series, points=(*series.points, pending)), LAST + 8) == curves(series, LAST + 8)


def test_a_baseline_that_begins_after_a_break_is_shown() -> None:
    series = quarterly([500, 510, *BEFORE, *AFTER], first=FIRST - 2)
    frozen = freeze(series, COUNT, LAST, FIRST)
    assert curves(series, LAST + 8, frozen, "2012-04-01") == curves(quarterly([*BEFORE, *AFTER]), LAST + 8)
    assert curves(series, LAST + 8, frozen, "2012-04-02") == ()
    # What lies before the baseline may be revised.
    revised = quarterly([505, 510, *BEFORE, *AFTER], first=FIRST - 2)
    assert len(curves(revised, LAST + 8, frozen, "2012-04-01")) == 2
