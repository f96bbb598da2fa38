"""Which figures moved between two core data sets, and which cell of which received file is another now."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nelscb.core_data_set.columns import SEPARATOR
from nelscb.plan import Project
from nelscb.returns import layout
from nelscb.returns.cells import read_text
from nelscb.returns.grids import Grid, Unreadable, read_grids
from nelscb.returns.limits import TooLarge
from nelscb.returns.lines import SHEET_HEAD_WITHIN
from nelscb.verify.in_words import difference

TABLE = "core_data_set.csv"
_PARTS = {
    "numerator": layout.NUMBER, "denominator": layout.OUT_OF, "value": layout.VALUE, "answer": layout.ANSWER,
}  # fmt: skip
"""The columns that are compared, each with the heading under which a score card has such a thing."""


@dataclass(frozen=True)
class Moved:
    """A figure that is another now: which part of it, what it was and what it is, a number or why there is none.

    ``file``, ``sheet`` and ``row`` are where it came from, where that is one place, and ``stood`` is what stood there;
    None where that cannot be told from the figure.
    """

    figure: str
    part: str
    was: str
    now: str
    file: str
    sheet: str
    row: int
    stood: str | None

    def told(self) -> str:
        """What moved, in words."""
        was, now = _or_nothing(self.was), _or_nothing(self.now)
        return f"{self.figure}: {self.part} was {was} and is {now}{difference(self.was, self.now)}"


def figures_moved(before: Path, now: Path) -> list[Moved]:
    """The figures of two core data sets that are not the same, in the order of the first; then those that are new."""
    rows, others = _rows(before), _rows(now)
    return [
        moved
        for name in dict.fromkeys((*rows, *others))
        if rows.get(name) != others.get(name)
        for moved in _moved(name, rows.get(name, {}), others.get(name, {}))
    ]


def _moved(name: str, row: Mapping[str, str], other: Mapping[str, str]) -> Iterator[Moved]:
    """What of one figure moved. A value that says what its count says is not told beside it."""
    place = row if row.get("row") else other
    if not place.get("row") or SEPARATOR in place["row"]:
        place = {}
    where = place.get("file", ""), place.get("sheet", ""), int(place.get("row") or 0)
    if row.get("state") != other.get("state"):
        part = next((part for part in _PARTS if row.get(part) or other.get(part)), "state")
        was, now = ((told.get(part) or told.get("state", "")).replace("_", " ") for told in (row, other))
        yield Moved(name, part, was, now, *where, _stood(part, row))
        return
    for part in _PARTS:
        was, now = row.get(part, ""), other.get(part, "")
        if was != now and not (part == "value" and was == row["numerator"] and now == other["numerator"]):
            yield Moved(name, part, was, now, *where, _stood(part, row))


def _stood(part: str, row: Mapping[str, str]) -> str | None:
    """What stood in the cell of a return: not told of what was refused, nor by a value that was worked out."""
    refused = row.get("state") == "refused"
    return None if refused or (part == "value" and row.get("numerator")) else row.get(part, "")


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["figure"]: row for row in csv.DictReader(lines)}


def cells_changed(moved: Collection[Moved], changed: Collection[str], project: Project) -> Iterator[str]:
    """A sentence for each cell of the ``changed`` files, ways from the board's folder, that a moved figure came from.

    What stood there is what the edition says; what stands there now is read from the file itself.
    """
    for way in changed:
        path = project.folder / way
        for folder, reader in ((project.returns, _in_return), (project.published, _in_published)):
            if path.is_relative_to(folder):
                name = path.relative_to(folder).as_posix()
                told = [said for one in moved if one.file == name and (said := reader(one, path))]
                yield from (f"{way}, {said}" for said in dict.fromkeys(told))


def _in_return(one: Moved, path: Path) -> str:
    """The cell in words; nothing where the score card has no such cell, or it says what it said."""
    heading = _PARTS.get(one.part)
    if heading is None or one.stood is None:
        return ""
    try:
        grid = read_grids(path).get(one.sheet)
    except (Unreadable, TooLarge, OSError):
        return ""
    at = _column(grid, heading) if grid else None
    if grid is None or at is None:
        return ""
    cells = grid.rows.get(one.row, ())
    says = read_text(cells[at]) if at < len(cells) else ""
    if says == one.stood:
        return ""
    by = difference(one.stood, says)
    # The first column of a CSV names the sheet.
    where = f"cell {_letter(at)}{one.row}" if path.suffix.lower() == ".xlsx" else f"row {one.row}, column {at + 2}"
    return f"sheet {one.sheet!r}, {where} ({heading}): was {_or_nothing(one.stood)}, is {_or_nothing(says)}{by}"


def _in_published(one: Moved, _: Path) -> str:
    return (
        f"row {one.row}: {one.part} was {_or_nothing(one.was)}, is {_or_nothing(one.now)}{difference(one.was, one.now)}"
    )


def _column(grid: Grid, heading: str) -> int | None:
    """Where the heading stands in the sheet, counted from 0."""
    for _, cells in sorted(grid.rows.items())[:SHEET_HEAD_WITHIN]:
        titles = [read_text(cell) for cell in cells]
        if layout.MEASURE in titles:
            return titles.index(heading) if heading in titles else None
    return None


def _letter(at: int) -> str:
    """The column's letters, as a spreadsheet program shows them: 0 is A, 26 is AA."""
    letters, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _or_nothing(text: str) -> str:
    return text or "nothing"
