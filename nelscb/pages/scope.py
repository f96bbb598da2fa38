"""What a chapter's page and a sub-group's score card have in common: their measures, and what was written of them."""

from __future__ import annotations

from dataclasses import dataclass

from nelscb.edition import Item, RaisedException, ReleasedPage, Text
from nelscb.plan import Board, Chapter, Measure, Plan


@dataclass(frozen=True)
class Scope:
    """A part of the plan with its measures, and what the released page holds about it.

    ``title`` names it in captions. ``texts`` are this quarter's, ``items`` the registers of all quarters.
    ``reporting`` are the sub-groups that send its figures and texts.
    """

    released: ReleasedPage
    plan: Plan
    board: Board
    title: str
    measures: tuple[Measure, ...]
    texts: tuple[Text, ...]
    items: tuple[Item, ...]
    exceptions: tuple[RaisedException, ...]
    reporting: tuple[str, ...]

    def id(self, what: str) -> str:
        """The id of an exhibit: page and what."""
        return f"{self.released.page}_{what}"

    @property
    def figures(self) -> tuple[Measure, ...]:
        """Its measures that are figures: no status lines, and not the population that rates divide by."""
        return tuple(m for m in self.measures if m.unit != "status" and m.id != self.board.population_measure)

    def group(self, name: str) -> str:
        """A group's name as the board's settings have it."""
        return self.board.groups.get(name, name)

    @property
    def reporting_names(self) -> tuple[str, ...]:
        """The reporting sub-groups by name."""
        return tuple(self.group(name) for name in self.reporting)


def chapter_scope(chapter: Chapter, released: ReleasedPage, plan: Plan, board: Board) -> Scope:
    """What a chapter's page tells of: the page was released for it, so all that is there is about it."""
    return Scope(
        released, plan, board, chapter.short_title, chapter.measures, released.received.texts, released.story.items,
        tuple(e for e in released.story.exceptions if e.chapter == chapter.id),
        tuple(dict.fromkeys(m.sub_group for m in chapter.measures)),
    )  # fmt: skip


def sub_group_scope(name: str, released: ReleasedPage, plan: Plan, board: Board) -> Scope:
    """What a sub-group's score card tells of: its measures in every chapter, and what it wrote."""
    return Scope(
        released, plan, board, board.groups.get(name, name),
        tuple(m for m in plan.measures.values() if m.sub_group == name and not m.alias_of),
        tuple(t for t in released.received.texts if t.sub_group == name),
        tuple(i for i in released.story.items if i.sub_group == name),
        tuple(e for e in released.story.exceptions if e.sub_group == name),
        (name,),
    )  # fmt: skip
