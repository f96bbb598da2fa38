from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, LAST

from nelscb.edition import Point
from nelscb.named_numbers import NamedNumber, plain
from nelscb.words.children_behind import NOT_THE_SAME, cases_sentence, help_sentence, over, ratio_cell

CASES = replace(COUNT, title="Cases heard", unit_words="cases")
WITH = replace(COUNT, title="Cases with children", unit_words="cases")
CHILDREN = replace(COUNT, title="Children living with a victim", unit_words="children")
REFUGE = replace(COUNT, title="Children admitted", unit_words="children")
SUPPORT = replace(COUNT, title="Children supported", unit_words="children")


def point(count: float) -> Point:
    return Point(LAST, count, None, count, "reported", "return", 1, ())


HIDDEN = Point(LAST, None, None, None, "suppressed_by_publisher", "return", 1, ())


def test_cases_and_children_are_told_with_their_ratios() -> None:
    told = plain(cases_sentence((CASES, point(80)), (WITH, point(60)), (CHILDREN, point(90)), LAST))
    assert told == (
        "**Cases with children**: 60 of 80 cases (75.0%) in January to March 2015. "
        "**Children living with a victim**: 90 in January to March 2015, or 1.5 for each such case."
    )


def test_what_is_not_there_is_left_out_and_nothing_is_divided_by_it() -> None:
    assert plain(cases_sentence((CASES, None), (WITH, point(60)), (CHILDREN, HIDDEN), LAST)) == (
        "**Cases with children**: 60 cases in January to March 2015."
    )
    assert plain(cases_sentence((CASES, point(80)), (WITH, HIDDEN), (CHILDREN, point(90)), LAST)) == (
        "**Children living with a victim**: 90 in January to March 2015."
    )
    assert plain(cases_sentence((CASES, point(0)), (WITH, point(0)), (CHILDREN, point(0)), LAST)) == (
        "**Cases with children**: 0 cases in January to March 2015. "
        "**Children living with a victim**: 0 in January to March 2015."
    )
    assert cases_sentence((CASES, point(80)), (WITH, None), (CHILDREN, None), LAST) == ""


def test_help_is_set_beside_need_and_said_to_be_of_other_children() -> None:
    told = plain(help_sentence((CHILDREN, point(90)), (REFUGE, point(12)), (SUPPORT, point(45)), LAST))
    assert told == (
        "**Children admitted**: 12 in January to March 2015. **Children supported**: 45 in January to March 2015, or "
        f"50 for each 100 children living with a victim. {NOT_THE_SAME}"
    )
    assert "for each 100" not in help_sentence((CHILDREN, None), (REFUGE, None), (SUPPORT, point(45)), LAST)
    assert help_sentence((CHILDREN, point(90)), (REFUGE, HIDDEN), (SUPPORT, None), LAST) == ""


@pytest.mark.parametrize(("upper", "lower", "cell"), [
    (point(45), point(90), "50"),
    (point(0), point(90), "0"),
    (point(45), point(0), "[0]"),
    (HIDDEN, point(90), "[c]"),
    (point(45), HIDDEN, "[c]"),
    (None, point(90), "–"),
])  # fmt: skip
def test_a_ratio_that_cannot_be_made_keeps_the_mark_of_why(upper: Point, lower: Point, cell: str) -> None:
    assert plain(ratio_cell(upper, lower, 100, 0)) == cell


def test_a_ratio_names_the_cells_it_is_made_of() -> None:
    upper = replace(point(45), numerator=NamedNumber(45.0, "{P4-22/quarter/2014-15-Q4.numerator}"))
    lower = replace(point(90), numerator=NamedNumber(90.0, "{P4-06/quarter/2014-15-Q4.numerator}"))
    ratio = over(upper, lower)
    assert isinstance(ratio, NamedNumber)
    assert ratio == 0.5
    assert "P4-22" in ratio.expression
    assert "P4-06" in ratio.expression
