"""The rows of the core data set: every released point once, in a fixed order, a missing figure with its state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from nelscb.core_data_set.columns import SEPARATOR
from nelscb.edition import Origin, Point, ReleasedPage, Series, Source, series_name
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import Period, first_day_of, last_day_of
from nelscb.words.notes import shown_title
from nelscb.words.states import MARKS

_CARD = re.compile(r"[^/]+/(?P<sender>[^/]+)/(?P<day>\d{4}-\d{2}-\d{2})[^/]*")
"""A file of a return is kept under its quarter and its sub-group, and named by the day on which it came."""
_NO_PARTS: tuple[tuple[str, ...], ...] = ((),) * 6
_INSTEAD = "\u00a6"


def rows_of(released: ReleasedPage, plan: Plan, board: Board) -> Iterator[tuple[str, ...]]:
    """A row a released point, by measure in the plan's order, then breakdown, category, area, frequency, period."""
    order = {name: place for place, name in enumerate(plan.measures)}
    names = board.areas
    areas = {code: place for place, code in enumerate(names)}

    def place(series: Series) -> tuple[int, str, str, int, str, str]:
        area = areas.get(series.area, len(areas))
        return order[series.measure], series.breakdown, series.category, area, series.area, series.frequency

    sent = {o.file: _sent(o.file, released.sources) for s in released.series for p in s.points for o in p.origins}
    when = cache(_when)
    for series in sorted(released.series, key=place):
        name, measure = series_name(series, released.area), plan.measures[series.measure]
        for point in sorted(series.points, key=lambda p: last_day_of(p.period)):
            published = any(origin.release for origin in point.origins)
            parts = [_part(origin, sent[origin.file]) for origin in point.origins]
            told, *days = when(point.period)
            yield (
                f"{name}/{told}", series.area, names.get(series.area, series.area), series.measure,
                shown_title(measure) if published else measure.title, series.breakdown, series.category,
                series.frequency, told, *days, str(point.definition), *_counts_and_value(point, measure),
                measure.unit_words or measure.unit, _shown(point.low, point), _shown(point.high, point),
                point.answer or "", point.state, point.provenance,
                *(_listed(column) for column in (zip(*parts, strict=True) if parts else _NO_PARTS)),
            )  # fmt: skip


def _counts_and_value(point: Point, measure: Measure) -> tuple[str, str, str]:
    over = _shown(point.denominator, point) if measure.is_ratio else number_as_written(point.denominator)
    return _shown(point.numerator, point), over, _shown(point.value, point)


def _shown(number: float | None, point: Point) -> str:
    """A number in full; where this book withholds it, the sign that says so."""
    return MARKS["suppressed"] if number is None and point.state == "suppressed" else number_as_written(number)


def _when(period: Period) -> tuple[str, str, str]:
    """A period by its name, its first and its last day."""
    return str(period), first_day_of(period).isoformat(), last_day_of(period).isoformat()


def _part(origin: Origin, sent: tuple[str, str]) -> tuple[str, ...]:
    """Release, sender, day received, file, sheet and row of one part of a figure."""
    return (origin.release, *sent, origin.file, origin.sheet, str(origin.row) if origin.row > 0 else "")


def _sent(file: str, sources: Mapping[str, Source]) -> tuple[str, str]:
    """Who sent a file, and on which day it came; nothing where the release does not say."""
    source, card = sources.get(file), _CARD.fullmatch(file)
    if source is not None:
        return source.publisher, source.received.isoformat()
    if card is not None and _is_day(card["day"]):
        return card["sender"], card["day"]
    return "", ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _listed(parts: Sequence[str]) -> str:
    """The parts as one cell, nothing where none says anything; a separator inside a part becomes a broken bar."""
    if len(parts) == 1:
        return parts[0].replace(SEPARATOR, _INSTEAD)
    return SEPARATOR.join(part.replace(SEPARATOR, _INSTEAD) for part in parts) if any(parts) else ""


def number_as_written(number: float | None) -> str:
    """A number in full, as it can be read back to the same; nothing for none."""
    if number is None:
        return ""
    number = float(number)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
