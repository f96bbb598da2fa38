from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.forecast import Forecast, line_forecast, walk_forecast
from nelscb.statistics.turned import curve_turned

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=60)
NAN = math.nan


def limits(low: float, high: float, horizon: int = 4, level: float = 0.95) -> Forecast:
    return Forecast("a forecast", horizon, (low + high) / 2, low, high, level, 12, {})


WALK, LINE = limits(80, 120), limits(100, 160)
OVERTAKEN = limits(10, 50)


@pytest.mark.parametrize(
    ("actuals", "walk", "line", "verdict"),
    [
        ([20, 20, 20, 19], WALK, LINE, "turned below"),  # 79
        ([20, 20, 20, 20], WALK, LINE, "leaning below"),  # 80, on the walk's limit: under the line's only
        ([25, 25, 25, 24], WALK, LINE, "leaning below"),  # 99
        ([25, 25, 25, 25], WALK, LINE, "cannot tell"),  # 100
        ([30, 30, 30, 30], WALK, LINE, "cannot tell"),  # 120
        ([30, 30, 30, 31], WALK, LINE, "leaning above"),  # 121
        ([40, 40, 40, 40], WALK, LINE, "leaning above"),  # 160
        ([40, 40, 40, 41], WALK, LINE, "turned above"),  # 161
        ([0, 0, 0, 0], WALK, LINE, "turned below"),
        ([15, 15, 15, 15], WALK, OVERTAKEN, "cannot tell"),  # 60: under the one, over the other
        ([15, 15, 15, 15], OVERTAKEN, WALK, "cannot tell"),
        ([0, 0, 0, 1], WALK, OVERTAKEN, "turned below"),
        ([22.5, 22.5, 22.5, 22.5], WALK, OVERTAKEN, "leaning above"),  # 90: inside the walk, over the line
    ],
)
def test_a_curve_has_turned_only_outside_both_on_the_same_side(
    actuals: list[float], walk: Forecast, line: Forecast, verdict: str
) -> None:
    found = curve_turned(actuals, walk, line)
    assert found.verdict == verdict
    assert (found.state, found.value, found.n, found.level) == ("looked at", sum(actuals), 4, 0.95)
    assert (found.walk, found.line) == ((walk.low, walk.high), (line.low, line.high))
    assert found.inputs == {"actuals": tuple(map(float, actuals))}


def test_eight_quarters_are_looked_at_too() -> None:
    found = curve_turned([1] * 8, limits(9, 20, 8), limits(9, 30, 8))
    assert (found.verdict, found.value, found.n) == ("turned below", 8, 8)


@pytest.mark.parametrize("actuals", [[NAN, 20, 20, 20], [900, NAN, 900, 900], [NAN] * 4])
def test_a_missing_quarter_cannot_be_looked_at(actuals: list[float]) -> None:
    found = curve_turned(actuals, WALK, LINE)
    assert (found.verdict, found.value, found.state) == (None, None, "missing quarter")
    assert sum(math.isnan(count) for count in found.inputs["actuals"]) == sum(map(math.isnan, actuals))


@pytest.mark.parametrize(
    ("actuals", "walk", "line", "complaint"),
    [
        ([20] * 3, WALK, LINE, "3 quarters, but forecasts of 4 and 4"),
        ([20] * 5, WALK, LINE, "5 quarters"),
        ([], WALK, LINE, "0 quarters"),
        ([20] * 4, WALK, limits(1, 2, 8), "4 quarters, but forecasts of 4 and 8"),
        ([20] * 8, WALK, limits(1, 2, 8), "8 quarters, but forecasts of 4 and 8"),
        ([20] * 5, limits(1, 2, 5), limits(1, 2, 5), "after"),
        ([20], limits(1, 2, 1), limits(1, 2, 1), "after"),
        ([20] * 4, WALK, replace(LINE, level=0.8), "two levels"),
        ([20, 20, 20, -1], WALK, LINE, "negative"),
        ([20, NAN, 20, -1], WALK, LINE, "negative"),
        ([20, 20, 20, math.inf], WALK, LINE, "infinite"),
    ],
)
def test_what_does_not_belong_together_is_refused(
    actuals: list[float], walk: Forecast, line: Forecast, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        curve_turned(actuals, walk, line)


def test_the_forecasts_of_a_baseline_are_what_it_takes() -> None:
    baseline = [40, 44, 38, 52, 47, 41, 45, 50, 36, 39, 48, 55]
    walk, line = walk_forecast(baseline, 4), line_forecast(baseline, 4)
    assert curve_turned([45, 44, 46, 45], walk, line).verdict == "cannot tell"
    assert curve_turned([400, 410, 420, 430], walk, line).verdict == "turned above"
    assert curve_turned([1, 0, 2, 1], walk, line).verdict == "turned below"
    assert walk.method in curve_turned([1, 0, 2, 1], walk, line).method


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        curve_turned([20] * 4, WALK, LINE).verdict = "turned above"  # type: ignore[misc]


@steady
@given(st.lists(st.integers(0, 60), min_size=4, max_size=4), st.integers(0, 200), st.integers(0, 200))
def test_the_two_forecasts_have_one_vote_each_and_upside_down_is_the_other_side(
    actuals: list[int], first: int, second: int
) -> None:
    walk, line = limits(first, first + 30), limits(second, second + 30)
    found = curve_turned(actuals, walk, line)
    assert curve_turned(actuals, line, walk).verdict == found.verdict
    mirrored = [60 - count for count in actuals]
    upside_down = curve_turned(mirrored, limits(210 - first, 240 - first), limits(210 - second, 240 - second))
    swapped = str(found.verdict).replace("below", "?").replace("above", "below").replace("?", "above")
    assert upside_down.verdict == swapped
