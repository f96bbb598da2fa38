"""The first difference of an exhibit, in words."""

from __future__ import annotations

from dataclasses import replace

from nelscb.exhibits import Column, Exhibit, Table
from nelscb.named_numbers import NamedCount, mark
from nelscb.verify.in_words import cell_in_words, difference, first_difference, nearest
from nelscb.verify.shown import Shown, shown_now

CELL = "P2-07/quarter/2016-17-Q4.numerator"


def closures(number: int, more: str = "A quiet quarter.") -> Exhibit:
    told = mark(NamedCount(number, f"{{{CELL}}}"), f"{number:,}")
    table = Table((Column("Quarter"), Column("Closures", numeric=True)), (("January to March", told),))
    return Exhibit("p2_closures", "Closures", text=(f"There were {told} closures.", more), table=table)


def test_a_number_that_moved_is_named_by_its_cell() -> None:
    said = first_difference(shown_now(closures(1066)), shown_now(closures(1067)))
    assert said == "P2-07/quarter/2016-17-Q4, numerator, was 1,066 and is 1,067, which differs by 1"


def test_a_sentence_that_is_another_is_told_with_what_it_was() -> None:
    said = first_difference(shown_now(closures(3)), shown_now(closures(3, "A quiet spring.")))
    assert said == "it said “A quiet quarter.” and says “A quiet spring.”"


def test_a_sentence_that_is_new_or_gone_is_told() -> None:
    one = closures(3)
    without = replace(one, text=one.text[:1])
    assert first_difference(shown_now(without), shown_now(one)) == "it says “A quiet quarter.”, which it did not"
    assert first_difference(shown_now(one), shown_now(without)) == "it said “A quiet quarter.”, and no longer does"


def test_of_a_whole_page_what_others_show_is_not_missed() -> None:
    page = replace(shown_now(closures(3)), blocks=(*shown_now(closures(3)).blocks, "Another exhibit."), whole=True)
    assert first_difference(page, shown_now(closures(3))).startswith("its sentences and numbers are the same")
    assert first_difference(None, Shown({}, ())) == "no page or notebook of the edition tells what it showed"


def test_what_is_worked_out_is_named_by_its_first_cell() -> None:
    assert cell_in_words("({P1-01/year/2016-17.value} - {P1-01/year/2015-16.value})") == (
        "what is worked out from P1-01/year/2016-17, value, and 1 other,"
    )
    assert cell_in_words("not a cell") == "not a cell"


def test_differences_are_of_numbers_alone() -> None:
    assert difference("−1.5%", "2%") == ", which differs by 3.5"
    assert difference("c", "3") == difference("3", "3") == ""


def test_the_nearest_names_are_offered() -> None:
    assert nearest("p2_closure", ["p2_closures", "tracker"]) == "; the nearest are p2_closures"
    assert nearest("x", ["p2_closures"]) == ""
