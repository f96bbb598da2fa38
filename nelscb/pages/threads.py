"""Pages that run across the chapters: the outcome, themes, toxic trio, sources, documents, milestones."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Cell, Column, Exhibit, Link, Table
from nelscb.pages.links import page_links
from nelscb.pages.standing import latest_assessment, status_of
from nelscb.plan import Board, Measure, Plan
from nelscb.words import threads as words
from nelscb.words.chapters import latest_cell
from nelscb.words.numbers import short_period
from nelscb.words.states import return_line


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
}
