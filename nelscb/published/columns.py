"""Which column of a download fills which series: ``params/dfe_columns.yml``, what people decide.

A renamed column is one more name in that file, and no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.plan.reading import read_record, read_yaml
from nelscb.plan.strict import STRICT
from nelscb.published.statistics import declared_series

FILE = "dfe_columns.yml"
STANDARD = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
    "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
"""The columns that every download of "Explore education statistics" has."""
REQUIRED = ("time_period", "time_identifier", "geographic_level", "country_code", "region_code", "new_la_code")


@dataclass(frozen=True)
class SeriesColumns:
    """The columns that fill one series, by our names for them.

    ``count`` is a whole number that stands alone; ``numerator`` names columns that are added up; ``value`` is a
    percentage or a rate; ``months`` are the twelve from April to March. ``where``: only rows that say so.
    """

    __pydantic_config__ = STRICT
    unit: str
    count: str | None = None
    numerator: tuple[str, ...] = ()
    denominator: str | None = None
    value: str | None = None
    months: tuple[str, ...] = ()
    where: dict[str, str] = field(default_factory=dict)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which the series cannot be filled: a share's own percentage is not one of them."""
        value = (self.value,) if self.value and not self.denominator else ()
        single = (self.count, self.denominator, *value)
        return (*(c for c in single if c), *self.numerator, *self.months, *self.where)


@dataclass(frozen=True)
class Table:
    """One table of a publication: how it is recognised and what it fills.

    ``source_table`` is its name in the book. ``named_for_its_release``: the last year in the file's name is the
    release's. ``periods``: the year to 31 March, or the middle of the calendar year.
    """

    __pydantic_config__ = STRICT
    source_table: str
    title: str
    publication: str
    columns: dict[str, tuple[str, ...]]
    recognised_by: tuple[str, ...]
    series: dict[str, SeriesColumns]
    not_used: tuple[str, ...] = ()
    named_for_its_release: bool = True
    periods: Literal["year", "mid_year"] = "year"

    def found_in(self, header: Mapping[str, str]) -> dict[str, str]:
        """Our name to the file's own name of each column that is there; ``header`` is as ``plainly`` gives it."""
        return {
            ours: header[plain]
            for ours, names in self.columns.items()
            for plain in (name.casefold() for name in names)
            if plain in header
        }

    @property
    def known(self) -> set[str]:
        """Every column that is no news in this table."""
        names = (*STANDARD, *self.not_used, *(n for names in self.columns.values() for n in names))
        return {name.casefold() for name in names}


@dataclass(frozen=True)
class Tables:
    """Every table that can be imported, by the name that its files carry."""

    __pydantic_config__ = STRICT
    tables: dict[str, Table]


def plainly(header: tuple[str, ...]) -> dict[str, str]:
    """The columns of a file by their names in lower case: releases differ in capitals alone."""
    return {name.casefold(): name for name in header}


def mapping_file(project: Project) -> Path:
    """The board's own mapping, else the one beside the plan that it borrows."""
    own = project.folder / "params" / FILE
    return own if own.exists() else project.plan_folder.parent / FILE


def read_tables(project: Project) -> dict[str, Table]:
    """The tables of the board's mapping.

    Raises Mistake with every problem found: a key that is not known, a column that is not declared or has a name
    that another has, a series that no measure of the plan declares.
    """
    path = mapping_file(project)
    tables = read_record(Tables, read_yaml(path), path).tables
    declared = declared_series(project.plan)
    problems = [
        f"table {name}: a table's name stands in file names; use small letters, digits and _"
        for name in tables
        if not re.fullmatch("[a-z0-9_]+", name)
    ]
    problems += [f"table {name}: {problem}" for name, table in tables.items() for problem in _problems(table, declared)]
    if problems:
        raise Mistake(f"{path}: " + "; ".join(problems))
    return tables


def _problems(table: Table, declared: set[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for ours, names in table.columns.items():
        for plain in {name.casefold() for name in names}:
            if plain in seen:
                yield f"the columns {seen[plain]} and {ours} have one name between them, {plain!r}; take one out"
            seen[plain] = ours
    for ours in table.recognised_by:
        if ours not in table.columns:
            yield f"key 'recognised_by': {ours!r} is none of its columns"
    if not table.recognised_by:
        yield "key 'recognised_by': is empty; name the columns that only this table has"
    for series, filled in table.series.items():
        place = f"series {series}:"
        if series not in declared:
            yield f"{place} no measure of the plan is filled by it; add it to a measure's 'published' key"
        for ours in (*filled.needed, *((filled.value,) if filled.value else ())):
            if ours not in table.columns:
                yield f"{place} {ours!r} is none of the table's columns"
        ways = [bool(filled.count), bool(filled.numerator), bool(filled.months)]
        if sum(ways) != 1 and not (filled.value and not any(ways)):
            yield f"{place} needs one of count, numerator, months or a value alone"
        if filled.months and len(filled.months) != 12:
            yield f"{place} key 'months': must name twelve columns, from April to March"
