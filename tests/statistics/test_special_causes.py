from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.control_charts import (
    ControlChart,
    count_chart,
    exact_count_chart,
    individuals_chart,
    proportion_chart,
)
from nelscb.statistics.special_causes import (
    assurance,
    expected_false_alarms,
    one_side,
    outside,
    special_causes,
    trend,
    two_of_three,
    variation,
)

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=60)
GAP = float("nan")
SIDES = {1: "+", -1: "-", 0: "."}


def row(values: list[float]) -> np.ndarray:
    return np.array(values, dtype=float)


def signs(sides: np.ndarray) -> str:
    """+ where a rule fires high, - where low, . where it does not."""
    return "".join(SIDES[int(side)] for side in sides)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 3, 3.1, -3, -3.1], "..+.-"),  # on the limit is inside
        ([GAP, 9, GAP, -9], ".+.-"),
    ],
)
def test_points_beyond_a_limit_are_outside(values: list[float], expected: str) -> None:
    assert signs(outside(row(values), row([-3]), row([3]))) == expected


def test_without_a_limit_nothing_is_outside() -> None:
    assert signs(outside(row([-9, 9]), row([GAP, GAP]), row([GAP, GAP]))) == ".."
    assert signs(outside(row([-9, 9]), row([GAP, -1]), row([1, GAP]))) == ".."


# The first rows are those of NHSRplotthedots,
# https://github.com/nhs-r-community/NHSRplotthedots/blob/0b49a46faa87622267a3792ae3a90156090c8add/tests/testthat/test-ptd_calculate_point_type.R
# where the last points of a run are named; all its points fire, here as in the chart that is drawn there.
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1] * 6, "......"),
        ([1] * 6 + [-1], "......."),
        ([1] * 8 + [-1], "++++++++."),
        ([-1] * 8 + [1], "--------."),
        ([-1] + [1] * 7 + [-1] * 7, ".+++++++-------"),
        ([1] * 3 + [0] + [1] * 4, "........"),  # on the mean: on neither side
        ([1] * 6 + [0, 1], "........"),
        ([1] * 3 + [GAP] + [1] * 4, "........"),
        ([1] * 3 + [GAP] + [1] * 7, "....+++++++"),
    ],
)
def test_seven_on_one_side_of_the_mean(values: list[float], expected: str) -> None:
    assert signs(one_side(row(values), row([0]))) == expected
    assert signs(one_side(-row(values), row([0]))) == expected.translate(str.maketrans("+-", "-+"))


def test_rounding_is_no_side_of_the_mean() -> None:
    above, mean = 0.1 + 0.2, 0.3
    assert above > mean
    assert signs(one_side(row([above] * 7), row([mean]))) == signs(one_side(row([mean] * 7), row([above]))) == "......."


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], "......"),
        ([1, 2, 3, 3, 4, 5, 6], "......."),
        ([1, 2, 3, 4, 5, 6, 7], "+++++++"),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], ".+++++++."),
        ([7, 6, 5, 4, 3, 2, 1], "-------"),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], ".-------."),
        ([1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10], "....+++++++"),  # equal values break
        ([1, 2, 3, GAP, 4, 5, 6, 7], "........"),
        ([9, GAP, 1, 2, 3, 4, 5, 6, 7], "..+++++++"),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], "++++++-------"),  # the peak belongs to the later run
        ([7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7], "------+++++++"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9], "+++++++++"),
    ],
)
def test_seven_in_a_row_rising_or_falling(values: list[float], expected: str) -> None:
    assert signs(trend(row(values))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # Two-sigma limits ±2, mean 0. Rows as in the tests of NHSRplotthedots (address above).
        ([2.5, 1, 2.5], "+.+"),
        ([1, 2.5, 2.5], ".++"),
        ([2.5, 2.5, 1], "++."),
        ([1, 1, 2.5, 1, 2.5, 1, 1], "..+.+.."),
        ([1, 1, 2.5, 2.5, 1, 1, 1], "..++..."),
        ([2.5, 1, 1, 2.5], "...."),
        ([2.5, 1, 1, 2.5, 2.5], "...++"),
        # Beyond three sigma counts as beyond two (since November 2023).
        ([1, 9, 2.5], ".++"),
        ([9, 9, 2.5], "+++"),
        # Both beyond, on opposite sides; the third on the other side, on the mean, or missing.
        ([2.5, -2.5, 1], "..."),
        ([2.5, -1, 2.5], "..."),
        ([2.5, 0, 2.5], "..."),
        ([2.5, 2.5, -1], "..."),
        ([2.5, 2.5, GAP], "..."),
        ([2.5, GAP, 2.5, 1], "...."),
        ([-2.5, -2.5, -1], "--."),
        ([2, 2, 1], "..."),  # on the limit is not beyond
        ([2.5, 2.5], ".."),
    ],
)
def test_two_of_three_beyond_two_sigma(values: list[float], expected: str) -> None:
    assert signs(two_of_three(row(values), row([0]), row([-2]), row([2]))) == expected


def test_many_series_are_judged_as_each_alone() -> None:
    many = np.random.default_rng(7).normal(size=(30, 24)).round(1)
    many[::3, 10] = np.nan
    zero, low, high = np.zeros((30, 1)), np.full((30, 1), -1.0), np.full((30, 1), 1.0)
    together = [
        outside(many, low, high),
        one_side(many, zero),
        trend(many),
        two_of_three(many, zero, low, high),
    ]
    assert all(sides.any() for sides in together[:1] + together[3:])
    for place, one in enumerate(many):
        alone = [
            outside(one, low[0], high[0]),
            one_side(one, zero[0]),
            trend(one),
            two_of_three(one, zero[0], low[0], high[0]),
        ]
        for a, b in zip(together, alone, strict=True):
            assert signs(a[place]) == signs(b)


def naive(values: list[float], centre: float, two: float, three: float) -> list[set[tuple[str, str]]]:
    """All four rules, window by window, point by point."""
    found: list[set[tuple[str, str]]] = [set() for _ in values]
    for side, way in (("high", 1.0), ("low", -1.0)):
        size = [way * (value - centre) for value in values]
        for i, one in enumerate(size):
            if one > three:
                found[i].add(("outside", side))
            seven, triple = range(i, min(i + 7, len(size))), range(i, min(i + 3, len(size)))
            if len(seven) == 7 and all(size[j] > 0 for j in seven):
                for j in seven:
                    found[j].add(("one side", side))
            if len(seven) == 7 and all(size[b] > size[a] for a, b in pairwise(seven)):
                for j in seven:
                    found[j].add(("trend", side))
            if len(triple) == 3 and all(size[j] > 0 for j in triple) and sum(size[j] > two for j in triple) >= 2:
                for j in triple:
                    if size[j] > two:
                        found[j].add(("two of three", side))
    return found


moves = st.one_of(st.just(GAP), st.integers(-4, 4).map(float))
long_runs = st.lists(st.tuples(st.integers(-4, 4), st.integers(-1, 1), st.integers(1, 9)), max_size=6).map(
    lambda parts: [float(start + step * k) for start, step, length in parts for k in range(length)]
)


@steady
@given(st.one_of(st.lists(moves, max_size=30), long_runs))
def test_the_rules_agree_with_naive_ones(values: list[float]) -> None:
    line = row(values)
    mine = {
        "outside": outside(line, row([-3]), row([3])),
        "one side": one_side(line, row([0])),
        "trend": trend(line),
        "two of three": two_of_three(line, row([0]), row([-2]), row([2])),
    }
    for place, expected in enumerate(naive(values, 0, 2, 3)):
        fired = {(rule, "high" if sides[place] > 0 else "low") for rule, sides in mine.items() if sides[place]}
        if ("trend", "high") in expected and ("trend", "low") in expected:
            expected -= {("trend", "high" if values[place + 1] < values[place] else "low")}
        assert fired == expected


STEADY = [10.0, 12.0, 9.0, 11.0, 10.0, 12.0, 9.0, 11.0, 10.0, 12.0, 9.0, 11.0, 10.0]
"""Thirteen points of mean 10.46; moving ranges 2 3 2 1 of mean 2: limits 5.32 away."""


def judged(*later: float) -> ControlChart:
    """``later`` points judged against the limits of thirteen steady ones."""
    return individuals_chart([*STEADY, *later], base=slice(13))


def test_a_chart_says_which_rules_fire_where() -> None:
    found = special_causes(judged(11, 30))
    assert found.fired[14] == (("outside", "high"),)
    assert found.sides == (None,) * 14 + ("high",)
    assert (found.latest, found.n, found.trial, found.method) == (14, 13, False, "Making Data Count")
    assert found.inputs["centre"] == (judged().centre,)


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        ([], "common cause"),
        ([30.0], "special cause high"),
        ([-5.0], "special cause low"),
        ([30.0, 10.0], "common cause"),  # the latest point decides
        ([11.0, 11.5] * 3, "common cause"),
        ([11.0, 11.5] * 3 + [11.0], "special cause high"),  # seven above the mean
        ([9.9, 9.0] * 3 + [9.5], "special cause low"),  # with the steady 10 before them, eight below
        ([11.0, 14.6, 14.7], "special cause high"),  # two-sigma limit 14.01, three-sigma 15.78
        ([8.0, 8.5, 9.0, 9.5, 10.0, 10.2, 10.3], "special cause high"),  # rising decides before below the mean
        ([30.0, GAP], "special cause high"),  # the latest point with a value
    ],
)
def test_the_verdict_is_on_the_latest_point(later: list[float], verdict: str) -> None:
    assert variation(judged(*later)) == verdict


def test_where_rules_differ_the_first_decides_the_side() -> None:
    # Seven rising from far below, all under the mean: the trend says high, the run low; both are told.
    rising = [7.0, 7.2, 7.4, 7.6, 7.8, 8.0, 8.2]
    found = special_causes(judged(*rising))
    assert found.fired[19] == (("trend", "high"), ("one side", "low"))
    assert found.sides[19] == "high"
    # Below the lower limit at the same time, outside decides.
    found = special_causes(judged(*(value - 6 for value in rising)))
    assert found.fired[19][0] == ("outside", "low")
    assert found.sides[19] == "low"


def test_under_thirteen_points_there_is_no_verdict() -> None:
    twelve = individuals_chart([*STEADY[:11], 90.0])
    assert special_causes(twelve).sides[11] == "high"
    assert special_causes(twelve).trial
    assert variation(twelve) == assurance(twelve, 0, "higher") == "too few data"
    assert variation(individuals_chart(STEADY)) == "common cause"
    assert variation(individuals_chart([*STEADY[:12], GAP])) == "too few data"


@pytest.mark.parametrize("series", [[], [GAP], [5.0], [GAP] * 20, [0.0] * 20, [5.0] * 20, [0.1 + 0.2, 0.3] * 10])
def test_a_series_without_variation_has_no_verdict(series: list[float]) -> None:
    chart = individuals_chart(series)
    causes = special_causes(chart)
    assert causes.sides == (None,) * len(series)
    assert causes.latest == (None if not series or math.isnan(series[-1]) else len(series) - 1)
    assert variation(chart) == assurance(chart, 3, "lower") == "too few data"


def test_no_events_and_then_one_is_no_special_cause_of_a_count() -> None:
    chart = count_chart([0.0] * 20 + [1.0], base=slice(20))
    assert (special_causes(chart).sides[20], variation(chart)) == (None, "too few data")


def test_points_before_the_base_are_not_judged() -> None:
    chart = individuals_chart([90.0, 95.0, 92.0, *STEADY], base=slice(3, None))
    assert special_causes(chart).sides == (None,) * 16
    assert special_causes(individuals_chart([90.0, *STEADY])).sides[0] == "high"
    # Nor do they join a run: six below, after one that belongs to an earlier time.
    six = [9.0, 8.0, 9.0, 8.5, 9.0, 8.0, *STEADY]
    assert "low" not in special_causes(individuals_chart([5.0, *six], base=slice(1, None))).sides[:7]


def test_limits_that_vary_judge_each_point_by_its_own() -> None:
    # A fifth of each 50 or 500; 32 % is inside the limits of 50 and outside those of 500.
    few = proportion_chart([10.0] * 13 + [16.0], [50.0] * 14, base=slice(13))
    many = proportion_chart([10.0] * 13 + [160.0], [50.0] * 13 + [500.0], base=slice(13))
    assert few.values[13] == many.values[13] == 32
    assert (variation(few), variation(many)) == ("common cause", "special cause high")


def test_few_counts_are_judged_about_their_median() -> None:
    # Mean 0.5, median 0: a stable series has seven zeros in a row often, and they are no run.
    chart = exact_count_chart([0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 1])
    assert (chart.centre, special_causes(chart).sides) == (0, (None,) * 14)
    assert special_causes(count_chart([0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 1])).sides[8] == "low"


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [
        (0.0, "expected to meet", "expected to miss"),
        (10.0, "hit and miss", "hit and miss"),
        (30.0, "expected to miss", "expected to meet"),
    ],
)
def test_assurance_asks_where_the_target_lies(target: float, higher: str, lower: str) -> None:
    chart = judged()
    assert (assurance(chart, target, "higher"), assurance(chart, target, "lower")) == (higher, lower)
    # It does not ask what the latest point shows.
    assert assurance(judged(90.0), target, "higher") == higher


def test_a_target_on_a_limit_is_met_and_missed() -> None:
    chart = judged()
    for limit in (chart.lower[12], chart.upper[12]):
        assert limit is not None
        assert assurance(chart, limit, "higher") == assurance(chart, limit, "lower") == "hit and miss"


def test_stable_series_are_flagged_and_long_ones_more_often() -> None:
    # Seen with another generator too (below); a rule that never fires, or always, falls out of these ranges.
    twenty, forty = expected_false_alarms(20, 100), expected_false_alarms(40, 100)
    assert 1 < twenty.latest < 2
    assert 12 < twenty.anywhere < 18
    assert 28 < forty.anywhere < 37
    assert forty.anywhere == pytest.approx(100 * forty.chance_anywhere)


def test_false_alarms_agree_with_series_judged_one_by_one() -> None:
    generator = np.random.default_rng(99)
    flagged = [special_causes(individuals_chart(generator.normal(size=16))).sides for _ in range(1500)]
    latest = sum(sides[-1] is not None for sides in flagged) / 1500
    anywhere = sum(any(sides) for sides in flagged) / 1500
    found = expected_false_alarms(16, 1)
    assert found.chance_latest == pytest.approx(latest, abs=0.012)
    assert found.chance_anywhere == pytest.approx(anywhere, abs=0.035)


def test_false_alarms_are_the_same_every_time_and_grow_with_the_series() -> None:
    one, many = expected_false_alarms(15, 1, runs=500), expected_false_alarms(15, 78, runs=500)
    assert many.latest == pytest.approx(78 * one.latest)
    assert (many.n_points, many.series, many.runs) == (15, 78, 500)
    assert expected_false_alarms(15, 78, runs=500) == many
    assert expected_false_alarms(15, 0).latest == 0
    assert expected_false_alarms(1, 10, runs=50).anywhere == 0
    for points, series in [(0, 5), (20, -1)]:
        with pytest.raises(ValueError, match="nothing to simulate"):
            expected_false_alarms(points, series)
