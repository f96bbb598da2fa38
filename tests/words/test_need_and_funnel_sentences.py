from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, FIRST, LAST, SHARE, line_of, quarterly, row
from test_reading_age import HIGHEST_GRADE, grade
from test_reading_age import plain as read

from nelscb.edition import Assessment, Comparison, Estimate, Series
from nelscb.plan import Measure
from nelscb.quarters import FinancialYear
from nelscb.statistics import count_ratio
from nelscb.words import funnel, need, pairs, share_parts
from nelscb.words.share_parts import Moved

CASES = replace(COUNT, id="P1-02", title="Open cases", unit_words="cases")
YEAR = FinancialYear(2016)


def weighed(measure: Measure, before: float, after: float, across: bool = False) -> need.Weighed:
    series = quarterly([before, 1, 1, 1, after], None, measure, LAST - 4)
    compared = Comparison(LAST - 4, count_ratio(int(before), int(after)), across)
    return measure, series, row("unclear", line_of(), on_year_earlier=compared)


@pytest.mark.parametrize(("found", "lead"), [
    ([weighed(COUNT, 400, 300), weighed(CASES, 1000, 1200)], "open cases grew and referrals shrank by more than"),
    ([weighed(COUNT, 400, 395), weighed(CASES, 1000, 1010)], "nothing grew and nothing shrank by more than"),
    ([weighed(COUNT, 300, 400), weighed(CASES, 1000, 1200)], "referrals and open cases grew and nothing shrank "
     "by more"),
])  # fmt: skip
def test_what_grew_and_what_shrank(found: list[need.Weighed], lead: str) -> None:
    assert lead in need.need_sentence(found)


def test_a_change_across_a_break_grew_nothing_and_shrank_nothing() -> None:
    told = need.need_sentence([weighed(COUNT, 900, 300, across=True)])
    assert "nothing grew and nothing shrank" in told
    assert told.endswith("Referrals went from 900 to 300, which is not like for like: a dated break lies between.")
    assert need.need_sentence([]).startswith("No count can be set beside the year before")
    lone = weighed(COUNT, 9, 9)
    assert need.need_sentence([(lone[0], lone[1], row("unclear", line_of()))]).startswith("No count can be set")


def tier(name: str, now: float | None, before: float | None) -> Series:
    series = quarterly([before, 1, 1, 1, now], None, CASES, LAST - 4)
    return replace(series, breakdown="tier", category=name)


def test_tiers_are_told_as_counts_untested_and_a_withheld_one_is_no_zero() -> None:
    told = need.tiers_sentence([tier("In need", 90, 80), tier("Looked after", None, 20)], LAST, LAST - 4, apart=True)
    assert told == (
        "By tier, in January to March 2015: In need 90 (80 a year before). The moves of single tiers are not "
        "tested. No "
        "figure is shown for Looked after. The tiers do not overlap: each child is counted once, at the highest tier."
    )
    new = need.tiers_sentence([tier("In need", 0, None)], LAST, None, apart=False)
    assert new.startswith("By tier, in January to March 2015: In need 0. The moves")
    assert new.endswith("The tiers may overlap, so they are never added up.")


def test_steps_for_each_hundred_referrals() -> None:
    steps = [("enquiries", 58.1, 49.2), ("conferences", None, 21.8), ("plans starting", 14.1, None)]
    assert funnel.steps_sentence(steps, YEAR, YEAR - 1) == (
        "**From referral to plan**: in 2016-17 there were 58 enquiries and 14 plans starting for each 100 "
        "referrals. The "
        "year before it was 49 enquiries. No figure is shown for conferences."
    )
    assert funnel.steps_sentence([("enquiries", None, 3.0)], YEAR, None) == (
        "For 2016-17 no step after referrals has a figure."
    )
    assert "year before" not in funnel.steps_sentence(steps, YEAR, None)


@pytest.mark.parametrize(("own", "others", "of", "words"), [
    (58.0, [24.0, 51.0], 2, "Among the neighbours enquiries for each 100 referrals run from 24 to 51. Both "
     "neighbours are "
     "lower."),
    (58.0, [24.0, 61.0], 10, "Among the neighbours enquiries for each 100 referrals run from 24 to 61. Of ten "
     "neighbours two "
     "neighbours have a figure. Of two neighbours one is higher and one is lower."),
    (None, [24.0], 10, "Among the neighbours enquiries for each 100 referrals run at 24. Of ten neighbours one "
     "neighbour "
     "has a figure."),
    (58.0, [], 10, "No neighbour has a figure for enquiries for each 100 referrals."),
])  # fmt: skip
def test_the_neighbours_steps(own: float | None, others: list[float], of: int, words: str) -> None:
    assert funnel.among_neighbours("enquiries", own, others, of) == words


def share_row(own: float) -> Assessment:
    series = quarterly([own], [100.0], SHARE)
    estimate = Estimate(own, max(own - 5, 0), own + 5, 0.95, 100, "Wilson", {})
    return row("unclear", line_of(), value=estimate, period=series.last.period)


LOW, MIDDLE, HIGH = [30.0] * 9 + [5.0], [30.0] * 5 + [5.0] * 5, [5.0] * 9 + [30.0]


@pytest.mark.parametrize(("others", "words"), [
    ((LOW, HIGH), "Few referrals come back, but the share of second plans is higher than most neighbours'. So a "
     "low share of "
     "re-referrals is no proof that help lasts."),
    ((LOW, MIDDLE), "Few referrals come back, but the share of second plans is like the neighbours'."),
    ((LOW, LOW), "Both are lower than most neighbours'. A low share can also mean that those who come back are "
     "not counted"),
    ((HIGH, HIGH), "Both are higher than most neighbours'."),
    ((MIDDLE, LOW), "The first is like the neighbours', the second lower than most neighbours'. So neither "
     "alone tells"),
    ((MIDDLE, MIDDLE), "The first is like the neighbours', the second like the neighbours'."),
    (([], LOW), "The two are read as a pair: a family can come back as a new referral or as a second plan"),
])  # fmt: skip
def test_two_shares_are_never_read_alone(others: tuple[list[float], list[float]], words: str) -> None:
    series = quarterly([10.0], [100.0], SHARE)
    first, *_ = pairs.coming_back_sentences([(SHARE, series)] * 2, [share_row(10.0)] * 2, others)
    assert words in first


def test_a_pair_of_which_one_has_no_value() -> None:
    series = quarterly([10.0], [100.0], SHARE)
    first, *_ = pairs.coming_back_sentences([(SHARE, series)] * 2, [share_row(10.0), None], ([], []))
    assert first.startswith("Referrals and referrals are read as a pair")


def moved(by_own: float, by_rest: float, own: tuple[float, float] = (50, 40)) -> Moved:
    return Moved(FIRST, LAST, own, (50, 60), 50.0, 50.0 + by_own + by_rest, by_own, by_rest)


@pytest.mark.parametrize(("parts", "words"), [
    ((-6.0, -4.0), "So plans for neglect moved the share more than the others did."),
    ((-4.0, -6.0), "So the other categories moved the share at least as much."),
    ((-5.0, -5.0), "So the other categories moved the share at least as much."),
    ((-6.0, 4.0), "The two pulled in opposite directions."),
    ((0.0, 0.0), "Neither count moved it."),
    ((0.0, -3.0), "So the other categories moved the share at least as much."),
])  # fmt: skip
def test_which_count_moved_the_share(parts: tuple[float, float], words: str) -> None:
    told = share_parts.moved_sentence(moved(*parts), "neglect", None)
    assert told.endswith(words)
    assert told.startswith("From 30 June 2012 to 31 March 2015 the share of plans for neglect went from 50.0% to")
    assert "which is not tested" in told


def test_these_sentences_can_be_read_at_twelve_or_thirteen() -> None:
    sentences = [
        need.need_sentence([weighed(COUNT, 400, 300), weighed(CASES, 1000, 1200)]),
        need.tiers_sentence([tier("In need", 90, 80)], LAST, LAST - 4, apart=True), need.NO_CREDIT,
        need.overlap_sentence([COUNT, CASES]), funnel.NOT_FOLLOWED, funnel.not_tested([]),
        funnel.not_tested(["a new front door opened"]), funnel.contacts_sentence("part", COUNT, "the council"),
        funnel.contacts_sentence("none", COUNT, "the council"), funnel.contacts_sentence("there", COUNT, ""),
        share_parts.moved_sentence(moved(-6, -4), "neglect", None), share_parts.ARITHMETIC,
        pairs.coming_back_sentences(
            [(SHARE, quarterly([9.0], [100.0], SHARE))] * 2, [share_row(9.0)] * 2, (LOW, HIGH)
        )[0],
    ]  # fmt: skip
    grades = {words: grade(read(words.replace("**", ""))) for words in sentences}
    assert sum(grades.values()) / len(grades) <= HIGHEST_GRADE, sorted(grades.items(), key=lambda p: -p[1])[:4]
