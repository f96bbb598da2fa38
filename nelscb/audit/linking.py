"""Several editions read together: each with its own counts, and what joins those of one edition with the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from nelscb.audit.knowledge import Knowledge
from nelscb.audit.names import in_edition
from nelscb.audit.relations import Relation, Trust, same
from nelscb.audit.rows import System


@dataclass(frozen=True)
class Linked:
    """What is known of this edition, what of all together, and the names of what earlier ones have shown.

    ``alone`` leaves each edition's withheld counts to itself: nothing of an earlier one then bears on this one, since
    what both show are numbers. ``together`` takes each count for the one that the edition before showed or withheld.
    """

    alone: System
    together: System
    shown_before: Mapping[str, int]
    published: Collection[str]
    published_figures: Collection[str]


def linked(
    now: Knowledge,
    before: Sequence[Knowledge],
    labels: Sequence[str],
    true_counts: Mapping[str, int],
    true_before: Sequence[Mapping[str, int]],
) -> Linked:
    """Put editions together, the earliest first in ``before``; their counts go by ``labels``.

    Where true counts, of this edition and in ``true_before`` of each earlier one, tell that a count was revised, it is
    not joined.
    """
    alone = System(now.cells.shown, now.cells.lowest, now.relations)
    known: dict[str, int] = {}
    lowest: dict[str, int] = {}
    relations: list[Relation] = []
    published: set[str] = set()
    figures: set[str] = set()
    shown_before: dict[str, int] = {}
    last: dict[str, tuple[str, int | None]] = {}
    truths = [*true_before[: len(before)], true_counts]
    for knowledge, label, truth in zip([*before, now], [*labels, ""], truths, strict=True):
        shown = knowledge.cells.shown
        named: Callable[[str], str] = partial(in_edition, edition=label) if label else str
        known |= {named(name): count for name, count in shown.items()}
        lowest |= {named(name): least for name, least in knowledge.cells.lowest.items()}
        relations += [relation.renamed(named) for relation in knowledge.relations]
        its_published, its_figures = _published(knowledge, named)
        published |= its_published
        figures |= its_figures
        for name in knowledge.cells.all:
            count = shown.get(name, truth.get(name))
            before_it, its_count = last.get(name, (None, None))
            if its_count is None or count is None or its_count == count:
                relations += _unrevised(before_it, named(name), known)
            last[name] = named(name), count
        if label:
            shown_before |= shown
    return Linked(alone, System(known, lowest, relations), shown_before, published, figures)


def _unrevised(before: str | None, after: str, known: Mapping[str, int]) -> list[Relation]:
    """That a count is what it was; of two that are shown, everybody sees whether it was revised."""
    if before is None or (before in known and after in known):
        return []
    return [same(after, before, Trust.UNREVISED)]


def _published(knowledge: Knowledge, named: Callable[[str], str]) -> tuple[set[str], set[str]]:
    """The counts and the figures that their publisher has published."""
    cells: set[str] = set()
    figures: set[str] = set()
    for name, cell in knowledge.cells.all.items():
        point = knowledge.cells.series.get(cell.key, {}).get(cell.period)
        if point is not None and point.provenance == "published":
            cells.add(named(name))
            figures.add(named(point.figure))
    return cells, figures
