"""The verdicts of earlier quarters, each with what had come in by the day its book was due: has a verdict held?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from pydantic import TypeAdapter

from nelscb.assess import Verdict, verdicts_of
from nelscb.core_data import Figure
from nelscb.fingerprint import code_and_libraries, hash_of
from nelscb.indicators import indicators_of_current
from nelscb.kept import KeptParts
from nelscb.plan import Board, Plan, Project
from nelscb.published import Event
from nelscb.quarters import Quarter, last_day_of

MOST_QUARTERS = 20
"""Five years back: a verdict that has held longer is said to have held for that long at least."""
MOST = 8
"""For how many states of what came in the verdicts are kept, those that were asked for last."""


def earlier_verdicts(
    project: Project, figures: Sequence[Figure], events: Sequence[Event], quarter: Quarter
) -> list[Mapping[str, Verdict]]:
    """The verdicts of the quarters before ``quarter``, the latest first, until one in which nothing had come in.

    Only the board's own figures are looked at, by the as-of day of each quarter's file, else the day its book
    was due; an event counts where it was known by then. They are kept: what comes in later changes none of them.
    """
    board, plan = project.board, project.plan
    split = {
        (m.numerator_measure, m.numerator_category.breakdown) for m in plan.measures.values() if m.numerator_category
    }
    # Totals, and the categories that a computed measure counts. A later row of the same cell corrects an earlier one.
    own = [f for f in figures if f.area == board.area.code and (not f.breakdown or (f.measure, f.breakdown) in split)]
    own.sort(key=lambda f: f.received)
    days = {quarter - back: day_known_by(project, quarter - back) for back in range(1, MOST_QUARTERS + 1)}
    last, end = max(days.values()), (quarter - 1).last_day
    then = [(f, ends) for f in own if f.received <= last and (ends := last_day_of(f.period)) <= end]
    kept = KeptParts(project.build / ".cache" / "verdicts.json", _reader(), MOST)
    told = _figures_reader().dump_json([f for f, _ in then])
    key = hash_of(code_and_libraries(), plan, board, days, events, hashlib.sha256(told).hexdigest())[:32]
    found = kept.take(key)
    if found is None:
        found = kept.keep(key, list(_verdicts(then, events, days, plan, board)))
        kept.write()
    return found


def _verdicts(
    figures: Sequence[tuple[Figure, date]], events: Sequence[Event], days: Mapping[Quarter, date], plan: Plan,
    board: Board,
) -> Iterator[Mapping[str, Verdict]]:  # fmt: skip
    """The verdicts of each quarter of ``days`` with what had come in by its day. ``figures``: with their last days."""
    for quarter, day in days.items():
        cells = {
            (f.measure, f.breakdown, f.category, f.period): f
            for f, ends in figures
            if f.received <= day and ends <= quarter.last_day
        }
        known = [e for e in events if e.received <= day and e.day <= quarter.last_day]
        verdicts = verdicts_of(indicators_of_current(cells.values(), plan, board), plan, board, known)
        if not verdicts:
            return
        yield verdicts


@cache
def _reader() -> TypeAdapter[dict[str, list[Mapping[str, Verdict]]]]:
    return TypeAdapter(dict[str, list[Mapping[str, Verdict]]])


@cache
def _figures_reader() -> TypeAdapter[list[Figure]]:
    return TypeAdapter(list[Figure])


def day_known_by(project: Project, quarter: Quarter) -> date:
    """The day by which a quarter's figures had to be in: its file's as-of day, else the day its book was due."""
    due = quarter.last_day + timedelta(days=project.board.reporting_calendar.book_due_days)
    return project.settings(quarter).as_of or due
