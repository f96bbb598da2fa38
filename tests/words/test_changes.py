from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nelscb.edition import Comparison, Edition
from nelscb.plan import Project
from nelscb.quarters import FinancialYear
from nelscb.statistics import count_ratio, proportion_difference
from nelscb.words import changes

EARLIER = FinancialYear(2015)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_a_sentence_about_two_counts_agrees_with_the_result(before: int, after: int) -> None:
    change = count_ratio(before, after)
    words = changes.rose_or_fell(change, before, after, "enquiries")
    claims_rise, claims_fall = " rose " in words, " fell " in words
    clear = change.value is not None and change.low is not None and not change.low <= 1 <= (change.high or 0)
    assert claims_rise == (clear and after > before)
    assert claims_fall == (clear and after < before)
    assert ("could be chance" in words) == (not clear)
    assert f"{before:,} to {after:,}" in words


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 400))
def test_a_cell_about_two_shares_agrees_with_the_result(first: int, second: int, total: int) -> None:
    first, second = min(first, total), min(second, total)
    change = proportion_difference(first, total, second, total)
    words = changes.comparison_cell(Comparison(EARLIER, change, across_break=False))
    difference = second - first
    direction = "up" if difference > 0 else "down" if difference < 0 else "no change"
    assert words.startswith(direction)
    assert ("could be chance" in words) == (not changes.is_clear(change))


def test_across_a_break_nothing_is_called_clear() -> None:
    change = count_ratio(100, 1000)
    words = changes.comparison_cell(Comparison(EARLIER, change, across_break=True))
    assert "not like for like" in words
    assert "more than chance" not in words


def test_no_sentence_of_the_book_says_significant(edition: Edition, project: Project) -> None:
    for key, assessment in edition.assessments.items():
        measure = project.plan.measures[key.split("/")[0]]
        words = changes.measure_sentence(assessment, measure) + changes.comparison_cell(assessment.on_previous)
        assert "significant" not in words
        assert not re.search(r"\b(nan|None|inf)\b", words)
