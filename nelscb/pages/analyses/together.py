"""Measures that mean something only side by side."""

from __future__ import annotations

from dataclasses import replace

from nelscb.drawings import TimePanel, TimePanels
from nelscb.edition import Frequency, Series
from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarter_shares import nothing_by_quarter
from nelscb.pages.analyses.shares import compared_table, share_panel
from nelscb.pages.analyses.years import count_panel
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.words import pairs, shapes


def two_flows_and_their_ratio(view: View) -> Exhibit:
    """Two yearly flows, the second of which follows from the first, and the second for each 100 of the first."""
    first, second, ratio = view.measures
    found = [(m, s) for m in (first, second, ratio) if (s := view.series(m)) is not None]
    if len(found) < 3:
        return view.nothing_held()
    panels = [count_panel(m, s, view) for m, s in found[:2]] + [share_panel(view, ratio, found[2][1])]
    assessments = [view.assessment(s) for _, s in found]
    return _together(view, found, pairs.flows_sentences(found, assessments), panels)


def share_and_rate_together(view: View) -> Exhibit:
    """A share of plans and the rate in the population: the share alone can move because others do."""
    share, rate = view.measures
    found = [(m, s) for m in (share, rate) if (s := view.series(m)) is not None]
    if len(found) < 2:
        return view.nothing_held()
    quarterly = [view.released.assessment(m.id, "quarter") for m in (share, rate)]
    sentences = pairs.share_and_rate_sentences(found, [view.assessment(s) for _, s in found], quarterly)
    return _together(view, found, sentences, [share_panel(view, m, s) for m, s in found])


def two_shares_read_together(view: View) -> Exhibit:
    """Two shares that each say whether children come back, side by side on one scale, read in one sentence.

    The yearly published figures, which the neighbours have too; the returned quarters where no year is held. Shares as
    released, no formula of its own.
    """
    frequencies: tuple[Frequency | None, ...] = (None, "quarter")
    tried = ([(m, s) for m in view.measures if (s := _with_value(view, m, f)) is not None] for f in frequencies)
    found = next((pair for pair in tried if len(pair) == 2), [])
    if not found:
        return nothing_by_quarter(view)
    assessments = [view.assessment(s) for _, s in found]
    others = [
        [p.value for _, s in view.neighbours(m, own.frequency) if a and (p := s.at(a.period)) and p.value is not None]
        for (m, own), a in zip(found, assessments, strict=True)
    ]
    sentences = pairs.coming_back_sentences(found, assessments, others)
    panels = [share_panel(view, m, s) for m, s in found]
    exhibit = _together(view, found, sentences, panels)
    return replace(exhibit, drawing=TimePanels(tuple(panels), same_scale=True))


def _with_value(view: View, measure: Measure, frequency: Frequency | None) -> Series | None:
    series = view.series(measure, frequency)
    return series if series is not None and any(p.value is not None for p in series.points) else None


def _together(
    view: View, found: list[tuple[Measure, Series]], sentences: tuple[str, ...], panels: list[TimePanel]
) -> Exhibit:
    """The panels with one table of all their figures, and what the other areas show for shares and rates."""
    shown = [s for _, s in found]
    alt, neighbours = shapes.line_chart([(s, m) for m, s in found]), []
    for measure, series in found:
        if measure.is_ratio:
            references = view.references(measure, series.frequency)
            others = [s for _, s in view.neighbours(measure, series.frequency)]
            alt += shapes.beside(measure, series.last.period, references, others)
            shown += [s for _, s in references]
            neighbours += others
    return Exhibit(
        view.id, view.caption, text=sentences, table=compared_table(view, found), drawing=TimePanels(tuple(panels)),
        alt=alt, notes=view.notes([*shown, *neighbours], shown), sources=view.sources([*shown, *neighbours]),
    )  # fmt: skip
