"""What is to be withheld, kept by what it was decided from: the same cells and relations give the same decision."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

import nelscb.suppression
from nelscb.plan import DisclosureRule
from nelscb.suppression import Cell, Protected, Relation, protect


def kept(cells: Sequence[Cell], relations: Sequence[Relation], rule: DisclosureRule, folder: Path | None) -> Protected:
    """The decision from ``folder`` where the same question was asked before, else worked out and kept there.

    One that time ended is not kept: it might be better another time. ``folder`` None: nothing is kept.
    """
    if folder is None:
        return protect(cells, relations, rule)
    path = folder / f"{_question(cells, relations, rule)}.json"
    read = TypeAdapter(Protected)
    if path.is_file():
        return read.validate_json(path.read_bytes())
    decided = protect(cells, relations, rule)
    if not decided.by_the_clock:
        folder.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            beside.write_bytes(read.dump_json(decided))
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
    return decided


def _question(cells: Sequence[Cell], relations: Sequence[Relation], rule: DisclosureRule) -> str:
    digest = hashlib.sha256(_code())
    digest.update(repr(rule).encode())
    for one in (*cells, *relations):
        digest.update(repr(one).encode())
    return digest.hexdigest()[:24]


@cache
def _code() -> bytes:
    """The code that decides: other code might decide otherwise."""
    folder = Path(nelscb.suppression.__file__).parent
    return b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
