"""Counts once a year, each measure in a panel of its own with its own scale."""

from __future__ import annotations

from nelscb.drawings import Line, TimePanel, TimePanels
from nelscb.edition import Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.words import changes, numbers, shapes


def yearly_counts(view: View) -> Exhibit:
    """One or more yearly counts (or counts on one day of the year) beside each other, never on one scale."""
    found = [(m, s) for m in view.measures if (s := view.series(m)) is not None]
    if not found:
        return view.nothing_held()
    used = [s for _, s in found]
    return Exhibit(
        view.id, view.caption,
        text=tuple(changes.measure_sentence(a, m) for m, s in found if (a := view.assessment(s)) is not None),
        table=counts_table(found),
        drawing=TimePanels(tuple(count_panel(m, s, view) for m, s in found)),
        alt=shapes.line_chart([(s, m) for m, s in found]),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def count_panel(measure: Measure, series: Series, view: View) -> TimePanel:
    """A panel with the board's own line."""
    periods = [p.period for p in series.points]
    line = Line(view.board.area.name, tuple(p.value for p in series.points))
    labels = tuple(numbers.short_period(p) for p in periods)
    gone = withheld_places([series], periods)
    return TimePanel(measure.title, measure.unit_words, labels, (line,), view.breaks(series, periods), withheld=gone)


def counts_table(found: list[tuple[Measure, Series]]) -> Table:
    """A row a period, a column a measure."""
    periods = sorted({p.period for _, s in found for p in s.points}, key=numbers.sort_key)
    rows = [(numbers.short_period(when), *(numbers.cell(s.at(when), m) for m, s in found)) for when in periods]
    return Table((Column("Period"), *(Column(m.title, True) for m, _ in found)), tuple(rows))
