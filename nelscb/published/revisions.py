"""What a download changes: figures that are new, unchanged, or revised since they last came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nelscb.mistakes import WrongCall
from nelscb.published.cells import CellKey, StatisticsFile, release_year
from nelscb.published.dfe_rows import ImportedRow, Reading

Shown = tuple[float | None, float | None, float | None, str]
"""Numerator, denominator, value and symbol: two figures are the same where these are."""


@dataclass(frozen=True)
class Held:
    """The last word on a cell so far, and the file that it came in."""

    shown: Shown
    release: str
    file: str
    received: date


@dataclass(frozen=True)
class Revision:
    """A figure that was given before, and is given otherwise now."""

    area: str
    series: str
    period: str
    before: str
    now: str
    release_before: str
    release_now: str


@dataclass(frozen=True)
class Comparison:
    """A reading against what was held: ``rows`` are those to keep, without the ones a later release gives already."""

    reading: Reading
    rows: tuple[ImportedRow, ...]
    new: tuple[ImportedRow, ...]
    unchanged: int
    revisions: tuple[Revision, ...]
    from_later_release: int

    @property
    def says_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new or self.revisions)


def held_cells(files: Iterable[StatisticsFile]) -> dict[CellKey, Held]:
    """The last word on every cell of ``files``, which are in the order in which they came in."""
    return {
        (series, cell.area, cell.period): Held(
            (cell.numerator, cell.denominator, cell.value, cell.symbol), cell.release, file.path.name, file.received
        )
        for file in files
        for series, cells in file.by_series.items()
        for cell in cells
    }


def compare(reading: Reading, held: Mapping[CellKey, Held], received: date) -> Comparison:
    """What ``reading``, received on that day, says that ``held`` does not.

    A figure that a later release gives already is left out: an older release must not have the last word. Raises
    WrongCall where a figure would be replaced by one that came in on an earlier day, because the earlier day's
    never counts.
    """
    rows: list[ImportedRow] = []
    new: list[ImportedRow] = []
    revisions: list[Revision] = []
    older = 0
    for row in reading.rows:
        before = held.get(row.key)
        if before is None:
            rows.append(row)
            new.append(row)
            continue
        if (release_year(before.release) or 0) > (release_year(row.release) or 9999):
            older += 1
            continue
        if before.received > received:
            raise WrongCall(
                f"{reading.path}: cannot have come in on {received}, because it gives figures that {before.file} gave "
                f"on {before.received}; name that day or a later one with --received"
            )
        rows.append(row)
        if before.shown != shown_of(row):
            revisions.append(
                Revision(
                    row.area_name, row.series, row.period, in_words(before.shown), in_words(shown_of(row)),
                    before.release, row.release,
                )
            )  # fmt: skip
    unchanged = len(rows) - len(new) - len(revisions)
    return Comparison(reading, tuple(rows), tuple(new), unchanged, tuple(revisions), older)


def shown_of(row: ImportedRow) -> Shown:
    """The row's figure as numbers."""
    numerator, denominator, value = (
        float(text) if text else None for text in (row.numerator, row.denominator, row.value)
    )
    return numerator, denominator, value, row.symbol


def in_words(shown: Shown) -> str:
    """A figure as a list shows it: ``618 of 2264 (27.3)``, ``2264`` or ``c of 237``."""
    numerator, denominator, value, symbol = shown
    first = symbol or (f"{numerator:.15g}" if numerator is not None else "")
    over = f"{first} of {denominator:.15g}" if denominator is not None else first
    if value is None:
        return over
    return f"{over} ({value:.15g})" if over else f"{value:.15g}"
