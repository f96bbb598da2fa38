"""Training: how many it reached, above; what delegates say they do differently, below."""

from __future__ import annotations

from nelscb.drawings import TimePanels
from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarter_shares import (
    Held,
    held_by_quarter,
    not_held,
    nothing_by_quarter,
    now_told,
    quarter_panel,
    quarters_shown,
    quarters_table,
)
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.words import shapes, training
from nelscb.words.courses import told_title
from nelscb.words.quarter_shares import few_cases


def reach_and_change(view: View) -> Exhibit:
    """People trained in an upper panel, and in a lower one the share of good ratings beside that of changed practice.

    The measures in order: two counts of people trained, the share of places taken up, the share of agencies reached,
    the share of good ratings, the share that names a change in practice, the mean gain in confidence. The shares of
    places and of agencies and the gain are told and stand in the table: they would need scales of their own.
    """
    first, second, attended, agencies, rated, changed, gained = view.measures
    found = held_by_quarter(view)
    if not found:
        return nothing_by_quarter(view, training.NOTHING)
    held, now = {m.id: s for m, s in found}, view.released.quarter
    at = {m.id: held[m.id].at(now) if m.id in held else None for m in view.measures}
    told = [
        training.reach_sentence([(m, at[m.id]) for m in (first, second)], (changed, at[changed.id]), now),
        training.rating_sentence(rated, at[rated.id], at[changed.id]),
        training.confidence_sentence(gained, at[gained.id]),
        *(now_told(view, m, held[m.id]) for m in (attended, agencies) if m.id in held),
        few_cases([(told_title(m), m, at[m.id]) for m in (attended, agencies, rated, changed)]),
    ]  # fmt: skip
    quarters = quarters_shown(view, found)
    panels = []
    for title, unit, wanted in (
        ("Reach: people trained in the quarter", training.PEOPLE, _labelled(found, [first, second])),
        ("Change: what delegates say", "% of forms or replies", _labelled(found, [rated, changed])),
    ):
        told_as = {rated.id: training.RATED, changed.id: training.CHANGED}
        lines = [(told_as.get(m.id, m.title), m, s) for m, s in wanted]
        panels += [quarter_panel(view, title, unit, lines, quarters)] if lines else []
    used = [s for _, s in found]
    return Exhibit(
        view.id, view.caption, text=(*(t for t in told if t), *not_held(view, found)),
        table=quarters_table(found, quarters), drawing=TimePanels(tuple(panels)) if panels else None,
        alt=shapes.line_chart([(s, m) for m, s in found], by="quarter") if panels else "",
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def _labelled(found: list[Held], wanted: list[Measure]) -> list[Held]:
    ids = {m.id for m in wanted}
    return [(m, s) for m, s in found if m.id in ids]
