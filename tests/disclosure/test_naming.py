"""Every number of a released page is named by its cell, and the name leads back to the number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from nelscb.edition import Edition, ReleasedPage
from nelscb.named_numbers import NamedCount, NamedNumber, expression_of
from nelscb.quarters import FinancialYear, Quarter


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, Quarter | FinancialYear | bool):
        return
    if isinstance(value, float | int):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from numbers(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers(getattr(value, field.name))


def test_points_go_by_measure_area_category_and_period(edition: Edition) -> None:
    page = edition.release("p1_early_help").named
    own = page.find("P1-04", "year")
    other = page.find("P1-04", "year", "E08000016")
    part = page.find("X-11", "year", None, "movement", "starting") or next(
        s for s in page.series if s.measure == "X-11" and s.area == page.area
    )
    assert own is not None
    assert other is not None
    assert expression_of(own.last.value or 0.0) == "{P1-04/year/2016-17.value}"
    assert expression_of(other.last.low or 0.0) == "{E08000016:P1-04/year/2016-17.low}"
    assert expression_of(part.last.numerator or 0.0) == f"{{X-11/year/movement={part.category}/2016-17.numerator}}"


def test_assessments_and_receipts_are_named_by_their_way(edition: Edition) -> None:
    page = edition.release("p1_early_help").named
    change = page.assessments["P1-04/year"].on_previous
    assert change is not None
    assert expression_of(change.change.low or 0.0) == "{assessments.P1-04/year.on_previous.change.low}"
    receipt = page.received.receipts[0]
    assert expression_of(receipt.asked) == f"{{received.receipts.{receipt.sub_group}.asked}}"


def test_naming_changes_no_number_and_leaves_none_without_a_name(edition: Edition) -> None:
    page = edition.release("p2_neglect")
    named = page.named
    assert named == page
    for part in (named.assessments, named.story, [s.points for s in named.series]):
        for number in numbers(tuple(part.values()) if isinstance(part, dict) else part):
            assert isinstance(number, NamedNumber | NamedCount) or number in range(1, 20), number


def test_what_is_kept_has_no_names(edition: Edition) -> None:
    """The cache holds plain numbers: a page that is read back is named anew."""
    page = edition.release("p2_neglect")
    again = ReleasedPage.from_json(page.to_json())
    assert again == page
    assert not any(isinstance(n, NamedNumber) for s in again.series for p in s.points for n in numbers(p))
