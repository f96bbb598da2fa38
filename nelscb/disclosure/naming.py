"""Name every number of a released page after its cell, so that whatever shows it can say where it comes from.

A point of a series is ``{P1-01/quarter/2016-17-Q4.value}``, that of another area ``{E08000016:P1-01/…}``, that of a
category ``{P1-02/quarter/tier=Child in need/2016-17-Q4.numerator}``. Any other number is named by its way through the
released page: ``{assessments.P1-01/quarter.on_previous.change.low}``; of several records of one kind each goes by
what names it (``{story.items.action/neglect/P2-A1.age}``), else by its place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import cache, cached_property, partial
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


def named_when_asked(record: Record, names: Iterable[str], own_area: str) -> Record:
    """A copy of ``record`` in which each number of the fields ``names`` is named; None stays None.

    That is done when a field is first looked at: few pages look at everything that they may see.
    """
    return _when_asked(record, {name: partial(_named, getattr(record, name), name, own_area) for name in names})


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
    return _record(value, way, own)


def _record(record: Any, way: str, own: str) -> Any:
    """A record whose own numbers are named, and what it holds of other records when that is looked at."""
    now, later = {}, {}
    for name in _field_names(type(record)):
        part = getattr(record, name)
        if isinstance(part, float | int):
            now[name] = _named(part, f"{way}.{name}", own)
        elif part is not None and not isinstance(part, _AS_IT_IS):
            later[name] = partial(_named, part, f"{way}.{name}", own)
    return _when_asked(record, later, now) if later else _copied(record, now)


def _series(series: Series, own: str) -> Series:
    way = series_name(series, own)
    return _when_asked(series, {"points": lambda: tuple(_point(point, way) for point in series.points)})


def series_name(series: Series, own_area: str) -> str:
    """What a series is called: ``P1-01/quarter``, ``E08000016:P1-01/year``, ``P1-02/quarter/tier=Child in need``."""
    return series.name if series.area == own_area else f"{series.area}:{series.name}"


def cell_name(series: Series, period: Period, part: str) -> str:
    """What a number of the board's own area is called, as it is on every page: ``P1-01/quarter/2016-17-Q4.value``."""
    return f"{series.name}/{period!s}.{part}"


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
    copy.__dict__.update({name: getattr(record, name) for name in _field_names(type(record))})
    copy.__dict__.update(changed)
    return copy


def _when_asked(
    record: Record, wanted: Mapping[str, Callable[[], Any]], changed: Mapping[str, Any] | None = None
) -> Record:  # fmt: skip
    """A copy of the record whose fields in ``wanted`` are worked out when they are first looked at.

    ``changed``: fields that are other ones at once.
    """
    kind: Any = type(record)
    copy: Any = object.__new__(_kind_when_asked(kind, tuple(wanted)))
    fields_of = {name: getattr(record, name) for name in _field_names(kind) if name not in wanted}
    copy.__dict__.update(fields_of, _wanted=wanted, **(changed or {}))
    return copy  # type: ignore[no-any-return]


@cache
def _kind_when_asked(kind: Hashable, names: tuple[str, ...]) -> type:
    """A kind of record like ``kind`` that works out the fields ``names`` once each."""
    assert isinstance(kind, type)
    told = _field_names(kind)

    def says_the_same(one: object, other: object) -> bool:
        return isinstance(other, kind) and all(getattr(one, name) == getattr(other, name) for name in told)

    compared = {"__eq__": says_the_same, "__hash__": kind.__hash__}
    return type(kind.__name__, (kind,), {**compared, **{name: _worked_out_once(name) for name in names}})


def _worked_out_once(name: str) -> Any:
    return cached_property(lambda record: record._wanted[name]())


_FIELDS: dict[type, tuple[str, ...]] = {}


def _field_names(kind: type) -> tuple[str, ...]:
    """The names of a record's fields, looked up once for each kind."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(kind))
    return _FIELDS[kind]


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
