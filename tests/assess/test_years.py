from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from made_series import BOARD, COUNT, SCORE, assessed, event, family, subject, yearly

from nelscb.assess import FirstToLast
from nelscb.assess.years import first_to_last_of
from nelscb.indicators import Series
from nelscb.plan import Measure
from nelscb.published import Event
from nelscb.statistics import count_ratio
from nelscb.words.years import years_sentence

NEIGHBOURS = [area.code for area in BOARD.neighbours]


def told(
    own: Series, others: Sequence[Series] = (), measure: Measure = COUNT, events: Sequence[Event] = ()
) -> FirstToLast | None:
    return first_to_last_of(subject(own, measure, events), family(own, *others), BOARD)


def test_the_first_year_is_set_against_the_last_and_each_neighbour_likewise() -> None:
    others = [yearly([100, 0, 150], area=NEIGHBOURS[0]), yearly([200, 90, 50], area=NEIGHBOURS[1])]
    found = told(yearly([40, 90, 60]), others)
    assert found is not None
    assert (str(found.first), found.change) == ("2012-13", count_ratio(40, 60))
    assert found.neighbours == (1.5, 0.25)
    assert not found.across_break


def test_a_neighbour_without_both_years_or_that_began_at_none_has_no_change() -> None:
    others = [yearly([100, 150], area=NEIGHBOURS[0]), yearly([0, 5, 9], area=NEIGHBOURS[1])]
    found = told(yearly([40, 90, 60]), others)
    assert found is not None
    assert found.neighbours == ()


@pytest.mark.parametrize("years", [[40.0], [40.0, 60.0]])
def test_two_years_have_the_change_on_the_year_before_and_no_more(years: list[float]) -> None:
    assert told(yearly(years)) is None


def test_a_score_comes_without_counts_and_from_nothing_there_is_no_ratio() -> None:
    assert told(yearly([0, 0, 0])) is None
    assert told(yearly([3, 4, 5]), measure=SCORE) is None


def test_a_break_between_first_and_last_is_told() -> None:
    found = told(yearly([40, 90, 60]), events=[event("2013-08-01", COUNT.id)])
    assert found is not None
    assert found.across_break


def test_the_sentence_has_the_amount_its_doubt_and_the_neighbours_and_no_trend() -> None:
    others = [yearly([100, 0, 150], area=NEIGHBOURS[0]), yearly([200, 90, 50], area=NEIGHBOURS[1])]
    row = assessed(yearly([40, 90, 60]))
    sentence = years_sentence(replace(row, first_to_last=told(yearly([40, 90, 60]), others)))
    assert sentence == (
        "From 2012-13 to 2014-15 it went up 50% (95% interval down 1% to up 130%), which could be chance. Over the "
        "same years the two neighbours went from down 75% to up 50%."
    )
    clear = replace(row, first_to_last=told(yearly([400, 90, 100])))
    assert years_sentence(clear).endswith("which is more than chance in counting explains.")
    assert years_sentence(replace(row, first_to_last=None)) == ""
