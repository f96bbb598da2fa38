"""Time the attack on made-up editions of 1,000 to 100,000 counts, with one edition before.

Each measure has twelve quarters and three years, each with a total and five categories, and a rolling year of every
quarter's total. Where a row has a small count, it is withheld with the next smallest of its row; years show all that
is not small. The edition before has all quarters but the last, and a tenth of its measures were revised since.
"""

from __future__ import annotations

import argparse
import time
from datetime import date

import numpy as np

from nelscb.audit import attack
from nelscb.audit.published import (
    WITHHELD,
    BreakdownDeclared,
    MeasureDeclared,
    Published,
    PublishedPoint,
    RuleDeclared,
    Shown,
)
from nelscb.quarters import FinancialYear, Period, Quarter

SEED = 20170331
CATEGORIES = tuple("abcde")
YEARS = tuple(FinancialYear(start) for start in (2014, 2015, 2016))
QUARTERS = tuple(quarter for year in YEARS for quarter in year.quarters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, nargs="*", default=[1_000, 8_000, 20_000, 100_000])
    called = parser.parse_args()
    print("  cells  withheld  components   kept  failed  dropped  seconds  per 1,000 cells")
    for size in called.cells:
        before, edition = editions(size, np.random.default_rng(SEED))
        start = time.perf_counter()
        found = attack(edition, [before])
        took = time.perf_counter() - start
        print(
            f"{len(edition.points):>7,}  {len(found.cells):>8,}  {found.components:>10,}  {found.counts['kept']:>5,}"
            f"  {len(found.failed):>6,}  {len(found.dropped):>7,}  {took:>7.1f}"
            f"  {1e3 * took / len(edition.points):>15.2f}",
            flush=True,
        )


def editions(size: int, random: np.random.Generator) -> tuple[Published, Published]:
    """The edition before, and one of about so many counts."""
    measures: dict[str, MeasureDeclared] = {}
    first: list[PublishedPoint] = []
    second: list[PublishedPoint] = []
    number = 0
    while len(second) < size:
        name, rolling = f"M{number}", f"R{number}"
        measures[name] = MeasureDeclared(name)
        measures[rolling] = MeasureDeclared(rolling, basis="rolling", window="rolling_12_months", sums=name)
        mean = float(random.choice([15, 40, 120, 1_500]))
        counts = random.poisson(mean * random.dirichlet(np.ones(len(CATEGORIES))), (len(QUARTERS), len(CATEGORIES)))
        earlier = counts[:-1].copy()
        if number % 10 == 0:
            earlier[-1, 0] += 1
        first += _points(name, rolling, earlier)
        second += _points(name, rolling, counts)
        number += 1
    return _published("2016-17-Q3", measures, first), _published("2016-17-Q4", measures, second)


def _published(label: str, measures: dict[str, MeasureDeclared], points: list[PublishedPoint]) -> Published:
    breakdowns = {"kind": BreakdownDeclared(CATEGORIES, True)}
    return Published(label, label, date(2017, 5, 5), RuleDeclared(), measures, breakdowns, tuple(points))


def _points(name: str, rolling: str, counts: np.ndarray) -> list[PublishedPoint]:
    points = []
    for quarter, row in zip(QUARTERS, counts, strict=False):
        points += _row(name, quarter, row)
    for year in YEARS:
        which = [QUARTERS.index(quarter) for quarter in year.quarters]
        if which[-1] < len(counts):
            points += _row(name, year, counts[which].sum(axis=0))
    for at in range(3, len(counts)):
        points.append(_point(rolling, QUARTERS[at], "", _shown(int(counts[at - 3 : at + 1].sum()))))
    return points


def _row(name: str, period: Period, counts: np.ndarray) -> list[PublishedPoint]:
    gone = {at for at, count in enumerate(counts) if 1 <= count <= 5}
    others = sorted((int(count), at) for at, count in enumerate(counts) if count > 5)
    if len(gone) == 1 and others:
        gone.add(others[0][1])
    found = [_point(name, period, "", _shown(int(counts.sum())))]
    return found + [
        _point(name, period, category, WITHHELD if at in gone else int(count))
        for at, (category, count) in enumerate(zip(CATEGORIES, counts, strict=True))
    ]


def _shown(count: int) -> Shown:
    return WITHHELD if 1 <= count <= 5 else count


def _point(measure: str, period: Period, category: str, shown: Shown) -> PublishedPoint:
    often = "quarter" if isinstance(period, Quarter) else "year"
    split = f"/kind={category}" if category else ""
    return PublishedPoint(
        f"{measure}/{often}{split}/{period}", measure, "kind" if category else "", category, often, period, shown, None
    )


if __name__ == "__main__":
    main()
