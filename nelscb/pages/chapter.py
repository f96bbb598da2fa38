"""A chapter's exhibits: where we are, its own analyses, what the data say, the score card, what is behind it."""

from __future__ import annotations

from dataclasses import replace

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.mistakes import Mistake
from nelscb.pages.analyses import ANALYSES
from nelscb.pages.behind import quality, since_last, who
from nelscb.pages.data_say import data_say
from nelscb.pages.measures_table import measures_table, status_lines
from nelscb.pages.proposals import actions, gaps
from nelscb.pages.questions import questions
from nelscb.pages.scope import chapter_scope
from nelscb.pages.score_card import score_card
from nelscb.pages.view import View
from nelscb.pages.written import engagement, helps_and_hurts, voice
from nelscb.plan import Board, Chapter, Plan
from nelscb.words import chapters, editions


def chapter_exhibits(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of a chapter by its name, in no particular order: the notebook chooses."""
    own = own_analyses(chapter, released, plan, board)
    # A hole is told in its own place: the opening takes over what is shown.
    shown = [own[r.what] for r in chapter.exhibits if r.in_opening and own[r.what].table is not None]
    opening = [e.text[0] for e in shown if e.text]
    own = {what: replace(e, text=tuple(line for line in e.text if line not in opening)) for what, e in own.items()}
    scope = chapter_scope(chapter, released, plan, board)
    return {
        "edition": Exhibit(scope.id("edition"), "", text=(editions.edition_line(released, board),)),
        "aim": Exhibit(scope.id("aim"), "", text=(chapters.aim_sentence(chapter),)),
        "position": Exhibit(
            scope.id("position"), "Where we are",
            text=(*opening, chapters.returns_sentence(chapter, released)),
        ),
        **own,
        "data_say": data_say(chapter, scope),
        "events": _events(released),
        "helps_and_hurts": helps_and_hurts(scope),
        "findings": _findings(chapter, released),
        "score_card": score_card(scope),
        "measures": measures_table(scope),
        "who": who(chapter, scope, own),
        "voice": voice(scope),
        "engagement": engagement(scope),
        "actions": actions(scope),
        "gaps": gaps(scope),
        "status_lines": status_lines(scope),
        "questions": questions(scope),
        "quality": quality(scope),
        "changes": since_last(scope),
        "plan_frame": _frame(chapter, released, board),
    }  # fmt: skip


def check_analyses(plan: Plan) -> None:
    """Raises Mistake where a chapter's file asks for an analysis that there is not."""
    for chapter in plan.chapters:
        for request in chapter.exhibits:
            if request.analysis not in ANALYSES:
                raise Mistake(
                    f"{chapter.slug}.yml: entry {request.what}, key 'analysis': {request.analysis!r} is no analysis; "
                    f"there are {', '.join(ANALYSES)}"
                )


def own_analyses(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """The analyses that the chapter's file asks for. Raises Mistake for one that there is not."""
    check_analyses(plan)
    return {
        request.what: ANALYSES[request.analysis](View(released, plan, board, request)) for request in chapter.exhibits
    }


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
