"""Counts that a sender withheld from the board: they are protected as if the board had withheld them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counted import HERE, counted

from nelscb.disclosure.protected import protected_series
from nelscb.disclosure.senders import with_assumed, withheld_by_senders
from nelscb.indicators import Series
from nelscb.plan import Project
from nelscb.suppression import Range

Q = "2016-17-Q4"
AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
TOTAL = f"P3-09/quarter/{Q}.numerator"


def starred(series: Series) -> Series:
    """The series as its sender withheld it in the last quarter."""
    gone = replace(series.last, numerator=None, value=None, state="suppressed_by_publisher")
    return replace(series, points=(*series.points[:-1], gone))


def book(total: int | None, *numbers: int | None) -> list[Series]:
    def one(number: int | None, split: str) -> Series:
        series = counted("P3-09", {"2016-17-Q3": 40 if split else 200, Q: number or 0}, split)
        return starred(series) if number is None else series

    return [one(total, ""), *(one(n, f"age={age}") for n, age in zip(numbers, AGES, strict=True))]


def assumed(project: Project, series: list[Series]) -> dict[str, float | None]:
    return {s.category: s.last.numerator for s in with_assumed(series, project.plan, HERE)}


@pytest.mark.parametrize(
    ("total", "numbers", "expected"),
    [
        (73, (None, 12, 30, 20, 8), {"Under 1": 3}),
        (73, (None, None, 30, 20, 18), {"Under 1": 3, "1 to 4": 2}),
        (None, (3, 12, 30, 20, 8), {"": 73}),
        (None, (None, 12, 30, 20, 8), {}),
        # Less is left than would make one each: the figures contradict each other, and nothing follows.
        (71, (None, None, 30, 20, 20), {}),
        (73, (3, 12, 30, 20, 8), {}),
    ],
)
def test_a_withheld_count_has_the_number_that_would_follow(
    project: Project, total: int | None, numbers: tuple[int | None, ...], expected: dict[str, float]
) -> None:
    given = book(total, *numbers)
    told = assumed(project, given)
    for series in given:
        assert told[series.category] == expected.get(series.category, series.last.numerator)


def test_published_figures_and_those_of_a_breakdown_that_overlaps_are_left_alone(project: Project) -> None:
    published = [
        replace(s, points=tuple(replace(p, provenance="published") for p in s.points))
        for s in book(73, None, 12, 30, 20, 8)
    ]
    assert with_assumed(published, project.plan, HERE) == published
    assert list(withheld_by_senders(published, HERE)) == []
    assert list(withheld_by_senders(book(73, None, 12, 30, 20, 8), HERE)) == [
        f"P3-09/quarter/age=Under 1/{Q}.numerator"
    ]


def test_another_count_is_withheld_beside_it_and_neither_is_shown(project: Project) -> None:
    board = replace(project.board, area=replace(project.board.area, code=HERE))
    found = protected_series(book(73, None, 12, 30, 20, 8), project.plan, board)
    shown = {s.category: s.last.numerator for s in found.series}
    assert shown["Under 1"] is None
    assert [number for number in shown.values() if number is None] == [None, None]
    assert found.ranges(found.series)[f"P3-09/quarter/age=Under 1/{Q}.numerator"].contains(Range(1, 5))


def test_a_total_that_its_sender_withheld_does_not_follow_from_its_parts(project: Project) -> None:
    board = replace(project.board, area=replace(project.board.area, code=HERE))
    found = protected_series(book(None, 0, 0, 0, 0, 4), project.plan, board)
    assert {s.category: s.last.numerator for s in found.series} == {
        "": None, "Under 1": 0, "1 to 4": 0, "5 to 9": 0, "10 to 15": 0, "16 and over": None,
    }  # fmt: skip
