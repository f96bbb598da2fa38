"""The exceptions report: each exception with its figure and what is done about it, and what became of the last ones."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import FollowedUp, Item, RaisedException, ReleasedPage
from nelscb.exhibits import AsWritten, Card, Cell, Column, Exhibit, Link, Status, Table
from nelscb.pages.standing import spark_of, status_of
from nelscb.plan import Board, Plan
from nelscb.quarters import day_in_words
from nelscb.words import editions
from nelscb.words import exceptions as words
from nelscb.words.questions import REASON_WORDS, question, reasons_cell
from nelscb.words.receipts import complete_cell, received_cell

PAGE = "exceptions"
MOST_ENTRIES = 3
"""Actions or gaps told with one exception; the registers have the rest."""


def exceptions_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of the exceptions report by its name."""
    story = released.story
    return {
        "edition": Exhibit(f"{PAGE}_edition", "", text=(editions.edition_line(released, board),)),
        "rule": Exhibit(f"{PAGE}_rule", "The rule", text=words.rule_lines(board.exception_rule, board.targets)),
        "summary": Exhibit(f"{PAGE}_summary", "", text=(words.summary(story.exceptions, story.partial),)),
        "figures": _figures(released, plan, board),
        "items": _items(released, board),
        "returns": _returns(released, board),
        "followed_up": _followed_up(released, plan, board),
    }


def decisions(released: ReleasedPage, plan: Plan, board: Board) -> tuple[Cell, ...]:
    """The decisions that the first page asks for: of the first exceptions in the report's order, returns left out."""
    asked = [e for e in released.story.exceptions if e.measure or e.item][: board.exception_rule.decisions]
    told = tuple(words.decision(e, words.what_it_is_about(e, plan, board), _agency(e, board)) for e in asked)
    return told or (words.NONE,)


def _agency(raised: RaisedException, board: Board) -> str:
    return board.agencies.get(raised.agency) or board.groups.get(raised.sub_group, raised.sub_group)


def _figures(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    cards = tuple(_card(e, released, plan, board) for e in released.story.exceptions if e.measure)
    caption = "Exceptions about figures"
    return Exhibit(f"{PAGE}_figures", caption, text=() if cards else (words.NONE,), cards=cards)


def _card(raised: RaisedException, released: ReleasedPage, plan: Plan, board: Board) -> Card:
    """One exception: figure, why, progress, next steps, gap, risk, resource, who, question, challenge."""
    measure, chapter = plan.measures[raised.measure], plan.chapter(raised.chapter)
    assert raised.frequency is not None
    assessment = released.assessment(measure.id, raised.frequency)
    assert assessment is not None
    series = released.find(measure.id, raised.frequency)
    point = series.at(assessment.period) if series else None
    assert point is not None
    about = [i for i in released.story.items if i.now.about == measure.id and not i.ended]
    # What is written about the measure itself comes before what is written about its chapter.
    near = about or [i for i in released.story.items if i.now.about == chapter.id and not i.ended]
    done = [
        i
        for i in released.story.items
        if i.ended and i.now.about in (measure.id, chapter.id) and i.now.impact and i.last > released.quarter - 4
    ]
    lines: list[Cell] = [
        words.figure_line(assessment, point, measure),
        *words.why_here(raised, assessment, measure, board.targets),
        _told("**Progress.** ", _of_kind(done, ("action",)), words.NO_PROGRESS),
        _told("**Next steps.** ", _of_kind(near, ("action",)), words.NO_STEPS),
        _told("**Gap, risk, resource.** ", _of_kind(near, ("gap", "risk")), words.NO_GAP),
        f"**Responsible.** {', '.join(dict.fromkeys(board.groups[r.group] for r in chapter.responsible))}.",
        question(raised, measure, _agency(raised, board)),
        f"{words.challenge_entry(raised)} {words.running(raised)}",
    ]
    return Card(
        words.what_it_is_about(raised, plan, board), "wide", tuple(lines), chapter.slug, status_of(assessment),
        spark_of(series, measure, board), reasons_cell(raised),
    )  # fmt: skip


def _of_kind(items: Sequence[Item], kinds: tuple[str, ...]) -> list[Item]:
    return [i for i in items if i.kind in kinds]


def _told(label: str, items: Sequence[Item], none: str) -> Cell:
    """The entries as they were written, each with who, when and how it stands."""
    if not items:
        return f"{label}{none}"
    parts: list[str | Link | AsWritten] = [label]
    # Two sub-groups that send the same entry are told once.
    told = list({(item.item, item.now.text): item for item in items}.values())
    for item in told[:MOST_ENTRIES]:
        parts += [AsWritten(item.now.text, quoted=True), f" ({words.item_line(item)}) "]
        if item.now.impact:
            parts += [AsWritten(item.now.impact, quoted=True), " "]
    return tuple(parts)


def _items(released: ReleasedPage, board: Board) -> Exhibit:
    caption = "Exceptions about gaps, risks and actions"
    raised = [e for e in released.story.exceptions if e.item]
    there = {(i.sub_group, i.item): i for i in released.story.items}
    rows = tuple(
        (
            f"{e.item}: {reasons_cell(e)}",
            (AsWritten(item.now.text, quoted=True),),
            words.item_line(item),
            (AsWritten(item.now.response, quoted=True),) if item.now.response else "–",
            words.running(e), board.groups[e.sub_group],
        )
        for e in raised
        if (item := there.get((e.sub_group, e.item))) is not None
    )  # fmt: skip
    if not rows:
        return Exhibit(f"{PAGE}_items", caption, text=(words.NO_ITEMS,))
    columns = (
        Column("Entry and why it is here"), Column("What it is"), Column("Who, by when, status, risk, resource"),
        Column("What is done about it"), Column("In editions"), Column("From"),
    )  # fmt: skip
    return Exhibit(f"{PAGE}_items", caption, table=Table(columns, rows))


def _returns(released: ReleasedPage, board: Board) -> Exhibit:
    """Score cards that did not come or came late, in one table: they must not crowd out what is known of children."""
    caption = "Score cards that did not come, or came late"
    receipts = {r.sub_group: r for r in released.received.receipts}
    raised = [e for e in released.story.exceptions if not e.measure and not e.item and e.sub_group in receipts]
    if not raised:
        return Exhibit(f"{PAGE}_returns", caption, text=(words.ALL_CARDS_CAME,))
    rows = tuple(
        (
            board.groups[e.sub_group], REASON_WORDS[e.reasons[0]], day_in_words(receipts[e.sub_group].due),
            received_cell(receipts[e.sub_group]), complete_cell(receipts[e.sub_group]),
            (Link("its score card", f"score_card_{e.sub_group}"),),
        )
        for e in raised
    )  # fmt: skip
    columns = (
        Column("Sub-group"), Column("Why it is here"), Column("Due by"), Column("Received"),
        Column("Figures and answers sent"), Column("Page"),
    )  # fmt: skip
    nothing = not any(receipt.files for receipt in receipts.values())
    text = (words.NOTHING_CAME,) if nothing else ()
    return Exhibit(f"{PAGE}_returns", caption, text=text, table=Table(columns, rows))


def _followed_up(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    caption, since = "What became of the last edition's exceptions", released.story.since_last
    if since is None or not since.held:
        return Exhibit(f"{PAGE}_followed_up", caption, text=(words.NO_LAST,))
    compared = words.compared_with(since.quarter.in_words, since.same_day, day_in_words(since.as_of))
    # Cards that are still missing stand in a table of their own; here they would crowd out the rest.
    told = [f for f in since.followed_up if f.raised.measure or f.raised.item]
    text = (compared, words.follow_up_summary(told))
    if not told:
        return Exhibit(f"{PAGE}_followed_up", caption, text=text)
    rows = tuple(_row(f, released, plan, board) for f in told)
    columns = (
        Column("Exception of the last edition"), Column("Why it was one"), Column("Then"), Column("Now"),
        Column("Now it is"), Column("Challenge"), Column("Answer"), Column("What it changed"),
    )  # fmt: skip
    return Exhibit(f"{PAGE}_followed_up", caption, text=text, table=Table(columns, rows))


def _row(followed: FollowedUp, released: ReleasedPage, plan: Plan, board: Board) -> tuple[Cell, ...]:
    raised = followed.raised
    then, now = words.then_and_now(followed, plan.measures.get(raised.measure))
    item = next((i for i in released.story.items if i.kind == "challenge" and i.item == followed.challenge_item), None)
    written: list[Cell] = [
        (AsWritten(text, quoted=True),) if text else "–"
        for text in ((item.now.response, item.now.impact) if item else ("", ""))
    ]
    status = Status(
        words.became(followed), "diamond" if followed.still else "ring", "watch" if followed.still else "neutral"
    )
    return (
        words.what_it_is_about(raised, plan, board), reasons_cell(raised), then, now,
        (status,), words.answer_cell(followed), *written,
    )  # fmt: skip
