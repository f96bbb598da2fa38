"""What a sender withheld from the board: the book has no number for it, and must not let one be worked out either.

A category that came as ``*`` is its total less the others. So that it is protected like any small count, it is given
the number that would follow: where several are missing, the rest is shared out between them as evenly as can be. A
total that came as ``*`` beside all its categories is their sum. Nobody is shown these numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nelscb.core_data import Frequency
from nelscb.disclosure.naming import cell_name
from nelscb.indicators import Point, Series
from nelscb.plan import Plan
from nelscb.quarters import Period

_Split = dict[str, Series]


def withheld_by_senders(series: Iterable[Series], area: str) -> Iterator[str]:
    """The names of the board's own counts that their senders withheld."""
    for one in series:
        for point in one.points if one.area == area else ():
            if _is_withheld(point):
                yield cell_name(one, point.period, "numerator")


def with_assumed(series: Sequence[Series], plan: Plan, area: str) -> list[Series]:
    """The same series, in which a count that its sender withheld has the number that would follow from the others."""
    splits: dict[tuple[str, Frequency, str], _Split] = defaultdict(dict)
    totals: dict[tuple[str, Frequency], Series] = {}
    for one in series:
        if one.area == area and one.breakdown:
            splits[one.measure, one.frequency, one.breakdown][one.category] = one
        elif one.area == area:
            totals[one.measure, one.frequency] = one
    assumed: dict[tuple[Series, Period], float] = {}
    for (measure, frequency, breakdown), categories in splits.items():
        total = totals.get((measure, frequency))
        if total is not None and plan.breakdowns[breakdown].partitions:
            named = plan.breakdowns[breakdown].named or tuple(categories)
            if set(named) <= set(categories):
                assumed |= dict(_following(total, list(categories.values())))
    if not assumed:
        return list(series)
    return [_filled(one, {when: n for (of, when), n in assumed.items() if of is one}) for one in series]


def _following(total: Series, categories: Sequence[Series]) -> Iterator[tuple[tuple[Series, Period], float]]:
    for whole in total.points:
        parts = [(one, one.at(whole.period)) for one in categories]
        if any(part is None for _, part in parts):
            continue
        missing = [one for one, part in parts if part is not None and _is_withheld(part)]
        known = [part.numerator for _, part in parts if part is not None and part.numerator is not None]
        if len(missing) + len(known) < len(parts):
            continue
        if _is_withheld(whole) and not missing:
            yield (total, whole.period), sum(known)
        elif missing and whole.numerator is not None:
            # Zeros are sent as zeros, so each is 1 at least; where that cannot be, nothing follows.
            rest = whole.numerator - sum(known)
            if rest >= len(missing):
                each, more = divmod(int(rest), len(missing))
                for place, one in enumerate(missing):
                    yield (one, whole.period), float(each + (place < more))


def _is_withheld(point: Point) -> bool:
    return point.state == "suppressed_by_publisher" and not point.is_published and point.provenance != "computed"


def _filled(series: Series, numbers: dict[Period, float]) -> Series:
    if not numbers:
        return series
    points = tuple(replace(p, numerator=numbers[p.period]) if p.period in numbers else p for p in series.points)
    return replace(series, points=points)
