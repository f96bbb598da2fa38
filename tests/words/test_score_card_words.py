"""What a score card's columns say is missing, and from whom; and the words around registers and receipts."""

from __future__ import annotations

from datetime import date

from nelscb.edition import Receipt, SinceLast
from nelscb.named_numbers import MARKED, plain
from nelscb.quarters import Quarter
from nelscb.words import behind, card_pages, score_cards

QUARTER = Quarter.parse("2016-17-Q4")


def test_missing_measures_are_counted_with_whom_they_would_come_from() -> None:
    assert score_cards.missing([], [], 3) == ""
    one = plain(score_cards.missing(["a"], ["the school"], 3))
    assert one == "One measure has no figure. It would come from the school."
    assert score_cards.missing(["a"], ["the school"], 1).startswith("The one measure here has no figure")
    two = score_cards.missing(["a", "b"], ["the police", "the school"], 3)
    assert plain(two) == "Two of the measures have no figure. They would come from the police and the school."
    assert MARKED.findall(two)[0] == ("count({a}, {b})", "Two")
    every = plain(score_cards.missing(["a", "b"], ["the school", "the school"], 2))
    assert every == "None of the two measures has a figure. They would come from the school."


def test_who_would_send_most_is_named_first_and_many_are_counted() -> None:
    assert score_cards.from_whom(["b", "a", "a"]) == "a and b"
    assert score_cards.from_whom(list("abcdefg")) == "a, b, c, d and three others"
    assert score_cards.from_whom(list("abcde")) == "a, b, c, d and e"


def test_a_measure_that_is_only_proposed_is_not_called_missing() -> None:
    assert score_cards.not_asked_for([], 3) == ""
    assert score_cards.not_asked_for(["a"], 1) == "One measure is proposed, and the Board has not asked for it."
    told = plain(score_cards.not_asked_for(["a", "b"], 5))
    assert told == "Two more measures are proposed, and the Board has not asked for them."


def test_a_card_that_came_late_not_at_all_or_was_not_due_is_three_things() -> None:
    nothing = Receipt("cse", date(2017, 4, 20), (), 9, 0, 0, 0)
    assert card_pages.received_sentence(None, QUARTER).startswith("Nothing is asked of this sub-group")
    assert "None was received." in card_pages.received_sentence(nothing, QUARTER)
    assert behind.receipt_sentence("X", nothing) == "X: no score card received. It was due by 20 April 2017."


def test_a_grade_says_which_of_its_questions_is_not_answered_yes() -> None:
    assert behind.grade_cell(("A", "yes", "yes", "yes", "yes")) == "A"
    assert behind.grade_cell(("C", "no", "yes", "no", "yes")) == "C (not complete, not checked)"


def test_the_edition_compared_with_is_named_and_hindsight_is_said() -> None:
    since = SinceLast(QUARTER - 1, date(2017, 3, 1), False, True, (), 0, (), (), (), (), (), ())
    assert "as it was known on 1 March 2017" in behind.compared_with(since)
    same = SinceLast(QUARTER - 1, date(2026, 11, 23), True, True, (), 0, (), (), (), (), (), ())
    assert "only the quarter differs" in behind.compared_with(same)
    empty = SinceLast(QUARTER - 1, date(2017, 3, 1), False, False, (), 0, (), (), (), (), (), ())
    assert "nothing can be compared" in behind.compared_with(empty)
