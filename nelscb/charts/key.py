"""The key above rows of dots or bars: a sign and its words, one after another, wrapped where the line is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nelscb.charts.lettering import height_of, width_of, wrapped
from nelscb.charts.sheet import Sheet
from nelscb.charts.style import WIDTH

SIGN = 14
"""Room for a sign before its words."""
BETWEEN = 16

Sign = Callable[[Sheet, float, float], None]
"""Draws a sign in the room whose left edge and middle height are given."""


def key_lines(entries: Sequence[str]) -> list[tuple[float, int, list[str]]]:
    """Left edge and first line of each entry, and its words wrapped."""
    placed: list[tuple[float, int, list[str]]] = []
    x, line = 0.0, 0
    for words in entries:
        width = SIGN + width_of(words)
        if x and x + width > WIDTH:
            x, line = 0.0, line + 1
        lines = wrapped(words, WIDTH - SIGN)
        placed.append((x, line, lines))
        line += len(lines) - 1
        x += width + BETWEEN
    return placed


def key_height(entries: Sequence[str]) -> float:
    """The height of the key with all its lines; 0 without entries."""
    placed = key_lines(entries)
    return height_of(placed[-1][1] + len(placed[-1][2])) + 4 if placed else 0.0


def write_key(sheet: Sheet, entries: Sequence[tuple[str, Sign]], top: float) -> None:
    """Write the key's entries, each with its sign before it."""
    placed = key_lines([words for words, _ in entries])
    for (x, line, lines), (_, sign) in zip(placed, entries, strict=True):
        at = top + height_of(line)
        sign(sheet, x, at + height_of(1) / 2)
        sheet.write(x + SIGN, at, lines)
