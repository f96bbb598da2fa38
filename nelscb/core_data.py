"""The core data set: one long ledger, a row a figure, never overwritten; a correction is a later row.

It reads no files. Every figure that a reader sees is a projection of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, get_args

import numpy as np
import pandas as pd

from nelscb.quarters import FinancialYear, Period, Quarter, QuarterText, last_day_of

State = Literal[
    "reported", "suppressed_by_publisher", "suppressed", "refused",
    "not_returned", "not_due", "not_collected", "not_applicable",
]  # fmt: skip
Provenance = Literal["return", "published", "computed", "illustrative"]
Frequency = Literal["quarter", "year", "day"]
Audience = Literal["board", "public"]
Kind = Literal[
    "what helps", "what hurts", "partners", "what works", "voice", "engagement", "action",
    "challenge", "gap", "risk", "conflict of interest", "evidence",
]  # fmt: skip
FOLLOWED: tuple[Kind, ...] = ("action", "challenge", "gap", "risk", "conflict of interest")
"""The kinds of entry that keep their item across quarters."""
_STATES = frozenset(get_args(State))


@dataclass(frozen=True)
class Figure:
    """One figure as it came in.

    ``numerator`` and ``denominator`` are counts; ``value`` stands only where no counts exist, such as a
    mean score; ``status`` is for status lines. ``breakdown`` and ``category`` are empty for a total.
    ``state`` other than "reported" carries no numerator and no value. ``release`` names the publication
    of a published figure; ``file``, ``sheet`` and ``row`` where the figure stands in what was received, and
    ``also_rows`` the further rows where it is a sum of several, such as three months. ``reason`` says why a
    figure that was sent before is sent again.
    """

    area: str
    measure: str
    definition: int
    period: Period
    breakdown: str
    category: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str | None
    state: State
    provenance: Provenance
    audience: Audience
    sender: str
    received: date
    release: str
    file: str
    sheet: str
    row: int
    also_rows: tuple[int, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if self.state not in _STATES:
            raise ValueError(f"{self.state!r} is no state of a figure")
        has_figure = self.numerator is not None or self.value is not None or self.status is not None
        if has_figure != (self.state == "reported"):
            raise ValueError(f"{self.measure} {self.period}: a {self.state} figure with numerator {self.numerator}")


@dataclass(frozen=True)
class Revision:
    """A figure that was received, and the one that took its place; ``after.reason`` says why, where anybody did."""

    before: Figure
    after: Figure


@dataclass(frozen=True)
class Text:
    """One entry that a sub-group wrote: shown as it stands, never read as markup.

    ``item`` names it across quarters. ``about`` is the chapter or the measure that it speaks of; blank
    for all that the sub-group reports on. An ``owner`` is a
    role. ``response`` is what was done about it: "we did" beside a child's "you said".
    """

    quarter: QuarterText
    sub_group: str
    kind: Kind
    item: str
    about: str
    text: str
    response: str
    owner: str
    due: date | None
    status: str
    risk: str
    impact: str
    resource: str
    audience: Audience
    provenance: Provenance
    received: date
    file: str
    sheet: str
    row: int


def current_texts(texts: Iterable[Text]) -> tuple[Text, ...]:
    """The last word of each sub-group on each kind of entry in each quarter.

    ``texts`` come in the order in which they were received: a later file's entries of a kind take the place of
    an earlier file's.
    """
    texts = list(texts)
    last = {(t.quarter, t.sub_group, t.kind): t.file for t in texts}
    return tuple(t for t in texts if t.file == last[t.quarter, t.sub_group, t.kind])


COLUMNS = tuple(f.name for f in fields(Figure))
_NUMBERS = ("numerator", "denominator", "value")
_WHOLE = "figure"
"""The column that keeps each row's figure."""
CELL = ["area", "measure", "frequency", "breakdown", "category", "period"]
"""What names a cell: a later row with the same cell is a correction of it."""


def frequency_of(period: Period) -> Frequency:
    """Whether a period is a quarter, a year or a day; the three never join into one series."""
    if isinstance(period, Quarter):
        return "quarter"
    return "year" if isinstance(period, FinancialYear) else "day"


class Ledger:
    """The rows of the core data set, with cuts by date of receipt and by period.

    Beside its columns each row keeps the figure that it was made of, so that figures need not be made of rows again.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Ledger:
        """A ledger of ``figures``, in the order given: of two received the same day the later row counts."""
        rows = [_in_floats(figure) for figure in figures]
        frame = pd.DataFrame([_fields_of(f) for f in rows], columns=list(COLUMNS))
        frame["frequency"] = [frequency_of(p) for p in frame["period"]]
        frame["ends"] = [last_day_of(p) for p in frame["period"]]
        for column in _NUMBERS:
            frame[column] = frame[column].astype("float64")
        frame[_WHOLE] = pd.Series(rows, dtype=object)
        return cls(frame)

    def __len__(self) -> int:
        return len(self._frame)

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the rows: the contract's columns, then ``frequency`` and the day the period ``ends``."""
        return self._frame.drop(columns=_WHOLE)

    def figures(self) -> Iterator[Figure]:
        """The rows as figures again, in order."""
        return iter(self._frame[_WHOLE])

    def received_by(self, as_of: date) -> Ledger:
        """What had come in by the end of ``as_of``."""
        return self._where([r <= as_of for r in self._frame["received"]])

    def up_to(self, quarter: Quarter) -> Ledger:
        """Figures of periods that end by the quarter's last day."""
        return self._where([e <= quarter.last_day for e in self._frame["ends"]])

    def _where(self, kept: list[bool]) -> Ledger:
        # An empty list of bools would select columns, none of them: an empty ledger keeps its columns.
        return Ledger(self._frame[np.array(kept, dtype=bool)])

    def current(self) -> Ledger:
        """The last word on every cell: the row received last, without the rows that it corrects."""
        ordered = self._frame.sort_values("received", kind="stable")
        return Ledger(ordered.drop_duplicates(CELL, keep="last").sort_index())

    def revisions(self) -> Ledger:
        """Rows of cells that were sent more than once, oldest first."""
        again = self._frame.duplicated(CELL, keep=False)
        return Ledger(self._frame[again].sort_values("received", kind="stable"))

    def revised(self) -> tuple[Revision, ...]:
        """What was sent more than once and changed on the way, the latest change first; a refused row says nothing."""
        found = []
        by_cell: dict[tuple[object, ...], Figure] = {}
        for figure in self.revisions().figures():
            if figure.state == "refused":
                continue
            cell = (figure.area, figure.measure, figure.period, figure.breakdown, figure.category)
            before = by_cell.get(cell)
            if before is not None and _said(before) != _said(figure):
                found.append(Revision(before, figure))
            by_cell[cell] = figure
        return tuple(sorted(found, key=lambda r: r.after.received, reverse=True))

    def last_receipt(self) -> date | None:
        """The day of the last receipt; None for an empty ledger."""
        return max(self._frame["received"], default=None)


def _said(figure: Figure) -> tuple[object, ...]:
    """What a row says of its cell."""
    return figure.state, figure.numerator, figure.denominator, figure.value, figure.status


def _fields_of(figure: Figure) -> tuple[object, ...]:
    """The figure's fields in order, periods kept whole."""
    return tuple(getattr(figure, name) for name in COLUMNS)


def _in_floats(figure: Figure) -> Figure:
    """The figure as the columns hold it: a whole number is a float, and what is not a number is none."""
    said = figure.numerator, figure.denominator, figure.value
    if all(number is None or (type(number) is float and not math.isnan(number)) for number in said):
        return figure
    numerator, denominator, value = (None if n is None or math.isnan(n) else float(n) for n in said)
    return replace(figure, numerator=numerator, denominator=denominator, value=value)
