"""One cell to what it says: a count, a score, one of the marks, nothing, or something that it must not be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from nelscb.core_data import State
from nelscb.mistakes import WrongCall
from nelscb.quarters import parse_day
from nelscb.returns.grids import Cell

MARKS: dict[str, State] = {
    "n/a": "not_applicable",
    "-": "not_collected",
    "*": "suppressed_by_publisher",
}
"""What may stand in place of a number. ``<5``, or under any other number, is a count withheld too."""
MARKS_IN_WORDS = {
    "0": "you counted, and there were none",
    "N/A": "it cannot apply to you this quarter",
    "-": "you do not collect it",
    "*": "you know it and withhold it",
    "<5": "you know it is under 5 and withhold it (send the number if you can: the book protects small counts)",
    "blank": "not sent yet",
}
_DASHES = str.maketrans("–—−", "---")
_UNDER = re.compile(r"<\s?\d{1,2}")
_WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d+")
_DECIMAL = re.compile(r"(\d{1,3}(,\d{3})+|\d+)?\.\d+")
_LARGEST = 10_000_000
"""No count of a board comes near it; a telephone number does."""


@dataclass(frozen=True)
class Said:
    """What a cell says: a number, or a state other than "reported", or neither where it is blank."""

    number: float | None = None
    state: State | None = None
    under: bool = False

    @property
    def blank(self) -> bool:
        """Whether the cell says nothing."""
        return self.number is None and self.state is None


BLANK = Said()


@dataclass(frozen=True)
class Wrong:
    """What a cell must not be: the check that says so, what was found, what must be, what to do."""

    check: str
    found: str
    must: str
    remedy: str


_MUST_COUNT = "a count is a whole number"
_MUST_SCORE = "a score is a number"
_WRITE_SCORE = "write digits, or one of the marks N/A, -, *, or leave it blank if it is not known yet"
_WRITE_COUNT = "write digits, or one of the marks N/A, -, *, <5, or leave it blank if it is not known yet"


def read_count(cell: Cell) -> Said | Wrong:
    """The cell as a count: a whole number from 0, or a mark."""
    said = _number_or_mark(cell)
    if isinstance(said, Wrong) or said.number is None:
        return said
    if said.number != int(said.number):
        if 0 < said.number < 1:
            return Wrong(
                "percentage", f"found {_shown(cell)}, which looks like a percentage", "counts belong here",
                "write how many, and out of how many in the column beside it",
            )  # fmt: skip
        return Wrong("fraction", f"found the fraction {_shown(cell)}", _MUST_COUNT, "write the count itself")
    return said


def read_score(cell: Cell) -> Said | Wrong:
    """The cell as a score, which may have decimals, or a mark."""
    said = _number_or_mark(cell)
    if isinstance(said, Wrong) and said.check == "percentage":
        return replace(said, must="a score stands as it was given", remedy="write the score itself")
    if isinstance(said, Wrong) and said.must == _MUST_COUNT:
        remedy = _WRITE_SCORE if said.remedy == _WRITE_COUNT else said.remedy.replace("count", "score")
        return replace(said, must=_MUST_SCORE, remedy=remedy)
    return said


def _number_or_mark(cell: Cell) -> Said | Wrong:
    if isinstance(cell, str):
        return _text_as_number(cell)
    if isinstance(cell, bool):
        return Wrong("text", f"found {str(cell).upper()}", _MUST_COUNT, _WRITE_COUNT)
    if isinstance(cell, date | datetime | time | timedelta):
        return Wrong(
            "date", f"found the date or time {_shown(cell)}", _MUST_COUNT,
            "format the cell as a number and write the count again",
        )  # fmt: skip
    if cell is None:
        return BLANK
    # A whole number of any length is a cell; one too long to be a float is too large all the same.
    return _in_range(math.inf if abs(cell) > 1e300 else float(cell), cell)


def _text_as_number(cell: str) -> Said | Wrong:
    text = cell.strip().translate(_DASHES)
    if text.casefold() in MARKS:
        return Said(state=MARKS[text.casefold()])
    if _UNDER.fullmatch(text):
        return Said(state="suppressed_by_publisher", under=True)
    return _number_in_text(text, cell) if text else BLANK


def _number_in_text(text: str, cell: Cell) -> Said | Wrong:
    if text.endswith("%"):
        return Wrong(
            "percentage", f"found the percentage {_shown(cell)}", "counts belong here",
            "write how many, and out of how many in the column beside it",
        )  # fmt: skip
    positive = text.removeprefix("-").strip()
    if _WHOLE.fullmatch(positive) or _DECIMAL.fullmatch(positive):
        number = float(positive.replace(",", ""))
        return _in_range(-number if text.startswith("-") else number, cell)
    if _as_day(text):
        return Wrong("date", f"found the date {_shown(cell)}", _MUST_COUNT, "write the count itself")
    return Wrong("text", f"found {_shown(cell)}", _MUST_COUNT, _WRITE_COUNT)


def _in_range(number: float, cell: Cell) -> Said | Wrong:
    if not math.isfinite(number):
        return Wrong("text", f"found {_shown(cell)}", _MUST_COUNT, _WRITE_COUNT)
    if number < 0:
        return Wrong("negative", f"found {_shown(cell)}", "nothing here can be less than 0", _WRITE_COUNT)
    if number > _LARGEST:
        return Wrong(
            "too large", f"found {_shown(cell)}", f"no figure here is over {_LARGEST:,}", "write the count itself"
        )
    return Said(number=number or 0.0)  # and no negative zero


def _as_day(text: str) -> date | None:
    for day in (text, "-".join(reversed(re.split(r"[/.]", text)))):
        try:
            return parse_day(day)
        except WrongCall:
            continue
    return None


def read_day(cell: Cell) -> date | None:
    """The cell as a day: a date, or text like 2017-04-30 or 30/04/2017; None where it is no day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _as_day(cell.strip()) if isinstance(cell, str) else None


def read_text(cell: Cell) -> str:
    """The cell as text, without blanks at its ends; numbers as they are written, a date as 2017-04-30."""
    if cell is None:
        return ""
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell).strip()


def _shown(cell: Cell) -> str:
    """What was found, as the sender would know it again; long text is cut."""
    text = read_text(cell)
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return shown if isinstance(cell, int | float | date | time | timedelta) else repr(shown)
