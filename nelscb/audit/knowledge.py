"""All that a reader of one edition knows of its counts, but for what its own figures contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nelscb.audit.alike import of_alike
from nelscb.audit.breakdowns import of_breakdowns
from nelscb.audit.cells import Cells
from nelscb.audit.periods import of_computed, of_parts, of_sums, of_years
from nelscb.audit.published import Published
from nelscb.audit.relations import Relation
from nelscb.audit.shares import of_values


@dataclass(frozen=True)
class Knowledge:
    """The counts of an edition and the relations that hold among them; ``dropped`` are contradicted by what shows."""

    cells: Cells
    relations: tuple[Relation, ...]
    dropped: tuple[Relation, ...]


def knowledge_of(edition: Published, true_counts: Mapping[str, int] | None = None) -> Knowledge:
    """Derive what a reader knows. ``true_counts`` contradict some of what a reader would wrongly believe."""
    cells = Cells(edition)
    found: dict[Relation, None] = {}
    # A relation may ask for a count that no other has asked for, such as the quarters of a rolling year.
    size = -1
    while size != len(cells.all):
        size = len(cells.all)
        for some in (of_computed(cells), of_breakdowns(cells), of_years(cells), of_sums(cells), of_parts(cells)):
            found.update(dict.fromkeys(some))
    found.update(dict.fromkeys(of_values(cells)))
    found.update(dict.fromkeys(of_alike(cells)))
    kept, dropped = _told_apart(found, {**(true_counts or {}), **cells.shown})
    return Knowledge(cells, kept, dropped)


def _told_apart(
    relations: Iterable[Relation], counts: Mapping[str, int]
) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """Those that hold as far as can be seen, and those that do not.

    Where more of a group are contradicted than confirmed, nobody believes the rest of it either.
    """
    seen: dict[Relation, bool | None] = {}
    for relation in relations:
        there = all(name in counts for _, name in relation.terms)
        seen[relation] = relation.holds(counts) if there else None
    record: Counter[str] = Counter()
    for relation, holds in seen.items():
        if holds is not None and relation.group:
            record[relation.group] += 1 if holds else -1
    kept: list[Relation] = []
    dropped: list[Relation] = []
    for relation, holds in seen.items():
        distrusted = bool(relation.group) and record[relation.group] < 0
        (dropped if holds is False or (holds is None and distrusted) else kept).append(relation)
    return tuple(kept), tuple(dropped)
