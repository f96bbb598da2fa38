"""What stands on a blank score card before anybody fills it in: rows, earlier figures, open entries, instructions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nelscb.core_data import Figure, Text, current_texts
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import FinancialYear, Quarter, day_in_words
from nelscb.returns import layout
from nelscb.returns.asked import Asked, how_asked
from nelscb.returns.cells import MARKS_IN_WORDS
from nelscb.returns.figures import last_known, shown
from nelscb.returns.intake import Intake

QUARTERS_SHOWN = 4
ILLUSTRATIVE = "ILLUSTRATIVE: this board is invented, and so is every figure"


@dataclass(frozen=True)
class CardSheet:
    """A sheet as it is sent out: a line of instruction, headings, rows.

    ``to_fill`` are the headings whose cells the sender fills in, ``choices`` what a heading's cells offer.
    ``blank_rows`` follow the rows there are. Where ``grey`` names a row's number it is not the sender's to fill in;
    ``closed`` are single cells (row, heading) that are not, in a row that is.
    """

    name: str
    instruction: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    to_fill: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]
    blank_rows: int = 0
    grey: frozenset[int] = frozenset()
    closed: frozenset[tuple[int, str]] = frozenset()
    choices_of_row: tuple[tuple[str, ...], ...] = ()


def due_day(quarter: Quarter, board: Board) -> date:
    """The day by which the quarter's returns are due."""
    return quarter.last_day + timedelta(days=board.reporting_calendar.returns_due_days)


def cover_rows(asked: Asked, quarter: Quarter, board: Board) -> tuple[tuple[str, str], ...]:
    """Label and what stands beside it; what the sender fills in is blank, but for a status of final."""
    filled = {
        "form": layout.FORM, "sub_group": asked.sub_group, "quarter": str(quarter),
        "due": due_day(quarter, board).isoformat(), "status": layout.STATUSES[0],
    }  # fmt: skip
    return tuple((label, filled.get(name, "")) for name, label in layout.COVER_LABELS.items())


def instructions(asked: Asked, quarter: Quarter, plan: Plan, board: Board) -> tuple[str, ...]:
    """How to fill in the score card, in plain English."""
    unnamed = ", ".join(plan.breakdowns[name].title for name in asked.unnamed_breakdowns)
    lines = [
        f"This score card is for {quarter.in_words}. Please send it by {day_in_words(due_day(quarter, board))}.",
        "Fill in the pale yellow cells. Leave everything else as it is, the sheets' names and headings among it.",
        "Send counts, never percentages: how many under 'Number', and out of how many under 'Out of'.",
        "'People' counts each person once in the quarter; 'events' counts every time it happened.",
        "What may stand in place of a number:",
        *(f"   {mark}: {meaning}" for mark, meaning in MARKS_IN_WORDS.items()),
        "Blank and 0 are not the same: a blank is shown as 'no return received'.",
        f"To correct an earlier quarter use the sheet {layout.CORRECTIONS!r} and say why. The columns of earlier "
        "quarters on 'Figures' are for you to look at and are not read.",
        "Never write a child's name, address or number anywhere. For a person write a role.",
        "Each entry of text says who may read it: 'board', or 'public' where everybody may.",
    ]
    if unnamed:
        lines.append(f"The Board has still to name the categories of: {unnamed}. They are not asked for yet.")
    return tuple(lines)


def figures_sheet(
    asked: Asked, quarter: Quarter, plan: Plan, board: Board, intake: Intake, published: Sequence[Figure]
) -> CardSheet:
    """A row a measure: what it counts, the last four quarters, and the cells to fill in."""
    shown_quarters = [quarter - back for back in range(QUARTERS_SHOWN, 0, -1)]
    own = [m for m in plan.measures.values() if m.id in asked.figures or m.id in asked.not_asked]
    last = _last_published(published, board)
    rows, grey, closed = [], set(), set()
    for number, measure in enumerate(own):
        before = [
            shown(figure) if (figure := last_known(intake.known, (measure.id, q.ordinal, "", ""))) else ""
            for q in shown_quarters
        ]
        how = how_asked(measure)
        remark = asked.not_asked.get(measure.id, "")
        if how == "total" and not remark:
            remark = layout.REMARK_ON_A_TOTAL
        rows.append(
            (
                measure.id, measure.title, measure.numerator, measure.denominator or "", measure.counts,
                measure.unit_words or measure.unit, board.agencies[measure.source_agency], *before,
                last.get(measure.id, ""), "", "", "", remark,
            )
        )  # fmt: skip
        if measure.id in asked.not_asked:
            grey.add(number)
        closed |= {(number, heading) for heading in _closed(measure, "")}
    headings = (
        layout.MEASURE, layout.NAME, layout.WHAT_IS_COUNTED, layout.OUT_OF_WHAT, layout.COUNTED, layout.UNIT,
        layout.FROM, *(str(q) for q in shown_quarters), layout.PUBLISHED, layout.NUMBER, layout.OUT_OF, layout.VALUE,
        layout.REMARK,
    )  # fmt: skip
    return CardSheet(
        layout.FIGURES, f"Fill in the figures of {quarter} ({quarter.in_words}).", headings, tuple(rows),
        (layout.NUMBER, layout.OUT_OF, layout.VALUE), {}, grey=frozenset(grey), closed=frozenset(closed),
    )  # fmt: skip


def _closed(measure: Measure, breakdown: str) -> set[str]:
    """The headings under which nothing is asked for in the measure's row."""
    open_for = {
        "number": {layout.NUMBER}, "number of": {layout.NUMBER, layout.OUT_OF}, "total": {layout.OUT_OF},
        "value": {layout.VALUE}, "answer": set(),
    }[how_asked(measure, breakdown)]  # fmt: skip
    return {layout.NUMBER, layout.OUT_OF, layout.VALUE} - open_for


def _last_published(published: Sequence[Figure], board: Board) -> dict[str, str]:
    """The last yearly or once-a-year published figure of each measure, with its period."""
    last: dict[str, Figure] = {}
    for figure in published:
        own = figure.area == board.area.code and not figure.breakdown and not isinstance(figure.period, Quarter)
        if own and figure.state == "reported":
            before = last.get(figure.measure)
            if before is None or str(before.period) <= str(figure.period):
                last[figure.measure] = figure
    return {
        name: f"{shown(f)} {'in' if isinstance(f.period, FinancialYear) else 'on'} {f.period}"
        for name, f in last.items()
    }


def breakdown_sheets(asked: Asked, plan: Plan) -> Iterator[CardSheet]:
    """A sheet for each breakdown that has named categories: a row for each measure and category."""
    for name, key in layout.breakdown_sheets(plan.breakdowns).items():
        measures, breakdown = asked.breakdowns.get(key, ()), plan.breakdowns[key]
        rows = tuple((m.id, m.title, category, "", "", "") for m in measures for category in breakdown.named)
        owners = [m for m in measures for _ in breakdown.named]
        adds_up = (
            "The categories add up to the total." if breakdown.partitions
            else "One may be counted in several categories, or in none: they need not add up."
        )  # fmt: skip
        if measures:
            yield CardSheet(
                name, f"{breakdown.title}. {adds_up}",
                (layout.MEASURE, layout.NAME, layout.CATEGORY, layout.NUMBER, layout.OUT_OF, layout.VALUE), rows,
                (layout.NUMBER, layout.OUT_OF, layout.VALUE), {},
                closed=frozenset((n, heading) for n, m in enumerate(owners) for heading in _closed(m, key)),
            )  # fmt: skip


def reports_sheet(asked: Asked, quarter: Quarter, intake: Intake) -> CardSheet:
    """A row a report or assurance, with the answer of the quarter before and what may be answered."""
    rows, answers = [], []
    for measure in asked.answers.values():
        before = last_known(intake.known, (measure.id, quarter.ordinal - 1, "", ""))
        told = shown(before) if before else ""
        rows.append((measure.id, measure.title, measure.numerator, " / ".join(measure.answers), told, "", ""))
        answers.append(measure.answers)
    headings = (
        layout.MEASURE, layout.NAME, layout.ASKED_FOR, layout.ANSWERS, f"Answer for {quarter - 1}", layout.ANSWER,
        layout.EVIDENCE,
    )  # fmt: skip
    return CardSheet(
        layout.REPORTS, "Choose an answer, and say where the evidence is.", headings, tuple(rows),
        (layout.ANSWER, layout.EVIDENCE), {}, choices_of_row=tuple(answers),
    )  # fmt: skip


def corrections_sheet(asked: Asked, quarter: Quarter, plan: Plan) -> CardSheet:
    """Blank rows in which an earlier quarter's figure is put right."""
    answers = tuple(dict.fromkeys(a for m in asked.answers.values() for a in m.answers))
    choices = {
        layout.MEASURE: tuple(asked.all),
        layout.QUARTER: tuple(str(quarter - back) for back in range(1, 13)),
        layout.BREAKDOWN: tuple(plan.breakdowns[key].title for key in asked.breakdowns),
        layout.WHY: layout.REASONS,
        layout.ANSWER: answers,
    }
    headings = layout.NEEDED[layout.CORRECTIONS]
    return CardSheet(
        layout.CORRECTIONS, "A figure of an earlier quarter that was wrong or has changed. Nothing is overwritten: the "
        "book shows both, and why.",
        headings, (), headings, {k: v for k, v in choices.items() if v}, blank_rows=30,
    )  # fmt: skip


def text_sheets(asked: Asked, quarter: Quarter, texts: Sequence[Text]) -> Iterator[CardSheet]:
    """The sheets for texts; entries that were open last quarter are carried over, to be brought up to date."""
    before = [t for t in current_texts(texts) if t.sub_group == asked.sub_group and t.quarter == quarter - 1]
    about = (*asked.chapters, *asked.all)
    for sheet in layout.TEXT_SHEETS:
        carried = [t for t in before if sheet.has_items and t.kind in sheet.kinds and t.status not in layout.FINISHED]
        rows = tuple(tuple(_told(t, column.field) for column in sheet.columns) for t in carried)
        headings = tuple(column.heading for column in sheet.columns)
        choices = {c.heading: about if c.field == "about" else c.choices for c in sheet.columns}
        yield CardSheet(
            sheet.name, sheet.what_for, headings, rows, headings, {k: v for k, v in choices.items() if v}, blank_rows=40
        )


def _told(text: Text, field: str) -> str:
    value = getattr(text, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")
