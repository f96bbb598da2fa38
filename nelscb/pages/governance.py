"""The two steps of governance: score cards to the Operational Board, their exceptions to the Leadership Board."""

from __future__ import annotations

from nelscb.edition import Receipt, ReleasedPage
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Link, Table
from nelscb.pages.card_page import TEMPLATE
from nelscb.pages.written import quoted
from nelscb.plan import Board, Plan
from nelscb.quarters import day_in_words
from nelscb.words import card_pages, governance
from nelscb.words.numbers import short_period
from nelscb.words.receipts import complete_cell, received_cell

PAGE = "governance"
_BOARDS = ("operational_board", "leadership_board")


def governance_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit about governance by the name that the prose gives it."""
    return {
        "governance_cards": cards(released, plan, board),
        "governance_exceptions": exceptions(released, board),
        "governance_decisions": decisions(released, plan, board),
        "sign_off": sign_off(released, board),
    }


def cards(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Step one: each sub-group's score card, when it came, how complete, and the roles that answer for it."""
    receipts = released.received.receipts
    text = governance.cards_sentences(receipts, _operational(board))
    columns = (
        Column("Score card"), Column("Lead and author"), Column("Author, as the card says"), Column("Due by"),
        Column("Received"), Column("Figures and answers sent"), Column("Exceptions report by"),
        Column("For the Board"),
    )  # fmt: skip
    rows = tuple(_card(receipt, plan, board) for receipt in receipts)
    return Exhibit(
        f"{PAGE}_cards", f"Score cards for {short_period(released.quarter)}", text=text,
        table=Table(columns, rows) if rows else None,
    )  # fmt: skip


def _card(receipt: Receipt, plan: Plan, board: Board) -> tuple[Cell, ...]:
    group = receipt.sub_group
    used = receipt.first_used
    return (
        (Link(_group(group, board), f"{TEMPLATE}_{group}"),), _lead_and_author(group, plan, board),
        (AsWritten(used.author),) if used and used.author else card_pages.NOT_KNOWN, day_in_words(receipt.due),
        received_cell(receipt), complete_cell(receipt), _group(governance.MANAGEMENT, board),
        _group(governance.MEMBERS, board),
    )  # fmt: skip


def _lead_and_author(group: str, plan: Plan, board: Board) -> str:
    # The plan writes one role in several ways; capitals make no other role of it.
    roles = {
        r.role.lower(): r.role for c in reversed(plan.chapters) for r in reversed(c.responsible) if r.group == group
    }
    return governance.lead_and_author(tuple(reversed(roles.values())), _group(group, board))


def exceptions(released: ReleasedPage, board: Board) -> Exhibit:
    """Step two: when each board met over this quarter and the one before, and what it received, as recorded."""
    story = released.story
    text = governance.exceptions_sentences(story.exceptions, story.meeting, _operational(board))
    columns = (
        Column("Board"), Column("Quarter"), Column("Met on"), Column("What it received, as recorded"),
        Column("What it decided"), Column("In this book"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for place, quarter in enumerate(story.meetings):
        for name in _BOARDS:
            title = _operational(board) if name == "operational_board" else governance.LEADERSHIP
            when = short_period(quarter.quarter)
            there = _link_of(name)
            records = [(n, record) for n, record in enumerate(quarter.meetings) if record.board == name]
            for number, record in records:
                decided = [_decision_cell(place, number, n) for n, _ in enumerate(record.decided)]
                told = quoted(record.received), governance.decided_cell(decided)
                rows.append((title, when, day_in_words(record.day), *told, there))
            if not records:
                missing = governance.NOT_RECORDED
                rows.append((title, when, missing, missing, missing, there))
    return Exhibit(
        f"{PAGE}_exceptions", "What each board received, this quarter and the one before", text=text,
        table=Table(columns, tuple(rows)) if rows else None,
    )  # fmt: skip


def _link_of(name: str) -> Cell:
    """Where the book shows what a board is to receive."""
    words, page = ("What was received", "returns") if name == "operational_board" else ("Exceptions", "exceptions")
    return (Link(words, page),)


def decisions(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Every decision on record: of which board, what, by which role, by when."""
    found: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    for place, quarter in enumerate(released.story.meetings):
        for number, record in enumerate(quarter.meetings):
            for n, decision in enumerate(record.decided):
                found.append(_decision_cell(place, number, n))
                rows.append(
                    (
                        quoted(decision.text), governance.board_name(record, _operational(board)),
                        short_period(quarter.quarter), day_in_words(record.day), (AsWritten(decision.role),),
                        governance.due_cell(decision, released.as_of), _about(decision.about, plan, board),
                    )
                )  # fmt: skip
    columns = (
        Column("Decision"), Column("Board"), Column("Quarter"), Column("Day"), Column("By (a role)"), Column("Due"),
        Column("About"),
    )  # fmt: skip
    text = governance.decisions_sentence(found, [q.quarter for q in released.story.meetings] or [released.quarter])
    return Exhibit(
        f"{PAGE}_decisions", "Decisions on record", text=(text,), table=Table(columns, tuple(rows)) if rows else None
    )


def _decision_cell(quarter: int, meeting: int, decision: int) -> str:
    return f"story.meetings.{quarter}.meetings.{meeting}.decided.{decision}.text"


def _about(about: str, plan: Plan, board: Board) -> Cell:
    """What a decision answers, as exceptions are named: a measure, a chapter, a score card, or an entry of one."""
    if not about:
        return governance.NOT_SAID
    if about in plan.measures:
        return (Link(about, plan.chapter_of(about).slug),)
    if chapter := next((c for c in plan.chapters if c.id == about), None):
        return (Link(f"{chapter.id} {chapter.short_title}", chapter.slug),)
    group, _, item = about.partition(" ")
    if group not in board.sub_groups:
        return (AsWritten(about),)
    card = Link(_group(group, board), f"{TEMPLATE}_{group}")
    return (card, ", ", Link(item, "registers")) if item else (card,)


def sign_off(released: ReleasedPage, board: Board) -> Exhibit:
    """A line for each role that signs, left blank: a sign-off is never made up."""
    groups = [_group(r.sub_group, board) for r in released.received.receipts]
    rows: list[tuple[Cell, ...]] = [
        (governance.lead_of(group), governance.signed_cards(), card_pages.TO_BE_SIGNED, "") for group in groups
    ]
    rows += [
        (role, what, card_pages.TO_BE_SIGNED, "")
        for role, what in (
            (_operational(board), governance.signed_receipt("the score cards")),
            (_group(governance.MANAGEMENT, board), governance.signed_report(released.quarter)),
            (_group(governance.MEMBERS, board), governance.signed_receipt("the exceptions report")),
            (governance.LEADERSHIP, governance.signed_receipt("this book")),
        )
    ]
    columns = (Column("Role"), Column("What it signs"), Column("Signed"), Column("Day"))
    return Exhibit(
        f"{PAGE}_sign_off", "Sign-off", text=(governance.sign_off_note(),), table=Table(columns, tuple(rows))
    )


def _operational(board: Board) -> str:
    return _group("operational_board", board)


def _group(name: str, board: Board) -> str:
    return board.groups.get(name, name)
