from __future__ import annotations

import math
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.statistics.runs import runs

pytestmark = pytest.mark.filterwarnings("error")
steady = settings(deadline=None, derandomize=True, database=None, max_examples=60)
GAP = float("nan")


def drawn(sides: str) -> list[float]:
    """A series from its sides: + above 0, - below, 0 on it, . a gap; more points on 0 keep the median there."""
    steps = {"+": 1.0, "-": -1.0, "0": 0.0, ".": GAP}
    uneven = abs(sides.count("+") - sides.count("-"))
    return [steps[side] for side in sides + "0" * (uneven + 1)]


def test_crossings_and_longest_run_as_published() -> None:
    # Thirteen points that cross after the 3rd, 6th, 7th, 9th and 10th: five crossings, longest run three, no shift;
    # fewer than three crossings would be one,
    # https://sciencetrends.com/improving-tools-for-quality-improvement-crossings-runs-and-crossrun/
    found = runs(drawn("+++---+--+---"))
    assert (found.median, found.n_useful, found.crossings, found.longest_run) == (0, 13, 5, 3)
    assert (found.fewest_crossings, found.shift, found.method) == (3, False, "Anhøj")


# Upper limits of the longest run, https://unaettie.com/en-us/faq.php
LONGEST = [(10, 6), (11, 6), (12, 7), (22, 7), (23, 8), (24, 8), (45, 8), (46, 9), (90, 9), (91, 10), (101, 10)]


@pytest.mark.parametrize(("useful", "longest"), LONGEST)
def test_the_longest_run_allowed_is_the_published_one(useful: int, longest: int) -> None:
    found = runs(drawn(("+-" * useful)[:useful]))
    assert (found.n_useful, found.longest_allowed) == (useful, longest)


@pytest.mark.parametrize("useful", [10, 12, 16, 20, 24, 40])
def test_fewer_crossings_than_allowed_have_a_chance_under_one_in_twenty(useful: int) -> None:
    fewest = runs(drawn("+-" * (useful // 2))).fewest_crossings or 0
    at_most = [sum(math.comb(useful - 1, k) for k in range(c + 1)) / 2 ** (useful - 1) for c in (fewest - 1, fewest)]
    assert at_most[0] < 0.05 <= at_most[1]


@pytest.mark.parametrize(
    ("sides", "useful", "longest", "crossings", "shift"),
    [
        ("+-+-+-+-+-", 10, 1, 9, False),
        ("+++++-----", 10, 5, 1, True),  # one crossing where two are the fewest
        ("++-+---++-", 10, 3, 5, False),
        ("-------+-+++++++", 16, 7, 3, True),  # three crossings where four are the fewest
        ("+-+-+-" + "-" * 7 + "+" * 7 + "+-+-", 24, 8, 9, False),  # eight in a row are allowed of 24
        ("+-+-+-" + "-" * 8 + "+" * 8 + "+-+-", 26, 9, 9, True),  # nine are not
        ("+0-0+0-+-0+-+-", 10, 1, 9, False),  # what stands on the median is passed over
        ("+0+0+0+0+-----", 10, 5, 1, True),
    ],
)
def test_tables_checked_by_eye(sides: str, useful: int, longest: int, crossings: int, shift: bool) -> None:
    found = runs(drawn(sides))
    assert (found.median, found.n, found.n_useful) == (0, len(sides) + 1, useful)
    assert (found.longest_run, found.crossings, found.shift) == (longest, crossings, shift)


def test_a_gap_breaks_a_run_and_hides_a_crossing() -> None:
    whole, broken = runs(drawn("+++++++-------")), runs(drawn("++++.+++----.---"))
    assert (whole.longest_run, whole.crossings) == (7, 1)
    assert (broken.n, broken.n_useful, broken.longest_run, broken.crossings) == (15, 14, 4, 1)
    hidden = runs(drawn("+++++++.-------"))
    assert (hidden.longest_run, hidden.crossings) == (7, 0)
    # 13 pairs of neighbours allow 4 crossings and more, 11 pairs 3.
    assert (whole.fewest_crossings, broken.fewest_crossings) == (4, 3)


def test_points_that_all_stand_alone_have_no_crossings_to_miss() -> None:
    found = runs(drawn(".".join("+-" * 5)))
    assert (found.n_useful, found.longest_run, found.crossings, found.fewest_crossings) == (10, 1, 0, 0)
    assert found.shift is False


@pytest.mark.parametrize("sides", ["", ".", "0", "00000000000000", "+-+-+-+-0", "+++++----"])
def test_under_ten_useful_points_nothing_is_said(sides: str) -> None:
    found = runs(drawn(sides))
    assert (found.shift, found.longest_allowed, found.fewest_crossings) == (None, None, None)
    assert found.n_useful < 10


def test_nothing_has_no_median() -> None:
    assert (runs([]).median, runs([GAP]).median, runs([GAP]).n) == (None, None, 0)
    assert (runs([3]).median, runs([3]).longest_run) == (3, 0)


def test_an_infinite_value_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        runs([1, math.inf])


@steady
@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_runs_agree_with_a_naive_count_whichever_way_they_are_read(series: list[int]) -> None:
    found = runs(series)
    above = [value > (found.median or 0) for value in series if value != found.median]
    assert found.n_useful == len(above)
    assert found.longest_run == max((len(list(run)) for _, run in groupby(above)), default=0)
    assert found.crossings == sum(a != b for a, b in pairwise(above))
    if found.shift is not None:
        assert found.shift == (
            found.longest_run > round(math.log2(len(above)) + 3) or found.crossings < (found.fewest_crossings or 0)
        )
    for other in (runs(series[::-1]), runs([-value for value in series])):
        assert (other.longest_run, other.crossings, other.shift) == (found.longest_run, found.crossings, found.shift)
