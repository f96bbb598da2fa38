"""The rows of a download to rows of published statistics: the board's areas, our series, our periods.

A number stays the number that was published. A symbol stays a symbol: it never becomes a number, and never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nelscb.mistakes import Mistake, WrongCall
from nelscb.published.cells import SYMBOLS, CellKey
from nelscb.published.columns import SeriesColumns, Table, plainly
from nelscb.published.downloads import Download
from nelscb.quarters import FinancialYear

_CODE_OF = {"national": "country_code", "regional": "region_code", "local authority": "new_la_code"}
"""Where the code of the row's own area stands, by the row's geographic level."""
_WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d+", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class ImportedRow:
    """One row as it is written: the fields are the columns of the file, in their order."""

    series: str
    area_code: str
    area_name: str
    period: str
    numerator: str
    denominator: str
    value: str
    unit: str
    symbol: str
    source_table: str
    release: str

    @property
    def key(self) -> CellKey:
        """What names the cell that the row fills."""
        return self.series, self.area_code, self.period


@dataclass(frozen=True)
class Reading:
    """What a download gave: its rows, how many rows were of other areas, and what was strange about its columns.

    ``missing`` are the columns that the table should have, by all their names; ``not_filled`` the series that
    have no figure here, for want of a column or because no row says what they ask for.
    """

    path: Path
    table_name: str
    table: Table
    release: str
    rows: tuple[ImportedRow, ...]
    kept: int
    left_out: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    not_filled: tuple[str, ...]


@dataclass(frozen=True)
class _Parts:
    """The fields of one cell: a symbol stands alone, or beside the total that a withheld count is of."""

    numerator: str = ""
    denominator: str = ""
    value: str = ""
    symbol: str = ""


def read_rows_of(download: Download, table_name: str, table: Table, areas: Mapping[str, str], release: str) -> Reading:
    """The rows of a download that are of ``areas`` (ONS code to name).

    Raises Mistake, with file, row and column, for a year that is none, a number that is none, a symbol that is not
    known, or a cell that stands twice; and where there are no rows, or none of the board's areas.
    """
    header = plainly(download.header)
    columns = table.found_in(header)
    _refuse_two_names(download, table)
    fillable = {name: s for name, s in table.series.items() if all(c in columns for c in s.needed)}
    rows: list[ImportedRow] = []
    seen: dict[CellKey, int] = {}
    kept = left_out = 0
    for line, fields in download.rows:
        code = fields.get(_CODE_OF.get(fields["geographic_level"].casefold(), ""), "")
        if code not in areas:
            left_out += 1
            continue
        kept += 1
        year = _year(f"{download.path}, row {line}, column", fields, table)
        for series, asked in fillable.items():
            if any(
                fields[columns[ours].casefold()].casefold() != said.casefold() for ours, said in asked.where.items()
            ):
                continue
            for period, parts in _cells(asked, columns, fields, f"{download.path}, row {line}", year, table):
                row = ImportedRow(
                    series, code, areas[code], period, parts.numerator, parts.denominator, parts.value,
                    asked.unit, parts.symbol, table.source_table, release,
                )  # fmt: skip
                if row.key in seen:
                    raise Mistake(
                        f"{download.path}, row {line}: {areas[code]} ({code}) stands already in row {seen[row.key]} "
                        f"for {fields['time_period']}; keep one of them"
                    )
                seen[row.key] = line
                rows.append(row)
    if not kept + left_out:
        raise Mistake(f"{download.path}: has a header but no rows; download it again, with every area")
    if not kept:
        raise Mistake(
            f"{download.path}: has no row of the board's areas ({', '.join(areas)}); download it with every area, or "
            "see the codes in params/board.yml"
        )
    if not rows:
        raise Mistake(
            f"{download.path}: no row of the board's areas says what {' or '.join(fillable)} asks for; look at "
            f"'where' in the table {table_name} of the mapping"
        )
    filled = {row.series for row in rows}
    return Reading(
        download.path, table_name, table, release, tuple(rows), kept, left_out,
        unknown=tuple(name for plain, name in header.items() if plain not in table.known),
        missing=tuple(" or ".join(names) for ours, names in table.columns.items() if ours not in columns),
        not_filled=tuple(name for name in table.series if name not in filled),
    )  # fmt: skip


def _refuse_two_names(download: Download, table: Table) -> None:
    header = plainly(download.header)
    for names in table.columns.values():
        there = list(dict.fromkeys(header[n.casefold()] for n in names if n.casefold() in header))
        if len(there) > 1:
            raise Mistake(
                f"{download.path}, row 1: the columns {' and '.join(map(repr, there))} are two names of one thing; "
                "take the one out that is not meant"
            )


def _year(place: str, fields: Mapping[str, str], table: Table) -> FinancialYear:
    """The year to 31 March: 2024 with Reporting year, 202324 with Financial year.

    For a mid-year count, the year whose Q1 ends with that June.
    """
    period, kind = fields["time_period"], fields["time_identifier"]
    try:
        if table.periods == "mid_year" and kind.casefold() in ("reporting year", "calendar year"):
            return FinancialYear(int(_matching(r"\d{4}", period)))
        if table.periods == "year" and kind.casefold() == "reporting year":
            return FinancialYear(int(_matching(r"\d{4}", period)) - 1)
        if table.periods == "year" and kind.casefold() == "financial year":
            six = _matching(r"\d{4}[-/]?\d{2}", period)
            return FinancialYear.parse(f"{six[:4]}-{six[-2:]}")
    except (WrongCall, ValueError) as error:
        raise Mistake(
            f"{place} 'time_period': {period!r} is no year; Reporting year is written like 2024, Financial year like "
            "202324"
        ) from error
    raise Mistake(
        f"{place} 'time_identifier': {kind!r} cannot be used; a year to 31 March is a Reporting year or a Financial "
        "year"
    )


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(text)
    return text


def _cells(
    asked: SeriesColumns, columns: Mapping[str, str], fields: Mapping[str, str], place: str, year: FinancialYear,
    table: Table,
) -> Iterator[tuple[str, _Parts]]:  # fmt: skip
    """The periods of one row of the download, each with its cell: twelve for months, else one."""

    def read(ours: str, pattern: re.Pattern[str]) -> str:
        return _read(f"{place}, column {columns[ours]!r}", fields[columns[ours].casefold()], pattern)

    if asked.months:
        months = [(year.start, month) for month in range(4, 13)] + [(year.start + 1, month) for month in (1, 2, 3)]
        for (calendar_year, month), ours in zip(months, asked.months, strict=True):
            yield f"{calendar_year}-{month:02d}", _alone(read(ours, _WHOLE))
        return
    period = f"mid-{year.start}" if table.periods == "mid_year" else str(year)
    if asked.count:
        yield period, _alone(read(asked.count, _WHOLE))
        return
    value = read(asked.value, _DECIMAL) if asked.value in columns and asked.value else ""
    if not asked.numerator:
        yield period, _alone(value)
        return
    counts = [read(ours, _WHOLE) for ours in asked.numerator]
    total = read(asked.denominator, _WHOLE) if asked.denominator else ""
    yield period, _share(counts, total, value)


def _alone(text: str) -> _Parts:
    return _Parts(symbol=text) if text in SYMBOLS else _Parts(value=text)


def _share(counts: list[str], total: str, value: str) -> _Parts:
    """Counts added up, over their total, with the percentage or rate beside them.

    Where one of the counts is withheld their sum is. Where the total is withheld the share is, because a count
    without its total would pass for a share of nothing. Where the percentage alone is a symbol the counts stand.
    """
    withheld = next((count for count in counts if count in SYMBOLS), "")
    if withheld:
        return _Parts(symbol=withheld, denominator="" if total in SYMBOLS else total)
    if total in SYMBOLS:
        return _Parts(symbol=total)
    if value in SYMBOLS and not total:
        return _Parts(symbol=value)
    return _Parts(str(sum(map(int, counts))), total, "" if value in SYMBOLS else value)


def _read(place: str, text: str, pattern: re.Pattern[str]) -> str:
    """The number without its thousand separators, or the symbol. Raises Mistake for anything else."""
    if pattern.fullmatch(text):
        return text.replace(",", "")
    if text.casefold() in SYMBOLS:
        return text.casefold()
    if re.match(r"[-−]\s*[\d.]", text):
        raise Mistake(
            f"{place}: {text!r} is below nothing, which no figure here can be; look at the file as it was published"
        )
    if pattern is _WHOLE and _DECIMAL.fullmatch(text):
        raise Mistake(
            f"{place}: {text!r} is no count, which is a whole number; look whether the column is the one that is meant"
        )
    raise Mistake(
        f"{place}: {text!r} is neither a number nor a symbol that is known ({', '.join(SYMBOLS)}); look it up in the "
        "publisher's notes"
    )
