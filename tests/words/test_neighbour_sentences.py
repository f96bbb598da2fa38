from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import SCORE, SHARE, place_of

from nelscb.edition import Place
from nelscb.statistics import score_among_neighbours
from nelscb.words.neighbours import place_sentence

# Ten shares of a thousand children each, from 20 % to 30 %.
OTHERS = [200, 210, 220, 230, 240, 260, 270, 280, 290, 300]


def told(own: float) -> tuple[str, Place]:
    place = place_of(own, OTHERS)
    return place_sentence(place, SHARE), place


@pytest.mark.parametrize(("own", "start"), [
    (250, "It does not stand apart from its neighbours."),
    (400, "It lies above what its neighbours would lead one to expect."),
    (100, "It lies below what its neighbours would lead one to expect."),
])  # fmt: skip
def test_whether_a_figure_stands_apart(own: float, start: str) -> None:
    words, place = told(own)
    limits = f"from {place.among.low:.1f}% to {place.among.high:.1f}% in nineteen cases of twenty."
    assert words.startswith(f"{start} One more area like the ten neighbours would lie {limits} Counted from the lowest")


@pytest.mark.parametrize(("own", "rank"), [
    (400, " Counted from the lowest it is number 11 of 11."),
    (100, " Counted from the lowest it is number 1 of 11."),
])  # fmt: skip
def test_a_certain_rank(own: float, rank: str) -> None:
    assert told(own)[0].endswith(rank)


def test_an_uncertain_rank_is_told_as_a_span() -> None:
    words, place = told(250)
    assert place.rank is not None
    assert place.rank.low < place.rank.high
    low, high = int(place.rank.low), int(place.rank.high)
    assert words.endswith(
        f"it is between number {low} and number {high} of 11. The figures cannot say it more closely."
    )


def test_a_score_has_limits_and_no_rank() -> None:
    # Mean 14, s 1, k 3: 14 ± 4.303 × √(1 + 1/3) = 9.0 and 19.0.
    place = Place(score_among_neighbours(20.0, [13.0, 14.0, 15.0]), None)
    assert place_sentence(place, SCORE) == (
        "It lies above what its neighbours would lead one to expect. One more area like the three neighbours would lie "
        "from 9.0 to 19.0 in nineteen cases of twenty."
    )


def test_where_nothing_can_be_said_nothing_is() -> None:
    place = place_of(250, OTHERS)
    assert place_sentence(None, SHARE) == ""
    none = replace(place, among=replace(place.among, value=None, low=None, high=None, outside=None))
    assert place_sentence(none, SHARE) == ""
