"""What comes of an attack: of each count what can be worked out, and of all of them how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nelscb.audit.judging import Verdict
from nelscb.audit.ranges import Range
from nelscb.audit.relations import Relation


@dataclass(frozen=True)
class CellResult:
    """What can be worked out of one count. ``chain`` says from what, where it is too much."""

    cell: str
    range: Range
    verdict: Verdict
    chain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attack:
    """What came of the attack.

    ``cells`` are the counts that this edition withholds, ``earlier`` those that only editions before it withheld, and
    ``shown`` small counts that stand in it as numbers. ``never_shown`` are in no file but must be there, such as the
    quarters of a series that is shown by years: ``unseen`` says how many, and they are looked at only where that is
    asked for. ``with_limits`` are figures with an interval beside a withheld count, which gives it away. ``used``
    counts relations by kind, and ``dropped`` has those that the figures contradict.
    """

    cells: tuple[CellResult, ...]
    earlier: tuple[CellResult, ...]
    shown: tuple[CellResult, ...]
    never_shown: tuple[CellResult, ...]
    with_limits: tuple[str, ...]
    used: Mapping[str, int]
    dropped: tuple[Relation, ...]
    components: int
    unseen: int

    @property
    def every(self) -> tuple[CellResult, ...]:
        """All counts that were looked at."""
        return (*self.cells, *self.earlier, *self.shown, *self.never_shown)

    @property
    def counts(self) -> dict[str, int]:
        """How many counts this edition withholds, and how many of all that were looked at come out how."""
        verdicts = Counter(result.verdict for result in self.every)
        return {"withheld": len(self.cells), **{verdict.name.lower(): verdicts[verdict] for verdict in Verdict}}

    @property
    def failed(self) -> tuple[CellResult, ...]:
        """The counts that fail, for certain or because nothing says that they are no small ones."""
        return tuple(r for r in self.every if not r.verdict.passes)

    @property
    def passes(self) -> bool:
        """Whether nothing small can be worked out that need not be."""
        return not self.failed and not self.with_limits
