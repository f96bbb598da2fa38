"""The public's view of an edition: every later stage is given this in place of what the board knows.

What is not in it cannot be told: series are protected before anything is worked out from them again, the story is told
from what is shown, and of the texts there are those that were written for the public.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nelscb.assess import Assessment
from nelscb.core_data import Text, current_texts
from nelscb.disclosure.earlier_releases import earlier_release, published_before
from nelscb.disclosure.large_areas import rounded
from nelscb.disclosure.protected import ProtectedSeries, protected_series
from nelscb.disclosure.public_assessments import public_assessments
from nelscb.disclosure.release import Received
from nelscb.indicators import Indicators
from nelscb.returns.public_texts import refuse_unaccepted, shown_in, texts_for_the_public
from nelscb.story import NOTHING, Story, items_of, pooled_for, year_of
from nelscb.story.found import Pass, overdue_day


@dataclass(frozen=True)
class PublicView:
    """What the public may know of a pass: series, assessments, what was received, and the story."""

    indicators: Indicators
    assessments: dict[str, Assessment]
    received: Received
    story: Story


def protection_of(found: Pass, editions: Sequence[Path]) -> ProtectedSeries:
    """What of the pass is shown to the public, beside the public ``editions`` on file."""
    project = found.project
    before = [
        earlier_release(published, found.figures, project)
        for published in published_before(editions, found.quarter, found.as_of)
    ]
    keep = project.build / ".cache" / "protection"
    return protected_series(found.indicators, project.plan, project.board, before, keep)


def public_view(found: Pass, received: Received, protected: ProtectedSeries) -> PublicView:
    """The public's view of a pass."""
    plan, board = found.project.plan, found.project.board
    assessments = public_assessments(
        found.assessments, found.indicators, protected, plan, board, found.events_known, found.quarter
    )
    series = [rounded(s, plan.measures[s.measure], board) for s in protected.series]
    shown = Indicators({(s.area, s.measure, s.frequency, s.breakdown, s.category): s for s in series}, plan)
    texts = public_texts(found)
    refuse_unaccepted(texts_for_the_public(shown_in(found.quarter, texts)), found.project, found.quarter)
    return PublicView(
        shown, assessments,
        # Who sent what, and what was refused or sent again with another figure, is the board's business.
        replace(
            received, receipts=(), refusals=(), warnings=(), accepted=(), revisions=(),
            texts=tuple(t for t in texts if t.quarter == found.quarter),
        ),
        _story(found, shown, assessments, texts),
    )  # fmt: skip


def public_texts(found: Pass) -> tuple[Text, ...]:
    """Every entry that its sender wrote for the public, the last word on each, of all quarters."""
    return tuple(t for t in current_texts(found.texts) if t.audience == "public" and t.quarter <= found.quarter)


def _story(
    found: Pass, shown: Indicators, assessments: dict[str, Assessment], texts: Sequence[Text]
) -> Story:  # fmt: skip
    """The story as far as it is the public's: no exceptions, decisions or challenges between the two boards."""
    quarter, year = found.quarter, {found.quarter - back for back in range(4)}
    return replace(
        NOTHING,
        partial=any(receipt.first_used is None and found.as_of > receipt.due for receipt in found.receipts),
        items=items_of(texts, quarter, overdue_day(found, quarter, found.as_of)),
        texts=tuple(t for t in texts if t.quarter in year),
        year=year_of(shown, assessments, found.project.plan, found.project.board, quarter),
        pooled=pooled_for(found.project.plan, found.project.board, shown, quarter),
    )  # fmt: skip
