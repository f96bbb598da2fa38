"""The tables that stand in the book's prose: front page, how to read, methods, values, duties, coverage, glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.at_a_glance import chapter_cards
from nelscb.pages.data_development import agenda_exhibit, better_off_exhibit
from nelscb.pages.disclosure import disclosure_exhibits
from nelscb.pages.duties import duty_matrix_exhibit
from nelscb.pages.findings import false_alarms_exhibit, formulas_exhibit, verdicts_exhibit
from nelscb.pages.governance import governance_exhibits
from nelscb.pages.links import page_links
from nelscb.pages.registers import registers_exhibits
from nelscb.pages.reproducibility import data_quality_exhibit
from nelscb.pages.returns import (
    accepted_exhibit,
    quality_exhibit,
    receipts_exhibit,
    refusals_exhibit,
    revisions_exhibit,
    warnings_exhibit,
)
from nelscb.pages.threads import threads_exhibits
from nelscb.plan import Board, CoverageLine, Plan
from nelscb.plan.foundations import KeptPrinciple
from nelscb.quarters import day_in_words
from nelscb.words import editions, front
from nelscb.words.numbers import whole
from nelscb.words.states import MARKS, MEANINGS

Maker = Callable[[ReleasedPage, Plan, Board], Exhibit]


def prose_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> Mapping[str, Exhibit]:
    """Every exhibit that a prose page may name; its id is the page's name and its own."""
    return {
        **{what: make(released, plan, board) for what, make in _MAKERS.items()},
        **registers_exhibits(released, plan, board),
        **governance_exhibits(released, plan, board),
        **threads_exhibits(released, plan, board),
        **disclosure_exhibits(released, plan, board),
        **chapter_cards("index", released, plan, board),
    }


def _edition(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    return Exhibit("index_edition", "", text=(editions.edition_line(released, board), *editions.replaces(released)))


def _document_control(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    control = plan.foundations.document_control
    rows = tuple(front.control_rows(control, released.quarter.last_day))
    table = Table((Column("Item"), Column("On the plan's cover"), Column("Remark")), rows)
    return Exhibit(
        "index_document_control",
        "Document control, as on the plan's cover",
        table=table,
        notes=front.borrowed_plan() if board.borrows_its_plan else (),
    )


def _returns(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    receipts = released.received.receipts
    rows = tuple((board.groups[r.sub_group], whole(r.answered), whole(r.asked)) for r in receipts)
    columns = (Column("Sub-group"), Column("Received", True), Column("Figures and answers asked for", True))
    return Exhibit(
        "index_returns", "What was received for this quarter", table=Table(columns, rows),
        notes=front.returns_notes(sum(r.answered for r in receipts), sum(r.asked for r in receipts)),
    )  # fmt: skip


def _foundation_text(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    return Exhibit("index_vision", "", text=front.vision(plan.foundations))


def _marks(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    rows = tuple((mark, MEANINGS[state].capitalize()) for state, mark in MARKS.items())
    table = Table((Column("Mark"), Column("Meaning")), rows)
    return Exhibit("how_to_read_marks", "Marks in place of a figure; none of them is a zero", table=table)


def _sources(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    rows = tuple(
        (name, s.title, s.publisher, day_in_words(s.received), s.licence)
        for name, s in sorted(released.sources.items())
    )
    columns = (
        Column("File"),
        Column("What it is"),
        Column("Publisher"),
        Column("Received"),
        Column("Licence"),
    )
    if not rows:
        return Exhibit("methods_sources", "Sources", text=(front.no_sources(),))
    return Exhibit("methods_sources", "Published files that this book rests on", table=Table(columns, rows))


def _kept(page: str, what: str, caption: str, pick: Callable[[Plan], tuple[KeptPrinciple, ...]]) -> Maker:
    def make(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
        rows = tuple((entry.text, page_links(entry.kept_where, plan), entry.how) for entry in pick(plan))
        table = Table((Column("In the plan"), Column("Where"), Column("How the book keeps it")), rows)
        return Exhibit(f"{page}_{what}", caption, table=table)

    return make


def _glossary(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    rows = tuple(sorted(plan.foundations.glossary.items(), key=lambda pair: pair[0].lower()))
    table = Table((Column("Abbreviation"), Column("What it stands for")), rows)
    return Exhibit("glossary_abbreviations", "Abbreviations of the plan and of this book", table=table)


def _coverage(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    rows = tuple(
        (line.line, answer(line, released), page_links([line.page], plan), line.key, line.how) for line in plan.coverage
    )
    columns = (Column("Line of the plan"), Column("Answered"), Column("Page"), Column("Key"), Column("How"))
    counted = Counter(answer(line, released).split(":")[0] for line in plan.coverage)
    by_figures = [line for line in plan.coverage if line.answered == "by figures"]
    measured = Counter(answer(line, released).split(":")[0] for line in by_figures)
    return Exhibit(
        "plan_coverage_lines", "Every line of the plan and every thing it promises, and the page that answers it",
        text=(front.coverage_sentence(counted, measured),), table=Table(columns, rows),
        notes=front.borrowed_plan() if board.borrows_its_plan else (),
    )  # fmt: skip


def answer(line: CoverageLine, released: ReleasedPage) -> str:
    """Whether the page answers the line: as written down, or, for a measure, by the figures there are."""
    if line.answered != "by figures":
        return line.answered
    returned = released.returns[line.key]
    if returned.state == "reported":
        return "yes"
    return "partly: published figures only" if returned.published else "not yet: no return received"


_MAKERS: dict[str, Maker] = {
    "edition": _edition,
    "document_control": _document_control,
    "returns": _returns,
    "vision": _foundation_text,
    "marks": _marks,
    "sources": _sources,
    "values": _kept("values_and_principles", "values", "Values", lambda p: p.foundations.values),
    "principles": _kept("values_and_principles", "principles", "Principles", lambda p: p.foundations.principles),
    "safeguarding": _kept(
        "duties", "safeguarding", "What safeguarding means", lambda p: p.foundations.definition_of_safeguarding
    ),
    "section_14": _kept("duties", "section_14", "Section 14 objectives", lambda p: p.foundations.section_14),
    "regulation_5": _kept(
        "duties", "regulation_5", "Regulation 5 minimum duties", lambda p: p.foundations.regulation_5
    ),
    "agenda": agenda_exhibit,
    "better_off": better_off_exhibit,
    "duty_matrix": duty_matrix_exhibit,
    "inspection": _kept(
        "duties", "inspection", "What inspectors asked of a board", lambda p: p.foundations.inspection_criteria
    ),
    "glossary": _glossary,
    "receipts": receipts_exhibit,
    "refusals": refusals_exhibit,
    "warnings": warnings_exhibit,
    "accepted": accepted_exhibit,
    "revisions": revisions_exhibit,
    "quality": quality_exhibit,
    "data_quality": data_quality_exhibit,
    "coverage": _coverage,
    "verdicts": verdicts_exhibit,
    "false_alarms": false_alarms_exhibit,
    "formulas": formulas_exhibit,
}  # fmt: skip
