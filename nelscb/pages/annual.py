"""The annual edition: the year from four quarters, chapter by chapter, with training, learning and child deaths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nelscb.edition import ANNUAL_PAGE, Item, ReleasedPage, Text, YearOfMeasure
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Table
from nelscb.pages.standing import latest_assessment
from nelscb.plan import Board, Chapter, Measure, Plan
from nelscb.words import annual as words
from nelscb.words import editions
from nelscb.words.pooled import count_sentence, share_sentence
from nelscb.words.verdicts import verdict_cell

PAGE = ANNUAL_PAGE
TRAINING, LEARNING, CHILD_DEATHS = "learning_and_development", "serious_case_review", "child_death"
"""The sub-groups whose year has a section of its own, as the plan asks for a report of each."""


def annual_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of the annual report by its name: two a chapter, and the three sections the plan asks for."""
    found = {
        "edition": Exhibit(f"{PAGE}_edition", "", text=(editions.edition_line(released, board),)),
        "summary": Exhibit(f"{PAGE}_summary", "", text=(words.summary(released.story.year, released.quarter),)),
    }
    for chapter in plan.chapters:
        name = chapter.id.lower()
        found[f"{name}_year"] = _year_of_chapter(chapter, name, released, plan)
        found[f"{name}_done"] = _done(chapter, name, released, board)
    for what, sub_group, caption in (
        ("training", TRAINING, "Training in the year"),
        ("learning", LEARNING, "Learning from reviews in the year"),
        ("child_deaths", CHILD_DEATHS, "Child death reviews in the year"),
    ):
        measures = [m for m in plan.measures.values() if m.sub_group == sub_group and not m.alias_of]
        found[what] = _table(what, caption, measures, released, plan, _pooled(measures, released))
        found[f"{what}_texts"] = _texts(what, caption, sub_group, released, board)
    return found


def _year_of_chapter(chapter: Chapter, name: str, released: ReleasedPage, plan: Plan) -> Exhibit:
    measures = [m for m in chapter.measures if not m.alias_of and m.unit != "status"]
    assessed = [a for m in measures if (a := latest_assessment(m, released)) is not None]
    return _table(
        f"{name}_year", f"{chapter.short_title}: the year beside the year before", measures, released, plan,
        (words.verdicts_sentence(assessed),),
    )  # fmt: skip


def _table(
    what: str, caption: str, measures: Sequence[Measure], released: ReleasedPage, plan: Plan, text: Iterable[str]
) -> Exhibit:
    by_measure = {y.measure: y for y in released.story.year}
    rows = tuple(_row(by_measure[m.id], released, plan) for m in measures if m.id in by_measure)
    if not rows:
        return Exhibit(f"{PAGE}_{what}", caption, text=(*text, words.NO_YEAR))
    columns = (
        Column("Measure"), Column("The year (95% interval)", True), Column("Counts", True),
        Column("The year before (95% interval)", True), Column("How four quarters make the year"),
        Column("Verdict on all its quarters"),
    )  # fmt: skip
    return Exhibit(f"{PAGE}_{what}", caption, text=tuple(text), table=Table(columns, rows), notes=words.NOTES)


def _row(year: YearOfMeasure, released: ReleasedPage, plan: Plan) -> tuple[Cell, ...]:
    measure = plan.measures[year.measure]
    assessment = released.assessment(measure.id, "quarter")
    return (
        f"{measure.title} ({measure.id})", words.year_cell(year.now, measure), words.counts_cell(year.now),
        words.year_cell(year.before, measure), words.HOW[year.how], verdict_cell(assessment) if assessment else "–",
    )  # fmt: skip


def _pooled(measures: Sequence[Measure], released: ReleasedPage) -> tuple[str, ...]:
    """A sentence for each measure of which small numbers are put together over years."""
    told = []
    for measure in measures:
        spans = [p for p in released.story.pooled if p.measure == measure.id]
        if spans:
            told.append((share_sentence if measure.is_ratio else count_sentence)(spans, measure))
    return tuple(told)


def _done(chapter: Chapter, name: str, released: ReleasedPage, board: Board) -> Exhibit:
    """What was finished, what children said and what came of it, and challenges closed, in the four quarters."""
    own = {chapter.id, *(m.id for m in chapter.measures)}
    year = {released.quarter - back for back in range(4)}
    items = [i for i in released.story.items if i.now.about in own]
    actions = [i for i in items if i.kind == "action"]
    done = [i for i in actions if i.ended and i.last in year]
    closed = [i for i in items if i.kind == "challenge" and i.ended and i.last in year]
    voices = [t for t in released.story.texts if t.kind == "voice" and t.about in own and t.response]
    rows = [("Action finished", *_ended(i, board)) for i in done if i.now.impact]
    rows += [("Challenge closed", *_ended(i, board)) for i in closed]
    rows += [
        ("You said, we did", words.when(t), _quoted(t.text), _quoted(t.response), board.groups[t.sub_group])
        for t in voices
    ]
    told = words.actions_sentence(done, [i for i in actions if not i.ended])
    caption = f"{chapter.short_title}: what was done and what it changed"
    if not rows:
        return Exhibit(
            f"{PAGE}_{name}_done", caption, text=tuple(t for t in (told, words.NOTHING_DONE, words.NO_VOICE) if t)
        )
    columns = (
        Column("Kind"), Column("Quarter"), Column("What"), Column("What it changed, or what was done"), Column("From"),
    )  # fmt: skip
    return Exhibit(f"{PAGE}_{name}_done", caption, text=(told,) if told else (), table=Table(columns, tuple(rows)))


def _ended(item: Item, board: Board) -> tuple[Cell, ...]:
    changed = item.now.impact or item.now.response
    return (
        words.when(item.now),
        _quoted(item.now.text),
        _quoted(changed) if changed else "–",
        board.groups[item.sub_group],
    )


def _quoted(text: str) -> Cell:
    return (AsWritten(text, quoted=True),)


def _texts(what: str, caption: str, sub_group: str, released: ReleasedPage, board: Board) -> Exhibit:
    """What the sub-group wrote in the four quarters of its work, the latest first."""
    texts = [
        t
        for t in released.story.texts
        if t.sub_group == sub_group and t.kind in ("what helps", "what hurts", "what works")
    ]
    told: dict[str, Text] = {}
    for text in sorted(texts, key=lambda t: t.quarter, reverse=True):
        told.setdefault(text.text, text)
    if not told:
        return Exhibit(f"{PAGE}_{what}_texts", f"{caption}: what was written", text=(words.NO_TEXTS,))
    rows = tuple(
        (t.kind.capitalize(), words.when(t), _quoted(t.text), board.groups[t.sub_group]) for t in told.values()
    )
    columns = (Column("Kind"), Column("Last written for"), Column("What"), Column("From"))
    return Exhibit(f"{PAGE}_{what}_texts", f"{caption}: what was written", table=Table(columns, rows))
