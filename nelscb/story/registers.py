"""Registers: every action, challenge, gap, risk and conflict of interest, followed across quarters by its item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nelscb.core_data import FOLLOWED, Kind, Text
from nelscb.quarters import Quarter, QuarterText

ENDED = frozenset({"done", "closed", "dropped"})
"""What an entry's status says once nothing more is to come."""


@dataclass(frozen=True)
class Item:
    """One entry of a register with all that was written of it, oldest first; ``entries[-1]`` is its last word.

    ``age`` is how many quarters it has stood, the first one included, up to the edition's quarter or, where it has
    ended, up to its last entry. ``ended``: its status says so. ``overdue``: not ended, and its due day lies before the
    as-of day (in hindsight: before the day the quarter's book was due). ``unmentioned``: not ended, and the edition's
    quarter says nothing of it.
    """

    kind: Kind
    item: str
    sub_group: str
    entries: tuple[Text, ...]
    first: QuarterText
    last: QuarterText
    age: int
    ended: bool
    overdue: bool
    unmentioned: bool

    @property
    def now(self) -> Text:
        """Its last word."""
        return self.entries[-1]


def items_of(texts: Iterable[Text], quarter: Quarter, as_of: date) -> tuple[Item, ...]:
    """The items of every quarter up to ``quarter``, by kind, then sub-group and item.

    ``texts`` are the current ones (the last word of each sub-group in each quarter). An entry without an item is an
    item of its own, named by file and row. An item that ended before ``quarter`` is kept: a register forgets nothing.
    """
    kept = [t for t in texts if t.kind in FOLLOWED and t.quarter <= quarter]
    kept.sort(key=lambda t: (FOLLOWED.index(t.kind), t.sub_group, _named(t), t.quarter.ordinal))
    found = []
    for (kind, sub_group, name), group in groupby(kept, key=lambda t: (t.kind, t.sub_group, _named(t))):
        entries = tuple(group)
        now = entries[-1]
        ended = now.status.strip().lower() in ENDED
        until = now.quarter if ended else quarter
        found.append(
            Item(
                kind, name, sub_group, entries, entries[0].quarter, now.quarter,
                age=until.ordinal - entries[0].quarter.ordinal + 1,
                ended=ended, overdue=not ended and now.due is not None and now.due < as_of,
                unmentioned=not ended and now.quarter < quarter,
            )
        )  # fmt: skip
    return tuple(found)


def _named(text: Text) -> str:
    return text.item or f"{text.file} row {text.row}"
