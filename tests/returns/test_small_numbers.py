"""Small numbers in sentences: what is found, and each exception with what it lets pass and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.returns.small_numbers import EXCEPTIONS, small_numbers

FOUND = [
    "1 child was hurt.", "Of 12 children 5 were boys.", "Two boys went missing.", "THREE GIRLS", "boys (3), girls (14)",
    "2-3 children a month", "between 1–5 children", "2/3 of the children", "4/5", "1 in 4 children",
    "one in four calls",
    "One of them was known to us.", "At one school the police came.", "The one who left is safe.", "Only one was seen.",
    "A single family came.", "An only child, and the only girl, said so.", "He ran away once.", "It was held twice.",
    "Both children are safe.", "Both of them are safe.", "a couple of boys", "a pair of sisters", "twins were born",
    "triplets", "3x referrals", "We lost 3.", "3", "Number of children: 3", "x:3;y", "Full-width ３ and Arabic ٣",
    "four-child family", "1,2 or 3 children", "_4_ cases", "Child 3 was moved.", "At home 2 nobody came.",
    "How many? 3. All are safe.", "3. All are safe.", "Three times a child was hurt.", "less than 3",
    "5+ children", "3boys", "x3", "4x4",
    "t\u200bwo boys", "boys to girls 3:12", "of twenty five were boys", "the younger one's plan", "12.Three left",
    "a lone child", "the sole victim", "single parents", "at levels 2 and 3, 4 were hurt", "1 boy, 2nd child",
]  # fmt: skip
AGES = [
    "a boy aged 5", "a girl aged 14", "aged five", "a 14-year-old", "a three-month-old baby", "4 years old",
    "a child of two", "a baby of three months", "at the age of 16", "under fives", "under 5s", "ages 8 and 11",
    "Year 4 pupils", "aged 1 to 4", "two years old", "3yo girl", "14 y/o", "4yrs old", "a two year old",
]  # fmt: skip
NOT_FOUND = [
    "", "Twelve children", "6 children", "no one was hurt", "children under eight", "boys of 16 and 17",
    "aged 10 to 14", "aged 16 and over", "first, second and third", "1st place", "someone, anyone", "none",
    "0 children",
    "1,003 children", "4.5 points", "2.5", "twenty-one children", "thirty-one", "105", "one hundred", "5,000", "0.5",
    "The phone stone cone: bone, tone, lone, often, weight.",
]  # fmt: skip
LET_PASS = {
    "percentages": (["5% of children", "4 per cent", "two percent", "3 to 5 %", "a rise of 3 percentage points"],
                    ["5 of 100", "5 cent"]),
    "money": (["£5 a head", "£ 3 million", "€4", "£2.50"], ["5 for a pound"]),
    "dates": (["on 3 March 2017", "1 April", "3 and 4 May", "March 3, 2017", "3/4/2017", "2017-03-05", "5.4.17"],
              ["3 may be at risk", "2 march home", "In March 3 were seen."]),
    "times": (["at 5 pm", "3 o'clock", "five o'clock", "half past four", "at 9:05", "09:05", "24/7"],
              ["9:05", "5 in the afternoon"]),
    "durations": (["within five days", "3 weeks", "two or three months", "a 2-year plan", "three working days",
                   "three-quarters", "2hrs", "a five day course"],
                  ["two weekends", "two day patients", "three children for days"]),
    "how often": (["once a week", "twice each term", "three times a year", "twice as often", "four times as many",
                   "at once"], ["once a child ran", "twice", "three times", "once more"]),
    "quarters and years": (["In 2016-17", "2016/17 and 2016-17-Q4", "by Q3"], ["In this quarter two were hurt."]),
    "names of measures and items": (["P1-04 fell", "see O6-G2 and X-20", "P3-H1c"], ["p 3 cases"]),
    "parts of a whole": (["two thirds of them", "three-fifths", "one quarter", "a fifth"], ["two of thirds"]),
    "larger numbers": (["twenty-five", "ninety-one", "a hundred and two", "three thousand"],
                       ["one, hundred", "forty one"]),
    "one that counts nobody": (["No one came.", "each one", "one another", "one-to-one work", "1:1 work",
                                "1-2-1", "one by one", "a one-off", "a one-stop shop"],
                               ["each one child", "that one was hurt", "which one was"]),
}  # fmt: skip
LABELS = (
    ["Tier 2", "Level 3 services", "at level 3", "to step 1", "Steps 1 and 2 are done.",
     "Key Stage 2", "of Section 5", "Quarter 3", "in quarter 3", "from day one", "at tiers 2, 3 and 4", "Chapter 5"],
    ["at this stage 2 were hurt",
      "at level 2 and 3 were hurt", "Level 3 children", "in the last quarter 3 left", "of the actions 3 were late"],
)  # fmt: skip


@pytest.mark.parametrize("words", FOUND)
def test_a_small_number_is_found(words: str) -> None:
    assert small_numbers(words, 5)


@pytest.mark.parametrize("words", AGES)
def test_an_age_is_found_because_it_tells_of_a_child(words: str) -> None:
    assert small_numbers(words, 5)


@pytest.mark.parametrize("words", NOT_FOUND)
def test_larger_numbers_and_other_words_are_not_found(words: str) -> None:
    assert small_numbers(words, 5) == ()


def test_every_exception_has_its_sentences() -> None:
    assert [e.what for e in EXCEPTIONS] == list(LET_PASS)


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda e: e.what)
def test_an_exception_lets_pass_what_it_names_and_nothing_like_it(exception: object) -> None:
    let_pass, found = LET_PASS[exception.what]  # type: ignore[attr-defined]
    assert [words for words in let_pass if small_numbers(words, 5)] == []
    assert [words for words in found if not small_numbers(words, 5)] == []


def test_a_label_with_its_number_is_let_pass_unless_people_follow_or_the_number_could_count() -> None:
    let_pass, found = LABELS
    assert [words for words in let_pass if small_numbers(words, 5)] == []
    assert [words for words in found if not small_numbers(words, 5)] == []


def test_the_numbers_of_a_list_are_let_pass_where_they_count_up_from_one() -> None:
    assert small_numbers("1. Ask the police. 2. Ask the school. 3. Ask the child.", 5) == ()
    assert small_numbers("1) Ask the police. 2) Ask the school.", 5) == ()
    assert small_numbers("1. Three boys left. 2. Ask why.", 5) == ("1. Three boys left. 2. Ask why.",)


def test_each_number_is_told_with_the_words_around_it_in_their_order() -> None:
    words = "In the spring we met two families; in the summer, after much was said, 3 children of 14 went home again."
    assert small_numbers(words, 5) == (
        "In the spring we met two families; in the summer, …",
        "… summer, after much was said, 3 children of 14 went home …",
    )


def test_two_numbers_with_the_same_words_around_them_are_told_once() -> None:
    assert small_numbers("2 out of 5 children", 5) == ("2 out of 5 children",)


@pytest.mark.parametrize(("largest", "found"), [(1, 1), (2, 2), (5, 3), (7, 4), (12, 5)])
def test_the_rule_says_how_large_small_is(largest: int, found: int) -> None:
    assert len(small_numbers("one man, 2 women; 4 boys, seven girls, twelve others, 13 more", largest)) == found


@given(st.integers(1, 5), st.sampled_from(["children", "boys", "referrals", "deaths"]), st.text(" abc,;", max_size=20))
@settings(max_examples=200, deadline=None)
def test_a_count_of_people_is_found_whatever_stands_around_it(number: int, people: str, around: str) -> None:
    words = ("one", "two", "three", "four", "five")[number - 1]
    for told in (str(number), words, words.capitalize(), words.upper()):
        assert small_numbers(f"{around} {told} {people} {around}", 5)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_looked_through(words: str) -> None:
    assert all(isinstance(found, str) for found in small_numbers(words, 5))


def test_a_long_text_is_looked_through_at_once() -> None:
    """No pattern may go back over a text again and again: an entry can have thousands of words."""
    for words in (
        "one " * 5000,
        "1,2 and " * 3000,
        "at level 2, 3 and " * 2000,
        "x" * 30000,
        "1 " * 8000,
        "5. " * 5000,
    ):
        small_numbers(words, 5)
