"""What a reader knows of periods and computed measures: years and their quarters, rolling sums, parts and wholes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nelscb.audit.cells import Cell, Cells, Key
from nelscb.audit.published import PARTS
from nelscb.audit.relations import Relation, Trust, adds_up, no_more, same
from nelscb.quarters import Quarter, last_day_of


def of_parts(cells: Cells) -> Iterator[Relation]:
    """A part is no more than the whole it is a share of."""
    for _, cell in cells.of("quarter", "year", "day"):
        if cell.part == "numerator" and cells.edition.measures[cell.key[0]].unit in ("percent", "profile"):
            whole = cells.find(cell.key, cell.period, "denominator")
            if whole is not None:
                yield no_more(whole, [cell.name], Trust.PART, f"{_series(cell)} within its whole")


def of_years(cells: Cells) -> Iterator[Relation]:
    """A year of events is the sum of its quarters; a stock, or a look back, is that of the quarter that ends it."""
    for name, cell in cells.of("year", "day"):
        measure, _, breakdown, category = cell.key
        quarters = cells.quarters_of(measure, cell.period)
        key: Key = (measure, "quarter", breakdown, category)
        there = [found for q in quarters if (found := cells.find(key, q, cell.part))]
        if quarters and len(there) == len(quarters):
            yield adds_up(name, there, Trust.YEAR, f"{_series(cell)} and its quarters")


def of_sums(cells: Cells) -> Iterator[Relation]:
    """A rolling year is the sum of four quarters, a running total that of the quarters since 1 April."""
    for name, cell in cells.of("quarter"):
        measure = cells.edition.measures[cell.key[0]]
        quarter = cell.period
        if not measure.sums or cell.part != "numerator" or cell.key[2] or not isinstance(quarter, Quarter):
            continue
        first = quarter - 3 if measure.window == "rolling_12_months" else quarter.year.quarters[0]
        summed = list(first.until(quarter))
        found = [cells.find((measure.sums, "quarter", "", ""), q, "numerator", assumed=True) for q in summed]
        there = [part for part in found if part is not None]
        if len(there) == len(summed):
            yield adds_up(name, there, Trust.COMPUTED, f"{measure.id} as a sum of {measure.sums}")


def of_computed(cells: Cells) -> Iterator[Relation]:
    """What a measure takes from another is the same count; a remainder is one count less another."""
    for _, cell in cells.of("quarter", "year", "day"):
        if not cell.key[2]:
            yield from _computed(cells, cell)


def _computed(cells: Cells, cell: Cell) -> Iterator[Relation]:
    identifier, frequency, _, _ = cell.key
    measure = cells.edition.measures[identifier]
    if measure.alias_of:
        yield from _taken(cells, cell, (measure.alias_of, frequency, "", ""), cell.part)
    elif measure.numerator_measure and cell.part == "numerator":
        of: Key = (measure.numerator_measure, frequency, *(measure.numerator_category or ("", "")))
        if not measure.less_measure:
            yield from _taken(cells, cell, of, "numerator")
            return
        whole = cells.find(of, cell.period, "numerator", assumed=True)
        less = cells.find((measure.less_measure, frequency, "", ""), cell.period, "numerator", assumed=True)
        if whole and less:
            group = f"{identifier} as {measure.numerator_measure} less {measure.less_measure}"
            yield adds_up(whole, [cell.name, less], Trust.COMPUTED, group)
    elif measure.numerator_measure and measure.denominator_measure and cell.part == "denominator":
        yield from _over(cells, cell, measure.denominator_measure)


def _over(cells: Cells, cell: Cell, source: str) -> Iterator[Relation]:
    """A denominator taken from another measure; of a population it is that of 30 June in the calendar year before.

    So 31 March 2017 is divided by the population of mid-2016, as in the Department for Education's published rates.
    """
    frequency = cell.key[1]
    by_days = cells.in_file(source, "day", "", "")
    if by_days and frequency != "day" and not cells.in_file(source, frequency, "", ""):
        middle = date(last_day_of(cell.period).year - 1, 6, 30)
        name = cells.find((source, "day", "", ""), middle, "numerator")
        if name is not None:
            yield same(cell.name, name, Trust.COMPUTED, f"{_series(cell)} taken from {source} at mid-year")
    else:
        yield from _taken(cells, cell, (source, frequency, "", ""), "numerator")


def _taken(cells: Cells, cell: Cell, source: Key, part: str) -> Iterator[Relation]:
    name = cells.find(source, cell.period, PARTS[part == "denominator"], assumed=True)
    if name is not None:
        yield same(cell.name, name, Trust.COMPUTED, f"{_series(cell)} {cell.part} taken from {source[0]}")


def _series(cell: Cell) -> str:
    measure, frequency, breakdown, category = cell.key
    return f"{measure}/{frequency}" + (f"/{breakdown}={category}" if breakdown else "") + f" {cell.part}"
