from __future__ import annotations

import re
from dataclasses import replace

import pytest
from altered_views import view_of, without

from nelscb.drawings import DotRows
from nelscb.edition import Edition, PooledYears
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.analyses.pooled import pooled_shares, pooled_years
from nelscb.pages.view import View

SHARES = ("O9-03", "O9-02", "O9-04", "O9-05")


@pytest.fixture(scope="module")
def deaths(demo_edition: Edition) -> View:
    return view_of(demo_edition, "O9", "pooled_deaths")


@pytest.fixture(scope="module")
def reviews(demo_edition: Edition) -> View:
    return view_of(demo_edition, "O9", "pooled_reviews")


def with_spans(view: View, *spans: PooledYears) -> View:
    return replace(view, released=replace(view.released, story=replace(view.released.story, pooled=spans)))


def test_each_row_is_three_years_with_the_exact_interval(deaths: View) -> None:
    exhibit = pooled_years(deaths)
    assert isinstance(exhibit.drawing, DotRows)
    assert [row.label for row in exhibit.drawing.rows] == [
        "2012-13 to 2014-15", "2013-14 to 2015-16", "2014-15 to 2016-17",
    ]  # fmt: skip
    assert all(row.low is not None and row.high is not None for row in exhibit.drawing.rows)
    assert exhibit.table is not None
    assert [tuple(map(plain, row[1:])) for row in exhibit.table.rows][-1] == ("22", "14 to 33")  # type: ignore[arg-type]


def test_no_single_year_and_no_category_is_shown(deaths: View, reviews: View) -> None:
    categories = {s.category for s in deaths.released.series if s.category}
    assert categories
    for exhibit in (pooled_years(deaths), pooled_shares(reviews)):
        shown = plain(" ".join([*exhibit.text, exhibit.alt, *exhibit.notes, str(exhibit.table)]))
        assert not any(f" {category} " in shown for category in categories)
        assert not re.search(r"in \d{4}-\d{2}(?! to)|in (January|April|July|October) to", shown)


def test_it_says_what_the_public_will_not_see(deaths: View, reviews: View) -> None:
    for exhibit in (pooled_years(deaths), pooled_shares(reviews)):
        assert any("public edition will withhold" in note for note in exhibit.notes)


def test_every_number_is_a_released_cell(deaths: View) -> None:
    cells = [cell for cell, _ in MARKED.findall(pooled_years(deaths).text[0])]
    way = "{story.pooled.O9-01/2014-15-to-2016-17"
    assert cells == [f"{way}.value}}", f"{way}.low}}", f"{way}.high}}"]


def test_a_withheld_span_keeps_its_mark_and_has_no_dot(reviews: View) -> None:
    exhibit = pooled_shares(reviews)
    assert exhibit.table is not None
    rows = {(row[0], row[1]): row[2:] for row in exhibit.table.rows}
    factors = "% of reviewed deaths with modifiable factors"
    assert rows[factors, "2014-15 to 2016-17"] == ("[c]", "[c]", "none")
    assert isinstance(exhibit.drawing, DotRows)
    assert exhibit.drawing.rows[0].label == f"{factors}, 2013-14 to 2015-16"
    assert "withheld" in exhibit.text[0]


def test_a_share_of_fewer_than_ten_stays_a_count(reviews: View) -> None:
    few = [
        replace(p, numerator=3.0, denominator=9.0, value=None, low=None, high=None)
        for p in reviews.released.story.pooled
        if p.state == "reported"
    ]
    exhibit = pooled_shares(with_spans(reviews, *few))
    assert exhibit.drawing is None
    assert exhibit.table is not None
    assert all(row[2:] == ("3 of 9", "too few", "none") for row in exhibit.table.rows)
    assert "%" not in plain(" ".join(t.split("**: ")[1] for t in exhibit.text[:4]))


def test_a_board_with_too_few_years_shows_none_of_them(deaths: View, reviews: View) -> None:
    for exhibit in (pooled_years(with_spans(deaths)), pooled_shares(with_spans(reviews))):
        assert exhibit.drawing is None and exhibit.table is None
        assert "fewer than three whole years" in exhibit.text[0]


def test_one_span_that_is_absent_draws_nothing(deaths: View) -> None:
    span = replace(deaths.released.story.pooled[0], state="absent", numerator=None, value=None, low=None, high=None)
    exhibit = pooled_years(with_spans(deaths, span))
    assert exhibit.drawing is None
    assert "is not held" in exhibit.text[0]


@pytest.mark.parametrize("gone", SHARES)
def test_without_one_share_the_others_stand_and_the_hole_is_named(reviews: View, gone: str) -> None:
    exhibit = pooled_shares(without(reviews, [gone]))
    assert exhibit.table is not None
    assert len({row[0] for row in exhibit.table.rows}) == 3
    assert any(f"({gone})" in t for t in exhibit.text)


def test_nothing_held_on_either_board_names_the_panel(deaths: View, reviews: View, edition: Edition) -> None:
    for bare in (without(deaths, ["O9-01"]), view_of(edition, "O9", "pooled_deaths")):
        exhibit = pooled_years(bare)
        assert exhibit.drawing is None
        assert "O9-01" in exhibit.text[0] and bare.board.agencies["cdop"] in exhibit.text[0]
    for bare in (without(reviews, SHARES), view_of(edition, "O9", "pooled_reviews")):
        exhibit = pooled_shares(bare)
        assert exhibit.drawing is None
        assert all(m in exhibit.text[0] for m in SHARES)
