"""Register entries made up for tests, and views of a chapter that sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nelscb.core_data import Kind, Text
from nelscb.edition import Item
from nelscb.pages.view import View
from nelscb.quarters import Quarter
from nelscb.story import items_of

NOW = Quarter.parse("2016-17-Q4")
AS_OF = date(2017, 5, 30)


def entry(
    quarter: str,
    status: str,
    item: str = "C-1",
    kind: Kind = "challenge",
    due: date | None = None,
    risk: str = "",
    impact: str = "",
    owner: str = "Head of service",
    sub_group: str = "health",
) -> Text:
    """One entry of a register, as a score card for ``quarter`` would carry it."""
    when = Quarter.parse(quarter)
    return Text(
        when, sub_group, kind, item, "P1", "Which referrals wait longest?", "", owner, due, status, risk, impact, "",
        "board", "return", when.last_day, f"{quarter}/{sub_group}.xlsx", "Challenges", 4,
    )  # fmt: skip


def items(*entries: Text) -> tuple[Item, ...]:
    """The items that the entries make, as an edition of 2016-17 Q4 known on 30 May 2017 would have them."""
    return items_of(entries, NOW, AS_OF)


def seeing(view: View, found: Sequence[Item]) -> View:
    """The view of a page to which the whole registers hold ``found``."""
    story = replace(view.released.story, registers=tuple(found))
    return replace(view, released=replace(view.released, story=story))
