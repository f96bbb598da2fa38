"""Words of the workbook of tables: cover, contents, notes, what each sheet holds, and what its columns are called."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Item, ReleasedPage, Source
from nelscb.plan import Board, Chapter, Measure
from nelscb.quarters import day_in_words
from nelscb.words.editions import MARK, announcement, marking, marks_with_meaning, replaces, which_edition
from nelscb.words.numbers import period, short_period
from nelscb.words.registers import NOT_MENTIONED
from nelscb.words.states import MARKS, MEANINGS

ABSENT = "[a]"
"""What stands for ``absent`` in a sheet: a sign alone, such as a dash, is not read out."""
SHORTHAND: dict[str, str] = {**{MARKS[state]: meaning for state, meaning in MEANINGS.items()}}
SHORTHAND[ABSENT] = SHORTHAND.pop(MARKS["absent"])
"""Each shorthand that may stand in place of a figure, and what it means."""
NO_NOTE, GIVEN, TOTAL, NONE_HELD, COUNTED_BY_THE_BOOK = (
    "no note",
    "figure given",
    "total",
    "none held",
    "the book itself",
)
CUT = " [cut here: the text is too long for a cell, and stands whole in the book]"

FIGURE_COLUMNS = (
    "Measure number", "Measure", "Breakdown", "Category", "Area", "Counted", "Period", "Numerator (count)",
    "Denominator (count)", "Value (in the unit named)", "Unit", "Lower 95% limit (same unit)",
    "Upper 95% limit (same unit)", "State of the figure", "Where it comes from", "Source", "Notes",
    "Name in the core data set",
)  # fmt: skip
TRACKER_COLUMNS = (
    "Measure", "Measure number", "Chapter", "Standing", "Question", "Counted", "Baseline (in the unit named)",
    "Baseline period", "Now (in the unit named)", "Period of the figure now", "Unit", "Distance since the baseline",
    "Weighed against chance", "Better is", "Target", "Verdict on its trend", "q (share of false findings)", "Figures",
    "Who sends it", "Notes",
)  # fmt: skip
CONTENTS_COLUMNS = ("Sheet", "What it holds", "Rows of its table")
NOTES_COLUMNS = ("Note", "What it says", "Where it applies")
COVER, CONTENTS, NOTES, TRACKER = "Cover", "Contents", "Notes", "Tracker"
EVERYWHERE = "every sheet with figures"
CATEGORY = "Statistics"


def workbook_title(released: ReleasedPage, board: Board) -> str:
    """Whose tables these are, and of which quarter."""
    return f"{board.name}: tables of the report book, {period(released.quarter)}"


def workbook_subject(released: ReleasedPage, board: Board) -> str:
    """Quarter, edition and marks, for the file's properties."""
    return announcement(released, board)


def sheet_lines(released: ReleasedPage, board: Board) -> tuple[str, ...]:
    """What stands under the title of every sheet: that figures are invented, and which edition it is."""
    marked = (MARK,) if released.illustrative else ()
    return (*marked, announcement(released, board))


def one_table(marks: Sequence[str]) -> str:
    """How to read a sheet, and every shorthand that stands in its table."""
    told = "This sheet has one table. What the numbered notes say stands on the sheet Notes."
    found = [f"{mark} {SHORTHAND[mark]}" for mark in SHORTHAND if mark in set(marks)]
    return f"{told} Shorthand: {'; '.join(found)}. None of it is a zero." if found else told


def columns_noted(marks: str) -> str:
    """Which notes tell what a table's columns mean."""
    return f"What the columns mean: {marks}."


def no_table(why: str) -> str:
    """How to read a sheet that has no table."""
    return f"This sheet has no table. {why}"


def cover_sections(
    released: ReleasedPage, board: Board, sources: Sequence[Source]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The cover: a heading and its lines each."""
    marks = tuple(f"{mark.capitalize()}: {meaning}." for mark, meaning in marks_with_meaning(released))
    about = (
        *((MARK,) if released.illustrative else ()),
        f"Board: {board.name} ({board.short_name}).",
        f"Quarter: {short_period(released.quarter)}, {period(released.quarter)}.",
        f"Edition: {', '.join(which_edition(released))}, with all that was known on {day_in_words(released.as_of)}.",
        *replaces(released),
        f"Handling: {marking(released)}.",
        *marks,
    )
    holds = (
        "A sheet for each priority and objective of the plan, with every figure of its measures: the Board's own area "
        "and those it is compared with.",
        "The tracker: each series with its baseline, where it is now, and the distance between them.",
        "The registers: actions, challenges, gaps, risks and conflicts of interest, as the sub-groups sent them.",
        "The same figures, with the file, sheet and row that each came from, are in core_data_set.csv.",
    )
    use = (
        "Each sheet has one table, which begins in column A. Its first row names the columns.",
        "A cell of a figure holds a number or a shorthand in square brackets that says why there is none. The "
        "shorthand is explained above each table and on the sheet Notes. None of it is a zero.",
        "Numbers are shown rounded and held in full.",
        "Limits are those of a 95% interval. The book's charts and verdicts rest on the same figures.",
        "What people wrote stands as they wrote it.",
    )
    return (
        ("About this workbook", about), ("What it holds", holds), ("How to use it", use),
        ("Licence and sources", _licences(released, sources)),
    )  # fmt: skip


def _licences(released: ReleasedPage, sources: Sequence[Source]) -> tuple[str, ...]:
    if released.illustrative:
        return ("Every figure and every entry is invented, so that no licence is needed.",)
    told = [f"{s.title}: {s.publisher}. {s.licence}. {s.attribution}" for s in sources]
    return (
        "Published figures are used under the licence of their publisher, named here. The licence covers nothing that "
        "the sub-groups sent.",
        *dict.fromkeys(told),
    )


def chapter_title(chapter: Chapter) -> str:
    """What a chapter's sheet is called."""
    return f"{chapter.id} {chapter.title}: every figure of its measures"


def tracker_title() -> str:
    """What the tracker's sheet is called."""
    return "The outcomes tracker: every series, its baseline, where it is now, and the distance between them"


def no_measures(chapter: Chapter) -> str:
    """That a chapter has no measure, so that its sheet has no table."""
    return no_table(f"The plan names no measure under {chapter.id}.")


def breakdown_words(title: str) -> str:
    """What a breakdown is called; a total is said to be one."""
    return title or TOTAL


def invented(words: str) -> str:
    """Where a figure comes from, where it is invented."""
    return f"{words}, invented"


def same_figures(measure: Measure, aliases: Sequence[str]) -> str:
    """That other lines of the plan ask for the same figures."""
    return f"{measure.title} ({measure.id}): the plan asks for the same figures as {', '.join(aliases)} too."


def definition_changed(measure: Measure, since: str, change: str) -> str:
    """That what is counted changed."""
    return f"{measure.title} ({measure.id}): from {since} its definition is another one. {change}"


def shorthand_note(mark: str) -> str:
    """What a shorthand means, as a note."""
    beside = " It does not mean revised." if mark == MARKS["refused"] else ""
    return f"{mark} stands for: {SHORTHAND[mark]}. It is not a zero.{beside}"


INTERVALS = (
    "Lower and upper 95% limits stand where a figure came with counts. Each figure is taken as one outcome of chance "
    "about a true rate, so a limit of a count can have decimals."
)
WHERE_FROM = (
    "Where it comes from: published by its publisher, returned on a score card, worked out from either, or counted by "
    "the book from the returns."
)
SPLITS = "Categories of a breakdown need not add up to its total: some are withheld, and some overlap."


def contents_title() -> str:
    """The contents' heading."""
    return "Contents"


def contents_lines() -> str:
    """How to use the contents."""
    return "This sheet has one table. The name of a sheet leads to it."


def notes_title() -> str:
    """The notes' heading."""
    return "Notes and shorthand"


def notes_line() -> str:
    """How to use the notes."""
    return "This sheet has one table: each note has a number, and the tables name it in their last column."


def in_sheet(sheet: str, measures: Sequence[str]) -> str:
    """A sheet, with the measures of it that a note is about; only their count where there are many."""
    if len(measures) > _MANY:
        return f"{sheet} ({len(measures)} measures)"
    return f"{sheet} ({', '.join(measures)})" if measures else sheet


REGISTER_TITLES = {
    "action": ("Actions", "Actions: every one that the score cards tell of"),
    "challenge": ("Challenges", "Challenges: every one that the score cards tell of"),
    "gap": ("Gaps", "Gaps in service: every one that the score cards tell of"),
    "risk": ("Risks", "Risks: every one that the score cards tell of"),
    "conflict of interest": ("Interests", "Conflicts of interest, as they were minuted"),
}
"""Kind of entry to the short name of its sheet and its title."""
OVERDUE = "Overdue: the due day lies before the as-of day, and the entry has not ended."
AGE = "Age in quarters: since the entry first stood on a score card, that quarter counted, until now or until it ended."
UNMENTIONED = "Not mentioned: the entry has not ended, and this quarter's score cards do not speak of it."
ENTRY_COLUMNS = {
    "item": "Number", "kind": "Kind", "chapter": "Chapter", "plan": "Action plan", "text": "What was written",
    "owner": "Owner (a role)", "first": "First quarter", "last": "Latest quarter", "due": "Due day",
    "status": "Status", "standing": "Standing", "age": "Age in quarters", "risk": "Rating", "impact": "What it changed",
    "harm": "Impact", "resource": "Cost or resource", "response": "What was done or answered", "sender": "From",
    "source": "Source", "notes": "Notes",
}  # fmt: skip
NO_DAY, _MANY = "no day given", 8


def standing(item: Item) -> str:
    """Whether an entry has ended, is overdue, or is open, and that nobody speaks of it any more."""
    told = "ended" if item.ended else "overdue" if item.overdue else "open"
    return f"{told}, {NOT_MENTIONED.lower()}" if item.unmentioned else told


def register_notes(item: Item) -> tuple[str, ...]:
    """The notes that an entry's row needs."""
    return (AGE, *((OVERDUE,) if item.overdue else ()), *((UNMENTIONED,) if item.unmentioned else ()))


def card_source(file: str, sheet: str, row: int) -> str:
    """Where an entry stands in what was received."""
    return f"{file}, sheet {sheet}, row {row}" if sheet else f"{file}, row {row}"
