"""Books that are wrong or extreme: a defined result or a refusal in words, never a leak and never a crash."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counted import HERE, counted

from nelscb.disclosure.protected import ProtectedSeries, protected_series
from nelscb.indicators import Series
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.suppression import Range

Q, BEFORE = "2016-17-Q4", "2016-17-Q3"
AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")


def protected(project: Project, *series: Series) -> ProtectedSeries:
    board = replace(project.board, area=replace(project.board.area, code=HERE))
    return protected_series(series, project.plan, board)


def split(total: int | None, *numbers: int | None) -> list[Series]:
    """A total and its categories, each with a large quarter before so that it is shown by quarters."""
    parts = [
        counted("P3-09", {BEFORE: 40, Q: n}, f"age={age}")
        for n, age in zip(numbers, AGES, strict=False)
        if n is not None
    ]
    whole = [] if total is None else [counted("P3-09", {BEFORE: 40 * len(parts), Q: total})]
    return [*whole, *parts]


def shown(found: ProtectedSeries) -> dict[str, float | None]:
    return {s.category: s.last.numerator for s in found.series}


def kept(found: ProtectedSeries) -> None:
    """Every small count that is withheld can be 1 to 5, or what its range was cut back to."""
    ranges = found.ranges(found.series)
    for name in found.decided.primary:
        if name in ranges:
            assert ranges[name].contains(found.decided.protection[name])
            assert name in found.decided.cut_back or found.decided.protection[name].contains(Range(1, 5))


def test_categories_that_exceed_their_total_are_refused_in_one_sentence(project: Project) -> None:
    with pytest.raises(Mistake, match="the categories of age add up to 73, but their total is 70") as refused:
        protected(project, *split(70, 0, 3, 12, 30, 28))
    assert str(refused.value).count("\n") == 0


def test_a_missing_category_leaves_the_reader_no_more_than_that_the_rest_is_not_all(project: Project) -> None:
    found = protected(project, *split(60, 0, 3, 12, 30, None))
    assert shown(found) == {"": 60, "Under 1": 0, "1 to 4": None, "5 to 9": 12, "10 to 15": 30}
    kept(found)


def test_a_total_of_nought_is_shown_and_so_are_its_parts(project: Project) -> None:
    found = protected(project, *split(0, 0, 0, 0, 0, 0))
    assert set(shown(found).values()) == {0}
    assert found.decided.withheld == frozenset()


def test_where_all_are_small_none_is_shown_and_each_keeps_what_can_be_kept(project: Project) -> None:
    found = protected(project, *split(9, 2, 1, 3, 1, 2))
    assert set(shown(found).values()) == {None, 9}
    kept(found)


def test_where_even_the_total_is_small_it_is_not_shown_either(project: Project) -> None:
    found = protected(project, *split(3, 0, 1, 0, 2, 0))
    assert shown(found) == {"": None, "Under 1": 0, "1 to 4": None, "5 to 9": 0, "10 to 15": None, "16 and over": 0}
    kept(found)


def test_one_category_alone_is_withheld_with_its_total(project: Project) -> None:
    found = protected(project, *split(4, 0, 4, 0, 0, 0))
    assert shown(found)[""] is None
    assert shown(found)["1 to 4"] is None
    kept(found)


def test_a_share_of_nobody_has_no_value_and_tells_nothing(project: Project) -> None:
    history = {f"2015-16-Q{quarter}": (20, 40) for quarter in (1, 2, 3, 4)}
    found = protected(project, counted("P3-12", {**history, Q: (0, 0)}))
    point = found.series[0].last
    assert (point.numerator, point.denominator, point.state) == (0, 0, "reported")


def test_a_book_without_figures_is_one_without_cells(project: Project) -> None:
    assert protected(project).decided.withheld == frozenset()
