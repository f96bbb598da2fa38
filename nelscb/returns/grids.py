"""A received file as sheets of cells: a workbook, or a CSV whose first column names the sheet."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from nelscb.returns.limits import (
    LARGEST_CSV,
    MOST_COLUMNS,
    MOST_ROWS,
    TooLarge,
    check_size,
    formulas_without_value,
    sheet_parts,
)

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds: None where it is blank."""
KINDS = (".xlsx", ".csv")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Unreadable(Exception):
    """The file cannot be read at all: the message says what was found and what to do."""


@dataclass(frozen=True)
class Grid:
    """One sheet: its rows that hold anything, by their number in the file, each cell as it was found.

    ``hidden``: the sender does not see it. ``merged`` are the rows that a merged cell covers, ``unvalued`` the
    places (row, column from 0) of formulas that were never worked out.
    """

    name: str
    rows: Mapping[int, tuple[Cell, ...]]
    hidden: bool = False
    merged: frozenset[int] = frozenset()
    unvalued: frozenset[tuple[int, int]] = field(default=frozenset())


def read_grids(path: Path) -> dict[str, Grid]:
    """The sheets of a received file by name.

    Raises Unreadable for what is no such file, and TooLarge for what is over a limit.
    """
    if path.stat().st_size == 0:
        raise Unreadable("the file is empty; it must be a filled score card: ask for it to be sent again")
    return _read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)


def _read_workbook(path: Path) -> dict[str, Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        parts = sheet_parts(path)
        unvalued = {name: places for name, xml in parts.items() if (places := formulas_without_value(xml))}
        part_of = _parts_by_sheet(path) if unvalued else {}
        workbook = CalamineWorkbook.from_path(path)
        found: dict[str, Grid] = {}
        for about in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(about.name)
            first_row, first_column = sheet.start or (0, 0)
            rows = {}
            for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
                if any(cell != "" for cell in cells):
                    rows[number] = (None,) * first_column + tuple(None if c == "" else c for c in cells)
            merged = {r + 1 for top, bottom in (sheet.merged_cell_ranges or ()) for r in range(top[0], bottom[0] + 1)}
            there: set[tuple[int, int]] = unvalued.get(part_of.get(about.name, ""), set())
            found[about.name] = Grid(
                about.name, rows, about.visible != SheetVisibleEnum.Visible, frozenset(merged),
                frozenset((row, column - 1) for row, column in there),
            )  # fmt: skip
    except PasswordError as error:
        raise Unreadable(
            "the workbook has a password; it must open without one: take the password off and send it again safely"
        ) from error
    except TooLarge:
        raise
    except (CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, OSError, ValueError, KeyError,
            NotImplementedError, EOFError) as error:  # fmt: skip
        raise Unreadable(
            "the file cannot be read as a workbook; it must be an .xlsx that opens in a spreadsheet program: open it, "
            "save it as .xlsx without a password, and send it again"
        ) from error
    return found


def _parts_by_sheet(path: Path) -> dict[str, str]:
    """Sheet name to the part of the workbook that holds it."""
    with zipfile.ZipFile(path) as workbook:
        relations: Any = ElementTree.fromstring(workbook.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): str(r.get("Target")).removeprefix("/xl/") for r in relations}
        sheets: Any = ElementTree.fromstring(workbook.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        return {str(s.get("name")): f"xl/{targets.get(s.get(_RELATION), '')}" for s in sheets}


def _read_csv(path: Path) -> dict[str, Grid]:
    check_size(path, LARGEST_CSV)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "the file is not UTF-8 text; a return in CSV must be: save it as 'CSV UTF-8' and send it again"
        ) from error
    sheets: dict[str, dict[int, tuple[Cell, ...]]] = {}
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if number > 4 * MOST_ROWS or len(fields) > MOST_COLUMNS + 1:
                raise TooLarge(
                    f"the file has more than {4 * MOST_ROWS:,} rows or {MOST_COLUMNS + 1} columns; a score card has "
                    "far fewer: copy the figures into the blank score card"
                )
            if any(field.strip() for field in fields):
                rows = sheets.setdefault(fields[0].strip(), {})
                rows[number] = tuple(cell if cell.strip() else None for cell in fields[1:])
    except csv.Error as error:
        raise Unreadable(
            "the file cannot be read as CSV; each row must be cells with commas between, in straight double quotes "
            "where they hold a comma: save it again from a spreadsheet program"
        ) from error
    return {name: Grid(name, rows) for name, rows in sheets.items()}
