"""An earlier quarter's edition, made again as it was known then: figures, assessments, registers and score cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from nelscb.assess import Assessment, assess, verdicts_of
from nelscb.baselines import read_baselines
from nelscb.core_data import Figure, Text, current_texts
from nelscb.earlier import day_known_by
from nelscb.indicators import Indicators, indicators_of_current
from nelscb.published import Event
from nelscb.quarters import Period, Quarter, last_day_of
from nelscb.returns.card_content import due_day
from nelscb.story.exceptions import DueCard, Looked
from nelscb.story.found import Pass, overdue_day
from nelscb.story.registers import Item, items_of

Cell = tuple[str, str, str, Period]
"""Measure, breakdown, category and period: what names a figure of the board's own area."""


@dataclass(frozen=True)
class EarlierEdition:
    """An earlier quarter's edition: what its exceptions are raised from, and its series."""

    looked: Looked
    indicators: Indicators


@dataclass(frozen=True)
class EarlierEditions:
    """The editions before the one that ``found`` belongs to, each made again on demand."""

    found: Pass

    def day(self, quarter: Quarter) -> date:
        """The day by which that edition's figures were in.

        In hindsight it is this edition's own, so that only the quarter differs; and it is never a later one.
        """
        if self.found.retrospective:
            return self.found.as_of
        return min(day_known_by(self.found.project, quarter), self.found.as_of)

    def own_cells(self, quarter: Quarter, day: date) -> dict[Cell, Figure]:
        """The last word on every figure of the board's own area that had come in; a refused one says nothing."""
        return {
            (f.measure, f.breakdown, f.category, f.period): f
            for f, ends in self._own
            if f.received <= day and ends <= quarter.last_day
        }

    def made_again(self, back: int, only: Collection[str] | None = None) -> EarlierEdition:
        """The edition ``back`` quarters before; where ``only`` names measures, no others are looked at closely.

        Verdicts are always weighed beside all the others, however few measures are asked for.
        """
        found, quarter = self.found, self.found.quarter - back
        day, board, plan = self.day(quarter), found.project.board, found.project.plan
        cells = {
            (f.area, f.measure, f.breakdown, f.category, f.period): f
            for f, ends in self._totals
            if f.received <= day and ends <= quarter.last_day
        }
        indicators = indicators_of_current(cells.values(), plan, board)
        events = [e for e in found.events if e.received <= day and e.day <= quarter.last_day]
        if only is None:
            baselines = read_baselines(found.project.folder / "params")
            assessments: Mapping[str, Assessment] = assess(
                indicators, plan, board, events, quarter, baselines, found.earlier[back:], found.kept
            )
        else:
            assessments = self._assess_only(only, indicators, events, back)
        looked = Looked(quarter, day, assessments, self._items(quarter, day), self._cards(quarter, day))
        return EarlierEdition(looked, indicators)

    def _assess_only(
        self, only: Collection[str], indicators: Indicators, events: Sequence[Event], back: int
    ) -> dict[str, Assessment]:
        board, plan, quarter = self.found.project.board, self.found.project.plan, self.found.quarter - back
        wanted = {*only, *(plan.measures[m].leavers_measure for m in only)}
        some = Indicators(
            {(s.area, s.measure, s.frequency, s.breakdown, s.category): s for s in indicators if s.measure in wanted},
            plan,
        )
        if back <= len(self.found.earlier) and self.day(quarter) == day_known_by(self.found.project, quarter):
            verdicts = self.found.earlier[back - 1]  # weighed already, by the same day
        else:
            verdicts = verdicts_of(indicators, plan, board, events)
        baselines = read_baselines(self.found.project.folder / "params")
        return {
            key: replace(a, judged=replace(a.judged, verdict=verdicts[key]))
            for key, a in assess(some, plan, board, events, quarter, baselines, kept=self.found.kept).items()
            if a.measure in only
        }

    def _items(self, quarter: Quarter, day: date) -> tuple[Item, ...]:
        known = current_texts(t for t in self.found.texts if t.received <= day)
        return items_of(known, quarter, overdue_day(self.found, quarter, day))

    def _cards(self, quarter: Quarter, day: date) -> tuple[DueCard, ...]:
        due = due_day(quarter, self.found.project.board)
        return tuple(
            DueCard(r.sub_group, due, min((d for d in self._used[str(quarter), r.sub_group] if d <= day), default=None))
            for r in self.found.receipts
        )

    @cached_property
    def _in_order(self) -> list[tuple[Figure, date]]:
        """Every figure with the day its period ends, those received last coming last: a later row corrects."""
        return [(f, last_day_of(f.period)) for f in sorted(self.found.figures, key=lambda f: f.received)]

    @cached_property
    def _own(self) -> list[tuple[Figure, date]]:
        area = self.found.project.board.area.code
        return [(f, ends) for f, ends in self._in_order if f.area == area and f.state != "refused"]

    @cached_property
    def _totals(self) -> list[tuple[Figure, date]]:
        """Totals of the board and its neighbours, and the categories that a computed measure counts."""
        plan, board = self.found.project.plan, self.found.project.board
        areas = {board.area.code, *(n.code for n in board.neighbours)}
        split = {
            (m.numerator_measure, m.numerator_category.breakdown)
            for m in plan.measures.values()
            if m.numerator_category
        }
        return [
            (f, ends)
            for f, ends in self._in_order
            if f.area in areas and (not f.breakdown or (f.measure, f.breakdown) in split)
        ]

    @cached_property
    def _used(self) -> Mapping[tuple[str, str], set[date]]:
        """The days on which a file that could be used came in, by quarter and sub-group, as the file's place says."""
        days: dict[tuple[str, str], set[date]] = defaultdict(set)
        senders = self.found.project.board.sub_groups
        said: list[Figure | Text] = [f for f in self.found.figures if f.sender in senders and f.state != "refused"]
        for one in [*said, *self.found.texts]:
            quarter, sub_group, *_ = one.file.split("/")
            days[quarter, sub_group].add(one.received)
        return days
