"""Narrow what each count of a component can be by one row at a time, until nothing more follows."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from math import inf

from nelscb.audit.rows import Component, Row

Bounds = dict[str, tuple[int, float]]
"""The least that a count can be, and the most; infinite where there is none."""
_VISITS = 30
"""So often a row is looked at: where narrowing ends at a fraction it may never stop. The programme does the rest."""


def narrowed(component: Component) -> Bounds | None:
    """The bounds of each count, or None where no counts fit."""
    bounds: Bounds = {name: (component.lowest[name], inf) for name in component.names}
    rows = component.rows
    where: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for name in row.terms:
            where[name].append(at)
    waiting, visits = deque(range(len(rows))), [0] * len(rows)
    queued = [True] * len(rows)
    while waiting:
        at = waiting.popleft()
        queued[at] = False
        visits[at] += 1
        if visits[at] > _VISITS:
            continue
        changed = _by_row(rows[at], bounds)
        if changed is None:
            return None
        for name in changed:
            for other in where[name]:
                if not queued[other]:
                    queued[other] = True
                    waiting.append(other)
    return bounds


def _by_row(row: Row, bounds: Bounds) -> list[str] | None:
    """The counts that the row narrows; None where it cannot hold."""
    changed = []
    for sign, end in ((1, row.high), (-1, None if row.low is None else -row.low)):
        if end is None:
            continue
        # sum of sign x coefficient x count <= end
        least = {name: _least(sign * c, bounds[name]) for name, c in row.terms.items()}
        endless = [name for name, part in least.items() if part == -inf]
        if len(endless) > 1:
            continue
        added = sum(int(part) for part in least.values() if part != -inf)
        if not endless and added > end:
            return None
        for name in endless or row.terms:
            coefficient = sign * row.terms[name]
            room = end - added + (0 if endless else int(least[name]))
            low, high = bounds[name]
            new: tuple[int, float] = (
                (low, min(high, room // coefficient)) if coefficient > 0 else (max(low, -(room // -coefficient)), high)
            )
            if new[0] > new[1]:
                return None
            if new != (low, high):
                bounds[name] = new
                changed.append(name)
    return changed


def _least(coefficient: int, bounds: tuple[int, float]) -> float:
    low, high = bounds
    return coefficient * low if coefficient > 0 else coefficient * high


def fixed(bounds: Mapping[str, tuple[int, float]]) -> dict[str, int]:
    """The counts that can be one number only."""
    return {name: low for name, (low, high) in bounds.items() if low == high}
