"""Cases by level of risk over recent quarters, and the share of closed cases in which it came down."""

from __future__ import annotations

from nelscb.drawings import StackedRow, Stacks
from nelscb.edition import Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarters_side_by_side import (
    held_by_quarter,
    nothing_by_quarter,
    quarters_exhibit,
)
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import numbers, owed, risks
from nelscb.words.states import MARKS

RECENT = 8
"""Quarters shown: two years, so that each stands beside the same quarter of the year before."""


def risk_levels(view: View) -> Exhibit:
    """The share of cases at each level, a row a quarter, the latest two years; a withheld level keeps its mark."""
    (measure,) = view.measures
    found = {
        level: series
        for level in view.plan.breakdowns[measure.breakdowns[0]].named
        if (series := view.released.find(measure.id, "quarter", None, measure.breakdowns[0], level))
    }
    reported = [p.period for s in found.values() for p in s.points if p.state == "reported"]
    last = max((q for q in reported if isinstance(q, Quarter)), default=None)
    if last is None:
        return nothing_by_quarter(view)
    first = min(p.period for s in found.values() for p in s.points if isinstance(p.period, Quarter))
    quarters = list(max(first, last - (RECENT - 1)).until(last))
    levels = [(level, s.at(last), s.at(last - 4)) for level, s in found.items()]
    text = [
        risks.levels_sentence(levels, measure, last), risks.levels_a_year_before(levels, measure, last - 4),
        risks.levels_meaning(),
        owed.no_figure_now(measure, view.released.returns[measure.id], view.released.quarter, view.board.agencies),
    ]  # fmt: skip
    return Exhibit(
        view.id, view.caption, text=tuple(line for line in text if line), table=_table(found, measure, quarters),
        drawing=Stacks(measure.unit_words, tuple(found), tuple(_row(found, q) for q in quarters)),
        alt=risks.levels_alt(levels, measure, last, numbers.number_word(len(quarters))),
        notes=owed.without_figures_from_elsewhere(view.notes(found.values())), sources=view.sources(found.values()),
    )  # fmt: skip


def risk_in_closed_cases(view: View) -> Exhibit:
    """The share of closed cases in which the risk was lower at the end, with its interval, and what it leaves out."""
    (held,) = found = held_by_quarter(view)
    if held is None:
        return nothing_by_quarter(view)
    return quarters_exhibit(view, found, [held.now, risks.closed_cases()], [[held]])


def _row(found: dict[str, Series], quarter: Quarter) -> StackedRow:
    points = [s.at(quarter) for s in found.values()]
    marks = dict.fromkeys(
        MARKS["absent" if p is None else "no_data" if p.state == "reported" else p.state]
        for p in points
        if p is None or p.value is None
    )
    return StackedRow(
        numbers.short_period(quarter), tuple(None if p is None else p.value for p in points), " ".join(marks)
    )


def _table(found: dict[str, Series], measure: Measure, quarters: list[Quarter]) -> Table:
    columns = [Column("Quarter")]
    for level in found:
        columns += [Column(f"{level}, count", True), Column(f"{level}, share", True)]
    rows = []
    for quarter in quarters:
        cells = [numbers.short_period(quarter)]
        for series in found.values():
            point = series.at(quarter)
            cells += [numbers.counts(point) if point else MARKS["absent"], numbers.cell(point, measure)]
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows))
