from __future__ import annotations

import pytest
from made_rows import COUNT, RATE, SHARE, chart_of, line_of, row

from nelscb.edition import Control
from nelscb.plan import Measure
from nelscb.words import control

# Mean 50, moving ranges 4: limits 50 ± 2.66 × 4 = 39.36 and 60.64.
TWELVE = [48, 52] * 6
FOURTEEN = [48, 52] * 7
LIMITS = "limits 39.4 to 60.6"
# The limits rest on the quarters before, so that the last one does not widen them; a dated break lies between.
ACROSS = " A dated break lies between, so the cause may be the counting."


def told(found: Control | None, measure: Measure = COUNT) -> str:
    return control.latest_in_control(row("no evidence of change", line_of(), control=found), measure)


def test_a_quarter_within_the_limits_is_not_unusual() -> None:
    assert told(chart_of(FOURTEEN)) == (
        f"The latest quarter, July to September 2015, is not unusual (52 referrals; {LIMITS}, from 14 quarters)."
    )


def test_limits_from_fewer_than_thirteen_quarters_are_on_trial() -> None:
    assert told(chart_of(TWELVE)) == (
        "The latest quarter, January to March 2015, is not unusual "
        f"(52 referrals; {LIMITS}, from twelve quarters, on trial)."
    )


@pytest.mark.parametrize(("latest", "side", "where"), [(70, "high", "above"), (30, "low", "below")])
def test_a_quarter_beyond_the_limits_is_unusual_and_needs_explaining(latest: int, side: str, where: str) -> None:
    assert told(chart_of([*FOURTEEN, latest], 14)) == (
        f"The latest quarter, October to December 2015, is unusually {side} ({latest} referrals; {LIMITS}, "
        f"from 14 quarters): it lies {where} the limits. It needs explaining.{ACROSS}"
    )


def test_a_quarter_after_a_break_is_not_like_for_like_though_nothing_is_unusual() -> None:
    words = told(chart_of([*FOURTEEN, 51], 14))
    assert words.endswith("from 14 quarters). A dated break lies between, so the two are not like for like.")


@pytest.mark.parametrize(("after", "why"), [
    ([54, 53] * 3 + [54], "it is one of seven or more quarters in a row above the centre"),
    ([46, 47] * 3 + [46], "it is one of seven or more quarters in a row below the centre"),
    ([42, 44, 46, 48, 50, 52, 54, 56], "it is one of seven or more quarters in a row, each higher than the one before"),
    ([58, 56, 54, 52, 50, 48, 46, 44], "it is one of seven or more quarters in a row, each lower than the one before"),
    ([51, 58, 59], "it is one of two or more in three quarters near or above the upper limit"),
    ([49, 42, 41], "it is one of two or more in three quarters near or below the lower limit"),
])  # fmt: skip
def test_the_rule_that_fires_is_told_with_its_side(after: list[int], why: str) -> None:
    words = told(chart_of([*FOURTEEN, *after], 14))
    side = "low" if "lower" in why or "below" in why else "high"
    assert f"is unusually {side} (" in words
    assert f"): {why}. It needs explaining." in words


def test_two_rules_at_once_are_both_told() -> None:
    words = told(chart_of([*FOURTEEN, 54, 53, 54, 53, 54, 53, 70], 14))
    assert ": it lies above the limits and it is one of seven or more quarters in a row above the centre." in words


def test_shares_and_rates_are_shown_in_their_unit() -> None:
    assert "(52.0% of children; limits 39.4% to 60.6%, from 14 quarters)" in told(chart_of(FOURTEEN), SHARE)
    assert "(52.0 per 10,000 children; limits 39.4 to 60.6, from 14 quarters)" in told(chart_of(FOURTEEN), RATE)


def test_without_a_chart_or_without_limits_nothing_is_said() -> None:
    assert told(None) == ""
    assert told(chart_of([50] * 14)) == ""  # a series that never moved has no limits


@pytest.mark.parametrize(("found", "cell"), [
    (None, "no chart"),
    (chart_of(FOURTEEN), "Within its limits"),
    (chart_of(TWELVE), "Too few quarters"),
    (chart_of([*FOURTEEN, 70], 14), "Unusually high"),
    (chart_of([*FOURTEEN, 30], 14), "Unusually low"),
])  # fmt: skip
def test_the_variation_in_a_table(found: Control | None, cell: str) -> None:
    assert control.variation_cell(found) == cell


@pytest.mark.parametrize(("charts", "flagged", "words"), [
    (40, 0, "Of 40 control charts none is flagged"), (40, 1, "Of 40 control charts one is flagged"),
    (40, 3, "Of 40 control charts three are flagged"), (1, 1, "Of one control chart one is flagged"),
])  # fmt: skip
def test_false_alarms_are_told_beside_what_chance_would_give(charts: int, flagged: int, words: str) -> None:
    assert control.false_alarms_sentence(1.234, charts, flagged) == (
        f"{words} at the latest quarter. If nothing had changed anywhere, the rules would have flagged about 1.2 by "
        "chance."
    )
