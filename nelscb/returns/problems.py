"""Problems of what was received: each with its place, what was found, what must be, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nelscb.quarters import QuarterText

Severity = Literal["file refused", "row refused", "warning"]
"""A refused file gives nothing; a refused row gives no figure; a warning leaves the figure as it is."""


@dataclass(frozen=True)
class Place:
    """Where in what was received: the file as it stands under ``data/returns``, and as far as is known the rest."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        parts += [f"sheet {self.sheet}"] if self.sheet else []
        parts += [f"row {self.row}"] if self.row else []
        parts += [f"column {self.column!r}"] if self.column else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Problem:
    """One thing wrong, or one thing to look at.

    ``check`` names the check that found it, ``measure`` (with ``breakdown``) the figure where there is one.
    ``rows`` are how many rows it refuses. ``figure`` is the figure that a warning is about, with its category and
    quarter, where it was compared with another.
    """

    check: str
    severity: Severity
    place: Place
    found: str
    must: str
    remedy: str
    sub_group: str
    quarter: QuarterText | None
    measure: str = ""
    breakdown: str = ""
    rows: int = 1
    figure: str = ""

    @property
    def key(self) -> str:
        """What an acceptance in ``params/quarters`` names: the check and what it is about.

        The figure is part of it: whoever accepted one jump has not accepted the next.
        """
        about = self.measure or self.sub_group
        return " ".join(part for part in (self.check, about, self.breakdown, self.figure) if part)

    @property
    def sentence(self) -> str:
        """The problem in one sentence."""
        return f"{self.place}: {self.found}; {self.must}: {self.remedy}"


@dataclass(frozen=True)
class AcceptedProblem:
    """A warning that a role has accepted in writing, with the reason."""

    problem: Problem
    reason: str
    role: str
