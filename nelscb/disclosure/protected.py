"""The board's series as the public sees them: small counts and what would tell them are withheld, and say so.

A share goes with its count: where its numerator or its denominator is withheld it has no value either, nor an interval.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from nelscb.disclosure.counts import PARTS, counts_of
from nelscb.disclosure.naming import cell_name
from nelscb.disclosure.public_series import public_series
from nelscb.disclosure.relations import relations_of
from nelscb.indicators import Point, Series
from nelscb.plan import Board, Plan
from nelscb.suppression import Decision, Protected, protect


@dataclass(frozen=True)
class ProtectedSeries:
    """What the public is shown of every series, and how that was decided."""

    series: tuple[Series, ...]
    decided: Protected


def protected_series(
    series: Iterable[Series], plan: Plan, board: Board, earlier: Mapping[str, Decision]
) -> ProtectedSeries:
    """Protect the board's own series. ``earlier`` has by a cell's name what editions before this one decided.

    Cells that the public is not shown at all are withheld ones, which must not follow from the others either. Raises
    Mistake in one sentence where the figures contradict what the plan declares of them.
    """
    given, area, rule = list(series), board.area.code, board.disclosure_rule
    shown, hidden = public_series(given, plan, area, rule)
    keys = {_key(s) for s in given}
    everything = [*given, *(s for s in shown if _key(s) not in keys)]
    unseen = {
        cell_name(s, point.period, part): Decision.WITHHELD
        for s in given
        if _key(s) in hidden
        for point in s.points
        for part in PARTS
    }
    counts = counts_of(everything, plan.measures, area, rule, {**unseen, **earlier})
    decided = protect(counts.cells, relations_of(counts, plan), rule)
    return ProtectedSeries(tuple(as_shown(s, decided.withheld) if s.area == area else s for s in shown), decided)


def _key(series: Series) -> tuple[str, ...]:
    return series.area, series.measure, series.frequency, series.breakdown, series.category


def as_shown(series: Series, withheld: Collection[str]) -> Series:
    """The series without what is withheld, each of whose points says that it is."""
    return replace(series, points=tuple(_shown(series, point, withheld) for point in series.points))


def _shown(series: Series, point: Point, withheld: Collection[str]) -> Point:
    gone = {part for part in PARTS if cell_name(series, point.period, part) in withheld}
    if not gone:
        return point
    return replace(
        point, state="suppressed", value=None, low=None, high=None,
        numerator=None if "numerator" in gone else point.numerator,
        denominator=None if "denominator" in gone else point.denominator,
    )  # fmt: skip
