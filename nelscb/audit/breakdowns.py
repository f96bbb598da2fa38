"""What a reader knows of categories: they make up their total, or none of them is more than it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nelscb.audit.cells import Cells, Key
from nelscb.audit.published import FREQUENCIES, PARTS, Frequency, Part
from nelscb.audit.relations import Relation, Trust, adds_up, no_more, same
from nelscb.quarters import Period


@dataclass(frozen=True)
class _Split:
    """A measure's categories of one breakdown."""

    cells: Cells
    measure: str
    breakdown: str
    categories: tuple[str, ...]

    def total(self, frequency: Frequency, period: Period, part: Part) -> str | None:
        return self.cells.find((self.measure, frequency, "", ""), period, part)

    def there(self, frequency: Frequency, period: Period, part: Part) -> list[str]:
        keys = ((self.measure, frequency, self.breakdown, category) for category in self.categories)
        return [name for key in keys if (name := self.cells.find(key, period, part)) is not None]

    def group(self, part: str) -> str:
        return f"{self.measure} by {self.breakdown}, {part}"


def of_breakdowns(cells: Cells) -> Iterator[Relation]:
    """The relations of every breakdown in the file with the total of its measure."""
    edition = cells.edition
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for measure, _, breakdown, category in list(cells.series):
        if breakdown:
            found[measure, breakdown][category] = None
    for (measure, breakdown), sent in found.items():
        declared = edition.breakdowns[breakdown]
        split = _Split(cells, measure, breakdown, declared.categories or tuple(sent))
        one_whole = edition.measures[measure].unit == "profile" and _share_one_whole(split)
        for frequency, period in _periods(split):
            if one_whole:
                yield from _of_one_whole(split, frequency, period, declared.partitions)
            else:
                for part in PARTS:
                    total = split.total(frequency, period, part)
                    if total is not None:
                        yield from _within(split, total, frequency, period, part, declared.partitions)


def _periods(split: _Split) -> Iterator[tuple[Frequency, Period]]:
    """The periods in which a category or the total has a figure.

    Quarters of categories that are shown by years alone say nothing that their years do not, unless another measure
    is made of them.
    """
    taken = {m.numerator_category for m in split.cells.edition.measures.values() if m.numerator_measure}
    for frequency in FREQUENCIES:
        keys: list[Key] = [(split.measure, frequency, split.breakdown, category) for category in split.categories]
        by_itself = any(split.cells.in_file(*key) for key in keys)
        if by_itself or (frequency == "quarter" and any((k[2], k[3]) in taken for k in keys)):
            keys.append((split.measure, frequency, "", ""))
            periods = dict.fromkeys(p for key in keys if key in split.cells.series for p in split.cells.series[key])
            for period in periods:
                yield frequency, period


def _share_one_whole(split: _Split) -> bool:
    """Whether the categories shown have one denominator in most periods: shares of one whole, as statuses of cases."""
    one = several = 0
    for frequency, period in _periods(split):
        shown = [split.cells.shown.get(name) for name in split.there(frequency, period, "denominator")]
        wholes = {count for count in shown if count is not None}
        one, several = one + (len(wholes) == 1), several + (len(wholes) > 1)
    return one > several


def _of_one_whole(split: _Split, frequency: Frequency, period: Period, partitions: bool) -> Iterator[Relation]:
    wholes = split.there(frequency, period, "denominator")
    over = split.total(frequency, period, "denominator") or (wholes[0] if wholes else None)
    if over is not None:
        for name in wholes:
            if name != over:
                yield same(over, name, Trust.BREAKDOWN, split.group("one denominator"))
    whole = split.total(frequency, period, "numerator") or over
    if whole is not None:
        yield from _within(split, whole, frequency, period, "numerator", partitions)


def _within(
    split: _Split, total: str, frequency: Frequency, period: Period, part: Part, partitions: bool
) -> Iterator[Relation]:
    parts = split.there(frequency, period, part)
    if not partitions:
        yield from (no_more(total, [name], Trust.PART, split.group(f"each {part}")) for name in parts)
    elif len(parts) == len(split.categories):
        yield adds_up(total, parts, Trust.BREAKDOWN, split.group(f"every {part}"))
    elif parts:
        yield no_more(total, parts, Trust.PART, split.group(f"some {part}"))
