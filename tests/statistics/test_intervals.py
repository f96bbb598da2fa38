from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from nelscb.statistics import count_interval, design_effect, proportion_interval, rate_interval

steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)
parts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        # pois.exact(0): "the upper confidence limit pois.exact returns 3.689",
        # https://rdrr.io/pkg/epitools/man/pois.conf.int.html
        (0, 0.0, 3.689),
        # cipoisson(4) of R's survival,
        # https://github.com/reallyTG/typeR/blob/d26877b1cf452be1142ddc0b281ba3c21487615f/data/genthat_extracted_code/survival/examples/cipoisson.Rd.R
        (4, 1.089865, 10.24153),
    ],
)
def test_small_counts_have_the_exact_limits_that_were_published(events: int, low: float, high: float) -> None:
    found = count_interval(events)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))
    assert found.method == "exact Poisson (Garwood)"
    assert found.value == events


def test_ten_events_or_more_have_byars_limits_as_published() -> None:
    # Byar.lower(100, 90) and Byar.upper(100, 90), with z rounded to 1.96,
    # https://www.rubydoc.info/gems/byar/1.0.0/Byar
    found = rate_interval(100, 90, per=1)
    assert found.low == pytest.approx(0.9040199067337297, rel=1e-5)
    assert found.high == pytest.approx(1.3514260807978444, rel=1e-5)
    assert found.method == "Byar"


# binom.confint(x, n), method wilson, of R's binom, quoted in
# https://github.com/statsmodels/statsmodels/blob/1a63aa78b1c7bad09354b07b5bd4f700230a24a8/statsmodels/stats/tests/results/results_proportion.py
WILSON = [
    (18, 20, 0.6989663547715128, 0.972133518786232),
    (4, 20, 0.0806576625797981, 0.4160174322518935),
    (4, 200, 0.00780442641634947, 0.05028708690582643),
    (190, 200, 0.910421851861224, 0.972617354399236),
    (1, 30, 0.005908590, 0.16670391),
    (29, 30, 0.8332961, 0.9940914),
    (0, 30, 0.0, 0.11351339),
    (30, 30, 0.8864866, 1.0),
]


@pytest.mark.parametrize(("events", "total", "low", "high"), WILSON)
def test_proportions_have_wilsons_limits_as_published(events: int, total: int, low: float, high: float) -> None:
    found = proportion_interval(events, total, scale=1.0)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-7), pytest.approx(high, abs=1e-7))
    assert found.value == pytest.approx(events / total)
    in_percent = proportion_interval(events, total)
    assert (in_percent.low, in_percent.high) == (pytest.approx(100 * low), pytest.approx(100 * high))


@pytest.mark.parametrize(
    ("events", "method"),
    [(0, "exact Poisson (Garwood)"), (9, "exact Poisson (Garwood)"), (10, "Byar"), (517, "Byar")],
)
def test_byar_takes_over_at_ten_events(events: int, method: str) -> None:
    assert count_interval(events).method == method
    assert rate_interval(events, 1000, per=10_000).method == method


def chance_of_at_most(events: int, mean: float) -> float:
    """The Poisson sum, term by term."""
    term, total = math.exp(-mean), math.exp(-mean)
    for k in range(1, events + 1):
        term *= mean / k
        total += term
    return total


@pytest.mark.parametrize("events", range(10))
def test_an_exact_limit_leaves_one_chance_in_forty_on_its_side(events: int) -> None:
    found = count_interval(events)
    assert chance_of_at_most(events, found.high or 0) == pytest.approx(0.025)
    if events:
        assert 1 - chance_of_at_most(events - 1, found.low or 0) == pytest.approx(0.025)
    else:
        assert found.low == 0


@pytest.mark.parametrize("events", [10, 11, 20, 50, 200, 1000])
def test_byars_limits_are_as_near_the_exact_ones_as_published(events: int) -> None:
    # "Byar's method is within 0.2% of the exact value for numerators of 10 or more" at 95 %:
    # Public Health England, Technical Guide: Confidence Intervals (2018), copied at
    # https://dokumen.tips/documents/technical-guide-confidence-intervals-confidence-intervals-byars-method-is-within.html
    found = count_interval(events)
    assert found.low == pytest.approx(stats.chi2.ppf(0.025, 2 * events) / 2, rel=0.002)
    assert found.high == pytest.approx(stats.chi2.ppf(0.975, 2 * events + 2) / 2, rel=0.002)


def test_limits_rise_with_every_event_even_where_the_method_changes() -> None:
    found = [count_interval(events) for events in range(31)]
    for fewer, more in pairwise(found):
        assert (fewer.low or 0) < (more.low or 0)
        assert (fewer.high or 0) < (more.high or 0)


def test_no_event_has_the_lower_limit_zero_and_an_upper_limit() -> None:
    assert count_interval(0).low == 0.0
    rate = rate_interval(0, 30_000, per=10_000)
    assert (rate.value, rate.low) == (0.0, 0.0)
    assert rate.high == pytest.approx(3.6889 / 3, abs=1e-4)
    share = proportion_interval(0, 12)
    assert (share.value, share.low) == (0.0, 0.0)
    assert 0 < (share.high or 0) < 100


def test_all_events_have_the_upper_limit_of_the_whole() -> None:
    share = proportion_interval(12, 12)
    assert (share.value, share.high) == (100.0, 100.0)
    assert 0 < (share.low or 0) < 100


def test_no_denominator_is_no_data_and_not_zero() -> None:
    for found in (
        proportion_interval(0, 0),
        rate_interval(0, 0, per=10_000),
        rate_interval(3, 0, per=10_000),
    ):
        assert (found.value, found.low, found.high) == (None, None, None)
        assert found.method == "no data"
        assert found.n == 0


def test_a_rate_is_the_count_times_per_over_the_exposure() -> None:
    count, rate = count_interval(42), rate_interval(42, 34_000, per=10_000)
    assert rate.value == pytest.approx(42 / 3.4)
    assert rate.low == pytest.approx((count.low or 0) / 3.4)
    assert rate.high == pytest.approx((count.high or 0) / 3.4)
    assert rate.n == 42


def test_sibling_groups_widen_the_interval_as_if_there_were_fewer_children() -> None:
    sizes = [1, 1, 2, 4]
    assert design_effect(sizes) == sum(m * m for m in sizes) / sum(sizes) == 2.75
    grouped = proportion_interval(22, 55, design_effect=2.75)
    as_if = proportion_interval(8, 20)
    assert grouped.value == as_if.value == 40.0
    assert grouped.low == pytest.approx(as_if.low)
    assert grouped.high == pytest.approx(as_if.high)
    assert grouped.n == 55
    assert grouped.inputs["design_effect"] == 2.75


@pytest.mark.parametrize("effect", [1.0, 1.5, 30.0])
def test_a_design_effect_keeps_the_edges_of_none_and_all(effect: float) -> None:
    assert proportion_interval(0, 9, design_effect=effect).low == 0.0
    assert proportion_interval(9, 9, design_effect=effect).high == 100.0


@pytest.mark.parametrize(
    ("sizes", "effect"),
    [([], 1.0), ([1], 1.0), ([1] * 40, 1.0), ([3, 3, 3], 3.0), ([1, 2], 5 / 3), ([1, 1, 1, 1, 6], 4.0)],
)
def test_families_by_hand(sizes: list[int], effect: float) -> None:
    assert design_effect(sizes) == pytest.approx(effect)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sizes", [[0], [2, -1], [1.5, 0.5], [math.nan, 2], [math.inf, 2]])
def test_what_is_no_family_is_refused(sizes: list[float]) -> None:
    with pytest.raises(ValueError, match="one child or more"):
        design_effect(sizes)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="without bound"):
        count_interval(bad)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="without bound"):
        rate_interval(bad, 100, per=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="without bound"):
        rate_interval(1, bad, per=1)
    for events, total, effect in [(bad, 9, 1.0), (1, bad, 1.0), (1, 9, bad)]:
        with pytest.raises(ValueError, match="no proportion"):
            proportion_interval(events, total, design_effect=effect)  # type: ignore[arg-type]


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        count_interval(-1)
    with pytest.raises(ValueError, match="negative"):
        rate_interval(-1, 100, per=1)
    with pytest.raises(ValueError, match="negative"):
        rate_interval(1, -100, per=1)
    for events, total in [(-1, 5), (6, 5), (1, 0)]:
        with pytest.raises(ValueError, match=f"{events} of {total} is no proportion"):
            proportion_interval(events, total)
    with pytest.raises(ValueError, match="design effect"):
        proportion_interval(1, 2, design_effect=0.99)


def test_a_result_carries_its_level_and_inputs() -> None:
    assert count_interval(7).inputs == {"events": 7.0}
    assert rate_interval(7, 500, per=1000).inputs == {"events": 7.0, "exposure": 500.0, "per": 1000.0}
    assert proportion_interval(7, 9).inputs == {"events": 7.0, "total": 9.0, "design_effect": 1.0}
    found = (
        count_interval(7),
        count_interval(70),
        rate_interval(7, 500, per=1000),
        proportion_interval(7, 9),
    )
    assert {estimate.level for estimate in found} == {0.95}


@steady
@given(parts)
def test_wilson_agrees_with_scipy(part: tuple[int, int]) -> None:
    events, total = part
    found = proportion_interval(events, total, scale=1.0)
    other = stats.binomtest(events, total).proportion_ci(method="wilson")
    assert found.low == pytest.approx(other.low, abs=1e-12)
    assert found.high == pytest.approx(other.high, abs=1e-12)


@steady
@given(parts, st.sampled_from([0.8, 0.9, 0.95]), st.floats(1, 10))
def test_an_interval_holds_its_value_and_a_surer_one_is_wider(
    part: tuple[int, int], level: float, effect: float
) -> None:
    events, total = part
    for narrow, wide in [
        (count_interval(events, level), count_interval(events, 0.998)),
        (rate_interval(events, total, 1000, level), rate_interval(events, total, 1000, 0.998)),
        (proportion_interval(events, total, level=level), proportion_interval(events, total, level=0.998)),
        (proportion_interval(events, total), proportion_interval(events, total, design_effect=effect)),
    ]:
        assert narrow.low is not None
        assert narrow.value is not None
        assert narrow.high is not None
        assert 0 <= (wide.low or 0) <= narrow.low <= narrow.value <= narrow.high <= (wide.high or 0)
        assert narrow.low < narrow.high
    assert (proportion_interval(events, total).high or 0) <= 100


@steady
@given(parts)
def test_the_share_that_has_and_the_share_that_has_not_mirror_each_other(part: tuple[int, int]) -> None:
    events, total = part
    has, has_not = proportion_interval(events, total), proportion_interval(total - events, total)
    assert has.low == pytest.approx(100 - (has_not.high or 0), abs=1e-9)
    assert has.high == pytest.approx(100 - (has_not.low or 0), abs=1e-9)
