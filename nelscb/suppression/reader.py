"""The reader with a pencil and a computer: what each withheld count can be, from all that is published and known.

Linear programmes give each range first; where their end is not made of whole numbers, a mixed integer programme says
how far whole numbers reach. Method: the attacker's problem of M. Fischetti and J. J. Salazar-González, "Models and
algorithms for optimizing cell suppression in tabular data with linear constraints", Journal of the American Statistical
Association 95 (2000) 916-928, with relations between bounds, and counts of at least 1 because zeros are published.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from nelscb.suppression.cells import Cell, Range, Relation, Rule
from nelscb.suppression.components import Component, Floats, Whole, columns_of, components_of, mask_of
from nelscb.suppression.consistency import check
from nelscb.suppression.solver import Answer, LinearProblem, silenced

WHOLE_ENOUGH = 1e-6
"""A move nearer than this to a whole number is taken for it, and then checked exactly."""
IMPOSSIBLE = 2
"""How scipy's `milp` says that no numbers fit."""
NODES = 2_000
"""Nodes of one mixed integer programme; a count of work, so that the end does not depend on the machine's speed."""


@dataclass(frozen=True)
class Reach:
    """How far a cell can move one way: at most ``least_bound``, and as far as ``moves`` where these are whole.

    ``duals`` has the relations' dual values at the end of the linear programme (by row of the component), None where
    it had no end.
    """

    least_bound: float
    moves: Whole | None
    duals: Floats | None


class Reader:
    """The reader's linear programme for one set of withheld cells of a component."""

    def __init__(self, component: Component, mask: int) -> None:
        self.component, self.columns = component, columns_of(mask)
        self._place = {int(column): index for index, column in enumerate(self.columns)}
        part = component.matrix[:, self.columns]
        self._rows = np.flatnonzero(np.diff(part.indptr))
        self._matrix = part[self._rows]
        self._lowest, self._highest = component.lowest[self._rows], component.highest[self._rows]
        self._lower: Floats = (component.least - component.values)[self.columns].astype(float)
        self._upper = np.full(len(self.columns), inf)
        self.gave_up = False
        """Whether a mixed integer programme ended at its limit of nodes, so that what it did not find may be there."""
        self._problem = LinearProblem(self._matrix, self._lowest, self._highest, self._lower, self._upper)

    def reach(self, column: int, way: int, wanted: float) -> Reach:
        """How far a cell can move up (way 1) or down (way -1), asking for no more than ``wanted``."""
        here = self._place[column]
        upper = wanted if way > 0 else inf
        self._problem.cost_of(here, -float(way))
        self._problem.bound(here, max(self._lower[here], -wanted) if way < 0 else self._lower[here], upper)
        answer = self._problem.solve()
        self._problem.cost_of(here, 0.0)
        self._problem.unbound(here)
        if answer is Answer.UNBOUNDED:
            return Reach(inf, None, None)
        if answer is not Answer.SOLVED:
            return Reach(0.0, None, None)
        moves, row_duals = self._problem.solution()
        duals = np.zeros(len(self.component.lowest))
        duals[self._rows] = row_duals
        return Reach(way * float(moves[here]), whole(self.component, self.columns, moves), duals)

    def whole_moves(self, column: int, way: int, wanted: int) -> Whole | None:
        """Whole moves that fit, this cell's at least ``wanted``; None where `NODES` nodes find none."""
        lower, upper = self._lower.copy(), self._upper.copy()
        here = self._place[column]
        if way > 0:
            lower[here] = wanted
        else:
            upper[here] = -wanted
        if lower[here] > upper[here]:
            return None
        found = milp(
            np.zeros(len(self.columns)),
            integrality=np.ones(len(self.columns)),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(self._matrix, self._lowest, self._highest),
            options={"node_limit": NODES},
        )
        self.gave_up |= found.x is None and found.status != IMPOSSIBLE
        return None if found.x is None else whole(self.component, self.columns, found.x)

    def furthest(self, column: int, way: int) -> float:
        """The largest whole move one way; infinite where there is none.

        Where `NODES` nodes do not settle it, the bound that they have proved: never less than the true one.
        """
        reach = self.reach(column, way, inf)
        if reach.moves is not None or reach.least_bound == inf:
            return round(reach.least_bound) if reach.moves is not None else inf
        objective = np.zeros(len(self.columns))
        objective[self._place[column]] = -way
        found = milp(
            objective,
            integrality=np.ones(len(self.columns)),
            bounds=Bounds(self._lower, self._upper),
            constraints=LinearConstraint(self._matrix, self._lowest, self._highest),
            options={"node_limit": NODES},
        )
        bound = reach.least_bound
        if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
            bound = min(bound, -found.mip_dual_bound)
        return float(floor(bound + WHOLE_ENOUGH))


def whole(component: Component, columns: Whole, moves: Floats) -> Whole | None:
    """The moves as whole numbers, if they are that and fit every relation exactly; otherwise None."""
    rounded = np.rint(moves)
    if np.any(abs(moves - rounded) > WHOLE_ENOUGH):
        return None
    found = rounded.astype(np.int64)
    return found if component.fits(columns, found) else None


def ranges(
    cells: Sequence[Cell],
    relations: Sequence[Relation],
    withheld: Collection[str],
    rule: Rule,
    *,
    of: Collection[str] | None = None,
) -> Mapping[str, Range]:
    """The range of each withheld cell (or of those in ``of``): the whole numbers between which a reader can place it.

    The reader knows every cell that is not withheld, every relation, and that a withheld count is 1 or more. A name in
    ``withheld`` whose cell is known all the same (a zero, a figure published before) has its own value as its range.
    Raises `Mistake` where cells and relations contradict each other.
    """
    check(cells, relations, rule)
    wanted = set(withheld if of is None else of) & set(withheld)
    found = {cell.name: Range(cell.value, cell.value) for cell in cells if cell.name in wanted}
    with silenced():
        for component in components_of(cells, relations, rule):
            hidden = mask_of(i for i, name in enumerate(component.names) if name in withheld)
            readers: dict[int, Reader] = {}
            for column in [int(c) for c in columns_of(hidden) if component.names[c] in wanted]:
                joined = component.joined(hidden, column)
                reader = readers.get(joined) or readers.setdefault(joined, Reader(component, joined))
                found[component.names[column]] = _range(component, reader, column)
    return found


def _range(component: Component, reader: Reader, column: int) -> Range:
    value = int(component.values[column])
    down, up = reader.furthest(column, -1), reader.furthest(column, 1)
    return Range(ceil(value - down), None if up == inf else value + int(up))
