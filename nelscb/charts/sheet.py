"""The sheet that a chart is drawn on: measured in points, from its upper left corner down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nelscb.charts.lettering import LEADING, height_of, width_of, wrapped
from nelscb.charts.style import BREAK, INK, SMALL, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BASELINE = 0.95
"""From the top of a line of letters down to what they stand on, in sizes of the letters."""


class Sheet:
    """A figure of the book's width. ``height`` is the chart's own; above it a strip is left for its mark.

    ``cuts`` are the heights, in points from the upper edge of the whole, at which a sheet of paper may cut the chart
    and set the rest beside it.
    """

    def __init__(self, height: float, mark: str = "") -> None:
        from matplotlib.figure import Figure

        lines = wrapped(mark, WIDTH, SMALL, "semibold") if mark else []
        self.head = height_of(len(lines)) + (4 if lines else 0)
        self.height = height + self.head
        self.cuts: list[float] = []
        self.figure = Figure(figsize=(WIDTH / 72, self.height / 72))
        self.write(WIDTH, -self.head, lines, colour=BREAK, weight="semibold", side="right")

    def cut(self, down: float) -> None:
        """Nothing crosses the line at this height."""
        self.cuts.append(round(down + self.head, 2))

    def write(
        self, x: float, top: float, lines: Sequence[str], *, colour: str = INK, size: float = SMALL,
        weight: str = "normal", side: str = "left", halo: bool = False,
    ) -> None:  # fmt: skip
        """Write ``lines`` one below another; ``x`` is their left edge, their middle or their right, as ``side`` says.

        ``halo``: with a white edge, where a line may run behind.
        """
        from matplotlib.patheffects import withStroke

        effects = [withStroke(linewidth=2.5, foreground="white")] if halo else None
        for index, line in enumerate(lines):
            down = top + size * (BASELINE + LEADING * index)
            self.figure.text(
                x / WIDTH, self._up(down), line, ha=side, va="baseline", color=colour, fontsize=size, fontweight=weight,
                parse_math=False, gid="label", path_effects=effects,
            )  # fmt: skip

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: str, gid: str = "leader") -> None:
        """A fine straight line from one place to another."""
        from matplotlib.lines import Line2D

        across, down = zip(start, end, strict=True)
        line = Line2D(
            [x / WIDTH for x in across], [self._up(y) for y in down], color=colour, linewidth=0.7, alpha=0.8,
            transform=self.figure.transFigure, gid=gid,
        )  # fmt: skip
        self.figure.add_artist(line)

    def box(
        self, left: float, top: float, width: float, height: float, colour: str, *, edge: str = "none", gid: str = "key"
    ) -> None:  # fmt: skip
        """A filled box, such as a bar."""
        from matplotlib.patches import Rectangle

        lower_left = left / WIDTH, self._up(top + height)
        box = Rectangle(
            lower_left, width / WIDTH, height / self.height, facecolor=colour, edgecolor=edge, linewidth=0.8,
            transform=self.figure.transFigure, gid=gid,
        )  # fmt: skip
        self.figure.add_artist(box)

    def dot(self, x: float, y: float, edge: str, fill: str) -> None:
        """A dot, such as in a key."""
        from matplotlib.lines import Line2D

        dot = Line2D(
            [x / WIDTH], [self._up(y)], marker="o", linestyle="", markersize=6.5, markerfacecolor=fill,
            markeredgecolor=edge, transform=self.figure.transFigure, gid="key",
        )  # fmt: skip
        self.figure.add_artist(dot)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes of that place and size, without any lines, ticks or numbers of their own."""
        bottom = self._up(top + height)
        axes = self.figure.add_axes((left / WIDTH, bottom, width / WIDTH, height / self.height))
        axes.tick_params(length=0, pad=4)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        return axes

    def _up(self, down: float) -> float:
        return 1 - (down + self.head) / self.height


def widest(lines: Sequence[str], size: float = SMALL, weight: str = "normal") -> float:
    """The width of the widest of ``lines``; 0 for none."""
    return max((width_of(line, size, weight) for line in lines), default=0.0)
