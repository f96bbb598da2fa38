"""What a sub-group's score card asks for: which measures, in which parts, and by which breakdowns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from nelscb.plan import Board, Measure, Plan

How = Literal["number", "number of", "total", "value", "answer"]
"""A count; a count out of another; the total that categories share; a score; the answer to a status line."""


@dataclass(frozen=True)
class Asked:
    """What one sub-group is asked for, in the plan's order.

    ``not_asked`` are measures of the sub-group that stand on its score card and are not its to send, with the reason.
    """

    sub_group: str
    figures: dict[str, Measure]
    answers: dict[str, Measure]
    not_asked: dict[str, str]
    breakdowns: dict[str, tuple[Measure, ...]]
    unnamed_breakdowns: tuple[str, ...]
    chapters: tuple[str, ...]

    @cached_property
    def all(self) -> dict[str, Measure]:
        """Figures and answers together, by measure."""
        return {**self.figures, **self.answers}

    def by_breakdown(self, breakdown: str) -> dict[str, Measure]:
        """The measures asked for by the categories of ``breakdown``."""
        return {m.id: m for m in self.breakdowns.get(breakdown, ())}


def asked_of(sub_group: str, plan: Plan, board: Board) -> Asked:
    """The plan's own measures, and proposed ones that the Board has adopted; aliases stand under what they name."""
    own = [m for m in plan.measures.values() if m.sub_group == sub_group and not m.alias_of]
    reasons = {m.id: _why_not(m, board) for m in own}
    wanted = [m for m in own if not reasons[m.id]]
    by_breakdown: dict[str, list[Measure]] = {}
    for measure in own:
        for name in _breakdowns_asked(measure, plan, board):
            by_breakdown.setdefault(name, []).append(measure)
    named = {name: tuple(ms) for name, ms in by_breakdown.items() if plan.breakdowns[name].named}
    return Asked(
        sub_group,
        figures={m.id: m for m in wanted if m.unit != "status"},
        answers={m.id: m for m in wanted if m.unit == "status"},
        not_asked={name: why for name, why in reasons.items() if why and why != _PROPOSED},
        breakdowns=named,
        unnamed_breakdowns=tuple(name for name in by_breakdown if name not in named),
        chapters=tuple(dict.fromkeys(plan.chapter_of(m.id).id for m in own)),
    )


def how_asked(measure: Measure, breakdown: str = "") -> How:
    """In which parts a figure of ``measure`` is asked for: its total, or a category of ``breakdown``."""
    if measure.unit == "status":
        return "answer"
    if measure.unit == "score":
        return "value"
    if measure.unit == "profile":
        return "number" if breakdown else "total"
    return "number of" if measure.is_ratio else "number"


PUBLISHERS = ("dfe", "ons")
"""Agencies of board.yml that publish figures and send none."""
_PROPOSED = "proposed, and the Board has not asked for it"


def _why_not(measure: Measure, board: Board) -> str:
    """Why a measure is not asked for; empty where it is."""
    if measure.counted_by_the_book:
        return "not yours to send: the book counts it from the returns themselves"
    if measure.standing == "published":
        publishers = ", ".join(board.agencies[name] for name in PUBLISHERS if name in board.agencies)
        return f"not yours to send: it is published ({publishers})"
    if measure.standing == "proposed" and measure.id not in board.adopted_measures:
        return _PROPOSED
    if _is_computed(measure):
        parts = (measure.numerator_measure, measure.denominator_measure, measure.less_measure, measure.sums)
        named = " and ".join(dict.fromkeys(part for part in parts if part))
        return f"not yours to send: it is worked out from {named}"
    return ""


def _is_computed(measure: Measure) -> bool:
    return bool(measure.sums or measure.less_measure or (measure.numerator_measure and measure.denominator_measure))


def _breakdowns_asked(measure: Measure, plan: Plan, board: Board) -> Iterator[str]:
    """The breakdowns that only the sub-group can give: a computed measure's where its parts are not split so too.

    A rate over the population is never asked by category: nobody holds the population of a category.
    """
    why = _why_not(measure, board)
    if measure.unit == "status" or (why and not _is_computed(measure)) or why == _PROPOSED:
        return
    for name in measure.breakdowns:
        if not why:
            yield name
        elif measure.denominator_measure not in (None, board.population_measure):
            parts = [plan.measures[p] for p in (measure.numerator_measure, measure.denominator_measure) if p]
            if measure.numerator_category or not all(name in part.breakdowns for part in parts):
                yield name
