"""What the audit says of a published edition: findings, each with its file and place, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["fails", "listed"]
"""Whether the edition must not go out as it stands, or a reader of the audit is only told."""


@dataclass(frozen=True)
class Finding:
    """Something in the file ``file`` at ``place`` that is not accounted for.

    ``kind`` is the same for findings that are alike, so that they can be counted; ``what`` is one sentence.
    """

    file: str
    place: str
    what: str
    severity: Severity
    kind: str


@dataclass
class Notes:
    """Findings as they come up, numbers that are only counted by their kind, and counts of what was looked at."""

    findings: list[Finding] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)
    looked_at: Counter[str] = field(default_factory=Counter)

    def fails(self, file: str, place: str, what: str, kind: str) -> None:
        """Note what must not go out."""
        self.findings.append(Finding(file, place, what, "fails", kind))

    def lists(self, file: str, place: str, what: str, kind: str) -> None:
        """Note what a reader of the audit is told."""
        self.findings.append(Finding(file, place, what, "listed", kind))

    def counts(self, kind: str, number: int = 1) -> None:
        """Count a number that only its kind accounts for."""
        self.by_kind[kind] += number

    def looked(self, what: str, number: int = 1) -> None:
        """Count something that was looked at."""
        self.looked_at[what] += number

    def read(self) -> Reading:
        """All of it, the counted kinds as findings of their own, in the order in which they came up."""
        counted = tuple(
            Finding("", "", f"{number:,} {kind}", "listed", kind) for kind, number in sorted(self.by_kind.items())
        )
        return Reading((*self.findings, *counted), dict(self.looked_at))


@dataclass(frozen=True)
class Reading:
    """The findings of a whole folder, and how much was looked at, by what it is."""

    findings: tuple[Finding, ...]
    looked_at: Mapping[str, int]

    @property
    def fails(self) -> tuple[Finding, ...]:
        """The findings with which the edition must not go out."""
        return of_severity(self.findings, "fails")

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings of which a reader of the audit is told."""
        return of_severity(self.findings, "listed")


def of_severity(findings: Iterable[Finding], severity: Severity) -> tuple[Finding, ...]:
    """The findings of one severity, in their order."""
    return tuple(finding for finding in findings if finding.severity == severity)
