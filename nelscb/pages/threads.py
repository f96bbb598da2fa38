"""Pages that run across the chapters: themes, toxic trio, duties, sources, documents, milestones, data development."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Cell, Column, Exhibit, Link, Status, Table
from nelscb.pages.links import page_links
from nelscb.pages.standing import latest_assessment, status_of
from nelscb.plan import Board, Measure, Plan
from nelscb.plan.foundations import KeptPrinciple
from nelscb.words import threads as words
from nelscb.words.chapters import latest_cell
from nelscb.words.numbers import short_period
from nelscb.words.states import return_line

_HELD = Status("Figure or answer held", "circle", "neutral")
_NOT_HELD = Status("Nothing held", "cross", "unknown")
DUTIES = {
    "The definition of safeguarding": "definition_of_safeguarding",
    "Section 14": "section_14",
    "Regulation 5": "regulation_5",
    "Inspection": "inspection_criteria",
}


def threads_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of these pages by its name."""
    return {what: make(released, plan, board) for what, make in _MAKERS.items()}


def themes_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Each overarching theme with its measures, one row a measure."""
    rows = tuple(
        row
        for theme in plan.threads.themes
        for row in _measure_rows((Link(theme.theme, theme.page),), theme.measures, released, plan, board)
    )
    return Exhibit("themes_themes", "The four overarching themes", table=Table(_COLUMNS, rows))


def trio_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """The toxic trio: what is held of each of the three troubles of parents."""
    rows = tuple(
        row
        for trouble in plan.threads.toxic_trio
        for row in _measure_rows(trouble.trouble, trouble.measures, released, plan, board)
    )
    return Exhibit("themes_toxic_trio", "The toxic trio", table=Table(_COLUMNS, rows))


_COLUMNS = (
    Column("Thread"), Column("Measure"), Column("Latest figure, or answer"), Column("Verdict"), Column("Chapter"),
)  # fmt: skip


def _measure_rows(
    thread: Cell, names: Sequence[str], released: ReleasedPage, plan: Plan, board: Board
) -> list[tuple[Cell, ...]]:
    """A row a measure: its latest figure and verdict, or the answer of a status line, or who would send it."""
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        measure = plan.measures[name]
        chapter = plan.chapter_of(name)
        rows.append((
            thread, words.measure_named(measure), latest_or_missing(measure, released, board),
            "–" if measure.unit == "status" else (status_of(latest_assessment(measure, released)),),
            (Link(f"{chapter.id} {chapter.short_title}", chapter.slug),),
        ))  # fmt: skip
    return rows


def latest_or_missing(measure: Measure, released: ReleasedPage, board: Board) -> str:
    """The latest figure, the answer of a status line, or who would send what is missing."""
    returned = released.returns[measure.id]
    if measure.unit == "status" and returned.answer:
        return words.answer_of(returned)
    assessment = latest_assessment(measure, released)
    series = released.find(measure.id, assessment.frequency) if assessment else None
    point = series.at(assessment.period) if series and assessment else None
    if point is not None:
        return latest_cell(point, measure)
    return return_line(returned, board.agencies[returned.agency], measure.standing)


def is_held(measure: Measure, released: ReleasedPage) -> bool:
    """Whether any figure of the measure, or an answer, is held."""
    named = measure.alias_of or measure.id
    if measure.unit == "status":
        return bool(released.returns[measure.id].answer)
    return any(s.measure == named and s.area == released.area for s in released.series)


def sources_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """The plan's six sources of its priorities, and what of each the book holds."""
    rows = tuple(
        (
            source.source, source.how, page_links(source.pages, plan),
            words.shares_held(source.measures, [m for m in source.measures if is_held(plan.measures[m], released)]),
        )
        for source in plan.threads.sources
    )  # fmt: skip
    columns = (Column("Source"), Column("What it is"), Column("Pages"), Column("Figures and answers held"))
    return Exhibit("themes_sources", "Six sources of the priorities", table=Table(columns, rows))


def documents_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Every strategy, framework and plan that the plan names, and what is known of it here."""
    rows = tuple(
        (
            document.name, document.what, board.agencies[document.holder],
            "; ".join(words.answer_of(released.returns[m]) for m in document.measures) or words.NOT_HELD,
            page_links(document.pages, plan),
        )
        for document in plan.threads.documents
    )  # fmt: skip
    columns = (
        Column("Document"), Column("What it is to the plan"), Column("Who holds it"), Column("What was answered"),
        Column("Pages"),
    )  # fmt: skip
    return Exhibit("themes_documents", "Documents that the plan names", table=Table(columns, rows))


def milestones_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Things to be built, explored or reviewed, with the answers of the last four quarters."""
    quarters = [released.quarter - back for back in (3, 2, 1, 0)]
    rows: list[tuple[Cell, ...]] = []
    for milestone in plan.threads.milestones:
        measure = plan.measures[milestone.measure]
        series = released.find(measure.id, "quarter")
        points = [series.at(q) if series else None for q in quarters]
        chapter = plan.chapter_of(measure.id)
        rows.append((
            milestone.what, board.agencies[measure.source_agency], *(p.answer or "–" if p else "–" for p in points),
            (Link(chapter.id, chapter.slug),),
        ))  # fmt: skip
    columns = (
        Column("Milestone"), Column("Answered by"), *(Column(short_period(q)) for q in quarters), Column("Chapter"),
    )  # fmt: skip
    names = [m.measure for m in plan.threads.milestones]
    return Exhibit(
        "milestones_all", "Milestones and what was said of them",
        text=(words.milestones_summary(names, [n for n in names if released.returns[n].answer]),),
        table=Table(columns, tuple(rows)),
    )  # fmt: skip


def agenda_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """The data development agenda: the plan's measures without a figure, agency by agency."""
    own = [m for m in plan.measures.values() if m.standing == "plan" and m.unit != "status" and not m.alias_of]
    missing: dict[str, list[Measure]] = defaultdict(list)
    for measure in own:
        if not is_held(measure, released):
            missing[measure.source_agency].append(measure)
    ordered = sorted(missing.items(), key=lambda pair: -len(pair[1]))
    text = words.agenda_summary(
        [m.id for measures in missing.values() for m in measures], [m.id for m in own], len(missing)
    )
    caption = "Measures of the plan without a figure"
    if not ordered:
        return Exhibit("data_development_agenda", caption, text=(text,))
    rows = tuple(
        (board.agencies[agency], words.measure_named(m), m.numerator, _question(m), (Link(c.id, c.slug),))
        for agency, measures in ordered
        for m in measures
        for c in (plan.chapter_of(m.id),)
    )
    columns = (
        Column("Asked of", choices=True), Column("Measure"), Column("What is counted"),
        Column("Question", choices=True), Column("Chapter"),
    )  # fmt: skip
    return Exhibit("data_development_agenda", caption, text=(text,), table=Table(columns, rows, interactive=True))


_QUESTIONS = {
    "how_much": "how much", "how_well": "how well", "better_off": "better off", "population": "whole population",
}  # fmt: skip


def _question(measure: Measure) -> str:
    return _QUESTIONS[measure.type]


def better_off_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Chapter by chapter: the measures of whether anyone is better off, and whether any has a figure."""
    rows: list[tuple[Cell, ...]] = []
    without, unheld = [], []
    for chapter in plan.chapters:
        measures = [m for m in chapter.measures if m.type == "better_off" and not m.alias_of]
        in_plan = [m for m in measures if m.standing == "plan"]
        held = [m for m in measures if is_held(m, released)]
        name = f"{chapter.id} {chapter.short_title}"
        if not in_plan:
            without.append(name)
        if not held:
            unheld.append(name)
        rows.append((
            (Link(name, chapter.slug),), "; ".join(words.measure_named(m) for m in in_plan) or words.NO_MEASURE,
            "; ".join(words.measure_named(m) for m in measures if m.standing != "plan") or "–",
            "; ".join(words.measure_named(m) for m in held) or words.NOTHING,
        ))  # fmt: skip
    columns = (Column("Chapter"), Column("In the plan"), Column("Proposed or implied"), Column("With a figure"))
    return Exhibit(
        "data_development_better_off", "Is anyone better off? What is there to say so",
        text=words.better_off_summary(without, unheld), table=Table(columns, tuple(rows)),
    )  # fmt: skip


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


def outcome_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """The Board's outcome, both halves: what is held of each."""
    text = []
    rows: list[tuple[Cell, ...]] = []
    for half in plan.threads.outcome:
        held = [m for m in half.measures if is_held(plan.measures[m], released)]
        text.append(words.half_sentence(half.half, held, half.measures))
        rows += _measure_rows(f"Children {half.half}", half.measures, released, plan, board)
    return Exhibit("index_outcome", "The outcome, both halves", text=tuple(text), table=Table(_COLUMNS, tuple(rows)))


_MAKERS = {
    "outcome": outcome_exhibit,
    "themes": themes_exhibit,
    "toxic_trio": trio_exhibit,
    "sources_of_priorities": sources_exhibit,
    "documents": documents_exhibit,
    "milestones": milestones_exhibit,
    "agenda": agenda_exhibit,
    "better_off": better_off_exhibit,
    "duty_matrix": duty_matrix_exhibit,
}
