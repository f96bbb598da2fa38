"""Put the story of an edition together from what its pass has found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nelscb.assess import Assessment, Verdict
from nelscb.core_data import Figure, Ledger, Text, current_texts
from nelscb.indicators import Indicators
from nelscb.plan import Project
from nelscb.published import Event
from nelscb.quarters import Quarter
from nelscb.returns.receipts import Receipt
from nelscb.story.records import QuarterMeetings, Story
from nelscb.story.registers import items_of


@dataclass(frozen=True)
class Pass:
    """What one pass over a quarter has found, and all that had come in: what a story is told from.

    ``figures`` and ``events`` are all there are, uncut, so that the last edition can be made again as it was known
    then; ``cut``, ``indicators`` and ``assessments`` are this edition's. ``texts`` came in by the as-of day, in order.
    ``earlier`` are the verdicts of the quarters before, the latest first.
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


def story_of(found: Pass) -> Story:
    """The story of the edition that ``found`` belongs to."""
    quarter, settings = found.quarter, found.project.settings(found.quarter)
    texts = current_texts(found.texts)
    year = {quarter - back for back in range(4)}
    return Story(
        partial=any(receipt.first_used is None and found.as_of > receipt.due for receipt in found.receipts),
        meeting=settings.meeting,
        exceptions=(),
        since_last=None,
        items=items_of(texts, quarter, found.as_of),
        texts=tuple(t for t in texts if t.quarter in year),
        meetings=tuple(
            QuarterMeetings(q, found.project.settings(q).meetings) for q in (quarter, quarter - 1)
        ),
        year=(),
    )  # fmt: skip
