from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, RATE, SHARE, curve_of, line_of, row

from nelscb.edition import CurveAgainstBaseline
from nelscb.plan import Measure
from nelscb.words import curves

FOUR = "After four quarters under the plan"
FORECAST = "The forecast was 100 referrals (95% limits: the last year again, 80 to 120; the line drawn on, 85 to 110)."


def told(*found: CurveAgainstBaseline, measure: Measure = COUNT) -> str:
    return curves.curve_sentence(row("no evidence of change", line_of(), curve=found), measure)


@pytest.mark.parametrize(("quarter", "words"), [
    (15, f"{FOUR} the curve has turned, and lies below both forecasts. It came to 60 referrals. {FORECAST}"),
    (35, f"{FOUR} the curve has turned, and lies above both forecasts. It came to 140 referrals. {FORECAST}"),
    (20.5, f"{FOUR} the curve leans below one forecast, the line drawn on, but has not turned for certain. "
     f"It came to 82 referrals. {FORECAST}"),
    (29, f"{FOUR} the curve leans above one forecast, the line drawn on, but has not turned for certain. "
     f"It came to 116 referrals. {FORECAST}"),
    (25, f"{FOUR} nobody can tell whether the curve has turned. It came to 100 referrals. {FORECAST} Chance covers the "
     "difference."),
    (20, f"{FOUR} the curve leans below one forecast, the line drawn on, but has not turned for certain. "
     f"It came to 80 referrals. {FORECAST}"),  # a limit itself is inside
])  # fmt: skip
def test_what_is_said_of_the_curve(quarter: float, words: str) -> None:
    assert told(curve_of([quarter] * 4)) == words


def test_outside_the_walk_alone_is_said_so() -> None:
    words = told(curve_of([32] * 4, line=(85.0, 95.0, 200.0)))
    assert "leans above one forecast, the last year again, but has not turned for certain" in words


def test_outside_both_on_opposite_sides_chance_does_not_cover_it() -> None:
    words = told(curve_of([32] * 4, line=(150.0, 170.0, 200.0)))
    assert words.startswith(f"{FOUR} nobody can tell whether the curve has turned.")
    assert words.endswith("It lies above one forecast and below the other.")
    assert "hance" not in words


def test_the_longest_horizon_that_has_passed_is_told() -> None:
    eight = curve_of([40] * 8, (160.0, 200.0, 240.0), (170.0, 190.0, 220.0), horizon=8)
    assert told(curve_of([15] * 4), eight).startswith("After eight quarters under the plan the curve has turned")
    assert told(curve_of([15] * 4), replace(eight, turned=None)).startswith(FOUR)


def test_not_yet_a_missing_quarter_and_no_forecast() -> None:
    assert told(curve_of(None)) == (
        "Whether the curve has turned is first asked four quarters after January to March 2015: not yet."
    )
    missing = curve_of([15, 15, float("nan"), 15])
    assert told(missing) == f"{FOUR} it cannot be said whether the curve has turned: a quarter is missing."
    assert told() == ""


def test_shares_rates_and_stocks_are_told_as_the_mean_of_the_quarters() -> None:
    # 60 in four quarters of 100 children each: 15 in a hundred.
    share = told(curve_of([15] * 4, exposure=100.0), measure=SHARE)
    assert "It came to 15.0% of children on average. The forecast was 25.0% of children on average" in share
    assert "the last year again, 20.0% to 30.0%; the line drawn on, 21.2% to 27.5%)" in share
    rate = told(curve_of([15] * 4, exposure=10_000.0), measure=RATE)
    assert "It came to 15.0 per 10,000 children on average" in rate
    stock = told(curve_of([15] * 4), measure=replace(COUNT, basis="snapshot"))
    assert "It came to 15 referrals on average. The forecast was 25 referrals on average" in stock


@pytest.mark.parametrize(("found", "cell"), [
    ((), "no forecast"), ((curve_of(None),), "not yet asked"), ((curve_of([15] * 4),), "Turned below"),
    ((curve_of([29] * 4),), "Leaning above"), ((curve_of([25] * 4),), "Cannot tell"),
    ((curve_of([float("nan")] * 4),), "A quarter is missing"),
])  # fmt: skip
def test_the_curve_in_a_table(found: tuple[CurveAgainstBaseline, ...], cell: str) -> None:
    assert curves.curve_cell(row("unclear", line_of(), curve=found)) == cell
