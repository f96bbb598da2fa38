"""Horizontal bars from zero on one scale, each beneath its label with its words at its end."""

from __future__ import annotations

from nelscb.charts.key import Sign, key_height, write_key
from nelscb.charts.lettering import height_of, wrapped
from nelscb.charts.scale import Scale, scale_for
from nelscb.charts.sheet import Sheet
from nelscb.charts.style import BODY, INK, NO_FIGURE, OTHER, OWN, SOFT, WIDTH
from nelscb.drawings import Bar, Bars

LONGEST = 0.62
"""The longest bar's share of the width; the rest is for the words at its end."""
THICK = 15
BETWEEN = 9


def bars(drawing: Bars, mark: str) -> Sheet:
    """The sheet with all bars, the first at the top."""
    scale = scale_for([v for bar in drawing.bars for v in (bar.value, bar.earlier)], drawing.unit, headroom=0.0)
    labels = [wrapped(bar.label, WIDTH - 3, BODY, "semibold" if bar.own else "normal") for bar in drawing.bars]
    told = [wrapped(_told(bar, scale), WIDTH - _end(bar, scale) - 6) for bar in drawing.bars]
    heights = [
        height_of(len(label), BODY) + max(THICK, height_of(len(words))) + BETWEEN
        for label, words in zip(labels, told, strict=True)
    ]
    unit = wrapped(drawing.unit, WIDTH - 3)
    entries = _entries(drawing)
    key_top = height_of(len(unit))
    head = key_top + key_height([words for words, _ in entries]) + 5
    sheet = Sheet(head + sum(heights), mark)
    sheet.write(0, 0, unit, colour=SOFT)
    write_key(sheet, entries, key_top)
    top = head
    for bar, label, words, height in zip(drawing.bars, labels, told, heights, strict=True):
        sheet.write(0, top, label, size=BODY, weight="semibold" if bar.own else "normal")
        bar_top = top + height_of(len(label), BODY) + 1
        middle = bar_top + max(THICK, height_of(len(words))) / 2
        sheet.rule((0, middle - THICK / 2 - 2), (0, middle + THICK / 2 + 2), INK, gid="zero")
        if bar.value is not None:
            sheet.box(0, middle - THICK / 2, _length(bar.value, scale), THICK, OWN if bar.own else OTHER, gid="bar")
        if bar.earlier is not None:
            x = _length(bar.earlier, scale)
            sheet.box(x - 1, middle - THICK / 2 - 3, 2, THICK + 6, INK, edge="white", gid="earlier")
        colour = INK if bar.value is not None else SOFT
        sheet.write(_end(bar, scale) + 6, middle - height_of(len(words)) / 2, words, colour=colour)
        top += height
    return sheet


def _told(bar: Bar, scale: Scale) -> str:
    """The words at a bar's end; its number where it brings none. Without a figure its mark stands there."""
    if bar.value is None:
        return " ".join(word for word in (bar.mark or NO_FIGURE, bar.told) if word)
    return bar.told or scale.written(bar.value, [bar.value])


def _length(value: float, scale: Scale) -> float:
    return LONGEST * WIDTH * float(value) / scale.high


def _end(bar: Bar, scale: Scale) -> float:
    """Where the bar, and what stands for the earlier figure, end."""
    return max([0.0, *(_length(v, scale) for v in (bar.value, bar.earlier) if v is not None)])


def _entries(drawing: Bars) -> list[tuple[str, Sign]]:
    entries: list[tuple[str, Sign]] = []
    if drawing.now:
        entries.append((drawing.now, lambda sheet, x, y: sheet.box(x, y - 4.5, 10, 9, OWN)))
    if drawing.before:
        entries.append((drawing.before, lambda sheet, x, y: sheet.box(x + 4, y - 6, 2, 12, INK)))
    return entries
