"""The duty matrix: what the law and the inspectors ask, which pages answer it, and what nothing answers."""

from __future__ import annotations

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Cell, Column, Exhibit, Status, Table
from nelscb.pages.links import page_links
from nelscb.pages.threads import is_held
from nelscb.plan import Board, Plan
from nelscb.plan.foundations import KeptPrinciple
from nelscb.words import threads as words

_HELD = Status("Figure or answer held", "circle", "neutral")
_NOT_HELD = Status("Nothing held", "cross", "unknown")
DUTIES = {
    "The definition of safeguarding": "definition_of_safeguarding",
    "Section 14": "section_14",
    "Regulation 5": "regulation_5",
    "Inspection": "inspection_criteria",
}


def duty_matrix_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Every duty and inspection criterion, the pages that answer it, and whether those hold a figure or an answer."""
    rows: list[tuple[Cell, ...]] = []
    unanswered = []
    for title, attribute in DUTIES.items():
        duties: tuple[KeptPrinciple, ...] = getattr(plan.foundations, attribute)
        for duty in duties:
            chapters = [c for c in plan.chapters if c.slug in duty.kept_where]
            names = [m.id for c in chapters for m in c.measures if m.standing == "plan" and not m.alias_of]
            held = [name for name in names if is_held(plan.measures[name], released)]
            if not held:
                unanswered.append(duty.text.rstrip("."))
            rows.append((
                duty.text, title, page_links(duty.kept_where, plan), words.shares_held(names, held),
                (_HELD if held else _NOT_HELD,),
            ))  # fmt: skip
    columns = (
        Column("Duty or criterion, in our words"), Column("From", choices=True), Column("Pages"),
        Column("The plan's measures and status lines held there"), Column("Answered", choices=True),
    )  # fmt: skip
    return Exhibit(
        "duties_matrix", "Which pages answer which duty", text=(words.duty_gaps(unanswered),),
        table=Table(columns, tuple(rows), interactive=True),
    )  # fmt: skip
