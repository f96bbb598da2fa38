"""Where relations contradict each other, give up those that a reader would trust least."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from nelscb.audit.ranges import Contradiction, Reader
from nelscb.audit.relations import Relation, Trust
from nelscb.audit.rows import Component, Row, split

_NONE = 1e-6
"""A row that is missed by less than this is not missed."""


@dataclass(frozen=True)
class Read:
    """A component of which nothing contradicts the rest, and the reader at work on it."""

    component: Component
    reader: Reader


def readable(component: Component, targets: Collection[str], dropped: list[Relation]) -> Iterator[Read]:
    """The component, or what it falls into once the relations are dropped that keep any counts from fitting.

    What is dropped is added to ``dropped``. Without any row everything fits, so this comes to an end.
    """
    try:
        yield Read(component, Reader(component))
    except Contradiction:
        given_up = _given_up(component)
        dropped += [row.relation for row in given_up]
        gone = {id(row) for row in given_up}
        rest = [row for row in component.rows if id(row) not in gone]
        inside = [name for name in component.names if name in targets]
        for part in split(rest, component.lowest, inside):
            yield from readable(part, targets, dropped)


def _given_up(component: Component) -> list[Row]:
    """The rows to drop: of the least trusted kinds that are enough, those that the nearest counts miss."""
    for trust in Trust:
        loose = [at for at, row in enumerate(component.rows) if row.relation.trust <= trust]
        missed = _missed(component, loose) if loose else None
        if missed is not None:
            return [component.rows[at] for at in missed] or _in_whole_numbers(component)
    return list(component.rows)


def _in_whole_numbers(component: Component) -> list[Row]:
    """The rows to drop where fractions fit and whole numbers do not: one kind, the least trusted that is enough."""
    for trust in Trust:
        gone = [row for row in component.rows if row.relation.trust == trust]
        rest = replace(component, rows=tuple(row for row in component.rows if row.relation.trust != trust))
        if gone and _fits(rest):
            return gone
    return list(component.rows)


def _fits(component: Component) -> bool:
    try:
        Reader(component)
    except Contradiction:
        return False
    return True


def _missed(component: Component, loose: list[int]) -> list[int] | None:
    """Which loose rows are missed where all others hold and the loose are missed by least; None if the others cannot.

    A linear programme with a variable for how far each loose row is missed to either side.
    """
    column = {name: i for i, name in enumerate(component.names)}
    size = len(column)
    entries: list[tuple[int, int, int]] = []
    ends: list[int] = []
    slack = {at: size + 2 * i for i, at in enumerate(loose)}
    for at, row in enumerate(component.rows):
        for sign, end in ((1, row.high), (-1, None if row.low is None else -row.low)):
            if end is not None:
                entries += [(len(ends), column[name], sign * c) for name, c in row.terms.items()]
                if at in slack:
                    entries.append((len(ends), slack[at] + (sign < 0), -1))
                ends.append(end)
    rows, columns, values = zip(*entries, strict=True)
    width = size + 2 * len(loose)
    costs = np.concatenate([np.zeros(size), np.ones(2 * len(loose))])
    bounds = [(component.lowest[name], inf) for name in component.names] + [(0, inf)] * (2 * len(loose))
    matrix = coo_array((np.array(values, dtype=float), (rows, columns)), shape=(len(ends), width))
    found = linprog(costs, A_ub=matrix.tocsr(), b_ub=np.array(ends, dtype=float), bounds=bounds, method="highs")
    if found.status != 0:
        return None
    return [at for at in loose if max(found.x[slack[at]], found.x[slack[at] + 1]) > _NONE]
