from __future__ import annotations

from dataclasses import replace

import pytest
from made_series import BOARD, COUNT, FIRST, PROJECT, RATE, family, point, quarterly, subject

from nelscb.assess import Place
from nelscb.assess.place import place_of
from nelscb.indicators import Indicators, Point, Series
from nelscb.plan import Measure
from nelscb.statistics import among_neighbours, rank_with_uncertainty, score_among_neighbours

SHARE = replace(PROJECT.plan.measures["P1-06"])
SCORE = PROJECT.plan.measures["O7-01"]
NEIGHBOURS = [area.code for area in BOARD.neighbours]
OWN, THEIRS, TOTALS = 12.0, [30.0, 24, 41, 35, 28], [100.0, 90, 130, 120, 80]


def share_of(area: str, count: float | None, total: float) -> Series:
    return Series(area, SHARE.id, "quarter", "", "", (point(FIRST, count, total, SHARE),))


def place(own: Series, others: list[Series], measure: Measure = SHARE) -> Place | None:
    return place_of(subject(own, measure), family(own, *others), BOARD)


def test_the_limits_and_the_rank_are_those_of_one_more_area_like_the_neighbours() -> None:
    own = share_of(BOARD.area.code, OWN, 60)
    others = [share_of(code, c, t) for code, c, t in zip(NEIGHBOURS[:5], THEIRS, TOTALS, strict=True)]
    found = place(own, others)
    assert found is not None
    assert found.among == among_neighbours(THEIRS, TOTALS, OWN, 60.0, "proportion", per=100.0)
    assert found.rank == rank_with_uncertainty([OWN, *THEIRS], [60.0, *TOTALS], 0, "proportion")
    assert (found.among.value, found.among.k) == (20.0, 5)
    assert found.rank.value == 1


@pytest.mark.parametrize(("there", "shown"), [(0, False), (2, False), (3, True), (10, True)])
def test_three_neighbours_are_needed(there: int, shown: bool) -> None:
    others = [share_of(code, 20.0 + n, 100.0) for n, code in enumerate(NEIGHBOURS[:there])]
    found = place(share_of(BOARD.area.code, OWN, 60), others)
    assert (found is not None) == shown


def test_who_has_no_figure_for_the_quarter_is_left_out_and_so_are_region_and_country() -> None:
    own = share_of(BOARD.area.code, OWN, 60)
    three = [share_of(code, c, t) for code, c, t in zip(NEIGHBOURS[:3], THEIRS, TOTALS, strict=False)]
    withheld = share_of(NEIGHBOURS[3], None, 100)
    nobody = share_of(NEIGHBOURS[4], 0, 0)
    another_quarter = Series(NEIGHBOURS[5], SHARE.id, "quarter", "", "", (point(FIRST - 1, 20.0, 90.0, SHARE),))
    region, country = share_of(BOARD.region.code, 500, 1000), share_of(BOARD.country.code, 5000, 9000)
    stranger = share_of("E09000001", 50, 90)
    found = place(own, [*three, withheld, nobody, another_quarter, region, country, stranger])
    assert found == place(own, three)
    assert found is not None
    assert found.among.k == 3
    assert place(own, [*three[:2], withheld, nobody, another_quarter, region, country]) is None


def test_a_count_says_how_large_an_area_is_and_has_no_place() -> None:
    others = [replace(quarterly([20.0 + n]), area=code) for n, code in enumerate(NEIGHBOURS)]
    own = quarterly([30])
    assert place(own, others, COUNT) is None


def test_a_rate_is_placed_as_a_rate() -> None:
    others = [
        replace(quarterly([c], [1000 * t], RATE), area=code)
        for code, c, t in zip(NEIGHBOURS[:5], THEIRS, TOTALS, strict=True)
    ]
    found = place(quarterly([OWN], [34_000.0], RATE), others, RATE)
    assert found is not None
    assert found.among == among_neighbours(THEIRS, [1000 * t for t in TOTALS], OWN, 34_000.0, "rate", per=10_000)


def test_a_share_that_anyone_passes_all_of_is_placed_as_a_rate() -> None:
    own = share_of(BOARD.area.code, OWN, 60)
    counts, totals = [30.0, 24, 45], [100.0, 90, 40]
    others = [share_of(code, c, t) for code, c, t in zip(NEIGHBOURS, counts, totals, strict=False)]
    found = place(own, others)
    assert found is not None
    assert found.among == among_neighbours(counts, totals, OWN, 60.0, "rate", per=100.0)


def score_of(area: str, value: float) -> Series:
    return Series(area, SCORE.id, "quarter", "", "", (Point(FIRST, None, None, value, "reported", "published", 1, ()),))


def test_a_score_has_limits_and_no_rank() -> None:
    scores = [13.0, 14.5, 12.0, 15.0]
    others = [score_of(code, s) for code, s in zip(NEIGHBOURS, scores, strict=False)]
    found = place(score_of(BOARD.area.code, 16.0), others, SCORE)
    assert found == Place(score_among_neighbours(16.0, scores), None)
    assert place(score_of(BOARD.area.code, 16.0), others[:2], SCORE) is None
    # Where all score the same nothing tells how far a further one may lie.
    same = [score_of(code, 13.0) for code in NEIGHBOURS]
    assert place(score_of(BOARD.area.code, 16.0), same, SCORE) is None


def test_an_edition_without_neighbours_figures_places_nobody() -> None:
    own = share_of(BOARD.area.code, OWN, 60)
    assert place_of(subject(own, SHARE), Indicators({}, PROJECT.plan), BOARD) is None
