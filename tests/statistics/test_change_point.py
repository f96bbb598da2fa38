from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from nelscb.statistics import ChangePoint, change_point
from nelscb.statistics.change_point import FEWEST_EACH_SIDE, MUCH_BETTER, WORTH_NAMING, Misfits, misfits
from nelscb.statistics.regression import Array
from nelscb.statistics.trend import Trends, trends

TIMES = np.arange(8056.0, 8076.0)
STEP = [100.0, 103, 96, 99, 102, 98, 101, 97, 100, 104, 41, 38, 43, 40, 37, 42, 39, 41, 40, 38]
FLOOR = 0.2


def looked_at(y: Array, floor: float = FLOOR) -> tuple[Trends, Misfits]:
    times = TIMES[: y.shape[1]]
    found = trends(y, np.ones_like(y), times, "rate", np.full(len(y), floor))
    return found, misfits(found, times)


def candidate(y: Array, found: Misfits, row: int = 0) -> ChangePoint | None:
    return change_point(y[row], np.ones(y.shape[1]), TIMES[: y.shape[1]], "rate", FLOOR, found, row)


@cache
def stepped() -> tuple[Array, Misfits, list[ChangePoint | None]]:
    """Two hundred series whose mean falls from 60 to 30 with the eleventh of twenty quarters."""
    means = np.where(np.arange(20) < 10, 60, 30)
    y = np.random.default_rng(20170331).poisson(means, (200, 20)).astype(float)
    _, found = looked_at(y)
    return y, found, [candidate(y, found, row) for row in range(200)]


def test_a_step_is_found_in_its_place_with_its_size() -> None:
    y = np.asarray([STEP])
    _, found = looked_at(y)
    assert found.step_p[0] <= MUCH_BETTER
    assert found.curve_p[0] > WORTH_NAMING
    step = candidate(y, found)
    assert step is not None
    assert (step.time, step.n) == (8066, 20)
    assert step.first <= 8066 <= step.last
    assert step.low < 100 * (40 / 100 - 1) < step.high < 0
    assert step.p == found.step_p[0] == 1 / 1000
    assert step.inputs["events"] == tuple(STEP)
    mirrored = np.asarray([STEP[::-1]])
    rise = candidate(mirrored, looked_at(mirrored)[1])
    assert rise is not None
    assert (rise.time, rise.low > 0) == (8066, True)


def test_a_curve_is_found_and_is_no_step() -> None:
    arch = np.round(100 - 80 * ((np.arange(20) - 9.5) / 9.5) ** 2)[None]
    _, found = looked_at(arch)
    assert found.curve_p[0] <= MUCH_BETTER
    assert found.step_p[0] > WORTH_NAMING
    assert candidate(arch, found) is None


@pytest.mark.parametrize("mean", [8, 40])
def test_chance_alone_is_seldom_called_a_step_or_a_curve(mean: int) -> None:
    y = np.random.default_rng(20170331).poisson(mean, (300, 20)).astype(float)
    _, found = looked_at(y)
    assert (found.step_p <= WORTH_NAMING).mean() <= 0.05
    assert (found.curve_p <= WORTH_NAMING).mean() <= 0.05
    assert (np.minimum(found.step_p, found.curve_p) <= MUCH_BETTER).mean() <= 0.02


def test_a_smooth_trend_is_no_step() -> None:
    means = 60 * np.linspace(1, 0.4, 20)
    y = np.random.default_rng(20170331).poisson(means, (200, 20)).astype(float)
    _, found = looked_at(y)
    assert (found.step_p <= WORTH_NAMING).mean() <= 0.05


def test_quarters_that_hang_together_are_seldom_called_a_step() -> None:
    chance = np.random.default_rng(20170331)
    level = np.zeros((200, 20))
    level[:, 0] = chance.normal(0, 0.2, 200)
    for t in range(1, 20):
        level[:, t] = 0.5 * level[:, t - 1] + chance.normal(0, 0.2 * np.sqrt(0.75), 200)
    _, found = looked_at(chance.poisson(40 * np.exp(level)).astype(float))
    assert (found.step_p <= WORTH_NAMING).mean() <= 0.08
    assert (found.step_p <= MUCH_BETTER).mean() <= 0.03


def test_a_halving_is_often_found_and_nearly_always_in_its_place() -> None:
    _, found, candidates = stepped()
    assert (np.abs(found.step_time - 8066) <= 1).mean() > 0.95
    assert sum(c is not None for c in candidates) > 0.4 * 200
    named = [c for c in candidates if c is not None]
    assert all(c.first <= c.time <= c.last for c in named)


def test_the_intervals_of_place_and_size_cover_the_truth() -> None:
    # Of those that are named: a step that is seen is a little too large on average.
    named = [c for c in stepped()[2] if c is not None]
    assert sum(c.first <= 8066 <= c.last for c in named) >= 0.9 * len(named)
    assert sum(c.low <= -50 <= c.high for c in named) >= 0.9 * len(named)


def test_gaps_keep_their_place_and_have_no_gain() -> None:
    y = np.asarray([STEP])
    y[0, [4, 14]] = np.nan
    _, found = looked_at(y)
    step = candidate(y, found)
    assert step is not None
    assert (step.time, step.n) == (8066, 18)
    assert np.isnan(found.gain[0, [4, 14]]).all()
    y = np.asarray([STEP])
    y[0, 10] = np.nan  # the first quarter of the new level is the next there is
    _, found = looked_at(y)
    assert found.step_time[0] == 8067


def test_four_quarters_are_kept_on_each_side() -> None:
    _, found = looked_at(np.asarray([STEP]))
    there = np.flatnonzero(~np.isnan(found.gain[0]))
    assert FEWEST_EACH_SIDE == 4
    assert (there.min(), there.max()) == (4, 16)
    late = np.asarray([[100.0 + (t % 3) for t in range(17)] + [20.0, 22, 21]])
    assert looked_at(late)[1].step_time[0] <= TIMES[16]


@pytest.mark.filterwarnings("error")
def test_a_series_without_a_line_has_no_misfit_and_leaves_the_others_alone() -> None:
    y = np.asarray([STEP, [5.0] * 7 + [np.nan] * 13, [0.0] * 20, STEP])
    found, beside = looked_at(y)
    assert [bool(p) for p in found.problem] == [False, True, True, False]
    assert np.isnan(beside.step_p[[1, 2]]).all()
    assert np.isnan(beside.step_time[[1, 2]]).all()
    assert np.isnan(beside.curve_p[[1, 2]]).all()
    assert candidate(y, beside, 1) is None
    assert beside.step_p[3] == beside.step_p[0] == looked_at(y[:1])[1].step_p[0]


def test_eight_points_can_be_asked_and_a_series_that_never_moves_has_no_step() -> None:
    short = np.asarray([[50.0, 47, 52, 49, 51, 48, 53, 46]])
    _, found = looked_at(short)
    assert found.step_time[0] == 8060  # the one place with four quarters on each side
    assert 0 < found.step_p[0] <= 1
    still = np.full((1, 20), 9.0)
    _, found = looked_at(still)
    assert found.step_p[0] > WORTH_NAMING
    assert found.curve_p[0] > WORTH_NAMING


def test_the_same_series_is_told_the_same_every_time() -> None:
    y = np.asarray([STEP])
    first, again = looked_at(y)[1], looked_at(y)[1]
    assert (first.step_p[0], first.curve_p[0]) == (again.step_p[0], again.curve_p[0])
    assert candidate(y, first) == candidate(y, again)
