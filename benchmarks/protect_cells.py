"""Time the choice of withheld counts for made-up books of 1,000 to 100,000 cells.

Every book is of whole measures: twelve quarters, each with a total, a breakdown of four to six categories and one of
three; a rolling twelve-month sum of every total, in every third measure of one category too; and each fifth measure
is a part of the one before. Where a total is 1,000 or more, the whole per cent of one category is known even if it is
withheld; ``--percentages`` makes that so in every fourth measure, whatever its size, which the rule would not allow.
About a quarter of all counts are small. Nothing has been published before, which is the hardest case: a new edition
decides one quarter.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass

import numpy as np

from nelscb.suppression.cells import Cell, Relation, is_total_of
from nelscb.suppression.protection import protect

SEED = 20170331
QUARTERS = 12


@dataclass(frozen=True)
class SmallToFive:
    largest_small: int = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, nargs="*", default=[1_000, 5_600, 20_000, 100_000])
    parser.add_argument("--seconds", type=float, default=3600.0, help="the last resort of each book")
    parser.add_argument("--percentages", action="store_true", help="in every fourth measure")
    called = parser.parse_args()
    print("  cells  components  largest  small  withheld  optimal  greedy  all  by the clock  seconds  per 1,000 cells")
    for size in called.cells:
        cells, relations = book(size, np.random.default_rng(SEED), called.percentages)
        start = time.perf_counter()
        found = protect(cells, relations, SmallToFive(), seconds=called.seconds)
        took = time.perf_counter() - start
        how = Counter(component.how for component in found.components)
        print(
            f"{len(cells):>7,}  {len(found.components):>10,}  {max(c.cells for c in found.components):>7,}"
            f"  {len(found.primary):>5,}  {len(found.withheld):>8,}"
            f"  {how['optimal']:>7,}  {how['greedy']:>6,}  {how['all withheld']:>3,}"
            f"  {sum(c.by_the_clock for c in found.components):>12,}"
            f"  {took:>7.1f}  {1e3 * took / len(cells):>15.2f}",
            flush=True,
        )


def book(size: int, random: np.random.Generator, percentages: bool = False) -> tuple[list[Cell], list[Relation]]:
    """A book of at least so many cells, in whole measures."""
    cells: list[Cell] = []
    relations: list[Relation] = []
    measure = 0
    while len(cells) < size:
        part_of = f"M{measure - 1}" if measure % 5 == 4 else None
        _add_measure(cells, relations, measure, part_of, percentages and measure % 4 == 1, random)
        measure += 1
    return cells, relations


def _add_measure(
    cells: list[Cell],
    relations: list[Relation],
    measure: int,
    part_of: str | None,
    percentages: bool,
    random: np.random.Generator,
) -> None:
    size = float(random.choice([8, 15, 40, 120, 1_500]))
    shares = random.dirichlet(np.full(4 + measure % 3, 1.0))
    values = {cell.name: cell.value for cell in cells}
    totals, firsts = [], []
    for quarter in range(QUARTERS):
        name = f"M{measure} Q{quarter}"
        whole = values.get(f"{part_of} Q{quarter}")
        total = int(random.poisson(size) if whole is None else random.binomial(whole, 0.6))
        categories = random.multinomial(total, shares)
        others = random.multinomial(total, [0.5, 0.4, 0.1])
        cells.append(Cell(name, total, total=True))
        cells.extend(Cell(f"{name} a{i}", int(count)) for i, count in enumerate(categories))
        cells.extend(Cell(f"{name} b{i}", int(count)) for i, count in enumerate(others))
        relations.append(is_total_of(name, [f"{name} a{i}" for i in range(len(categories))]))
        relations.append(is_total_of(name, [f"{name} b{i}" for i in range(3)]))
        if whole is not None:
            relations.append(Relation(((1, f"{part_of} Q{quarter}"), (-1, name)), low=0))
        if total >= 1_000 or (percentages and total):
            percent = int(100 * categories[0] / total + 0.5)
            relations.append(Relation(((200, f"{name} a0"), (1 - 2 * percent, name)), low=0))
            relations.append(Relation(((200, f"{name} a0"), (-1 - 2 * percent, name)), high=-1))
        totals.append(total)
        firsts.append(int(categories[0]))
    _add_rolling(cells, relations, f"M{measure}", "", totals)
    if measure % 3 == 0:
        _add_rolling(cells, relations, f"M{measure}", " a0", firsts)


def _add_rolling(cells: list[Cell], relations: list[Relation], measure: str, category: str, counts: list[int]) -> None:
    for last in range(3, QUARTERS):
        year = f"{measure} year to Q{last}{category}"
        cells.append(Cell(year, sum(counts[last - 3 : last + 1]), total=not category))
        relations.append(
            is_total_of(year, [f"{measure} Q{quarter}{category}" for quarter in range(last - 3, last + 1)])
        )


if __name__ == "__main__":
    main()
