"""Text as a cell can hold it: shown as it was written, and never read as a formula, a link, a note or markup."""

from __future__ import annotations

import re

from nelscb.named_numbers import without_marks
from nelscb.words.workbook import CUT

LONGEST = 32_767
"""The most that a cell can hold, in the units of UTF-16 that spreadsheets count in."""
LIKE_A_FORMULA = ("=", "+", "-", "@")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_SHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def cell_text(text: str) -> str:
    """``text`` as a cell can hold it.

    Control characters, which nothing shows, become spaces. What is longer than a cell can hold is cut, and says so.
    """
    if not text.isprintable():  # marks, ends of lines, controls and halves are none of them, and most text has none
        text = _LINE_ENDS.sub("\n", without_marks(text))
        text = _HALF_A_CHARACTER.sub("\ufffd", _NOT_SHOWN.sub(" ", text))
    # The library takes text between these two marks for markup of its own and writes it unescaped.
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return _cut(text)


def needs_quote(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, once somebody edits its cell."""
    return text.startswith(LIKE_A_FORMULA)


def _cut(text: str) -> str:
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    # A character outside the basic plane takes two units: half of one is dropped.
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT
