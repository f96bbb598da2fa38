"""Shares that are returned each quarter: a panel for each, all on one scale where they are compared."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.drawings import Line, TimePanel, TimePanels
from nelscb.edition import Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import numbers, shapes
from nelscb.words.courses import now_sentence, told_title
from nelscb.words.owed import owed_sentence
from nelscb.words.quarter_shares import few_cases, no_figure_now, nothing_held_yet, target_label
from nelscb.words.states import MARKS

Held = tuple[Measure, Series]
"""A measure with its quarterly series, in which at least one quarter has a figure."""


def shares_over_quarters(view: View) -> Exhibit:
    """Shares of quarter after quarter with their intervals, a panel each on one scale; a missing quarter is a gap.

    Shares that rest on few cases say so. Measures without a figure are named with whoever would send them.
    """
    found = held_by_quarter(view)
    if not found:
        return nothing_by_quarter(view, nothing_held_yet(view.request.title))
    quarters, now, name = quarters_shown(view, found), view.released.quarter, view.board.area.name
    told = [now_told(view, m, s) for m, s in found]
    told.append(few_cases([(told_title(m), m, s.at(now)) for m, s in found]))
    used = [s for _, s in found]
    panels = tuple(quarter_panel(view, m.title, m.unit_words, [(name, m, s)], quarters) for m, s in found)
    return Exhibit(
        view.id, view.caption, text=(*(t for t in told if t), *not_held(view, found)),
        table=quarters_table(found, quarters),
        drawing=TimePanels(panels, same_scale=len(found) > 1 and all(m.unit == "percent" for m, _ in found)),
        alt=shapes.line_chart([(s, m) for m, s in found], by="quarter"),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def held_by_quarter(view: View, measures: Sequence[Measure] | None = None) -> list[Held]:
    """The measures that have a figure in any quarter, with their series; of ``measures``, or of all that are asked."""
    pairs = ((m, view.series(m, "quarter")) for m in (view.measures if measures is None else measures))
    return [(m, s) for m, s in pairs if s is not None and any(p.value is not None for p in s.points)]


def nothing_by_quarter(view: View, lead: str = "") -> Exhibit:
    """The exhibit where nothing is held: ``lead``, then who would send each figure, or that nobody was asked for it."""
    return Exhibit(view.id, view.caption, text=(*((lead,) if lead else ()), *not_held(view, [])))


def not_held(view: View, found: Sequence[Held], measures: Sequence[Measure] | None = None) -> tuple[str, ...]:
    """A sentence about the measures that are asked for and have no figure; none where each has one."""
    there = {m.id for m, _ in found}
    missing = [m for m in (view.measures if measures is None else measures) if m.id not in there]
    told = owed_sentence(missing, view.released.returns, view.board.agencies)
    return (told,) if told else ()


def now_told(view: View, measure: Measure, series: Series) -> str:
    """The measure's latest figure and its course; where the edition's own quarter has none, that it has none."""
    point, quarter, assessment = series.at(view.released.quarter), view.released.quarter, view.assessment(series)
    if point is None or point.value is None or assessment is None:
        return no_figure_now(measure, point, quarter)
    return now_sentence(series, assessment, measure)


def quarters_shown(view: View, found: Sequence[Held], most: int | None = None) -> list[Quarter]:
    """Every quarter from the first that has a row to the edition's own, the last ``most`` of them."""
    last = view.released.quarter
    first = min(p.period for _, s in found for p in s.points if isinstance(p.period, Quarter))
    return list((first if most is None else max(first, last - (most - 1))).until(last))


def quarter_panel(
    view: View, title: str, unit: str, lines: Sequence[tuple[str, Measure, Series]], quarters: Sequence[Quarter]
) -> TimePanel:
    """A panel of one line, or of several told apart: shares with intervals, breaks, the plan's beginning, a target."""
    drawn = tuple(
        Line(
            label, tuple(_at(s, q, "value") for q in quarters),
            tuple(_at(s, q, "low") for q in quarters) if m.is_ratio else (),
            tuple(_at(s, q, "high") for q in quarters) if m.is_ratio else (),
            role="own" if len(lines) == 1 else "part",
        )
        for label, m, s in lines
    )  # fmt: skip
    breaks = tuple(dict.fromkeys(b for _, _, s in lines for b in view.breaks(s, quarters)))
    return TimePanel(
        title, unit, tuple(numbers.short_period(q) for q in quarters), drawn, breaks, _plan_begins(view, quarters),
        target=_target(view, lines[0][1]) if len(lines) == 1 else None,
        withheld=withheld_places([s for _, _, s in lines], quarters),
    )  # fmt: skip


def quarters_table(found: Sequence[Held], quarters: Sequence[Quarter]) -> Table:
    """A row a quarter, the latest first: of each measure its value, and of a share its counts and interval too."""
    columns = [Column("Quarter")]
    for measure, _ in found:
        columns.append(Column(f"{measure.title} ({measure.id})", True))
        columns += [Column("Count", True), Column("95% interval", True)] if measure.is_ratio else []
    rows = []
    for quarter in reversed(quarters):
        row = [numbers.short_period(quarter)]
        for measure, series in found:
            point = series.at(quarter)
            row.append(numbers.cell(point, measure))
            if measure.is_ratio:
                count = numbers.counts(point) if point is not None else MARKS["absent"]
                row += [count, numbers.interval(point, measure)]
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _at(series: Series, quarter: Quarter, what: str) -> float | None:
    point = series.at(quarter)
    found: float | None = getattr(point, what) if point is not None else None
    return found


def _plan_begins(view: View, quarters: Sequence[Quarter]) -> tuple[tuple[float, str], ...]:
    begins = view.board.baseline.first_compared
    if begins not in quarters[1:]:
        return ()
    label = next((e.short for e in view.released.events if e.day == begins.first_day), "the plan began")
    return ((quarters.index(begins) - 0.5, label),)


def _target(view: View, measure: Measure) -> tuple[str, float] | None:
    """The target that the Board has set by the edition's quarter, the latest where there are several."""
    quarter = view.released.quarter
    own = [t for t in view.board.targets if t.measure == measure.id and t.from_quarter <= quarter]
    if not own:
        return None
    latest = max(own, key=lambda t: t.from_quarter)
    return target_label(latest, measure), latest.value
