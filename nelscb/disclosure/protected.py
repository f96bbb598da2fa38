"""The board's series as the public sees them: small counts and what would tell them are withheld, and say so.

A share goes with its count: where its numerator or its denominator is withheld it has no value either, nor an interval.
What earlier editions said of a figure that has not changed since stands; only what is new is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from nelscb.disclosure.counts import PARTS, Counts, counts_of
from nelscb.disclosure.kept_protection import kept
from nelscb.disclosure.naming import cell_name
from nelscb.disclosure.public_series import public_series
from nelscb.disclosure.relations import relations_of
from nelscb.disclosure.senders import with_assumed, withheld_by_senders
from nelscb.indicators import Key, Point, Series
from nelscb.mistakes import Mistake
from nelscb.plan import Board, DisclosureRule, Plan
from nelscb.suppression import Cell, Decision, Protected, Range, Relation, ranges


@dataclass(frozen=True)
class EarlierRelease:
    """An edition that was published before: what it said of each cell, and the board's figures as known then.

    ``decided`` has by a cell's name whether its count was shown or withheld; a cell that is not there was never shown.
    """

    label: str
    decided: Mapping[str, Decision]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class ProtectedSeries:
    """What the public is shown of every series, and how that was decided.

    ``made`` are the years made of small series' quarters, with their true figures; ``hidden`` the keys of the board's
    series that the public is not shown; ``cells`` and ``relations`` all that was looked at, earlier editions' too.
    ``known_then``: for each earlier edition its own counts by name, as they were known then.
    """

    series: tuple[Series, ...]
    decided: Protected
    made: tuple[Series, ...]
    hidden: frozenset[Key]
    cells: tuple[Cell, ...] = field(repr=False)
    relations: tuple[Relation, ...] = field(repr=False)
    rule: DisclosureRule = field(repr=False)
    known_then: tuple[Mapping[str, int], ...] = field(repr=False, default=())

    @property
    def counts(self) -> dict[str, int]:
        """Every count that was looked at by its name, as it is: for the board alone."""
        return {cell.name: cell.value for cell in self.cells}

    @cached_property
    def primary(self) -> frozenset[str]:
        """The names of the small counts that are withheld."""
        return frozenset(self.decided.primary)

    def ranges(self, series: Iterable[Series]) -> Mapping[str, Range]:
        """What a reader must hold possible of each withheld count of ``series``, by the cell's name."""
        wanted = {
            name for s in series for p in s.points for part in PARTS
            if (name := cell_name(s, p.period, part)) in self.decided.withheld
        }  # fmt: skip
        return ranges(self.cells, self.relations, self.decided.withheld, self.rule, of=wanted) if wanted else {}


def protected_series(
    series: Iterable[Series], plan: Plan, board: Board, earlier: Sequence[EarlierRelease] = (),
    keep: Path | None = None,
) -> ProtectedSeries:  # fmt: skip
    """Protect the board's own series, beside what ``earlier`` editions have said. ``keep``: where results are kept.

    Cells that the public is not shown at all are withheld ones, which must not follow from the others either. Raises
    Mistake in one sentence where the figures contradict what the plan declares of them.
    """
    given, area, rule = list(series), board.area.code, board.disclosure_rule
    shown, hidden = public_series(given, plan, area, rule)
    keys = {_key(s) for s in given}
    made = tuple(s for s in shown if _key(s) not in keys)
    everything = [*given, *made]
    everything = with_assumed(everything, plan, area)
    unseen = {name for s in given if _key(s) in hidden for name in _names(s)}
    held = dict.fromkeys(withheld_by_senders(given, area), Decision.WITHHELD)
    now = counts_of(everything, plan.measures, area, rule, held, unseen)
    before = [_of_release(release, plan, board) for release in earlier]
    settled = _settled(now, before)
    # What an earlier edition showed or withheld is not unseen any more.
    counts = counts_of(everything, plan.measures, area, rule, {**held, **settled}, unseen - settled.keys())
    cells = {cell.name: cell for cell in counts.cells}
    relations = relations_of(counts, plan)
    for release, (then, of_then) in zip(earlier, before, strict=True):
        named = {c.name: c.name if now.values.get(c.name) == c.value else f"{c.name} in {release.label}" for c in then}
        cells |= {named[c.name]: replace(c, name=named[c.name]) for c in then if named[c.name] not in now.values}
        relations += [replace(r, terms=tuple((k, named[name]) for k, name in r.terms)) for r in of_then]
    every = tuple(cells.values())
    once = tuple(dict.fromkeys(relations))
    decided = kept(every, once, rule, keep)
    return ProtectedSeries(
        tuple(as_shown(s, decided.withheld) if s.area == area else s for s in shown), decided, made,
        frozenset(hidden), every, once, rule, tuple({c.name: c.value for c in then} for then, _ in before),
    )  # fmt: skip


def _of_release(release: EarlierRelease, plan: Plan, board: Board) -> tuple[tuple[Cell, ...], list[Relation]]:
    """The cells of an earlier edition, all settled, and what every reader knew of them."""
    area, rule = board.area.code, board.disclosure_rule
    keys = {_key(s) for s in release.series}
    made = [s for s in public_series(release.series, plan, area, rule)[0] if _key(s) not in keys]
    every = with_assumed([*release.series, *made], plan, area)
    names = {name for s in every if s.area == area for name in _names(s)}
    held = dict.fromkeys(withheld_by_senders(release.series, area), Decision.WITHHELD)
    unseen = names - release.decided.keys() - held.keys()
    counts = counts_of(every, plan.measures, area, rule, {**held, **release.decided}, unseen)
    return counts.cells, relations_of(counts, plan)


def _settled(
    now: Counts, before: Sequence[tuple[tuple[Cell, ...], list[Relation]]]
) -> dict[str, Decision]:  # fmt: skip
    """What earlier editions decided of counts that have not changed since; what one of them has shown is shown."""
    found: dict[str, Decision] = {}
    for cells, _ in before:
        for cell in cells:
            shown_nowhere = cell.least == 0
            if now.values.get(cell.name) == cell.value and found.get(cell.name) is not Decision.PUBLISHED:
                found[cell.name] = Decision.OPEN if shown_nowhere else cell.decision
    return {name: decision for name, decision in found.items() if decision is not Decision.OPEN}


def _key(series: Series) -> Key:
    return series.area, series.measure, series.frequency, series.breakdown, series.category


def _names(series: Series) -> Iterator[str]:
    return (cell_name(series, point.period, part) for point in series.points for part in PARTS)


def as_shown(series: Series, withheld: Collection[str]) -> Series:
    """The series without what is withheld, each of whose points says that it is."""
    return replace(series, points=tuple(_shown(series, point, withheld) for point in series.points))


def refuse_withheld(series: Iterable[Series], area: str, withheld: Collection[str]) -> None:
    """The last look at the door: raise Mistake where a series of ``area`` holds a count that is withheld."""
    for one in series:
        for point in one.points if one.area == area else ():
            for part in PARTS:
                name = cell_name(one, point.period, part)
                if getattr(point, part) is not None and name in withheld:
                    raise Mistake(f"the book would show the public {name}, which is withheld; open the public edition")


def _shown(series: Series, point: Point, withheld: Collection[str]) -> Point:
    gone = {part for part in PARTS if cell_name(series, point.period, part) in withheld}
    if not gone:
        return point
    return replace(
        point, state="suppressed", value=None, low=None, high=None,
        numerator=None if "numerator" in gone else point.numerator,
        denominator=None if "denominator" in gone else point.denominator,
    )  # fmt: skip
