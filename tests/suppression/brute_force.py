"""Every whole count that a reader must hold possible, by trying them: plain Python, nothing of the package's methods.

A relation rules out what no counts of its other cells could mend; all else is tried, one cell after the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import ceil, floor, inf

from nelscb.suppression.cells import Cell, Decision, Relation, Rule

HIGHEST = 300
"""No count of a little book is tried above this, where nothing else bounds it."""
SLIP = 1e-9

Domains = dict[str, tuple[int, int]]


def hidden_of(cells: Sequence[Cell], withheld: Collection[str]) -> set[str]:
    """What the reader does not know: no zeros, and nothing that was published before."""
    hidden = {c.name: c.value for c in cells if c.name in withheld and c.value and c.decision is not Decision.PUBLISHED}
    assert max(hidden.values(), default=0) <= HIGHEST - 50, "a book too large for brute force"
    return set(hidden)


def possible(
    cells: Sequence[Cell], relations: Sequence[Relation], withheld: Collection[str], name: str, end: int
) -> int:
    """The smallest (end -1) or largest (end 1) count of a withheld cell for which the other cells have counts too."""
    hidden = hidden_of(cells, withheld)
    domains = {c.name: (1, HIGHEST) if c.name in hidden else (c.value, c.value) for c in cells}
    if not narrow(domains, relations):
        raise AssertionError("nothing fits, not even the truth")
    low, high = domains[name]
    for count in range(high, low - 1, -1) if end > 0 else range(low, high + 1):
        if next(assignments({**domains, name: (count, count)}, relations), None) is not None:
            return count
    raise AssertionError("nothing fits, not even the truth")


def can_be(
    cells: Sequence[Cell], relations: Sequence[Relation], withheld: Collection[str], name: str, low: int, high: int
) -> bool:
    """Whether a withheld cell can have some count from low to high."""
    hidden = hidden_of(cells, withheld)
    domains = {c.name: (1, HIGHEST) if c.name in hidden else (c.value, c.value) for c in cells}
    first, last = domains[name]
    for count in range(max(low, first), min(high, last) + 1):
        if next(assignments({**domains, name: (count, count)}, relations), None) is not None:
            return True
    return False


def leaks(cells: Sequence[Cell], relations: Sequence[Relation], withheld: Collection[str], rule: Rule) -> list[str]:
    """The small counts of which a reader learns more than if all of this edition were withheld."""
    found = []
    everything = {c.name for c in cells}
    for cell in cells:
        if 1 <= cell.value <= rule.largest_small and cell.decision is not Decision.PUBLISHED:
            for low, high in ends_of(cells, relations, everything, cell, rule):
                if not can_be(cells, relations, withheld, cell.name, low, high):
                    found.append(cell.name)
                    break
    return found


def ends_of(
    cells: Sequence[Cell], relations: Sequence[Relation], everything: Collection[str], cell: Cell, rule: Rule
) -> Iterator[tuple[int, int]]:
    """Both ends of a small count's protection range, each as the counts of which one must be possible."""
    for low in range(1, cell.value + 1):
        if can_be(cells, relations, everything, cell.name, low, low):
            yield 1, low
            break
    for high in range(rule.largest_small, cell.value - 1, -1):
        if can_be(cells, relations, everything, cell.name, high, HIGHEST):
            yield high, HIGHEST
            break


def assignments(domains: Domains, relations: Sequence[Relation]) -> Iterator[dict[str, int]]:
    """All counts of all cells that fit every relation."""
    domains = dict(domains)
    if not narrow(domains, relations):
        return
    open_cells = [name for name, (low, high) in domains.items() if low < high]
    if not open_cells:
        yield {name: low for name, (low, _) in domains.items()}
        return
    name = min(open_cells, key=lambda name: domains[name][1] - domains[name][0])
    low, high = domains[name]
    for count in range(low, high + 1):
        yield from assignments({**domains, name: (count, count)}, relations)


def narrow(domains: Domains, relations: Sequence[Relation]) -> bool:
    """Take away counts that no counts of a relation's other cells could mend; False where one has none left."""
    changed = True
    while changed:
        changed = False
        for relation in relations:
            least = [(c * domains[n][0 if c > 0 else 1]) for c, n in relation.terms]
            most = [(c * domains[n][1 if c > 0 else 0]) for c, n in relation.terms]
            low_sum, high_sum = sum(least), sum(most)
            slip = SLIP * (1 + sum(abs(x) for x in most))
            if low_sum > relation.high + slip or high_sum < relation.low - slip:
                return False
            for (coefficient, name), own_least, own_most in zip(relation.terms, least, most, strict=True):
                if not coefficient or domains[name][0] == domains[name][1]:
                    continue
                bounds = (
                    (relation.low - slip - (high_sum - own_most)) / coefficient,
                    (relation.high + slip - (low_sum - own_least)) / coefficient,
                )
                low, high = min(bounds), max(bounds)
                old = domains[name]
                new = (
                    max(old[0], ceil(low - SLIP) if low > -inf else old[0]),
                    min(old[1], floor(high + SLIP) if high < inf else old[1]),
                )
                if new != old:
                    if new[0] > new[1]:
                        return False
                    domains[name] = new
                    changed = True
                    break  # the sums are no longer these
    return True
