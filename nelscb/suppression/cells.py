"""What a book shows and what its reader knows about it: cells, relations between them, and ranges.

A cell is one count, under one name, however often the book shows it. A relation is what a reader knows of several
cells whatever is withheld: that categories make up their total, that twelve months are the sum of four quarters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import inf, log2
from typing import Protocol


class Rule(Protocol):
    """What the suppression takes from the rule: the largest count that is small, 5 where 1 to 5 are withheld."""

    @property
    def largest_small(self) -> int:
        """The largest count that is never shown."""


class Decision(Enum):
    """What is already settled about a cell. A decision of an earlier edition stands, whatever this one would do."""

    OPEN = "open"
    """This edition decides: a zero is published, a small count withheld, any other count one or the other."""
    PUBLISHED = "published"
    """The reader has the figure, from an earlier edition or from its publisher."""
    WITHHELD = "withheld"
    """An earlier edition showed `c`, or a reason of its own withholds it here."""


TOTAL_WEIGHT = 3.0
"""A total is worth this many times a category of its size: it is what most readers came for."""


@dataclass(frozen=True)
class Cell:
    """One count of a book: a whole number of at least 0, with a name that no other cell has.

    A figure that two editions or two pages show unchanged is one cell. A revised one is two, joined by no relation
    unless the reader knows one. ``weight`` is the information lost when it is withheld, without unit; where none is
    given, it grows like the logarithm of the count, and a total counts for more. ``least`` is what a reader must hold
    possible of it when it is withheld: 1, because zeros are published, or 0 where it is shown nowhere at all.
    """

    name: str
    value: int
    decision: Decision = Decision.OPEN
    total: bool = False
    weight: float | None = None
    least: int = 1

    @property
    def information(self) -> float:
        """The information lost when the cell is withheld, as a number above 0 without unit.

        The default is log2(1 + count), rounded to two decimals so that sums of it compare alike on every machine.
        """
        if self.weight is not None:
            return self.weight
        return round(log2(1 + self.value) * (TOTAL_WEIGHT if self.total else 1.0), 2)


@dataclass(frozen=True)
class Relation:
    """low <= sum of coefficient x count <= high, known to every reader. Either bound may be infinite.

    Bounds belong to it, so a share of a known number that is rounded half up is written with the largest count that
    still rounds to it. Coefficients that are whole numbers are added up exactly; with others, a sum may miss its bound
    by `TOLERANCE` of its terms. For a share in whole per cent write 200 x part - (2 x share + 1) x whole <= 0, not
    part - 0.335 x whole <= 0.
    """

    terms: tuple[tuple[int | float, str], ...]
    low: float = -inf
    high: float = inf


TOLERANCE = 1e-9
"""How far a sum with fractions may miss its bound, as a share of the sum of its terms' sizes."""


@dataclass(frozen=True)
class Range:
    """The smallest and the largest whole number that a count can have; ``high`` is None where there is no largest."""

    low: int
    high: int | None

    def contains(self, other: Range) -> bool:
        """Whether every number of the other range lies in this one."""
        if self.high is None:
            return self.low <= other.low
        return self.low <= other.low and other.high is not None and other.high <= self.high


def is_total_of(total: str, categories: Iterable[str], remainder: str | None = None) -> Relation:
    """The relation that categories, and a remainder where the book shows one, make up their total."""
    parts = [*categories, *([remainder] if remainder is not None else [])]
    return Relation(((1, total), *((-1, part) for part in parts)), 0, 0)


def is_same(name: str, alias: str) -> Relation:
    """The relation that two cells are one figure under two names."""
    return Relation(((1, name), (-1, alias)), 0, 0)
