"""What the public sees of the board's series: nothing small, nothing that tells it, and no gap without a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from counted import HERE, Count, counted

from nelscb.disclosure.protected import EarlierRelease, ProtectedSeries, protected_series
from nelscb.edition import Edition
from nelscb.indicators import Point, Series
from nelscb.mistakes import Mistake
from nelscb.plan import Board, Project
from nelscb.suppression import Decision, Range

Q = "2016-17-Q4"


def here(project: Project) -> Board:
    """The board, in the place of the series that are made by hand."""
    return replace(project.board, area=replace(project.board.area, code=HERE))


def seen(project: Project, *series: Series, earlier: Sequence[EarlierRelease] = ()) -> dict[str, Point]:
    found = protected_series(series, project.plan, here(project), earlier)
    return {
        f"{s.measure}{f' {s.category}' if s.category else ''} {p.period}": p for s in found.series for p in s.points
    }


def split(*numbers: int) -> list[Series]:
    names = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
    return [counted("P3-09", {Q: n, "2016-17-Q3": 40}, f"age={name}") for name, n in zip(names, numbers, strict=True)]


def test_a_small_category_and_the_next_that_would_tell_it_are_withheld(project: Project) -> None:
    found = seen(project, counted("P3-09", {Q: 73, "2016-17-Q3": 200}), *split(0, 3, 12, 30, 28))
    shown = {name.removeprefix("P3-09 "): point.numerator for name, point in found.items() if name.endswith(Q)}
    assert shown == {Q: 73, f"Under 1 {Q}": 0, f"1 to 4 {Q}": None, f"5 to 9 {Q}": None,
                     f"10 to 15 {Q}": 30, f"16 and over {Q}": 28}  # fmt: skip
    gone = found[f"P3-09 1 to 4 {Q}"]
    assert (gone.state, gone.value, gone.low, gone.high) == ("suppressed", None, None, None)


@pytest.mark.parametrize(("number", "kept"), [((3, 40), (None, 40)), ((12, 40), (12, 40)), ((0, 40), (0, 40))])
def test_a_share_goes_with_its_count(project: Project, number: Count, kept: tuple[int | None, int]) -> None:
    history = {f"2015-16-Q{quarter}": (20, 40) for quarter in (1, 2, 3, 4)}
    point = seen(project, counted("P3-12", {**history, Q: number}))[f"P3-12 {Q}"]
    assert (point.numerator, point.denominator) == kept
    assert (point.value is None) == (kept[0] is None) == (point.state == "suppressed")


def test_a_series_that_is_not_shown_protects_and_is_protected(project: Project) -> None:
    # The year of a small series is shown, 23, and none of its quarters: 4, 9, 7 and 3 are for nobody.
    quarters = {f"2015-16-Q{quarter}": n for quarter, n in zip((1, 2, 3, 4), (4, 9, 7, 3), strict=True)}
    found = protected_series([counted("P1-07", quarters)], project.plan, here(project))
    (year,) = found.series
    assert [(str(p.period), p.numerator) for p in year.points] == [("2015-16", 23)]
    assert set(found.decided.primary) == {"P1-07/quarter/2015-16-Q1.numerator", "P1-07/quarter/2015-16-Q4.numerator"}


def test_what_an_earlier_edition_withheld_stays_withheld(project: Project) -> None:
    series = counted("P1-07", {Q: 30, "2016-17-Q3": 25})
    name = f"P1-07/quarter/{Q}.numerator"
    assert seen(project, series)[f"P1-07 {Q}"].numerator == 30
    before = EarlierRelease("2016-17-Q4 public", {name: Decision.WITHHELD}, (series,))
    assert seen(project, series, earlier=[before])[f"P1-07 {Q}"].state == "suppressed"


def test_a_figure_that_was_revised_since_is_decided_again(project: Project) -> None:
    series, then = counted("P1-07", {Q: 30, "2016-17-Q3": 25}), counted("P1-07", {Q: 28, "2016-17-Q3": 25})
    name = f"P1-07/quarter/{Q}.numerator"
    before = EarlierRelease("2016-17-Q4 public", {name: Decision.WITHHELD}, (then,))
    assert seen(project, series, earlier=[before])[f"P1-07 {Q}"].numerator == 30


def test_a_total_that_an_earlier_edition_showed_counts_against_this_one(project: Project) -> None:
    # Then the total was 43, with the categories withheld; now the total is 45, because one category was revised.
    ages = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")

    def book(*numbers: int) -> tuple[Series, ...]:
        parts = (counted("P3-09", {Q: n, "2016-17-Q3": 40}, f"age={a}") for n, a in zip(numbers, ages, strict=True))
        return (counted("P3-09", {Q: sum(numbers), "2016-17-Q3": 200}), *parts)

    then, now = book(0, 3, 10, 30, 0), book(0, 3, 12, 30, 0)
    said = {
        f"P3-09/quarter/{Q}.numerator": Decision.PUBLISHED,
        f"P3-09/quarter/age=10 to 15/{Q}.numerator": Decision.PUBLISHED,
    }
    found = protected_series(now, project.plan, here(project), [EarlierRelease("2016-17-Q4 public", said, then)])
    small = f"P3-09/quarter/age=1 to 4/{Q}.numerator"
    ranges = found.ranges([s for s in found.series if s.category == "1 to 4"])
    assert small in found.decided.primary
    assert ranges[small].contains(Range(1, 5))
    # The category beside it went by its old value into what the old total says, and by its new one into the new.
    assert {cell.name for cell in found.cells if cell.name.endswith("in 2016-17-Q4 public")} == {
        f"P3-09/quarter/{Q}.numerator in 2016-17-Q4 public",
        f"P3-09/quarter/age=5 to 9/{Q}.numerator in 2016-17-Q4 public",
    }


def test_categories_above_their_total_are_refused(project: Project) -> None:
    with pytest.raises(Mistake, match="P3-09 of 2016-17-Q4: the categories of age add up to 73, but their total is 70"):
        seen(project, counted("P3-09", {Q: 70}), *split(0, 3, 12, 30, 28))


@pytest.fixture(scope="module")
def of_havenshire(demo_edition: Edition) -> ProtectedSeries:
    project = demo_edition.project
    return protected_series(demo_edition.indicators, project.plan, project.board)


def test_the_illustrative_board_shows_no_small_count(demo_edition: Edition, of_havenshire: ProtectedSeries) -> None:
    project = demo_edition.project
    own = [s for s in of_havenshire.series if s.area == project.board.area.code]
    rule, measures = project.board.disclosure_rule, project.plan.measures
    small, marked = [], 0
    for series in own:
        for point in series.points:
            marked += point.state == "suppressed"
            if measures[series.measure].counts in rule.protects and not point.is_published:
                small += [n for n in (point.numerator, point.denominator) if n and n <= rule.largest_small]
            if measures[series.measure].is_ratio and point.numerator is None:
                assert point.value is None
    assert small == []
    assert marked > 250
    assert sum(point.numerator == 0 for series in own for point in series.points) > 100
    assert not of_havenshire.decided.by_the_clock


def test_other_areas_are_shown_as_their_publishers_do(demo_edition: Edition, of_havenshire: ProtectedSeries) -> None:
    area = demo_edition.project.board.area.code
    found = [s for s in of_havenshire.series if s.area != area]
    assert found == [s for s in demo_edition.indicators if s.area != area]
