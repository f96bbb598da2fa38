"""The first page: each chapter's status, what joins up, what needs a decision, what is not known."""

from __future__ import annotations

from typing import Literal

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Card, Cell, Exhibit, Link
from nelscb.named_numbers import count_of
from nelscb.pages.exceptions import decisions
from nelscb.pages.scope import chapter_scope
from nelscb.pages.standing import NO_FIGURE, Standing, spark_of, standings, status_of
from nelscb.plan import Board, Chapter, Plan
from nelscb.words import at_a_glance as words
from nelscb.words import editions
from nelscb.words.exceptions import what_it_is_about
from nelscb.words.notes import as_its_figures_are

MOST_JOINS = 2
Size = Literal["large", "small"]
FEELS_SAFE = "O8-05"
"""The one measure, proposed, of whether children say that they feel safe."""


def at_a_glance_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of the first page by its name."""
    page = released.page
    return {
        "edition": Exhibit(f"{page}_edition", "", text=(editions.edition_line(released, board),)),
        "partial": Exhibit(f"{page}_partial", "", text=_partial(released)),
        **chapter_cards(page, released, plan, board),
        "boxes": Exhibit(f"{page}_boxes", "What the Board should know", cards=_boxes(released, plan, board)),
    }


def chapter_cards(page: str, released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """A card a chapter: large ones for the priorities, small ones for the objectives."""
    priorities = [c for c in plan.chapters if c.kind == "priority"]
    objectives = [c for c in plan.chapters if c.kind == "objective"]
    return {
        "priorities": Exhibit(
            f"{page}_priorities", "The four priorities",
            cards=tuple(_card(chapter, "large", released, plan, board) for chapter in priorities),
        ),
        "objectives": Exhibit(
            f"{page}_objectives", "The nine strategic objectives",
            cards=tuple(_card(chapter, "small", released, plan, board) for chapter in objectives),
        ),
    }  # fmt: skip


def _partial(released: ReleasedPage) -> tuple[str, ...]:
    receipts = released.received.receipts
    missing = count_of(f"received.receipts.{r.sub_group}.answered" for r in receipts if r.first_used is None)
    all_of = count_of(f"received.receipts.{r.sub_group}.answered" for r in receipts)
    line = words.partial_line(released.story.partial, missing, all_of)
    return (line,) if line else ()


def shown_first(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board) -> list[Standing]:
    """The measures that stand for a chapter and have a figure, in order; none where none has."""
    there = {s.measure.id: s for s in standings(chapter_scope(chapter, released, plan, board))}
    asked = chapter.shown_first or (chapter.headline.measures if chapter.headline else ())
    held = [there[name] for name in asked if name in there]
    return [s for s in held if s.point is not None and s.assessment is not None]


_LINES: dict[Size, int] = {"large": 2, "small": 1}
"""How many measures a card tells of: a priority's headline sets two against each other."""


def _card(chapter: Chapter, size: Size, released: ReleasedPage, plan: Plan, board: Board) -> Card:
    title = f"{chapter.id} {chapter.short_title}"
    shown = shown_first(chapter, released, plan, board)
    if not shown:
        return Card(
            title, size, _nothing_held(chapter, size, released, plan, board), chapter.slug, NO_FIGURE, None,
            words.curve_foot(None),
        )  # fmt: skip
    first = shown[0]
    return Card(
        title, size, tuple(_line(standing) for standing in shown[: _LINES[size]]), chapter.slug,
        status_of(first.assessment), spark_of(first.series, first.shown, board), words.curve_foot(first.assessment),
    )  # fmt: skip


def _line(standing: Standing) -> str:
    assert standing.assessment is not None
    assert standing.point is not None
    tell = words.score_sentence if standing.named.unit == "score" else words.chapter_sentence
    return tell(standing.assessment, standing.point, standing.shown)


def _nothing_held(chapter: Chapter, size: Size, released: ReleasedPage, plan: Plan, board: Board) -> tuple[str, ...]:
    """That the chapter's first measure has no figure; of an objective also how many reports were answered."""
    names = chapter.headline.measures if chapter.headline else chapter.shown_first
    first = plan.measures[names[0]] if names else None
    if first is not None and released.returns[first.id].state == "suppressed":
        lines = [words.not_shown_sentence(first)]
    else:
        lines = [words.no_figure_sentence(first, board.agencies[first.source_agency] if first else "")]
    if size == "small":
        lines.append(words.answers_sentence([released.returns[m.id] for m in chapter.measures if m.unit == "status"]))
    return tuple(line for line in lines if line)


def _boxes(released: ReleasedPage, plan: Plan, board: Board) -> tuple[Card, ...]:
    return (
        Card("What joins up", "box", _joins(released, plan)),
        Card("Decisions asked for", "box", decisions(released, plan, board), page="exceptions"),
        Card("What we do not know", "box", tuple(_unknown(released, plan, board))),
        Card("Returns missing", "box", (_missing(released, board),), page="returns"),
        Card("What became of our last challenge", "box", (_last_challenge(released, plan, board),), page="exceptions"),
    )


def _joins(released: ReleasedPage, plan: Plan) -> tuple[Cell, ...]:
    """The declared pairs that have figures for both of one kind of period; at most two, in the plan's order."""
    found: list[Cell] = []
    for join in plan.threads.joins:
        parts = []
        for name in join.measures:
            measure = plan.measures[plan.measures[name].alias_of or name]
            assessed = [a for f in ("quarter", "year", "day") if (a := released.assessment(measure.id, f))]
            parts.append((measure, assessed[0] if assessed else None))
        (first, of_first), (second, of_second) = parts
        if of_first is None or of_second is None:
            continue
        points = [
            series.at(a.period) if (series := released.find(m.id, a.frequency)) else None
            for m, a in ((first, of_first), (second, of_second))
        ]
        if points[0] is None or points[1] is None:
            continue
        told = words.joined_sentence(
            words.joined_part(of_first, points[0], as_its_figures_are(first, points[0])),
            words.joined_part(of_second, points[1], as_its_figures_are(second, points[1])), join.why,
        )  # fmt: skip
        chapters = {c.slug: c for c in (plan.chapter_of(m.id) for m in (first, second))}
        links = [part for c in chapters.values() for part in (" ", Link(c.id, c.slug))]
        found.append((told, *links))
    return tuple(found[:MOST_JOINS]) or (words.NO_JOIN,)


def _unknown(released: ReleasedPage, plan: Plan, board: Board) -> list[str]:
    own = [m for m in plan.measures.values() if m.standing == "plan" and m.unit != "status" and not m.alias_of]
    held = {s.measure for s in released.series if s.area == released.area}
    headlines = [
        f"{c.id} {c.short_title}"
        for c in plan.chapters
        if c.kind == "priority" and not shown_first(c, released, plan, board)
    ]
    return words.unknown_lines(
        [f"returns.{m.id}.state" for m in own if m.id not in held], [f"returns.{m.id}.state" for m in own], headlines,
        FEELS_SAFE in plan.measures and FEELS_SAFE not in held,
    )  # fmt: skip


def _missing(released: ReleasedPage, board: Board) -> str:
    receipts = released.received.receipts
    names = [board.groups[r.sub_group] for r in receipts if r.first_used is None]
    return words.missing_returns_line(receipts, names)


def _last_challenge(released: ReleasedPage, plan: Plan, board: Board) -> str:
    """The last edition's exception about which most is known: closed before answered before open."""
    since = released.story.since_last
    followed = [f for f in since.followed_up if f.challenge_item] if since else []
    followed.sort(key=lambda f: (not f.closed, not f.answered))
    if not followed or since is None:
        return words.challenge_line(None, "", None)
    return words.challenge_line(followed[0], what_it_is_about(followed[0].raised, plan, board), since.quarter)
