from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.control_charts import ControlChart, individuals_chart
from nelscb.statistics.special_causes import special_causes, variation
from nelscb.statistics.time_between import opportunities_chart, time_chart

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
GAP = float("nan")

CASES = [23, 39, 15, 34, 1, 49, 98, 29, 27, 13, 45, 7, 10, 27, 24, 14, 20, 38, 44, 11, 10, 3, 113, 183, 3, 47, 18, 18]
CASES += [33, 15, 2, 38, 27, 27, 1, 52, 23, 7, 26, 82, 5, 49, 5, 17, 24, 44, 26, 2, 27, 46, 55, 97, 22, 22, 20, 4, 60]
CASES += [51, 7, 21, 66, 36, 25, 72, 15, 5, 3]
DAYS = [16, 20, 5, 13, 1, 26, 46, 12, 12, 5, 19, 4, 3, 15, 14, 9, 8, 15, 21, 6, 3, 1, 56, 117, 1, 33, 9, 9, 19, 12, 1]
DAYS += [16, 13, 18, 1, 35, 16, 5, 21, 38, 3, 25, 3, 11, 13, 20, 9, 3, 8, 21, 24, 38, 8, 13, 9, 1, 30, 23, 3, 7, 22]
DAYS += [19, 11, 31, 6, 1, 1]


def test_the_time_chart_has_the_limits_that_were_published() -> None:
    # 67 times with outlying moving ranges screened: 0.0221, 0.6402, 54.0812 and 97.268,
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/6dd54f867d5d2fa937cc901395ddcb5cdb3deafe/test/Chart%20Types/test-t.ts
    # (3 / 1.128 there where it is 2.66 here).
    found = time_chart(DAYS)
    limits = (found.lower[0], found.lower_two[0], found.upper_two[0], found.upper[0])
    assert limits == pytest.approx((0.0221, 0.6402, 54.0812, 97.268), rel=2e-3)
    assert (found.kind, found.n, found.trial, found.sigma[0]) == ("t", 67, False, None)
    assert special_causes(found).sides[23] == "high"


def test_the_spread_of_opportunities_is_the_published_one() -> None:
    # Three sigma above the mean of 67 numbers: 128.17, and two sigma: 96.01,
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/06d2cd6668a342865af7b874c3c8ca6b7fbe9435/test/Chart%20Types/test-g.ts
    found, mean = opportunities_chart(CASES), sum(CASES) / len(CASES)
    assert mean + 3 * (found.sigma[0] or 0) == pytest.approx(128.17, abs=0.006)
    assert mean + 2 * (found.sigma[0] or 0) == pytest.approx(96.01, abs=0.006)
    assert (found.kind, found.n, found.method) == ("g", 67, "g, exact geometric limits")


@pytest.mark.parametrize("between", [[1, 0, 2, 1], [3, 12, 5, 0, 9], CASES, [900, 1400, 700]])
def test_opportunities_have_exact_limits(between: list[int]) -> None:
    found = opportunities_chart(between)
    mean = sum(between) / len(between)

    def beyond(number: float) -> float:
        """The chance of more opportunities than these, before an event."""
        return (1 - 1 / (mean + 1)) ** (number + 1)

    for upper, lower, chance in [
        (found.upper[0], found.lower[0], 0.00135),
        (found.upper_two[0], found.lower_two[0], 0.02275),
    ]:
        assert upper is not None
        assert lower is not None
        assert beyond(upper) <= chance < beyond(upper - 1)
        assert 1 - beyond(lower - 1) <= chance < 1 - beyond(lower)
    assert found.centre is not None
    assert beyond(found.centre) <= 0.5 < beyond(found.centre - 1)


def test_a_lower_limit_needs_hundreds_of_opportunities() -> None:
    assert opportunities_chart([700, 750, 720]).lower[0] == 0
    assert opportunities_chart([750, 760, 770]).lower[0] == 1


def test_a_long_wait_for_the_next_event_is_high() -> None:
    # Mean 2: the chance of more than k is (2/3)^(k + 1), 0.00152 for 15 and 0.00101 for 16.
    base = [2, 0, 4, 1, 3, 2, 2, 0, 4, 1, 3, 2, 2]
    assert opportunities_chart(base).upper[0] == 16
    inside, beyond = (opportunities_chart([*base, last], slice(13)) for last in (16, 17))
    assert (variation(inside), variation(beyond)) == ("common cause", "special cause high")
    assert beyond.upper == inside.upper


@steady
@given(st.lists(st.one_of(st.just(GAP), st.floats(0, 500).map(lambda x: round(x, 2))), max_size=20))
def test_the_time_chart_is_the_individuals_chart_of_transformed_times(between: list[float]) -> None:
    found, other = time_chart(between), individuals_chart([x ** (1 / 3.6) for x in between])
    for limit, transformed in [(found.lower, other.lower), (found.upper, other.upper)]:
        for ours, theirs in zip(limit, transformed, strict=True):
            assert (ours is None) == (theirs is None)
            if ours is not None and theirs is not None:
                assert ours == pytest.approx(max(theirs, 0) ** 3.6)
                assert 0 <= ours < math.inf


def test_a_gap_breaks_a_moving_range_and_is_no_wait() -> None:
    # On the transformed scale 1, 2 and 3: the one range is 1, whatever stands at the other side of the gap.
    found = time_chart([1.0, 2.0**3.6, GAP, 3.0**3.6])
    assert found.centre == pytest.approx(2.0**3.6)
    assert found.upper[0] == pytest.approx(4.66**3.6)
    assert (found.lower[0], found.values[2], found.n) == (0.0, None, 3)
    assert opportunities_chart([2, GAP, 4]).sigma[0] == pytest.approx(math.sqrt(12))


@pytest.mark.parametrize("make", [opportunities_chart, time_chart])
def test_edges_have_no_limits_and_no_warning(make: Callable[..., ControlChart]) -> None:
    assert (make([]).centre, make([]).upper, make([]).n) == (None, (), 0)
    assert (make([GAP]).centre, make([GAP]).upper) == (None, (None,))
    zeros = make([0, 0, 0])
    assert (zeros.centre, zeros.lower, zeros.upper, zeros.sigma) == (0, (None,) * 3, (None,) * 3, (None,) * 3)
    with pytest.raises(ValueError, match=r"negative|0 or more"):
        make([3, -1])
    with pytest.raises(ValueError, match="finite"):
        make([3, math.inf])


def test_one_wait_or_equal_ones() -> None:
    assert time_chart([7]).upper == time_chart([7]).lower == (None,)
    assert time_chart([7, 7, 7]).upper == (None,) * 3
    assert time_chart([7, 7, 7]).centre == pytest.approx(7)
    assert (opportunities_chart([7]).upper[0] or 0) > 7


def test_a_fraction_of_an_opportunity_is_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        opportunities_chart([1, 2.5])


@pytest.mark.parametrize(("waits", "trial"), [(12, True), (13, False)])
def test_limits_are_on_trial_under_thirteen_waits(waits: int, trial: bool) -> None:
    assert opportunities_chart(CASES[:waits]).trial is trial
    assert time_chart(DAYS[:waits]).trial is trial


def test_limits_rest_on_the_base_alone() -> None:
    for make, waits in ((opportunities_chart, CASES), (time_chart, DAYS)):
        found, alone = make(waits, slice(20)), make(waits[:20])
        assert (found.upper[66], found.centre, found.n) == (alone.upper[0], alone.centre, 20)
