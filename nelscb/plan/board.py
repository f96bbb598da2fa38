"""The board: its area and comparators, its groups, its baseline and its quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
class Board:
    """A board: its area, comparators, groups and rules.

    ``names`` fill the places that the plan's texts and the prose leave open: ``{area}``, for one.
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
    jump: Jump = Jump()
    population_measure: str | None = None
    illustrative: bool = False
    adopted_measures: tuple[str, ...] = ()
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
class QuarterSettings:
    """What people decide for one quarter's edition. All of it may be left out."""

    __pydantic_config__ = STRICT
    as_of: date | None = None
    meeting: date | None = None
    accepted_warnings: tuple[AcceptedWarning, ...] = ()
