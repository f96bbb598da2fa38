"""Exceptions: what the Leadership Board must look at, by a written rule, and what became of the last edition's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nelscb.core_data import Frequency
from nelscb.quarters import Period

Reason = Literal[
    "worsening", "possible worsening", "unusual", "turned the wrong way", "worse than the year before",
    "apart from neighbours", "target missed", "no score card", "late score card", "gap", "overdue action",
]  # fmt: skip
REASONS: tuple[Reason, ...] = (
    "worsening", "turned the wrong way", "target missed", "unusual", "worse than the year before",
    "apart from neighbours", "possible worsening", "gap", "overdue action", "no score card", "late score card",
)  # fmt: skip
"""In the order in which the report lists them: what is known of children first, then what is not known."""


@dataclass(frozen=True)
class RaisedException:
    """One exception of an edition.

    ``id`` names it across editions: ``P1-04`` for a measure, ``neglect`` for a sub-group's card, ``P1-G3`` for a gap or
    action. ``reasons`` are all the parts of the rule that it meets, in the report's order. ``measure`` and ``frequency``
    say which assessment it rests on (empty for cards, gaps and actions). ``chapter`` is where it is told,
    ``sub_group`` who reports on it, ``agency`` whom the question goes to. ``challenge`` is the entry of
    the challenge log that it opens, or that was open already. ``quarters`` is how many editions running it has
    been an exception, this one included.
    """

    id: str
    reasons: tuple[Reason, ...]
    chapter: str
    sub_group: str
    agency: str
    measure: str
    frequency: Frequency | None
    item: str
    challenge: str
    already_open: bool
    quarters: int


@dataclass(frozen=True)
class FollowedUp:
    """What became of an exception of the last edition.

    ``still`` is whether it is an exception again. ``then`` and ``now`` are the figure it rested on, in the last edition
    and in this one, with their periods; None where there is none. ``answered``: a challenge about it has an answer.
    """

    raised: RaisedException
    still: bool
    then_period: Period | None
    then: float | None
    now_period: Period | None
    now: float | None
    challenge_item: str
    answered: bool
    closed: bool
