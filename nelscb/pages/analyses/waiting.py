"""Waiting for help with emotional health, what came of it, and how many scores the average rests on."""

from __future__ import annotations

from dataclasses import replace

from nelscb.drawings import TimePanels
from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarter_panels import own_panel, parts_panel
from nelscb.pages.analyses.quarters_side_by_side import (
    Held,
    held_by_quarter,
    nothing_by_quarter,
    quarters_shown,
    quarters_table,
    wanting,
)
from nelscb.pages.view import View
from nelscb.words import shapes, waiting
from nelscb.words.verdicts import trend_sentence


def waiting_and_outcome(view: View) -> Exhibit:
    """Children seen in time, all and by urgency; closed cases with reliable improvement; children with a score.

    Measures in this order: seen within the standard, reliable improvement, share with a score. How many waited longer,
    did not improve or have no score is denominator less numerator. The intervals are Wilson's: E. B. Wilson, JASA 22
    (1927), 209-212. What is not held is named, with who would send it.
    """
    found = held_by_quarter(view)
    held = [h for h in found if h]
    if not held:
        return nothing_by_quarter(view)
    seen, *others = found
    parts = _by_urgency(view, seen) if seen else []
    shown = [*([seen] if seen else []), *parts, *(h for h in others if h)]
    used = [h.series for h in shown]
    quarters = quarters_shown(view, used)
    panels = [own_panel(view, h.measure, h.series, quarters) for h in held]
    if seen and parts:
        lines = [(h.series.category, h.series) for h in parts]
        panels.insert(1, parts_panel(view, waiting.BY_URGENCY, seen.measure.unit_words, lines, quarters))
    return Exhibit(
        view.id, view.caption, text=(*_sentences(found, parts), *wanting(view, found)),
        table=quarters_table(shown, quarters), drawing=TimePanels(tuple(panels), same_scale=True),
        alt=shapes.line_chart([(h.series, h.measure) for h in shown], by="quarter"),
        notes=(*waiting.NOTES, *view.notes(used)), sources=view.sources(used),
    )  # fmt: skip


def _by_urgency(view: View, seen: Held) -> list[Held]:
    """The categories of the measure's first breakdown that has any, in the plan's order, each named by its category."""
    measure = seen.measure
    for name in measure.breakdowns:
        listed = view.plan.breakdowns[name].named
        found = [s for c in listed if (s := view.released.find(measure.id, "quarter", None, name, c)) is not None]
        if found:
            return [
                replace(seen, measure=replace(measure, title=f"{measure.title}: {s.category}"), series=s) for s in found
            ]
    return []


def _sentences(found: list[Held | None], parts: list[Held]) -> list[str]:
    seen, improved, scored = found
    told = []
    if seen:
        point = shapes.reported(seen.series)[-1]
        told.append(waiting.waiting_sentence(point, seen.measure))
        told.append(trend_sentence(seen.assessment, seen.measure))
        by_urgency = [(h.series.category, h.series.at(point.period)) for h in parts]
        told.append(waiting.by_urgency(by_urgency, seen.measure) or waiting.NOT_BY_URGENCY)
    if improved:
        told.append(waiting.outcome_sentence(shapes.reported(improved.series)[-1], improved.measure))
    if scored:
        told.append(waiting.rests_on_sentence(shapes.reported(scored.series)[-1], scored.measure))
    return [sentence for sentence in told if sentence]
