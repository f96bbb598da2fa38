"""Sheets of texts to entries: story, voice, actions and the rest, as they stand, never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from nelscb.core_data import Audience, Kind, Text
from nelscb.plan import Board, Plan
from nelscb.returns import layout
from nelscb.returns.asked import Asked
from nelscb.returns.cells import Wrong, read_day, read_text
from nelscb.returns.files import ReceivedFile
from nelscb.returns.grids import Grid
from nelscb.returns.limits import LONGEST_TEXT
from nelscb.returns.lines import Headed, Line, Refused

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
"""Characters that show nothing or turn text around; a line break and a tab stay as blanks."""


def entries(
    sheet: layout.TextSheet, headed: Headed, grid: Grid, file: ReceivedFile, asked: Asked, plan: Plan, board: Board
) -> Iterator[Text | Refused]:
    """The entries of a sheet of texts; a row with a problem is refused with its reason."""
    seen: dict[str, int] = {}
    for row, cells in headed.rows:
        told = {column.field: plain(headed.text(cells, column.heading)) for column in sheet.columns}
        if not any(value for field, value in told.items() if field != "audience"):
            continue
        wrong = _wrong(sheet, told, row, seen, asked, plan)
        due = headed.cell(cells, "Due")
        if wrong is None and due is not None and read_day(due) is None and read_text(due):
            found = f"found {plain(read_text(due))[:40]!r}"
            wrong = "Due", Wrong("due", found, "it is a day", "write it like 2017-06-30")
        if wrong is not None:
            yield Refused(grid.name, row, wrong[0], wrong[1])
            continue
        kind = cast(Kind, told.get("kind") or sheet.kinds[0])
        yield _text(
            kind, told, file, board, grid.name, row, item=told.get("item") or f"{sheet.name} {row}",
            about=told.get("about", ""), due=read_day(due) if "due" in told else None,
        )  # fmt: skip


def evidence_of(line: Line, file: ReceivedFile, board: Board) -> Text:
    """What a sub-group points to for the answer to a status line."""
    told = {"text": plain(line.evidence), "status": line.answer}
    return _text("evidence", told, file, board, line.sheet, line.row, item=line.measure.id, about=line.measure.id)


def _text(
    kind: Kind, told: Mapping[str, str], file: ReceivedFile, board: Board, sheet: str, row: int, **given: Any
) -> Text:
    return Text(
        quarter=file.quarter, sub_group=file.sub_group, kind=kind, item=given["item"], about=given["about"],
        text=told.get("text", ""), response=told.get("response", ""), owner=told.get("owner", ""),
        due=given.get("due"), status=told.get("status", ""), risk=told.get("risk", ""),
        impact=told.get("impact", ""), resource=told.get("resource", ""),
        audience=cast(Audience, told.get("audience") or "board"),
        provenance="illustrative" if board.illustrative else "return", received=file.received, file=file.name,
        sheet=sheet, row=row,
    )  # fmt: skip


def plain(text: str) -> str:
    """Text on one line, without characters that cannot be seen."""
    return " ".join(_CONTROL.sub("", text.replace("\r", " ").replace("\n", " ")).split())


def _wrong(
    sheet: layout.TextSheet, told: Mapping[str, str], row: int, seen: dict[str, int], asked: Asked, plan: Plan
) -> tuple[str, Wrong] | None:
    """Heading and reason of the first thing wrong with an entry; None where nothing is."""
    for column in sheet.columns:
        said = told[column.field]
        if column.required and not said:
            return column.heading, Wrong("entry", "it is blank", "an entry needs it", "fill it in, or clear the row")
        if column.choices and said and said not in column.choices:
            choices = ", ".join(column.choices)
            return column.heading, Wrong("entry", f"found {said[:40]!r}", f"it is one of {choices}", "choose one")
        if len(said) > LONGEST_TEXT:
            found = f"the entry has {len(said):,} characters"
            return column.heading, Wrong("entry", found, f"it has at most {LONGEST_TEXT:,}", "shorten it")
    about = told.get("about", "")
    if about and about not in plan.measures and about not in {c.id for c in plan.chapters}:
        return layout.ABOUT, Wrong(
            "entry", f"{about[:40]!r} is no chapter or measure of the plan",
            f"an entry is about one, such as {', '.join(asked.chapters)}",
            "choose one, or leave it blank",
        )  # fmt: skip
    item = told.get("item", "")
    if item and item in seen:
        return layout.ITEM, Wrong(
            "entry", f"the item {item[:40]!r} stands in row {seen[item]} too", "an item stands once",
            "give the second one its own",
        )  # fmt: skip
    seen[item] = row
    return None
