from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest
from made_series import COUNT, FALLING, FIRST, LEVEL, RATE, SCORE, SHARE, assessed, event, quarterly, subject, yearly

from nelscb.assess import Judged, Verdict
from nelscb.assess.lines import Subject, lines_of
from nelscb.assess.verdicts import family_of, held_for, judge
from nelscb.indicators import Point, Series
from nelscb.plan import Measure
from nelscb.plan.measures import Basis, Direction
from nelscb.published import Event
from nelscb.statistics import false_discovery_rates

SHARES = [9, 10, 12, 14, 17, 19, 22, 25, 27, 29]
VERDICTS: list[tuple[str, Series, Measure, list[Event], Verdict]] = [
    ("a clear fall", quarterly(FALLING), COUNT, [], "falling"),
    ("a clear rise of a share", quarterly(SHARES, [40] * 10, SHARE), SHARE, [], "rising"),
    ("a clear fall of a rate", quarterly(FALLING, [34_000] * 10, RATE), RATE, [], "falling"),
    ("chance only", quarterly(LEVEL), COUNT, [], "no evidence of change"),
    ("seven quarters", quarterly(FALLING[:7]), COUNT, [], "too few data"),
    ("eight quarters", quarterly(FALLING[:8]), COUNT, [], "falling"),
    ("eight quarters, one withheld", quarterly([*FALLING[:7], None]), COUNT, [], "too few data"),
    ("no event in ten quarters", quarterly([0] * 10), COUNT, [], "too few data"),
    ("all of all in ten quarters", quarterly([20] * 10, [20] * 10, SHARE), SHARE, [], "too few data"),
    ("twenty years", yearly(range(40, 20, -1)), COUNT, [], "too few data"),
    ("a break inside", quarterly(FALLING), COUNT, [event("2013-08-01", "P1-01")], "unclear"),
    ("a break in seven", quarterly(FALLING[:7]), COUNT, [event("2013-01-01", "P1-01")], "too few data"),
    ("a break of another", quarterly(FALLING), COUNT, [event("2013-08-01", "P1-04")], "falling"),
    ("a break before it", quarterly(FALLING), COUNT, [event("2011-08-01", "P1-01")], "falling"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("series", "measure", "events", "verdict"), [v[1:] for v in VERDICTS], ids=[v[0] for v in VERDICTS]
)
def test_a_series_has_the_verdict_that_its_data_allow(
    series: Series, measure: Measure, events: list[Event], verdict: Verdict
) -> None:
    assert assessed(series, measure, events).verdict == verdict


@pytest.mark.parametrize("basis", ["rolling", "rolling_distinct", "cumulative"])
@pytest.mark.parametrize("counts", [FALLING, FALLING[:3]])
def test_sums_that_overlap_are_not_tested(basis: Basis, counts: list[int]) -> None:
    measure = replace(COUNT, basis=basis)
    found = assessed(quarterly(counts), measure, [event("2012-08-01", "P1-01")])
    assert found.verdict == "not tested"
    assert (found.trend, found.tests, found.control) == (None, None, None)


def test_a_score_comes_without_counts_and_is_not_tested() -> None:
    points = [Point(FIRST + n, None, None, 14.0 - n / 4, "reported", "return", 1, ()) for n in range(12)]
    found = assessed(Series("E06000012", SCORE.id, "quarter", "", "", tuple(points)), SCORE)
    assert found.verdict == "not tested"
    assert (found.value, found.on_previous, found.on_year_earlier, found.trend) == (None, None, None, None)
    assert found.levels[0].n == 12


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ([61, 62, 42, 52, 53, 38, 35, 40, 43], "falling"),  # Mann-Kendall: p = 0.12
        ([41, 40, 42, 42, 44, 43, 46, 45, 47, 48], "no evidence of change"),  # Mann-Kendall: p = 0.0002
    ],
)
def test_the_verdict_follows_the_trend_and_never_mann_kendall(counts: list[int], verdict: Verdict) -> None:
    found = assessed(quarterly(counts))
    assert found.tests is not None
    assert (found.tests.trend.p <= 0.05) != (found.tests.mann_kendall.p <= 0.05)
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("direction", "of_a_fall", "of_a_rise"),
    [("lower", "improving", "worsening"), ("higher", "worsening", "improving"), ("context", "falling", "rising")],
)
@pytest.mark.parametrize("measure", [COUNT, SHARE, RATE], ids=["count", "share", "rate"])
def test_which_way_is_better_decides_the_word_and_nothing_else(
    measure: Measure, direction: Direction, of_a_fall: Verdict, of_a_rise: Verdict
) -> None:
    measure, totals = replace(measure, direction=direction), [400] * 10
    fall = assessed(quarterly(FALLING, totals, measure), measure)
    rise = assessed(quarterly(FALLING[::-1], totals, measure), measure)
    assert (fall.verdict, rise.verdict) == (of_a_fall, of_a_rise)
    assert assessed(quarterly(LEVEL[:10], totals, measure), measure).verdict == "no evidence of change"


# --- many measures at once ------------------------------------------------------------------------

FAINT = [58, 66, 54, 62, 52, 56, 46, 54, 42, 51, 40, 47]
"""A fall whose p lies between 0.02 and 0.05."""


def judged(*subjects: Subject) -> dict[str, Judged]:
    return judge(subjects, lines_of(subjects))


def named(name: str, counts: Sequence[float | None], measure: Measure = COUNT, *events: Event) -> Subject:
    measure = replace(measure, id=name)
    return subject(quarterly(counts, measure=measure), measure, events)


def test_a_p_that_would_do_alone_is_a_possible_change_among_many_that_do_not_move() -> None:
    alone = judged(named("A", FAINT))["A/quarter"]
    assert (alone.verdict, alone.family_size) == ("falling", 1)
    assert 0.02 < (alone.q or 0) <= 0.05
    still = [named(f"B{n}", [*LEVEL[n:], *LEVEL[:n]][:12]) for n in range(6)]
    among = judged(named("A", FAINT), *still)
    assert {among[s.key].verdict for s in still} == {"no evidence of change"}
    assert (among["A/quarter"].verdict, among["A/quarter"].family_size) == ("possible change", 7)
    assert 0.10 < (among["A/quarter"].q or 0) <= 7 * 0.05


def test_the_q_values_are_those_of_all_p_values_of_the_family() -> None:
    subjects = [named("A", FAINT), named("B", LEVEL), named("C", FALLING)]
    lines = lines_of(subjects)
    p_values = [float(lines[s.key].found.p[lines[s.key].row]) for s in subjects]
    assert [j.q for j in judge(subjects, lines).values()] == list(false_discovery_rates(p_values).q)


@pytest.mark.parametrize(
    ("of_type", "family"),
    [
        ("better_off", "outcome measures"),
        ("population", "outcome measures"),
        ("how_much", "other measures"),
        ("how_well", "other measures"),
    ],
)
def test_whether_anyone_is_better_off_is_a_family_of_its_own(of_type: str, family: str) -> None:
    assert family_of(replace(COUNT, type=of_type)) == family  # type: ignore[arg-type]


def test_one_family_does_not_weigh_on_the_other() -> None:
    outcome = replace(COUNT, type="better_off")
    still = [named(f"B{n}", [*LEVEL[n:], *LEVEL[:n]][:12]) for n in range(6)]
    found = judged(named("A", FAINT, outcome), *still)
    assert found["A/quarter"].verdict == "falling"
    assert (found["A/quarter"].family, found["A/quarter"].family_size) == ("outcome measures", 1)
    assert (found["B0/quarter"].family, found["B0/quarter"].family_size) == ("other measures", 6)


STEP = [100, 103, 96, 99, 102, 98, 101, 97, 100, 104, 41, 38, 43, 40, 37, 42, 39, 41, 40, 38]


def test_a_step_is_unclear_and_named_where_it_lies() -> None:
    found = assessed(quarterly(STEP))
    assert found.tests is not None
    assert found.verdict == "unclear"
    assert found.tests.step is not None
    assert found.tests.step_p <= 0.01
    assert found.tests.step.time == (FIRST + 10).ordinal
    assert found.tests.step.first <= found.tests.step.time <= found.tests.step.last
    assert found.tests.step.low < -50 < found.tests.step.high


def test_what_means_nothing_is_no_member_of_its_family() -> None:
    subjects = [
        named("A", FAINT),
        named("broken", [300, 290, *FALLING], COUNT, event("2012-10-01", "broken")),  # ten quarters after the break
        named("step", STEP),
        named("short", FALLING[:7]),
        named("none", [0] * 10),
        named("sum", FALLING, replace(COUNT, basis="rolling")),
    ]
    found = judged(*subjects)
    assert {j.family_size for j in found.values()} == {1}
    assert [j.q is None for j in found.values()] == [False, True, True, True, True, True]
    words = ["falling", "unclear", "unclear", "too few data", "too few data", "not tested"]
    assert [j.verdict for j in found.values()] == words


def test_every_verdict_there_is_has_a_case_here() -> None:
    given = {assessed(series, measure, events).verdict for _, series, measure, events, _ in VERDICTS}
    elsewhere = {"not tested", "improving", "worsening", "possible change", "withheld"}
    assert given | elsewhere == set(get_args(Verdict))


@pytest.mark.parametrize(
    ("earlier", "held"),
    [
        ([], 1),
        ([{"A": "falling"}], 2),
        ([{"A": "falling"}, {"A": "falling"}, {"A": "rising"}, {"A": "falling"}], 3),
        ([{"A": "possible change"}, {"A": "falling"}], 1),
        ([{"B": "falling"}], 1),  # nothing was said of it in the quarter before
    ],
)
def test_a_verdict_has_held_until_the_latest_quarter_that_said_another_thing(
    earlier: list[dict[str, Verdict]], held: int
) -> None:
    assert held_for("A", "falling", earlier) == held
