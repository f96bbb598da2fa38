"""Drawings: what a chart shows, as a record; how it looks is no business of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Line:
    """A line of a time panel: one value a period (None is a gap, never zero), with limits where known.

    ``role``: ``own`` is the board's line, ``part`` one of several lines of the board's own that are told apart by
    direct labels and by dash, ``reference`` the country or the region.
    """

    label: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    role: Literal["own", "part", "reference"] = "own"


@dataclass(frozen=True)
class Band:
    """A band behind the lines: a forecast's limits, or those of a control chart, with a direct label.

    One pair of limits a period (None where it has none). ``centre`` is its middle line, where it has one. ``trial``:
    limits from too few points to be final; they are drawn dashed and labelled so.
    """

    label: str
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    role: Literal["forecast", "limits"]
    centre: tuple[float | None, ...] = ()
    trial: bool = False


@dataclass(frozen=True)
class TimePanel:
    """One panel over time.

    ``breaks`` are (position, words): 2.5 lies between the third period and the fourth, 3 runs through the
    fourth. ``marks`` are other dates, which break nothing. ``scatter`` are the neighbours' values. ``target`` is a line
    with its label, where the Board has set one. ``withheld`` are the places of periods whose figure is withheld.
    """

    title: str
    unit: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: tuple[tuple[float, str], ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    scatter: tuple[tuple[float | None, ...], ...] = ()
    bands: tuple[Band, ...] = ()
    target: tuple[str, float] | None = None
    withheld: tuple[int, ...] = ()


@dataclass(frozen=True)
class TimePanels:
    """Panels over time, one below another: each with a scale of its own, or, where they are compared, all with one."""

    panels: tuple[TimePanel, ...]
    same_scale: bool = False


@dataclass(frozen=True)
class DotRow:
    """A row of a dot chart: the value with its limits, and an earlier value where there is one."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    earlier: float | None = None
    own: bool = False


@dataclass(frozen=True)
class DotRows:
    """Rows of dots on one scale, with reference lines (label, value)."""

    unit: str
    rows: tuple[DotRow, ...]
    references: tuple[tuple[str, float], ...] = ()
    now: str = ""
    before: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar: its label, its length (None: no figure, ``mark`` stands in its place), and the words at its end.

    ``earlier`` is drawn as a thin line across the bar: the same figure a period before. ``own`` bars stand out.
    """

    label: str
    value: float | None
    told: str = ""
    earlier: float | None = None
    own: bool = True
    mark: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from zero on one scale, such as a funnel's steps; ``now`` and ``before`` name the periods."""

    unit: str
    bars: tuple[Bar, ...]
    now: str = ""
    before: str = ""


@dataclass(frozen=True)
class StackedRow:
    """A row cut into parts: (count or share) for each of the stack's parts; None where one is not known."""

    label: str
    values: tuple[float | None, ...]
    mark: str = ""


@dataclass(frozen=True)
class Stacks:
    """Rows cut into the same named parts, each part labelled where it is wide enough, on one scale from zero."""

    unit: str
    parts: tuple[str, ...]
    rows: tuple[StackedRow, ...]


@dataclass(frozen=True)
class TwoSided:
    """Bars to both sides of one middle, on one scale: (label, left, right) from the top row down; None is no figure."""

    unit: str
    left: str
    right: str
    rows: tuple[tuple[str, float | None, float | None], ...]


Drawing = TimePanels | DotRows | Bars | Stacks | TwoSided
