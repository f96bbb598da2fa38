"""What was received for the quarter: receipts, refusals, warnings, revisions, data quality, and the texts."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Problem, ReleasedPage, Revision
from nelscb.exhibits import AsWritten, Column, Exhibit, Table
from nelscb.plan import Board, Plan
from nelscb.quarters import day_in_words
from nelscb.words import receipts
from nelscb.words.numbers import short_period

PAGE = "returns"


def receipts_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Who was due, who sent when, how late and how complete."""
    rows = tuple(
        (board.groups[r.sub_group], day_in_words(r.due), receipts.received_cell(r), receipts.complete_cell(r))
        for r in released.received.receipts
    )
    columns = (Column("Sub-group"), Column("Due by"), Column("Received"), Column("Figures and answers sent"))
    return Exhibit(
        f"{PAGE}_receipts", f"Score cards due and received for {short_period(released.quarter)}",
        table=Table(columns, rows), notes=receipts.receipts_notes(released.received.receipts),
    )  # fmt: skip


_PROBLEM_COLUMNS = (Column("Where"), Column("What was found"), Column("What must be"), Column("What to do"))


def _problems(what: str, caption: str, problems: Sequence[Problem], none: str) -> Exhibit:
    if not problems:
        return Exhibit(f"{PAGE}_{what}", caption, text=(none,))
    rows = tuple(tuple((AsWritten(words),) for words in receipts.problem_row(problem)) for problem in problems)
    return Exhibit(f"{PAGE}_{what}", caption, table=Table(_PROBLEM_COLUMNS, rows))


def refusals_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Every file and row that was not used, with the reason."""
    received = released.received
    return _problems("refusals", "Refused: not used in this book", received.refusals, receipts.none_refused(received))


def warnings_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Warnings that nobody has accepted: the figures are used as they came."""
    caption = "Warnings: used as it came, and not yet explained"
    return _problems("warnings", caption, released.received.warnings, receipts.no_warnings())


def accepted_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Warnings accepted in writing, by which role and why."""
    caption = "Warnings that were accepted in writing"
    accepted = released.received.accepted
    if not accepted:
        return Exhibit(f"{PAGE}_accepted", caption, text=(receipts.none_accepted(),))
    columns = (Column("Warning"), Column("What was found"), Column("Reason"), Column("Accepted by (role)"))
    rows = tuple(
        (f"{a.problem.key} ({a.problem.place})", (AsWritten(a.problem.found),), a.reason, a.role) for a in accepted
    )
    return Exhibit(f"{PAGE}_accepted", caption, table=Table(columns, rows))


def revisions_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """What changed of what had been received before, by how much, and why."""
    caption = "Figures that were changed after they had been received"
    if not released.received.revisions:
        return Exhibit(f"{PAGE}_revisions", caption, text=(receipts.no_revisions(),))
    columns = (
        Column("Figure"), Column("Period"), Column("Before", True), Column("Now", True), Column("Change", True),
        Column("Why, and when"),
    )  # fmt: skip
    rows = tuple(revision_row(revision, plan) for revision in released.received.revisions)
    return Exhibit(f"{PAGE}_revisions", caption, table=Table(columns, rows))


def revision_row(revision: Revision, plan: Plan) -> tuple[str, ...]:
    """A figure that was changed: which, when, before, now, by how much, and why."""
    after, measure = revision.after, plan.measures[revision.after.measure]
    of = f", {after.category}" if after.category else ""
    before, now, change, why = receipts.revision_cells(revision, measure)
    period = short_period(after.period)
    return f"{measure.title} ({measure.id}){of}", period, before, now, change, f"{why}, {day_in_words(after.received)}"


def quality_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """The data quality grade of each returned figure."""
    caption = "Data quality of the quarter's returned figures"
    grades = released.received.grades
    if not grades:
        return Exhibit(f"{PAGE}_quality", caption, text=(receipts.GRADE_RULE, receipts.no_grades()))
    columns = (
        Column("Figure"), Column("Grade"), Column("Complete"), Column("Timely"), Column("Checked"),
        Column("Comparable"),
    )  # fmt: skip
    rows = tuple(
        (f"{measure.title} ({measure.id})", *receipts.grade_cells(grades[measure.id]))
        for measure in plan.measures.values()
        if measure.id in grades
    )
    return Exhibit(f"{PAGE}_quality", caption, text=(receipts.GRADE_RULE,), table=Table(columns, rows))
