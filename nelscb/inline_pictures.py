"""Small pictures that stand among words, as inline SVG: a status's shape, and a line without axes.

Both take the colour of the text about them, so that they hold in print and in the dark. What they say is said in
words too.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from nelscb.exhibits import Shape, Spark, Status
from nelscb.named_numbers import plain

SPARK_WIDTH, SPARK_HEIGHT = 120, 32
MARGIN = 4
SHAPES: dict[Shape, str] = {
    "up": '<path d="M8 2 15 14H1Z"/>',
    "down": '<path d="M8 14 1 2H15Z"/>',
    "circle": '<circle cx="8" cy="8" r="6.5"/>',
    "diamond": '<path d="M8 .5 15.5 8 8 15.5 .5 8Z"/>',
    "square": '<path d="M2 2H14V14H2Z"/>',
    "ring": '<circle class="hollow" cx="8" cy="8" r="5.5"/>',
    "cross": '<path class="hollow" d="M2.5 2.5 13.5 13.5M13.5 2.5 2.5 13.5"/>',
    "dash": '<path d="M1 6.5H15V9.5H1Z"/>',
}
"""Each differs from the others in outline, so that it is told apart without its colour."""


def status_html(status: Status) -> str:
    """The status: its shape, which only the eye gets, and its word."""
    word = html.escape(plain(status.word), quote=False)
    return (
        f'<span class="status status-{status.tone}">'
        f'<svg class="status-shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">'
        f'{SHAPES[status.shape]}</svg> <span class="status-word">{word}</span></span>'
    )


def spark_svg(spark: Spark) -> str:
    """The line from zero up: a gap for None, a dot on the last value there is, a tick where the plan began.

    A value between two gaps is a point of its own. Without any value there is no line, and the words say why.
    """
    parts = []
    if spark.mark is not None:
        x = _across(spark.mark, len(spark.values))
        parts.append(f'<path class="spark-mark" d="M{x} 1V{SPARK_HEIGHT - 1}"/>')
    for points in _runs(spark.values):
        path = " ".join(f"{x} {y}" for x, y in points)
        parts.append(f'<path class="spark-line" d="M{path}{"h.01" if len(points) == 1 else ""}"/>')
    if (last := _last(spark.values)) is not None:
        x, y = last
        parts.append(f'<circle class="spark-last" cx="{x}" cy="{y}" r="3.2"/>')
    words = html.escape(" ".join(plain(spark.words).split()), quote=True).replace("`", "&#96;")
    return (
        f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" width="{SPARK_WIDTH}" '
        f'height="{SPARK_HEIGHT}" role="img" aria-label="{words}">{"".join(parts)}</svg>'
    )


def _runs(values: Sequence[float | None]) -> list[list[tuple[str, str]]]:
    """The points of each stretch without a gap."""
    runs: list[list[tuple[str, str]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_across(index, len(values)), _up(value, values)))
    return [run for run in runs if run]


def _last(values: Sequence[float | None]) -> tuple[str, str] | None:
    runs = _runs(values)
    return runs[-1][-1] if runs else None


def _across(position: float, count: int) -> str:
    room = SPARK_WIDTH - 2 * MARGIN
    share = position / (count - 1) if count > 1 else 0.5
    return _short(MARGIN + room * max(0.0, min(share, 1.0)))


def _up(value: float, values: Sequence[float | None]) -> str:
    there = [float(v) for v in values if v is not None]
    low, high = min(0.0, *there, 0.0), max(0.0, *there, 0.0)
    share = (float(value) - low) / (high - low) if high > low else 0.0
    return _short(SPARK_HEIGHT - MARGIN - share * (SPARK_HEIGHT - 2 * MARGIN))


def _short(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
