"""A chapter's sheet: a row a released figure of its measures, own area and comparators, missing ones with shorthand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from nelscb.edition import Origin, Point, ReleasedPage, Series, series_name
from nelscb.plan import Board, Chapter, Measure, Plan
from nelscb.words import workbook as words
from nelscb.words.notes import measure_notes, shown_title
from nelscb.words.numbers import short_period
from nelscb.words.states import MARKS, MEANINGS
from nelscb.words.tracker import COUNTED, provenance_word
from nelscb.workbook.noting import Notes
from nelscb.workbook.sheets import Sheet, Value, columns_of

_COLUMNS = columns_of(
    words.FIGURE_COLUMNS, "ttttttt" "ccm" "t" "mm" "ttttt",
    (11, 46, 24, 28, 24, 16, 15, 13, 14, 15, 26, 14, 14, 26, 26, 54, 44, 52),
)  # fmt: skip
_DOES_NOT_APPLY, _NOT_AVAILABLE = MARKS["not_applicable"], MARKS["not_collected"]


def chapter_sheet(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board, notes: Notes) -> Sheet:
    """The chapter's sheet: every point of each of its measures, and a row for a measure of which none is held.

    A measure that stands for another one shares its rows: each figure stands once. A chapter without measures has a
    sheet without a table.
    """
    title, lines = words.chapter_title(chapter), words.sheet_lines(released, board)
    measures = {plan.measures[m.alias_of or m.id].id: plan.measures[m.alias_of or m.id] for m in chapter.measures}
    if not measures:
        return Sheet(chapter.id, title, (*lines, words.no_measures(chapter)))
    by_measure: dict[str, list[Series]] = defaultdict(list)
    for series in released.series:
        by_measure[series.measure].append(series)
    rows: list[tuple[Value, ...]] = []
    decimals: list[int] = []
    for measure in measures.values():
        of_measure = sorted(by_measure[measure.id], key=lambda s: _place(s, board, plan))
        for row in _rows(measure, of_measure, chapter.id, released, plan, board, notes):
            rows.append(row)
            decimals.append(0 if measure.unit == "count" else 1)
    return Sheet(chapter.id, title, (*lines, words.one_table(marks_in(rows))), _COLUMNS, rows, decimals, kept=2)


def marks_in(rows: Sequence[Sequence[Value]]) -> list[str]:
    """Every shorthand that stands in ``rows``."""
    found = {cell for row in rows for cell in row if isinstance(cell, str) and cell in words.SHORTHAND}
    return sorted(found)


def _place(series: Series, board: Board, plan: Plan) -> tuple[bool, str, int, int, int]:
    """Totals first; then by breakdown, and each category with its areas together, the board's own first."""
    named = plan.breakdowns[series.breakdown].named if series.breakdown else ()
    category = named.index(series.category) if series.category in named else len(named)
    areas = list(board.areas)
    area = areas.index(series.area) if series.area in areas else len(areas)
    return bool(series.breakdown), series.breakdown, list(COUNTED).index(series.frequency), category, area


def _rows(
    measure: Measure, found: Sequence[Series], sheet: str, released: ReleasedPage, plan: Plan, board: Board,
    notes: Notes,
) -> Iterator[tuple[Value, ...]]:  # fmt: skip
    if not found:
        yield _nothing_held(measure, sheet, released, plan, board, notes)
        return
    # In their order, by which the notes get their numbers.
    frequencies = dict.fromkeys(series.frequency for series in found)
    noted = {f: notes.mark(notes_of(measure, f, found, plan), sheet, measure.id) for f in frequencies}
    for series in found:
        published = any(origin.release for point in series.points for origin in point.origins)
        come = provenance_word(series, measure)
        head: tuple[Value, ...] = (
            measure.id,
            shown_title(measure) if published else measure.title,
            words.breakdown_words(plan.breakdowns[series.breakdown].title if series.breakdown else ""),
            series.category or words.TOTAL,
            board.areas.get(series.area, series.area),
            COUNTED[series.frequency],
        )
        come = words.invented(come) if released.illustrative else come
        name = series_name(series, released.area)
        for point in series.points:
            numerator, denominator, value, low, high = figure_cells(point, measure)
            state = words.GIVEN if point.state == "reported" else MEANINGS[point.state]
            state = MEANINGS["no_data"] if value == MARKS["no_data"] else state
            yield (
                *head, short_period(point.period), numerator, denominator, value, measure.unit_words or measure.unit,
                low, high, state, come, _source(point.origins), noted[series.frequency], f"{name}/{point.period}",
            )  # fmt: skip


def figure_cells(point: Point, measure: Measure) -> tuple[Value, Value, Value, Value, Value]:
    """Numerator, denominator, value, lower and upper limit of a point: numbers, or the shorthand for their absence.

    A status line has its answer for a value. What the measure has no use for, such as the denominator of a count,
    does not apply; what it would have, and was not sent or published, is not available.
    """
    missing = _NOT_AVAILABLE if measure.is_ratio else _DOES_NOT_APPLY
    value: Value
    if point.state != "reported":
        mark = MARKS[point.state]
        over = _or(point.denominator, mark if measure.is_ratio else _DOES_NOT_APPLY)
        return _or(point.numerator, mark), over, _or(point.value, mark), _or(point.low, mark), _or(point.high, mark)
    if point.value is not None:
        value = point.value
    elif point.answer:
        value = point.answer
    else:
        value = MARKS["no_data"]
    limit = _NOT_AVAILABLE if point.value is not None else _DOES_NOT_APPLY if point.answer else MARKS["no_data"]
    return (
        _or(point.numerator, missing), _or(point.denominator, missing), value, _or(point.low, limit),
        _or(point.high, limit),
    )  # fmt: skip


def _or(number: float | None, mark: str) -> Value:
    return mark if number is None else number


def _nothing_held(
    measure: Measure, sheet: str, released: ReleasedPage, plan: Plan, board: Board, notes: Notes
) -> tuple[Value, ...]:
    """The row of a measure of which no figure is held: the edition's quarter, with the mark that says why."""
    state = released.returns[measure.id].state
    mark, why = (MARKS[state], MEANINGS[state]) if state != "reported" else (words.ABSENT, MEANINGS["absent"])
    over = mark if measure.is_ratio else _DOES_NOT_APPLY
    noted = notes.mark(notes_of(measure, "quarter", (), plan), sheet, measure.id)
    return (
        measure.id, measure.title, words.TOTAL, words.TOTAL, board.area.name, COUNTED["quarter"],
        short_period(released.quarter), mark, over, mark, measure.unit_words or measure.unit, mark, mark, why,
        words.NONE_HELD, words.NONE_HELD, noted, words.NONE_HELD,
    )  # fmt: skip


def notes_of(measure: Measure, frequency: str, found: Sequence[Series], plan: Plan) -> list[str]:
    """What a reader should know of a measure's series of one frequency, a sentence or two each."""
    used = [s for s in found if s.frequency == frequency]
    aliases = [m.id for m in plan.measures.values() if m.alias_of == measure.id]
    told = [words.same_figures(measure, aliases)] if aliases else []
    told += [
        words.definition_changed(measure, short_period(d.from_quarter), d.change)
        for d in measure.definitions
        if d.from_quarter is not None and d.change
    ]
    if any(s.breakdown for s in used):
        told.append(words.SPLITS)
    if not used:
        return told
    return [*told, *measure_notes([measure], used, [], plan)]


@cache
def _source(origins: tuple[Origin, ...]) -> str:
    """Publication and table, or file and sheet, each once; rows stand in the core data set."""
    told = dict.fromkeys(
        f"{o.release}, table {o.sheet}" if o.release else f"{o.file}, sheet {o.sheet}" for o in origins if o.file
    )
    return "; ".join(told) or words.COUNTED_BY_THE_BOOK
