"""Contents to files: earlier quarters as CSV, the last one as the Board's own score cards, filled in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from invented.content import Content
from nelscb.plan import Plan
from nelscb.quarters import Quarter
from nelscb.returns.layout import (
    CATEGORY,
    CORRECTIONS,
    COVER,
    COVER_LABELS,
    FIGURES,
    MEASURE,
    NEEDED,
    NEEDED_OF_BREAKDOWNS,
    REPORTS,
    TEXT_SHEETS,
    breakdown_sheets,
)

_REAL_NAMES = {
    "Northern Lincolnshire and Goole NHS FT": "the hospital trust",
    "North East Lincolnshire": "Havenshire",
    "North Lincolnshire": "a neighbour",
    "the Department for Education or the ONS": "the ministry of children or the statistics office (both invented)",
}
"""A blank score card's own texts name these; on what Havenshire sends no real place or body stands."""
_SAVED_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")


def _sheets(content: Content, plan: Plan) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """Every sheet that has something on it: name, headings, rows."""
    yield FIGURES, NEEDED[FIGURES], [(measure, *parts) for measure, parts in content.figures.items()]
    for name, key in breakdown_sheets(plan.breakdowns).items():
        rows = [(m, category, *parts) for (b, m, category), parts in content.categories.items() if b == key]
        if rows:
            yield name, NEEDED_OF_BREAKDOWNS, rows
    if content.answers:
        yield REPORTS, NEEDED[REPORTS], [(measure, *told) for measure, told in content.answers.items()]
    if content.corrections:
        headings = NEEDED[CORRECTIONS]
        yield CORRECTIONS, headings, [tuple(line[h] for h in headings) for line in content.corrections]
    for sheet in TEXT_SHEETS:
        entries = content.texts.get(sheet.name, [])
        if entries:
            headings = tuple(column.heading for column in sheet.columns)
            yield sheet.name, headings, [tuple(e.get(c.field, "") for c in sheet.columns) for e in entries]


def write_csv(path: Path, content: Content, plan: Plan) -> None:
    """The return as CSV, whose first column names the sheet; only the headings that are read."""
    made = io.StringIO(newline="")
    write = csv.writer(made, lineterminator="\n")
    for name, told in content.cover.items():
        if told:
            write.writerow((COVER, COVER_LABELS[name], told))
    for sheet, headings, rows in _sheets(content, plan):
        write.writerow((sheet, *headings))
        write.writerows((sheet, *row) for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.getvalue().encode())


def fill_in(path: Path, content: Content, plan: Plan, quarter: Quarter) -> None:
    """Fill in a blank score card where it stands."""
    book = load_workbook(path)
    _fill_cover(book[COVER], content)
    texts = {sheet.name for sheet in TEXT_SHEETS}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                for real, instead in _REAL_NAMES.items():
                    if isinstance(cell.value, str) and real in cell.value:
                        cell.value = cell.value.replace(real, instead)
    for name, headings, rows in _sheets(content, plan):
        if name in texts or name == CORRECTIONS:
            _replace(book[name], headings, rows)
        else:
            _fill(book[name], headings, rows)
    for name in texts - set(content.texts):
        _replace(book[name], (), [])
    _save(book, path, quarter)


def _fill_cover(sheet: Any, content: Content) -> None:
    labels = {label: content.cover.get(name, "") for name, label in COVER_LABELS.items()}
    for row in sheet.iter_rows(max_col=2):
        if labels.get(row[0].value):
            row[1].value = labels[row[0].value]


def _headed(sheet: Any, first: str) -> tuple[int, dict[str, int]]:
    """The row of headings, and each heading's column."""
    for row in sheet.iter_rows(max_row=12):
        if first in [cell.value for cell in row]:
            return row[0].row, {cell.value: cell.column for cell in row if cell.value}
    raise ValueError(f"{sheet.title}: no heading {first!r}")


def _fill(sheet: Any, headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Fill in the cells of rows that stand there already, found by measure and category."""
    names = [h for h in headings if h in (MEASURE, CATEGORY)]
    head, columns = _headed(sheet, headings[0])
    there = {
        tuple(sheet.cell(row, columns[name]).value for name in names): row
        for row in range(head + 1, sheet.max_row + 1)
    }  # fmt: skip
    for told in rows:
        row = there[told[: len(names)]]
        for heading, value in zip(headings[len(names) :], told[len(names) :], strict=True):
            if value != "":
                sheet.cell(row, columns[heading]).value = value


def _replace(sheet: Any, headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Write the rows from the top: what was carried over from last quarter is brought up to date in them."""
    head, columns = _headed(sheet, headings[0]) if headings else (3, {})
    for cells in sheet.iter_rows(min_row=head + 1):
        for cell in cells:
            cell.value = None
    for number, told in enumerate(rows, start=head + 1):
        for heading, value in zip(headings, told, strict=True):
            if value != "":
                sheet.cell(number, columns[heading]).value = value


def _save(book: Workbook, path: Path, quarter: Quarter) -> None:
    """Save with the quarter's last day in place of the clock's time, so that the same bytes come out each time."""
    made = io.BytesIO()
    book.save(made)
    day = quarter.last_day
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as settled:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                content = _SAVED_WHEN.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            about = zipfile.ZipInfo(part.filename, (day.year, day.month, day.day, 0, 0, 0))
            settled.writestr(about, content, zipfile.ZIP_DEFLATED)
