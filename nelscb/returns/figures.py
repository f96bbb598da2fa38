"""Lines to figures of the ledger, and how a figure is shown on the next score card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nelscb.core_data import Figure, State
from nelscb.plan import Board
from nelscb.returns.files import ReceivedFile
from nelscb.returns.lines import Line

Cell = tuple[str, int, str, str]
"""Measure, quarter (its ordinal), breakdown, category: what names a figure of the board's own area."""


def cell_of(line: Line) -> Cell:
    """The cell of the core data set that the line fills."""
    return line.measure.id, line.quarter.ordinal, line.breakdown, line.category


def figure_of(line: Line, file: ReceivedFile, board: Board, totals: Mapping[tuple[str, int], float]) -> Figure | None:
    """The figure that a line gives; None where it says nothing.

    A mark in any part stands for the whole figure. A category of a profile takes its denominator from ``totals``
    (by measure and quarter); the total of a profile by itself is no figure.
    """
    if line.blank or (line.how == "total" and line.out_of.state is None):
        return None
    state: State = next(
        (said.state for said in (line.number, line.out_of, line.value) if said.state is not None), "reported"
    )
    numerator, denominator, value = line.number.number, line.out_of.number, line.value.number
    if line.breakdown and line.measure.unit == "profile":
        denominator = totals.get((line.measure.id, line.quarter.ordinal))
    return _figure(line, file, board, state, numerator, denominator, value)


def refused_figure(line: Line, file: ReceivedFile, board: Board) -> Figure:
    """The row of the ledger that says that something was sent and could not be used."""
    return _figure(line, file, board, "refused", None, None, None)


def _figure(
    line: Line, file: ReceivedFile, board: Board, state: State,
    numerator: float | None, denominator: float | None, value: float | None,
) -> Figure:  # fmt: skip
    known = state == "reported"
    return Figure(
        area=board.area.code, measure=line.measure.id, definition=line.measure.definition_at(line.quarter).version,
        period=line.quarter, breakdown=line.breakdown, category=line.category,
        numerator=numerator if known else None, denominator=denominator if known else None,
        value=value if known else None, status=line.answer if known and line.answer else None, state=state,
        provenance="illustrative" if board.illustrative else "return", audience="board", sender=file.sub_group,
        received=file.received, release="", file=file.name, sheet=line.sheet, row=line.row,
        reason=line.why,
    )  # fmt: skip


def same(one: Figure, other: Figure) -> bool:
    """Whether two rows of one cell say the same."""
    return _said(one) == _said(other)


def _said(figure: Figure) -> tuple[object, ...]:
    return figure.state, figure.numerator, figure.denominator, figure.value, figure.status


def last_known(figures: Mapping[Cell, list[Figure]], cell: Cell, before: date | None = None) -> Figure | None:
    """The last word on a cell, of those received before a day where one is given; a refused row is no word.

    Of two of one day the later in the list is the last.
    """
    said = [f for f in figures.get(cell, ()) if f.state != "refused" and (before is None or f.received < before)]
    return max(reversed(said), key=lambda f: f.received, default=None)


SHOWN_STATES: dict[State, str] = {
    "suppressed_by_publisher": "withheld", "not_applicable": "N/A", "not_collected": "not collected",
    "refused": "refused", "not_returned": "", "not_due": "", "suppressed": "withheld",
}  # fmt: skip


def shown(figure: Figure) -> str:
    """A figure as the next score card shows it: ``42``, ``12 of 40 (30.0%)``, ``14.2``, ``yes``, ``withheld``."""
    if figure.state != "reported":
        return SHOWN_STATES[figure.state]
    if figure.status is not None:
        return figure.status
    if figure.value is not None:
        return f"{figure.value:g}"
    numerator = figure.numerator or 0.0
    if figure.denominator is None:
        return f"{numerator:,.0f}"
    of = f"{numerator:,.0f} of {figure.denominator:,.0f}"
    return f"{of} ({100 * numerator / figure.denominator:.1f}%)" if figure.denominator else of
