"""The registers: every action, challenge, gap, risk and conflict of interest that the returns tell of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nelscb.edition import Item, ReleasedPage
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Link, Status, Table
from nelscb.pages.proposals import status_cell
from nelscb.pages.written import quoted
from nelscb.plan import Board, Chapter, Plan
from nelscb.words import registers
from nelscb.words.numbers import short_period, whole
from nelscb.words.proposals import due_cell
from nelscb.words.written import NO_ANSWER, NOT_SAID

PAGE = "registers"
_SHOWN_AFTER_THE_END = 3
"""An entry that ended in this quarter or in the three before it is still shown."""
_MINUTED = registers.MINUTED
_KINDS = {"actions": "action", "challenges": "challenge", "gaps": "gap", "interests": _MINUTED}
_SILENT = Status(registers.NOT_MENTIONED, "ring", "watch")


def registers_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every register by the name that the prose gives it."""
    return {
        "register_actions": actions(released, plan, board),
        "register_challenges": challenges(released, plan, board),
        "register_gaps": gaps(released, plan, board),
        "register_interests": interests(released, plan, board),
    }


def actions(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Actions by chapter, each with the action plan that the plan names for it."""
    columns = (
        Column("Action"), Column("Chapter", choices=True), Column("Action plan", choices=True), Column("What"),
        Column("Owner (a role)"), Column("Due"), Column("Standing", choices=True), Column("Age in quarters", True),
        Column("Cost", choices=True), Column("What it changed"), Column("From", choices=True),
    )  # fmt: skip

    def row(item: Item, chapter: Chapter | None) -> tuple[Cell, ...]:
        now = item.now
        return (
            (AsWritten(item.item),), _chapter_cell(chapter), registers.action_plan(chapter.id if chapter else ""),
            quoted(now.text), _written(now.owner), due_cell(item), _standing(item), whole(item.age),
            _written(now.resource), _said(now.impact), board.groups.get(item.sub_group, item.sub_group),
        )  # fmt: skip

    items = _of(released, "action")
    told = registers.tally(items, "action")
    return _register("actions", "Actions, by chapter", items, columns, row, told, released, plan, board)


def challenges(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Challenges: how old, to whom, what was answered, how it ended, what it changed."""
    columns = (
        Column("Challenge"), Column("Chapter", choices=True), Column("What"), Column("To whom (a role)"),
        Column("Raised"), Column("Age in quarters", True), Column("Due"), Column("Outcome", choices=True),
        Column("Answer"), Column("What it changed"), Column("From", choices=True),
    )  # fmt: skip

    def row(item: Item, chapter: Chapter | None) -> tuple[Cell, ...]:
        now = item.now
        return (
            (AsWritten(item.item),), _chapter_cell(chapter), quoted(now.text), _written(now.owner),
            short_period(item.first), whole(item.age), due_cell(item), _standing(item),
            _said(now.response, NO_ANSWER), _said(now.impact), board.groups.get(item.sub_group, item.sub_group),
        )  # fmt: skip

    items = _of(released, "challenge")
    told = (*registers.tally(items, "challenge"), registers.answers(items))
    return _register("challenges", "The log of challenges", items, columns, row, told, released, plan, board)


def gaps(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Gaps in service and risks: impact, resource, rating, and who does what about it."""
    columns = (
        Column("Gap or risk"), Column("Kind", choices=True), Column("Chapter", choices=True), Column("What it is"),
        Column("Rating", choices=True), Column("Impact"), Column("Resource"), Column("What is done"),
        Column("Owner (a role)"), Column("Due"), Column("Age in quarters", True), Column("Standing", choices=True),
        Column("From", choices=True),
    )  # fmt: skip

    def row(item: Item, chapter: Chapter | None) -> tuple[Cell, ...]:
        now = item.now
        return (
            (AsWritten(item.item),), item.kind, _chapter_cell(chapter), quoted(now.text), _written(now.risk),
            _said(now.impact), _written(now.resource), _said(now.response), _written(now.owner), due_cell(item),
            whole(item.age), _standing(item), board.groups.get(item.sub_group, item.sub_group),
        )  # fmt: skip

    items = _of(released, "gap", "risk")
    told = (*registers.tally(items, "gap"), registers.ratings(items))
    return _register("gaps", "Gaps in service, and risks", items, columns, row, told, released, plan, board)


def interests(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Conflicts of interest as they were minuted: they have no status, so none is open and none overdue."""
    columns = (
        Column("Interest"), Column("Quarter"), Column("What was declared"), Column("Whose (a role)"),
        Column("What was done"), Column("From", choices=True),
    )  # fmt: skip

    def row(item: Item, _: Chapter | None) -> tuple[Cell, ...]:
        now = item.now
        return (
            (AsWritten(item.item),), short_period(item.last), quoted(now.text), _written(now.owner),
            _said(now.response), board.groups.get(item.sub_group, item.sub_group),
        )  # fmt: skip

    items = _of(released, _MINUTED)
    told = (registers.minuted(items, released.quarter),)
    return _register("interests", "Conflicts of interest, as minuted", items, columns, row, told, released, plan, board)


def _of(released: ReleasedPage, *kinds: str) -> list[Item]:
    return [item for item in released.story.items if item.kind in kinds]


def _register(
    what: str,
    caption: str,
    items: Sequence[Item],
    columns: tuple[Column, ...],
    row: Callable[[Item, Chapter | None], tuple[Cell, ...]],
    told: tuple[str, ...],
    released: ReleasedPage,
    plan: Plan,
    board: Board,
) -> Exhibit:
    """The entries by chapter, the open ones first; what is long over is counted and not shown."""
    exhibit_id, kind = f"{PAGE}_{what}", _KINDS[what]
    if not items:
        senders = [board.groups.get(name, name) for name in board.sub_groups]
        return Exhibit(exhibit_id, caption, text=(registers.none_received(kind, senders),))
    first = released.quarter - _SHOWN_AFTER_THE_END
    # An interest has no status that could end it: it is long over once it was minuted long ago.
    older = [i for i in items if (i.ended or kind == _MINUTED) and i.last < first]
    order = [c.id for c in plan.chapters]

    def place(found: tuple[Item, Chapter | None]) -> tuple[int, bool, bool]:
        item, chapter = found
        return order.index(chapter.id) if chapter else len(order), item.ended, not item.overdue

    shown = sorted(((i, chapter_of(i, plan)) for i in items if i not in older), key=place)
    table = Table(columns, tuple(row(*found) for found in shown), interactive=True) if shown else None
    notes = registers.notes(released.as_of, older, first, kind)
    return Exhibit(exhibit_id, caption, text=tuple(line for line in told if line), table=table, notes=notes)


def chapter_of(item: Item, plan: Plan) -> Chapter | None:
    """The chapter that an entry speaks of, itself or by its measure; None where it names neither."""
    about = item.now.about.strip()
    if about in plan.measures:
        return plan.chapter_of(about)
    return next((c for c in plan.chapters if c.id == about), None)


def _chapter_cell(chapter: Chapter | None) -> Cell:
    if chapter is None:
        return registers.WHOLE_BOARD
    return (Link(f"{chapter.id} {chapter.short_title}", chapter.slug),)


def _standing(item: Item) -> Cell:
    """Its status, with overdue before it, and, where nobody speaks of it any more, that too."""
    status = status_cell(item)
    return (*status, " ", _SILENT) if item.unmentioned and isinstance(status, tuple) else status


def _written(words: str) -> Cell:
    return (AsWritten(words),) if words.strip() else NOT_SAID


def _said(words: str, otherwise: str = NOT_SAID) -> Cell:
    return quoted(words) if words.strip() else otherwise
