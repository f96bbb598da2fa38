"""The categories of one measure, this year against the year before."""

from __future__ import annotations

from nelscb.drawings import DotRow, DotRows
from nelscb.edition import Point, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Period
from nelscb.words import categories, numbers, shapes
from nelscb.words.states import MARKS


def categories_compared(view: View) -> Exhibit:
    """Each category's figure in the latest year with its interval, and the year before as a hollow dot.

    A withheld category keeps its mark in the table and has no dot: it is not zero.
    """
    (measure,) = view.measures
    found = _categories(view, measure)
    if not found:
        return view.nothing_held()
    periods = sorted({p.period for s in found for p in s.points}, key=numbers.sort_key)
    now, before = periods[-1], periods[-2] if len(periods) > 1 else None
    ordered = sorted(found, key=lambda s: -(_count(s, now) or 0.0))
    rows = tuple(
        DotRow(_label(s, now), p.value, p.low, p.high, q.value if before and (q := s.at(before)) else None)
        for s in ordered
        if (p := s.at(now)) is not None
    )  # fmt: skip
    partitions = view.plan.breakdowns[found[0].breakdown].partitions
    tell = categories.largest_and_movers if partitions else categories.each_of
    text = tell([(s.category, _count(s, now), _count(s, before)) for s in ordered], measure, now, before)
    text += categories.not_like_for_like([e for e in view.released.events if measure.id in e.breaks], now, before)
    withheld = [s.category for s in ordered if _count(s, now) is None]
    alt = shapes.dot_chart(now, text + categories.no_dot_for(withheld))
    return Exhibit(
        view.id, f"{view.caption}, {numbers.short_period(now)}", text=(text,),
        table=_table(ordered, periods),
        drawing=DotRows(
            measure.unit_words, rows, now=numbers.short_period(now),
            before=numbers.short_period(before) if before else "",
        ),
        alt=alt, notes=view.notes(found), sources=view.sources(found),
    )  # fmt: skip


def _categories(view: View, measure: Measure) -> list[Series]:
    """The categories of the first breakdown that has figures, in the plan's order."""
    for name in measure.breakdowns:
        listed = view.plan.breakdowns[name].named
        for frequency in ("year", "day"):
            found = [
                s
                for category in listed
                if (s := view.released.find(measure.id, frequency, None, name, category)) is not None
            ]
            if found:
                return found
    return []


def _label(series: Series, when: Period) -> str:
    """The category's name, with the mark of its state where it has no figure."""
    point = series.at(when)
    withheld = point is not None and point.state != "reported"
    return f"{series.category} {MARKS[point.state]}" if point is not None and withheld else series.category


def _count(series: Series, when: Period | None) -> float | None:
    point: Point | None = series.at(when) if when is not None else None
    return point.numerator if point is not None and point.state == "reported" else None


def _table(found: list[Series], periods: list[Period]) -> Table:
    def shown(series: Series, when: Period) -> str:
        point = series.at(when)
        if point is None:
            return MARKS["absent"]
        if point.state != "reported" or point.numerator is None:
            return MARKS[point.state]
        count = numbers.whole(point.numerator)
        return f"{count} ({numbers.whole(100 * point.numerator / point.denominator)}%)" if point.denominator else count

    columns = (Column("Category"), *(Column(numbers.short_period(p), True) for p in periods))
    rows = tuple((s.category, *(shown(s, p) for p in periods)) for s in found)
    return Table(columns, rows)
