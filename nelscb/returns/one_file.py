"""One return, read and checked: its figures, its texts, and every problem found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nelscb.core_data import Figure, Text
from nelscb.plan import Board, Plan
from nelscb.quarters import Period, Quarter
from nelscb.returns import layout
from nelscb.returns.asked import Asked
from nelscb.returns.cells import Wrong
from nelscb.returns.checks import (
    CHECKS_AGAINST_BEFORE,
    CHECKS_OF_A_ROW,
    CHECKS_TOGETHER,
    Before,
    Finding,
    rows_that_stand_twice,
)
from nelscb.returns.checks.before import earlier_figure_that_was_changed
from nelscb.returns.cover import Cover, read_cover
from nelscb.returns.entries import entries, evidence_of
from nelscb.returns.figures import cell_of, figure_of, refused_figure, shown
from nelscb.returns.files import ReceivedFile
from nelscb.returns.grids import Grid, Unreadable, read_grids
from nelscb.returns.limits import TooLarge
from nelscb.returns.lines import Headed, Line, Refused, answer_lines, correction_lines, figure_lines, headed
from nelscb.returns.problems import Place, Problem, Severity
from nelscb.returns.unread import unread_cells


@dataclass(frozen=True)
class ReadFile:
    """What one return gave. Where it is refused as a whole it gives nothing but its problems."""

    file: ReceivedFile
    refused: bool
    cover: Cover
    figures: tuple[Figure, ...]
    texts: tuple[Text, ...]
    problems: tuple[Problem, ...]

    def figures_of(self, period: Period) -> Sequence[Figure]:
        """Its figures of a period."""
        return self._by_period.get(period, ())

    @cached_property
    def _by_period(self) -> dict[Period, list[Figure]]:
        found: dict[Period, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.period].append(figure)
        return found


_MERGED = Wrong("merged", "cells are merged", "every cell stands by itself", "undo the merge and fill in the row again")
_UNVALUED = Wrong(
    "formula", "found a formula without a value", "an entry must be there",
    "write the text itself, or open and save the workbook in a spreadsheet program",
)  # fmt: skip


def _unvalued(row: int, grid: Grid) -> bool:
    return any(row == there for there, _ in grid.unvalued)


class _Reading:
    """One file on its way in: collects lines, texts and problems."""

    def __init__(self, file: ReceivedFile, asked: Asked, plan: Plan, board: Board, sheets: Mapping[str, str]) -> None:
        self.file, self.asked, self.plan, self.board = file, asked, plan, board
        self.sheets = sheets
        self.lines: list[Line] = []
        self.texts: list[Text] = []
        self.problems: list[Problem] = []

    def problem(
        self, wrong: Wrong, severity: Severity, sheet: str, row: int, heading: str,
        measure: str = "", breakdown: str = "", rows: int = 1, figure: str = "",
    ) -> None:  # fmt: skip
        place = Place(self.file.name, sheet, row, heading)
        self.problems.append(
            Problem(
                wrong.check, severity, place, wrong.found, wrong.must, wrong.remedy, self.file.sub_group,
                self.file.quarter, measure, breakdown, rows, figure,
            )
        )  # fmt: skip

    def take(self, found: Iterable[Line | Refused | Text], grid: Grid) -> None:
        """Keep lines and texts; a row that is refused, or that a merged cell covers, becomes a problem."""
        for one in found:
            merged = one.row in grid.merged
            if isinstance(one, Refused):
                wrong = _MERGED if merged and one.wrong.check != "headings" else one.wrong
                self.problem(
                    wrong, "row refused", one.sheet, one.row, one.heading, one.measure, one.breakdown, one.rows
                )  # fmt: skip
            elif isinstance(one, Line):
                is_filled = not one.blank or bool(one.evidence)
                if is_filled and merged:
                    one = replace(one, wrong=(("", _MERGED),))  # noqa: PLW2901
                elif is_filled and one.how == "answer" and _unvalued(one.row, grid):
                    one = replace(one, wrong=(("", _UNVALUED),))  # noqa: PLW2901
                self.lines.append(one)
            elif merged or _unvalued(one.row, grid):
                self.problem(_MERGED if merged else _UNVALUED, "row refused", grid.name, one.row, "")
            else:
                self.texts.append(one)

    def find(self, finding: Finding, figure: str) -> None:
        """Note what a check found, and of which figure where it was compared with another."""
        first = finding.lines[0]
        self.problem(
            finding.wrong, finding.severity, first.sheet, first.row, finding.heading, first.measure.id, first.breakdown,
            len(finding.lines), figure,
        )  # fmt: skip


def read_file(
    file: ReceivedFile, asked: Asked, plan: Plan, board: Board, before: Before, sheets: Mapping[str, str]
) -> ReadFile:
    """Read and check one return. ``sheets`` maps sheet name to breakdown. Never raises for what the file holds."""
    reading = _Reading(file, asked, plan, board, sheets)
    try:
        grids = read_grids(file.path)
    except (Unreadable, TooLarge) as error:
        found, _, rest = str(error).partition("; ")
        must, _, remedy = rest.partition(": ")
        reading.problem(Wrong("unreadable", found, must, remedy), "file refused", "", 0, "")
        return ReadFile(file, True, Cover("", None, False, ""), (), (), tuple(reading.problems))
    cover, wrongs = read_cover(grids.get(layout.COVER), file)
    for row, heading, wrong, refuses in wrongs:
        severity: Severity = "file refused" if refuses else "warning"
        reading.problem(wrong, severity, layout.COVER if row else "", row, heading)
    if any(refuses for *_, refuses in wrongs):
        return ReadFile(file, True, cover, (), (), tuple(reading.problems))
    for grid in grids.values():
        if grid.name != layout.COVER:
            _read_sheet(grid, reading)
    figures = tuple(_checked(reading, cover, before))
    return ReadFile(file, False, cover, figures, tuple(reading.texts), tuple(reading.problems))


_FIGURE_READERS: dict[str, Callable[[Headed, Grid, Asked, Plan, Quarter], Iterator[Line | Refused]]] = {
    layout.REPORTS: answer_lines,
    layout.CORRECTIONS: correction_lines,
}
_TEXT_SHEETS = {sheet.name: sheet for sheet in layout.TEXT_SHEETS}


def _read_sheet(grid: Grid, reading: _Reading) -> None:
    if not grid.rows:
        return
    known = {layout.FIGURES, *_FIGURE_READERS, *_TEXT_SHEETS, *reading.sheets}
    if grid.name in layout.NOT_READ:
        return
    filled = f"{len(grid.rows)} filled row{'s' if len(grid.rows) > 1 else ''}"
    if grid.hidden:
        wrong = Wrong(
            "hidden", f"the sheet is hidden, with {filled}", "what is sent must be seen",
            "show the sheet, look at it, and send the return again (or delete it)",
        )  # fmt: skip
        reading.problem(wrong, "row refused", grid.name, 0, "", rows=len(grid.rows))
        return
    if grid.name not in known:
        of = f"the sheet's {filled}" if grid.name else f"{filled} without a sheet's name in the first column"
        wrong = Wrong(
            "unknown sheet", f"{of} were not read" if len(grid.rows) > 1 else f"{of} was not read",
            "the sheets are those of the blank score card", "put the figures where the blank score card asks for them",
        )  # fmt: skip
        reading.problem(wrong, "row refused", grid.name, 0, "", rows=len(grid.rows))
        return
    breakdown = reading.sheets.get(grid.name, "")
    text_sheet = _TEXT_SHEETS.get(grid.name)
    if text_sheet is not None:
        needed = tuple(column.heading for column in text_sheet.columns)
    else:
        needed = layout.NEEDED.get(grid.name, layout.NEEDED_OF_BREAKDOWNS)
    sheet = headed(grid, needed)
    if isinstance(sheet, Refused):
        reading.take([sheet], grid)
        return
    _note_what_is_not_read(sheet, grid, reading)
    file, asked, plan = reading.file, reading.asked, reading.plan
    if text_sheet is not None:
        reading.take(entries(text_sheet, sheet, grid, file, asked, plan, reading.board), grid)
    elif grid.name in _FIGURE_READERS:
        reading.take(_FIGURE_READERS[grid.name](sheet, grid, asked, plan, file.quarter), grid)
    else:
        reading.take(figure_lines(sheet, grid, asked, plan, file.quarter, breakdown), grid)


def _note_what_is_not_read(sheet: Headed, grid: Grid, reading: _Reading) -> None:
    """A row above the headings is refused; cells under a heading that is not the score card's are not read."""
    for row in sheet.above:
        wrong = Wrong(
            "headings", "the row stands above the headings", "rows stand beneath them", "move it beneath the headings"
        )
        reading.problem(wrong, "row refused", grid.name, row, "")
    for found in unread_cells(sheet, grid, reading.asked):
        wrong = Wrong(
            "not read", found.words, "the headings are those of the blank score card",
            "put what is there where the blank score card asks for it",
        )  # fmt: skip
        reading.problem(wrong, "warning", grid.name, found.row, found.heading)


def _checked(reading: _Reading, cover: Cover, before: Before) -> Iterator[Figure]:
    """The figures that every check lets through; and a row "refused" for each that one does not."""
    filled = [line for line in reading.lines if not line.blank or line.evidence]
    good = _let_through(filled, reading)
    for line in reading.lines:
        _find_all(reading, earlier_figure_that_was_changed(line, before))
    totals = _profile_totals(good)
    for line in good:
        told = replace(line, why=cover.why_again) if cover.why_again and not line.why else line
        if line.evidence:
            reading.texts.append(evidence_of(line, reading.file, reading.board))
        figure = figure_of(told, reading.file, reading.board, totals)
        if figure is not None:
            for against in CHECKS_AGAINST_BEFORE:
                _find_all(reading, against(told, figure, before), _named(figure))
            yield figure
    kept = {id(line) for line in good}
    said = {cell_of(line) for line in good}
    for line in filled:
        if id(line) not in kept and cell_of(line) not in said and not before.figures.get(cell_of(line)):
            said.add(cell_of(line))
            yield refused_figure(line, reading.file, reading.board)


def _let_through(lines: list[Line], reading: _Reading) -> list[Line]:
    """The lines that no check refuses: first each by itself, then those that are left together."""
    refused: set[int] = set()
    for line in lines:
        for check in CHECKS_OF_A_ROW:
            refused |= _find_all(reading, check(line))
    refused |= _find_all(reading, rows_that_stand_twice(lines, reading.plan))
    good = [line for line in lines if id(line) not in refused]
    for together in CHECKS_TOGETHER:
        refused = _find_all(reading, together(good, reading.plan))
        good = [line for line in good if id(line) not in refused]
    return good


def _named(figure: Figure) -> str:
    return " ".join(part for part in (figure.category, str(figure.period), shown(figure)) if part)


def _find_all(reading: _Reading, findings: Iterable[Finding], figure: str = "") -> set[int]:
    """Note what a check found; which lines it refuses."""
    refused: set[int] = set()
    for finding in findings:
        reading.find(finding, figure)
        if finding.severity == "row refused":
            refused |= {id(line) for line in finding.lines}
    return refused


def _profile_totals(lines: Iterable[Line]) -> Mapping[tuple[str, int], float]:
    found: dict[tuple[str, int], float] = defaultdict(float)
    for line in lines:
        if line.how == "total" and line.out_of.number is not None:
            found[line.measure.id, line.quarter.ordinal] = line.out_of.number
    return dict(found)
