"""Put the story of an edition together from what its pass has found."""

from __future__ import annotations

from nelscb.core_data import current_texts
from nelscb.story.exceptions import DueCard, Looked
from nelscb.story.found import Pass, overdue_day
from nelscb.story.last_edition import since_last
from nelscb.story.pooled import pooled_for
from nelscb.story.records import QuarterMeetings, Story
from nelscb.story.registers import items_of
from nelscb.story.voices import voices_in_cards
from nelscb.story.year import year_of


def story_of(found: Pass) -> Story:
    """The story of the edition that ``found`` belongs to."""
    quarter, settings = found.quarter, found.project.settings(found.quarter)
    texts = current_texts(found.texts)
    year = {quarter - back for back in range(4)}
    items = items_of(texts, quarter, overdue_day(found, quarter, found.as_of))
    cards = tuple(DueCard(r.sub_group, r.due, r.first_used.received if r.first_used else None) for r in found.receipts)
    since, exceptions = since_last(found, Looked(quarter, found.as_of, found.assessments, items, cards))
    return Story(
        partial=any(receipt.first_used is None and found.as_of > receipt.due for receipt in found.receipts),
        meeting=settings.meeting,
        exceptions=exceptions,
        since_last=since,
        items=items,
        texts=tuple(t for t in texts if t.quarter in year),
        meetings=tuple(
            QuarterMeetings(q, tuple(m for m in found.project.settings(q).meetings if m.day <= found.as_of))
            for q in (quarter, quarter - 1)
        ),
        year=year_of(found.indicators, found.assessments, found.project.plan, found.project.board, quarter),
        pooled=pooled_for(found.project.plan, found.project.board, found.indicators, quarter),
        voices=voices_in_cards(found.receipts, texts, found.figures, quarter, found.as_of),
    )  # fmt: skip
