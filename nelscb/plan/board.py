"""The board: its area and comparators, its groups, its baseline and its quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from nelscb.plan.disclosure_rule import DisclosureRule
from nelscb.plan.strict import STRICT
from nelscb.quarters import QuarterText


@dataclass(frozen=True)
class Area:
    """A place with its ONS code."""

    __pydantic_config__ = STRICT
    code: str
    name: str


@dataclass(frozen=True)
class Baseline:
    """The last quarter whose figures the frozen forecast may see, and the first that is compared with it."""

    __pydantic_config__ = STRICT
    last_quarter: QuarterText
    first_compared: QuarterText


@dataclass(frozen=True)
class ReportingCalendar:
    """How many days after a quarter's end returns are due, and a book is made from them."""

    __pydantic_config__ = STRICT
    returns_due_days: int
    book_due_days: int
    note: str


@dataclass(frozen=True)
class Jump:
    """How far from the quarter before a figure must be for a check to ask whether it is right.

    A count: by more than ``percent`` and at least ``at_least``. A share: by more than ``points`` percentage points,
    where both are out of at least ``at_least``.
    """

    __pydantic_config__ = STRICT
    percent: int = 50
    points: int = 25
    at_least: int = 10


@dataclass(frozen=True)
class Target:
    """What the Board wants a measure to reach: ``value`` in the measure's unit, from a quarter on, set by a role.

    The plan sets no targets: one stands only where the Board has written it down.
    """

    __pydantic_config__ = STRICT
    measure: str
    value: float
    from_quarter: Annotated[QuarterText, Field(alias="from")]
    role: str
    reason: str


@dataclass(frozen=True)
class ExceptionRule:
    """What becomes an exception. Every threshold of the rule stands here, and the report prints it.

    ``possible``: a possible change for the worse counts too, in outcome measures only. ``unusual``: a latest quarter
    outside its limits on the worse side. ``gap_risks``: gaps and risks with one of these risks are exceptions, and
    those open for more than ``gap_quarters``. ``late_days``: a card more than so many days late is one.
    ``years``: a yearly figure clearly worse than the year before, and one that lies apart from the neighbours
    on the worse side. ``decisions``: how many decisions the first page asks for at most.
    """

    __pydantic_config__ = STRICT
    possible: bool = True
    unusual: bool = True
    years: bool = True
    gap_risks: tuple[str, ...] = ("high",)
    gap_quarters: int = 2
    late_days: int = 10
    decisions: int = 3


@dataclass(frozen=True)
class Board:
    """A board: its area, comparators, groups and rules.

    ``names`` fill the places that the plan's texts and the prose leave open: ``{area}``, for one. ``editions_keep``:
    of an edition that was signed off, everything that was published is filed, or its tables alone.
    """

    __pydantic_config__ = STRICT
    name: str
    short_name: str
    area: Area
    neighbours: tuple[Area, ...]
    neighbours_note: str
    region: Area
    country: Area
    baseline: Baseline
    reporting_calendar: ReportingCalendar
    groups: dict[str, str]
    sub_groups: tuple[str, ...]
    agencies: dict[str, str]
    names: dict[str, str]
    disclosure_rule: DisclosureRule
    jump: Jump = Jump()
    targets: tuple[Target, ...] = ()
    exception_rule: ExceptionRule = ExceptionRule()
    population_measure: str | None = None
    illustrative: bool = False
    adopted_measures: tuple[str, ...] = ()
    editions_keep: Literal["everything", "tables"] = "everything"
    plan: str = "params/plan"
    notebooks: str = "notebooks"
    book: str = "book"

    @property
    def borrows_its_plan(self) -> bool:
        """Whether it follows the plan of another board, whose place the plan's own pages speak of."""
        return self.plan != "params/plan"

    @property
    def areas(self) -> dict[str, str]:
        """Code to name of every area that the book compares, the board's own first."""
        return {a.code: a.name for a in (self.area, *self.neighbours, self.region, self.country)}


@dataclass(frozen=True)
class AcceptedWarning:
    """A warning that a named role has accepted for a quarter, with the reason."""

    __pydantic_config__ = STRICT
    warning: str
    reason: str
    role: str


@dataclass(frozen=True)
class AcceptedText:
    """A text for the public with a small number in it, which a named role has found harmless, with the reason.

    ``key`` names the entry and its words, as ``nelscb check`` prints it: other words are to be looked at again.
    """

    __pydantic_config__ = STRICT
    key: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]
    role: Annotated[str, Field(min_length=1)]
    day: date


@dataclass(frozen=True)
class Decision:
    """One decision of a board, by the role that carries it out, and by when."""

    __pydantic_config__ = STRICT
    text: str
    role: str
    about: str = ""
    due: date | None = None


@dataclass(frozen=True)
class MeetingRecord:
    """What one of the two boards received and decided about a quarter, as somebody wrote it down after the meeting.

    ``decided`` are decisions in words; each may name the exception it answers (``about``, such as ``P1-04``).
    """

    __pydantic_config__ = STRICT
    board: Literal["operational_board", "leadership_board"]
    day: date
    received: str
    decided: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Reissue:
    """Why an issue of the quarter's edition, 2 or a later one, replaces the one before it: for its readers."""

    __pydantic_config__ = STRICT
    edition: Literal["board", "public"]
    issue: Annotated[int, Field(ge=2)]
    why: Annotated[str, Field(pattern=r"\S")]


@dataclass(frozen=True)
class QuarterSettings:
    """What people decide for one quarter's edition. All of it may be left out.

    ``meeting`` is the Leadership Board's; ``meetings`` records what the two boards received and decided. ``reissues``
    say why an edition that was signed off is issued again.
    """

    __pydantic_config__ = STRICT
    as_of: date | None = None
    meeting: date | None = None
    meetings: tuple[MeetingRecord, ...] = ()
    accepted_warnings: tuple[AcceptedWarning, ...] = ()
    accepted_texts: tuple[AcceptedText, ...] = ()
    reissues: tuple[Reissue, ...] = ()
