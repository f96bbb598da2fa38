"""A received file as sheets of cells: a workbook, or a CSV whose first column names the sheet."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from nelscb.returns.limits import (
    LARGEST_CSV,
    LARGEST_WORKBOOK,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    TooLarge,
    cells_shown_as_percentages,
    cells_with_an_error,
    check_size,
    formulas_without_value,
    sheet_parts,
)

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds: None where it is blank."""
KINDS = (".xlsx", ".csv")
_BROKEN = (
    CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, ExpatError, OSError, ValueError, KeyError,
    NotImplementedError, EOFError,
)  # fmt: skip
"""What a file that is no whole workbook makes its readers raise."""
WITHOUT_VALUE = "(a formula without a value)"
"""What stands in the place of a formula that was never worked out, so that its row is not taken for a blank one."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How both a workbook with a password and one of the old .xls kind begin."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PERCENT_FORMATS = {9, 10}
_QUOTED = re.compile(r'"[^"]*"|\\.')


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
    try:
        _check_kind(path)
        return _sheets_of(path, sheet_parts(path))
    except BaseException as error:
        # A panic of the reader is no Exception, and its class stands in no module: it is known by its name.
        if not isinstance(error, _BROKEN) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable(
            "the file cannot be read as a workbook; it must be an .xlsx that opens in a spreadsheet program: open it, "
            "save it as .xlsx without a password, and send it again"
        ) from error


def _check_kind(path: Path) -> None:
    """Raise Unreadable for a workbook with a password, and for the old kind under the new kind's ending."""
    with path.open("rb") as raw:
        if raw.read(len(_OLE)) != _OLE:
            return
        check_size(path, LARGEST_WORKBOOK)
        if _ENCRYPTED in raw.read():
            raise Unreadable(
                "the workbook has a password; it must open without one: take the password off and send it again safely"
            )
        raise Unreadable(
            "the file is an old .xls under another ending; a return is an .xlsx or a .csv: open it, save it as .xlsx, "
            "and send it again"
        )


def _sheets_of(path: Path, parts: Mapping[str, bytes]) -> dict[str, Grid]:
    part_of, percentages = _parts_by_sheet(path), _percentage_styles(path)
    by_name = {name.lower(): xml for name, xml in parts.items()}
    workbook = CalamineWorkbook.from_path(path)
    if len(workbook.sheets_metadata) > MOST_SHEETS:
        raise TooLarge(
            f"the workbook has {len(workbook.sheets_metadata):,} sheets; a score card has fewer than {MOST_SHEETS}: "
            "use the blank score card again"
        )
    found: dict[str, Grid] = {}
    for at, about in enumerate(workbook.sheets_metadata):
        if about.name in found:
            raise Unreadable(
                f"two sheets are called {about.name!r}; each has a name of its own: give the second one another name, "
                "or delete it"
            )
        sheet = workbook.get_sheet_by_index(at)
        xml = by_name.get(part_of.get(about.name, "").lower(), b"")
        first_row, first_column = sheet.start or (0, 0)
        cells: dict[int, list[Cell]] = {
            number: [None] * first_column + [None if cell == "" else cell for cell in row]
            for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1)
        }
        unvalued = formulas_without_value(xml)
        told = {
            **cells_shown_as_percentages(xml, percentages), **cells_with_an_error(xml),
            **dict.fromkeys(unvalued, WITHOUT_VALUE),
        }  # fmt: skip
        for (number, column), text in told.items():
            row = cells.setdefault(number, [])
            row += [None] * (column - len(row))
            row[column - 1] = text
        rows = {number: tuple(row) for number, row in sorted(cells.items()) if any(cell is not None for cell in row)}
        merged = [(top[0] + 1, bottom[0] + 1) for top, bottom in set(sheet.merged_cell_ranges or ())]
        found[about.name] = Grid(
            about.name, rows, about.visible != SheetVisibleEnum.Visible,
            frozenset(number for number in rows if any(top <= number <= bottom for top, bottom in merged)),
            frozenset((row, column - 1) for row, column in unvalued),
        )  # fmt: skip
    return found


def _parts_by_sheet(path: Path) -> dict[str, str]:
    """Sheet name to the part of the workbook that holds it."""
    with zipfile.ZipFile(path) as workbook:
        relations: Any = ElementTree.fromstring(workbook.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): str(r.get("Target")).removeprefix("/xl/") for r in relations}
        return {
            str(sheet.get("name")): f"xl/{targets.get(relation, '')}"
            for sheet in ElementTree.fromstring(workbook.read("xl/workbook.xml")).iter()
            if _tag(sheet) == "sheet"
            for name, relation in sheet.items() if name.endswith("}id")
        }  # fmt: skip


def _percentage_styles(path: Path) -> frozenset[int]:
    """Which of a workbook's cell styles show a number as a percentage."""
    with zipfile.ZipFile(path) as workbook:
        if "xl/styles.xml" not in workbook.namelist():
            return frozenset()
        styles: Any = ElementTree.fromstring(workbook.read("xl/styles.xml"))
    shown = set(_PERCENT_FORMATS)
    for one in styles.iter():
        if _tag(one) == "numFmt" and "%" in _QUOTED.sub("", one.get("formatCode", "")):
            shown.add(int(one.get("numFmtId", "0")))
    of_cells = [one for part in styles if _tag(part) == "cellXfs" for one in part]
    return frozenset(at for at, one in enumerate(of_cells) if int(one.get("numFmtId", "0")) in shown)


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _read_csv(path: Path) -> dict[str, Grid]:
    check_size(path, LARGEST_CSV)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable("the file cannot be opened; it must be one that can be read: put it there again") from error
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
            if any(field.strip() for field in fields[1:]) or len(fields) == 1:
                rows = sheets.setdefault(fields[0].strip(), {})
                rows[number] = tuple(cell if cell.strip() else None for cell in fields[1:])
    except csv.Error as error:
        raise Unreadable(
            "the file cannot be read as CSV; each row must be cells with commas between, in straight double quotes "
            "where they hold a comma: save it again from a spreadsheet program"
        ) from error
    return {name: Grid(name, rows) for name, rows in sheets.items()}
