"""Where letters stand on a chart, for tests: boxes by the Agg renderer, in points."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from nelscb.charts.drawing import sheet_of
from nelscb.charts.style import look
from nelscb.drawings import Drawing


class Lettered(NamedTuple):
    words: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


FINE = 2
"""Drawn so many times as fine as points, or the renderer rounds the letters' widths."""
TIGHT = 1.3
"""The renderer gives every line of letters a box a little higher than its leading: so much may two share."""


@cache
def letters_of(drawing: Drawing, mark: str = "") -> tuple[list[Lettered], float, float]:
    """All words on the chart with their boxes, and the sheet's width and height."""
    with look():
        figure = sheet_of(drawing, mark).figure
        figure.set_dpi(72 * FINE)
        canvas = FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        found = []
        for text in figure.findobj(Text):
            if isinstance(text, Text) and text.get_text().strip() and text.get_visible():
                box = text.get_window_extent(canvas.get_renderer())
                found.append(Lettered(text.get_text(), float(text.get_fontsize()), *(box.extents / FINE)))
        width, height = figure.get_size_inches() * 72
    return found, float(width), float(height)


def overlapping(found: list[Lettered]) -> list[tuple[str, str]]:
    """Pairs of words of which one stands on the other."""
    return [
        (one.words, other.words)
        for one, other in combinations(found, 2)
        if one.left < other.right
        and other.left < one.right
        and one.bottom + TIGHT < other.top - TIGHT
        and other.bottom + TIGHT < one.top - TIGHT
    ]


def outside(found: list[Lettered], width: float, height: float) -> list[str]:
    """Words that are cut off at an edge of the sheet."""
    return [t.words for t in found if t.left < -1 or t.right > width + 1 or t.bottom < -2 or t.top > height + 2]
