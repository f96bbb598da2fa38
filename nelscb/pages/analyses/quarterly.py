"""A quarterly series with its dated breaks: the curve, the level of each stretch, and no more."""

from __future__ import annotations

from nelscb.drawings import Line, TimePanel, TimePanels
from nelscb.edition import Assessment, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.quarters import Quarter
from nelscb.words import levels, numbers, shapes


def quarters_between_breaks(view: View) -> Exhibit:
    """The quarters of one measure, cut at each dated break, with the level of every stretch.

    A quarter without a figure is a gap in the line. The plan's beginning is drawn too.
    """
    (measure,) = view.measures
    series = view.series(measure, "quarter")
    assessment = view.assessment(series) if series else None
    if series is None or assessment is None:
        return view.nothing_held()
    begins = view.board.baseline.first_compared
    whole_line = _with_gaps(series)
    sentences = levels.level_sentences(assessment, series, measure, begins, "Under the plan")
    values = tuple(None if (p := series.at(q)) is None else p.value for q in whole_line)
    panel = TimePanel(
        measure.title, measure.unit_words, tuple(numbers.short_period(q) for q in whole_line),
        (Line(view.board.area.name, values),), view.breaks(series, whole_line), _plan_begins(view, whole_line, begins),
    )  # fmt: skip
    alt = shapes.line_chart([(series, measure)], assessment.breaks, by="quarter")
    return Exhibit(
        view.id, view.caption, text=tuple(sentences), table=_table(series, assessment, view, whole_line),
        drawing=TimePanels((panel,)), alt=alt, notes=view.notes([series]), sources=view.sources([series]),
    )  # fmt: skip


def _with_gaps(series: Series) -> list[Quarter]:
    quarters = [p.period for p in series.points if isinstance(p.period, Quarter)]
    return list(quarters[0].until(quarters[-1]))


def _plan_begins(view: View, line: list[Quarter], begins: Quarter) -> tuple[tuple[float, str], ...]:
    if begins not in line:
        return ()
    label = next((e.short for e in view.released.events if e.day == begins.first_day), "the plan began")
    return ((line.index(begins) - 0.5, label),)


def _table(series: Series, assessment: Assessment, view: View, line: list[Quarter]) -> Table:
    (measure,) = view.measures
    starts = {b.period: b.reason for b in assessment.breaks}
    rows = []
    for quarter in line:
        point = series.at(quarter)
        before = series.at(quarter - 1)
        step = ""
        if point is not None and before is not None and point.value is not None and before.value:
            step = numbers.percent_change(point.value / before.value)
        remark = f"Break: {starts[quarter]}" if quarter in starts else ""
        rows.append((numbers.short_period(quarter), numbers.cell(point, measure), step or "–", remark or "–"))
    return Table(
        (
            Column("Quarter"),
            Column(measure.unit_words.capitalize(), True),
            Column("On the quarter before", True),
            Column("Remark"),
        ),
        tuple(rows),
    )
