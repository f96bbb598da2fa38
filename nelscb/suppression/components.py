"""The system of cells and relations, split into parts that tell nothing of each other, each as a matrix.

Everything is counted from the truth: a move of a cell is the count a reader supposes less the true one, so that the
truth is the move 0, known cells drop out, and a relation says between which bounds the moves of its cells add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from nelscb.suppression.cells import Cell, Decision, Relation, Rule
from nelscb.suppression.consistency import activity

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
EQUAL_ENOUGH = 1e-6
"""Bounds nearer than this fix a sum of whole numbers."""
NEAR = 2
"""How many relations away from a small count the cells are that are tried first to protect it."""


@dataclass(frozen=True, eq=False)
class Component:
    """Cells that hang together, and what is known of their moves.

    ``terms`` has for each relation the columns of its cells and their coefficients; ``lowest`` and ``highest`` bound
    each relation's sum of moves, and ``slips`` says by how much rounding may have moved it. ``forced`` cells are
    withheld whatever is decided, ``small`` ones are small counts, so forced too. ``weights`` are the information lost
    with each, ``least`` is the smallest that each may be when it is withheld.
    """

    names: tuple[str, ...]
    values: Whole
    weights: Floats
    forced: NDArray[np.bool_]
    small: NDArray[np.bool_]
    terms: Sequence[Sequence[tuple[int, float]]]
    lowest: Floats
    highest: Floats
    slips: Floats
    least: Whole

    @cached_property
    def matrix(self) -> csr_array:
        """A row a relation, a column a cell. Most components have nothing small, and nobody asks for theirs."""
        entries = [(row, *term) for row, terms in enumerate(self.terms) for term in terms]
        rows, columns, coefficients = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((coefficients, (rows, columns)), shape=(len(self.terms), self.size))

    @property
    def content(self) -> bytes:
        """All that it is, for a hash: the same bytes from the same cells and relations."""
        arrays = (
            self.values, self.weights, self.forced, self.small, self.lowest, self.highest, self.slips, self.least,
        )  # fmt: skip
        shapes = [(a.dtype.str, a.shape) for a in arrays]
        told = [repr((self.names, self.terms, shapes)).encode(), *(a.tobytes() for a in arrays)]
        return b"".join(told)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.names)

    @cached_property
    def forced_mask(self) -> int:
        """The forced cells as a set of bits, the first cell the lowest."""
        return mask_of(np.flatnonzero(self.forced))

    @cached_property
    def whole_mask(self) -> int:
        """All cells as a set of bits."""
        return (1 << self.size) - 1

    @cached_property
    def rows(self) -> list[list[int]]:
        """The columns of each row."""
        starts, columns = self.matrix.indptr, self.matrix.indices
        return [columns[starts[r] : starts[r + 1]].tolist() for r in range(len(self.lowest))]

    @cached_property
    def rows_of(self) -> list[list[int]]:
        """The rows of each column."""
        rows: list[list[int]] = [[] for _ in self.names]
        for row, columns in enumerate(self.rows):
            for column in columns:
                rows[column].append(row)
        return rows

    @cached_property
    def fixed_sums(self) -> list[int]:
        """The rows whose sum is known exactly: with one cell withheld, that cell is known too."""
        return np.flatnonzero(self.highest - self.lowest < EQUAL_ENOUGH).tolist()

    def fits(self, columns: Whole, moves: Whole) -> bool:
        """Whether whole moves of some cells, the others staying, break no relation and leave no count too low.

        It is worked out in whole numbers where coefficients are whole, so no solver's tolerance comes into it.
        """
        if np.any(self.values[columns] + moves < self.least[columns]):
            return False
        every = np.zeros(self.size)
        every[columns] = moves
        sums = self.matrix @ every
        slips = np.where(self.slips > 0, self.slips + 1e-12 * (abs(self.matrix) @ abs(every)), 0.0)
        return bool(np.all(sums >= self.lowest - slips) and np.all(sums <= self.highest + slips))

    def joined(self, mask: int, column: int) -> int:
        """The cells of a set that hang together with one of it, as a set of bits."""
        found, waiting, seen = 1 << column, [column], set()
        while waiting:
            for row in self.rows_of[waiting.pop()]:
                if row not in seen:
                    seen.add(row)
                    for other in self.rows[row]:
                        bit = 1 << other
                        if mask & bit and not found & bit:
                            found |= bit
                            waiting.append(other)
        return found

    def near(self, column: int) -> int:
        """The cells within `NEAR` relations of one, as bits."""
        if column not in self._near:
            mask = 1 << column
            for _ in range(NEAR):
                mask = self.wider(mask)
            self._near[column] = mask
        return self._near[column]

    @cached_property
    def _near(self) -> dict[int, int]:
        return {}

    def wider(self, mask: int) -> int:
        """The cells of a set and all that share a relation with one of them, as bits."""
        return mask | mask_of(c for column in columns_of(mask) for row in self.rows_of[column] for c in self.rows[row])


def mask_of(columns: Iterable[int]) -> int:
    """A set of columns as bits."""
    mask = 0
    for column in columns:
        mask |= 1 << int(column)
    return mask


def columns_of(mask: int) -> Whole:
    """The columns of a set of bits, ascending."""
    text = np.frombuffer(bin(mask)[:1:-1].encode("ascii"), dtype=np.uint8)
    return np.flatnonzero(text == ord("1")).astype(np.int64)


def is_small(cell: Cell, rule: Rule) -> bool:
    """Whether a count is one that must not be known."""
    return 1 <= cell.value <= rule.largest_small


def is_known(cell: Cell) -> bool:
    """Whether the reader has the figure whatever is decided: a zero that is shown, or what was published before."""
    if cell.decision is Decision.WITHHELD and cell.least == 0:
        return False
    return cell.value == 0 or cell.decision is Decision.PUBLISHED


def components_of(cells: Sequence[Cell], relations: Sequence[Relation], rule: Rule) -> list[Component]:
    """Split consistent cells into components by the relations that still have something unknown, in order of cells."""
    unknown = [cell for cell in cells if not is_known(cell)]
    place = {cell.name: index for index, cell in enumerate(unknown)}
    values = {cell.name: cell.value for cell in cells}
    rows: list[tuple[dict[int, float], float, float, float]] = []
    for relation in relations:
        terms: dict[int, float] = defaultdict(float)
        for coefficient, name in relation.terms:
            if name in place:
                terms[place[name]] += coefficient
        terms = {column: coefficient for column, coefficient in terms.items() if coefficient}
        if terms and (isfinite(relation.low) or isfinite(relation.high)):
            total, slip = activity(relation, values)
            # The truth fits, if need be by the slip: no bound may rule it out.
            rows.append((terms, min(relation.low - total, 0.0), max(relation.high - total, 0.0), slip))
    parts = _parts(len(unknown), [list(terms) for terms, *_ in rows])
    rows_of_part: dict[int, list[int]] = defaultdict(list)
    for number, (terms, *_) in enumerate(rows):
        rows_of_part[parts[next(iter(terms))]].append(number)
    cells_of_part: dict[int, list[int]] = defaultdict(list)
    for index, part in enumerate(parts):
        cells_of_part[part].append(index)
    return [
        _component([unknown[i] for i in members], members, [rows[r] for r in rows_of_part[part]], rule)
        for part, members in cells_of_part.items()
    ]


def _parts(size: int, rows: list[list[int]]) -> list[int]:
    if not size:
        return []
    starts = [row[0] for row in rows for _ in row]
    ends = [column for row in rows for column in row]
    graph = csr_array((np.ones(len(starts)), (starts, ends)), shape=(size, size))
    parts: list[int] = connected_components(graph, directed=False)[1].tolist()
    return parts


def _component(
    cells: list[Cell], members: list[int], rows: list[tuple[dict[int, float], float, float, float]], rule: Rule
) -> Component:
    local = {index: column for column, index in enumerate(members)}
    small = np.array([is_small(cell, rule) for cell in cells])
    return Component(
        names=tuple(cell.name for cell in cells),
        values=np.array([int(cell.value) for cell in cells], dtype=np.int64),
        weights=np.array([cell.information for cell in cells]),
        forced=small | np.array([cell.decision is Decision.WITHHELD for cell in cells]),
        small=small,
        terms=[[(local[index], coefficient) for index, coefficient in terms.items()] for terms, *_ in rows],
        lowest=np.array([row[1] for row in rows]),
        highest=np.array([row[2] for row in rows]),
        slips=np.array([row[3] for row in rows]),
        least=np.array([cell.least for cell in cells], dtype=np.int64),
    )
