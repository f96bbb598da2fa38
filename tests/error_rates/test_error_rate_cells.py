from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from scipy import stats

from nelscb.error_rates import CellResult, FamilyResult, Model, cell, cells, family, grid
from nelscb.error_rates.cells import Kind, cell_counts, family_counts
from nelscb.statistics import TooFewPoints, count_trend, mann_kendall
from nelscb.statistics.change_point import misfits
from nelscb.statistics.regression import design_of
from nelscb.statistics.trend import trends


def poisson_by_hand(y: np.ndarray) -> tuple[float, float]:
    """Slope and z of a Poisson regression with quarter effects from 12 points, by Newton's steps."""
    times = np.arange(len(y), dtype=float)
    x = design_of(times, (0, 1, 2, 3) if len(y) >= 12 else ())
    beta = np.zeros(x.shape[1])
    beta[0] = math.log(y.mean())
    for _ in range(50):
        mean = np.exp(x @ beta)
        information = x.T @ (mean[:, None] * x)
        beta = beta + np.linalg.solve(information, x.T @ (y - mean))
    return beta[1], beta[1] / math.sqrt(np.linalg.inv(information)[1, 1])


def naive_cell(kind: Kind, model: Model, n: int, mean: float, runs: int) -> dict[str, float]:
    """The same cell, one series at a time, through the doors that one series has."""
    times = np.arange(n)
    counted = dict.fromkeys(("verdict", "unclear", "no_test", "mann_kendall", "poisson", "least_squares"), 0)

    def count(name: str, p: float, slope: float) -> None:
        counted[name] += p <= 0.05 and (kind == "false alarm" or slope < 0)

    for y in cell_counts(kind, model, n, mean, runs):
        tested = mann_kendall(y)
        count("mann_kendall", tested.p, tested.s)
        if len(set(y)) > 1:
            line = stats.linregress(times, y)
            count("least_squares", line.pvalue, line.slope)
        if y.any():
            slope, z = poisson_by_hand(y)
            count("poisson", 2 * stats.norm.sf(abs(z)), slope)
        try:
            trend = count_trend(y, stock=model == "stock")
        except TooFewPoints:
            counted["no_test"] += 1
            continue
        floor = np.asarray([0.6 if model == "stock" else 0.2])
        line_of = trends(y[None], np.ones((1, n)), times.astype(float), "rate", floor)
        beside = misfits(line_of, times.astype(float))
        if beside.step_p[0] <= 0.01 or beside.curve_p[0] <= 0.01:
            counted["unclear"] += 1
        else:
            count("verdict", trend.p, trend.slope)
    return {name: number / runs for name, number in counted.items()}


@pytest.mark.parametrize(
    ("kind", "model", "n", "mean"),
    [
        ("false alarm", "varying rate 0.7", 12, 40.0),
        ("false alarm", "stock", 20, 10.0),
        ("false alarm", "varying rate 0.5", 40, 150.0),
        ("detection", "poisson", 20, 40.0),
    ],
)
def test_a_cell_is_what_a_loop_over_its_series_counts(kind: Kind, model: Model, n: int, mean: float) -> None:
    found = dataclasses.asdict(cell(kind, model, n, mean, 60))
    expected = naive_cell(kind, model, n, mean, 60)
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-6)
    assert found["verdict"] > 0, "a cell in which nothing is found compares nothing"


def test_a_series_too_sparse_for_a_line_is_counted_and_raises_no_alarm() -> None:
    found = cell("false alarm", "poisson", 8, 0.1, 200)
    empty = (cell_counts("false alarm", "poisson", 8, 0.1, 200).sum(axis=1) == 0).mean()
    assert 0.3 < empty <= found.no_test < 1
    assert found.verdict + found.unclear + found.no_test <= 1


def test_only_a_change_the_right_way_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    down = cell("detection", "poisson", 20, 150.0, 100)
    assert min(down.verdict, down.mann_kendall, down.poisson, down.least_squares) > 0.9
    monkeypatch.setattr(cells, "CHANGE", 0.4)
    up = cell("detection", "poisson", 20, 150.0, 100)
    assert max(up.verdict, up.mann_kendall, up.poisson, up.least_squares) == 0


LIMITED = [
    ("poisson", 8, 1.0),
    ("over-dispersed", 12, 40.0),
    ("seasons", 20, 150.0),
    ("varying rate 0.3", 20, 40.0),
    ("stock", 40, 10.0),
]


@pytest.mark.parametrize(("model", "n", "mean"), LIMITED)
def test_steady_series_are_called_changing_no_more_often_than_promised(model: Model, n: int, mean: float) -> None:
    found = cell("false alarm", model, n, mean, 500)
    assert found.limit == pytest.approx(0.05 + 2 * math.sqrt(0.05 * 0.95 / 500), abs=1e-4)
    assert found.kept, found


@pytest.mark.parametrize(("model", "least"), [("poisson", 0.8), ("over-dispersed", 0.4)])
def test_a_fall_of_forty_per_cent_is_detected_as_often_as_promised(model: Model, least: float) -> None:
    found = cell("detection", model, 20, 40.0, 500)
    assert found.limit == least
    assert found.kept, found


def test_the_plain_methods_raise_the_alarms_that_the_verdict_does_not() -> None:
    found = cell("false alarm", "stock", 20, 40.0, 500)
    assert found.verdict < 0.06
    assert min(found.mann_kendall, found.poisson, found.least_squares) > 0.2


RESULT = CellResult("false alarm", "poisson", 8, 1.0, 100, 0.05, 0.0, 0.0, 0.1, 0.1, 0.1, 0.06)


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({}, True),
        ({"verdict": 0.06}, True),
        ({"verdict": 0.061}, False),
        ({"limit": None}, None),
        ({"kind": "detection", "limit": 0.8, "verdict": 0.8}, True),
        ({"kind": "detection", "limit": 0.8, "verdict": 0.79}, False),
    ],
)
def test_a_limit_is_a_most_for_alarms_and_a_least_for_detection(changed: dict[str, object], kept: bool | None) -> None:
    assert dataclasses.replace(RESULT, **changed).kept is kept  # type: ignore[arg-type]


def test_much_correlation_has_no_limit_and_every_other_false_alarm_has_one() -> None:
    without = {"varying rate 0.5", "varying rate 0.7"}
    for kind, model, n, mean in grid():
        limit = cells._limit(kind, model, n, mean, 2000)
        if kind == "false alarm":
            assert limit == (None if model in without else 0.0597)


def test_the_grid_is_whole() -> None:
    whole = grid()
    assert len(whole) == len(set(whole)) == 149
    assert sum(kind == "false alarm" for kind, *_ in whole) == 7 * 5 * 4
    detection = {(model, mean) for kind, model, n, mean in whole if kind == "detection" and n == 20}
    assert detection == {
        (model, mean) for model in ("poisson", "over-dispersed", "seasons") for mean in (10.0, 40.0, 150.0)
    }
    assert set(cells.LEAST_DETECTED) <= detection


def test_every_cell_has_series_of_its_own_that_come_again() -> None:
    first = cell_counts("false alarm", "poisson", 8, 3.0, 50)
    assert (first == cell_counts("false alarm", "poisson", 8, 3.0, 50)).all()
    assert (first != cell_counts("false alarm", "seasons", 8, 3.0, 50)).any()
    assert (first[:, :8] != cell_counts("false alarm", "poisson", 12, 3.0, 50)[:, :8]).any()
    assert cell("false alarm", "stock", 12, 3.0, 100) == cell("false alarm", "stock", 12, 3.0, 100)


def test_in_a_family_few_findings_are_false_and_single_tests_have_many() -> None:
    found = family(40)
    assert (found.runs, found.members, found.changing, found.n) == (40, 80, 0.2, 20)
    assert found.kept and 0 < found.verdict < found.single_test < found.mann_kendall
    assert found.mann_kendall > 0.3
    assert 0.1 < found.detected < 1
    assert found == family(40)


def q_by_hand(p_values: list[float]) -> list[float]:
    """Benjamini and Hochberg's definition: the least m p / rank among those at least as large."""
    m = len(p_values)
    return [min(m * p / sum(o <= p for o in p_values) for p in p_values if p >= own) for own in p_values]


def test_a_family_is_what_a_loop_over_its_series_counts() -> None:
    runs, times = 4, np.arange(20.0)
    counts, floors, truth = family_counts(runs)
    shares: dict[str, list[float]] = {"verdict": [], "single_test": [], "mann_kendall": []}
    hits = 0

    def add(name: str, ways: list[tuple[float, float]]) -> None:
        shares[name].append(sum(way != true for way, true in ways) / max(1, len(ways)))

    for of_family, ways in zip(counts, truth, strict=True):
        tested = []
        for y, floor, true in zip(of_family, floors, ways, strict=True):
            line_of = trends(y[None], np.ones((1, 20)), times, "rate", np.asarray([floor]))
            beside = misfits(line_of, times)
            if not line_of.problem[0] and min(beside.step_p[0], beside.curve_p[0]) > 0.01:
                trend = count_trend(y, floor=floor)
                tested.append((trend.p, math.copysign(1, trend.slope), float(true)))
        weighed = q_by_hand([p for p, _, _ in tested])
        chosen = [(way, true) for (p, way, true), q in zip(tested, weighed, strict=True) if p <= 0.05 and q <= 0.10]
        add("verdict", chosen)
        add("single_test", [(way, true) for p, way, true in tested if p <= 0.05])
        plain = [(mann_kendall(y), float(true)) for y, true in zip(of_family, ways, strict=True)]
        add("mann_kendall", [(math.copysign(1, t.s), true) for t, true in plain if t.p <= 0.05])
        hits += sum(way == true for way, true in chosen)
    found = family(runs)
    for name, by_family in shares.items():
        assert getattr(found, name) == pytest.approx(sum(by_family) / runs, abs=1e-4), name
    assert found.detected == pytest.approx(hits / (truth != 0).sum(), abs=1e-6)
    assert found.single_test > found.verdict


def test_a_series_that_is_unclear_or_has_no_line_is_no_member_of_its_family() -> None:
    counts = cell_counts("detection", "poisson", 20, 40.0, 6)
    found, _ = cells._lines(counts, np.full(6, 0.2))
    found = dataclasses.replace(found, p=np.asarray([0.01, 0.02, math.nan, 0.03, 0.04, 0.9]))
    # Two families of three: 0.01 alone of the first is a member, all of the second are.
    q = cells._q_values(found, ["change", "unclear", None, "change", "change", "no evidence of change"], 3)
    assert q[1] is None and q[2] is None
    assert [q[i] for i in (0, 3, 4, 5)] == pytest.approx([0.01, 0.06, 0.06, 0.9])


def test_a_family_changes_in_one_series_of_five_half_of_them_each_way() -> None:
    counts, floors, truth = family_counts(200)
    assert counts.shape == (200, 80, 20)
    assert ((truth == -1).sum(axis=1) == 8).all() and ((truth == 1).sum(axis=1) == 8).all()
    assert (floors == 0.6).sum() == 16 and (floors == 0.2).sum() == 64
    for way, ratio in ((-1, 0.6), (0, 1.0), (1, 1.4)):
        own = counts[truth == way].sum(axis=0)
        assert (own[-2:].sum() / own[:2].sum()) == pytest.approx(ratio ** (18 / 19), rel=0.05)


def test_a_family_in_which_everything_changes_has_hardly_a_false_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "CHANGING", 1.0)
    found = family(5)
    # What remains false is a change found the wrong way.
    assert found.verdict < 0.02 and found.mann_kendall < 0.05 < found.detected


def test_a_false_share_is_the_mean_over_families_and_counts_the_wrong_way() -> None:
    way = np.asarray([[-1.0, 1.0, 0.0, 0.0], [-1.0, 1.0, 0.0, 0.0], [-1.0, 1.0, 0.0, 0.0]])
    found = np.asarray([[-1.0, -1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0], [-1.0, 0.0, 0.0, 0.0]])
    assert cells._false_share(found, way) == pytest.approx((2 / 3 + 0 + 0) / 3, abs=1e-4)


def test_a_family_limit_is_a_most() -> None:
    result = FamilyResult("family", 20, 1, 80, 0.2, 0.1, 0.2, 0.3, 0.5, 0.1)
    assert result.kept
    assert not dataclasses.replace(result, verdict=0.11).kept
