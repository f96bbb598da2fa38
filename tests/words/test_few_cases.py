from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, FIRST, SHARE, quarterly

from nelscb.edition import Point
from nelscb.named_numbers import MARKED, NamedNumber, plain
from nelscb.words.quarter_shares import SMALL, few_cases, in_words, no_figure_now, nothing_held_yet


def share(count: float, of: float) -> Point:
    return quarterly([count], [of], SHARE).last


def test_shares_of_few_cases_are_told_together_with_what_one_case_does() -> None:
    told = few_cases(
        [("Neglect", SHARE, share(3, 8)), ("Missing", SHARE, share(10, 25)), ("All", SHARE, share(20, 30))]
    )
    assert plain(told) == (
        "Few cases: one more or fewer would move Neglect by 12.5 points (eight children) and Missing by 4.0 points "
        "(25 children)."
    )


@pytest.mark.parametrize(("of", "told"), [(1, True), (SMALL - 1, True), (SMALL, False), (0, False)])
def test_the_border_and_nobody(of: float, told: bool) -> None:
    assert bool(few_cases([("A", SHARE, share(0, of) if of else replace(share(0, 1), denominator=0.0))])) is told


def test_what_is_not_there_is_not_few() -> None:
    withheld = quarterly([None], None, SHARE).last
    assert few_cases([("A", SHARE, None), ("B", SHARE, withheld), ("C", COUNT, quarterly([4], None, COUNT).last)]) == ""


def test_the_move_names_the_cell_it_is_worked_out_from() -> None:
    point = replace(share(3, 8), denominator=NamedNumber(8.0, "{O2-02/quarter/2016-17-Q4.denominator}"))
    expressions = [match[1] for match in MARKED.finditer(few_cases([("A", SHARE, point)]))]
    assert expressions == ["(100 / {O2-02/quarter/2016-17-Q4.denominator})", "{O2-02/quarter/2016-17-Q4.denominator}"]


def test_counts_in_words_up_to_twelve() -> None:
    assert [plain(in_words(n)) for n in (0.0, 1.0, 12.0, 13.0, 1948.0)] == ["none", "one", "twelve", "13", "1,948"]


def test_a_quarter_without_a_figure_says_why() -> None:
    series = quarterly([4, None], [10, 10], SHARE)
    assert no_figure_now(SHARE, series.at(FIRST), FIRST) == ""
    assert "withheld" in no_figure_now(SHARE, series.last, FIRST + 1)
    assert "no figure is held for this period" in no_figure_now(SHARE, None, FIRST + 2)
    assert "the total is 0" in no_figure_now(SHARE, replace(series.points[0], value=None), FIRST)
    assert nothing_held_yet("Advice followed") == "**Advice followed**: no figure is held here."
