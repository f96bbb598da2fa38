"""Exhibits: what a page shows. Chart, caption, alternative text, table and source all come from one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nelscb.drawings import Drawing
from nelscb.named_numbers import plain


@dataclass(frozen=True)
class Column:
    """A table's column: its heading, and whether its cells are numbers (set to the right).

    ``choices``: in an interactive table a reader can filter by what stands in it.
    """

    title: str
    numeric: bool = False
    choices: bool = False


@dataclass(frozen=True)
class Link:
    """Words in a cell that lead to a page of the book."""

    words: str
    page: str


@dataclass(frozen=True)
class AsWritten:
    """Words that somebody sent: shown letter by letter, whatever stands in them; ``quoted``: as a quotation."""

    words: str
    quoted: bool = False


Shape = Literal["up", "down", "circle", "diamond", "square", "ring", "cross", "dash"]
"""A status has a shape as well as a word and a colour: triangle up or down, and so on; ``ring`` is hollow."""


@dataclass(frozen=True)
class Status:
    """A status in a word, with its shape. ``tone`` chooses the colour, which never stands alone."""

    word: str
    shape: Shape
    tone: Literal["good", "bad", "watch", "neutral", "unknown"] = "neutral"


@dataclass(frozen=True)
class Spark:
    """A small line in a cell or card, without axes: None is a gap. ``words`` say what it shows, for who cannot see it.

    ``mark`` is the place between two points (2.5: between the third and fourth) where the plan began.
    """

    values: tuple[float | None, ...]
    words: str
    mark: float | None = None


Part = str | Link | AsWritten | Status | Spark
Cell = str | tuple[Part, ...]
"""Text, or parts of text, links, quotations, statuses and small lines. Our own text may have words between ``**``
pairs, which are strong."""


@dataclass(frozen=True)
class Table:
    """The first column names the row. Every row has one cell a column.

    ``interactive``: a reader can sort and filter it in the browser; without scripts it is a table like any other.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    interactive: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell a column")


@dataclass(frozen=True)
class Card:
    """A status card: a title that leads somewhere, a status, a small line, sentences. ``size`` says how it is laid out.

    ``large`` for a priority, ``small`` for an objective, ``box`` for a list under a heading without status,
    ``wide`` for a list that takes the whole width.
    """

    title: str
    size: Literal["large", "small", "box", "wide"]
    lines: tuple[Cell, ...]
    page: str = ""
    status: Status | None = None
    spark: Spark | None = None
    foot: Cell = ""


@dataclass(frozen=True)
class ExhibitOrigin:
    """Where an exhibit's numbers come from, as far as a reader of its page may know, and how it is made again.

    ``parts``: headings, each with its lines. ``hash`` is the beginning of that of all the exhibit shows, ``command``
    makes it again, and so does ``notebook``; empty where it stands on a page of prose.
    """

    parts: tuple[tuple[str, tuple[Cell, ...]], ...]
    hash: str
    command: str
    notebook: str = ""


@dataclass(frozen=True)
class Exhibit:
    """One thing that a page shows.

    ``id`` is ``<page>_<what>``. ``drawing`` with ``alt`` where it is a chart, ``table`` with its figures,
    ``text`` for sentences, a paragraph each, or a list item where it begins with "- ". ``sources`` and
    ``notes`` stand beneath it. ``cards`` are laid out side by side where there is room. ``mark`` goes with its chart
    and stands in its caption: that its figures are invented. ``origin`` stands folded away beneath it on the screen; it
    is about the exhibit, and no part of what the exhibit shows.
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
    cards: tuple[Card, ...] = ()
    origin: ExhibitOrigin | None = None

    def __post_init__(self) -> None:
        if self.drawing is not None and (not self.alt or self.table is None):
            raise ValueError(f"{self.id}: a chart needs alternative text and a table of its figures")
        # Neither an attribute nor a caption can hold a mark: there the number stands as it is read.
        object.__setattr__(self, "alt", plain(self.alt))
        object.__setattr__(self, "caption", plain(self.caption))
