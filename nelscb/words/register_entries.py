"""Words about register entries that a chapter sees whole: the names of their cells, and where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nelscb.edition import Item
from nelscb.named_numbers import NamedCount, count_of
from nelscb.quarters import day_in_words
from nelscb.words.numbers import number_word


def cell_of(item: Item, place: int = -1) -> str:
    """The name of the released cell that holds an item's status in its entry at ``place``, the last where negative."""
    place = place if place >= 0 else len(item.entries) - 1
    return f"story.registers.{item.kind}/{item.sub_group}/{item.item}.entries.{place}.status"


def how_many(items: Iterable[Item]) -> NamedCount:
    """How many items there are, each named."""
    return count_of(cell_of(item) for item in items)


def counted(items: Sequence[Item]) -> str:
    """How many items there are, in words; ``none`` for none."""
    return number_word(how_many(items)) if items else "none"


def quarters(age: int) -> str:
    """``one quarter``, ``three quarters``."""
    return f"{number_word(age)} quarter{'' if age == 1 else 's'}"


def register_source(items: Sequence[Item]) -> str:
    """Which sheets of the score cards the entries come from, and when the last of them came in."""
    entries = [entry for item in items for entry in item.entries]
    sheets = " and ".join(f"“{sheet}”" for sheet in sorted({entry.sheet for entry in entries if entry.sheet}))
    last = day_in_words(max(entry.received for entry in entries))
    return f"Registers sent with the score cards{f', sheet {sheets}' if sheets else ''}; last received {last}."
