"""Exhibits: what a page shows. Chart, caption, alternative text, table and source all come from one record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A table's column: its heading, and whether its cells are numbers (set to the right)."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Link:
    """Words in a cell that lead to a page of the book."""

    words: str
    page: str


@dataclass(frozen=True)
class AsWritten:
    """Words that somebody sent: shown letter by letter, whatever stands in them."""

    words: str


Cell = str | tuple[str | Link | AsWritten, ...]
"""Text, or text with links among it. Our own text may have words between ``**`` pairs, which are strong."""


@dataclass(frozen=True)
class Table:
    """The first column names the row. Every row has one cell a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell a column")


@dataclass(frozen=True)
class Line:
    """A line of a time panel: one value a period (None is a gap, never zero), with limits where known."""

    label: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    role: str = "own"


@dataclass(frozen=True)
class TimePanel:
    """One panel over time.

    ``breaks`` are (position, words): 2.5 lies between the third period and the fourth, 3 runs through the
    fourth. ``marks`` are other dates, which break nothing. ``scatter`` are the neighbours' values.
    """

    title: str
    unit: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: tuple[tuple[float, str], ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    scatter: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True)
class TimePanels:
    """Panels over time, one below or beside another, each with its own scale."""

    panels: tuple[TimePanel, ...]


@dataclass(frozen=True)
class DotRow:
    """A row of a dot chart: the value with its limits, and an earlier value where there is one."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    earlier: float | None = None
    own: bool = False


@dataclass(frozen=True)
class DotRows:
    """Rows of dots on one scale, with reference lines (label, value)."""

    unit: str
    rows: tuple[DotRow, ...]
    references: tuple[tuple[str, float], ...] = ()
    now: str = ""
    before: str = ""


Drawing = TimePanels | DotRows


@dataclass(frozen=True)
class Exhibit:
    """One thing that a page shows.

    ``id`` is ``<page>_<what>``. ``drawing`` with ``alt`` where it is a chart, ``table`` with its figures,
    ``text`` for sentences, a paragraph each, or a list item where it begins with "- ". ``sources`` and
    ``notes`` stand beneath it. ``mark`` goes with its chart and stands in its caption: that its figures are invented.
    """

    id: str
    caption: str
    text: tuple[str, ...] = ()
    table: Table | None = None
    drawing: Drawing | None = None
    alt: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = ""

    def __post_init__(self) -> None:
        if self.drawing is not None and (not self.alt or self.table is None):
            raise ValueError(f"{self.id}: a chart needs alternative text and a table of its figures")
