"""What is to be withheld, kept by what it was decided from: the same cells and relations give the same decision.

They fall into parts that tell nothing of each other, of which a changed figure touches one: each is kept for itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

import nelscb.suppression
from nelscb.kept import KeptParts
from nelscb.plan import DisclosureRule
from nelscb.suppression import Cell, Component, Protected, Relation, Settled, protect

MOST = 2000
"""How many parts are kept, those that were asked for last."""


def kept(cells: Sequence[Cell], relations: Sequence[Relation], rule: DisclosureRule, folder: Path | None) -> Protected:
    """The decision, of which each part comes from ``folder`` where it was decided before, else is kept there.

    One that time ended is not kept: it might be better another time. ``folder`` None: nothing is kept.
    """
    if folder is None:
        return protect(cells, relations, rule)
    before = _Before(folder / "parts.json", rule)
    decided = protect(cells, relations, rule, recall=before.recall)
    before.write()
    return decided


class _Before:
    """The parts that were decided before, by the same code and rule."""

    def __init__(self, path: Path, rule: DisclosureRule) -> None:
        self._rule = repr(rule).encode()
        self._kept = KeptParts(path, _reader(), MOST)
        self.write = self._kept.write

    def recall(self, component: Component, settle: Callable[[], Settled]) -> Settled:
        """What was decided of the part; one with nothing small in it is decided as quickly as it is looked up."""
        if not component.small.any():
            return settle()
        key = hashlib.sha256(b"\0".join((_code(), self._rule, component.content))).hexdigest()[:32]
        settled = self._kept.take(key)
        if settled is None:
            settled = settle()
            if not settled.how.by_the_clock:
                self._kept.keep(key, settled)
        return settled


@cache
def _reader() -> TypeAdapter[dict[str, Settled]]:
    return TypeAdapter(dict[str, Settled])


@cache
def _code() -> bytes:
    """The code that decides: other code might decide otherwise."""
    folder = Path(nelscb.suppression.__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).digest()
