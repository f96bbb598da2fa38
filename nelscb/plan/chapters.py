"""Chapters: a priority or an objective with all that the plan says of it, and the exhibits it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nelscb.plan.measures import Measure
from nelscb.plan.strict import STRICT


@dataclass(frozen=True)
class Headline:
    """A priority's headline measurement: the plan's words and the measures that carry them."""

    __pydantic_config__ = STRICT
    text: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class ReviewPoint:
    """A report, audit or plan by which the Board reviews a chapter, and how often."""

    __pydantic_config__ = STRICT
    what: str
    cadence: str


@dataclass(frozen=True)
class Responsibility:
    """A group that is responsible for a chapter, and its role."""

    __pydantic_config__ = STRICT
    group: str
    role: str


@dataclass(frozen=True)
class ExhibitRequest:
    """An exhibit that a chapter asks for: the analysis that makes it and the measures it looks at.

    ``in_opening``: its first sentence stands in the chapter's opening, and is not said again.
    """

    __pydantic_config__ = STRICT
    what: str
    analysis: str
    measures: tuple[str, ...]
    title: str
    in_opening: bool = False


@dataclass(frozen=True)
class Chapter:
    """A priority or a strategic objective of the plan, with all that the plan says of it.

    ``shown_first``: the measures that stand for the chapter at a glance, in order: the first that has figures.
    ``time_limits``: the only numbers that the chapter's own prose may hold beside dates, such as ``72 hours``.
    ``registers``: the kinds of entry that the chapter looks at whole, whichever chapter they are about.
    """

    __pydantic_config__ = STRICT
    id: str
    slug: str
    kind: Literal["priority", "objective"]
    title: str
    short_title: str
    aim: str
    baseline_of_activity: tuple[str, ...]
    what_needs_to_happen: tuple[str, ...]
    outcomes: tuple[str, ...]
    review_points: tuple[ReviewPoint, ...]
    responsible: tuple[Responsibility, ...]
    measures: tuple[Measure, ...]
    why: str | None = None
    indicator: str | None = None
    headline: Headline | None = None
    exhibits: tuple[ExhibitRequest, ...] = ()
    shown_first: tuple[str, ...] = ()
    time_limits: tuple[str, ...] = ()
    registers: tuple[Literal["action", "challenge", "gap", "risk", "conflict of interest"], ...] = ()
