"""Series whose figures are the same wherever both have any: a reader who saw so in the past takes them for one.

The plan does not say of all counts which are the same: the plans by tier are those of another page, and the referrals
of a source are what a share of another measure is of. Whether meant so or not, what two series have shown alike for
years gives one away where the other is withheld.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nelscb.disclosure.counts import PARTS, Counts, Part
from nelscb.indicators import Series
from nelscb.quarters import Period
from nelscb.suppression import Relation, is_same

ENOUGH, DIFFERENT = 8, 4
"""Periods in which two series agree, and different counts among these, from which on they pass for one."""


def alike(counts: Counts) -> Iterator[Relation]:
    """For each period, that the counts of such series are the same: each with the first of those it agrees with."""
    groups: dict[tuple[object, ...], list[dict[Period, str]]] = defaultdict(list)
    for series in counts.series.values():
        for part in PARTS:
            names = _names(counts, series, part)
            latest = [(period, counts.values[name]) for period, name in list(names.items())[-ENOUGH:]]
            if len(latest) == ENOUGH and len({value for _, value in latest}) >= DIFFERENT:
                groups[series.frequency, *latest].append(names)
    for first, *others in groups.values():
        for other in others:
            both = [period for period in other if period in first]
            if all(counts.values[first[period]] == counts.values[other[period]] for period in both):
                yield from (is_same(first[period], other[period]) for period in both)


def _names(counts: Counts, series: Series, part: Part) -> dict[Period, str]:
    """The cell of each period in which the series has a count."""
    found = ((point.period, counts.at(series, point.period, part)) for point in series.points)
    return {period: name for period, name in found if name is not None}
