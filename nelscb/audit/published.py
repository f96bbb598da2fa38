"""A public edition as its reader has it: the points of its core data set, and what it says of its measures.

Nothing here comes from anywhere but the two files of the edition's folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from nelscb.quarters import Period

Frequency = Literal["quarter", "year", "day"]
Part = Literal["numerator", "denominator"]
FREQUENCIES: tuple[Frequency, ...] = ("quarter", "year", "day")
PARTS: tuple[Part, Part] = ("numerator", "denominator")


class Withheld(Enum):
    """Stands for a number that is not shown because the rule, or its publisher, withholds it."""

    WITHHELD = "c"


WITHHELD = Withheld.WITHHELD
Shown = int | Withheld | None
"""A count as it stands in the file: a whole number, withheld, or None where there is none."""


@dataclass(frozen=True)
class PublishedPoint:
    """A row of the core data set that is about the board's own area.

    ``value`` is the text of the value where it is a number, as printed, and else empty. ``limits`` says whether an
    interval is shown.
    """

    figure: str
    measure: str
    breakdown: str
    category: str
    frequency: Frequency
    period: Period
    numerator: Shown
    denominator: Shown
    value: str = ""
    limits: bool = False
    state: str = "reported"
    provenance: str = "return"


@dataclass(frozen=True)
class MeasureDeclared:
    """What the edition says of a measure. ``numerator_category`` is a breakdown and a category, or None."""

    id: str
    unit: str = "count"
    counts: str = "people"
    basis: str = "flow"
    window: str = "quarter"
    per: int | None = None
    numerator_measure: str | None = None
    numerator_category: tuple[str, str] | None = None
    denominator_measure: str | None = None
    less_measure: str | None = None
    sums: str | None = None
    alias_of: str | None = None

    @property
    def looks_back(self) -> bool:
        """Whether a year's figure is that of its last quarter: a stock, a rolling year, a running total."""
        rolling = self.basis in ("rolling", "rolling_distinct", "cumulative")
        return self.basis == "snapshot" or rolling or self.window != "quarter"

    @property
    def scale(self) -> int | None:
        """What numerator over denominator is multiplied by; None where the value is no such quotient."""
        if self.unit in ("percent", "profile"):
            return 100
        return (self.per or 1) if self.unit == "rate" else None


@dataclass(frozen=True)
class BreakdownDeclared:
    """The categories of a breakdown, none where they are not listed, and whether they make up the total."""

    categories: tuple[str, ...]
    partitions: bool


@dataclass(frozen=True)
class RuleDeclared:
    """The rule by which the edition withholds: counts from 1 to ``largest_small`` of what it ``protects``."""

    largest_small: int = 5
    symbol: str = "c"
    protects: tuple[str, ...] = ("people", "events")
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """An edition: its points in the file's order, its declarations, and what it is called among others."""

    label: str
    quarter: str
    as_of: date
    rule: RuleDeclared
    measures: Mapping[str, MeasureDeclared]
    breakdowns: Mapping[str, BreakdownDeclared]
    points: tuple[PublishedPoint, ...]

    def protects(self, measure: str) -> bool:
        """Whether the rule protects the measure's counts: they are of that kind, and not excepted in writing."""
        return self.measures[measure].counts in self.rule.protects and measure not in self.rule.exceptions
