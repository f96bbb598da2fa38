"""What one pass over a quarter has found: what a story is told from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nelscb.assess import Assessment, KeptAssessments, Verdict
from nelscb.core_data import Figure, Ledger, Text
from nelscb.indicators import Indicators
from nelscb.plan import Project
from nelscb.published import Event
from nelscb.quarters import Quarter
from nelscb.returns.receipts import Receipt


@dataclass(frozen=True)
class Pass:
    """What one pass over a quarter has found, and all that had come in.

    ``figures`` and ``events`` are all there are, uncut, so that the last edition can be made again as it was known
    then; ``cut``, ``indicators`` and ``assessments`` are this edition's. ``texts`` came in by the as-of day, in order.
    ``earlier`` are the verdicts of the quarters before, the latest first; ``kept`` are assessments of before.
    """

    project: Project
    quarter: Quarter
    as_of: date
    retrospective: bool
    figures: Sequence[Figure]
    events: Sequence[Event]
    cut: Ledger
    indicators: Indicators
    assessments: Mapping[str, Assessment]
    earlier: Sequence[Mapping[str, Verdict]]
    receipts: Sequence[Receipt]
    texts: Sequence[Text]
    kept: KeptAssessments | None = None

    @property
    def events_known(self) -> tuple[Event, ...]:
        """The dated events that had come in, and had happened by the quarter's end."""
        return tuple(e for e in self.events if e.received <= self.as_of and e.day <= self.quarter.last_day)


def overdue_day(found: Pass, quarter: Quarter, as_of: date) -> date:
    """The day by which an entry of ``quarter`` that is not done is overdue: the as-of day.

    In hindsight it is the day the quarter's book was due, because what a later score card says of the entry is left
    out.
    """
    due = quarter.last_day + timedelta(days=found.project.board.reporting_calendar.book_due_days)
    return min(as_of, due) if found.retrospective else as_of
