"""Which counts a book withholds so that no small one can be worked out, from this edition or any before it.

For every withheld small count, the whole numbers that a reader must hold possible go from 1 to the largest small count:
its protection range. Where not even withholding every figure of this edition would leave so much, because earlier
editions or others have said too much, the range is cut back to what that would leave, and the cell is named.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

import numpy as np

from nelscb.suppression.cells import Cell, Decision, Range, Relation, Rule
from nelscb.suppression.components import Component, columns_of, components_of, is_small
from nelscb.suppression.consistency import check
from nelscb.suppression.greedy import cleaned, lost, reachable, repaired
from nelscb.suppression.movement import Target
from nelscb.suppression.optimum import least_lost
from nelscb.suppression.solver import silenced
from nelscb.suppression.witnesses import Witnesses

How = Literal["nothing small", "optimal", "greedy", "all withheld"]
SEARCHING = 0.6
"""This share of the time is for the search of the best decision; from then on components are decided greedily."""


@dataclass(frozen=True)
class Decided:
    """How one component was decided. Information lost counts the cells that this edition need not have withheld.

    ``least_lost`` is a bound: no decision that protects loses less. The decision is "optimal" where the two are equal.
    ``unproved`` names small counts whose range is cut back to what was found, where a programme ended at its limit of
    nodes before it had shown that no more is possible. ``by_the_clock`` says that time, not a count of work, ended it;
    another machine might decide otherwise.
    """

    first_cell: str
    cells: int
    small: int
    withheld: int
    how: How
    information_lost: float
    least_lost: float
    by_the_clock: bool
    unproved: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protected:
    """What is withheld, and what that protects. Names are in the order of the cells that were given.

    ``primary`` are small counts, ``secondary`` are withheld for their sake by this edition, ``earlier`` were withheld
    before and are no small counts. ``protection`` has the protection range of every withheld small count, ``cut_back``
    names those whose range is less than from 1 to the largest small count, and ``known_before`` small counts that were
    published before. Each is a true statement about whole numbers: for both ends of each range, counts that fit
    every relation have been found and checked.
    """

    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    earlier: tuple[str, ...]
    protection: Mapping[str, Range]
    cut_back: tuple[str, ...]
    known_before: tuple[str, ...]
    components: tuple[Decided, ...]

    @cached_property
    def withheld(self) -> frozenset[str]:
        """All cells that are shown as `c`."""
        return frozenset((*self.primary, *self.secondary, *self.earlier))

    @property
    def information_lost(self) -> float:
        """The sum of the weights of the cells in ``secondary``."""
        return round(sum(component.information_lost for component in self.components), 6)

    @property
    def by_the_clock(self) -> bool:
        """Whether time ended the work on any component: the result might differ on another machine."""
        return any(component.by_the_clock for component in self.components)


@dataclass(frozen=True)
class Settled:
    """What was decided of one component: the cells withheld, each small count's protection range, and how."""

    withheld: tuple[str, ...]
    protection: Mapping[str, Range]
    how: Decided


Recall = Callable[[Component, Callable[[], Settled]], Settled]
"""Gives what was settled of a component before, or has it settled now."""


def protect(
    cells: Sequence[Cell],
    relations: Sequence[Relation],
    rule: Rule,
    *,
    recall: Recall = lambda _, settle: settle(),
    seconds: float = 3600.0,
    clock: Callable[[], float] = time.monotonic,
) -> Protected:
    """Withhold every small count, and of the others those that lose least, so that no small count can be worked out.

    Each component is decided for itself, the smallest first. Work is limited by counts of rounds and nodes, so the same
    input gives the same result; ``seconds`` is the last resort, and `Decided.by_the_clock` says where it was needed:
    after a part of it components are decided greedily, after all of it what is left is withheld as a whole.
    The best decision is the best by the sum of weights for one component; what a reader can use has no single number.
    ``recall`` may know components that were settled before.

    Raises `Mistake` in one sentence where the cells and relations contradict each other.
    """
    check(cells, relations, rule)
    start = clock()

    def late(share: float) -> Callable[[], bool]:
        return lambda: clock() - start > share * seconds

    withheld: set[str] = set()
    ranges: dict[str, Range] = {}
    decided: list[Decided] = []
    with silenced():
        components = components_of(cells, relations, rule)
        for component in sorted(components, key=lambda component: component.size):
            settled = recall(component, partial(_settled, component, rule, late(SEARCHING), late(1.0)))
            decided.append(settled.how)
            withheld.update(settled.withheld)
            ranges |= settled.protection
    small = {cell.name for cell in cells if is_small(cell, rule)}
    before = {cell.name for cell in cells if cell.decision is Decision.WITHHELD}
    hidden = [cell.name for cell in cells if cell.name in withheld]
    primary = tuple(name for name in hidden if name in small)
    return Protected(
        primary=primary,
        secondary=tuple(name for name in hidden if name not in small and name not in before),
        earlier=tuple(name for name in hidden if name not in small and name in before),
        protection={name: ranges[name] for name in primary},
        cut_back=tuple(name for name in primary if not ranges[name].contains(Range(1, rule.largest_small))),
        known_before=tuple(cell.name for cell in cells if cell.decision is Decision.PUBLISHED and cell.name in small),
        components=tuple(decided),
    )


def _settled(
    component: Component, rule: Rule, stop_searching: Callable[[], bool], stop: Callable[[], bool]
) -> Settled:  # fmt: skip
    mask, targets, how = _decide(component, rule, stop_searching, stop)
    return Settled(tuple(component.names[c] for c in columns_of(mask)), _protection(component, targets), how)


def _decide(
    component: Component, rule: Rule, stop_searching: Callable[[], bool], stop: Callable[[], bool]
) -> tuple[int, list[Target], Decided]:
    if not component.small.any():
        return component.forced_mask, [], _decided(component, component.forced_mask, "nothing small", 0.0, False)
    witnesses = Witnesses(component)
    targets, held, unproved = reachable(component, rule.largest_small, witnesses)
    if stop():
        held = component.whole_mask
        return held, targets, _decided(component, held, "all withheld", 0.0, True, unproved)
    held = cleaned(component, targets, witnesses, held, stop)
    found = least_lost(component, targets, witnesses, held, stop_searching)
    held = found.withheld
    if found.proved:
        return held, targets, _decided(component, held, "optimal", found.least_lost, False, unproved)
    if not stop():
        # The last set tried meets every cut learnt, and often needs little more.
        other = repaired(component, targets, witnesses, found.last_tried)
        other = cleaned(component, targets, witnesses, other, stop)
        held = min(held, other, key=lambda mask: lost(component, mask))
    return held, targets, _decided(component, held, "greedy", found.least_lost, stop_searching(), unproved)


def _decided(
    component: Component,
    withheld: int,
    how: How,
    least: float,
    by_the_clock: bool,
    unproved: Collection[int] = (),
) -> Decided:
    return Decided(
        first_cell=component.names[0],
        cells=component.size,
        small=int(component.small.sum()),
        withheld=withheld.bit_count(),
        how=how,
        information_lost=round(lost(component, withheld), 6),
        least_lost=round(least, 6),
        by_the_clock=by_the_clock,
        unproved=tuple(component.names[column] for column in sorted(unproved)),
    )


def _protection(component: Component, targets: list[Target]) -> dict[str, Range]:
    ends = {int(c): [int(component.values[c])] * 2 for c in np.flatnonzero(component.small)}
    for target in targets:
        ends[target.column][target.way > 0] += target.way * target.need
    return {component.names[column]: Range(low, high) for column, (low, high) in ends.items()}
