"""The year of four quarters, and the board's place among its neighbours, worked out a second time as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from comparison import parts_that_differ
from neighbours_by_hand import places_by_hand
from plan_by_hand import Plan
from year_by_hand import years_by_hand

from nelscb.edition import Edition, FourQuarters, Place

QUARTER = "2016-17-Q4"
Rows = dict[str, dict[str, Any]]


@pytest.fixture(params=["real", "demo"])
def board(request: pytest.FixtureRequest, root: Path) -> tuple[Edition, Rows, Plan]:
    """A board's edition, its rows by hand, and its plan as its files say it."""
    name = str(request.param)
    edition = request.getfixturevalue("edition" if name == "real" else "demo_edition")
    folder = root if name == "real" else root / "examples" / "havenshire"
    return edition, request.getfixturevalue(f"{name}_by_hand"), Plan(folder)


def told_of_a_year(year: FourQuarters) -> dict[str, Any]:
    return {part: getattr(year, part) for part in ("held", "numerator", "denominator", "value", "low", "high")}


def test_every_year_is_what_its_four_quarters_come_to(board: tuple[Edition, Rows, Plan]) -> None:
    edition, rows, plan = board
    by_hand = years_by_hand(rows, plan, QUARTER)
    told = {year.measure: year for year in edition.story.year}
    assert told.keys() == by_hand.keys()
    assert told
    for name, year in told.items():
        for released, worked_out in zip((year.now, year.before), by_hand[name], strict=True):
            assert parts_that_differ(told_of_a_year(released), worked_out) == [], name


def told_of_a_place(place: Place) -> dict[str, Any]:
    parts = {part: getattr(place.among, part) for part in ("value", "mean", "low", "high", "k")}
    return {**parts, "rank": place.rank.value if place.rank else None}


def test_every_place_among_the_neighbours_is_what_their_figures_give(board: tuple[Edition, Rows, Plan]) -> None:
    edition, rows, plan = board
    by_hand = places_by_hand(rows, plan)
    told = {name: one.place for name, one in edition.assessments.items() if one.place is not None}
    assert told.keys() == by_hand.keys()
    assert told
    for name, place in told.items():
        assert parts_that_differ(told_of_a_place(place), by_hand[name]) == [], name
