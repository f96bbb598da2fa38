"""Exceptions: what the Leadership Board must look at, by a written rule, and what became of the last edition's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nelscb.assess import Assessment
from nelscb.core_data import Frequency
from nelscb.plan import Board, Plan
from nelscb.quarters import Period, Quarter
from nelscb.story.registers import Item
from nelscb.story.rule import REASONS, Reason, reasons_of, target_in_force

MOST_EDITIONS = 4
"""A year's editions: an exception in all of them is one for at least so many."""


@dataclass(frozen=True)
class RaisedException:
    """One exception of an edition.

    ``id`` names it across editions: ``P1-04`` for a measure, ``neglect`` for a sub-group's card, ``neglect P2-G3`` for
    a gap or action, whose item's name is its sub-group's own. ``reasons`` are all the parts of the rule that it meets,
    in the report's order. ``measure`` and ``frequency`` say which assessment it rests on (empty for cards, gaps and
    actions). ``chapter`` is where it is told, ``sub_group`` who reports on it, ``agency`` whom the question goes to
    (empty where that is the sub-group itself). ``challenge`` is the entry of the challenge log that it opens, or that
    was open already. ``quarters`` is how many editions running it has been an exception, this one included, each with
    what was known then; no more than ``MOST_EDITIONS`` are looked at.
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
    and in this one, with their periods; None where there is none. ``challenge_item`` is the entry of the challenge log
    about it that was open then or has come since, empty where there is none. ``answered``: it has an answer.
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


@dataclass(frozen=True)
class DueCard:
    """A sub-group's score card of the quarter: the day it was due and the day of its first file that could be used."""

    sub_group: str
    due: date
    came: date | None


@dataclass(frozen=True)
class Looked:
    """What the rule looks at: a quarter as it was known on ``as_of``."""

    quarter: Quarter
    as_of: date
    assessments: Mapping[str, Assessment]
    items: Sequence[Item]
    cards: Sequence[DueCard]


def exceptions_of(
    looked: Looked, plan: Plan, board: Board, earlier: Sequence[Collection[str]] = ()
) -> tuple[RaisedException, ...]:
    """What the rule of ``board`` makes an exception, the gravest reason first, then in the plan's order.

    ``earlier`` are the ids of the editions before, the latest first. A measure is raised once, by its quarters where
    they raise it, else by its years.
    """
    found = [*_measures(looked, plan, board), *_entries(looked, plan, board), *_cards(looked, plan, board)]
    order = {measure: place for place, measure in enumerate(plan.measures)}
    found.sort(key=lambda e: (REASONS.index(e.reasons[0]), order.get(e.measure, len(order))))
    return tuple(replace(e, quarters=_running(e.id, earlier)) for e in found)


def _measures(looked: Looked, plan: Plan, board: Board) -> Iterator[RaisedException]:
    hopes = {m.alias_of or m.id: m.plan_hopes for m in plan.measures.values() if m.plan_hopes}
    open_about: dict[str, str] = {}
    for item in looked.items:
        if item.kind == "challenge" and not item.ended:
            open_about.setdefault(item.now.about, item.item)
    raised: dict[str, tuple[Assessment, tuple[Reason, ...]]] = {}
    for assessment in looked.assessments.values():
        measure = plan.measures[assessment.measure]
        target = target_in_force(board.targets, assessment)
        hope = hopes.get(measure.id)
        reasons = reasons_of(assessment, measure, hope, board.exception_rule, target, looked.quarter)
        if reasons and (measure.id not in raised or assessment.frequency == "quarter"):
            raised[measure.id] = assessment, reasons
    for name, (assessment, reasons) in raised.items():
        measure = plan.measures[name]
        challenge = open_about.get(name)
        yield RaisedException(
            name, reasons, plan.chapter_of(name).id, measure.sub_group, measure.source_agency, name,
            assessment.frequency, "", challenge or f"{looked.quarter} {name}", challenge is not None, 1,
        )  # fmt: skip


def _entries(looked: Looked, plan: Plan, board: Board) -> Iterator[RaisedException]:
    """Gaps and risks that are open and grave or old, and actions past their day; each entry once."""
    rule = board.exception_rule
    found: dict[str, RaisedException] = {}
    for item in looked.items:
        grave = item.now.risk.strip().lower() in rule.gap_risks or item.age > rule.gap_quarters
        if item.kind in ("gap", "risk") and not item.ended and grave:
            reason: Reason = "gap"
        elif item.kind == "action" and item.overdue:
            reason = "overdue action"
        else:
            continue
        name = f"{item.sub_group} {item.item}"
        about = item.now.about
        measure = plan.measures.get(about)
        chapter = plan.chapter_of(about).id if measure else about or _main_chapter(item.sub_group, plan)
        raised = RaisedException(
            name, (reason,), chapter, item.sub_group, measure.source_agency if measure else "", "", None, item.item,
            f"{looked.quarter} {name}", False, 1,
        )  # fmt: skip
        # A gap and an action that share a name in one sub-group's card are one exception with both reasons.
        found[name] = replace(raised, reasons=("gap", "overdue action")) if name in found else raised
    yield from found.values()


def _cards(looked: Looked, plan: Plan, board: Board) -> Iterator[RaisedException]:
    """Score cards that are due and have not come in a form that could be used, or came too late."""
    for card in looked.cards:
        if card.came is None:
            reason: Reason | None = "no score card" if looked.as_of > card.due else None
        else:
            reason = "late score card" if (card.came - card.due).days > board.exception_rule.late_days else None
        if reason is not None:
            yield RaisedException(
                card.sub_group, (reason,), _main_chapter(card.sub_group, plan), card.sub_group, "", "", None, "",
                f"{looked.quarter} {card.sub_group}", False, 1,
            )  # fmt: skip


def _main_chapter(sub_group: str, plan: Plan) -> str:
    """The chapter with most of the measures that the sub-group reports on; empty where it reports on none."""
    counted = Counter(c.id for c in plan.chapters for m in c.measures if m.sub_group == sub_group)
    return counted.most_common(1)[0][0] if counted else ""


def _running(name: str, earlier: Sequence[Collection[str]]) -> int:
    running = 1
    for ids in earlier[: MOST_EDITIONS - 1]:
        if name not in ids:
            break
        running += 1
    return running
