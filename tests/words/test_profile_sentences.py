from __future__ import annotations

from dataclasses import replace

from made_rows import LAST, SHARE

from nelscb.edition import Point
from nelscb.named_numbers import plain
from nelscb.words.ages import largest_group, not_known_sentence, profile_alt, sexes_sentence, withheld_sentence
from nelscb.words.risks import levels_a_year_before, levels_sentence

PROFILE = replace(
    SHARE, title="Profile", unit="profile", unit_words="% of missing children", window="rolling_12_months"
)


def point(count: float, total: float = 50.0) -> Point:
    return Point(LAST, count, total, 100 * count / total, "reported", "return", 1, (), low=10.0, high=30.0)


HIDDEN = Point(LAST, None, None, None, "suppressed_by_publisher", "return", 1, ())


def test_the_largest_group_is_named_with_its_share() -> None:
    told = plain(largest_group([("Female, under 10", point(5)), ("Male, 16 and 17", point(20))], PROFILE, LAST))
    assert told == (
        "In the twelve months to 31 March 2015 the largest group was male, aged 16 and 17: 20 of 50 children "
        "(40.0%, 95% interval 10.0% to 30.0%)."
    )


def test_where_a_group_is_withheld_the_largest_is_that_of_those_shown() -> None:
    groups = [("Female, under 10", HIDDEN), ("Male, 16 and 17", point(20)), ("Male, under 10", None)]
    assert "the largest group of those that can be shown was male" in largest_group(groups, PROFILE, LAST)
    assert withheld_sentence(groups) == (
        "Not shown, and not zero: female, aged under 10 [c], withheld by its publisher or sender to protect "
        "confidentiality; male, aged under 10 –, no figure is held for this period."
    )
    assert sexes_sentence([("Female", [HIDDEN, point(5)]), ("Male", [point(20)])]) == ""


def test_two_largest_groups_are_both_named_and_none_withheld_says_nothing() -> None:
    groups = [("Female, under 10", point(20)), ("Male, 16 and 17", point(20)), ("Male, under 10", point(0))]
    assert (
        "the largest groups were female, aged under 10 and male, aged 16 and 17, with 20 of 50 children each"
        in plain(largest_group(groups, PROFILE, LAST))
    )
    assert withheld_sentence(groups) == ""


def test_nothing_shown_and_nothing_but_zero_are_two_things() -> None:
    assert "no group of profile can be shown" in largest_group([("Male, under 10", HIDDEN)], PROFILE, LAST)
    assert "every group that can be shown is zero" in largest_group([("Male, under 10", point(0))], PROFILE, LAST)


def test_the_sexes_are_added_only_where_each_group_is_known() -> None:
    sides = [("Female", [point(5), point(7)]), ("Male", [point(20)])]
    assert plain(sexes_sentence(sides)) == "In all: female 12, male 20."
    assert sexes_sentence([]) == ""


def test_who_is_in_neither_side_is_told() -> None:
    assert plain(not_known_sentence("Sex not known", point(0))) == "Sex not known: none."
    assert plain(not_known_sentence("Sex not known", point(3))).startswith(
        "Sex not known: 3 of 50 children, who are in"
    )


def test_the_alternative_text_keeps_the_marks() -> None:
    alt = plain(profile_alt([("Female, under 10", HIDDEN), ("Male, under 10", point(5))], PROFILE, LAST))
    assert alt.endswith("in the twelve months to 31 March 2015: female, aged under 10 [c]; male, aged under 10 10.0%.")


def test_levels_keep_the_mark_of_what_is_withheld_and_are_not_tested() -> None:
    stock = replace(PROFILE, window="quarter", basis="snapshot", unit_words="% of open cases")
    levels = [("Low", point(40), point(30)), ("High", HIDDEN, None), ("Not yet assessed", None, HIDDEN)]
    assert plain(levels_sentence(levels, stock, LAST)) == (
        "On 31 March 2015, of all open cases: Low 80.0% (40 of 50), High [c] (withheld by its publisher or sender to "
        "protect confidentiality), Not yet assessed –."
    )
    assert plain(levels_a_year_before(levels, stock, LAST - 4)) == (
        "On 31 March 2014 the shares were: Low 60.0%. The differences are not tested."
    )
    assert levels_a_year_before([("High", point(1), None)], stock, LAST - 4) == ""
