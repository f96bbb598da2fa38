"""The table of each measure: latest figure, change, line, verdict, place among neighbours, this quarter's return."""

from __future__ import annotations

from nelscb.exhibits import Cell, Column, Exhibit, Table
from nelscb.pages.scope import Scope
from nelscb.pages.standing import NO_FIGURE, Standing, spark_of, standings, status_of
from nelscb.words import changes, chapters, score_cards
from nelscb.words.notes import source_lines
from nelscb.words.numbers import withheld_since
from nelscb.words.score_cards import QUESTIONS
from nelscb.words.states import MARKS, return_line

_COLUMNS = (
    Column("Measure"), Column("Question", choices=True), Column("Latest figure (95% interval)"),
    Column("On the period before"), Column("All periods"), Column("Verdict on its trend", choices=True),
    Column("Among neighbours"), Column("Better is"), Column("Return for this quarter"),
)  # fmt: skip


def measures_table(scope: Scope) -> Exhibit:
    """A row a measure, by the three questions of a score card, the whole population last."""
    caption = f"{scope.title}: each measure"
    found = standings(scope)
    if not found:
        return Exhibit(scope.id("measures"), caption, text=(chapters.no_figures(),))
    rows = tuple(_row(s, scope) for kind in QUESTIONS for s in found if s.measure.type == kind)
    used = [s.series for s in found if s.series is not None]
    return Exhibit(
        scope.id("measures"), caption, table=Table(_COLUMNS, rows),
        notes=(*chapters.score_card_notes(), *score_cards.table_notes()),
        sources=source_lines(used, scope.released.sources),
    )  # fmt: skip


def _row(standing: Standing, scope: Scope) -> tuple[Cell, ...]:
    measure, named, returned = standing.measure, standing.named, standing.returned
    name, question = f"{measure.title} ({measure.id})", QUESTIONS[measure.type].removesuffix("?")
    line = return_line(returned, standing.agency, measure.standing)
    better, nothing = chapters.better(measure), MARKS["absent"]
    if standing.point is None or standing.assessment is None:
        if standing.parts:
            held = chapters.categories_cell(standing.parts)
            return name, question, held, nothing, nothing, nothing, nothing, better, line
        mark = MARKS[returned.state] if returned.state != "reported" else nothing
        return name, question, mark, nothing, nothing, (NO_FIGURE,), nothing, better, line
    assessment = standing.assessment
    spark = spark_of(standing.series, named, scope.board)
    return (
        name, question, withheld_since(standing.withheld_since, chapters.latest_cell(standing.point, named)),
        changes.comparison_cell(assessment.on_previous) if named.unit != "score" else "cannot be weighed",
        (spark,) if spark else nothing, (status_of(assessment), chapters.held_cell(assessment)),
        score_cards.place_cell(assessment), better, line,
    )  # fmt: skip


def status_lines(scope: Scope) -> Exhibit:
    """The reports, audits and assurances that are asked for, and how each was answered."""
    rows = []
    for measure in (m for m in scope.measures if m.unit == "status"):
        returned = scope.released.returns[measure.id]
        line = return_line(returned, scope.board.agencies[returned.agency], measure.standing)
        answer = f"{returned.answer} ({', '.join(measure.answers)})" if returned.answer else MARKS["absent"]
        rows.append((f"{measure.title} ({measure.id})", measure.numerator, answer, line))
    if not rows:
        return Exhibit(scope.id("status_lines"), "Reports and assurance", text=(chapters.no_status_lines(),))
    columns = (
        Column("Report or assurance"), Column("What is asked for"), Column("Answer (of those offered)"),
        Column("Return for this quarter"),
    )  # fmt: skip
    return Exhibit(
        scope.id("status_lines"), "Reports, audits and assurance that the plan asks for",
        table=Table(columns, tuple(rows)),
    )  # fmt: skip
