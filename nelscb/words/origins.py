"""Words of "Where this comes from": measures, rows, what was known when, methods, and what is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nelscb.edition import ReleasedPage, Revision
from nelscb.plan import Board, Measure
from nelscb.plan.measures import Definition
from nelscb.quarters import day_in_words
from nelscb.words.formulas import FORMULAS
from nelscb.words.lists import joined
from nelscb.words.notes import shown_title
from nelscb.words.numbers import short_period
from nelscb.words.states import MARKS, MEANINGS

MEASURES, ROWS, KNOWN, METHODS, WITHHELD = "Measures", "Rows used", "As known when", "Methods", "Withheld"
SUMMARY = "Where this comes from"
NO_FIGURE = "No number in it is the figure of a measure."
_ABOUT_OTHERS = {
    "error_rates.": "Rates that were found by simulation, no figure of any measure: book/error_rates.csv.",
    "back_test.": "Forecasts tried out on the published figures of the past.",
    "received.receipts.": "Figures and answers asked for and received: counted from the score cards.",
    "received.grades.": "Grades of returned figures: worked out from the score cards received.",
    "returns.": "Whether a measure's figure came: told by the score cards received.",
    "targets.": "Targets: params/board.yml.",
    "story.meetings.": "Meetings and decisions: params/quarters/.",
    "story.exceptions.": "Exceptions: raised by the rule in params/board.yml.",
    "not_public.": "What the public edition withholds: worked out by the rule in params/board.yml.",
    "attacked.": "How withheld counts came out when this edition was attacked.",
}
"""What numbers come from that are not figures of a measure, by how their cells' names begin."""
OUT_OF, FORMULAS_IN, THE_RULE = " out of ", "Formulas: ", "the rule"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
BREAKS = "Dated breaks: events in data/published/, and new definitions in the plan."
FILES_BY_DAY = "A score card is kept under its quarter and its sub-group, and named by the day on which it came."
COUNTED = "Counted by the book from the receipts of the score cards, so that no row has it."
NO_REVISION = "No figure of these measures was changed after it first came in."


def measure_name(measure: Measure, near: bool) -> str:
    """A measure by number and title; ``near``: published figures stand for it, which may go by another name."""
    return f"{measure.id} {shown_title(measure) if near else measure.title}"


def version(definition: Definition) -> str:
    """A version of a definition, with the quarter from which it counts."""
    begins = definition.from_quarter
    return f"definition {definition.version}, from {short_period(begins) if begins else 'the first figure'} on"


def one_definition(others: bool) -> str:
    """That many measures have kept their definition; ``others``: those that are not named above it."""
    return f"{'Each of the others' if others else 'Each'} by one definition in all its periods"


def other_sources(cells: Iterable[str]) -> tuple[str, ...]:
    """What else the numbers come from than figures of measures."""
    cells = list(cells)
    found = [words for cell in cells for begins, words in _ABOUT_OTHERS.items() if cell.startswith(begins)]
    found += [BREAKS] if any(cell.endswith(".breaks") for cell in cells) else []
    return tuple(dict.fromkeys(found))


def ranges(rows: Sequence[int]) -> str:
    """``row 9``, ``rows 4-9 and 12``: sorted row numbers, those that follow each other put together."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return f"row{'s' if len(rows) > 1 else ''} {joined(told)}"


def published_rows(file: str, release: str, tables: Sequence[tuple[str, Sequence[int]]], received: str) -> str:
    """The rows used of a published file, table by table."""
    told = "; ".join(f"table {table}, {ranges(rows)}" for table, rows in tables)
    return f"{release}, {file}, {received}: {told}"


def returned_rows(sender: str, sheets: Sequence[tuple[str, Sequence[int]]], files: Sequence[str]) -> str:
    """The same rows in one score card of a sub-group, or in several: ``<quarter>/<file>`` of each."""
    told = "; ".join(f"sheet {sheet}, {ranges(rows)}" for sheet, rows in sheets)
    if len(files) == 1:
        return f"{sender}: {files[0]}, {received_on(day_of(files[0]))}: {told}"
    return f"{sender}: {told}, of each of {', '.join(files)}"


def looked_at(sender: str, files: Sequence[str]) -> str:
    """Score cards of which it is told when they came."""
    return f"{sender}: {', '.join(files)}"


def published_source(release: str, publisher: str, received: str) -> str:
    """A publication, for whoever is not told its rows."""
    return f"{release}, {publisher}, {received}"


def day_of(file: str) -> str:
    """The day on which a score card came, as its name says; nothing where the name is another's."""
    match = _DAY.match(file.rsplit("/", 1)[-1])
    return day_in_words(date.fromisoformat(match[0])) if match else ""


def received_on(day: str) -> str:
    """``received 20 April 2017``."""
    return f"received {day}" if day else "received on a day not recorded"


def in_the_data_set() -> str:
    """Where the public finds each figure."""
    return "Each figure, with its source, has a row of its own in core_data_set.csv."


def as_known(released: ReleasedPage) -> str:
    """Up to which day it was counted."""
    late = ", from releases that came out after the quarter's book was due" if released.retrospective else ""
    return f"With what had come in by {day_in_words(released.as_of)}{late}."


def revised(revisions: Sequence[Revision], told: int) -> tuple[str, ...]:
    """Which figures were changed after they first came in, the latest ``told`` of them one by one."""
    lines = [
        f"{_cell(r)}: first received {day_in_words(r.before.received)}, changed {day_in_words(r.after.received)}"
        for r in revisions[:told]
    ]
    rest = len(revisions) - told
    return (*lines, f"and {rest} more, on the page What was received") if rest > 0 else tuple(lines)


def _cell(revision: Revision) -> str:
    figure = revision.after
    part = f", {figure.category}" if figure.category else ""
    return f"{figure.measure}{part}, {short_period(figure.period)}"


def source_of_method(name: str) -> str:
    """A method's source, or what it does where no paper is its source; nothing where it has no formula."""
    return _source(FORMULAS[name]) if name in FORMULAS and name != "no data" else ""


def _source(formula: str) -> str:
    """What stands in the brackets at the end, where that names a year; else all of it."""
    if not formula.endswith(")"):
        return formula
    depth, place = 0, len(formula)
    for place in range(len(formula) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(formula[place], 0)
        if depth == 0:
            break
    source = formula[place + 1 : -1]
    return source if re.search(r"\b(?:18|19|20)\d{2}\b", source) else formula


def withheld(marks: Iterable[str]) -> tuple[str, ...]:
    """What the marks in a table say of what is not shown, and why."""
    there = set(marks)
    return tuple(f"{mark}: {MEANINGS[state]}" for state, mark in MARKS.items() if mark in there and state in _WITHHELD)


_WITHHELD = ("suppressed_by_publisher", "suppressed", "refused")


def sender_of(file: str, board: Board) -> str:
    """The sub-group that a score card's file is kept under, with the folder's name."""
    name = file.split("/")[1] if file.count("/") > 1 else ""
    return f"{board.groups[name]} ({name})" if name in board.groups else name or "Not known"


def short_file(file: str) -> str:
    """A score card's file without its sub-group, which is told beside it: ``2016-17-Q4/2017-04-20.xlsx``."""
    quarter, _, rest = file.partition("/")
    return f"{quarter}/{rest.rpartition('/')[2]}" if "/" in rest else file
