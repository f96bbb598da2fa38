"""The data quality grade of each returned figure of a quarter, by a rule that the book prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nelscb.core_data import Figure
from nelscb.plan import Board, Measure
from nelscb.published import Event
from nelscb.quarters import Quarter
from nelscb.returns.asked import Asked
from nelscb.returns.card_content import due_day
from nelscb.returns.intake import Intake
from nelscb.returns.problems import Problem
from nelscb.returns.receipts import Grade

LOOKED_BACK = 4
"""Quarters over which a figure should be comparable with those before it."""


def grades_of(
    quarter: Quarter, intake: Intake, open_warnings: Sequence[Problem], events: Iterable[Event], board: Board
) -> dict[str, Grade]:
    """Measure to grade, for every measure that has a returned figure in ``quarter``.

    ``open_warnings`` are those that nobody has accepted.
    """
    events = list(events)
    figures = [f for f in intake.figures if f.period == quarter and f.state != "refused"]
    warned = {(p.measure, p.sub_group) for p in open_warnings}
    grades = {}
    for asked in intake.asked.values():
        own = [f for f in figures if f.sender == asked.sub_group]
        for measure in asked.all.values():
            of_measure = [f for f in own if f.measure == measure.id]
            if of_measure:
                grades[measure.id] = Grade(
                    complete=_is_complete(measure, of_measure, asked),
                    timely=min(f.received for f in of_measure) <= due_day(quarter, board),
                    checked=(measure.id, asked.sub_group) not in warned,
                    comparable=_is_comparable(measure, quarter, events),
                )
    return grades


def _is_complete(measure: Measure, figures: Sequence[Figure], asked: Asked) -> bool:
    """Whether every breakdown that is asked for came, in at least one category."""
    wanted = {name for name, measures in asked.breakdowns.items() if measure in measures}
    return wanted <= {f.breakdown for f in figures}


def _is_comparable(measure: Measure, quarter: Quarter, events: Sequence[Event]) -> bool:
    if measure.definition_at(quarter) != measure.definition_at(quarter - LOOKED_BACK):
        return False
    first, last = (quarter - LOOKED_BACK).last_day, quarter.last_day
    return not any(measure.id in event.breaks and first < event.day <= last for event in events)
