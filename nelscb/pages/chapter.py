"""A chapter's exhibits: where we are, its own analyses, the score card, the inspectors, the plan's frame."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from nelscb.edition import Assessment, Frequency, ReleasedPage
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.mistakes import Mistake
from nelscb.pages.analyses import ANALYSES
from nelscb.pages.returns import texts_exhibit
from nelscb.pages.view import View
from nelscb.plan import Board, Chapter, Measure, Plan
from nelscb.quarters import last_day_of
from nelscb.words import changes, chapters, editions, verdicts
from nelscb.words.states import MARKS, return_line

SCORE_CARD = {
    "population": "The whole population",
    "how_much": "How much did we do?",
    "how_well": "How well did we do it?",
    "better_off": "Is anyone better off?",
}


def chapter_exhibits(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of a chapter by its name, in no particular order: the notebook chooses."""
    own = own_analyses(chapter, released, plan, board)
    opening = [own[r.what].text[0] for r in chapter.exhibits if r.in_opening and own[r.what].text]
    own = {what: replace(e, text=tuple(line for line in e.text if line not in opening)) for what, e in own.items()}
    found = {
        "edition": Exhibit(f"{released.page}_edition", "", text=(editions.edition_line(released, board),)),
        "position": Exhibit(
            f"{released.page}_position", "Where we are",
            text=(*opening, chapters.returns_sentence(chapter, released)),
        ),
        **own,
        "findings": _findings(chapter, released),
        "events": _events(released),
        "plan_frame": _frame(chapter, released, board),
        "status_lines": _status_lines(chapter, released, board),
        "texts": texts_exhibit(released, plan, board),
    }  # fmt: skip
    for kind, title in SCORE_CARD.items():
        found[f"score_card_{kind}"] = _score_card(chapter, kind, title, released, board, plan)
    return found


def own_analyses(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """The analyses that the chapter's file asks for. Raises Mistake for one that there is not."""
    found = {}
    for request in chapter.exhibits:
        if request.analysis not in ANALYSES:
            raise Mistake(
                f"{chapter.slug}.yml: entry {request.what}, key 'analysis': {request.analysis!r} is no analysis; "
                f"there are {', '.join(ANALYSES)}"
            )
        found[request.what] = ANALYSES[request.analysis](View(released, plan, board, request))
    return found


def _score_card(chapter: Chapter, kind: str, title: str, released: ReleasedPage, board: Board, plan: Plan) -> Exhibit:
    measures = [m for m in chapter.measures if m.type == kind and m.unit != "status" and not _is_context(m, board)]
    exhibit_id = f"{released.page}_score_card_{kind}"
    caption = f"{chapter.short_title}: {title.lower()}"
    if not measures:
        return Exhibit(exhibit_id, caption, text=(chapters.no_measures(title),))
    columns = (
        Column("Measure"), Column("Latest figure (95% interval)"),
        Column("On the period before"), Column("Verdict on its trend"), Column("Better is"),
        Column("Return for this quarter"),
    )  # fmt: skip
    rows = tuple(_score_row(m, released, board, plan) for m in measures)
    return Exhibit(exhibit_id, caption, table=Table(columns, rows), notes=chapters.score_card_notes())


def _is_context(measure: Measure, board: Board) -> bool:
    return measure.id == board.population_measure


def _score_row(measure: Measure, released: ReleasedPage, board: Board, plan: Plan) -> tuple[str, ...]:
    named = plan.measures[measure.alias_of] if measure.alias_of else measure
    assessment = _latest_assessment(named, released)
    returned = released.returns[measure.id]
    line = return_line(returned, board.agencies[returned.agency], measure.standing)
    series = released.find(named.id, assessment.frequency) if assessment else None
    point = series.at(assessment.period) if series and assessment else None
    parts = [s for s in released.series if s.measure == named.id and s.area == released.area and s.breakdown]
    if assessment is None and parts:
        held = chapters.categories_cell(parts)
        return (f"{measure.title} ({measure.id})", held, "–", "–", chapters.better(measure), line)
    if assessment is None or point is None:
        mark = MARKS[returned.state] if returned.state != "reported" else MARKS["absent"]
        return (f"{measure.title} ({measure.id})", mark, "–", "–", chapters.better(measure), line)
    return (
        f"{measure.title} ({measure.id})", chapters.latest_cell(point, named),
        changes.comparison_cell(assessment.on_previous) if named.unit != "score" else "cannot be weighed",
        verdicts.verdict_cell(assessment), chapters.better(measure), line,
    )  # fmt: skip


def _latest_assessment(measure: Measure, released: ReleasedPage) -> Assessment | None:
    """That of the latest period; of two that end on one day the quarter's."""
    there = (released.assessment(measure.id, frequency) for frequency in get_args(Frequency))
    return max((a for a in there if a is not None), key=lambda a: last_day_of(a.period), default=None)


def _status_lines(chapter: Chapter, released: ReleasedPage, board: Board) -> Exhibit:
    measures = [m for m in chapter.measures if m.unit == "status"]
    rows = []
    for measure in measures:
        returned = released.returns[measure.id]
        line = return_line(returned, board.agencies[returned.agency], measure.standing)
        answer = f"{returned.answer} ({', '.join(measure.answers)})" if returned.answer else MARKS["absent"]
        rows.append((f"{measure.title} ({measure.id})", measure.numerator, answer, line))
    exhibit_id = f"{released.page}_status_lines"
    if not rows:
        return Exhibit(exhibit_id, "Reports and assurance", text=(chapters.no_status_lines(),))
    columns = (
        Column("Report or assurance"), Column("What is asked for"), Column("Answer (of those offered)"),
        Column("Return for this quarter"),
    )  # fmt: skip
    return Exhibit(
        exhibit_id, "Reports, audits and assurance that the plan asks for", table=Table(columns, tuple(rows))
    )


def _findings(chapter: Chapter, released: ReleasedPage) -> Exhibit:
    findings = [f for f in released.findings if f.chapter == chapter.id]
    exhibit_id = f"{released.page}_findings"
    if not findings:
        return Exhibit(exhibit_id, "What the inspectors found", text=(chapters.no_findings(),))
    rows = tuple((f.bearing.capitalize(), f.finding, f.source) for f in findings)
    table = Table((Column("Kind"), Column("Finding, in our words"), Column("Source")), rows)
    return Exhibit(exhibit_id, "What the inspectors found", table=table, notes=chapters.hindsight(released, findings))


def _events(released: ReleasedPage) -> Exhibit:
    exhibit_id = f"{released.page}_events"
    if not released.events:
        return Exhibit(exhibit_id, "Dated events", text=(chapters.no_events(),))
    rows = tuple((chapters.event_day(e), e.event, e.effect_on_figures, e.source) for e in released.events)
    table = Table((Column("Date"), Column("Event"), Column("Effect on the figures"), Column("Source")), rows)
    return Exhibit(exhibit_id, "Dated events that bear on this chapter", table=table)


def _frame(chapter: Chapter, released: ReleasedPage, board: Board) -> Exhibit:
    rows = [("Aim", chapter.aim)]
    if chapter.why:
        rows.append(("Why it is a priority", chapter.why))
    if chapter.indicator:
        rows.append(("Indicator", chapter.indicator))
    if chapter.headline:
        rows.append(("Headline measurement", chapter.headline.text))
    for title, lines in (
        ("Baseline of activity", chapter.baseline_of_activity),
        ("What needs to happen", chapter.what_needs_to_happen),
        ("Outcomes", chapter.outcomes),
    ):
        rows += [(title, line) for line in lines]
    rows += [("Review point", f"{p.what} ({p.cadence})") for p in chapter.review_points]
    rows += [("Responsible", f"{board.groups[r.group]}: {r.role}") for r in chapter.responsible]
    table = Table((Column("In the plan"), Column("What it says, in plainer words")), tuple(rows))
    return Exhibit(f"{released.page}_plan_frame", f"What the plan asks of {chapter.short_title.lower()}", table=table)
