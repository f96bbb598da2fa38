"""Panels over quarters: a line with gaps where no figure is held, its dated breaks, and the day the plan began."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.drawings import Line, TimePanel
from nelscb.edition import Point, Series
from nelscb.exhibits import Column, Table
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import numbers


def quarters_of(found: Sequence[Series]) -> list[Quarter]:
    """Every quarter from the first to the last that any of ``found`` has, those without a figure too."""
    there = [p.period for s in found for p in s.points if isinstance(p.period, Quarter)]
    return list(min(there).until(max(there)))


def own_panel(view: View, measure: Measure, series: Series, quarters: Sequence[Quarter]) -> TimePanel:
    """One measure with its interval, its breaks, and the plan's beginning."""
    points = [series.at(q) for q in quarters]
    line = Line(
        view.board.area.name,
        tuple(p.value if p else None for p in points),
        tuple(p.low if p else None for p in points),
        tuple(p.high if p else None for p in points),
    )
    return TimePanel(
        measure.title, measure.unit_words, labels(quarters), (line,), view.breaks(series, quarters),
        plan_begins(view, quarters), withheld=withheld_places([series], quarters),
    )  # fmt: skip


def parts_panel(
    view: View, title: str, unit: str, parts: Sequence[tuple[str, Series]], quarters: Sequence[Quarter]
) -> TimePanel:
    """Several lines of the board's own on one scale, each with its name; without intervals, which would cover them."""
    lines = tuple(
        Line(name, tuple(p.value if (p := series.at(q)) else None for q in quarters), role="part")
        for name, series in parts
    )
    gone = withheld_places([series for _, series in parts], quarters)
    return TimePanel(title, unit, labels(quarters), lines, (), plan_begins(view, quarters), withheld=gone)


def plan_begins(view: View, quarters: Sequence[Quarter]) -> tuple[tuple[float, str], ...]:
    """The mark where the plan's first compared quarter begins; none where it lies outside ``quarters``."""
    begins = view.board.baseline.first_compared
    if begins not in quarters:
        return ()
    label = next((e.short for e in view.released.events if e.day == begins.first_day), "the plan began")
    return ((quarters.index(begins) - 0.5, label),)


def labels(quarters: Sequence[Quarter]) -> tuple[str, ...]:
    """The quarters as they stand on an axis."""
    return tuple(numbers.short_period(q) for q in quarters)


def quarters_table(found: Sequence[tuple[str, Measure, Series]], quarters: Sequence[Quarter]) -> Table:
    """A row a quarter, a column a series under its title: its figure, and for a share what it is a share of."""
    rows = tuple(
        (numbers.short_period(q), *(figure_and_counts(s.at(q), m) for _, m, s in found)) for q in quarters
    )  # fmt: skip
    return Table((Column("Quarter"), *(Column(title, True) for title, _, _ in found)), rows)


def figure_and_counts(point: Point | None, measure: Measure) -> str:
    """``56.4% (79 of 140)``; a count alone; the mark of its state where there is no figure."""
    shown = numbers.cell(point, measure)
    if point is None or point.value is None or point.denominator is None:
        return shown
    return f"{shown} ({numbers.counts(point)})"
