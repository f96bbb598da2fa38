"""What stands behind a chapter's figures: who they are, how good the data are, what changed since the last edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from nelscb.edition import Series
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Table
from nelscb.pages.scope import Scope
from nelscb.plan import Chapter, Plan
from nelscb.quarters import last_day_of
from nelscb.words import behind, receipts
from nelscb.words.notes import source_lines
from nelscb.words.numbers import short_period
from nelscb.words.states import MARKS, key_to_marks


def who(chapter: Chapter, scope: Scope, own: Mapping[str, Exhibit]) -> Exhibit:
    """The latest figures of every breakdown of the chapter's measures that no analysis of its own shows already."""
    caption = f"{scope.title}: who is behind the figures"
    held = _breakdowns(scope)
    left = {key: parts for key, parts in held.items() if not _shown_by(chapter, own, key[0], parts, scope.plan)}
    if not left:
        asked = sum(len(m.breakdowns) for m in scope.figures)
        return Exhibit(scope.id("who"), caption, text=(behind.nobody_told(asked, shown_above=bool(held)),))
    rows = []
    for (measure, breakdown), parts in left.items():
        when = max((s.last.period for s in parts), key=last_day_of)
        rows.append(behind.who_row(scope.plan.measures[measure], scope.plan.breakdowns[breakdown].title, parts, when))
    columns = (Column("Measure"), Column("Broken down by"), Column("Latest figures"))
    used = [s for parts in left.values() for s in parts]
    marks = {MARKS[s.last.state] for s in used if s.last.state != "reported"}
    notes = (behind.who_note(), *((f"Marks: {key_to_marks(marks)}.",) if marks else ()))
    return Exhibit(
        scope.id("who"), caption, table=Table(columns, tuple(rows)), notes=notes,
        sources=source_lines(used, scope.released.sources) if any(_is_published(s) for s in used) else (),
    )  # fmt: skip


def _is_published(series: Series) -> bool:
    return any(origin.release for origin in series.last.origins)


def _breakdowns(scope: Scope) -> dict[tuple[str, str], list[Series]]:
    """The board's own categories by measure and breakdown, in the plan's order; the latest kind of period of each."""
    mine = [m.alias_of or m.id for m in scope.figures]
    found: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for series in scope.released.series:
        if series.area == scope.released.area and series.breakdown and series.measure in mine:
            found[series.measure, series.breakdown].append(series)
    in_order = sorted(found.items(), key=lambda pair: mine.index(pair[0][0]))
    return {key: _latest_kind(parts, scope.plan.breakdowns[key[1]].named) for key, parts in in_order}


def _latest_kind(parts: list[Series], listed: tuple[str, ...]) -> list[Series]:
    """The series of one frequency, in the order in which the plan lists categories.

    That with the latest period; of two that end on one day the quarter's, as everywhere.
    """
    latest = max(parts, key=lambda s: (last_day_of(s.last.period), s.frequency == "quarter")).frequency
    order = {category: n for n, category in enumerate(listed)}
    return sorted((s for s in parts if s.frequency == latest), key=lambda s: order.get(s.category, len(order)))


def _shown_by(
    chapter: Chapter, own: Mapping[str, Exhibit], measure: str, parts: list[Series], plan: Plan
) -> bool:  # fmt: skip
    """Whether an analysis of the chapter has a table in which each of the categories is named."""
    categories = {s.category for s in parts}
    for request in chapter.exhibits:
        asked = {plan.measures[m].alias_of or m for m in request.measures}
        table = own[request.what].table
        if measure in asked and table is not None:
            cells = {str(cell) for row in table.rows for cell in row} | {c.title for c in table.columns}
            if categories <= cells:
                return True
    return False


def quality(scope: Scope) -> Exhibit:
    """Where each figure comes from: who sent what when and how good the data are, or which release published it."""
    caption = "Where the figures come from, and how good they are"
    released, grades = scope.released, scope.released.received.grades
    senders = {r.sub_group: r for r in released.received.receipts}
    told = [behind.receipt_sentence(scope.group(g), senders[g]) for g in scope.reporting if g in senders]
    rows: list[tuple[Cell, ...]] = []
    used = []
    # A measure that stands under another's name is told once, under its own where the chapter has both.
    for named, measure in {m.alias_of or m.id: m for m in scope.figures}.items():
        name = f"{measure.title} ({measure.id})"
        if named in grades:
            sender = scope.group(scope.plan.measures[named].sub_group)
            when = short_period(released.quarter)
            rows.append((name, f"Score card of {sender}", when, behind.grade_cell(receipts.grade_cells(grades[named]))))
        own = [s for s in released.series if s.measure == named and s.area == released.area and _is_published(s)]
        used += own
        for release in dict.fromkeys(o.release for s in own for o in s.last.origins if o.release):
            latest = max((s.last.period for s in own if release in _releases(s)), key=last_day_of)
            rows.append((name, (AsWritten(release),), short_period(latest), "published: not graded"))
    if not rows:
        return Exhibit(scope.id("quality"), caption, text=(*told, behind.no_source()))
    columns = (Column("Figure"), Column("Where it comes from"), Column("Latest period"), Column("Data quality"))
    return Exhibit(
        scope.id("quality"), caption, text=tuple(told), table=Table(columns, tuple(rows)), notes=(receipts.GRADE_RULE,),
        sources=source_lines(used, released.sources),
    )  # fmt: skip


def _releases(series: Series) -> set[str]:
    return {origin.release for origin in series.last.origins}


def since_last(scope: Scope) -> Exhibit:
    """What of the chapter reads otherwise than in the last edition: figures, verdicts, measures."""
    caption = "What changed since the last edition"
    since = scope.released.story.since_last
    if since is None:
        return Exhibit(scope.id("changes"), caption, text=(behind.not_compared(),))
    measures = scope.plan.measures
    rows: list[tuple[Cell, ...]] = []
    for revision in since.revised:
        after, measure = revision.after, measures[revision.after.measure]
        before, now, _, why = receipts.revision_cells(revision, measure)
        of = f", {after.category}" if after.category else ""
        name = f"{measure.title} ({measure.id}){of}, {short_period(after.period)}"
        rows.append((name, "Figure revised", before, now, (AsWritten(why),)))
    for change in since.verdicts:
        then, verdict = behind.verdict_change(change)
        measure = measures[change.measure]
        rows.append((f"{measure.title} ({measure.id})", "Verdict", then, verdict, "–"))
    for came in since.measures:
        measure = measures[came.measure]
        why = came.why or "–"
        rows.append((f"{measure.title} ({measure.id})", behind.presence(came), "–", "–", (AsWritten(why),)))
    if not rows:
        changed = (behind.nothing_changed(),) if since.held else ()
        return Exhibit(scope.id("changes"), caption, text=(behind.compared_with(since), *changed))
    columns = (Column("What"), Column("Change"), Column("Before"), Column("Now"), Column("Why"))
    return Exhibit(scope.id("changes"), caption, text=(behind.compared_with(since),), table=Table(columns, tuple(rows)))
