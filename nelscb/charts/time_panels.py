"""Panels over time, one below another, their plots of one width so that a period stands below itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from nelscb.charts.dated import Flag, flag, in_rows, rows_height, write_flags
from nelscb.charts.ends import BESIDE, End, ends_height, ends_of, write_ends
from nelscb.charts.lettering import height_of, wrapped
from nelscb.charts.periods import Named, named_periods
from nelscb.charts.scale import Scale, scale_for
from nelscb.charts.sheet import Sheet, widest
from nelscb.charts.style import BREAK, INK, NO_FIGURE, OWN, SMALL, SOFT, TITLE, WIDTH, WITHHELD
from nelscb.charts.time_lines import draw_panel
from nelscb.drawings import TimePanel, TimePanels

PLOT_HEIGHT, LOW_PLOT = 150, 118
"""Three panels and more are lower than one or two."""
FEW = 7
"""Up to so many points of one line without intervals each has its number."""
ROOMY = 10
"""Up to so many periods there is room beside the first and the last for half their names."""
BETWEEN_PANELS = 20


@dataclass(frozen=True)
class _Laid:
    """A panel, and where all of it goes: points from the sheet's left edge, heights in points."""

    panel: TimePanel
    scale: Scale
    title: list[str]
    unit: list[str]
    flags: list[Flag]
    ends: list[End]
    named: Named
    left: float
    width: float
    pad: float
    lowest: float

    @property
    def head(self) -> float:
        return height_of(len(self.title), TITLE) + height_of(len(self.unit)) + 9 + rows_height(self.flags)

    @property
    def plot(self) -> float:
        return max(self.lowest, ends_height(self.ends))

    @property
    def height(self) -> float:
        return self.head + self.plot + height_of(max((len(lines) for _, lines in self.named), default=0)) + 10

    @property
    def slot(self) -> float:
        return (self.width - 2 * self.pad) / max(1, len(self.panel.periods) - 1)

    def across(self, position: float) -> float:
        """Where a position among the periods stands; what lies beyond the plot stands at its edge."""
        if len(self.panel.periods) == 1:
            middle = self.left + self.width / 2
            return middle + position * self.width
        x = self.left + self.pad + position * self.slot
        return max(self.left, min(x, self.left + self.width))


def time_panels(drawing: TimePanels, mark: str) -> Sheet:
    """The sheet with every panel on it."""
    laid = _laid_out(drawing)
    sheet = Sheet(sum(each.height for each in laid) + BETWEEN_PANELS * max(0, len(laid) - 1), mark)
    top = 0.0
    for each in laid:
        if top:
            sheet.cut(top - BETWEEN_PANELS / 2)
        _draw(sheet, each, top)
        top += each.height + BETWEEN_PANELS
    return sheet


def _laid_out(drawing: TimePanels) -> list[_Laid]:
    panels = drawing.panels
    values = [_all_values(panel) for panel in panels]
    together = [value for each in values for value in each]
    scales = [
        scale_for(together if drawing.same_scale else own, panel.unit, 0.14 if _numbered(panel) else 0.06)
        for panel, own in zip(panels, values, strict=True)
    ]
    if drawing.same_scale and scales:
        widest_scale = max(scales, key=lambda s: s.high - s.low)
        scales = [Scale(widest_scale.low, widest_scale.high, widest_scale.ticks, s.unit, s.decimals) for s in scales]
    ends = [ends_of(panel, scale, _numbered(panel)) for panel, scale in zip(panels, scales, strict=True)]
    left = max((widest(scale.tick_words()) for scale in scales), default=0.0) + 8
    labels = max((end.width for each in ends for end in each), default=0.0)
    width = WIDTH - left - (labels + BESIDE + 1 if labels else 16)
    lowest = PLOT_HEIGHT if len(panels) <= 2 else LOW_PLOT
    return [_lay(*each, left, width, lowest) for each in zip(panels, scales, ends, strict=True)]


def _lay(panel: TimePanel, scale: Scale, ends: list[End], left: float, width: float, lowest: float) -> _Laid:
    laid = _Laid(
        panel, scale, wrapped(panel.title, WIDTH - 3, TITLE, "semibold"), wrapped(panel.unit, WIDTH - 3), [], ends, [],
        left, width, 15 if len(panel.periods) <= ROOMY else 8, lowest,
    )  # fmt: skip
    dated = dict.fromkeys(panel.breaks, BREAK)
    dated |= {each: INK for each in panel.marks if each not in dated}
    flags = in_rows([flag(laid.across(position), words, colour) for (position, words), colour in dated.items()])
    named = named_periods(panel.periods, laid.slot)
    return replace(laid, flags=flags, named=named)


def _all_values(panel: TimePanel) -> list[float | None]:
    lists: list[Sequence[float | None]] = [each for line in panel.lines for each in (line.values, line.low, line.high)]
    lists += [each for band in panel.bands for each in (band.low, band.high)]
    target = [panel.target[1]] if panel.target is not None else []
    return [value for each in (*lists, *panel.scatter, target) for value in each]


def _numbered(panel: TimePanel) -> bool:
    """Whether each point of the panel's only line has its number above it."""
    alone = len(panel.lines) == 1 and not panel.scatter and not panel.bands
    return alone and len(panel.periods) <= FEW and not panel.lines[0].low


def _draw(sheet: Sheet, laid: _Laid, top: float) -> None:
    panel, scale = laid.panel, laid.scale
    sheet.write(0, top, laid.title, size=TITLE, weight="semibold")
    sheet.write(0, top + height_of(len(laid.title), TITLE), laid.unit, colour=SOFT)
    plot_top = top + laid.head
    axes = sheet.axes(laid.left, plot_top, laid.width, laid.plot)
    first, last = _limits(laid)
    axes.set_xlim(first, last)
    axes.set_ylim(scale.low, scale.high)
    axes.set_yticks(scale.ticks, scale.tick_words())
    axes.axhline(0, color=INK, linewidth=1.0, zorder=1.5)
    for index, lines in laid.named:
        half = widest(lines) / 2
        x = min(max(laid.across(index), half), WIDTH - half)
        sheet.write(x, plot_top + laid.plot + 5, lines, side="center")
    for kind, dates, colour, dashes in (
        ("break", panel.breaks, BREAK, (5, 2.5)),
        ("mark", panel.marks, INK, (1, 2)),
    ):
        for position, _ in dates:
            at = min(max(position, first), last)
            axes.axvline(at, color=colour, linewidth=1.1, linestyle=(0, dashes), zorder=1.6, gid=kind)
    draw_panel(axes, panel, laid.slot)
    write_flags(sheet, laid.flags, plot_top)
    for place in panel.withheld:
        # At the foot and in words: a sign on the line would have a height, and a gap alone might be a missing figure.
        foot = plot_top + laid.plot - height_of(1) - 2
        sheet.write(laid.across(place), foot, [WITHHELD], colour=SOFT, side="center", size=SMALL)

    def down(value: float) -> float:
        return plot_top + laid.plot * (1 - scale.share(value))

    if _numbered(panel):
        _write_numbers(sheet, laid, down)
    if any(value is not None for value in _all_values(panel)):
        write_ends(sheet, laid.ends, laid.across, down, laid.left + laid.width, plot_top, plot_top + laid.plot)
    else:
        sheet.write(laid.left + laid.width / 2, plot_top + laid.plot / 2, [NO_FIGURE], colour=SOFT, side="center")


def _limits(laid: _Laid) -> tuple[float, float]:
    """The first and the last position on the plot, with room beside the first and the last period."""
    count = len(laid.panel.periods)
    if count <= 1:
        return -0.5, 0.5
    beside = laid.pad / laid.slot
    return -beside, count - 1 + beside


def _write_numbers(sheet: Sheet, laid: _Laid, down: Callable[[float], float]) -> None:
    """Each point's number above it, or below where the line turns up on both sides and there is room."""
    values = laid.panel.lines[0].values
    line = height_of(1)
    for x, value in enumerate(values):
        if value is None:
            continue
        beside = [v for v in (*values[max(0, x - 1) : x], *values[x + 1 : x + 2]) if v is not None]
        low = bool(beside) and all(v > value for v in beside) and down(0) - down(value) > line + 8
        top = down(value) + 4 if low else down(value) - line - 4
        sheet.write(
            laid.across(x), top, [laid.scale.written(value)], colour=OWN, weight="semibold", side="center", size=SMALL,
            halo=True,
        )  # fmt: skip
