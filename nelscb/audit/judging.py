"""Whether a range is enough: what fails, what passes, and what others have made known before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from nelscb.audit.cells import Cells
from nelscb.audit.linking import Linked
from nelscb.audit.published import Published
from nelscb.audit.ranges import Range
from nelscb.audit.relations import Relation
from nelscb.audit.rows import System


class Verdict(Enum):
    """How a count comes out, from the best to the worst."""

    KEPT = "it may be any count from 1 to the largest small one"
    LARGER = "it is larger than any small count"
    SECONDARY = "it can be narrowed, but is no small count"
    MISLED = "what seems to follow is not true"
    PUBLISHER = "its publisher's own figures leave no more"
    CUT_BACK = "withholding all of this edition would leave no more"
    IN_DOUBT = "it can be narrowed, and may be a small count"
    FAILED = "it is known to be a small count, more closely than it need be"

    @property
    def passes(self) -> bool:
        """Whether nothing has to be done about it."""
        return self not in (Verdict.IN_DOUBT, Verdict.FAILED)


_WORST = list(Verdict)


def worse(one: Verdict, other: Verdict) -> Verdict:
    """The worse of two."""
    return max(one, other, key=_WORST.index)


@dataclass(frozen=True)
class Measured:
    """What a range is held against: that of the publishers' figures alone, and that without this edition's."""

    baseline: Range
    publishers: Range


def at_once(found: Range, largest_small: int) -> Verdict | None:
    """The verdict on a range that needs nothing to be held against; None where it does.

    Zeros are always shown: that a count in no file must be one is nothing to hide.
    """
    if found.high == 0:
        return Verdict.KEPT
    if found.low > largest_small:
        return Verdict.LARGER
    return Verdict.KEPT if found.holds(1, largest_small) else None


def judged(found: Range, against: Measured, largest_small: int, true_count: int | None) -> Verdict:
    """The verdict on a range that is too narrow by itself."""
    if found.holds(*_small(against.publishers, largest_small)):
        return Verdict.PUBLISHER
    if found.holds(*_small(against.baseline, largest_small)):
        return Verdict.CUT_BACK
    if true_count is not None:
        if not found.holds(true_count, true_count):
            return Verdict.MISLED
        return Verdict.SECONDARY if true_count > largest_small else Verdict.FAILED
    if found.high is not None and found.high <= largest_small:
        return Verdict.FAILED
    return Verdict.IN_DOUBT


def _small(left: Range, largest_small: int) -> tuple[int, int]:
    """The part of a range that is small counts; of one beyond them its lowest."""
    low = max(1, left.low)
    return low, max(low, largest_small if left.high is None else min(left.high, largest_small))


def without_this_edition(system: System, edition: Published, cells: Cells, links: Linked) -> System:
    """What would be known if every figure were withheld that this edition need not have shown.

    Zeros are always shown. What its publisher published, what the rule does not protect, and what an earlier edition
    has shown is known in any case.
    """
    hidden = {
        name
        for name, count in cells.shown.items()
        if count
        and name not in links.published
        and edition.protects(cells.all[name].key[0])
        and links.shown_before.get(name) != count
    }
    unsaid = {point.figure for point in edition.points} - set(links.published_figures)
    return _less(system, dict.fromkeys(hidden, 1), lambda r: r.figure in unsaid)


def publishers_alone(system: System, cells: Cells, links: Linked) -> System:
    """What would be known from what publishers have published, and that what they withhold is no zero."""
    hidden = dict.fromkeys((name for name in system.known if name not in links.published), 0)
    by_rule = [name for name, point in cells.withheld.items() if point.state != "suppressed_by_publisher"]
    return _less(
        system, hidden | dict.fromkeys(by_rule, 0), lambda r: bool(r.figure) and r.figure not in links.published_figures
    )


def _less(system: System, hidden: Mapping[str, int], unsaid: Callable[[Relation], bool]) -> System:
    known = {name: count for name, count in system.known.items() if name not in hidden}
    relations = [relation for relation in system.relations if not unsaid(relation)]
    return replace(system, known=known, lowest={**system.lowest, **hidden}, relations=relations)
