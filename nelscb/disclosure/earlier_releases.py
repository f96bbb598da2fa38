"""The public editions that were signed off before, as the protection of the next one needs them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nelscb.core_data import Figure, Ledger
from nelscb.disclosure.counts import PARTS
from nelscb.disclosure.protected import EarlierRelease
from nelscb.indicators import indicators_of
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.quarters import Quarter, parse_day
from nelscb.suppression import Decision

TABLE, KNOWLEDGE = "core_data_set.csv", "measures.json"


@dataclass(frozen=True)
class PublishedBefore:
    """A public edition on file: whose it is, and the day up to which what had come in was used."""

    label: str
    quarter: Quarter
    as_of: date
    folder: Path


def published_before(folders: Sequence[Path], quarter: Quarter, as_of: date) -> tuple[PublishedBefore, ...]:
    """The editions of ``quarter`` and of those before it that were made by ``as_of``, in the order given.

    Raises Mistake for a folder that cannot be read.
    """
    found = []
    for folder in folders:
        try:
            told = json.loads((folder / KNOWLEDGE).read_text(encoding="utf-8"))
            of, day = Quarter.parse(told["quarter"]), parse_day(told["as_of"])
        except (OSError, ValueError, KeyError, TypeError, WrongCall) as error:
            raise Mistake(f"{folder / KNOWLEDGE}: cannot be read ({error}); put back what was signed off") from error
        if of <= quarter and day <= as_of:
            found.append(PublishedBefore(f"{of} {folder.name}", of, day, folder))
    return tuple(found)


def earlier_release(published: PublishedBefore, figures: Sequence[Figure], project: Project) -> EarlierRelease:
    """What that edition said of each cell, and the board's figures as they were known then, without intervals."""
    area = project.board.area.code
    ledger = Ledger.of(f for f in figures if f.area == area).received_by(published.as_of).up_to(published.quarter)
    own = tuple(indicators_of(ledger, project.plan, project.board))
    return EarlierRelease(published.label, _decided(published.folder / TABLE, project), own)


def _decided(table: Path, project: Project) -> dict[str, Decision]:
    """What the file shows of each of the board's own counts: a number, or the sign that it is withheld."""
    symbol, area = project.board.disclosure_rule.symbol, project.board.area.code
    found = {}
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for part in PARTS if row["area"] == area else ():
                    if row[part]:
                        withheld = row[part] == symbol
                        found[f"{row['figure']}.{part}"] = Decision.WITHHELD if withheld else Decision.PUBLISHED
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise Mistake(f"{table}: cannot be read ({error}); put back what was signed off") from error
    return found
