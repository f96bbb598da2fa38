from __future__ import annotations

from made_rows import COUNT, LAST

from nelscb.edition import Point
from nelscb.words.milestones import answer_cell, answer_sentence, not_answered, one_answer_for_all


def answer(word: str | None) -> Point:
    return Point(LAST, None, None, None, "reported", "return", 1, (), answer=word)


REFUSED = Point(LAST, None, None, None, "refused", "return", 1, ())


def told(*points: Point | None) -> str:
    quarters = [LAST - (len(points) - 1 - n) for n in range(len(points))]
    return answer_sentence("Programme", list(zip(quarters, points, strict=True)), "the partnership")


def test_an_answer_is_quoted_with_whose_it_is() -> None:
    assert told(answer("running")) == "Programme: the partnership answered “running” for January to March 2015."


def test_the_answer_before_is_told_where_it_was_another() -> None:
    assert told(answer("not agreed"), answer("plan agreed"), answer("running")) == (
        "Programme: the partnership answered “running” for January to March 2015. For October to December 2014 it was "
        "“plan agreed”."
    )
    assert told(answer("running"), None, answer("running")).endswith("No other answer was given in the quarters shown.")


def test_a_quarter_without_an_answer_is_said_to_be_so_and_why() -> None:
    assert told(answer("running"), REFUSED) == (
        "Programme: the partnership answered “running” for October to December 2014. For January to March 2015: the "
        "return was refused by the checks."
    )
    assert told(answer("running"), None).endswith("For January to March 2015: no figure is held for this period.")
    assert told(None, REFUSED) == ""


def test_cells_keep_answers_and_marks_apart() -> None:
    assert answer_cell(answer("running"), "not_returned") == "running"
    assert answer_cell(REFUSED, "not_returned") == "[r]"
    assert answer_cell(None, "not_returned") == "[nr]"
    assert answer_cell(None, "absent") == answer_cell(answer(None), "absent") == "–"


def test_who_did_not_answer_is_named() -> None:
    assert not_answered([COUNT], {"local_authority": "the council"}) == (
        "No answer was received for this quarter or the three before it to: Referrals (P1-01), from the council."
    )
    assert not_answered([], {}) == ""
    assert one_answer_for_all(COUNT, ["a programme", "help"]).startswith("Referrals: the plan names a programme; help.")
