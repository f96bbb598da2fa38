"""Children who go missing: how many, how often, and whether somebody talked with them when they came back."""

from __future__ import annotations

from dataclasses import replace

from nelscb.drawings import TimePanels
from nelscb.edition import Point, Series
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
from nelscb.words import missing, shapes
from nelscb.words.changes import measure_sentence


def missing_and_debriefs(view: View) -> Exhibit:
    """Children missing, their episodes, episodes for each child, repeat missing, and return interviews, by quarter.

    Measures in this order: children, episodes, the share who go missing often, interviews offered, interviews
    completed. Episodes for each child are the plain quotient of the two counts of a quarter, without an interval:
    episodes of one child are not independent. The returns after which nobody had completed an interview in time are
    denominator less numerator. What is not held is named, with who would send it.
    """
    found = held_by_quarter(view)
    used = [h.series for h in found if h]
    if not used:
        return nothing_by_quarter(view)
    children, episodes, repeat, offered, completed = found
    quarters = quarters_shown(view, used)
    each = _for_each_child(children, episodes)
    alone = [h for h in (children, episodes, each, repeat) if h]
    panels = [own_panel(view, h.measure, h.series, quarters) for h in alone]
    interviews = [(label, h) for label, h in ((missing.OFFERED, offered), (missing.COMPLETED, completed)) if h]
    if interviews:
        lines = [(label, h.series) for label, h in interviews]
        panels.append(parts_panel(view, missing.INTERVIEWS, missing.INTERVIEWS_UNIT, lines, quarters))
    shown = [*alone, *(h for _, h in interviews)]
    return Exhibit(
        view.id, view.caption, text=(*_sentences(found), *wanting(view, found)),
        table=quarters_table(shown, quarters), drawing=TimePanels(tuple(panels)),
        alt=shapes.line_chart([(h.series, h.measure) for h in shown], by="quarter"),
        notes=(*missing.NOTES, *view.notes(used)), sources=view.sources(used),
    )  # fmt: skip


def _for_each_child(children: Held | None, episodes: Held | None) -> Held | None:
    """Episodes over children, for every quarter in which both have a row; None where one of them is not held."""
    if children is None or episodes is None:
        return None
    over, under = episodes.series, children.series
    points = tuple(_quotient(p, q) for q in under.points if (p := over.at(q.period)) is not None)
    if not any(p.value is not None for p in points):
        return None
    worked_out = replace(
        children.measure, title=missing.PER_CHILD, unit="score", unit_words=missing.PER_CHILD_UNIT
    )  # fmt: skip
    return replace(children, measure=worked_out, series=replace(under, points=points))


def _quotient(episodes: Point, children: Point) -> Point:
    """The quarter's episodes for each child; without a value where either is not known, or no child went missing."""
    state = episodes.state if episodes.state != "reported" else children.state
    each = episodes.value / children.value if episodes.value is not None and children.value else None
    return replace(children, numerator=None, denominator=None, value=each, low=None, high=None, state=state)


def _sentences(found: list[Held | None]) -> list[str]:
    children, episodes, repeat, offered, completed = found
    told = []
    if children and episodes:
        told += _episodes(children.series, episodes.series)
    told += [missing.completed_sentence(shapes.reported(completed.series)[-1])] if completed else []
    told += [missing.offered_sentence(shapes.reported(offered.series)[-1])] if offered else []
    told += [measure_sentence(repeat.assessment, repeat.measure)] if repeat else []
    return told


def _episodes(children: Series, episodes: Series) -> list[str]:
    """The sentence on the latest quarter in which both are known; none where there is no such quarter."""
    for of_children in reversed(children.points):
        of_episodes = episodes.at(of_children.period)
        if of_children.value is not None and of_episodes is not None and of_episodes.value is not None:
            return [missing.episodes_sentence(of_children, of_episodes, _quotient(of_episodes, of_children).value)]
    return []
