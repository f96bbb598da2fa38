"""The exhibits about small counts: the rule and its exceptions for everybody, what is held back for the board."""

from __future__ import annotations

from collections.abc import Mapping

from nelscb.edition import ReleasedPage
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.plan import Board, Plan
from nelscb.words import disclosure as words
from nelscb.words.states import FREQUENCIES

PAGE, BOARDS_PAGE = "small_numbers", "not_public"


def disclosure_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> Mapping[str, Exhibit]:
    """Every exhibit about small counts by its name."""
    return {
        "disclosure_rule": _rule(board),
        "disclosure_exceptions": _exceptions(plan, board),
        "withheld": _withheld(released),
        "attacked": _attacked(released),
        "held_back": _held_back(released, plan),
        "cut_back": _cut_back(released),
    }


def _attacked(released: ReleasedPage) -> Exhibit:
    """How many withheld counts came out how when the edition was attacked; that it is not, of the board's own."""
    attacked = released.attacked
    if attacked is None:
        return Exhibit(f"{PAGE}_attacked", "", text=(words.NOT_ATTACKED,))
    columns = (Column("What the attack found of the withheld counts"), Column("Counts", True))
    table = Table(columns, tuple(words.attacked_rows(attacked)))
    return Exhibit(f"{PAGE}_attacked", "What came of the attack on this edition", table=table)


def _rule(board: Board) -> Exhibit:
    columns = (Column("What is done"), Column("Why"), Column("Policy"))
    rows = tuple(words.rule_rows(board.disclosure_rule))
    return Exhibit(f"{PAGE}_rule", "The rule", table=Table(columns, rows))


def _exceptions(plan: Plan, board: Board) -> Exhibit:
    rows = tuple(words.exception_rows(board.disclosure_rule, {m.id: m.title for m in plan.measures.values()}))
    if not rows:
        return Exhibit(f"{PAGE}_exceptions", "", text=(words.NO_EXCEPTION,))
    columns = (Column("Measure"), Column("Reason"), Column("Decided by"), Column("On"))
    return Exhibit(f"{PAGE}_exceptions", "Exceptions from the rule", table=Table(columns, rows))


def _withheld(released: ReleasedPage) -> Exhibit:
    own = [(s, p) for s in released.series if s.area == released.area for p in s.points]
    every = [f"{s.measure}/{s.frequency}/{p.period}.state" for s, p in own]
    gone = [name for name, (_, p) in zip(every, own, strict=True) if p.state == "suppressed"]
    if released.edition == "board":
        return Exhibit(f"{PAGE}_withheld", "", text=(words.NOTHING_WITHHELD,))
    return Exhibit(f"{PAGE}_withheld", "", text=(words.withheld_sentence(gone, every),))


def _held_back(released: ReleasedPage, plan: Plan) -> Exhibit:
    """A row a series of which the public does not see all."""
    held = released.not_public
    caption = "What the public will not see"
    if held is None or not held.series:
        return Exhibit(f"{BOARDS_PAGE}_held_back", caption, text=(words.NOTHING_HELD_BACK,))
    columns = (
        Column("Measure"), Column("Split by"), Column("Counted"), Column("How the public sees it", choices=True),
        Column("Small counts"), Column("Withheld beside them"),
    )  # fmt: skip
    rows = tuple(
        (
            f"{plan.measures[h.measure].title} ({h.measure})",
            f"{plan.breakdowns[h.breakdown].title}: {h.category}" if h.breakdown else "–",
            FREQUENCIES[h.frequency].replace("by month", "by quarter"), *words.held_rows(h),
        )
        for h in sorted(held.series, key=lambda series: series.hidden)  # those that are shown with gaps come first
    )  # fmt: skip
    return Exhibit(
        f"{BOARDS_PAGE}_held_back",
        caption,
        text=words.cost_sentences(held),
        table=Table(columns, rows, interactive=True),
    )


def _cut_back(released: ReleasedPage) -> Exhibit:
    held = released.not_public
    if held is None:
        return Exhibit(f"{BOARDS_PAGE}_cut_back", "", text=())
    caption = "Small counts that can be placed more closely"
    told = (words.cut_back_sentence(held),)
    if not held.cut_back:
        return Exhibit(f"{BOARDS_PAGE}_cut_back", "", text=told)
    rows = tuple((c.cell, words.range_words(c.low, c.high)) for c in held.cut_back)
    table = Table((Column("Name in the core data set"), Column("What a reader can still hold possible")), rows)
    return Exhibit(f"{BOARDS_PAGE}_cut_back", caption, text=told, table=table)
