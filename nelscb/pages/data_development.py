"""What is not counted yet: the plan's measures without a figure, and chapters that cannot say who is better off."""

from __future__ import annotations

from collections import defaultdict

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Cell, Column, Exhibit, Link, Table
from nelscb.pages.threads import is_held
from nelscb.plan import Board, Measure, Plan
from nelscb.words import threads as words


def agenda_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """The data development agenda: the plan's measures without a figure, agency by agency."""
    own = [m for m in plan.measures.values() if m.standing == "plan" and m.unit != "status" and not m.alias_of]
    missing: dict[str, list[Measure]] = defaultdict(list)
    for measure in own:
        if not is_held(measure, released):
            missing[measure.source_agency].append(measure)
    ordered = sorted(missing.items(), key=lambda pair: -len(pair[1]))
    text = words.agenda_summary(
        [m.id for measures in missing.values() for m in measures], [m.id for m in own], len(missing)
    )
    caption = "Measures of the plan without a figure"
    if not ordered:
        return Exhibit("data_development_agenda", caption, text=(text,))
    rows = tuple(
        (board.agencies[agency], words.measure_named(m), m.numerator, _question(m), (Link(c.id, c.slug),))
        for agency, measures in ordered
        for m in measures
        for c in (plan.chapter_of(m.id),)
    )
    columns = (
        Column("Asked of", choices=True), Column("Measure"), Column("What is counted"),
        Column("Question", choices=True), Column("Chapter"),
    )  # fmt: skip
    return Exhibit("data_development_agenda", caption, text=(text,), table=Table(columns, rows, interactive=True))


_QUESTIONS = {
    "how_much": "how much", "how_well": "how well", "better_off": "better off", "population": "whole population",
}  # fmt: skip


def _question(measure: Measure) -> str:
    return _QUESTIONS[measure.type]


def better_off_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Chapter by chapter: the measures of whether anyone is better off, and whether any has a figure."""
    rows: list[tuple[Cell, ...]] = []
    without, unheld = [], []
    for chapter in plan.chapters:
        measures = [m for m in chapter.measures if m.type == "better_off" and not m.alias_of]
        in_plan = [m for m in measures if m.standing == "plan"]
        held = [m for m in measures if is_held(m, released)]
        name = f"{chapter.id} {chapter.short_title}"
        if not in_plan:
            without.append(name)
        if not held:
            unheld.append(name)
        rows.append((
            (Link(name, chapter.slug),), "; ".join(words.measure_named(m) for m in in_plan) or words.NO_MEASURE,
            "; ".join(words.measure_named(m) for m in measures if m.standing != "plan") or "–",
            "; ".join(words.measure_named(m) for m in held) or words.NOTHING,
        ))  # fmt: skip
    columns = (Column("Chapter"), Column("In the plan"), Column("Proposed or implied"), Column("With a figure"))
    return Exhibit(
        "data_development_better_off", "Is anyone better off? What is there to say so",
        text=words.better_off_summary(without, unheld), table=Table(columns, tuple(rows)),
    )  # fmt: skip
