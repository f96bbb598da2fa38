"""What every reader knows of the counts, whatever is withheld: what the plan declares of its measures, and what shows.

A relation that the plan declares and the figures contradict is known to nobody; where a category may be missing, the
reader knows no more than that the others cannot exceed their total. Where they do exceed it, nothing can be protected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nelscb.core_data import Frequency
from nelscb.disclosure.alike import alike
from nelscb.disclosure.counts import PARTS, Counts, Part
from nelscb.indicators import Series
from nelscb.mistakes import Mistake
from nelscb.plan import Breakdown, Measure, Plan
from nelscb.quarters import FinancialYear, Period, Quarter, last_day_of
from nelscb.suppression import Relation, is_same, is_total_of


def relations_of(counts: Counts, plan: Plan) -> list[Relation]:
    """Every relation of the cells, each once. Raises Mistake where categories exceed their total."""
    found = [
        *_breakdowns(counts, plan),
        *_parts_of_their_whole(counts, plan.measures),
        *_years_and_quarters(counts, plan.measures),
        *_sums(counts, plan.measures),
        *_computed(counts, plan.measures),
        *alike(counts),
    ]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Split:
    """A measure's total and the categories of one breakdown of it, in one period."""

    counts: Counts
    measure: Measure
    frequency: Frequency
    breakdown: str
    categories: tuple[str, ...]
    period: Period

    def total(self, part: Part) -> str | None:
        return self.counts.name(self.measure.id, self.frequency, self.period, part)

    def those_there(self, part: Part) -> list[str]:
        found = (
            self.counts.name(self.measure.id, self.frequency, self.period, part, self.breakdown, category)
            for category in self.categories
        )
        return [name for name in found if name is not None]

    def value(self, name: str) -> int:
        return self.counts.values[name]


def _breakdowns(counts: Counts, plan: Plan) -> Iterator[Relation]:
    """Categories against their total: they make it up, or none of them is larger."""
    found: dict[tuple[str, Frequency, str], dict[str, Series]] = defaultdict(dict)
    for (measure, frequency, breakdown, category), series in counts.series.items():
        if breakdown:
            found[measure, frequency, breakdown][category] = series
    for (measure, frequency, breakdown), categories in found.items():
        split = plan.breakdowns[breakdown]
        # Categories that only the board can name are those that were sent.
        named = split.named or tuple(categories)
        for period in dict.fromkeys(point.period for series in categories.values() for point in series.points):
            yield from _of_split(_Split(counts, plan.measures[measure], frequency, breakdown, named, period), split)


def _of_split(split: _Split, breakdown: Breakdown) -> Iterator[Relation]:
    wholes = split.those_there("denominator")
    if split.measure.unit == "profile" and len({split.value(name) for name in wholes}) == 1:
        # All categories are shares of one whole, such as the statuses of all cases.
        over = split.total("denominator") or wholes[0]
        yield from (is_same(over, name) for name in wholes if name != over and split.value(name) == split.value(over))
        whole = split.total("numerator") or over
        yield from _within(split, whole, split.those_there("numerator"), breakdown.partitions)
        return
    for part in PARTS:
        total = split.total(part)
        if total is not None:
            yield from _within(split, total, split.those_there(part), breakdown.partitions)


def _within(split: _Split, total: str, parts: list[str], partitions: bool) -> Iterator[Relation]:
    if not parts:
        return
    added, whole = sum(map(split.value, parts)), split.value(total)
    if not partitions:
        yield from (_at_most(part, total) for part in parts if split.value(part) <= whole)
    elif added == whole and len(parts) == len(split.categories):
        yield is_total_of(total, parts)
    elif added <= whole:
        # A category is missing, or was sent to nobody: the reader knows that what is there is not all.
        yield Relation(((1, total), *((-1, part) for part in parts)), low=0)
    else:
        raise Mistake(
            f"{split.measure.id} of {split.period}: the categories of {split.breakdown} add up to {added}, but their "
            f"total is {whole}; correct one of them, or say that the breakdown does not partition the total"
        )


def _at_most(part: str, whole: str) -> Relation:
    return Relation(((1, whole), (-1, part)), low=0)


def _parts_of_their_whole(counts: Counts, measures: Mapping[str, Measure]) -> Iterator[Relation]:
    """The numerator of a share is part of its denominator."""
    for series in counts.series.values():
        if measures[series.measure].unit in ("percent", "profile"):
            for point in series.points:
                part = counts.at(series, point.period, "numerator")
                whole = counts.at(series, point.period, "denominator")
                if part and whole and counts.values[part] <= counts.values[whole]:
                    yield _at_most(part, whole)


def _years_and_quarters(counts: Counts, measures: Mapping[str, Measure]) -> Iterator[Relation]:
    """A year of events is the sum of its quarters; a stock, or a look back, is that of the quarter that ends it."""
    for series in counts.series.values():
        if series.frequency != "quarter":
            for point in series.points:
                for part in PARTS:
                    name = counts.at(series, point.period, part)
                    quarters = _quarters_of(point.period, measures[series.measure])
                    there = [
                        found
                        for quarter in quarters
                        if (found := counts.name(
                            series.measure, "quarter", quarter, part, series.breakdown, series.category
                        ))
                    ]  # fmt: skip
                    if name and quarters and len(there) == len(quarters):
                        yield from _adds_up(counts, name, there)


def _quarters_of(period: Period, measure: Measure) -> tuple[Quarter, ...]:
    """The quarters whose figures make up that of a year or a day; none where the plan does not say so."""
    if measure.basis == "snapshot" or measure.overlaps:
        last = last_day_of(period)
        quarter = Quarter.of(last)
        return (quarter,) if quarter.last_day == last else ()
    return period.quarters if isinstance(period, FinancialYear) else ()


def _adds_up(counts: Counts, total: str, parts: list[str]) -> Iterator[Relation]:
    """The relation that parts make up their total, where they do."""
    if sum(counts.values[part] for part in parts) == counts.values[total]:
        yield is_total_of(total, parts)


def _sums(counts: Counts, measures: Mapping[str, Measure]) -> Iterator[Relation]:
    """A rolling year is the sum of four quarters, a running total that of the quarters since 1 April."""
    for measure in measures.values():
        series = counts.series.get((measure.id, "quarter", "", "")) if measure.sums else None
        for point in series.points if series else ():
            quarter = point.period
            total = counts.name(measure.id, "quarter", quarter, "numerator")
            if not isinstance(quarter, Quarter) or total is None:
                continue
            first = quarter - 3 if measure.window == "rolling_12_months" else quarter.year.quarters[0]
            parts = [counts.name(str(measure.sums), "quarter", q, "numerator") for q in first.until(quarter)]
            there = [part for part in parts if part is not None]
            if len(there) == len(parts):
                yield from _adds_up(counts, total, there)


def _computed(counts: Counts, measures: Mapping[str, Measure]) -> Iterator[Relation]:
    """What a measure takes from another is the same count; a remainder is one count less another."""
    for series in counts.series.values():
        measure = measures[series.measure]
        if measure.numerator_measure is None or measure.alias_of or series.breakdown:
            continue
        for point in series.points:
            yield from _taken(counts, series, point.period, measure)


def _taken(counts: Counts, series: Series, period: Period, measure: Measure) -> Iterator[Relation]:
    part = measure.numerator_category
    of = counts.name(
        str(measure.numerator_measure), series.frequency, period, "numerator",
        part.breakdown if part else "", part.category if part else "",
    )  # fmt: skip
    less = counts.name(str(measure.less_measure), series.frequency, period, "numerator")
    over = counts.name(str(measure.denominator_measure), series.frequency, period, "numerator")
    own, whole = counts.at(series, period, "numerator"), counts.at(series, period, "denominator")
    if own and of and less and counts.values[of] - counts.values[less] == counts.values[own]:
        yield is_total_of(of, [own, less])
    elif own and of:
        yield from _same(counts, own, [of])
    if whole and over:
        yield from _same(counts, whole, [over])


def _same(counts: Counts, name: str, others: Iterable[str]) -> Iterator[Relation]:
    yield from (is_same(name, other) for other in others if counts.values[name] == counts.values[other])
