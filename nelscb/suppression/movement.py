"""The cheapest way to protect one small count on one side: which cells would have to move, if any may be withheld.

Method: the least costly moves that fit all relations and take the count where it must go, a linear programme whose
costs are the information lost a unit of movement; the heuristic of J. P. Kelly, B. L. Golden and A. A. Assad, "Cell
suppression: disclosure protection for sensitive tabular data", Networks 22 (1992) 397-417. The cells that move are
then withheld, and cost nothing for the next count.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack

from nelscb.suppression.components import Component, Floats, Whole, columns_of, mask_of
from nelscb.suppression.reader import WHOLE_ENOUGH, Reader, whole
from nelscb.suppression.solver import Answer, LinearProblem

WITHHELD_COST = 0.01
"""What a cell that is withheld anyway costs: little, yet more than nothing, so that few cells move in a proof."""
LARGE = 1_200
"""Where more cells than this hang together, those near the target are tried before all of them."""
HOPS = 2
"""How often the cells asked for whole moves grow by their neighbours; the last time, all cells are asked."""


class Target(NamedTuple):
    """A small count must be able to move one way (1 up, -1 down) by ``need`` at least."""

    column: int
    way: int
    need: int


class Movement:
    """The linear programme of some cells of a component, each of which may move up or down at a cost."""

    def __init__(self, component: Component, mask: int) -> None:
        self.component, self.columns = component, columns_of(mask)
        self._place = {int(column): index for index, column in enumerate(self.columns)}
        self._size = len(self.columns)
        part = component.matrix[:, self.columns]
        rows = np.flatnonzero(np.diff(part.indptr))
        self._matrix = csr_array(hstack([part[rows], -part[rows]], format="csr"))
        self._lowest, self._highest = component.lowest[rows], component.highest[rows]
        self.gave_up = False
        self._lower = np.zeros(2 * self._size)
        self._upper = np.concatenate(
            [np.full(self._size, inf), (component.values - component.least)[self.columns].astype(float)]
        )
        self._problem = LinearProblem(self._matrix, self._lowest, self._highest, self._lower, self._upper)

    def linear(self, target: Target, withheld: int) -> Floats | None:
        """The cheapest moves that reach the target, not always whole; None where there are none.

        Cells of ``withheld`` cost next to nothing.
        """
        forth, back = self._ways(target)
        if target.need > self._upper[forth]:
            return None
        costs = self._costs(withheld)
        self._problem.cost(np.concatenate([costs, costs]))
        self._problem.bound(forth, float(target.need), float(self._upper[forth]))
        self._problem.bound(back, 0.0, 0.0)
        answer = self._problem.solve()
        moves = self._net(self._problem.solution()[0]) if answer is Answer.SOLVED else None
        self._problem.unbound(forth)
        self._problem.unbound(back)
        return moves

    def least(self, target: Target, withheld: int) -> Whole | None:
        """The cheapest whole moves that reach the target, or None where none do.

        Where the linear programme ends between whole numbers, a mixed integer one of `reader.NODES` nodes is asked for
        any whole moves: of the cells that it has chosen, then of their neighbours too, at last of all. What these do
        not find is taken for impossible.
        """
        moves = self.linear(target, withheld)
        if moves is None:
            return None
        found = whole(self.component, self.columns, moves)
        nearby = withheld | mask_of(self.columns[abs(moves) > WHOLE_ENOUGH])
        for hops in range(HOPS + 1):
            if found is None:
                found = self._whole_moves(target, nearby)
                nearby = self.component.wider(nearby) if hops < HOPS - 1 else self.component.whole_mask
        return found

    def _ways(self, target: Target) -> tuple[int, int]:
        up = self._place[target.column]
        return (up, up + self._size) if target.way > 0 else (up + self._size, up)

    def _costs(self, withheld: int) -> Floats:
        free = np.zeros(self.component.size, dtype=bool)
        free[columns_of(withheld)] = True
        return np.where(free[self.columns], WITHHELD_COST, self.component.weights[self.columns])

    def _whole_moves(self, target: Target, cells: int) -> Whole | None:
        reader = Reader(self.component, self.component.joined(cells | 1 << target.column, target.column))
        moves = reader.whole_moves(target.column, target.way, target.need)
        # Only what all cells together do not allow says anything of what is possible.
        self.gave_up |= reader.gave_up and cells == self.component.whole_mask
        if moves is None:
            return None
        every = np.zeros(self.component.size, dtype=np.int64)
        every[reader.columns] = moves
        return every[self.columns]

    def _net(self, moves: Floats) -> Floats:
        return moves[: self._size] - moves[self._size :]


def moves_nearby(component: Component, target: Target, allowed: int, withheld: int) -> tuple[Whole, Whole] | None:
    """Cells near the target, among those allowed, and whole moves of them that reach it; None where a try finds none.

    That proves nothing of cells further away, but where thousands hang together it spares most of the work.
    """
    if allowed.bit_count() <= LARGE:
        return None
    movement = Movement(component, component.joined(allowed & component.near(target.column), target.column))
    moves = movement.linear(target, withheld)
    found = None if moves is None else whole(component, movement.columns, moves)
    return None if found is None else (movement.columns, found)
