"""Receipts: who was due, who sent when, how late and how complete; and what the book counts from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nelscb.core_data import Figure, State
from nelscb.plan import Board, Plan
from nelscb.quarters import Quarter
from nelscb.returns.asked import Asked
from nelscb.returns.card_content import due_day
from nelscb.returns.intake import Intake
from nelscb.returns.one_file import ReadFile

ON_TIME_MEASURE, COMPLETE_MEASURE = "O1-03", "X-20"
"""Score cards received complete by the due day; and, of all figures and answers asked for, those received by then."""


@dataclass(frozen=True)
class FileReceipt:
    """One file: when it came in, how many days after the due day (less than 0: before it), whether it was used."""

    name: str
    received: date
    days_late: int
    refused: bool
    draft: bool
    author: str


@dataclass(frozen=True)
class Receipt:
    """What one sub-group sent for a quarter, of what it was asked for.

    ``answered`` counts figures and answers that came in usable, marks such as "not applicable" among them;
    ``answered_by_due`` those of them that came by the due day; ``refused`` those that came and could not be used.
    """

    sub_group: str
    due: date
    files: tuple[FileReceipt, ...]
    asked: int
    answered: int
    answered_by_due: int
    refused: int

    @property
    def first_used(self) -> FileReceipt | None:
        """The first file that could be used."""
        return next((file for file in self.files if not file.refused), None)

    def missing_state(self, as_of: date) -> State:
        """Why a figure that was asked for is not there."""
        if self.files and self.first_used is None:
            return "refused"
        return "not_due" if not self.files and as_of <= self.due else "not_returned"


def receipts_of(quarter: Quarter, intake: Intake, board: Board) -> tuple[Receipt, ...]:
    """A receipt for every sub-group that is asked for anything, in the board's order."""
    return tuple(
        _receipt(asked, quarter, [read for read in intake.files if read.file.sub_group == name], board)
        for name, asked in intake.asked.items()
        if asked.all
    )


def _receipt(asked: Asked, quarter: Quarter, files: list[ReadFile], board: Board) -> Receipt:
    due = due_day(quarter, board)
    # A correction in a later quarter's return fills a hole too, but it is no file of this quarter.
    figures = [f for read in files for f in read.figures_of(quarter)]
    own = [read for read in files if read.file.quarter == quarter]
    usable = [f for f in figures if f.state != "refused"]
    answered = {f.measure for f in usable} & asked.all.keys()
    refused = {f.measure for f in figures if f.state == "refused"} & asked.all.keys()
    return Receipt(
        asked.sub_group, due,
        tuple(
            FileReceipt(
                read.file.name, read.file.received, (read.file.received - due).days, read.refused, read.cover.draft,
                read.cover.author,
            )
            for read in own
        ),
        asked=len(asked.all), answered=len(answered),
        answered_by_due=len({f.measure for f in usable if f.received <= due} & asked.all.keys()),
        refused=len(refused - answered),
    )  # fmt: skip


def counted_figures(intake: Intake, quarter: Quarter, as_of: date, plan: Plan, board: Board) -> Iterator[Figure]:
    """Timeliness and completeness as figures, for every quarter from the first that any return was sent for.

    A board that was given no return has none: nothing can be said of who was late. A quarter counts once its due
    day has come.
    """
    first = min((read.file.quarter for read in intake.files), default=None)
    if first is None:
        return
    for each in first.until(quarter):
        due = due_day(each, board)
        if due > as_of:
            return
        receipts = receipts_of(each, intake, board)
        complete = sum(receipt.answered_by_due == receipt.asked for receipt in receipts)
        by_due, asked = sum(r.answered_by_due for r in receipts), sum(r.asked for r in receipts)
        for measure, numerator, denominator in (
            (ON_TIME_MEASURE, complete, len(receipts)), (COMPLETE_MEASURE, by_due, asked),
        ):  # fmt: skip
            if measure in plan.measures:
                yield Figure(
                    area=board.area.code, measure=measure,
                    definition=plan.measures[measure].definition_at(each).version, period=each, breakdown="",
                    category="", numerator=float(numerator), denominator=float(denominator), value=None, status=None,
                    state="reported", provenance="illustrative" if board.illustrative else "computed",
                    audience="public", sender="", received=due, release="", file="", sheet="", row=0,
                )  # fmt: skip


Letter = Literal["A", "B", "C", "D"]
_LETTERS: tuple[Letter, Letter, Letter, Letter] = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Grade:
    """How good a returned figure is as data: four questions, and a letter for how many are answered yes.

    ``complete``: its breakdowns came with it. ``timely``: it first came in by the due day. ``checked``: no warning
    on it stands unaccepted. ``comparable``: no new definition and no dated break within the last four quarters.
    """

    complete: bool
    timely: bool
    checked: bool
    comparable: bool

    @property
    def letter(self) -> Letter:
        """A: all four. B: three. C: two. D: one or none."""
        failed = [self.complete, self.timely, self.checked, self.comparable].count(False)
        return _LETTERS[min(failed, 3)]
