"""The last edition: the quarter before as it was known then; and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from nelscb.assess import Verdict
from nelscb.core_data import Frequency, Revision
from nelscb.quarters import QuarterText
from nelscb.story.exceptions import FollowedUp, RaisedException

Presence = Literal["first figure", "no figure any more", "new definition"]


@dataclass(frozen=True)
class VerdictChange:
    """A series whose verdict is another than in the last edition."""

    measure: str
    frequency: Frequency
    then: Verdict
    now: Verdict


@dataclass(frozen=True)
class MeasureChange:
    """A measure that has its first figure, has lost its only one, or is counted by a new definition."""

    measure: str
    change: Presence
    why: str


@dataclass(frozen=True)
class SinceLast:
    """What has changed since the last edition.

    ``as_of`` is the day by which that edition's figures were in: the day of its own book, or, where this edition is
    made in hindsight, this edition's own day, so that only the quarter differs (``same_day``). ``revised`` are figures
    of periods that the last edition had and that read otherwise now; ``new_figures`` counts those it did not have.
    """

    quarter: QuarterText
    as_of: date
    same_day: bool
    held: bool
    revised: tuple[Revision, ...]
    new_figures: int
    verdicts: tuple[VerdictChange, ...]
    measures: tuple[MeasureChange, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    exceptions: tuple[RaisedException, ...]
    followed_up: tuple[FollowedUp, ...]
