"""The story of an edition as one record, and the part of it that a page about one chapter may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from nelscb.core_data import Text
from nelscb.plan import MeetingRecord
from nelscb.quarters import QuarterText
from nelscb.story.exceptions import RaisedException
from nelscb.story.last_edition import SinceLast
from nelscb.story.pooled import PooledYears
from nelscb.story.registers import Item
from nelscb.story.voices import VoiceInCard
from nelscb.story.year import YearOfMeasure


@dataclass(frozen=True)
class QuarterMeetings:
    """A quarter, and what the two boards received and decided about it."""

    quarter: QuarterText
    meetings: tuple[MeetingRecord, ...]


@dataclass(frozen=True)
class Story:
    """The story of an edition: what a page about it may see; a chapter sees what is about itself.

    ``partial``: a score card that was due has not come, or was refused whole. ``meeting``: the day of the Leadership
    Board that reads the book. ``items`` are the registers. ``texts`` are those of the four quarters up to this
    one. ``meetings`` are those of this quarter and the one before. ``year`` holds every measure's last four quarters.
    ``pooled`` are small numbers put together over three years. ``voices`` is whether each sub-group's score card of the
    four quarters carried a child's voice: every chapter sees all of them. ``registers`` are the items, whatever they
    are about, of the kinds that a chapter looks at whole; only its page has any.
    """

    partial: bool
    meeting: date | None
    exceptions: tuple[RaisedException, ...]
    since_last: SinceLast | None
    items: tuple[Item, ...]
    texts: tuple[Text, ...]
    meetings: tuple[QuarterMeetings, ...]
    year: tuple[YearOfMeasure, ...]
    pooled: tuple[PooledYears, ...] = ()
    voices: tuple[VoiceInCard, ...] = ()
    registers: tuple[Item, ...] = ()


NOTHING = Story(False, None, (), None, (), (), (), ())
"""The story that a page about the methods sees."""


def part_about(
    story: Story, chapter: str, measures: Collection[str], reporting: Collection[str], whole: Collection[str] = ()
) -> Story:
    """What a chapter may see: what is about it or its measures, or about nothing in particular by who reports on it.

    ``whole``: the kinds of register entry of which it sees all.
    """

    def is_about(text: Text) -> bool:
        return text.about == chapter or text.about in measures or (not text.about and text.sub_group in reporting)

    since = story.since_last
    return replace(
        story,
        exceptions=tuple(e for e in story.exceptions if e.chapter == chapter),
        since_last=None if since is None else _changes_about(since, chapter, measures),
        items=tuple(item for item in story.items if is_about(item.now)),
        texts=tuple(text for text in story.texts if is_about(text)),
        year=tuple(y for y in story.year if y.measure in measures),
        pooled=tuple(p for p in story.pooled if p.measure in measures),
        registers=tuple(item for item in story.items if item.kind in whole),
    )


def _changes_about(since: SinceLast, chapter: str, measures: Collection[str]) -> SinceLast:
    return replace(
        since,
        revised=tuple(r for r in since.revised if r.after.measure in measures),
        verdicts=tuple(v for v in since.verdicts if v.measure in measures),
        measures=tuple(m for m in since.measures if m.measure in measures),
        exceptions=tuple(e for e in since.exceptions if e.chapter == chapter),
        followed_up=tuple(f for f in since.followed_up if f.raised.chapter == chapter),
    )
