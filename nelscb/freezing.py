"""Freeze the baselines of a board: every quarterly series' forecasts, from its quarters before the plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nelscb.assess import Break, breaks_in
from nelscb.baselines import FILE, freeze, write_baselines
from nelscb.edition import open_edition
from nelscb.plan import Project
from nelscb.quarters import Quarter


def freeze_baselines(project: Project) -> tuple[Path, int, int]:
    """Write ``params/baselines.csv`` and give its path, how many rows, and how many quarterly series have no forecast.

    Everything received so far counts, for quarters up to the last of the baseline. A series with a dated break
    begins after the last one.
    """
    last = project.board.baseline.last_quarter
    opened = open_edition(project, last)
    rows, left_out = [], 0
    for series in opened.indicators:
        if series.area != project.board.area.code or series.breakdown or series.frequency != "quarter":
            continue
        measure = project.plan.measures[series.measure]
        reported = [p for p in series.points if p.value is not None]
        breaks = breaks_in(reported, measure, opened.events)
        made = freeze(series, measure, last, _first_after(breaks))
        rows += made
        left_out += not made
    path = project.folder / "params" / FILE
    write_baselines(path, rows)
    return path, len(rows), left_out


def _first_after(breaks: Sequence[Break]) -> Quarter | None:
    """The first quarter that is counted in the new way throughout; None without a break."""
    if not breaks:
        return None
    period = breaks[-1].period
    assert isinstance(period, Quarter)
    return period if breaks[-1].day <= period.first_day else period + 1
