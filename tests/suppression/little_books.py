"""Little random books: tables, rolling sums, percentages, aliases, revisions and two editions, of invented counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nelscb.suppression.cells import Cell, Decision, Relation, is_same, is_total_of
from nelscb.suppression.protection import protect

WINDOW = 3


@dataclass(frozen=True)
class SmallTo:
    largest_small: int = 5


FIVE = SmallTo()


@dataclass(frozen=True)
class Book:
    cells: list[Cell]
    relations: dict[str, list[Relation]]

    def known(self, without: str = "") -> list[Relation]:
        return [relation for kind, some in self.relations.items() if kind != without for relation in some]


def table(rows: list[list[int]]) -> Book:
    """Rows and columns with their totals, and the total of all: cell 01 is in row 0, column 1."""
    across, down = range(len(rows)), range(len(rows[0]))
    cells = [Cell(f"{i}{j}", rows[i][j]) for i in across for j in down]
    cells += [Cell(f"row {i}", sum(rows[i]), total=True) for i in across]
    cells += [Cell(f"column {j}", sum(row[j] for row in rows), total=True) for j in down]
    cells.append(Cell("all", sum(map(sum, rows)), total=True))
    totals = [is_total_of(f"row {i}", [f"{i}{j}" for j in down]) for i in across]
    totals += [is_total_of(f"column {j}", [f"{i}{j}" for i in across]) for j in down]
    totals += [is_total_of("all", [f"row {i}" for i in across]), is_total_of("all", [f"column {j}" for j in down])]
    return Book(cells, {"totals": totals})


def share_of(part: str, whole: str, percent: int) -> list[Relation]:
    """A whole per cent, rounded half up: percent - 1/2 <= 100 part / whole < percent + 1/2, in whole numbers."""
    return [
        Relation(((200, part), (1 - 2 * percent, whole)), low=0),
        Relation(((200, part), (-1 - 2 * percent, whole)), high=-1),
    ]


def percent_of(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def random_table(random: np.random.Generator) -> Book:
    rows, columns = random.integers(2, 4, size=2)
    return table(random.choice([0, 1, 2, 4, 5, 7, 9, 14], size=(rows, columns)).tolist())


def random_quarters(random: np.random.Generator) -> Book:
    """Quarters with two or three categories, rolling sums of the total, and some percentages."""
    counts, shares = _random_counts(random)
    return quarters_book(counts, shares)


def _random_counts(random: np.random.Generator) -> tuple[list[list[int]], list[bool]]:
    quarters, categories = int(random.integers(3, 6)), int(random.integers(2, 4))
    counts = random.choice([0, 1, 2, 3, 5, 6, 8, 11], size=(quarters, categories)).tolist()
    return counts, (random.random(quarters) < 0.4).tolist()


def quarters_book(counts: list[list[int]], shares: list[bool]) -> Book:
    """Cell "q2 0" is category 0 of quarter 2; "q2" is its total, "year to q2" the sum of three quarters."""
    cells, totals, rolling, percentages = [], [], [], []
    for q, row in enumerate(counts):
        cells.append(Cell(f"q{q}", sum(row), total=True))
        cells += [Cell(f"q{q} {c}", count) for c, count in enumerate(row)]
        totals.append(is_total_of(f"q{q}", [f"q{q} {c}" for c in range(len(row))]))
        if sum(row) and shares[q]:
            percentages += share_of(f"q{q} 0", f"q{q}", percent_of(row[0], sum(row)))
    for q in range(WINDOW - 1, len(counts)):
        window = range(q - WINDOW + 1, q + 1)
        cells.append(Cell(f"year to q{q}", sum(sum(counts[w]) for w in window), total=True))
        rolling.append(is_total_of(f"year to q{q}", [f"q{w}" for w in window]))
    return Book(cells, {"totals": totals, "rolling": rolling, "percentages": percentages})


def random_editions(random: np.random.Generator) -> Book:
    """Quarters of which all but the last were published before, when one figure of them was another."""
    counts, shares = _random_counts(random)
    before = [list(row) for row in counts[:-1]]
    before[int(random.integers(len(before)))][0] += int(random.integers(0, 3))
    return second_edition(quarters_book(before, shares), quarters_book(counts, shares))


def second_edition(first: Book, second: Book) -> Book:
    """Both books: a figure that is the same in both is one cell, settled by the first; a revised one is two."""
    withheld = protect(first.cells, first.known(), FIVE).withheld
    now = {cell.name: cell.value for cell in second.cells}
    name_before = {c.name: c.name if now.get(c.name) == c.value else f"{c.name} before" for c in first.cells}
    cells = {cell.name: cell for cell in second.cells}
    for cell in first.cells:
        decision = Decision.WITHHELD if cell.name in withheld else Decision.PUBLISHED if cell.value else Decision.OPEN
        name = name_before[cell.name]
        cells[name] = Cell(name, cell.value, decision, cell.total)
    relations = {kind: list(some) for kind, some in second.relations.items()}
    relations["earlier"] = [
        Relation(tuple((c, name_before[name]) for c, name in relation.terms), relation.low, relation.high)
        for relation in first.known()
    ]
    return Book(list(cells.values()), relations)


def random_shares(random: np.random.Generator) -> Book:
    """One total with its categories, the whole per cent of each, and the first again under another name."""
    counts = random.choice([1, 2, 3, 6, 8, 13, 21], size=int(random.integers(2, 5))).tolist()
    whole = sum(counts)
    cells = [Cell("whole", whole, total=True), *(Cell(f"part {i}", count) for i, count in enumerate(counts))]
    cells.append(Cell("again", counts[0]))
    shares = [r for i, count in enumerate(counts) for r in share_of(f"part {i}", "whole", percent_of(count, whole))]
    return Book(
        cells,
        {
            "totals": [is_total_of("whole", [f"part {i}" for i in range(len(counts))])],
            "aliases": [is_same("part 0", "again")],
            "percentages": shares if random.random() < 0.5 else shares[:2],
        },
    )


KINDS = (random_table, random_quarters, random_shares, random_editions)


def random_book(seed: int) -> Book:
    return KINDS[seed % len(KINDS)](np.random.default_rng(seed))
