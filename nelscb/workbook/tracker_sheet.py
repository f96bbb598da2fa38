"""The tracker's sheet: the rows of the tracker's page, with baseline and latest figure as numbers."""

from __future__ import annotations

from nelscb.edition import Point, ReleasedPage
from nelscb.pages.followed import Followed, followed
from nelscb.pages.tracker import tracker_exhibits
from nelscb.plan import Board, Plan
from nelscb.tables import cell_text
from nelscb.words import workbook as words
from nelscb.words.numbers import short_period
from nelscb.words.states import MARKS
from nelscb.words.tracker import series_notes
from nelscb.workbook.figures import figure_cells, marks_in, notes_of
from nelscb.workbook.noting import Notes
from nelscb.workbook.sheets import Sheet, Value, columns_of

_COLUMNS = columns_of(
    words.TRACKER_COLUMNS, "tttttt" "mtmt" "tttttt" "p" "ttt",
    (50, 11, 26, 18, 14, 16, 15, 14, 15, 14, 24, 40, 44, 18, 28, 22, 16, 20, 36, 44),
)  # fmt: skip


def tracker_sheet(released: ReleasedPage, plan: Plan, board: Board, notes: Notes) -> Sheet:
    """A row a series, in the page's order. Small lines are left out: all periods stand in the chapters' sheets."""
    shown = tracker_exhibits(released, plan, board)["series"].table
    followed_rows = followed(released, plan, board)
    assert shown is not None
    of_columns = notes.mark(series_notes(board, set()), words.TRACKER)
    rows: list[tuple[Value, ...]] = []
    for row, cells in zip(followed_rows, shown.rows, strict=True):
        told = [words.ABSENT if (text := cell_text(cell)) == MARKS["absent"] else text for cell in cells]
        why = released.returns[row.measure.id].state
        missing = MARKS[why] if why != "reported" and row.series is None else words.ABSENT
        found = [row.series] if row.series else []
        noted = notes_of(row.measure, row.series.frequency if row.series else "quarter", found, plan)
        q = row.assessment.judged.q if row.assessment else None
        rows.append((
            told[0], row.measure.id, *told[1:5], *_point(row.baseline, row, missing), *_point(row.now, row, missing),
            row.measure.unit_words or row.measure.unit, told[7], told[8], told[9], told[10], told[11],
            MARKS["not_applicable"] if q is None else q, told[14], told[15],
            notes.mark(noted, words.TRACKER, row.measure.id),
        ))  # fmt: skip
    decimals = [0 if row.measure.unit == "count" else 1 for row in followed_rows]
    read = (words.columns_noted(of_columns), words.one_table(marks_in(rows)))
    return Sheet(
        words.TRACKER, words.tracker_title(), (*words.sheet_lines(released, board), *read), _COLUMNS, rows, decimals
    )


def _point(point: Point | None, row: Followed, missing: str) -> tuple[Value, str]:
    """The figure, and its period; the shorthand twice where there is none."""
    if point is None:
        return missing, missing
    return figure_cells(point, row.measure)[2], short_period(point.period)
