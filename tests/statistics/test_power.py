from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from nelscb.statistics import count_ratio, detectable_fall, detectable_trend


def chance_of_seeing(events: float, fall: float) -> float:
    """The double sum over both years' counts, each pair asked of ``count_ratio``."""
    later = events * (1 - fall / 100)
    most = [int(stats.poisson.ppf(1 - 1e-7, mean)) + 1 for mean in (events, later)]
    found = 0.0
    for before in range(most[0] + 1):
        weight = float(stats.poisson.pmf(before, events))
        for after in range(most[1] + 1):
            p = count_ratio(before, after).p
            if p is not None and p <= 0.05:
                found += weight * float(stats.poisson.pmf(after, later))
    return found


@pytest.mark.parametrize("events", [8.0, 10.0, 20.0])
def test_the_smallest_fall_is_found_eight_times_in_ten(events: float) -> None:
    fall = detectable_fall(events)
    assert fall is not None
    assert chance_of_seeing(events, fall) == pytest.approx(0.8, abs=2e-3)
    assert chance_of_seeing(events, fall - 3) < 0.8


# The chapter on methods, from 10 to 320 events a year: 94, 74, 56, 42, 30 and 22 %.
@pytest.mark.parametrize(("events", "fall"), [(10, 94), (20, 74), (40, 56), (80, 42), (160, 30), (320, 22)])
def test_falls_are_within_two_of_those_in_the_chapter_on_methods(events: float, fall: float) -> None:
    assert detectable_fall(events) == pytest.approx(fall, abs=2)


@pytest.mark.parametrize("events", [0.5, 2.0, 5.0])
def test_a_few_events_cannot_show_even_a_fall_to_nothing(events: float) -> None:
    assert detectable_fall(events) is None
    assert chance_of_seeing(events, 100) < 0.8


def test_more_events_show_smaller_falls_and_more_power_needs_larger_ones() -> None:
    falls = [detectable_fall(events) or 100 for events in (10, 20, 40, 80, 160)]
    assert falls == sorted(falls, reverse=True)
    assert (detectable_fall(40, power=0.9) or 0) > (detectable_fall(40) or 0) > (detectable_fall(40, power=0.5) or 0)
    assert (detectable_fall(40, level=0.99) or 0) > (detectable_fall(40) or 0)


@pytest.mark.parametrize(("freedom", "error", "years"), [(6, 0.05, 1.75), (9, 0.02, 2.75), (15, 0.1, 5.0)])
def test_the_slope_is_found_eight_times_in_ten_by_a_noncentral_t(freedom: int, error: float, years: float) -> None:
    found = detectable_trend(error, freedom, freedom + 2, years)
    critical = stats.t.ppf(0.975, freedom)
    for moved in (-math.log1p(-found.fall / 100), math.log1p(found.rise / 100)):
        shift = moved / years / error
        assert stats.nct.sf(critical, freedom, shift) == pytest.approx(0.8, abs=1e-6)
    assert (1 - found.fall / 100) * (1 + found.rise / 100) == pytest.approx(1)


def test_a_simulated_slope_is_found_eight_times_in_ten() -> None:
    chance, error, freedom, years = np.random.default_rng(20170331), 0.08, 10, 3.0
    found = detectable_trend(error, freedom, 12, years)
    slope = math.log1p(-found.fall / 100) / years
    seen = chance.normal(slope, error, 40_000)
    errors = error * np.sqrt(chance.chisquare(freedom, 40_000) / freedom)
    p = 2 * stats.t.sf(np.abs(seen / errors), freedom)
    assert (p <= 0.05).mean() == pytest.approx(0.8, abs=0.01)


def test_a_detectable_change_carries_what_it_was_made_of() -> None:
    found = detectable_trend(0.05, 10, 12, 2.75)
    assert (found.power, found.level, found.n, found.years, found.method) == (0.8, 0.95, 12, 2.75, "non-central t")
    assert found.inputs == {"error": 0.05, "degrees_of_freedom": 10.0}


@pytest.mark.filterwarnings("error")
def test_a_very_uncertain_slope_leaves_numbers() -> None:
    found = detectable_trend(1000.0, 6, 8, 1.75)
    assert found.fall == 100
    assert math.isfinite(found.rise)
    for freedom in (1, 2, 3, 60, 190):
        assert 0 < detectable_trend(0.01, freedom, freedom + 2, 1.0).fall < 100


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "bad",
    [
        lambda: detectable_trend(0.0, 10, 12, 3.0),
        lambda: detectable_trend(-0.1, 10, 12, 3.0),
        lambda: detectable_trend(math.nan, 10, 12, 3.0),
        lambda: detectable_trend(0.1, 0, 2, 3.0),
        lambda: detectable_trend(0.1, 10, 12, 0.0),
        lambda: detectable_trend(0.1, 10, 12, math.nan),
        lambda: detectable_fall(0.0),
        lambda: detectable_fall(-5.0),
        lambda: detectable_fall(math.nan),
    ],
)
def test_what_cannot_be_detected_is_refused(bad: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"needs"):
        bad()
