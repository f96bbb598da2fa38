"""The Leadership Board's outcomes tracker: every series over all periods, from the baseline to now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nelscb.edition import Frequency, Point, ReleasedPage
from nelscb.exhibits import Cell, Column, Exhibit, Link, Status, Table
from nelscb.named_numbers import name_of, plain
from nelscb.pages.followed import Followed, across_break, followed, weighed_since_baseline
from nelscb.pages.standing import NO_FIGURE, spark_of, status_of
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import FinancialYear, Period, Quarter, last_day_of
from nelscb.words import chapters, editions, numbers, tracker
from nelscb.words.states import MARKS

_NOT_ASSESSED = Status("Not tested", "dash", "unknown")


def tracker_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of the tracker by its name: summary, all series, and each kind of period's figures."""
    rows = followed(released, plan, board)
    quarters = {
        f"quarters_{chapter.id.lower()}": _quarters(chapter.id, chapter.short_title, rows, released, plan)
        for chapter in plan.chapters
    }
    return {
        "edition": Exhibit(f"{released.page}_edition", "", text=(editions.edition_line(released, board),)),
        "summary": _summary(rows, released, board),
        "series": _all_series(rows, released, plan, board),
        **quarters,
        "years": _periods("years", "year", "Figures by year", rows, released, plan),
        "days": _periods("days", "day", "Figures counted on one day a year", rows, released, plan),
    }


def _summary(rows: Sequence[Followed], released: ReleasedPage, board: Board) -> Exhibit:
    by_standing: dict[str, list[str]] = {standing: [] for standing in tracker.STANDINGS}
    for row in rows:
        if row.first:
            by_standing[row.measure.standing].append(_state_of(row.measure))
    held = [row for row in rows if row.has_figure]
    verdicts: dict[str, list[str]] = defaultdict(list)
    for row in held:
        if row.assessment is not None:
            named = f"assessments.{row.measure.id}/{row.assessment.frequency}.judged.verdict"
            verdicts[row.assessment.verdict].append(named)
    return Exhibit(
        f"{released.page}_summary", "What the tracker holds",
        text=tracker.summary(
            by_standing, tuple(dict.fromkeys(_state_of(row.measure) for row in held)),
            [_value_name(row.now) for row in held],
            [_value_name(row.baseline) for row in held if row.at_baseline], verdicts, board,
        ),
    )  # fmt: skip


def _state_of(measure: Measure) -> str:
    return f"returns.{measure.id}.state"


def _value_name(point: Point | None) -> str:
    return name_of(point.value) if point is not None and point.value is not None else ""


_COLUMNS = (
    Column("Measure"), Column("Chapter", choices=True), Column("Standing", choices=True),
    Column("Question", choices=True), Column("Counted", choices=True), Column("Baseline", True), Column("Now", True),
    Column("Distance since the baseline"), Column("Weighed against chance"), Column("Better is", choices=True),
    Column("Target"), Column("Verdict on its trend", choices=True), Column("All periods"), Column("q", True),
    Column("Figures", choices=True), Column("Who sends it"),
)  # fmt: skip


def _all_series(rows: Sequence[Followed], released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    cells = tuple(_row(row, released, plan, board) for row in rows)
    marks = {mark for row in cells for cell in row[5:7] for mark in _marks_in(cell)}
    return Exhibit(
        f"{released.page}_series", "Every series: baseline, now, and the distance between them",
        table=Table(_COLUMNS, cells, interactive=True), notes=tracker.series_notes(board, marks),
    )  # fmt: skip


def _row(row: Followed, released: ReleasedPage, plan: Plan, board: Board) -> tuple[Cell, ...]:
    measure, series, assessment = row.measure, row.series, row.assessment
    chapter = plan.chapter_of(measure.id)
    returned = released.returns[measure.id]
    missing = MARKS[returned.state] if returned.state != "reported" else MARKS["absent"]
    spark = spark_of(series, measure, board)
    status = NO_FIGURE if not row.has_figure else status_of(assessment) if assessment else _NOT_ASSESSED
    return (
        row.name,
        (Link(f"{chapter.id} {chapter.short_title}", chapter.slug),),
        tracker.STANDINGS[measure.standing],
        tracker.QUESTIONS[measure.type],
        tracker.COUNTED[series.frequency] if series else tracker.NO_FIGURE,
        tracker.value_cell(row.baseline, measure) if series else missing,
        tracker.value_cell(row.now, measure) if series else missing,
        tracker.distance_cell(row.baseline, row.now, measure, weighed_since_baseline(row), across_break(row, released)),
        tracker.weighed_cell(assessment),
        chapters.better(measure),
        tracker.target_cell(board.targets if row.first else (), measure, released.quarter),
        (status,),
        (spark,) if spark else tracker.NONE,
        tracker.q_cell(assessment),
        tracker.provenance_word(series, measure),
        board.agencies[measure.source_agency],
    )


def _quarters(chapter: str, title: str, rows: Sequence[Followed], released: ReleasedPage, plan: Plan) -> Exhibit:
    own = [row for row in rows if plan.chapter_of(row.measure.id).id == chapter]
    quarterly = [row for row in own if row.series is not None and row.series.frequency == "quarter"]
    held = {row.measure.id for row in quarterly}
    without = tuple(dict.fromkeys(_state_of(row.measure) for row in own if row.measure.id not in held))
    exhibit_id, caption = f"{released.page}_quarters_{chapter.lower()}", f"{chapter} {title}: figures by quarter"
    if not quarterly:
        return Exhibit(exhibit_id, caption, text=(tracker.no_quarters(without),))
    table, marks = _table(quarterly)
    return Exhibit(exhibit_id, caption, table=table, notes=tracker.period_notes(without, marks))


def _periods(
    what: str, frequency: Frequency, caption: str, rows: Sequence[Followed], released: ReleasedPage, plan: Plan
) -> Exhibit:
    wanted = [row for row in rows if row.series is not None and row.series.frequency == frequency]
    # The chapters' order, so that the tables read like the book.
    order = [c.id for c in plan.chapters]
    wanted.sort(key=lambda row: order.index(plan.chapter_of(row.measure.id).id))
    exhibit_id = f"{released.page}_{what}"
    if not wanted:
        return Exhibit(exhibit_id, caption, text=(tracker.no_periods(frequency),))
    table, marks = _table(wanted)
    return Exhibit(exhibit_id, caption, table=table, notes=tracker.period_notes((), marks))


def _table(rows: Sequence[Followed]) -> tuple[Table, set[str]]:
    """All periods as columns, a row a series; and the states whose marks stand in it."""
    periods = _all_periods(point.period for row in rows if row.series is not None for point in row.series.points)
    cells = []
    for row in rows:
        at = {point.period: point for point in row.series.points} if row.series is not None else {}
        cells.append((row.name, *(numbers.cell(at.get(period), row.measure) for period in periods)))
    marks = {mark for line in cells for cell in line[1:] for mark in _marks_in(cell)}
    columns = (Column("Measure"), *(Column(tracker.period_heading(period), True) for period in periods))
    return Table(columns, tuple(cells)), marks


def _all_periods(periods: Iterable[Period]) -> list[Period]:
    """Every period from the first to the last: a quarter or a year that nobody has is a column of holes."""
    there = sorted(set(periods), key=last_day_of)
    first, last = there[0], there[-1]
    if isinstance(first, Quarter) and isinstance(last, Quarter):
        return list(first.until(last))
    if isinstance(first, FinancialYear) and isinstance(last, FinancialYear):
        return [first + n for n in range(last.start - first.start + 1)]
    return there


def _marks_in(cell: Cell) -> set[str]:
    shown = plain(cell) if isinstance(cell, str) else ""
    return {mark for mark in MARKS.values() if shown == mark or shown.startswith(f"{mark} (")}
