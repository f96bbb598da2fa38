"""What of the board's figures the public will not see, series by series, and what that costs: for the board alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nelscb.core_data import Frequency
from nelscb.disclosure.counts import PARTS
from nelscb.disclosure.naming import cell_name
from nelscb.disclosure.protected import ProtectedSeries
from nelscb.indicators import Indicators, Series
from nelscb.plan import Board
from nelscb.quarters import Period
from nelscb.suppression import Range

Hidden = Literal["", "years alone", "another breakdown"]


@dataclass(frozen=True)
class HeldBack:
    """A series of the board's own of which the public does not see all.

    ``hidden``: why none of it is shown; empty where it is. ``small`` are the periods with a count of 1 to 5, ``beside``
    those withheld lest such a count be worked out.
    """

    measure: str
    frequency: Frequency
    breakdown: str
    category: str
    hidden: Hidden
    small: tuple[Period, ...]
    beside: tuple[Period, ...]


@dataclass(frozen=True)
class CutBack:
    """A small count that a reader can place more closely than from 1 to 5, by what was known before: from, to."""

    cell: str
    low: int
    high: int | None


@dataclass(frozen=True)
class NotPublic:
    """All that is held back. ``small`` and ``beside`` count cells; ``information_lost`` is the sum of the weights.

    ``undecided`` are the parts of the book for which the best decision was not proved, and ``parts`` all of them.
    """

    series: tuple[HeldBack, ...]
    cut_back: tuple[CutBack, ...]
    small: int
    beside: int
    information_lost: float
    parts: int
    undecided: int


def not_public(indicators: Indicators, protected: ProtectedSeries, board: Board) -> NotPublic:
    """What the public edition of the same figures holds back."""
    decided, area = protected.decided, board.area.code
    shown = {_key(s): s for s in protected.series}
    every = [*(s for s in indicators if s.area == area), *protected.made]
    protection: dict[str, Range] = dict(decided.protection)
    return NotPublic(
        tuple(held for s in every for held in _held_back(s, _key(s) in shown, protected)),
        tuple(CutBack(name, protection[name].low, protection[name].high) for name in decided.cut_back),
        len(decided.primary), len(decided.secondary), decided.information_lost,
        len(decided.components), sum(c.how in ("greedy", "all withheld") for c in decided.components),
    )  # fmt: skip


def _held_back(series: Series, is_shown: bool, protected: ProtectedSeries) -> Iterator[HeldBack]:
    if not is_shown:
        hidden: Hidden = "another breakdown" if series.breakdown else "years alone"
        yield HeldBack(series.measure, series.frequency, series.breakdown, series.category, hidden, (), ())
        return
    small, beside = [], []
    primary = protected.primary
    for point in series.points:
        gone = {n for part in PARTS if (n := cell_name(series, point.period, part)) in protected.decided.withheld}
        if gone & primary:
            small.append(point.period)
        elif gone:
            beside.append(point.period)
    if small or beside:
        yield HeldBack(
            series.measure, series.frequency, series.breakdown, series.category, "", tuple(small), tuple(beside)
        )


def _key(series: Series) -> tuple[str, ...]:
    return series.area, series.measure, series.frequency, series.breakdown, series.category
