"""Decisions that hold without being the best: from any set of withheld cells to one that protects, then fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor

import numpy as np

from nelscb.suppression.components import Component, Whole, columns_of
from nelscb.suppression.movement import Movement, Target, moves_nearby
from nelscb.suppression.reader import WHOLE_ENOUGH, Reader
from nelscb.suppression.witnesses import Witnesses

CLEANING = 3_000
"""What cleaning up may cost in the reader's linear programmes: a count of work, as the time depends on the machine."""


def lost(component: Component, withheld: int) -> float:
    """The information lost with the cells that are withheld and need not be: the sum of their weights."""
    return float(component.weights[columns_of(withheld & ~component.forced_mask)].sum())


def reachable(component: Component, largest_small: int, witnesses: Witnesses) -> tuple[list[Target], int, set[int]]:
    """What every small count of a component needs, cut back to what can be had, and cells that give it all together.

    A count of 2 needs to move down by 1 and, where 5 is the largest small one, up by 3. Where not even withholding
    every cell allows that, it needs as much as that allows; the last of the three results are the columns of which that
    is not proved, because a programme ended at its limit. The cells (as bits, the forced ones among them) come one
    target after the other, the largest need first: a decision that holds, not one that loses little.
    """
    movement = Movement(component, component.whole_mask)
    withheld = component.forced_mask
    targets, unproved = [], set()
    for wanted in sorted(_wanted(component, largest_small), key=lambda target: -target.need):
        need = wanted.need
        while need > 0:
            target = wanted._replace(need=need)
            if not witnesses.reached(target, withheld):
                movement.gave_up = False
                found = _cheapest(component, movement, target, withheld)
                if found is None:
                    if movement.gave_up:
                        unproved.add(target.column)
                    need = min(need - 1, _furthest(component, target))
                    continue
                withheld |= witnesses.add(*found)
            targets.append(target)
            break
    return targets, withheld, unproved


def _furthest(component: Component, target: Target) -> int:
    """No whole moves of all cells take a count further than this, by the linear programme of the reader."""
    reader = Reader(component, component.joined(component.whole_mask, target.column))
    reach = reader.reach(target.column, target.way, float(target.need))
    return floor(min(reach.least_bound, target.need) + WHOLE_ENOUGH)


def _wanted(component: Component, largest_small: int) -> Iterable[Target]:
    for column in np.flatnonzero(component.small).tolist():
        value = int(component.values[column])
        for way, need in ((1, largest_small - value), (-1, value - 1)):
            if need > 0:
                yield Target(column, way, need)


def repaired(component: Component, targets: list[Target], witnesses: Witnesses, withheld: int) -> int:
    """Withhold more until every target is reached: for each that is not, the cells of its cheapest moves."""
    movement: Movement | None = None
    for failure in witnesses.attack(targets, withheld):
        if not witnesses.holds(failure.target, withheld):
            movement = movement or Movement(component, component.whole_mask)
            found = _cheapest(component, movement, failure.target, withheld)
            if found is None:  # the proof that made it a target needs them all
                return component.whole_mask
            withheld |= witnesses.add(*found)
    return withheld


def _cheapest(component: Component, movement: Movement, target: Target, withheld: int) -> tuple[Whole, Whole] | None:
    found = moves_nearby(component, target, component.whole_mask, withheld)
    if found is not None:
        return found
    moves = movement.least(target, withheld)
    return None if moves is None else (movement.columns, moves)


def cleaned(
    component: Component,
    targets: list[Target],
    witnesses: Witnesses,
    withheld: int,
    out_of_time: Callable[[], bool],
) -> int:
    """Publish again each cell that need not be withheld, the most valuable first, while every target is reached.

    It stops after `CLEANING`, or when ``out_of_time`` says so.
    """
    start = witnesses.work
    secondary = columns_of(withheld & ~component.forced_mask).tolist()
    for column in sorted(secondary, key=lambda column: (-component.weights[column], column)):
        if out_of_time() or witnesses.work - start > CLEANING:
            break
        fewer = withheld & ~(1 << column)
        if not witnesses.attack(targets, fewer, first_only=True):
            withheld = fewer
    return withheld
