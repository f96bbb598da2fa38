"""The year of an annual edition: what four quarters of each measure come to, and what the four before came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nelscb.quarters import QuarterText

How = Literal["sum", "shares pooled", "at the end", "last", "mean of quarters"]
"""How four quarters become a year: flows are summed; shares and rates of flows are pooled (sum of the numerators over sum
of the denominators); stocks, rolling figures and running totals are taken at the end; a score's quarters are averaged."""


@dataclass(frozen=True)
class FourQuarters:
    """One measure over four quarters. ``held`` of the four have a figure; where fewer than are needed, no value.

    ``low`` and ``high`` are the 95 % interval of ``value``; None where it cannot be given.
    """

    held: int
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class YearOfMeasure:
    """A measure's four quarters from ``first`` to ``last``, and the four before them."""

    measure: str
    first: QuarterText
    last: QuarterText
    how: How
    now: FourQuarters
    before: FourQuarters
