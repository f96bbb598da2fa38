from __future__ import annotations

import pytest
from made_edition import MEASURES, SHOWN

from nelscb.audit.shown_figures import NotShown, OfAKind, ShownFigures, Withheld

FIGURES = ShownFigures(SHOWN, MEASURES)
QUARTERS = [f"{year}-Q{n}" for year in ("2014-15", "2015-16", "2016-17") for n in (1, 2, 3, 4)]


def figures_of(measure: str, by_quarter: dict[str, tuple[str, str]], **about: object) -> ShownFigures:
    """Figures of one measure: numerator and denominator by quarter."""
    shown = {}
    for quarter, (numerator, denominator) in by_quarter.items():
        shown[f"{measure}/quarter/{quarter}.numerator"] = numerator
        shown[f"{measure}/quarter/{quarter}.denominator"] = denominator
    declared = {"basis": "flow", "window": "quarter", "unit": "count"} | about
    return ShownFigures(shown, {"quarter": "2016-17-Q4", "measures": {measure: declared}})


def test_a_point_is_looked_up() -> None:
    assert FIGURES.number("P1-01/quarter/2016-17-Q4.high") == 539.5
    assert FIGURES.number("E08000016:P1-01/quarter/2016-17-Q4.value") == 3


@pytest.mark.parametrize(
    "name", ["O9-01/quarter/2016-17-Q4.numerator", "P1-02/quarter/tier=Looked after/2016-17-Q4.numerator"]
)
def test_a_withheld_point_may_not_be_told(name: str) -> None:
    with pytest.raises(Withheld):
        FIGURES.number(name)


@pytest.mark.parametrize("name", ["P1-01/quarter/2015-16-Q4.value", "P1-99/year/2016-17.value"])
def test_a_point_that_the_data_do_not_have_may_not_be_told(name: str) -> None:
    with pytest.raises(NotShown):
        FIGURES.number(name)


@pytest.mark.parametrize("part", ["on_previous.change.low", "tests.trend.p", "control.chart.upper.19", "judged.held"])
def test_no_statistic_of_a_series_with_a_withheld_number_may_be_told(part: str) -> None:
    with pytest.raises(Withheld):
        FIGURES.number(f"assessments.O9-01/quarter.{part}")
    with pytest.raises(OfAKind):
        FIGURES.number(f"assessments.P1-01/quarter.{part}")
    with pytest.raises(NotShown):
        FIGURES.number(f"assessments.P2-01/quarter.{part}")


def test_the_value_of_an_assessment_is_that_of_the_latest_shown_point() -> None:
    assert FIGURES.number("assessments.P1-01/quarter.value.low") == 451.4
    with pytest.raises(Withheld):
        FIGURES.number("assessments.O9-01/quarter.value.value")


def test_a_year_is_put_together_from_its_quarters() -> None:
    counted = figures_of("O9-01", {q: (str(n), "") for n, q in enumerate(QUARTERS, start=1)})
    assert counted.number("story.year.O9-01.now.numerator") == 9 + 10 + 11 + 12
    assert counted.number("story.year.O9-01.before.value") == 5 + 6 + 7 + 8
    shares = figures_of("P1-04", dict.fromkeys(QUARTERS, ("3", "12")), unit="percent")
    assert shares.number("story.year.P1-04.now.value") == 25
    rates = figures_of("P1-04", dict.fromkeys(QUARTERS, ("3", "1200")), unit="rate", per=10_000)
    assert rates.number("story.year.P1-04.now.value") == 25
    stock = figures_of("P1-02", {q: (str(n), "") for n, q in enumerate(QUARTERS, start=1)}, basis="snapshot")
    assert stock.number("story.year.P1-02.now.numerator") == 12


def test_a_year_with_a_withheld_or_unseen_quarter_may_not_be_told() -> None:
    for text in ("c", ""):
        one = {q: (text if q == "2016-17-Q2" else "9", "") for q in QUARTERS}
        with pytest.raises(Withheld):
            figures_of("O9-01", one).number("story.year.O9-01.now.numerator")
        assert figures_of("O9-01", one).number("story.year.O9-01.before.numerator") == 36


def test_three_years_are_pooled_from_quarters_or_from_years() -> None:
    name = "story.pooled.O9-01/2014-15-to-2016-17"
    counted = figures_of("O9-01", {q: (str(n), "") for n, q in enumerate(QUARTERS, start=1)})
    assert counted.number(f"{name}.numerator") == sum(range(1, 13))
    with pytest.raises(OfAKind):
        counted.number(f"{name}.low")
    by_year = {f"O9-01/year/{year}.numerator": "7" for year in ("2014-15", "2015-16", "2016-17")}
    assert ShownFigures(by_year, MEASURES).number(f"{name}.numerator") == 21
    with pytest.raises(Withheld):
        ShownFigures(by_year | {"O9-01/year/2015-16.numerator": "c"}, MEASURES).number(f"{name}.numerator")


def test_a_former_figure_of_what_is_withheld_now_may_not_be_told() -> None:
    for name in ("received.revisions.O9-01/2016-17-Q4.before.numerator", "story.since_last.followed_up.O9-01.then"):
        with pytest.raises(Withheld):
            FIGURES.number(name)
    with pytest.raises(OfAKind, match="former figures"):
        FIGURES.number("received.revisions.P1-01/2016-17-Q3.before.numerator")
    assert FIGURES.number("received.revisions.P1-01/2016-17-Q3.after.numerator") == 480


def test_the_numbers_of_a_measure_are_told_apart_from_those_of_others() -> None:
    assert FIGURES.titled("Referrals: 480 in 2016-17 Q3") == ["P1-01"]
    assert {"480", "494", "539.5", "3"} <= FIGURES.printed_of(["P1-01"])
    assert "27" not in FIGURES.printed_of(["P1-01"])
