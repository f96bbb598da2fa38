"""What the sub-groups propose, challenge and lack this quarter: actions, challenges, gaps and risks, interests."""

from __future__ import annotations

from collections.abc import Callable

from nelscb.edition import Item
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Status, Table
from nelscb.pages.scope import Scope
from nelscb.pages.written import merged, quoted
from nelscb.words import proposals, written

_OVERDUE = Status("Overdue", "cross", "bad")
_STATUSES = {
    "done": Status("Done", "square", "good"),
    "closed": Status("Closed", "square"),
    "answered": Status("Answered", "circle"),
    "under way": Status("Under way", "circle"),
    "open": Status("Open", "ring", "watch"),
    "not started": Status("Not started", "ring", "watch"),
    "dropped": Status("Dropped", "dash"),
}
_RATINGS = {
    "high": Status("High", "up", "bad"),
    "medium": Status("Medium", "diamond", "watch"),
    "low": Status("Low", "down"),
}


def actions(scope: Scope) -> Exhibit:
    """This quarter's actions: what, by which role, when, how far, at what cost, and what it changed."""
    columns = (
        Column("Action"), Column("What"), Column("Owner"), Column("Due"), Column("Status"), Column("Cost"),
        Column("What it changed"), Column("From"),
    )  # fmt: skip

    def row(item: Item) -> tuple[Cell, ...]:
        now = item.now
        return (
            (AsWritten(item.item),), quoted(now.text), _written(now.owner), proposals.due_cell(item), status_cell(item),
            _written(now.resource), quoted(now.impact) if now.impact else written.NOT_SAID, scope.group(item.sub_group),
        )  # fmt: skip

    return _register(scope, "actions", "Actions", ("action",), columns, row)


def challenges(scope: Scope) -> Exhibit:
    """This quarter's challenges: to which role, since when, what was answered, and what it changed."""
    columns = (
        Column("Challenge"), Column("What"), Column("To"), Column("Since"), Column("Due"), Column("Status"),
        Column("Answer"), Column("What it changed"), Column("From"),
    )  # fmt: skip

    def row(item: Item) -> tuple[Cell, ...]:
        now = item.now
        return (
            (AsWritten(item.item),), quoted(now.text), _written(now.owner), proposals.age_cell(item),
            proposals.due_cell(item), status_cell(item), quoted(now.response) if now.response else written.NO_ANSWER,
            quoted(now.impact) if now.impact else written.NOT_SAID, scope.group(item.sub_group),
        )  # fmt: skip

    return _register(scope, "challenges", "Challenges", ("challenge",), columns, row)


def gaps(scope: Scope) -> Exhibit:
    """This quarter's gaps and risks: how grave, since when, what is done, with what, and by which role."""
    columns = (
        Column("Gap or risk"), Column("What"), Column("Rating"), Column("Since"), Column("What is done"),
        Column("Resource"), Column("Owner"), Column("Due"), Column("Status"), Column("From"),
    )  # fmt: skip

    def row(item: Item) -> tuple[Cell, ...]:
        now = item.now
        rating: Cell = (_RATINGS[now.risk],) if now.risk in _RATINGS else _written(now.risk)
        return (
            (f"{item.kind.capitalize()} ", AsWritten(item.item)), quoted(now.text), rating, proposals.age_cell(item),
            quoted(now.response) if now.response else written.NOT_SAID, _written(now.resource), _written(now.owner),
            proposals.due_cell(item), status_cell(item), scope.group(item.sub_group),
        )  # fmt: skip

    return _register(scope, "gaps", "Gaps and risks", ("gap", "risk"), columns, row)


def interests(scope: Scope) -> Exhibit:
    """The conflicts of interest that were declared this quarter, by role, and what was done."""
    columns = (
        Column("Interest"),
        Column("What was declared"),
        Column("Whose"),
        Column("What was done"),
        Column("From"),
    )

    def row(item: Item) -> tuple[Cell, ...]:
        now = item.now
        done = quoted(now.response) if now.response else written.NOT_SAID
        return (AsWritten(item.item),), quoted(now.text), _written(now.owner), done, scope.group(item.sub_group)

    return _register(scope, "interests", "Conflicts of interest", ("conflict of interest",), columns, row)


def _register(
    scope: Scope, what: str, caption: str, kinds: tuple[str, ...], columns: tuple[Column, ...],
    row: Callable[[Item], tuple[Cell, ...]],
) -> Exhibit:  # fmt: skip
    """The entries of ``kinds`` that this quarter's score cards speak of, the overdue first, and what is said of them.

    Open entries of earlier quarters that nobody speaks of now are counted aloud: silence closes nothing. An interest
    has no status, so it is never counted as open.
    """
    every = [item for item in scope.items if item.kind in kinds]
    spoken = sorted((i for i in every if i.last == scope.released.quarter), key=lambda i: (not i.overdue, i.ended))
    text = [proposals.overdue_sentence(every, scope.released.as_of)]
    if "action" in kinds:
        text.append(proposals.cheap_sentence(spoken))
    if "conflict of interest" not in kinds:
        text.append(proposals.unmentioned_sentence(every, kinds[0]))
    if not spoken:
        text.insert(0, proposals.none_of(kinds[0], scope.reporting_names))
    told = tuple(line for line in text if line)
    table = Table(columns, merged(row(item) for item in spoken)) if spoken else None
    return Exhibit(scope.id(what), caption, text=told, table=table)


def status_cell(item: Item) -> Cell:
    """How far an entry has come; overdue comes before what its status says, which stays beside it."""
    said = item.now.status.strip().lower()
    status: Cell = (_STATUSES[said],) if said in _STATUSES else _written(item.now.status)
    return (_OVERDUE, " ", *status) if item.overdue and isinstance(status, tuple) else status


def _written(words: str) -> Cell:
    return (AsWritten(words),) if words else written.NOT_SAID
