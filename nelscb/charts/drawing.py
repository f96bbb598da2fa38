"""From a drawing's record to SVG. What is not there is a gap; nothing missing is drawn as zero."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nelscb.charts.style import BREAK, INK, OTHER, OWN, REFERENCE, theme
from nelscb.drawings import DotRows, Drawing, Line, TimePanel, TimePanels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 7.6
PANEL_HEIGHT = 3.0
MANY_PERIODS = 10


def draw(drawing: Drawing, mark: str = "") -> str:
    """The drawing as SVG text: no date, no random id, so the same exhibit gives the same bytes.

    ``mark`` is written above it, so that it goes with the chart wherever somebody copies it.
    """
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    with mpl.rc_context():
        sns.set_theme(style="whitegrid", rc=theme())
        figure = _time_panels(drawing) if isinstance(drawing, TimePanels) else _dot_rows(drawing)
        if mark:
            figure.text(1.0, 1.02, mark, ha="right", va="bottom", color=BREAK, fontsize=10, fontweight="semibold")
        FigureCanvasSVG(figure)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    return out.getvalue()


def _time_panels(drawing: TimePanels) -> Figure:
    from matplotlib.figure import Figure

    long = any(len(p.periods) > MANY_PERIODS for p in drawing.panels)
    columns = 1 if long or len(drawing.panels) == 1 else 2
    rows = math.ceil(len(drawing.panels) / columns)
    figure = Figure(figsize=(WIDTH, PANEL_HEIGHT * rows + 0.3), layout="constrained")
    figure.get_layout_engine().set(hspace=0.1, h_pad=0.1)  # type: ignore[union-attr,call-arg]
    grid = figure.add_gridspec(rows, columns)
    for index, panel in enumerate(drawing.panels):
        row, column = divmod(index, columns)
        alone = index == len(drawing.panels) - 1 and column == 0
        _time_panel(figure.add_subplot(grid[row, :] if alone else grid[row, column]), panel, narrow=not alone)
    return figure


def _time_panel(axis: Axes, panel: TimePanel, narrow: bool) -> None:
    positions = range(len(panel.periods))
    for values in panel.scatter:
        there = [(x, v) for x, v in zip(positions, values, strict=True) if v is not None]
        axis.plot(
            [x for x, _ in there],
            [v for _, v in there],
            "o",
            color=OTHER,
            markersize=3.5,
            zorder=1,
            alpha=0.8,
        )
    references = [line for line in panel.lines if line.role == "reference"]
    for line in references:
        colour = REFERENCE[references.index(line) % len(REFERENCE)]
        axis.plot(
            positions,
            _gaps(line.values),
            linestyle=(0, (1.5, 1.5)),
            color=colour,
            linewidth=1.6,
            zorder=2,
            label=line.label,
        )
    for line in panel.lines:
        if line.role == "own":
            _own_line(axis, line)
    levels = min(2, len(panel.breaks) + len(panel.marks))
    axis.set_title(_wrapped(panel.title, 36 if narrow else 80), pad=8 + 12 * levels)
    axis.set_ylabel(panel.unit)
    _period_ticks(axis, panel.periods, narrow)
    axis.set_ylim(bottom=0)
    axis.set_ylim(top=axis.get_ylim()[1] * 1.08)
    axis.set_xlim(-0.5, len(panel.periods) - 0.5)
    dated = [(*b, BREAK, (4, 2)) for b in panel.breaks] + [(*m, INK, (1, 2)) for m in panel.marks]
    for order, (position, words, colour, dashes) in enumerate(sorted(dated)):
        axis.axvline(position, color=colour, linewidth=1.1, linestyle=(0, dashes), zorder=1)
        right = position > 0.7 * len(panel.periods)
        axis.annotate(
            words, (position, 1.0), xycoords=("data", "axes fraction"), color=colour, fontsize=9,
            xytext=(-2 if right else 2, 3 + 12 * (order % 2)), textcoords="offset points",
            ha="right" if right else "left", va="bottom",
        )  # fmt: skip
    if references or panel.scatter:
        _legend(axis, panel)


def _own_line(axis: Axes, line: Line) -> None:
    import seaborn as sns
    from matplotlib import patheffects

    positions = list(range(len(line.values)))
    there = [x for x in positions if line.values[x] is not None]
    if line.low and line.high:
        for x in there:
            low, high = line.low[x], line.high[x]
            if low is not None and high is not None:
                axis.plot([x, x], [low, high], color=OWN, linewidth=1.4, zorder=3, solid_capstyle="butt")
    sns.lineplot(
        x=positions,
        y=_gaps(line.values),
        ax=axis,
        color=OWN,
        linewidth=2.2,
        zorder=4,
        label=line.label,
        legend=False,
    )
    axis.plot(there, [line.values[x] or 0.0 for x in there], "o", color=OWN, markersize=5, zorder=5)
    if there:
        labelled = there if len(line.values) <= 6 and not line.low else [there[-1]]
        for x in labelled:
            # Beside the neighbours' dots a number above its point cannot be read: it stands to the right.
            aside = bool(line.low)
            axis.annotate(
                _number(line.values[x] or 0.0), (x, line.values[x] or 0.0),
                xytext=(9, 0) if aside else (0, 5), textcoords="offset points",
                ha="left" if aside else "center", va="center" if aside else "bottom",
                color=OWN, fontsize=10, fontweight="semibold", zorder=6,
                path_effects=[patheffects.withStroke(linewidth=2.5, foreground="white")],
            )  # fmt: skip


def _legend(axis: Axes, panel: TimePanel) -> None:
    from matplotlib.lines import Line2D

    handles, labels = axis.get_legend_handles_labels()
    if panel.scatter:
        handles.append(Line2D([], [], marker="o", linestyle="", color=OTHER, markersize=4))
        labels.append("Neighbours")
    axis.legend(
        handles,
        labels,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.14),
        ncols=2,
        fontsize=9,
        handlelength=1.8,
    )


def _dot_rows(drawing: DotRows) -> Figure:
    from matplotlib.figure import Figure

    count = len(drawing.rows)
    figure = Figure(figsize=(WIDTH, 0.34 * count + 1.5), layout="constrained")
    axis = figure.subplots()
    for index, row in enumerate(drawing.rows):
        y = count - 1 - index
        colour = OWN if row.own or drawing.now else OTHER
        if row.low is not None and row.high is not None:
            axis.plot([row.low, row.high], [y, y], color=colour, linewidth=1.6, zorder=2)
        if row.earlier is not None:
            axis.plot(
                [row.earlier],
                [y],
                "o",
                markerfacecolor="white",
                markeredgecolor=INK,
                markersize=6.5,
                zorder=3,
            )
        if row.value is not None:
            axis.plot([row.value], [y], "o", color=colour, markersize=7, zorder=4)
    axis.set_yticks(range(count))
    axis.set_yticklabels([row.label for row in reversed(drawing.rows)])
    for tick, row in zip(axis.get_yticklabels(), reversed(drawing.rows), strict=True):
        tick.set_fontweight("bold" if row.own else "normal")
    for index, (label, value) in enumerate(drawing.references):
        axis.axvline(
            value,
            color=REFERENCE[index % len(REFERENCE)],
            linestyle=(0, (1.5, 1.5)),
            linewidth=1.6,
            label=label,
            zorder=1,
        )
    axis.set_xlabel(drawing.unit)
    axis.grid(axis="x", visible=True)
    axis.grid(axis="y", visible=False)
    axis.set_xlim(left=-0.015 * axis.get_xlim()[1])
    axis.set_ylim(-0.6, count - 0.4)
    _dot_legend(axis, drawing)
    return figure


def _dot_legend(axis: Axes, drawing: DotRows) -> None:
    from matplotlib.lines import Line2D

    handles, labels = axis.get_legend_handles_labels()
    if drawing.now:
        handles.append(Line2D([], [], marker="o", linestyle="", color=OWN, markersize=7))
        labels.append(drawing.now)
    if drawing.before:
        handles.append(Line2D([], [], marker="o", linestyle="", markerfacecolor="white", markeredgecolor=INK))
        labels.append(drawing.before)
    if handles:
        axis.legend(handles, labels, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=9.5)


def _gaps(values: Sequence[float | None]) -> list[float]:
    return [math.nan if v is None else v for v in values]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:.1f}"


def _wrapped(words: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(words, width))


def _period_ticks(axis: Axes, periods: Sequence[str], narrow: bool) -> None:
    shown = list(range(len(periods)))
    if len(periods) > MANY_PERIODS:
        shown = [i for i in shown if periods[i].endswith("Q1")] or shown[:: max(1, len(periods) // 8)]
    axis.set_xticks(shown)
    labels = [
        periods[i].replace("31 Mar ", "31 Mar\n") if narrow or len(periods) < MANY_PERIODS else periods[i]
        for i in shown
    ]
    axis.set_xticklabels([label.replace(" Q1", "\nQ1") for label in labels], fontsize=9)
