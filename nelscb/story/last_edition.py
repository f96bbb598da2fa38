"""The last edition: the quarter before as it was known then; and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nelscb.assess import Assessment, Verdict
from nelscb.core_data import Figure, Frequency, Revision
from nelscb.indicators import Indicators
from nelscb.quarters import Period, Quarter, QuarterText
from nelscb.story.earlier_editions import Cell, EarlierEdition, EarlierEditions
from nelscb.story.exceptions import MOST_EDITIONS, FollowedUp, Looked, RaisedException, exceptions_of
from nelscb.story.found import Pass
from nelscb.story.registers import Item

Presence = Literal["first figure", "no figure any more", "new definition"]
ANSWERED = frozenset({"answered", "closed", "done"})


@dataclass(frozen=True)
class VerdictChange:
    """A series whose verdict is another than in the last edition."""

    measure: str
    frequency: Frequency
    then: Verdict
    now: Verdict


@dataclass(frozen=True)
class MeasureChange:
    """A measure that has its first figure, has lost its only one, or is counted by a new definition.

    ``why`` is what the definition says of its change, or the reason that somebody gave for taking a figure back; empty
    where nobody gave any.
    """

    measure: str
    change: Presence
    why: str


@dataclass(frozen=True)
class SinceLast:
    """What has changed since the last edition.

    ``as_of`` is the day by which that edition's figures were in: the day of its own book, or, where this edition is
    made in hindsight, this edition's own day, so that only the quarter differs (``same_day``). ``held``: anything had
    come in by then; if not, there is nothing to compare with and all is empty but ``new_figures``. ``revised`` are
    figures of periods that the last edition had and that read otherwise now, as they stood then and as they stand
    now; ``new_figures`` counts those it did not have, categories among them. ``opened`` and ``closed`` are the ids of
    exceptions that are new, and of those that are none any more; ``exceptions`` are the last edition's own.
    """

    quarter: QuarterText
    as_of: date
    same_day: bool
    held: bool
    revised: tuple[Revision, ...]
    new_figures: int
    verdicts: tuple[VerdictChange, ...]
    measures: tuple[MeasureChange, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    exceptions: tuple[RaisedException, ...]
    followed_up: tuple[FollowedUp, ...]


def since_last(found: Pass, looked: Looked) -> tuple[SinceLast, tuple[RaisedException, ...]]:
    """What has changed since the last edition, and this edition's exceptions, which it tells for how long they were.

    ``looked`` is what this edition's exceptions are raised from.
    """
    plan, board = found.project.plan, found.project.board
    editions, last = EarlierEditions(found), found.quarter - 1
    day = editions.day(last)
    before, now = editions.own_cells(last, day), editions.own_cells(found.quarter, found.as_of)
    new = sum(f.state == "reported" and cell not in before for cell, f in now.items())
    if not before and not any(t.received <= day and t.quarter <= last for t in found.texts):
        nothing = SinceLast(last, day, found.retrospective, False, (), new, (), (), (), (), (), ())
        return nothing, exceptions_of(looked, plan, board)
    made = editions.made_again(1)
    raised_then = exceptions_of(made.looked, plan, board, _ids_before(editions, made.looked))
    ids = [frozenset(e.id for e in raised_then)]
    ids += [frozenset(e.id for e in raised_then if e.quarters > back) for back in range(1, MOST_EDITIONS)]
    raised = exceptions_of(looked, plan, board, ids)
    ids_now = {e.id for e in raised}
    revised = [Revision(b, now[c]) for c, b in before.items() if c in now and _said(b) != _said(now[c])]
    since = SinceLast(
        last, day, found.retrospective, True,
        tuple(sorted(revised, key=lambda r: r.after.received, reverse=True)), new,
        tuple(
            VerdictChange(a.measure, a.frequency, then.verdict, a.verdict)
            for key, a in found.assessments.items()
            if (then := made.looked.assessments.get(key)) is not None and then.verdict != a.verdict
        ),
        tuple(_measure_changes(found, made, before, now)),
        opened=tuple(e.id for e in raised if e.id not in ids[0]),
        closed=tuple(e.id for e in raised_then if e.id not in ids_now),
        exceptions=raised_then,
        followed_up=tuple(_followed_up(e, e.id in ids_now, found, made, looked.items) for e in raised_then),
    )  # fmt: skip
    return since, raised


def _ids_before(editions: EarlierEditions, last: Looked) -> Sequence[frozenset[str]]:
    """The ids of the editions before the last one, the latest first, of those that were exceptions in all since."""
    plan, board = editions.found.project.plan, editions.found.project.board
    found: list[frozenset[str]] = []
    running = {e.id: e.measure for e in exceptions_of(last, plan, board)}
    for back in range(2, MOST_EDITIONS + 1):
        if not running:
            break
        made = editions.made_again(back, only={measure for measure in running.values() if measure})
        ids = frozenset(e.id for e in exceptions_of(made.looked, plan, board))
        running = {name: measure for name, measure in running.items() if name in ids}
        found.append(ids)
    return found


def _measure_changes(
    found: Pass, made: EarlierEdition, before: dict[Cell, Figure], now: dict[Cell, Figure]
) -> Iterable[MeasureChange]:
    had = _with_figures(before.values(), made.looked.assessments.values())
    has = _with_figures(now.values(), found.assessments.values())
    gone = {f.measure: f.reason for f in now.values() if f.measure in had - has}
    for measure in found.project.plan.measures.values():
        if measure.alias_of:
            continue
        if measure.id in has - had:
            yield MeasureChange(measure.id, "first figure", "")
        elif measure.id in had - has:
            yield MeasureChange(measure.id, "no figure any more", gone.get(measure.id, ""))
        for definition in measure.definitions:
            if definition.from_quarter == found.quarter:
                yield MeasureChange(measure.id, "new definition", definition.change or "")


def _with_figures(figures: Iterable[Figure], assessments: Iterable[Assessment]) -> set[str]:
    """The measures that have a figure, returned, published or worked out."""
    return {f.measure for f in figures if f.state == "reported"} | {a.measure for a in assessments}


def _followed_up(
    raised: RaisedException, still: bool, found: Pass, made: EarlierEdition, items: Sequence[Item]
) -> FollowedUp:
    then_period, then = _figure(raised, made.looked.assessments.get(_key(raised)), made.indicators)
    now_period, now = _figure(raised, found.assessments.get(_key(raised)), found.indicators)
    challenge = _challenge(raised, found.quarter, items)
    return FollowedUp(
        raised, still, then_period, then, now_period, now, challenge.item if challenge else "",
        answered=challenge is not None
        and (bool(challenge.now.response) or challenge.now.status.strip().lower() in ANSWERED),
        closed=challenge is not None and challenge.ended,
    )  # fmt: skip


def _challenge(raised: RaisedException, quarter: Quarter, items: Sequence[Item]) -> Item | None:
    """The challenge about the exception that was open then or has come since: the one it named, else the newest."""
    # What had ended by then is no answer to what was raised then.
    about = [i for i in items if i.kind == "challenge" and (not i.ended or i.last == quarter)]
    named = [i for i in about if i.item == raised.challenge and i.now.about in ("", raised.measure, raised.chapter)]
    of_measure = [i for i in about if raised.measure and i.now.about == raised.measure]
    return next(iter(named), None) or max(of_measure, key=lambda i: (i.last, i.first), default=None)


def _figure(
    raised: RaisedException, assessment: Assessment | None, indicators: Indicators
) -> tuple[Period | None, float | None]:
    if assessment is None or raised.frequency is None:
        return None, None
    series = indicators.series(raised.measure, raised.frequency, assessment.area)
    point = series.at(assessment.period) if series else None
    return assessment.period, point.value if point else None


def _key(raised: RaisedException) -> str:
    return f"{raised.measure}/{raised.frequency}"


def _said(figure: Figure) -> tuple[object, ...]:
    """What a figure says, wherever it stands."""
    return figure.state, figure.numerator, figure.denominator, figure.value, figure.status
