"""What the public is shown of small series and of further breakdowns, in tables checked by eye."""

from __future__ import annotations

from counted import HERE, Count, counted

from nelscb.disclosure.public_series import public_series
from nelscb.edition import Edition
from nelscb.indicators import Series
from nelscb.plan import Project

QUARTERS = [f"{start}-{start - 1999}-Q{quarter}" for start in (2015, 2016) for quarter in (1, 2, 3, 4)]


def by_quarter(measure: str, *numbers: Count, split: str = "", area: str = HERE) -> Series:
    return counted(measure, dict(zip(QUARTERS, numbers, strict=False)), split, area=area)


def shown(project: Project, *series: Series) -> dict[str, list[tuple[str, float | None, float | None]]]:
    found, _ = public_series(series, project.plan, HERE, project.board.disclosure_rule)
    return {
        f"{s.measure}/{s.frequency}{f'/{s.breakdown}={s.category}' if s.breakdown else ''}": [
            (str(p.period), p.numerator, p.denominator) for p in s.points
        ]
        for s in found
    }


def test_a_small_series_of_events_is_shown_by_years(project: Project) -> None:
    small = by_quarter("P1-07", 4, 9, 7, 3, 8, 0, 2, 5)
    assert shown(project, small) == {"P1-07/year": [("2015-16", 23, None), ("2016-17", 15, None)]}


def test_one_that_averages_ten_is_shown_by_quarters(project: Project) -> None:
    assert list(shown(project, by_quarter("P1-07", 10, 10, 9, 11))) == ["P1-07/quarter"]
    assert list(shown(project, by_quarter("P1-07", 10, 10, 9, 10))) == ["P1-07/year"]


def test_a_small_stock_is_that_of_the_years_last_quarter(project: Project) -> None:
    assert shown(project, by_quarter("P1-05", 4, 9, 7, 3, 8)) == {"P1-05/year": [("2015-16", 3, None)]}


def test_a_share_over_four_quarters_is_of_both_sums(project: Project) -> None:
    shares = by_quarter("P3-12", (1, 4), (2, 5), (0, 3), (3, 8))
    found, hidden = public_series([shares], project.plan, HERE, project.board.disclosure_rule)
    (year,) = found
    assert (year.points[0].numerator, year.points[0].denominator, year.points[0].value) == (6, 20, 30.0)
    assert hidden == {(HERE, "P3-12", "quarter", "", "")}


def test_a_year_with_a_quarter_missing_says_why_and_has_no_sum(project: Project) -> None:
    found, _ = public_series([by_quarter("P1-07", 4, None, 7, 3)], project.plan, HERE, project.board.disclosure_rule)
    assert (found[0].points[0].state, found[0].points[0].numerator) == ("not_returned", None)
    # Of a year of three quarters nothing is made.
    assert shown(project, by_quarter("P1-07", 4, 5, 7)) == {}


def test_a_year_that_was_returned_stays_as_it_is(project: Project) -> None:
    year = counted("P1-07", {"2015-16": 24})
    assert shown(project, by_quarter("P1-07", 4, 9, 7, 3), year) == {"P1-07/year": [("2015-16", 24, None)]}


def test_documents_other_areas_and_published_quarters_are_shown_as_they_are(project: Project) -> None:
    series = (
        by_quarter("O2-04", 1, 2, 3, 1),
        by_quarter("P1-07", 1, 2, 3, 1, area="ELSEWHERE"),
        counted("P1-01", {"2015-16-Q1": 3}, provenance="published"),
    )
    assert list(shown(project, *series)) == ["O2-04/quarter", "P1-07/quarter", "P1-01/quarter"]


def test_of_several_breakdowns_the_first_of_the_plan_is_shown(project: Project) -> None:
    assert project.plan.measures["P3-09"].breakdowns == ("age", "sex")
    sexes = by_quarter("P3-09", 20, 30, 20, 30, split="sex=Female")
    ages = by_quarter("P3-09", 20, 30, 20, 30, split="age=10 to 15")
    assert list(shown(project, sexes, ages)) == ["P3-09/quarter/age=10 to 15"]
    assert list(shown(project, sexes)) == ["P3-09/quarter/sex=Female"]
    small = by_quarter("P3-09", 2, 3, 2, 3, split="sex=Female")
    assert list(shown(project, small, ages)) == ["P3-09/quarter/age=10 to 15"]


def test_the_illustrative_boards_public_series(demo_edition: Edition) -> None:
    project, area = demo_edition.project, demo_edition.project.board.area.code
    found, hidden = public_series(demo_edition.indicators, project.plan, area, project.board.disclosure_rule)
    kept = {(s.area, s.measure, s.frequency, s.breakdown, s.category) for s in found}
    assert len(kept) == len(found)
    assert not kept & hidden
    breakdowns = {(s.measure, s.breakdown) for s in found if s.area == area and s.breakdown}
    assert len(breakdowns) == len({measure for measure, _ in breakdowns}) > 30
    assert len(hidden) > 100
