from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import FIRST, SHARE, quarterly

from nelscb.edition import Point
from nelscb.quarters import FinancialYear
from nelscb.words import waiting

ROLLING = replace(SHARE, window="rolling_12_months")


def share(events: float | None, total: float, low: float | None = None, high: float | None = None) -> Point:
    if not total and events is not None:
        return replace(quarterly([events], [1.0], SHARE).points[0], denominator=0.0, value=None)
    return replace(quarterly([events], [total], SHARE).points[0], low=low, high=high)


def test_who_waited_longer_is_all_less_those_seen_in_time() -> None:
    assert waiting.waiting_sentence(share(79, 140, 48.2, 64.4), SHARE) == (
        "**Waiting**: of 140 children with a first appointment in April to June 2012, 79 were seen within the local "
        "standard (56.4%, 95% interval 48.2% to 64.4%). 61 had waited longer."
    )


def test_the_outcome_and_the_scores_over_twelve_months_say_what_is_not_known() -> None:
    assert waiting.outcome_sentence(share(72, 156), ROLLING) == (
        "**Outcome**: 156 cases closed in the year to 30 June 2012 have scores from both start and end. Of these, 72 "
        "show a reliable improvement (46.2%) and 84 do not."
    )
    assert waiting.rests_on_sentence(share(167, 207), ROLLING).endswith(
        "167 of 207 looked-after children who should have a score in the year to 30 June 2012 have one (80.7%). Of the "
        "other 40 it says nothing."
    )


@pytest.mark.parametrize("say", [waiting.waiting_sentence, waiting.outcome_sentence, waiting.rests_on_sentence])
def test_a_share_of_nobody_is_no_zero(say: object) -> None:
    told = say(share(0, 0), SHARE)  # type: ignore[operator]
    assert " no " in told
    assert "0" not in told.replace("2012", "")


def test_each_urgency_has_its_share_or_the_words_of_its_state() -> None:
    parts = [("Urgent", share(5, 10)), ("Routine", share(None, 0)), ("Emergency", None), ("Self", share(0, 0))]
    assert waiting.by_urgency(parts, SHARE) == (
        "In time, by how urgent the referral was: urgent, 5 of 10 (50.0%); routine, withheld by its publisher or "
        "sender to protect confidentiality; emergency, no figure is held for this period; self, nobody to count among: "
        "the total is 0."
    )
    assert waiting.by_urgency([], SHARE) == ""


def test_a_rolling_quarter_is_told_as_the_year_that_it_counts() -> None:
    assert waiting.over(FIRST, SHARE) == "in April to June 2012"
    assert waiting.over(FIRST, ROLLING) == "in the year to 30 June 2012"
    assert waiting.over(FinancialYear(2016), ROLLING) == "in 2016-17"
