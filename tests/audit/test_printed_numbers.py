from __future__ import annotations

import pytest
from made_edition import MEASURES

from nelscb.audit.printed_numbers import OwnWords, is_withheld, numbers_in, plainly, shows, ways_to_print

WORDS = OwnWords(MEASURES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,948 referrals, 9.0% of them", ["1948", "9.0"]),
        ("ages 10-24, 100,000", ["10", "24", "100000"]),
        ("494, 480 and 3.", ["494", "480", "3"]),
        ("none", []),
    ],
)
def test_numbers_are_read_without_what_sets_thousands_apart(text: str, found: list[str]) -> None:
    assert numbers_in(text) == found


def test_signs_spaces_and_dashes_of_every_kind_are_one() -> None:
    assert plainly("2012–13 \u00a0 was −4\u2009%") == "2012-13 was -4 %"
    assert plainly("in 2016-\n17 Q4") == "in 2016-17 Q4"


@pytest.mark.parametrize(
    "text",
    [
        "on 31 March 2017 and 2017-05-05, in March 2017",
        "2016-17 Q4, 2016-17-Q4, 2016/17, the plan of 2015-2017",
        "P1-04, P1-H1c, O9 and P2-A1",
        "95% interval, per 10,000 aged 0-17, for each 100 referrals",
        "within 45 working days, 3 or more times in 90 days, 3 or 5 years",
        "section 47, Level 1 and 2, Regulation 5, PN4",
        "% of re-referrals (within 12 months); 1 to 4: …; counts from 1 to 5; one to five",
        "on a scale of 1 to 10, (0 to 40)",
        "rounded to 10, fewer than 10, row 6",
        "definition 1, from the first figure on; definition 2, from 2015-16 Q2 on",
    ],
)
def test_what_has_digits_and_is_no_figure_is_left_out(text: str) -> None:
    assert numbers_in(WORDS.figures_of(plainly(text))) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("3 children in 2016-17", ["3"]),
        ("rose from 2 to 4 in March 2017", ["2", "4"]),
        ("14 to 9 of them", ["14", "9"]),
        ("(3)", ["3"]),
        ("by this definition 3 children", ["3"]),
    ],
)
def test_a_figure_beside_them_stays(text: str, figures: list[str]) -> None:
    assert numbers_in(WORDS.figures_of(text)) == figures


@pytest.mark.parametrize(
    ("words", "value", "right"),
    [
        ("1,132", 1132.0, True), ("1,133", 1132.0, False), ("33%", 33.3, True), ("34%", 33.3, False),
        ("9.1%", 9.04, False), ("seven", 7.0, True), ("third", 3.0, True), ("third", 4.0, False), ("13th", 13.0, True),
        ("no", 0.0, True), ("a third", 0.32, True), ("a third", 0.2, False), ("−4", -4.0, True), ("+4", -4.0, False),
        ("up", 1.0, False), ("c", 3.0, False),
    ],
)  # fmt: skip
def test_words_show_a_value_to_the_last_digit_that_they_print(words: str, value: float, right: bool) -> None:
    assert shows(words, value) is right


def test_a_withheld_cell_is_known_by_its_mark_and_not_by_a_letter() -> None:
    assert [is_withheld(cell) for cell in ("c", "[c]", "[s]", "[c] of 31")] == [True] * 4
    assert not any(is_withheld(cell) for cell in ("counted", "0", "", "[z]", "category"))


def test_a_number_may_be_printed_whole_or_with_decimals() -> None:
    assert {"27", "27.2", "27.16", "27.156"} <= ways_to_print(27.15586)
    assert "28" not in ways_to_print(27.15586)
