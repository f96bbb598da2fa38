"""The decision that loses least, by Benders' method: decide, attack, learn a cut from every failure, decide again.

Method: M. Fischetti and J. J. Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47 (2001) 1008-1027. The master problem (0/1, which cells are withheld) is solved anew
by HiGHS, but only those parts of it that new cuts have changed: cuts leave most cells of a component apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from nelscb.suppression.components import Component, mask_of
from nelscb.suppression.cuts import Cut, bridge_cuts, cut_of, first_cuts
from nelscb.suppression.greedy import lost
from nelscb.suppression.movement import Target
from nelscb.suppression.witnesses import Witnesses

ROUNDS = 60
"""So often a component is decided anew before the greedy decision is taken."""
NODES = 1_000
"""Nodes of one part of a master problem."""
WORK = 6_000
"""What the search in one component may cost in the reader's linear programmes, some seconds of them. Like rounds and
nodes a count, so that the result does not depend on the machine's speed."""
WORK_OF_CELL, WORK_OF_NODE = 3, 20
"""What a cell and a node of a master problem count as, by the time that they were seen to take."""
ROUGH, EXACT = 0.02, 1e-6
"""How near its best a master problem is solved: while decisions still fail, a rough one teaches as much."""
SAME = 1e-6


@dataclass(frozen=True)
class Decision:
    """Cells that meet all cuts, as bits; the least that any such cells lose, and whether no part ran out of nodes."""

    withheld: int
    least_lost: float
    settled: bool


@dataclass(frozen=True)
class Search:
    """How a search ended: the best set of cells that protects, as bits, and whether it is proved to lose least.

    ``least_lost`` is what any set that protects loses at least, ``last_tried`` the last set, which may not protect.
    """

    withheld: int
    proved: bool
    least_lost: float
    last_tried: int


class Master:
    """The 0/1 problem: the cheapest cells that meet all cuts, solved part by part."""

    def __init__(self, component: Component, cuts: Iterable[Cut]) -> None:
        self._component = component
        self._cuts: dict[Cut, None] = {}
        self._solved: dict[tuple[Cut, ...], tuple[tuple[int, ...], float, bool]] = {}
        self.gap = ROUGH
        self.work = 0
        self.learn(cuts)

    def learn(self, cuts: Iterable[Cut]) -> bool:
        """Add cuts; whether any was new."""
        before = len(self._cuts)
        self._cuts.update(dict.fromkeys(cuts))
        return len(self._cuts) > before

    def be_exact(self) -> None:
        """From now on, solve every part to its best."""
        self.gap, self._solved = EXACT, {}

    def decide(self) -> Decision:
        """The cheapest cells that meet the cuts."""
        withheld, least, all_settled = self._component.forced_mask, 0.0, True
        solved = {}
        for part in self._parts():
            key = tuple(part)
            solved[key] = self._solved.get(key) or self._decided(part)
            chosen, bound, settled = solved[key]
            withheld |= mask_of(chosen)
            least += bound
            all_settled &= settled
        self._solved = solved
        return Decision(withheld, least, all_settled)

    def _parts(self) -> list[list[Cut]]:
        """The cuts, grouped by the cells they share."""
        leader: dict[int, int] = {}

        def first(column: int) -> int:
            while leader.setdefault(column, column) != column:
                leader[column] = leader[leader[column]]
                column = leader[column]
            return column

        for cut in self._cuts:
            for column in cut.columns[1:]:
                leader[first(column)] = first(cut.columns[0])
        parts: dict[int, list[Cut]] = defaultdict(list)
        for cut in self._cuts:
            parts[first(cut.columns[0])].append(cut)
        return list(parts.values())

    def _decided(self, cuts: list[Cut]) -> tuple[tuple[int, ...], float, bool]:
        columns = sorted({column for cut in cuts for column in cut.columns})
        place = {column: index for index, column in enumerate(columns)}
        rows = np.repeat(np.arange(len(cuts)), [len(cut.columns) for cut in cuts])
        matrix = csr_array(
            (
                [coefficient for cut in cuts for coefficient in cut.coefficients],
                (rows, [place[column] for cut in cuts for column in cut.columns]),
            ),
            shape=(len(cuts), len(columns)),
        )
        weights = self._component.weights[columns]
        found = milp(
            weights,
            integrality=np.ones(len(columns)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, lb=np.array([cut.least - SAME for cut in cuts])),
            options={"node_limit": NODES, "mip_rel_gap": self.gap},
        )
        self.work += WORK_OF_CELL * len(columns) + WORK_OF_NODE * int(found.mip_node_count or 0)
        if found.x is None:
            return tuple(columns), 0.0, False
        chosen = tuple(column for column, value in zip(columns, found.x, strict=True) if value > 0.5)
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else 0.0
        return chosen, max(float(bound), 0.0), found.status == 0


def least_lost(
    component: Component,
    targets: list[Target],
    witnesses: Witnesses,
    held: int,
    out_of_time: Callable[[], bool],
) -> Search:
    """The set of withheld cells that reaches every target and loses least, or where the search for it stopped.

    ``held`` is a set that reaches them: once no set can lose less, it is taken. Gives up after `ROUNDS` rounds, after
    more than `WORK`, after a master problem of more than `NODES` nodes, or when ``out_of_time`` says so.
    """
    master = Master(component, first_cuts(component, targets))
    least, start = 0.0, witnesses.work
    tried = held
    for _ in range(ROUNDS):
        found = master.decide()
        tried, least = found.withheld, max(least, found.least_lost)
        if lost(component, held) <= least + SAME:
            return Search(held, True, lost(component, held), tried)
        if not found.settled or out_of_time() or witnesses.work - start + master.work > WORK:
            break
        bridges = list(bridge_cuts(component, tried))
        failures = witnesses.attack(targets, tried)
        if not failures:
            held = min(held, tried, key=lambda withheld: lost(component, withheld))
        cuts = [cut_of(component, failure, witnesses, tried) for failure in failures]
        if not master.learn([*cuts, *bridges]):
            if master.gap == EXACT:
                break  # a cut too weak for the solver's tolerance: the same set would come again
            master.be_exact()
    return Search(held, False, min(least, lost(component, held)), tried)
