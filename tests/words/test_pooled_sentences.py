from __future__ import annotations

import re

import pytest
from made_rows import COUNT, SHARE

from nelscb.edition import PooledYears
from nelscb.quarters import FinancialYear
from nelscb.words import pooled


def span(
    start: int, count: float | None, total: float | None = None, value: float | None = None, state: str = "reported"
) -> PooledYears:
    ends = (None, None) if value is None else (value - 5.0, value + 5.0)
    return PooledYears(
        "O9-01", FinancialYear(start), FinancialYear(start + 2), state, count, total, value, *ends,  # type: ignore[arg-type]
    )  # fmt: skip


WITHHELD = span(2014, None, state="suppressed_by_publisher")


def test_three_years_are_told_together_with_their_interval() -> None:
    assert pooled.count_sentence([span(2013, 19.0, value=19.0), span(2014, 22.0, value=22.0)], COUNT) == (
        "**Referrals**: 22 in the three years 2014-15 to 2016-17 (95% interval 17 to 27)."
    )


def test_an_earlier_span_says_why_the_later_is_not_told() -> None:
    said = pooled.share_sentence([span(2013, 5.0, 36.0, 13.9), WITHHELD], SHARE)
    assert said == (
        "**Referrals**: 5 of 36 in the three years 2013-14 to 2015-16 (13.9%, 95% interval 8.9% to 18.9%). For 2014-15 "
        "to 2016-17: withheld by its publisher or sender to protect confidentiality."
    )


def test_fewer_than_ten_have_counts_and_no_share() -> None:
    few = span(2014, 3.0, 9.0)
    assert pooled.share_sentence([few], SHARE) == (
        "**Referrals**: 3 of 9 in the three years 2014-15 to 2016-17, too few for a share."
    )
    assert (pooled.share_cell(few, SHARE), pooled.limits(few, SHARE)) == ("too few", "none")


@pytest.mark.parametrize(("spans", "words"), [
    ([], "fewer than three whole years are held"),
    ([WITHHELD], "withheld by its publisher"),
    ([span(2014, None, state="absent")], "a figure of these years is not held"),
    ([span(2014, None, state="new definition")], "not counted in one way"),
])  # fmt: skip
def test_nothing_put_together_says_why(spans: list[PooledYears], words: str) -> None:
    for say, measure in ((pooled.count_sentence, COUNT), (pooled.share_sentence, SHARE)):
        said = say(spans, measure)
        assert words in said
        assert not re.search(r"\b0\b", said)


def test_no_death_and_a_span_without_figures_are_two_things() -> None:
    assert pooled.of_total(span(2014, 0.0, value=0.0)) == "0"
    assert pooled.of_total(WITHHELD) == pooled.share_cell(WITHHELD, SHARE) == "[c]"
    assert pooled.of_total(span(2014, None, state="new definition")) == "–"


def test_no_child_is_made_small() -> None:
    said = " ".join([*pooled.NOTES, pooled.SHARE_NOTE, pooled.count_sentence([span(2014, 2.0, value=2.0)], COUNT)])
    assert not re.search(r"\b(only|just|merely|few deaths)\b", said.lower())
