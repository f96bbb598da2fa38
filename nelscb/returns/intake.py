"""Every return that came in by a day, in the order in which it came: figures, texts, receipts, problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nelscb.core_data import Figure, Text
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.returns.asked import Asked, asked_of
from nelscb.returns.checks import Before
from nelscb.returns.figures import Cell, same
from nelscb.returns.files import received_files
from nelscb.returns.kept_returns import KeptReturns
from nelscb.returns.layout import breakdown_sheets
from nelscb.returns.one_file import ReadFile, read_file
from nelscb.returns.problems import Problem


@dataclass(frozen=True)
class Intake:
    """What the returns gave by ``as_of``, and what each sub-group was asked for.

    ``misplaced`` are files that stand in no right place. ``known`` is every version of every quarterly figure of the
    board's own area, published ones among them.
    """

    as_of: date | None
    asked: dict[str, Asked]
    files: tuple[ReadFile, ...]
    misplaced: tuple[Problem, ...]
    known: dict[Cell, list[Figure]]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The returned figures, in the order in which they were received; what was said twice stands once."""
        return tuple(figure for read in self.files for figure in read.figures)

    @property
    def texts(self) -> tuple[Text, ...]:
        """The returned texts, in the order in which they were received."""
        return tuple(text for read in self.files for text in read.texts)

    def problems(self, quarter: Quarter) -> tuple[Problem, ...]:
        """Every problem of the quarter's returns, and of files in no right place."""
        return (*self.misplaced, *(p for read in self.files if read.file.quarter == quarter for p in read.problems))


def last_receipt(project: Project) -> date | None:
    """The day on which the last return came in; None where none has."""
    return max((file.received for file in received_files(project)[0]), default=None)


def read_returns(project: Project, published: Iterable[Figure] = (), as_of: date | None = None) -> Intake:
    """Read and check every return received by the end of ``as_of`` (all of them where None).

    Each is checked against what had come in before it: earlier returns, and ``published`` quarterly figures.
    Raises nothing for what a file holds.
    """
    plan, board = project.plan, project.board
    found, misplaced = received_files(project)
    asked = {sub_group: asked_of(sub_group, plan, board) for sub_group in board.sub_groups}
    sheets = breakdown_sheets(plan.breakdowns)
    coming = [f for f in published if f.area == board.area.code and isinstance(f.period, Quarter)]
    known: dict[Cell, list[Figure]] = defaultdict(list)
    files: list[ReadFile] = []
    kept = KeptReturns(project, coming)
    for file in found:
        if as_of is not None and file.received > as_of:
            continue
        coming = _let_in(coming, file.received, known)
        read = kept.take(file)
        if read is None:
            of = asked[file.sub_group]
            here = {name: key for name, key in sheets.items() if key in of.breakdowns}
            read = read_file(file, of, plan, board, Before(known, board, coming), here)
        files.append(_without_repetition(read, known))
        kept.keep(files[-1])
    kept.write()
    _let_in(coming, as_of or date.max, known)
    return Intake(as_of, asked, tuple(files), tuple(misplaced), known)


def _let_in(coming: list[Figure], by: date, known: dict[Cell, list[Figure]]) -> list[Figure]:
    """Publications that came in by the day of a return are known when it is checked; the rest still come."""
    for figure in coming:
        if figure.received <= by and isinstance(figure.period, Quarter):
            known[figure.measure, figure.period.ordinal, figure.breakdown, figure.category].append(figure)
    return [figure for figure in coming if figure.received > by]


def _without_repetition(read: ReadFile, known: dict[Cell, list[Figure]]) -> ReadFile:
    """Note the file's figures as known; a figure that only repeats the last word on its cell is no new row."""
    kept = []
    for figure in read.figures:
        assert isinstance(figure.period, Quarter)
        versions = known[figure.measure, figure.period.ordinal, figure.breakdown, figure.category]
        if not versions or not same(versions[-1], figure):
            versions.append(figure)
            kept.append(figure)
    return ReadFile(read.file, read.refused, read.cover, tuple(kept), read.texts, read.problems)
