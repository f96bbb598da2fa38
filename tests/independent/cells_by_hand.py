"""What one cell of a score card says: a number, a mark, nothing, or what no reader can take for a count.

A number is written in digits, thousands with commas perhaps. ``n/a``, ``-`` and ``*`` are marks, and so is a small
number withheld, ``<5``. Everything else is no number: words, a percentage, a date, a negative, and, where people or
events are counted, a fraction.
"""

from __future__ import annotations

import re
from typing import Any

BLANK, NUMBER, MARK, WRONG = "blank", "number", "mark", "wrong"
Said = tuple[str, float | str | None]
"""Which of the four it is, with the number or the state that the mark stands for."""
_MARKS = {"n/a": "not_applicable", "-": "not_collected", "*": "suppressed_by_publisher"}
_DIGITS = re.compile(r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?")
_LARGEST = 10_000_000


def said_by(cell: Any, whole: bool) -> Said:
    """``whole``: only whole numbers are right, as they are of counts and not of scores."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return BLANK, None
    number: float
    if isinstance(cell, str):
        text = cell.strip().replace("–", "-").replace("—", "-").replace("−", "-")
        if text.lower() in _MARKS:
            return MARK, _MARKS[text.lower()]
        if re.fullmatch(r"<\s?[0-9]{1,2}", text):
            return MARK, "suppressed_by_publisher"
        if not _DIGITS.fullmatch(text):
            return WRONG, None
        number = float(text.replace(",", ""))
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell)
    else:
        return WRONG, None
    if not 0 <= number <= _LARGEST or (whole and number != int(number)):
        return WRONG, None
    return NUMBER, number


def text_of(cell: Any) -> str:
    """The cell as text; 3.0 in a workbook is written 3."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()
