from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.control_charts import (
    ControlChart,
    count_chart,
    exact_count_chart,
    individuals_chart,
    laney_proportion_chart,
    laney_rate_chart,
    proportion_chart,
    rate_chart,
)

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
GAP = float("nan")
Maker = Callable[[list[float]], ControlChart]

MAKERS: dict[str, Maker] = {
    "XmR": individuals_chart,
    "c": count_chart,
    "exact": exact_count_chart,
    "u": lambda counts: rate_chart(counts, [20.0] * len(counts), per=10),
    "u'": lambda counts: laney_rate_chart(counts, [20.0] * len(counts), per=10),
    "p": lambda counts: proportion_chart(counts, [20.0] * len(counts)),
    "p'": lambda counts: laney_proportion_chart(counts, [20.0] * len(counts)),
}
of_every_kind = pytest.mark.parametrize("kind", MAKERS)


def lines(chart: ControlChart, place: int = 0) -> tuple[float | None, ...]:
    """Lower, lower two-sigma, upper two-sigma and upper limit of one point."""
    return tuple(limit[place] for limit in (chart.lower, chart.lower_two, chart.upper_two, chart.upper))


def close(*figures: float, places: float) -> object:
    return pytest.approx(figures, abs=places)


def test_the_individuals_chart_leaves_outlying_moving_ranges_out_as_published() -> None:
    # "upper process limit as 4.6, the mean as 1.94 and the lower process limit as -0.72": with outliers screened,
    # https://rdrr.io/cran/NHSRplotthedots/src/inst/doc/deviations.R
    found = individuals_chart([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    assert found.centre == pytest.approx(1.94, abs=0.005)
    assert (found.lower[0], found.upper[0]) == close(-0.72, 4.60, places=0.005)
    assert (found.kind, found.n, found.trial, found.method) == ("XmR", 18, False, "XmR")


def test_the_individuals_chart_by_hand() -> None:
    # Mean 4.2, moving ranges 2 1 3 2: mean 2, limits 2.66 · 2 = 5.32 away.
    found = individuals_chart([4, 6, 5, 2, 4])
    assert found.centre == pytest.approx(4.2)
    assert lines(found) == pytest.approx((4.2 - 5.32, 4.2 - 5.32 * 2 / 3, 4.2 + 5.32 * 2 / 3, 4.2 + 5.32))
    assert found.sigma == pytest.approx((5.32 / 3,) * 5)
    assert lines(found, 4) == lines(found, 0)


def test_a_gap_breaks_a_moving_range() -> None:
    # Without the gap 2 to 9 would be a range of 7; the ranges are 1 (4 to 5), 3 (5 to 2) and 1 (9 to 8).
    found = individuals_chart([4, 5, 2, GAP, 9, 8])
    assert found.centre == pytest.approx(28 / 5)
    assert found.upper[0] == pytest.approx(28 / 5 + 2.66 * 5 / 3)
    assert (found.values[3], found.n, found.base[3]) == (None, 5, False)


def test_one_change_in_a_flat_series_leaves_limits_with_a_width() -> None:
    # Eleven moving ranges are 0 and one is 4: leaving the 4 out would put all thirteen points outside.
    found = individuals_chart([5] * 12 + [9])
    assert found.centre == pytest.approx(69 / 13)
    assert found.upper[0] == pytest.approx(69 / 13 + 2.66 * 4 / 12)


def test_bounds_that_no_value_can_pass_cut_the_limits_and_not_sigma() -> None:
    free, cut = individuals_chart([1, 9, 2, 8]), individuals_chart([1, 9, 2, 8], lowest=0, highest=10)
    assert free.lower[0] is not None
    assert free.lower[0] < 0
    assert (cut.lower[0], cut.upper[0], cut.lower_two[0], cut.upper_two[0]) == (0, 10, 0, 10)
    assert cut.sigma == free.sigma


def test_the_count_chart_has_the_limits_that_were_published() -> None:
    # Counts 5, 7, 9 by R's qicharts2,
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/1d87a1b00e3a61bba71d8d12ba56243cb04c9761/test/Limit%20Calculations/c.test.ts
    found = count_chart([5, 7, 9])
    assert found.centre == 7
    assert lines(found) == close(0, 1.7084973778708186, 12.291502622129181, 14.937253933193773, places=1e-12)
    assert (found.kind, found.trial, found.inputs) == ("c", True, {"counts": (5, 7, 9)})


def test_the_rate_chart_has_the_limits_that_were_published() -> None:
    # The first and the seventh of 24 months, per 10,000,
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/06d2cd6668a342865af7b874c3c8ca6b7fbe9435/test/Chart%20Types/test-u.ts
    counts = [575, 521, 585, 528, 507, 519, 457, 505, 494, 512, 543, 506]
    counts += [509, 521, 549, 531, 509, 528, 419, 512, 495, 513, 454, 490]
    exposure = [310466.8333, 282346.7917, 309089.7083, 287977.3333, 297743.375, 286988.25, 261120.3333, 268720.75]
    exposure += [284437.875, 290449.5, 288104.4583, 279961.375, 289803.9583, 275950.5833, 290824.4583, 285495.75]
    exposure += [282515.2083, 273927.875, 253085.625, 262410.7083, 275529.25, 282405.0833, 259530.7917, 256235.4583]
    found = rate_chart(counts, exposure, per=10_000)
    assert lines(found, 0) == close(15.9366, 16.703, 19.7685, 20.5349, places=6e-5)
    assert lines(found, 6) == close(15.7287, 16.5644, 19.9071, 20.7428, places=6e-5)
    assert found.values[0] == pytest.approx(575 / 31.04668333)


def test_the_proportion_chart_has_the_limits_that_were_published() -> None:
    # The first and the fifth of 36 months,
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/06d2cd6668a342865af7b874c3c8ca6b7fbe9435/test/Chart%20Types/test-p.ts
    events = [14, 12, 15, 8, 16, 11, 12, 14, 16, 17, 5, 11, 13, 10, 14, 5, 12, 10]
    events += [11, 5, 10, 8, 11, 12, 11, 18, 18, 21, 14, 15, 18, 22, 17, 16, 20, 15]
    totals = [52, 64, 70, 60, 67, 69, 67, 54, 79, 59, 49, 61, 41, 51, 56, 43, 57, 48]
    totals += [69, 41, 40, 46, 59, 62, 57, 65, 75, 70, 76, 69, 64, 67, 84, 67, 69, 78]
    found = proportion_chart(events, totals)
    assert lines(found, 0) == close(4.50, 10.21, 33.05, 38.76, places=0.006)
    assert lines(found, 4) == close(6.54, 11.57, 31.69, 36.72, places=0.006)


# Emergency attendances of M. A. Mohammed et al. (2013), the data by which p' and u' charts are taught.
SEEN = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320]
SEEN += [267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989]
CAME = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529]
CAME += [279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772]


def test_laneys_charts_have_the_limits_that_were_published() -> None:
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/06d2cd6668a342865af7b874c3c8ca6b7fbe9435/test/Chart%20Types/test-pprime.ts
    # https://github.com/AUS-DOH-Safety-and-Quality/PowerBI-SPC/blob/06d2cd6668a342865af7b874c3c8ca6b7fbe9435/test/Chart%20Types/test-uprime.ts
    found = laney_proportion_chart(SEEN, CAME)
    assert lines(found, 0) == close(94.013, 94.4386, 96.1413, 96.567, places=6e-5)
    assert lines(found, 12) == close(93.9803, 94.4169, 96.1631, 96.5996, places=6e-5)
    rate = laney_rate_chart(SEEN, CAME, per=1)
    assert lines(rate, 0) == close(0.9401, 0.9444, 0.9614, 0.9657, places=6e-5)
    plain = proportion_chart(SEEN, CAME)
    assert (plain.upper[0] or 0) - (plain.centre or 0) < ((found.upper[0] or 0) - (found.centre or 0)) / 10


def test_laneys_chart_by_hand() -> None:
    # Mean 10, sigma √10: z is (0, 6, -3, -3) / √10, its moving ranges 6, 9 and 0 over √10, their mean 5 / √10.
    found = laney_rate_chart([10, 16, 7, 7], [100] * 4, per=100)
    assert found.centre == 10
    assert found.sigma[0] == pytest.approx(5 / 1.128)
    assert found.upper[0] == pytest.approx(10 + 3 * 5 / 1.128)
    assert rate_chart([10, 16, 7, 7], [100] * 4, per=100).sigma[0] == pytest.approx(math.sqrt(10))


@steady
@given(st.lists(st.integers(0, 60), min_size=3, max_size=20).filter(lambda counts: len(set(counts)) > 1))
def test_with_equal_denominators_laneys_charts_are_the_individuals_chart(counts: list[int]) -> None:
    alone = individuals_chart([count / 60 for count in counts], lowest=0, highest=1)
    for chart in (
        laney_proportion_chart(counts, [60] * len(counts), 1.0),
        laney_rate_chart(counts, [60] * len(counts), 1),
    ):
        if chart.kind == "p'":
            assert chart.upper == pytest.approx(alone.upper, rel=3e-4, abs=3e-4)
        assert chart.lower == pytest.approx(alone.lower, rel=3e-4, abs=3e-4)
        assert chart.centre == pytest.approx(alone.centre)


def at_most(count: int, expected: float) -> float:
    """The Poisson sum, term by term."""
    return sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(count + 1))


@pytest.mark.parametrize("counts", [[0, 1, 0, 0, 1, 0], [1, 2, 0, 3, 1, 2], [4, 5, 6, 3, 4, 5], [8, 11, 9, 12, 10]])
def test_exact_limits_leave_at_most_their_chance_beyond_and_could_not_be_nearer(counts: list[int]) -> None:
    found, expected = exact_count_chart(counts), mean(counts)
    low, low_two, high_two, high = (int(limit or 0) for limit in lines(found))
    for lower, upper, chance in [(low, high, 0.00135), (low_two, high_two, 0.02275)]:
        assert 1 - at_most(upper, expected) <= chance < 1 - at_most(upper - 1, expected)
        assert (at_most(lower - 1, expected) if lower else 0.0) <= chance < at_most(lower, expected)
    assert at_most(int(found.centre or 0), expected) >= 0.5
    assert found.method == "exact Poisson limits"


def test_few_counts_have_a_median_and_no_lower_limit_above_zero() -> None:
    # Mean 0.5: e^-0.5 = 0.607 of quarters have none, 0.99824 at most 3, 0.99983 at most 4.
    found = exact_count_chart([0, 1, 0, 1])
    assert (found.centre, found.lower[0], found.upper[0]) == (0, 0, 4)
    assert found.sigma[0] == pytest.approx(math.sqrt(0.5))
    # Three sigma would say 0.5 + 3 · 0.707 = 2.6: three events would be outside, which 1.4 % of stable quarters are.
    assert (count_chart([0, 1, 0, 1]).upper[0] or 0) < 3


def test_limits_rest_on_the_base_alone_and_later_points_are_judged_against_them() -> None:
    series = [4.0, 6.0, 5.0, 2.0, 4.0, 40.0, 41.0]
    whole = individuals_chart(series[:5])
    for base in (slice(None, 5), [True] * 5 + [False] * 2, np.arange(7) < 5):
        found = individuals_chart(series, base=base)
        assert (found.centre, found.upper[6], found.n) == (whole.centre, whole.upper[0], 5)
        assert found.base == (True,) * 5 + (False,) * 2
        assert found.values[6] == 41
    assert individuals_chart([40, 41, *series[:5]], base=slice(2, None)).centre == whole.centre


def test_a_point_out_of_the_base_breaks_a_moving_range() -> None:
    # 4 6 | 5 4: ranges 2 and 1, mean of the four 4.75.
    found = individuals_chart([4, 6, 30, 5, 4], base=[True, True, False, True, True])
    assert found.upper[2] == pytest.approx(4.75 + 2.66 * 1.5)


@pytest.mark.parametrize("kind", ["c", "exact", "u", "p", "u'", "p'"])
def test_every_kind_has_a_base(kind: str) -> None:
    counts, exposure = [4.0, 6.0, 5.0, 2.0, 4.0, 18.0], [20.0] * 6
    base = slice(0, 5)
    found = {
        "c": lambda: count_chart(counts, base),
        "exact": lambda: exact_count_chart(counts, base),
        "u": lambda: rate_chart(counts, exposure, 10, base),
        "u'": lambda: laney_rate_chart(counts, exposure, 10, base),
        "p": lambda: proportion_chart(counts, exposure, base=base),
        "p'": lambda: laney_proportion_chart(counts, exposure, base=base),
    }[kind]()
    alone = MAKERS[kind](counts[:5])
    assert (found.kind, found.centre, lines(found, 5), found.n) == (kind, alone.centre, lines(alone), 5)


@of_every_kind
@pytest.mark.parametrize("series", [[], [GAP], [GAP, GAP, GAP]])
def test_nothing_has_no_centre_and_no_limits(kind: str, series: list[float]) -> None:
    found = MAKERS[kind](series)
    assert (found.kind, found.n, found.trial, found.centre) == (kind, 0, True, None)
    nothing = (None,) * len(series)
    assert found.values == found.lower == found.upper == found.sigma == nothing


@of_every_kind
def test_no_events_at_all_have_a_centre_and_no_limits(kind: str) -> None:
    found = MAKERS[kind]([0.0] * 15)
    assert (found.centre, found.n, found.trial) == (0.0, 15, False)
    assert found.lower == found.upper == found.lower_two == found.upper_two == found.sigma == (None,) * 15


@of_every_kind
@pytest.mark.parametrize("series", [[7.0], [7.0, GAP, 7.0], [7.0, 7.0, 7.0]])
def test_without_two_different_neighbours_only_the_distribution_gives_limits(kind: str, series: list[float]) -> None:
    found = MAKERS[kind](series)
    if kind in {"XmR", "u'", "p'"}:
        assert found.upper == found.lower == found.sigma == (None,) * len(series)
        assert found.centre == found.values[0]
    else:
        assert (found.lower[0] or 0) < (found.values[0] or 0) < (found.upper[0] or 0)


def test_rounding_is_no_variation() -> None:
    assert individuals_chart([0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3]).upper == (None,) * 4
    thirds = laney_proportion_chart([1, 7, 11, 2, 3], [3, 21, 33, 6, 9])
    assert (thirds.upper, thirds.centre) == ((None,) * 5, pytest.approx(100 / 3))
    # 0.1 + 0.2 + 0.3 is not 0.6: the mean rate is off the equal rates by rounding.
    tenths = laney_rate_chart([1, 2, 3], [0.1, 0.2, 0.3], per=1)
    assert (tenths.upper, tenths.centre == 10) == ((None,) * 3, False)


def test_all_of_all_have_no_limits() -> None:
    assert proportion_chart([5, 6, 7], [5, 6, 7]).upper == (None,) * 3
    assert laney_proportion_chart([5, 6, 7], [5, 6, 7]).upper == (None,) * 3


def test_proportions_stay_within_nothing_and_all() -> None:
    found = proportion_chart([1, 3, 2], [3, 3, 3])
    assert (found.lower[0], found.upper[0]) == (0, 100)
    assert proportion_chart([1, 3, 2], [3, 3, 3], scale=1.0).upper[0] == 1


@pytest.mark.parametrize("nobody", [0.0, GAP])
def test_a_quarter_without_a_denominator_is_a_gap(nobody: float) -> None:
    for found in (
        rate_chart([4, 0, 6], [10, nobody, 10], per=10),
        laney_rate_chart([4, 0, 6], [10, nobody, 10], per=10),
        proportion_chart([4, 0, 6], [10, nobody, 10]),
        laney_proportion_chart([4, 0, 6], [10, nobody, 10]),
    ):
        assert (found.values[1], found.upper[1], found.base, found.n) == (None, None, (True, False, True), 2)
        assert found.centre in {5.0, 50.0}
        assert found.inputs[next(iter(found.inputs))] == (4, 0, 6)


def test_limits_follow_the_denominator_even_where_the_count_is_missing() -> None:
    found = rate_chart([16, GAP, 16], [4, 16, 4], per=1)
    assert (found.centre, found.values[1]) == (4, None)
    assert (found.upper[0], found.upper[1]) == (4 + 3 * 1.0, 4 + 3 * 0.5)


@pytest.mark.parametrize(("points", "trial"), [(12, True), (13, False)])
@of_every_kind
def test_limits_are_on_trial_under_thirteen_points(kind: str, points: int, trial: bool) -> None:
    series = [4.0, 6.0, 5.0, 3.0] * 4
    found = MAKERS[kind](series[:points])
    assert (found.n, found.trial) == (points, trial)
    assert MAKERS[kind]([*series[:points], GAP]).trial is trial


def test_what_cannot_be_counted_is_refused() -> None:
    for make in (count_chart, exact_count_chart, MAKERS["u"], MAKERS["p"]):
        with pytest.raises(ValueError, match="negative"):
            make([3, -1, 4])
    with pytest.raises(ValueError, match="exposure cannot be negative"):
        rate_chart([1, 2], [5, -5], per=1)
    for events, totals in [([6], [5]), ([1], [0])]:
        with pytest.raises(ValueError, match="events are more than their totals"):
            proportion_chart(events, totals)
    with pytest.raises(ValueError, match="3 periods, exposure 2"):
        rate_chart([1, 2, 3], [5, 5], per=1)
    for per in (0, -1, math.inf, GAP):
        with pytest.raises(ValueError, match="positive number"):
            rate_chart([1], [5], per=per)
    with pytest.raises(ValueError, match="finite"):
        individuals_chart([1, math.inf])
    with pytest.raises(ValueError, match="one finite number a period"):
        individuals_chart([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="the base marks 2 periods of 3"):
        individuals_chart([1, 2, 3], base=[True, False])


@steady
@given(st.lists(st.one_of(st.just(GAP), st.integers(0, 40).map(float)), max_size=25), st.sampled_from(sorted(MAKERS)))
def test_limits_are_in_order_and_never_infinite(series: list[float], kind: str) -> None:
    counts = [count if math.isnan(count) else min(count, 20.0) for count in series]
    found = MAKERS[kind](counts)
    assert len(found.values) == len(found.lower) == len(found.base) == len(series)
    for place in range(len(series)):
        drawn = lines(found, place)
        if None in drawn:
            assert drawn == (None,) * 4
            continue
        low, low_two, high_two, high = (float(limit or 0) for limit in drawn)
        assert low <= low_two <= (found.centre or 0) <= high_two <= high < math.inf
        assert low < high
        assert kind == "XmR" or low >= 0


def naive_limits(series: list[float]) -> tuple[float, float] | None:
    """XmR limits pair by pair."""
    kept = [x for x in series if not math.isnan(x)]
    ranges = [abs(b - a) for a, b in pairwise(series) if not math.isnan(a + b)]
    if not ranges or not sum(ranges):
        return None
    usual = [r for r in ranges if r <= 3.267 * mean(ranges)]
    width = 2.66 * (mean(usual) or mean(ranges))
    return mean(kept) - width, mean(kept) + width


@steady
@given(st.lists(st.one_of(st.just(GAP), st.integers(-50, 50).map(float)), min_size=1, max_size=25))
def test_the_individuals_chart_agrees_with_a_naive_one(series: list[float]) -> None:
    found, naive = individuals_chart(series), naive_limits(series)
    if naive is None:
        assert found.upper[0] is None
    else:
        assert (found.lower[0], found.upper[0]) == pytest.approx(naive, abs=1e-9)
