"""The verdicts of earlier quarters, each with what had come in by the day its book was due: has a verdict held?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from nelscb.assess import Verdict, verdicts_of
from nelscb.core_data import Figure
from nelscb.indicators import indicators_of_current
from nelscb.plan import Project
from nelscb.published import Event
from nelscb.quarters import Quarter, last_day_of

MOST_QUARTERS = 20
"""Five years back: a verdict that has held longer is said to have held for that long at least."""


def earlier_verdicts(
    project: Project, figures: Sequence[Figure], events: Sequence[Event], quarter: Quarter
) -> list[Mapping[str, Verdict]]:
    """The verdicts of the quarters before ``quarter``, the latest first, until one in which nothing had come in.

    Only the board's own figures are looked at, by the as-of day of each quarter's file, else the day its book
    was due; an event counts where it was known by then.
    """
    board, plan = project.board, project.plan
    split = {
        (m.numerator_measure, m.numerator_category.breakdown) for m in plan.measures.values() if m.numerator_category
    }
    # Totals, and the categories that a computed measure counts. A later row of the same cell corrects an earlier one.
    own = [f for f in figures if f.area == board.area.code and (not f.breakdown or (f.measure, f.breakdown) in split)]
    own.sort(key=lambda f: f.received)
    ends = [last_day_of(f.period) for f in own]
    found: list[Mapping[str, Verdict]] = []
    for back in range(1, MOST_QUARTERS + 1):
        then = quarter - back
        day = day_known_by(project, then)
        cells = {
            (f.measure, f.breakdown, f.category, f.period): f
            for f, end in zip(own, ends, strict=True)
            if f.received <= day and end <= then.last_day
        }
        known = [e for e in events if e.received <= day and e.day <= then.last_day]
        verdicts = verdicts_of(indicators_of_current(cells.values(), plan, board), plan, board, known)
        if not verdicts:
            break
        found.append(verdicts)
    return found


def day_known_by(project: Project, quarter: Quarter) -> date:
    """The day by which a quarter's figures had to be in: its file's as-of day, else the day its book was due."""
    due = quarter.last_day + timedelta(days=project.board.reporting_calendar.book_due_days)
    return project.settings(quarter).as_of or due
