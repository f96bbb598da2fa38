"""Rows of dots on one scale: each with its interval, an earlier dot, its number, and reference lines through all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nelscb.charts.dated import flag, in_rows, rows_height, write_flags
from nelscb.charts.key import Sign, key_height, write_key
from nelscb.charts.lettering import height_of, wrapped
from nelscb.charts.scale import Scale, scale_for
from nelscb.charts.sheet import Sheet, widest
from nelscb.charts.style import INK, NO_FIGURE, OWN, REFERENCE, REFERENCE_DASHES, SOFT, WIDTH
from nelscb.drawings import DotRow, DotRows
from nelscb.words.states import MARKS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LABEL = 138
"""As wide as a row's label may grow before it wraps."""
ROW = 8
"""Between the labels of two rows."""


def dot_rows(drawing: DotRows, mark: str) -> Sheet:
    """The sheet with all rows, the first at the top; a row without a figure says so, or its label brings its mark."""
    values = [v for row in drawing.rows for v in (row.value, row.low, row.high, row.earlier)]
    scale = scale_for([*values, *(value for _, value in drawing.references)], drawing.unit)
    labels = [wrapped(row.label, MOST_LABEL, weight=_weight(row)) for row in drawing.rows]
    shown = [row.value for row in drawing.rows]
    told = [scale.written(value, shown) if value is not None else "" for value in shown]
    heights = [height_of(len(lines)) + ROW for lines in labels]
    left = max((widest(each, weight="semibold") for each in labels), default=0.0) + 12
    width = WIDTH - left - widest(told, weight="semibold") - 12
    flags = in_rows([
        flag(left + width * scale.share(value), f"{label} {scale.written(value)}", REFERENCE[index % len(REFERENCE)])
        for index, (label, value) in enumerate(drawing.references)
    ])  # fmt: skip
    entries = _entries(drawing)
    unit = wrapped(drawing.unit, WIDTH - 3)
    head = height_of(len(unit)) + key_height([words for words, _ in entries]) + 4
    plot_top = head + rows_height(flags)
    sheet = Sheet(plot_top + sum(heights) + height_of(1) + 8, mark)
    sheet.write(0, 0, unit, colour=SOFT)
    write_key(sheet, entries, height_of(len(unit)))
    axes = sheet.axes(left, plot_top, width, sum(heights) or 1)
    _prepare(axes, drawing, scale, sum(heights))
    write_flags(sheet, flags, plot_top)
    top = 0.0
    for row, lines, number, height in zip(drawing.rows, labels, told, heights, strict=True):
        at = plot_top + top + height / 2
        sheet.write(0, at - height_of(len(lines)) / 2, lines, weight=_weight(row))
        _dots(axes, row, top + height / 2, own=row.own or bool(drawing.now))
        if number:
            sheet.write(WIDTH, at - height_of(1) / 2, [number], side="right", weight=_weight(row))
        elif not row.label.endswith(tuple(MARKS.values())):
            sheet.write(left + 4, at - height_of(1) / 2, [NO_FIGURE], colour=SOFT)
        top += height
    return sheet


def _weight(row: DotRow) -> str:
    return "semibold" if row.own else "normal"


def _prepare(axes: Axes, drawing: DotRows, scale: Scale, height: float) -> None:
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(height or 1, 0)
    axes.set_xticks(scale.ticks, scale.tick_words())
    axes.grid(axis="x", visible=True)
    axes.axvline(0, color=INK, linewidth=1.0, zorder=1)
    for index, (_, value) in enumerate(drawing.references):
        axes.axvline(
            float(value), color=REFERENCE[index % len(REFERENCE)], linewidth=1.6, zorder=1.5, gid=f"reference-{index}",
            linestyle=(0, REFERENCE_DASHES[index % len(REFERENCE_DASHES)]),
        )  # fmt: skip


def _dots(axes: Axes, row: DotRow, y: float, own: bool) -> None:
    colour = OWN if own else SOFT
    if row.low is not None and row.high is not None:
        axes.plot([row.low, row.high], [y, y], color=colour, linewidth=1.6, zorder=2, gid="interval")
    if row.earlier is not None:
        axes.plot(
            [row.earlier], [y], "o", markerfacecolor="white", markeredgecolor=INK, markersize=6.5, zorder=3,
            gid="earlier", clip_on=False,
        )  # fmt: skip
    if row.value is not None:
        axes.plot([row.value], [y], "o", color=colour, markersize=7, zorder=4, gid="value", clip_on=False)


def _entries(drawing: DotRows) -> list[tuple[str, Sign]]:
    entries: list[tuple[str, Sign]] = []
    if drawing.now:
        entries.append((drawing.now, lambda sheet, x, y: sheet.dot(x + 6, y, OWN, OWN)))
    if drawing.before:
        entries.append((drawing.before, lambda sheet, x, y: sheet.dot(x + 6, y, INK, "white")))
    return entries
