from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, FALL, FLAT, LAST, RISE, SHARE, assessed, line_of, quarterly, row

from nelscb.named_numbers import plain
from nelscb.plan import Measure
from nelscb.words.courses import (
    course,
    in_a_sentence,
    moved,
    not_alike,
    now_sentence,
    over_what,
    told_title,
    when_told,
    year_sentence,
)

ROLLING = replace(SHARE, window="rolling_12_months", basis="rolling_distinct")
STOCK = replace(COUNT, basis="snapshot")


@pytest.mark.parametrize(("measure", "words"), [
    (COUNT, "in January to March 2015"),
    (ROLLING, "in the twelve months to 31 March 2015"),
    (STOCK, "on 31 March 2015"),
])  # fmt: skip
def test_the_time_that_a_figure_is_of_is_told(measure: Measure, words: str) -> None:
    assert when_told(measure, LAST) == words


def test_a_headline_goes_by_its_title_alone_and_an_abbreviation_keeps_its_capitals() -> None:
    assert told_title(replace(COUNT, title="Headline: children referred")) == "Children referred"
    assert in_a_sentence("Children referred") == "children referred"
    assert in_a_sentence("MARAC cases") == "MARAC cases"
    assert over_what(ROLLING) == ", over twelve months"
    assert over_what(replace(ROLLING, title="Cases, rolling 12 months")) == over_what(COUNT) == ""


@pytest.mark.parametrize(("found", "words"), [
    (row("rising", line_of(RISE)), "rising over twelve quarters by more than chance explains"),
    (row("falling", line_of(FALL)), "falling over twelve quarters by more than chance explains"),
    (row("improving", line_of(FALL)), "falling over twelve quarters by more than chance explains, and so improving"),
    (row("worsening", line_of(RISE)), "rising over twelve quarters by more than chance explains, and so worsening"),
    (row("possible change", line_of(FALL)), "with a possible fall over twelve quarters, too unsure to claim"),
    (row("no evidence of change", line_of(FLAT)), "with no evidence of change over twelve quarters"),
    (row("unclear", line_of(), breaks=1), "with no trend claimed, because a dated break lies inside the series"),
    (row("unclear", line_of()), "with no trend claimed, because a straight line does not fit"),
    (row("too few data"), "with too few figures to test for a trend"),
    (row("not tested"), ""),
])  # fmt: skip
def test_a_course_claims_no_more_than_its_verdict(found: object, words: str) -> None:
    assert plain(course(found)) == words  # type: ignore[arg-type]


def test_only_a_verdict_of_change_counts_as_having_moved() -> None:
    assert moved(row("rising", line_of(RISE))) == "rise"
    assert moved(row("improving", line_of(FALL))) == "fall"
    for verdict in ("possible change", "no evidence of change", "unclear"):
        assert moved(row(verdict, line_of(FALL))) == ""  # type: ignore[arg-type]
    assert moved(row("too few data")) == moved(None) == ""


def test_the_latest_figure_is_told_with_its_counts_and_its_interval() -> None:
    found = assessed([20, 25], [100, 100], SHARE)
    assert found is not None
    told = plain(now_sentence(quarterly([20, 25], [100, 100], SHARE), found, SHARE))
    # Wilson's interval of 25 in 100: 17.5% to 34.3%.
    assert told == (
        "**Referrals**: 25.0% of children in July to September 2012 (25 of 100; 95% interval 17.5% to 34.3%), "
        "with too few figures to test for a trend."
    )


def test_a_figure_of_twelve_months_is_set_beside_the_year_before_and_not_the_quarter_before() -> None:
    counts, totals = [20, 90, 90, 90, 25], [100] * 5
    found = assessed(counts, totals, ROLLING)
    assert found is not None
    told = plain(now_sentence(quarterly(counts, totals, ROLLING), found, ROLLING))
    assert "up 5.0 points" in told
    assert "beside the twelve months before, which could be chance" in told
    assert "65" not in told


def test_one_quarter_alone_has_no_year_before() -> None:
    found = assessed([20], None, COUNT)
    assert found is not None
    assert year_sentence(found) == ""
    assert plain(now_sentence(quarterly([20], None, COUNT), found, COUNT)).startswith("**Referrals**: 20 referrals in")


def test_a_total_of_zero_gives_no_value() -> None:
    found = row("too few data")
    assert now_sentence(quarterly([], None, SHARE), found, SHARE) == (
        "**Referrals**: no value can be given in January to March 2015."
    )


def test_a_break_is_told_where_it_lies_late_enough() -> None:
    found = row("unclear", line_of(), breaks=2)  # 1 May 2013 and 1 August 2014
    assert not_alike(found, COUNT, LAST - 4) == (
        "Referrals before and after 1 August 2014 are not like for like: a new front door opened."
    )
    assert not_alike(found, COUNT, LAST) == ""
