"""The registers' sheets, one for each kind of entry: all that were sent, the ended ones too, as they were written."""

from __future__ import annotations

from nelscb.edition import Item, ReleasedPage
from nelscb.pages.registers import chapter_of
from nelscb.plan import Board, Plan
from nelscb.words import registers
from nelscb.words import workbook as words
from nelscb.words.numbers import short_period
from nelscb.words.written import NOT_SAID
from nelscb.workbook.figures import marks_in
from nelscb.workbook.noting import Notes
from nelscb.workbook.sheets import Sheet, SheetColumn, Value, columns_of

_FIRST, _LAST = ("item", "chapter"), ("sender", "source", "notes")
_DATED = ("first", "last", "age", "due", "status", "standing")
_COLUMNS = {
    "action": (*_FIRST, "plan", "text", "owner", *_DATED, "resource", "response", "impact", *_LAST),
    "challenge": (*_FIRST, "text", "owner", *_DATED, "response", "impact", *_LAST),
    "gap": (*_FIRST, "text", "risk", "harm", "resource", "response", "owner", *_DATED, *_LAST),
    "risk": (*_FIRST, "text", "risk", "harm", "resource", "response", "owner", *_DATED, *_LAST),
    "conflict of interest": (*_FIRST, "text", "owner", "last", "response", *_LAST),
}
_WIDTHS = {
    "item": 16, "chapter": 26, "plan": 30, "text": 60, "owner": 32, "first": 13, "last": 13, "due": 20, "status": 16,
    "standing": 24, "age": 11, "risk": 14, "impact": 48, "harm": 48, "resource": 28, "response": 48, "sender": 34,
    "source": 46, "notes": 34,
}  # fmt: skip
_KINDS = {"due": "d", "age": "c"}


def register_sheets(released: ReleasedPage, plan: Plan, board: Board, notes: Notes) -> list[Sheet]:
    """A sheet a kind of entry, by chapter, the open ones first; a kind of which none was sent says so."""
    return [_register(kind, released, plan, board, notes) for kind in words.REGISTER_TITLES]


def _register(kind: str, released: ReleasedPage, plan: Plan, board: Board, notes: Notes) -> Sheet:
    name, title = words.REGISTER_TITLES[kind]
    lines = words.sheet_lines(released, board)
    order = {c.id: place for place, c in enumerate(plan.chapters)}

    def place(item: Item) -> tuple[int, bool, str, str]:
        chapter = chapter_of(item, plan)
        return order[chapter.id] if chapter else len(order), item.ended, item.sub_group, item.item

    items = sorted((i for i in released.story.items if i.kind == kind), key=place)
    if not items:
        groups = [board.groups.get(g, g) for g in board.sub_groups]
        none = registers.none_received("gap" if kind == "risk" else kind, groups)
        return Sheet(name, title, (*lines, words.no_table(none)))
    columns = _columns(kind)
    rows = [tuple(_cells(item, plan, board, name, notes)[what] for what in _COLUMNS[kind]) for item in items]
    return Sheet(name, title, (*lines, words.one_table(marks_in(rows))), columns, rows)


def _columns(kind: str) -> tuple[SheetColumn, ...]:
    whats = _COLUMNS[kind]
    titles = [words.ENTRY_COLUMNS[what] for what in whats]
    return columns_of(titles, "".join(_KINDS.get(what, "t") for what in whats), [_WIDTHS[what] for what in whats])


def _cells(item: Item, plan: Plan, board: Board, sheet: str, notes: Notes) -> dict[str, Value]:
    now, chapter = item.now, chapter_of(item, plan)
    minuted = item.kind == registers.MINUTED
    return {
        "item": _said(item.item),
        "chapter": f"{chapter.id} {chapter.short_title}" if chapter else registers.WHOLE_BOARD,
        "plan": registers.action_plan(chapter.id if chapter else ""),
        "text": _said(now.text),
        "owner": _said(now.owner),
        "first": short_period(item.first),
        "last": short_period(item.last),
        "due": now.due or words.NO_DAY,
        "status": _said(now.status),
        "standing": words.standing(item),
        "age": float(item.age),
        "risk": _said(now.risk),
        "impact": _said(now.impact),
        "harm": _said(now.impact),
        "resource": _said(now.resource),
        "response": _said(now.response),
        "sender": board.groups.get(item.sub_group, item.sub_group),
        "source": words.card_source(now.file, now.sheet, now.row),
        "notes": words.NO_NOTE if minuted else notes.mark(words.register_notes(item), sheet),
    }


def _said(written: str) -> str:
    return written if written.strip() else NOT_SAID
