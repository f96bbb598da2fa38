"""What protects a small count: whole counts that a reader must hold possible, and the cells withheld for that.

A small count is protected on one side when there are whole moves of withheld cells that fit every relation and take it
as far as it needs. Such moves, once found and checked exactly, serve as proof for every set of withheld cells that has
all that move: so a decision rests on its proofs, and on no solver's tolerance.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from nelscb.suppression.components import Component, Whole, mask_of
from nelscb.suppression.movement import Movement, Target, moves_nearby
from nelscb.suppression.reader import WHOLE_ENOUGH, Reach, Reader, whole

MOST_PROOFS = 40
"""So many proofs are kept of one target; the oldest go."""
MOST_READERS = 64
LINEAR, MIXED = 1, 15
"""What a linear and a mixed integer programme of the reader count as work, by the time that they were seen to take."""


@dataclass(frozen=True)
class Failure:
    """A target that a set of withheld cells does not reach, and how far the reader's linear programme does.

    ``whole_only`` says that the linear programme reaches it and whole numbers do not.
    """

    target: Target
    reach: Reach
    whole_only: bool


class Witnesses:
    """All proofs found so far of one component, and the attack that looks for more."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self._small = set(np.flatnonzero(component.small).tolist())
        self._proofs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self._readers: dict[int, tuple[Reader, Movement]] = {}
        self.work = 0

    def add(self, columns: Whole, moves: Whole) -> int:
        """Keep moves that fit as a proof for every small count they move; returns the cells that move, as bits."""
        moving = moves != 0
        mask = mask_of(columns[moving])
        for column, move in zip(columns[moving].tolist(), moves[moving].tolist(), strict=True):
            if column in self._small:
                proofs = self._proofs[column, 1 if move > 0 else -1]
                if not any(reach >= abs(move) and not other & ~mask for reach, other in proofs):
                    proofs.append((abs(move), mask))
                    del proofs[:-MOST_PROOFS]
        return mask

    def reached(self, target: Target, withheld: int) -> bool:
        """Whether a proof is at hand that these withheld cells protect the target."""
        proofs = self._proofs[target.column, target.way]
        return any(reach >= target.need and not mask & ~withheld for reach, mask in reversed(proofs))

    def attack(self, targets: list[Target], withheld: int, *, first_only: bool = False) -> list[Failure]:
        """The targets that these withheld cells do not reach; with ``first_only`` it stops at the first."""
        failures: list[Failure] = []
        groups: list[int] = []
        for target in targets:
            if self.reached(target, withheld):
                continue
            group = next((group for group in groups if group >> target.column & 1), 0)
            if not group:
                group = self.component.joined(withheld, target.column)
                groups.append(group)
            failure = self._attacked(target, group)
            if failure is not None:
                failures.append(failure)
                if first_only:
                    break
        return failures

    def _attacked(self, target: Target, joined: int) -> Failure | None:
        nearby = moves_nearby(self.component, target, joined, joined)
        if nearby is not None:
            self.work += LINEAR
            self.add(*nearby)
            if self.reached(target, joined):
                return None
        reader, movement = self._programmes(joined)
        self.work += LINEAR
        reach = reader.reach(target.column, target.way, target.need)
        moves = reach.moves
        if moves is None and reach.least_bound < target.need - WHOLE_ENOUGH:
            return Failure(target, reach, whole_only=False)
        if moves is None:
            # An end between whole numbers, yet far enough: the shortest way there is whole more often than not.
            self.work += LINEAR
            shortest = movement.linear(target, joined)
            moves = None if shortest is None else whole(self.component, reader.columns, shortest)
        if moves is None:
            self.work += MIXED
            moves = reader.whole_moves(target.column, target.way, target.need)
        if moves is None:
            return Failure(target, reach, whole_only=True)
        self.add(reader.columns, moves)
        return None if self.reached(target, joined) else Failure(target, reach, whole_only=False)

    def holds(self, target: Target, withheld: int) -> bool:
        """Whether these withheld cells protect the target."""
        return not self.attack([target], withheld)

    def _programmes(self, joined: int) -> tuple[Reader, Movement]:
        if joined not in self._readers:
            if len(self._readers) >= MOST_READERS:
                del self._readers[next(iter(self._readers))]
            self._readers[joined] = Reader(self.component, joined), Movement(self.component, joined)
        return self._readers[joined]
