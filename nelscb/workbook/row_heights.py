"""How high a row must be for its text to be read whole: not every program works it out when it opens a file."""

from __future__ import annotations

from math import ceil

_OF_A_LINE, _HIGHEST = 15.75, 409.0
"""Points of a line of Arial 12, and the highest that a row can be."""
_LETTERS_IN_A_WIDTH, _LOST = 0.95, 1.0
"""Letters of Arial 12 that a column holds for each character of its width, less what is lost where a line breaks."""


def lines_of(text: str, width: int) -> int:
    """About how many lines ``text`` takes in a column of ``width`` characters: rather one more than one less."""
    letters = max(width * _LETTERS_IN_A_WIDTH - _LOST, 1.0)
    return sum(max(1, ceil(len(part) / letters)) for part in text.split("\n"))


def height_of(lines: int) -> float:
    """The height in points of a row with so many lines."""
    return min(_OF_A_LINE * lines, _HIGHEST)
