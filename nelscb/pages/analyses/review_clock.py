"""The review clock of the procedures: chapters that are fresh, that wait, that are past their date."""

from __future__ import annotations

from nelscb.drawings import StackedRow, Stacks
from nelscb.edition import Point
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarter_shares import (
    held_by_quarter,
    not_held,
    nothing_by_quarter,
    now_told,
    quarters_shown,
)
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter
from nelscb.words import numbers, reviews
from nelscb.words.states import MARKS

SHOWN = 8
"""Quarters: two years."""
Parts = tuple[float | None, float | None, float | None]


def review_clock(view: View) -> Exhibit:
    """Chapters reviewed in six months, not reviewed in them, and past their date, a row a quarter, the latest first.

    The measures are the share reviewed (its counts give the parts) and the number past their date. A chapter past its
    date is none of those reviewed: where the two add up to more than all chapters, that quarter is not drawn.
    """
    reviewed, past = view.measures
    found, now = held_by_quarter(view), view.released.quarter
    if not found:
        return nothing_by_quarter(view, reviews.NOTHING)
    quarters = list(reversed(quarters_shown(view, found, SHOWN)))
    pairs = [(q, _point(view, reviewed, q), _point(view, past, q)) for q in quarters]
    rows = [(q, parts(a, b)) for q, a, b in pairs]
    clash: list[Period] = [q for q, a, b in pairs if _overlap(a, b)]
    told = [
        reviews.clock_sentence(_point(view, reviewed, now), _point(view, past, now)), reviews.TWO_CLOCKS,
        *(now_told(view, m, s) for m, s in found), reviews.overlap_sentence(clash),
    ]  # fmt: skip
    used = [s for _, s in found]
    drawn = tuple(StackedRow(numbers.short_period(q), values, _mark(a, b)) for (q, a, b), (_, values) in zip(
        pairs, rows, strict=True
    ))  # fmt: skip
    return Exhibit(
        view.id, view.caption, text=(*(t for t in told if t), *not_held(view, found)),
        table=_table(reviewed, past, pairs, rows),
        drawing=Stacks("chapters", (reviews.REVIEWED, reviews.DUE, reviews.PAST), drawn),
        alt=reviews.clock_alt(rows), notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def parts(reviewed: Point | None, past: Point | None) -> Parts:
    """Reviewed, neither, past their date; None for what is not known, and for all three where the two overlap."""
    fresh, all_of = (reviewed.numerator, reviewed.denominator) if reviewed is not None else (None, None)
    late = past.numerator if past is not None else None
    if _overlap(reviewed, past):
        return None, None, None
    rest = all_of - fresh - late if all_of is not None and fresh is not None and late is not None else None
    return fresh, rest, late


def _overlap(reviewed: Point | None, past: Point | None) -> bool:
    if reviewed is None or past is None or past.numerator is None:
        return False
    if reviewed.numerator is None or reviewed.denominator is None:
        return False
    return reviewed.numerator + past.numerator > reviewed.denominator


def _point(view: View, measure: Measure, quarter: Quarter) -> Point | None:
    series = view.series(measure, "quarter")
    return series.at(quarter) if series is not None else None


def _mark(reviewed: Point | None, past: Point | None) -> str:
    """What stands in place of a row without a part: the state of the first figure that is not there."""
    if parts(reviewed, past) != (None, None, None):
        return ""
    state = next((p.state for p in (reviewed, past) if p is not None and p.state != "reported"), "absent")
    return MARKS[state]


def _table(
    reviewed: Measure,
    past: Measure,
    pairs: list[tuple[Quarter, Point | None, Point | None]],
    rows: list[tuple[Quarter, Parts]],
) -> Table:
    columns = (
        Column("Quarter"), Column(f"{reviewed.title} ({reviewed.id})", True), Column("Count", True),
        Column(reviews.DUE, True), Column(f"{past.title} ({past.id})", True),
    )  # fmt: skip
    told = []
    for (quarter, a, b), (_, values) in zip(pairs, rows, strict=True):
        rest = numbers.whole(values[1]) if values[1] is not None else MARKS["absent"]
        count = numbers.counts(a) if a is not None else MARKS["absent"]
        remark = reviews.OVERLAP if _overlap(a, b) else rest
        told.append((numbers.short_period(quarter), numbers.cell(a, reviewed), count, remark, numbers.cell(b, past)))
    return Table(columns, tuple(told))
