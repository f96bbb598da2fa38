"""Series that have shown the same numbers for years: a reader takes them for one where one of them is withheld."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from nelscb.audit.cells import Cells, Key
from nelscb.audit.published import PARTS, Part
from nelscb.audit.relations import Relation, Trust, same
from nelscb.quarters import Period

PERIODS, VALUES = 8, 4
"""Periods in which two series agree, and different numbers among these, from which on they pass for one."""
Numbers = Mapping[Period, str]


def of_alike(cells: Cells) -> Iterator[Relation]:
    """For each period in which at least one of two such series is not shown, that their counts are the same."""
    series = {
        (key, part): {p: name for p in points if (name := cells.find(key, p, part)) is not None}
        for key, points in list(cells.series.items())
        for part in PARTS
    }
    for one, other in _candidates(cells, series):
        mine, theirs = series[one], series[other]
        both = [period for period in mine if period in theirs]
        pairs = [(cells.shown.get(mine[p]), cells.shown.get(theirs[p])) for p in both]
        agreed = [a for a, b in pairs if a is not None and b is not None]
        if any(a != b for a, b in pairs if a is not None and b is not None):
            continue
        if len(agreed) >= PERIODS and len(set(agreed)) >= VALUES:
            for period, (a, b) in zip(both, pairs, strict=True):
                if a is None or b is None:
                    yield same(mine[period], theirs[period], Trust.ALIKE, f"{one} like {other}")


def _candidates(
    cells: Cells, series: Mapping[tuple[Key, Part], Numbers]
) -> list[tuple[tuple[Key, Part], tuple[Key, Part]]]:
    """Pairs that agree on larger numbers often enough to be looked at: small ones agree by chance everywhere."""
    standing: dict[tuple[Period, int], list[tuple[Key, Part]]] = defaultdict(list)
    hidden: set[tuple[Key, Part]] = set()
    for one, names in series.items():
        for period, name in names.items():
            count = cells.shown.get(name)
            if count is None:
                hidden.add(one)
            elif count > 1:
                standing[period, count].append(one)
    agreements: Counter[tuple[tuple[Key, Part], tuple[Key, Part]]] = Counter()
    for together in standing.values():
        for one, other in combinations(together, 2):
            # Where all of both is shown there is nothing to learn.
            if one in hidden or other in hidden:
                agreements[one, other] += 1
    # Of four different numbers at least two are above 1.
    return [pair for pair, often in agreements.items() if often >= VALUES - 2]
