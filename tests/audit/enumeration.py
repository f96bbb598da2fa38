"""Every whole count that fits, by trying: plain Python, which knows neither the attack nor the suppression."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from nelscb.suppression import Relation

Domains = dict[str, tuple[int, int]]


def ends(domains: Domains, relations: Sequence[Relation], name: str, up_to: int | None = None) -> tuple[int, int]:
    """The least and the most that a count can be; with ``up_to``, nothing above it is told apart."""
    narrow = dict(domains)
    assert narrowed(narrow, relations), "nothing fits, not even the truth"
    low, high = narrow[name]
    narrow, relations = about(narrow, relations, name)
    least = next(n for n in range(low, high + 1) if fits({**narrow, name: (n, n)}, relations))
    if up_to is not None and high > up_to:
        if up_to <= least or fits({**narrow, name: (up_to, high)}, relations):
            return least, up_to
        high = up_to - 1
    most = next(n for n in range(high, low - 1, -1) if fits({**narrow, name: (n, n)}, relations))
    return least, most


def about(domains: Domains, relations: Sequence[Relation], name: str) -> tuple[Domains, list[Relation]]:
    """The cells that a count hangs together with, through cells that are not settled, and their relations.

    What does not touch it fits by itself, as the truth does; trying it again for each of its counts finds nothing.
    """
    open_cells = {cell for cell, (low, high) in domains.items() if low < high}
    reached, kept = {name}, []
    waiting = list(relations)
    again = True
    while again:
        again = False
        for relation in list(waiting):
            cells = {cell for _, cell in relation.terms}
            if cells & reached & (open_cells | {name}):
                waiting.remove(relation)
                kept.append(relation)
                reached |= cells
                again = True
    return {cell: domains[cell] for cell in reached}, kept


def fits(domains: Domains, relations: Sequence[Relation]) -> bool:
    """Whether some counts in these domains fit every relation."""
    domains = dict(domains)
    if not narrowed(domains, relations):
        return False
    several = [name for name, (low, high) in domains.items() if low < high]
    if not several:
        return True
    name = min(several, key=lambda name: domains[name][1] - domains[name][0])
    low, high = domains[name]
    return any(fits({**domains, name: (n, n)}, relations) for n in range(low, high + 1))


def narrowed(domains: Domains, relations: Sequence[Relation]) -> bool:
    """Leave out what no counts of a relation's other cells make up for; False where nothing is left."""
    again = True
    while again:
        again = False
        for relation in relations:
            for coefficient, name in relation.terms:
                others = [(c, domains[n]) for c, n in relation.terms if n != name]
                least = sum(c * (low if c > 0 else high) for c, (low, high) in others)
                most = sum(c * (high if c > 0 else low) for c, (low, high) in others)
                room = sorted(((relation.low - most) / coefficient, (relation.high - least) / coefficient))
                low, high = domains[name]
                new = (max(low, ceil(max(room[0], -1) - 1e-9)), min(high, floor(min(room[1], high) + 1e-9)))
                if new[0] > new[1]:
                    return False
                if new != (low, high):
                    domains[name], again = new, True
    return True
