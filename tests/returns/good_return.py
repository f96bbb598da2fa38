"""A good return of the Neglect sub-group and one of the Missing sub-group, as rows of a CSV and as filled workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.returns.asked import asked_of
from nelscb.returns.intake import Intake, read_returns
from nelscb.returns.score_card import write_score_card

QUARTER = "2017-18-Q1"
FIRST, SECOND = "2017-07-14", "2017-07-18"
Rows = list[list[str]]

COVER = """
Cover,Form,1
Cover,Sub-group,{sub_group}
Cover,Quarter,2017-18-Q1
Cover,Author's role,Score Card Author
Cover,Date completed,2017-07-12
Cover,Status,final
Cover,"If sent again, why",
"""
NEGLECT = """
Figures,Measure,Number,Out of,Value
Figures,P2-03a,40,,
Figures,P2-03b,40,160,
Figures,P2-05,63,,
Figures,P2-06b,9,30,
Figures,P2-07,20,,
Figures,P2-09a,N/A,,
Figures,P2-09b,*,,
Figures,P2-10a,-,,
Figures,P2-11a,0,,
Figures,P2-11b,,,
Age,Measure,Category,Number,Out of,Value
Age,P2-03a,Under 1,4,,
Age,P2-03a,1 to 4,9,,
Age,P2-03a,5 to 9,12,,
Age,P2-03a,10 to 15,11,,
Age,P2-03a,16 and over,4,,
Reports,Measure,Answer,Evidence
Reports,P2-S1,yes,Minutes of May
Reports,P2-S2,,
Corrections,Measure,Quarter,Breakdown,Category,Number,Out of,Value,Answer,Why
Corrections,P2-05,2016-17-Q4,,,60,,,,late data
Story,Part,About,Text,Who may read it
Story,what helps,P2,Health visitors use the tool,public
"""
MISSING = """
Figures,Measure,Number,Out of,Value
Figures,P3-10,30,,
Figures,P3-11,,30,
Figures,P3-12,18,24,
Missing from home or from 2,Measure,Category,Number,Out of,Value
Missing from home or from 2,P3-10,Home,25,,
Missing from home or from 2,P3-10,Care,8,,
Age band and sex,Measure,Category,Number,Out of,Value
Age band and sex,P3-11,"Female, under 10",1,,
Age band and sex,P3-11,"Female, 10 to 15",9,,
Age band and sex,P3-11,"Female, 16 and 17",7,,
Age band and sex,P3-11,"Male, under 10",0,,
Age band and sex,P3-11,"Male, 10 to 15",6,,
Age band and sex,P3-11,"Male, 16 and 17",7,,
Age band and sex,P3-11,Sex not known,0,,
"""


def good_rows(sub_group: str = "neglect") -> Rows:
    """The cells of a good CSV, sheet by sheet; row n of the file is the n-1st."""
    text = COVER.format(sub_group=sub_group).strip() + {"neglect": NEGLECT, "missing": MISSING}[sub_group]
    return list(csv.reader(io.StringIO(text)))


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as the bytes of a CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def row_of(rows: Rows, *begins: str) -> int:
    """The number, from 1, of the first row that begins with these cells."""
    return next(n for n, row in enumerate(rows, start=1) if row[: len(begins)] == list(begins))


class Received:
    """A board's folder of its own, into which returns are put, and what was read of them."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = replace(project, folder=folder)

    def put(
        self, content: bytes, name: str = f"{FIRST}.csv", sub_group: str = "neglect", quarter: str = QUARTER
    ) -> str:
        """Put a file where it belongs; its name as sentences tell it."""
        return self.put_at(f"{quarter}/{sub_group}/{name}", content)

    def put_at(self, name: str, content: bytes) -> str:
        """Put a file anywhere under ``data/returns``."""
        path = self.project.returns / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return name

    def read(self) -> Intake:
        """Read everything that was put there."""
        return read_returns(self.project)

    def sentences(self) -> list[str]:
        """Every problem, in the order in which it was found."""
        intake = self.read()
        return [p.sentence for p in intake.misplaced] + [p.sentence for f in intake.files for p in f.problems]

    def told(self) -> dict[str, str]:
        """What every figure says, by its place: the last word on each."""
        return dict(_told(self.read()))


def _told(intake: Intake) -> Iterator[tuple[str, str]]:
    for f in intake.figures:
        place = " ".join(part for part in (f.measure, f.breakdown, f.category) if part)
        place += "" if str(f.period) == QUARTER else f" {f.period}"
        parts = [f"{part:g}" for part in (f.numerator, f.denominator, f.value) if part is not None]
        yield place, "/".join(parts) if parts else f.status or f.state


def blank_card(project: Project, folder: Path, sub_group: str = "neglect") -> Path:
    """The score card as it is sent out."""
    path = folder / f"{sub_group}.xlsx"
    asked = asked_of(sub_group, project.plan, project.board)
    empty = Received(project, folder / "empty").read()
    write_score_card(path, asked, Quarter.parse(QUARTER), project, empty, ())
    return path


def filled_card(card: Path, rows: Rows | None = None) -> Workbook:
    """The blank score card with the good return's cells filled in, each in its own place."""
    book = load_workbook(card)
    rows = good_rows() if rows is None else rows
    for name in dict.fromkeys(row[0] for row in rows):
        of_sheet = [row[1:] for row in rows if row[0] == name]
        if name == "Cover":
            for label, told in of_sheet:
                fill(book, name, label, "", told)
        else:
            _fill_sheet(book, name, of_sheet)
    return book


def _fill_sheet(book: Workbook, name: str, rows: Rows) -> None:
    headings, *filled = rows
    sheet: Any = book[name]
    columns = {cell.value: cell.column for cell in sheet[3]}
    keys = [h for h in headings if h in ("Measure", "Category")] if name not in ("Corrections", "Story") else []
    for n, cells in enumerate(filled):
        told = dict(zip(headings, cells, strict=True))
        row = 4 + n
        if keys:
            row = next(
                r for r in range(4, sheet.max_row + 1) if all(sheet.cell(r, columns[k]).value == told[k] for k in keys)
            )
        for heading, text in told.items():
            if text and heading not in keys:
                sheet.cell(row, columns[heading]).value = int(text) if text.isdigit() else text


def cell_of_card(book: Workbook, sheet: str, label: str, heading: str, category: str = "") -> Any:
    """The cell under a heading in the row that begins with a label (and names a category)."""
    page: Any = book[sheet]
    columns = {cell.value: cell.column for cell in page[3]}
    for row in range(4, page.max_row + 1):
        if page.cell(row, 1).value == label and category in ("", page.cell(row, columns.get("Category", 1)).value):
            return page.cell(row, columns[heading] if heading else 2)
    raise LookupError(label)


def fill(book: Workbook, sheet: str, label: str, heading: str, told: object, category: str = "") -> Any:
    """Put something into a cell; the cell."""
    cell = cell_of_card(book, sheet, label, heading, category)
    cell.value = told
    return cell


def as_bytes(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Damage = Callable[[Rows], object]
