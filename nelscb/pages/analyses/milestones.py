"""Milestones: what was answered to a status line in each of the last four quarters, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point, Series
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import milestones as words
from nelscb.words import numbers
from nelscb.words.courses import told_title
from nelscb.words.states import MARKS, key_to_marks

SHOWN = 4
"""Quarters shown: a year, up to the edition's own."""


def milestones(view: View) -> Exhibit:
    """Each status line, or each milestone of it that was answered apart, with its answers of four quarters.

    Any number of status lines. Where none was answered in these quarters, it says so and who would answer.
    """
    now = view.released.quarter
    quarters = list((now - (SHOWN - 1)).until(now))
    agencies = view.board.agencies
    rows, text, notes, silent = [], [], [], []
    for measure in view.measures:
        lines = _lines(view, measure)
        if not any(_answered(series, quarters) for _, series in lines):
            silent.append(measure)
            lines = [(told_title(measure), None)]
        for what, series in lines:
            points = [series.at(q) if series else None for q in quarters]
            rows.append(_row(view, measure, what, points))
            told = words.answer_sentence(
                what, list(zip(quarters, points, strict=True)), agencies[measure.source_agency]
            )
            text.append(told)
        parts = [part for name in measure.breakdowns for part in view.plan.breakdowns[name].named]
        if len(parts) > 1 and len(lines) == 1 and measure not in silent:
            notes.append(words.one_answer_for_all(measure, parts))
    if len(silent) == len(view.measures):
        return Exhibit(view.id, view.caption, text=(words.not_answered(silent, agencies),))
    text = [line for line in (*text, words.not_answered(silent, agencies)) if line]
    columns = (
        Column("Milestone"), Column("What is asked"), Column("Who answers"),
        *(Column(numbers.short_period(q)) for q in quarters), Column("What the last answer points to"),
    )  # fmt: skip
    used = {cell for row in rows for cell in row if isinstance(cell, str)} & set(MARKS.values())
    notes += [words.own_word(), *([f"Marks: {key_to_marks(used)}."] if used else [])]
    return Exhibit(view.id, view.caption, text=tuple(text), table=Table(columns, tuple(rows)), notes=tuple(notes))


def _lines(view: View, measure: Measure) -> list[tuple[str, Series | None]]:
    """The milestones that were answered apart, else the status line as a whole."""
    apart: list[tuple[str, Series | None]] = [
        (part, series)
        for name in measure.breakdowns
        for part in view.plan.breakdowns[name].named
        if (series := view.released.find(measure.id, "quarter", None, name, part)) is not None
    ]
    return apart or [(told_title(measure), view.released.find(measure.id, "quarter"))]


def _answered(series: Series | None, quarters: Sequence[Quarter]) -> bool:
    points = [series.at(q) for q in quarters] if series else []
    return any(p is not None and p.answer for p in points)


def _row(view: View, measure: Measure, what: str, points: Sequence[Point | None]) -> tuple[Cell, ...]:
    state = view.released.returns[measure.id].state
    states = ["absent"] * (len(points) - 1) + ["absent" if state == "reported" else state]
    answers = [words.answer_cell(p, s) for p, s in zip(points, states, strict=True)]
    asked = f"{measure.numerator} ({measure.id})"
    agency = view.board.agencies[measure.source_agency]
    return (what, asked, agency, *answers, _evidence(view, measure))


def _evidence(view: View, measure: Measure) -> Cell:
    """The sender's own words on the latest answer; a dash where there are none."""
    told = [t for t in view.released.story.texts if t.kind == "evidence" and t.about == measure.id and t.text]
    if not told:
        return MARKS["absent"]
    return (AsWritten(max(told, key=lambda t: t.quarter).text, quoted=True),)
