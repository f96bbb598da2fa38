from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_rows import COUNT, LAST, RATE, SHARE, curve_of, line_of, row

from nelscb.edition import Break, CurveAgainstBaseline, Level
from nelscb.plan import Measure
from nelscb.quarters import Quarter
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


# The forecast as an average quarter

BEGINS = LAST + 1


def test_the_band_is_the_sum_divided_by_the_quarters_and_spans_both_forecasts() -> None:
    # Lower limits 80 and 85, upper limits 120 and 110, over four quarters.
    assert curves.average_limits(curve_of([25] * 4), COUNT) == (20.0, 30.0)
    # At 50 children a quarter 80 of four quarters are 20 a quarter: 40 in a hundred.
    assert curves.average_limits(curve_of([25] * 4, exposure=50.0), SHARE) == (40.0, 60.0)
    assert curves.average_limits(curve_of([25] * 4, exposure=25.0), SHARE)[1] == 100.0


@pytest.mark.parametrize("quarter", [15, 19.9, 20.5, 25, 29, 30.1, 35])
def test_the_average_lies_outside_the_band_exactly_where_the_curve_has_turned(quarter: float) -> None:
    curve = curve_of([quarter] * 4)
    low, high = curves.average_limits(curve, COUNT)
    assert curve.turned is not None and curve.turned.verdict is not None
    average = curves.average_quarter(curve.turned.value or 0.0, curve, COUNT)
    assert (not low <= average <= high) == curve.turned.verdict.startswith("turned")


def test_a_band_is_cut_only_where_it_would_press_the_figures_flat() -> None:
    curve = curve_of([25] * 4)
    assert curves.drawn_limits(curve, COUNT, 20.0) == (20.0, 30.0)
    assert curves.drawn_limits(curve, COUNT, 12.0) == (20.0, 24.0)
    assert curves.band_label(curve, COUNT, 12.0) == "forecast, an average quarter (cut off above)"
    # All figures zero, or far under the band: there is nothing to press flat, and the band stays whole.
    assert curves.drawn_limits(curve, COUNT, 0.0) == (20.0, 30.0)
    assert curves.drawn_limits(curve, COUNT, 5.0) == (20.0, 30.0)


def test_the_forecasts_shown_are_those_of_the_longest_horizon_passed_or_the_first_to_come() -> None:
    four, eight = curve_of([25] * 4), replace(curve_of([25] * 8, horizon=8), turned=None)
    assert curves.compared(row("unclear", line_of(), curve=(four, eight))) is four
    assert curves.compared(row("unclear", line_of(), curve=(replace(four, turned=None), eight))).horizon == 4  # type: ignore[union-attr]
    assert curves.compared(row("unclear", line_of())) is None


def stretch(first: Quarter, last: Quarter, n: int) -> Level:
    return Level(first, last, n, 10.0, 5.0, 15.0)


def break_on(day: date) -> Break:
    return Break(Quarter.of(day), day, "a new front door opened")


@pytest.mark.parametrize(("levels", "breaks", "reason"), [
    ((stretch(BEGINS, BEGINS + 3, 4),), (), "no figure is held from before the plan, and a forecast needs eight "
     "quarters"),
    ((stretch(LAST - 3, LAST, 4), stretch(BEGINS, BEGINS + 3, 4)), (),
     "only four quarters are held from before the plan, and a forecast needs eight"),
    ((stretch(LAST - 11, LAST - 4, 8), stretch(LAST - 3, LAST, 4)), (break_on((LAST - 3).first_day),),
     "only four quarters lie between the last dated break and the plan, and a forecast needs eight"),
    ((stretch(LAST - 11, LAST, 12), stretch(BEGINS + 2, BEGINS + 3, 2)), (break_on((BEGINS + 2).first_day),),
     "a dated break since the plan began sets what is counted now apart from any forecast"),
    ((stretch(LAST - 11, LAST, 12),), (), "no forecast was frozen from the figures held now"),
])  # fmt: skip
def test_why_there_is_no_forecast(levels: tuple[Level, ...], breaks: tuple[Break, ...], reason: str) -> None:
    found = row("unclear", line_of(), levels=levels)
    found = replace(found, breaks=breaks)
    assert curves.no_forecast(found, BEGINS) == f"Whether the curve has turned cannot be asked, because {reason}."
    assert curves.turn_first(found, COUNT, BEGINS).startswith("**Referrals**: whether the curve has turned cannot")


@pytest.mark.parametrize(("found", "words"), [
    ((), ""),
    ((curve_of(None),), "Whether the curve of it has turned is not asked yet."),
    ((curve_of([float("nan")] * 4),), f"{FOUR} it cannot be said whether the curve of it has turned: a quarter "
     f"is missing."),
    ((curve_of([25] * 4),), f"{FOUR} nobody can tell whether the curve of it has turned."),
    ((curve_of([29] * 4),), f"{FOUR} the curve of it leans above one of its two forecasts, but has not turned "
     f"for certain."),
    ((curve_of([15] * 4),), f"{FOUR} the curve of it has turned, and lies below both forecasts."),
])  # fmt: skip
def test_the_curve_in_short(found: tuple[CurveAgainstBaseline, ...], words: str) -> None:
    assert curves.turned_in_short(row("unclear", line_of(), curve=found), "it") == words
    assert curves.turned_in_short(None, "it") == ""
