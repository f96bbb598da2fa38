"""Blank score cards as workbooks: drop-downs, checked cells, locked labels; text that cannot become a formula."""

from __future__ import annotations

import io
import math
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nelscb.core_data import Figure
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.returns import layout
from nelscb.returns.asked import Asked
from nelscb.returns.card_content import (
    ILLUSTRATIVE,
    CardSheet,
    breakdown_sheets,
    corrections_sheet,
    cover_rows,
    figures_sheet,
    instructions,
    reports_sheet,
    text_sheets,
)
from nelscb.returns.intake import Intake

HEAD = 3
"""The row of headings; above it the sheet's title and one line of instruction."""
_WIDTHS = {
    layout.MEASURE: 10, layout.NAME: 38, layout.WHAT_IS_COUNTED: 42, layout.OUT_OF_WHAT: 30, layout.COUNTED: 11,
    layout.UNIT: 16, layout.FROM: 28, layout.NUMBER: 11, layout.OUT_OF: 11, layout.VALUE: 11, layout.REMARK: 44,
    layout.CATEGORY: 34, layout.EVIDENCE: 60, layout.ASKED_FOR: 40, layout.ANSWERS: 30, layout.ABOUT: 10,
    layout.ITEM: 10, layout.WHO: 12, layout.WHY: 14, layout.QUARTER: 13, layout.BREAKDOWN: 28,
}  # fmt: skip
_WIDE_TEXT, _OTHER = 60, 17
_LONG_TEXTS = ("text", "response", "impact")
_TITLE = Font(name="Calibri", size=14, bold=True, color="0B4F8A")
_HEADING = Font(name="Calibri", bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", fgColor="0B4F8A")
_TO_FILL = PatternFill("solid", fgColor="FFF6D6")
_CLOSED = PatternFill("solid", fgColor="E4E7EB")
_MARKED = Font(name="Calibri", bold=True, color="8A1C1C")
_WRAP = Alignment(wrap_text=True, vertical="top")
_LINE = Border(bottom=Side("thin", color="C5CBD3"), left=Side("thin", color="E4E7EB"))
_LINE_HEIGHT = 15.0
_LONGEST_INLINE = 250
"""Characters of a drop-down's list that may stand in the cell's own rule; longer lists stand on a sheet."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_score_card(
    path: Path, asked: Asked, quarter: Quarter, project: Project, intake: Intake, published: Sequence[Figure]
) -> None:
    """Write the blank score card of one sub-group for ``quarter``, whole or not at all; its bytes repeat."""
    plan, board = project.plan, project.board
    book = Workbook()
    mark = ILLUSTRATIVE if board.illustrative else ""
    heading = f"{board.groups[asked.sub_group]}: score card for {quarter.in_words}"
    _write_cover(book.active, heading, mark, cover_rows(asked, quarter, board))
    _write_instructions(
        book.create_sheet(layout.INSTRUCTIONS), heading, mark, instructions(asked, quarter, plan, board)
    )
    sheets = [
        figures_sheet(asked, quarter, plan, board, intake, published), *breakdown_sheets(asked, plan),
        reports_sheet(asked, quarter, intake), corrections_sheet(asked, quarter, plan),
        *text_sheets(asked, quarter, intake.texts),
    ]  # fmt: skip
    lists = _Lists()
    for sheet in sheets:
        if sheet.rows or sheet.blank_rows:
            _write_sheet(book.create_sheet(sheet.name), sheet, mark, lists)
    lists.write(book.create_sheet(layout.LISTS), mark)
    book.properties.creator = "the nelscb developers"
    book.properties.title = f"{heading}{f' ({mark})' if mark else ''}"
    _save(book, path, quarter)


def put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write ``text`` as text, whatever it begins with: a formula's sign is data here and does nothing."""
    cell: Any = sheet.cell(row, column)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        if text.startswith(_RISKY):
            cell.quotePrefix = True
    cell.alignment = _WRAP
    return cell  # type: ignore[no-any-return]


class _Lists:
    """Drop-downs too long for a cell's own rule, each a column of one sheet that everybody can see."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], str] = {}

    def formula(self, choices: tuple[str, ...]) -> str:
        """What a rule names to offer ``choices``."""
        inline = ",".join(choices)
        if len(inline) <= _LONGEST_INLINE and not any("," in choice or '"' in choice for choice in choices):
            return f'"{inline}"'
        letter = get_column_letter(len(self._columns) + 1)
        return self._columns.setdefault(choices, f"{layout.LISTS}!${letter}${HEAD + 1}:${letter}${HEAD + len(choices)}")

    def write(self, sheet: Worksheet, mark: str) -> None:
        """Fill the sheet of lists."""
        _write_head(sheet, "Lists for the drop-downs; nothing to fill in here.", mark)
        for column, choices in enumerate(self._columns, start=1):
            for row, choice in enumerate(choices, start=HEAD + 1):
                put(sheet, row, column, choice)
            sheet.column_dimensions[get_column_letter(column)].width = 30
        sheet.protection.sheet = True


def _write_head(sheet: Any, title: str, mark: str) -> None:
    put(sheet, 1, 1, title).font = _TITLE
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False)
    if mark:
        put(sheet, 2, 1, mark).font = _MARKED
        sheet.cell(2, 1).alignment = Alignment(wrap_text=False)
    sheet.oddFooter.center.text = mark or None


def _write_cover(sheet: Any, heading: str, mark: str, rows: Sequence[tuple[str, str]]) -> None:
    sheet.title = layout.COVER
    _write_head(sheet, heading, mark)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60
    names = dict(zip(layout.COVER_LABELS.values(), layout.COVER_LABELS, strict=True))
    offers = {"status": layout.STATUSES, "why_again": layout.REASONS}
    for row, (label, told) in enumerate(rows, start=HEAD + 1):
        put(sheet, row, 1, label).font = Font(name="Calibri", bold=True)
        cell = put(sheet, row, 2, told)
        if names[label] in ("author", "completed", "status", "why_again"):
            cell.fill, cell.protection = _TO_FILL, Protection(locked=False)
        if names[label] in offers:
            choices = ",".join(offers[names[label]])
            rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=True)
            sheet.add_data_validation(rule)
            rule.add(cell.coordinate)
    put(sheet, HEAD + len(rows) + 2, 1, f"How to fill it in stands on the sheet {layout.INSTRUCTIONS!r}.")
    sheet.cell(HEAD + len(rows) + 2, 1).alignment = Alignment(wrap_text=False)
    sheet.protection.sheet = True
    _fit(sheet)


def _write_instructions(sheet: Worksheet, heading: str, mark: str, lines: Sequence[str]) -> None:
    _write_head(sheet, heading, mark)
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate(lines, start=HEAD + 1):
        put(sheet, row, 1, line)
        sheet.row_dimensions[row].height = _LINE_HEIGHT * math.ceil(1.15 * len(line) / 110)
    _fit(sheet)
    sheet.protection.sheet = True


def _write_sheet(sheet: Any, card: CardSheet, mark: str, lists: _Lists) -> None:
    _write_head(sheet, card.instruction, mark)
    for column, heading in enumerate(card.headings, start=1):
        cell = put(sheet, HEAD, column, heading)
        cell.font, cell.fill = _HEADING, _HEADING_FILL
        sheet.column_dimensions[get_column_letter(column)].width = _width(heading, card)
    sheet.row_dimensions[HEAD].height = 2 * _LINE_HEIGHT
    last = HEAD + len(card.rows) + card.blank_rows
    for number in range(len(card.rows) + card.blank_rows):
        told = card.rows[number] if number < len(card.rows) else ("",) * len(card.headings)
        for column, (heading, text) in enumerate(zip(card.headings, told, strict=True), start=1):
            cell = put(sheet, HEAD + 1 + number, column, text)
            if heading in card.to_fill:
                shut = number in card.grey or (number, heading) in card.closed
                cell.fill, cell.protection = (_CLOSED if shut else _TO_FILL), Protection(locked=shut)
            cell.border = _LINE
        sheet.row_dimensions[HEAD + 1 + number].height = _height(told, card)
    _add_rules(sheet, card, lists, last)
    sheet.freeze_panes = sheet.cell(HEAD + 1, 3 if layout.NAME in card.headings else 1)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    _fit(sheet)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _fit(sheet: Any) -> None:
    """Print on landscape pages, as wide as the sheet."""
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _width(heading: str, card: CardSheet) -> float:
    texts = {c.heading for s in layout.TEXT_SHEETS if s.name == card.name for c in s.columns if c.field in _LONG_TEXTS}
    return _WIDE_TEXT if heading in texts else _WIDTHS.get(heading, _OTHER)


def _height(told: Sequence[str], card: CardSheet) -> float:
    """Room for the row's longest text: a spreadsheet program does not make it by itself for every file it opens."""
    lines = (math.ceil(1.15 * len(text) / _width(h, card)) for h, text in zip(card.headings, told, strict=True) if text)
    return _LINE_HEIGHT * max(lines, default=1)


def _add_rules(sheet: Worksheet, card: CardSheet, lists: _Lists, last: int) -> None:
    """What a cell takes: a whole number or a mark, a number, or one of the choices."""
    for column, heading in enumerate(card.headings, start=1):
        letter = get_column_letter(column)
        whole = f"{letter}{HEAD + 1}:{letter}{last}"
        if heading in card.choices:
            rule = DataValidation(type="list", formula1=lists.formula(card.choices[heading]), allow_blank=True)
            _add(sheet, rule, whole, "Please choose one of the list.")
        elif heading in (layout.NUMBER, layout.OUT_OF) and heading in card.to_fill:
            first = f"{letter}{HEAD + 1}"
            rule = DataValidation(
                type="custom",
                formula1=f'OR(AND(ISNUMBER({first}),{first}>=0,{first}=INT({first})),{first}="N/A",{first}="-",'
                f'{first}="*",LEFT({first},1)="<")',
            )  # fmt: skip
            _add(sheet, rule, whole, "A whole number, or one of N/A, -, *, <5.")
    for number, choices in enumerate(card.choices_of_row):
        letter = get_column_letter(card.headings.index(layout.ANSWER) + 1)
        rule = DataValidation(type="list", formula1=lists.formula(choices), allow_blank=True)
        _add(sheet, rule, f"{letter}{HEAD + 1 + number}", "Please choose one of the list.")


def _add(sheet: Worksheet, rule: DataValidation, cells: str, message: str) -> None:
    rule.showErrorMessage, rule.error, rule.errorTitle = True, message, "Please look again"
    sheet.add_data_validation(rule)
    rule.add(cells)


_SAVED_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms)")


def _save(book: Workbook, path: Path, quarter: Quarter) -> None:
    """Save with the quarter's last day in place of the clock's time, so that the same card has the same bytes."""
    made = io.BytesIO()
    book.save(made)
    stamp = f"{quarter.last_day.isoformat()}T00:00:00Z".encode()
    day = (quarter.last_day.year, quarter.last_day.month, quarter.last_day.day, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as settled:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                content = _SAVED_WHEN.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            settled.writestr(zipfile.ZipInfo(part.filename, day), content, zipfile.ZIP_DEFLATED)
    beside.replace(path)
