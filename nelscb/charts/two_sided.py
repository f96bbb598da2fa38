"""Bars to both sides of one middle, on one scale, with each row's label between them."""

from __future__ import annotations

from nelscb.charts.lettering import height_of, width_of, wrapped
from nelscb.charts.scale import Scale, scale_for
from nelscb.charts.sheet import Sheet, widest
from nelscb.charts.style import BODY, NO_FIGURE, OWN, PARTS, SOFT, WIDTH
from nelscb.drawings import TwoSided

THICK = 16
BETWEEN = 6
MOST_LABEL = 110
"""As wide as the labels in the middle may grow before they wrap."""
LEFT, RIGHT = OWN, PARTS[1].colour


def two_sided(drawing: TwoSided, mark: str) -> Sheet:
    """The sheet with all rows, the first at the top."""
    scale = scale_for([v for _, left, right in drawing.rows for v in (left, right)], drawing.unit, headroom=0.0)
    labels = [wrapped(label, MOST_LABEL) for label, _, _ in drawing.rows]
    middle = max((widest(lines) for lines in labels), default=0.0) + 12
    numbers = max((width_of(_told(v, scale)) for _, *sides in drawing.rows for v in sides), default=0.0) + 6
    side = (WIDTH - middle) / 2
    unit, heads = (
        wrapped(drawing.unit, WIDTH - 3),
        [wrapped(words, side, BODY, "semibold") for words in _heads(drawing)],
    )
    heights = [max(THICK, height_of(len(lines))) + BETWEEN for lines in labels]
    head_top = height_of(len(unit)) + 3
    head = head_top + height_of(max(len(lines) for lines in heads), BODY) + 4
    sheet = Sheet(head + sum(heights), mark)
    sheet.write(0, 0, unit, colour=SOFT)
    sheet.write(side, head_top, heads[0], size=BODY, weight="semibold", colour=LEFT, side="right")
    sheet.write(side + middle, head_top, heads[1], size=BODY, weight="semibold", colour=RIGHT)
    top = head
    for (_, left, right), lines, height in zip(drawing.rows, labels, heights, strict=True):
        at = top + (height - BETWEEN) / 2
        sheet.write(WIDTH / 2, at - height_of(len(lines)) / 2, lines, side="center")
        for value, inner, sign, colour, gid in (
            (left, side, -1, LEFT, "left"), (right, side + middle, 1, RIGHT, "right"),
        ):  # fmt: skip
            length = 0.0 if value is None else (side - numbers) * float(value) / scale.high
            if length:
                sheet.box(min(inner, inner + sign * length), at - THICK / 2, length, THICK, colour, gid=gid)
            sheet.write(
                inner + sign * (length + 4), at - height_of(1) / 2, [_told(value, scale)],
                side="right" if sign < 0 else "left", colour=SOFT if value is None else colour,
            )  # fmt: skip
        top += height
    return sheet


def _heads(drawing: TwoSided) -> tuple[str, str]:
    return drawing.left, drawing.right


def _told(value: float | None, scale: Scale) -> str:
    return NO_FIGURE if value is None else scale.written(value)
