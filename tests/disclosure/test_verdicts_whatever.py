"""The verdict's word in public: told only where every possible count gives it, by a naive trial of all of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "assess"))
from made_series import COUNT, FALLING, SHARE, assessed, event, quarterly, subject

from nelscb.assess import Verdict
from nelscb.assess.lines import Subject, lines_of
from nelscb.disclosure.naming import cell_name
from nelscb.disclosure.verdicts import MOST_TRIED, possible_points, verdicts_whatever
from nelscb.indicators import Series
from nelscb.plan import Measure
from nelscb.statistics import false_discovery_rates
from nelscb.suppression import Range

DEPENDS = [12, 11, 9, 10, 8, 9, 7, 6, 8, 5, 4, 6]
FALLS = [20, 19, 18, 17, 18, 16, 15, 14, 12, 13, 11, 5]
SCATTERED = [40, 3, 38, 4, 33, 30, 5, 26, 24, 20, 3, 16]
ENDS_SMALL = [60, 52, 47, 40, 36, 30, 27, 22, 18, 9, 4, 3]


def ranges(series: Series, *places: int, low: int = 1, high: int | None = 5) -> Mapping[str, Range]:
    return {cell_name(series, series.points[place].period, "numerator"): Range(low, high) for place in places}


def told(one: Subject, possible: Mapping[str, Range], *others: Subject) -> Verdict:
    subjects = [one, *others]
    return verdicts_whatever(subjects, lines_of(subjects), {one.key}, possible, {one.key})[one.key]


def small_places(numbers: list[int]) -> list[int]:
    return [place for place, number in enumerate(numbers) if number <= 5]


@pytest.mark.parametrize("numbers", [DEPENDS, FALLS, SCATTERED, ENDS_SMALL, [*FALLING, 5]])
@pytest.mark.parametrize("measure", [COUNT, SHARE])
def test_the_word_is_told_exactly_where_each_possible_series_has_it(numbers: list[int], measure: Measure) -> None:
    of = [200] * len(numbers) if measure is SHARE else None
    series = quarterly(numbers, of, measure)
    places = small_places(numbers)
    words = set()
    for tried in product(range(1, 6), repeat=len(places)):
        changed = list(numbers)
        for place, number in zip(places, tried, strict=True):
            changed[place] = number
        words.add(assessed(quarterly(changed, of, measure), measure).verdict)
    expected = words.pop() if len(words) == 1 else "withheld"
    assert told(subject(series, measure), ranges(series, *places)) == expected


def test_some_of_these_series_have_a_word_and_some_have_none() -> None:
    found = {told(subject(s), ranges(s, *small_places(n))) for n in (DEPENDS, FALLS, SCATTERED) for s in [quarterly(n)]}
    assert found == {"withheld", "falling", "no evidence of change"}


def test_a_count_that_can_be_anything_takes_the_word_away() -> None:
    series = quarterly(FALLING)
    assert told(subject(series), ranges(series, 3, high=None)) == "withheld"


def test_more_than_can_be_tried_takes_the_word_away() -> None:
    series = quarterly([30, 28, 29, 31, 30, 29, 28, 30, 3, 3, 3, 3, 3, 3, 3])
    assert possible_points(subject(series), ranges(series, *range(8, 14))) is not None
    assert possible_points(subject(series), ranges(series, *range(8, 15))) is None
    assert MOST_TRIED == 5**6
    assert told(subject(series), ranges(series, *range(8, 15))) == "withheld"


def test_a_part_that_would_be_more_than_its_whole_is_not_possible() -> None:
    series = quarterly([20] * 9 + [2], [60] * 9 + [3], SHARE)
    found = list(possible_points(subject(series, SHARE), ranges(series, 9)) or ())
    assert [points[-1].numerator for points in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("series", "measure", "word"),
    [
        (quarterly([3, 4, 5, 2, 3, 4, 5]), COUNT, "too few data"),
        (quarterly([9] * 12), replace(COUNT, window="rolling_12_months"), "not tested"),
    ],
)
def test_a_word_that_no_count_decides_is_always_told(series: Series, measure: Measure, word: Verdict) -> None:
    assert told(subject(series, measure), ranges(series, 0, 1, high=None)) == word


def test_a_dated_break_decides_whatever_is_withheld() -> None:
    series = quarterly(FALLING)
    assert told(subject(series, COUNT, [event("2013-08-01", "P1-01")]), ranges(series, 4, high=None)) == "unclear"


@pytest.mark.parametrize("p", [0.001, 0.03, 0.2])
def test_every_q_lies_between_those_of_hidden_tests_at_nought_and_at_one(p: float) -> None:
    known = [0.004, 0.02, 0.3, 0.6]
    low, high = (false_discovery_rates([p, *known, at, at]).q[0] for at in (0.0, 1.0))
    steps = [n / 20 for n in range(21)]
    between = [false_discovery_rates([p, *known, a, b]).q[0] for a in steps for b in steps]
    # A hidden series that turns out to be no test at all changes nothing outside these bounds.
    between += [false_discovery_rates([p, *known, a]).q[0] for a in steps] + [false_discovery_rates([p, *known]).q[0]]
    assert low is not None
    assert high is not None
    assert all(q is not None and low <= q <= high for q in between)


def test_a_change_that_the_hidden_tests_could_take_away_is_not_told() -> None:
    falling = subject(quarterly(FALLS))
    possible = ranges(falling.series, 11)
    alone = told(falling, possible)
    hidden = [replace(falling, key=f"P1-{n:02}/quarter") for n in range(2, 60)]
    subjects = [falling, *hidden]
    among = verdicts_whatever(
        subjects, lines_of(subjects), {s.key for s in subjects}, possible, {falling.key}
    )[falling.key]  # fmt: skip
    assert (alone, among) == ("falling", "withheld")
