"""Name every number of a released page after its cell, so that whatever shows it can say where it comes from.

A point of a series is ``{P1-01/quarter/2016-17-Q4.value}``, that of another area ``{E08000016:P1-01/…}``, that of a
category ``{P1-02/quarter/tier=Child in need/2016-17-Q4.numerator}``. Any other number is named by its way through the
released page: ``{assessments.P1-01/quarter.on_previous.change.low}``; of several records of one kind each goes by
what names it (``{story.items.action/neglect/P2-A1.age}``), else by its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from nelscb.core_data import Figure, Revision
from nelscb.indicators import Origin, Point, Series
from nelscb.named_numbers import NamedCount, NamedNumber
from nelscb.published import Source
from nelscb.quarters import FinancialYear, Period, Quarter
from nelscb.returns.receipts import Receipt
from nelscb.story import FollowedUp, Item, PooledYears, RaisedException, VerdictChange, VoiceInCard, YearOfMeasure

_AS_IT_IS = (str, bool, date, Quarter, FinancialYear, Origin, Source)
_OF_A_POINT = ("numerator", "denominator", "value", "low", "high")
Record = TypeVar("Record")


def named(record: Record, way: str, own_area: str) -> Record:
    """A copy of ``record`` in which each number is named by ``way`` and its own place; None stays None."""
    return _named(record, way, own_area)  # type: ignore[no-any-return]


def _named(value: Any, way: str, own: str) -> Any:
    if value is None or isinstance(value, _AS_IT_IS):
        return value
    if isinstance(value, float | int):
        name = f"{{{way}}}"
        return NamedNumber(value, name) if isinstance(value, float) else NamedCount(value, name)
    if isinstance(value, Series):
        return _series(value, own)
    if isinstance(value, tuple):
        return tuple(_named(part, f"{way}.{_name_of(part, place)}", own) for place, part in enumerate(value))
    if isinstance(value, dict):
        return {key: _named(part, f"{way}.{key}", own) for key, part in value.items()}
    return _copied(value, {f.name: _named(getattr(value, f.name), f"{way}.{f.name}", own) for f in fields(value)})


def _series(series: Series, own: str) -> Series:
    way = series_name(series, own)
    return _copied(series, {"points": tuple(_point(point, way) for point in series.points)})


def series_name(series: Series, own_area: str) -> str:
    """What a series is called: ``P1-01/quarter``, ``E08000016:P1-01/year``, ``P1-02/quarter/tier=Child in need``."""
    area = "" if series.area == own_area else f"{series.area}:"
    part = f"/{series.breakdown}={series.category}" if series.breakdown else ""
    return f"{area}{series.measure}/{series.frequency}{part}"


def cell_name(series: Series, period: Period, part: str) -> str:
    """What a number of the board's own area is called, as it is on every page: ``P1-01/quarter/2016-17-Q4.value``."""
    return f"{series_name(series, series.area)}/{period}.{part}"


def _point(point: Point, way: str) -> Point:
    start = f"{{{way}/{point.period}."
    found = {
        name: NamedNumber(number, f"{start}{name}}}")
        for name in _OF_A_POINT
        if (number := getattr(point, name)) is not None
    }
    return _copied(point, found)


def _copied(record: Record, changed: dict[str, Any]) -> Record:
    """The record with some fields changed; quicker than ``replace``, which would check every field again."""
    copy = object.__new__(type(record))
    copy.__dict__.update({f.name: getattr(record, f.name) for f in fields(record)})  # type: ignore[arg-type]
    copy.__dict__.update(changed)
    return copy


_NAMES: dict[type, Callable[[Any], str]] = {
    Item: lambda item: f"{item.kind}/{item.sub_group}/{item.item}",
    Receipt: lambda receipt: receipt.sub_group,
    RaisedException: lambda raised: raised.id,
    FollowedUp: lambda followed: followed.raised.id,
    YearOfMeasure: lambda year: year.measure,
    PooledYears: lambda pooled: f"{pooled.measure}/{pooled.first}-to-{pooled.last}",
    VoiceInCard: lambda card: f"{card.sub_group}/{card.quarter}",
    VerdictChange: lambda change: f"{change.measure}/{change.frequency}",
    Revision: lambda revision: _cell_of(revision.after),
}
"""What names a record among its like, the same on every page that shows it."""


def _name_of(part: object, place: int) -> str:
    name = _NAMES.get(type(part))
    return name(part) if name else str(place)


def _cell_of(figure: Figure) -> str:
    part = f"/{figure.breakdown}={figure.category}" if figure.breakdown else ""
    return f"{figure.measure}{part}/{figure.period}"
