"""The shape of a score card: its sheets and their headings, declared once for who writes it and who reads it.

A CSV return has the same shape: its first column names the sheet, the others are that sheet's cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nelscb.core_data import Kind
from nelscb.plan import Breakdown

COVER, FIGURES, REPORTS, CORRECTIONS, LISTS = "Cover", "Figures", "Reports", "Corrections", "Lists"
INSTRUCTIONS = "Read me first"
NOT_READ = (INSTRUCTIONS, LISTS)
"""Sheets that help to fill in a score card and hold nothing of the sender's."""
FORM = "1"
"""The version of this shape. A form of another version is refused whole."""

COVER_LABELS = {
    "form": "Form",
    "sub_group": "Sub-group",
    "quarter": "Quarter",
    "due": "Due by",
    "author": "Author's role",
    "completed": "Date completed",
    "status": "Status",
    "why_again": "If sent again, why",
}
STATUSES = ("final", "draft")
REASONS = ("late data", "definition", "correction")
"""Why a figure that was sent before is sent again."""
AUDIENCES = ("board", "public")

MEASURE, NAME, CATEGORY, NUMBER, OUT_OF, VALUE = "Measure", "Name", "Category", "Number", "Out of", "Value"
ANSWER, EVIDENCE, REMARK, QUARTER, BREAKDOWN, WHY = "Answer", "Evidence", "Remark", "Quarter", "Breakdown", "Why"
ITEM, ABOUT, WHO = "Item", "About", "Who may read it"
WHAT_IS_COUNTED, OUT_OF_WHAT, COUNTED, UNIT, FROM = (
    "What is counted", "Out of what", "People or events", "Unit", "Comes from",
)  # fmt: skip
ANSWERS, ASKED_FOR, PUBLISHED = "May be answered", "What is asked for", "Published (DfE, ONS)"
REMARK_ON_A_TOTAL = "give the total here; the categories have sheets of their own"

NEEDED = {
    FIGURES: (MEASURE, NUMBER, OUT_OF, VALUE),
    REPORTS: (MEASURE, ANSWER, EVIDENCE),
    CORRECTIONS: (MEASURE, QUARTER, BREAKDOWN, CATEGORY, NUMBER, OUT_OF, VALUE, ANSWER, WHY),
}
"""The headings that a sheet of figures must have; breakdown sheets need ``NEEDED_OF_BREAKDOWNS``."""
NEEDED_OF_BREAKDOWNS = (MEASURE, CATEGORY, NUMBER, OUT_OF, VALUE)


@dataclass(frozen=True)
class TextColumn:
    """A column of a sheet of texts: its heading, the entry's field that it fills, and what it may say."""

    heading: str
    field: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextSheet:
    """A sheet of texts. Where it holds several kinds of entry its first column chooses between them."""

    name: str
    kinds: tuple[Kind, ...]
    columns: tuple[TextColumn, ...]
    what_for: str

    @property
    def has_items(self) -> bool:
        """Whether its entries are followed from quarter to quarter by an item of their own."""
        return any(column.field == "item" for column in self.columns)


_ABOUT, _WHO = TextColumn(ABOUT, "about"), TextColumn(WHO, "audience", choices=AUDIENCES)
_ITEM = TextColumn(ITEM, "item", required=True)
_OWNER, _DUE = TextColumn("Owner (a role)", "owner"), TextColumn("Due", "due")
_ACTION_STATUSES = ("not started", "under way", "done", "dropped")
_CHALLENGE_STATUSES = ("open", "answered", "closed")
FINISHED = ("done", "dropped", "closed")
"""An entry with one of these is not carried into the next quarter's score card."""

TEXT_SHEETS = (
    TextSheet(
        "Story", ("what helps", "what hurts", "partners", "what works"),
        (
            TextColumn("Part", "kind", True, ("what helps", "what hurts", "partners", "what works")),
            _ABOUT, TextColumn("Text", "text", True), _WHO,
        ),
        "The story behind the figures: what helps, what hurts, who the partners are, what works.",
    ),
    TextSheet(
        "Voice", ("voice",),
        (_ABOUT, TextColumn("You said", "text", True), TextColumn("We did", "response"), _WHO),
        "What children and families said, and what was done because of it. Never name a child.",
    ),
    TextSheet(
        "Engagement", ("engagement",),
        (
            _ABOUT, TextColumn("What was done with the community", "text", True),
            TextColumn("What came of it", "impact"), _WHO,
        ),
        "Work with the community in the quarter.",
    ),
    TextSheet(
        "Actions", ("action",),
        (
            _ITEM, _ABOUT, TextColumn("Action", "text", True), _OWNER, _DUE,
            TextColumn("Status", "status", True, _ACTION_STATUSES),
            TextColumn("Cost", "resource", choices=("no cost", "low cost", "funded", "not funded")),
            TextColumn("What it changed", "impact"), _WHO,
        ),
        "What the sub-group proposes or does; an action keeps its item until it is done or dropped.",
    ),
    TextSheet(
        "Challenges", ("challenge",),
        (
            _ITEM, _ABOUT, TextColumn("Challenge", "text", True), TextColumn("To whom (a role)", "owner"), _DUE,
            TextColumn("Status", "status", True, _CHALLENGE_STATUSES), TextColumn("Answer", "response"),
            TextColumn("What it changed", "impact"), _WHO,
        ),
        "Where the sub-group challenged a partner, and what came of it.",
    ),
    TextSheet(
        "Gaps and risks", ("gap", "risk"),
        (
            TextColumn("Gap or risk", "kind", True, ("gap", "risk")), _ITEM, _ABOUT,
            TextColumn("What it is", "text", True), _OWNER, _DUE,
            TextColumn("Rating", "risk", choices=("low", "medium", "high")),
            TextColumn("Status", "status", True, ("open", "closed")),
            TextColumn("What it does to children", "impact"), TextColumn("What it would need", "resource"),
            TextColumn("What is done about it", "response"), _WHO,
        ),
        "Service gaps and risks: each with an owner, a rating, a date, what it does to children and what it needs.",
    ),
    TextSheet(
        "Conflicts of interest", ("conflict of interest",),
        (
            _ITEM, TextColumn("Interest", "text", True), TextColumn("Whose (a role)", "owner"),
            TextColumn("What was done", "response"), _WHO,
        ),
        "Interests declared in the quarter. A role, never a name.",
    ),
)  # fmt: skip

_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
"""Characters: what Excel allows."""


def breakdown_sheets(breakdowns: Mapping[str, Breakdown]) -> dict[str, str]:
    """Sheet name to breakdown, for every breakdown of a plan: its title, cut to what a sheet may be called.

    Two titles that would be cut to the same name are told apart by a number; capitals make no difference.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, breakdown in breakdowns.items():
        title = _NOT_IN_A_SHEET_NAME.sub("", breakdown.title)
        name, number = _cut(title, LONGEST_SHEET_NAME), 2
        while name.casefold() in taken:
            ending = f" {number}"
            name, number = _cut(title, LONGEST_SHEET_NAME - len(ending)) + ending, number + 1
        found[name] = key
        taken.add(name.casefold())
    return found


def _cut(title: str, longest: int) -> str:
    """The title, or as many of its whole words as fit."""
    if len(title) <= longest:
        return title
    return title[: longest + 1].rsplit(" ", 1)[0].rstrip(" ,(")[:longest]
