"""Rows cut into the same named parts, on one scale from zero."""

from __future__ import annotations

from nelscb.charts.key import Sign, key_height, write_key
from nelscb.charts.lettering import height_of, width_of, wrapped
from nelscb.charts.scale import Scale, scale_for
from nelscb.charts.sheet import Sheet
from nelscb.charts.style import BODY, INK, NO_FIGURE, SHADES, SMALL, SOFT, WIDTH
from nelscb.drawings import StackedRow, Stacks

THICK = 20
BETWEEN = 9
DARK = 2
"""So many of the shades are dark enough for white letters."""


def stacks(drawing: Stacks, mark: str) -> Sheet:
    """The sheet with all rows, the first at the top; which shade is which part stands above."""
    totals = [sum(float(v) for v in row.values if v is not None) for row in drawing.rows]
    scale = scale_for([*_all(drawing), *totals], drawing.unit, headroom=0.0)
    entries = [(part, _swatch(index)) for index, part in enumerate(drawing.parts)]
    unit = wrapped(drawing.unit, WIDTH - 3)
    key_top = height_of(len(unit)) + 2
    head = key_top + key_height(drawing.parts) + 5
    labels = [wrapped(row.label, WIDTH - 3, BODY) for row in drawing.rows]
    told = [wrapped(_told(row), WIDTH) if _told(row) else [] for row in drawing.rows]
    heights = [_height(label, words, row) for label, words, row in zip(labels, told, drawing.rows, strict=True)]
    sheet = Sheet(head + sum(heights), mark)
    sheet.write(0, 0, unit, colour=SOFT)
    write_key(sheet, entries, key_top)
    top = head
    for row, label, words, height in zip(drawing.rows, labels, told, heights, strict=True):
        sheet.write(0, top, label, size=BODY)
        bar_top = top + height_of(len(label), BODY) + 1
        if any(value is not None for value in row.values):
            _row(sheet, row, bar_top, scale)
            bar_top += THICK
        sheet.write(0, bar_top, words, colour=SOFT)
        top += height
    return sheet


def _all(drawing: Stacks) -> list[float | None]:
    return [value for row in drawing.rows for value in row.values]


def _height(label: list[str], words: list[str], row: StackedRow) -> float:
    bar = THICK if any(value is not None for value in row.values) else 0
    return height_of(len(label), BODY) + bar + height_of(len(words)) + BETWEEN


def _told(row: StackedRow) -> str:
    """What stands beneath a row: its mark; that nothing is known, where it has neither."""
    return row.mark or ("" if any(value is not None for value in row.values) else NO_FIGURE)


def _row(sheet: Sheet, row: StackedRow, top: float, scale: Scale) -> None:
    at = 0.0
    for index, value in enumerate(row.values):
        if not value:
            continue
        width = WIDTH * float(value) / scale.high
        shade = index % len(SHADES)
        sheet.box(at, top, width, THICK, SHADES[shade], edge="white" if shade < DARK + 2 else INK, gid=f"part-{index}")
        words = scale.written(value)
        if width_of(words, SMALL) + 6 <= width:
            colour = "white" if shade < DARK else INK
            sheet.write(at + width / 2, top + (THICK - height_of(1)) / 2, [words], colour=colour, side="center")
        at += width


def _swatch(index: int) -> Sign:
    return lambda sheet, x, y: sheet.box(x, y - 5, 10, 10, SHADES[index % len(SHADES)], edge=INK)
