"""Warnings that a role has accepted in writing, in ``params/quarters``: each is shown in the book with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.plan import QuarterSettings
from nelscb.plan.board import AcceptedWarning
from nelscb.returns.problems import AcceptedProblem, Problem


def accepted_and_open(
    problems: Sequence[Problem], settings: QuarterSettings
) -> tuple[tuple[AcceptedProblem, ...], tuple[Problem, ...], tuple[AcceptedWarning, ...]]:
    """The warnings accepted, the warnings still open, and acceptances that fit no warning.

    Only a warning can be accepted: what is refused stays refused.
    """
    by_key = {acceptance.warning: acceptance for acceptance in settings.accepted_warnings}
    warnings = [p for p in problems if p.severity == "warning"]
    accepted = tuple(
        AcceptedProblem(p, by_key[p.key].reason, by_key[p.key].role) for p in warnings if p.key in by_key
    )  # fmt: skip
    used = {a.problem.key for a in accepted}
    return (
        accepted,
        tuple(p for p in warnings if p.key not in by_key),
        tuple(a for a in settings.accepted_warnings if a.warning not in used),
    )
