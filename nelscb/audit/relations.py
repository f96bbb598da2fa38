"""Relations between counts that a reader holds to be true, in whole numbers, with how far they are to be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum


class Trust(IntEnum):
    """How sure a reader is of a kind of relation; where figures contradict each other, the least is given up first."""

    UNREVISED = 1
    """A count is that of the edition before."""
    ALIKE = 2
    """Two series that have agreed for years still do."""
    YEAR = 3
    """A year is the sum of its quarters, or its last quarter."""
    COMPUTED = 4
    """A measure is computed from others, as declared."""
    BREAKDOWN = 5
    """Categories make up their total."""
    PART = 6
    """A part is no more than its whole."""
    SHOWN = 7
    """A percentage or rate that is shown is what it says."""


@dataclass(frozen=True)
class Relation:
    """low <= sum of coefficient x count <= high, without an end where that is None; coefficients are whole numbers.

    ``figure`` names the figure whose shown value says so, if one does. ``group`` is what it has in common with
    relations of other periods, which stand or fall together.
    """

    terms: tuple[tuple[int, str], ...]
    low: int | None
    high: int | None
    trust: Trust
    figure: str = ""
    group: str = ""

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Whether these counts of all its cells fit it."""
        added = sum(coefficient * counts[name] for coefficient, name in self.terms)
        return (self.low is None or self.low <= added) and (self.high is None or added <= self.high)

    def renamed(self, name: Callable[[str], str]) -> Relation:
        """The same relation between cells of other names."""
        return replace(
            self, terms=tuple((c, name(n)) for c, n in self.terms), figure=name(self.figure) if self.figure else ""
        )

    def in_words(self, known: Mapping[str, int]) -> str:
        """``P1-01/… (c) = A (12) + B (c)``: each cell with its count where the reader knows it."""
        sides: tuple[list[str], list[str]] = ([], [])
        for coefficient, name in self.terms:
            times = "" if abs(coefficient) == 1 else f"{abs(coefficient)} x "
            sides[coefficient < 0].append(f"{times}{name} ({known.get(name, 'not shown')})")
        left, right = (" + ".join(side) for side in sides)
        if self.low is not None and self.low == self.high:
            return f"{left} = {_and(right, self.low)}"
        ends = []
        if self.low is not None:
            ends.append(f"{left} >= {_and(right, self.low)}")
        if self.high is not None:
            ends.append(f"{left} <= {_and(right, self.high)}")
        return " and ".join(ends)


def _and(right: str, bound: int) -> str:
    if not right:
        return str(bound)
    return f"{right} {'+' if bound > 0 else '-'} {abs(bound)}" if bound else right


def adds_up(total: str, parts: Iterable[str], trust: Trust, group: str = "") -> Relation:
    """The parts make up the total."""
    return Relation(((1, total), *((-1, part) for part in parts)), 0, 0, trust, group=group)


def no_more(total: str, parts: Iterable[str], trust: Trust, group: str = "") -> Relation:
    """The parts together are no more than the total."""
    return Relation(((1, total), *((-1, part) for part in parts)), 0, None, trust, group=group)


def same(one: str, other: str, trust: Trust, group: str = "") -> Relation:
    """Two cells have one count."""
    return Relation(((1, one), (-1, other)), 0, 0, trust, group=group)
