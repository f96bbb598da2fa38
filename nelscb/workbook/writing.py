"""Sheets to a file: gptables' workbook and theme, with cells written so that text stays text and many are no wait.

gptables reads ``$$name$$`` as a note, ``[words](address)`` as a link, refuses a cell of signs alone, and keeps a format
for every cell by itself, which takes it minutes for a book's figures. So it gives the workbook, the checks of a table's
headings and name, and the formats of its theme; text goes in as it is, and the rows of a table are put together here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
from gptables import Cover, GPTable
from gptables.core.wrappers import GPWorkbook, GPWorksheet
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from nelscb.workbook.row_heights import height_of, lines_of
from nelscb.workbook.sheets import Kind, Sheet, SheetColumn, Value
from nelscb.workbook.texts import cell_text, needs_quote

_DAY_NOUGHT = date(1899, 12, 30)
"""Spreadsheets count days from here."""
_NUMBERS: dict[Kind, str] = {
    "count": "#,##0", "probability": "0.000", "day": "d mmmm yyyy", "text": "General", "sheet": "General",
}  # fmt: skip
_MEASURED = ("#,##0", "#,##0.0")
_HEADING_HEIGHT, _OF_A_TITLE = 24.0, 0.75
"""A heading's height in points, and how many fewer of its letters go into a line."""
_A3 = 8
_LONGEST_FOOT = 200
"""A foot of a printed page can have 255 characters, the page's number among them."""


class BookWorkbook(GPWorkbook):  # type: ignore[misc]
    """A workbook of gptables whose sheets are written by ``BookWorksheet``."""

    def __init__(self, path: str | BytesIO) -> None:
        """``path``: where the file goes once it is closed, which may be into memory."""
        # Together with a created day in the properties, files kept in memory have no clock in them.
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        super().__init__(path, options)
        self.strings: dict[str, tuple[str, bool]] = {}
        self.counted: dict[tuple[str, int], int] = {}

    def add_worksheet(self, name: str | None = None, gridlines: str = "show_all") -> BookWorksheet:
        """A new sheet, with gridlines on the screen."""
        worksheet: BookWorksheet = Workbook.add_worksheet(self, name, BookWorksheet)
        worksheet.theme, worksheet.book = self.theme, self
        worksheet.hide_gridlines({"show_all": 1, "hide_all": 2}[gridlines])
        return worksheet

    def lines(self, cell: Value, width: int) -> int:
        """How many lines a cell of so many characters needs; a number has one."""
        if not isinstance(cell, str):
            return 1
        found = self.counted.get((cell, width))
        if found is None:
            found = self.counted[cell, width] = lines_of(self.text(cell)[0], width)
        return found

    def text(self, written: str) -> tuple[str, bool]:
        """``written`` as a cell can hold it, and whether it must be kept from becoming a formula."""
        if written not in self.strings:
            shown = cell_text(written)
            self.strings[written] = shown, needs_quote(shown)
        return self.strings[written]


class BookWorksheet(GPWorksheet):  # type: ignore[misc]
    """A sheet of gptables on which text is text."""

    book: BookWorkbook

    def __init__(self) -> None:
        """An empty sheet."""
        super().__init__()
        self._table_rows: list[str] = []

    def write_cover(self, cover: Cover) -> None:
        """Title, then a heading and its lines each; ``cover.about`` has them as pairs."""
        theme = self.theme
        self._text(0, 0, cover.title, theme.cover_title_format)
        self.set_row(0, _HEADING_HEIGHT * self.book.lines(cover.title, int(cover.width * _OF_A_TITLE)))
        row = 1
        for heading, lines in cover.about:
            self._text(row, 0, heading, theme.cover_subtitle_format)
            self.set_row(row, _HEADING_HEIGHT)
            for line in lines:
                row += 1
                self._text(row, 0, line, {**theme.cover_text_format, "valign": "top"})
                self.set_row(row, height_of(self.book.lines(line, cover.width)))
            row += 1
        self.set_column(0, 0, cover.width)

    def write_sheet(self, sheet: Sheet) -> None:
        """Title and lines, then the table with its marked head; its head and its first columns stay in sight."""
        self._text(0, 0, sheet.title, self.theme.title_format)
        for row, line in enumerate(sheet.lines, start=1):
            self._text(row, 0, line, self.theme.instructions_format)
        if not sheet.rows:
            return
        frame = pd.DataFrame(list(sheet.rows), columns=[c.title for c in sheet.columns])
        table = GPTable(
            frame, f"table_{sheet.name}", sheet.title, instructions=sheet.lines[-1],
            table_row_index=len(sheet.lines) + 1,
        )  # fmt: skip
        head = table.data_range[0]
        self.add_table(*table.data_range, {
            "name": table.table_name, "autofilter": False, "style": None,
            "columns": [
                {"header": c.title, "header_format": self._heading(c, c is sheet.columns[0])} for c in sheet.columns
            ],
        })  # fmt: skip
        for place, column in enumerate(sheet.columns):
            self.set_column(place, place, column.width)
        self.set_row(head, height_of(max(self.book.lines(c.title, c.width - 2) for c in sheet.columns)))
        if any(column.kind == "sheet" for column in sheet.columns):
            self._write_linked(sheet, head + 1)
        else:
            self._write_rows_of(sheet, head + 1)
        self.freeze_panes(head + 1, sheet.kept)
        self.repeat_rows(head)
        # A number that is a name, such as a category "1", is meant to be text.
        self.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(sheet.columns))}{head + len(frame) + 1}"})

    def set_printed(self, foot: str) -> None:
        """On paper: A3, lying, as wide as the sheet, with ``foot`` and the page's number on every page."""
        self.set_landscape()
        self.set_paper(_A3)
        self.fit_to_pages(1, 0)
        self.set_footer(f"&L{cell_text(foot)[:_LONGEST_FOOT].replace('&', '&&')}&R&P of &N")

    def _text(self, row: int, column: int, text: str, style: Mapping[str, Any]) -> None:
        shown, quoted = self.book.text(text)
        self.write_string(row, column, shown, self._format(style, quote_prefix=quoted))

    def _format(self, style: Mapping[str, Any], **more: Any) -> Any:
        return self.book.add_format({**style, **{name: value for name, value in more.items() if value}})

    def _heading(self, column: SheetColumn, first: bool) -> Any:
        left = column.kind in ("text", "sheet")
        return self._format(
            self.theme.column_heading_format, align="left" if left else "right", indent=1 if left and not first else 0
        )  # fmt: skip

    def _write_linked(self, sheet: Sheet, first: int) -> None:
        """The few rows of the contents, with the library's own calls: a link is more than a cell."""
        style = {**self.theme.data_format, "valign": "top"}
        for row, cells in enumerate(sheet.rows, start=first):
            for place, (cell, column) in enumerate(zip(cells, sheet.columns, strict=True)):
                if column.kind == "sheet":
                    link = self._format(style, underline=1, font_color="#0000FF", bold=True)
                    self.write_url(row, place, f"internal:'{cell}'!A1", link, str(cell))
                elif isinstance(cell, str):
                    self._text(row, place, cell, {**style, "indent": 1})
                else:
                    self.write_number(row, place, float(cell), self._format(style, num_format="#,##0"))  # type: ignore[arg-type]
            self.set_row(row, height_of(max(map(self.book.lines, cells, (c.width for c in sheet.columns)))))

    def _write_rows_of(self, sheet: Sheet, first: int) -> None:
        """A table's rows as the file's own elements: the library's call for each cell takes ten times as long."""
        self._check_dimensions(first + len(sheet.rows) - 1, len(sheet.columns) - 1)
        letters = [xl_col_to_name(place) for place in range(len(sheet.columns))]
        words, quoted, numbers = self._styles(sheet.columns)
        index, text, lines = self.str_table._get_shared_string_index, self.book.text, self.book.lines
        widths = [column.width for column in sheet.columns]
        decimals: Sequence[int] = sheet.decimals or [0] * len(sheet.rows)
        for row, (cells, places) in enumerate(zip(sheet.rows, decimals, strict=True), start=first + 1):
            height = height_of(max(map(lines, cells, widths)))
            parts = [f'<row r="{row}" ht="{height}" customHeight="1">']
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    shown, quote = text(cell)
                    style = quoted[place] if quote else words[place]
                    parts.append(f'<c r="{letters[place]}{row}" s="{style}" t="s"><v>{index(shown)}</v></c>')
                else:
                    number = _number(cell)
                    parts.append(f'<c r="{letters[place]}{row}" s="{numbers[places][place]}"><v>{number}</v></c>')
            parts.append("</row>")
            self._table_rows.append("".join(parts))

    def _styles(self, columns: Sequence[SheetColumn]) -> tuple[list[int], list[int], list[list[int]]]:
        """For each column the number of its format: for words, words like a formula, and numbers by decimals."""
        words, quoted = [], []
        numbers: list[list[int]] = [[] for _ in _MEASURED]
        for column in columns:
            style = {**self.theme.data_format, "valign": "top"}
            style["align"] = "left" if column.kind == "text" else "right"
            if column.kind == "text" and column is not columns[0]:
                # Words would run into the number that stands to their left.
                style["indent"] = 1
            words.append(self._format(style)._get_xf_index())
            quoted.append(self._format(style, quote_prefix=True)._get_xf_index())
            for places, measured in enumerate(_MEASURED):
                shown = measured if column.kind == "measured" else _NUMBERS[column.kind]
                numbers[places].append(self._format(style, num_format=shown)._get_xf_index())
        return words, quoted, numbers

    def _write_rows(self) -> None:
        """What the library holds, which is title, lines and head; then the table's rows."""
        super()._write_rows()
        self.fh.write("".join(self._table_rows))


def _number(cell: Value) -> str:
    """A number as the file has it: in full."""
    if isinstance(cell, date):
        return str((cell - _DAY_NOUGHT).days)
    number = float(cell)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
