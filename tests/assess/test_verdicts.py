from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from made_series import *

SHARES = [9, 10, 12, 14, 17, 19, 22, 25, 27, 29]
VERDICTS: list[tuple[str, Series, Measure, list[Event], Verdict]] = [
    ("a clear fall", quarterly(FALLING), COUNT, [], "possible change"),
    ("a clear rise of a share", quarterly(SHARES, [40] * 10, SHARE), SHARE, [], "possible change"),
    ("a clear fall of a rate", quarterly(FALLING, [34_000] * 10, RATE), RATE, [], "possible change"),
    ("chance only", quarterly(LEVEL), COUNT, [], "no evidence of change"),
    ("seven quarters", quarterly(FALLING[:7]), COUNT, [], "too few data"),
    ("eight quarters", quarterly(FALLING[:8]), COUNT, [], "possible change"),
    ("eight quarters, one withheld", quarterly([*FALLING[:7], None]), COUNT, [], "too few data"),
    ("no event in ten quarters", quarterly([0] * 10), COUNT, [], "too few data"),
    ("all of all in ten quarters", quarterly([20] * 10, [20] * 10, SHARE), SHARE, [], "too few data"),
    ("twenty years", yearly(range(40, 20, -1)), COUNT, [], "too few data"),
    ("a break inside", quarterly(FALLING), COUNT, [event("2013-08-01", "P1-01")], "unclear"),
    ("a break in seven", quarterly(FALLING[:7]), COUNT, [event("2013-01-01", "P1-01")], "too few data"),
    ("a break of another", quarterly(FALLING), COUNT, [event("2013-08-01", "P1-04")], "possible change"),
    ("a break before it", quarterly(FALLING), COUNT, [event("2011-08-01", "P1-01")], "possible change"),
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
    assert (found.trend, found.mann_kendall, found.stretch) == (None, None, None)


def test_a_score_comes_without_counts_and_is_not_tested() -> None:
    points = [Point(FIRST + n, None, None, 14.0 - n / 4, "reported", "return", 1, ()) for n in range(12)]
    found = assessed(Series(AREA, SCORE.id, "quarter", "", "", tuple(points)), SCORE)
    assert found.verdict == "not tested"
    assert (found.value, found.on_previous, found.on_year_earlier, found.trend) == (None, None, None, None)
    assert found.levels[0].n == 12


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ([61, 62, 42, 52, 53, 38, 35, 40, 43], "possible change"),  # Mann-Kendall: p = 0.12
        ([41, 40, 42, 42, 44, 43, 46, 45, 47, 48], "no evidence of change"),  # Mann-Kendall: p = 0.0002
    ],
)
def test_the_verdict_follows_the_trend_and_never_mann_kendall(counts: list[int], verdict: Verdict) -> None:
    found = assessed(quarterly(counts))
    assert found.trend is not None
    assert found.mann_kendall is not None
    assert (found.trend.p <= 0.05) != (found.mann_kendall.p <= 0.05)
    assert found.verdict == verdict


def test_only_words_that_need_no_family_of_tests_are_given() -> None:
    given = {assessed(series, measure, events).verdict for _, series, measure, events, _ in VERDICTS}
    assert given | {"not tested"} == set(get_args(Verdict))
