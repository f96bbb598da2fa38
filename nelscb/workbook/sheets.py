"""What a sheet of the workbook holds, before it is written: a title, lines, and one table at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["text", "count", "measured", "probability", "day", "sheet"]
"""What stands in a column.

``count``: whole numbers; ``measured``: numbers with as many decimals as the row says; ``probability``: three
decimals; ``day``: dates; ``sheet``: the name of a sheet, which leads to it. Words may stand in any of them: a
shorthand where there is no figure.
"""
Value = str | float | date


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading, what stands in it, and its width in characters."""

    title: str
    kind: Kind
    width: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``name`` is short and unique; ``lines`` stand between its title and the table.

    ``rows`` have one value a column, none of them blank; ``decimals`` says for each row how many the ``measured``
    columns show (0 for all where it is empty). A sheet without rows has no table. ``kept`` columns stay in sight.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[SheetColumn, ...] = ()
    rows: Sequence[Sequence[Value]] = ()
    decimals: Sequence[int] = ()
    kept: int = 1

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.name}: every row has one value a column")


def columns_of(titles: Sequence[str], kinds: str, widths: Sequence[int]) -> tuple[SheetColumn, ...]:
    """Columns by their titles.

    ``kinds``: a letter each, t for text, c count, m measured, p probability, d day, s sheet.
    """
    named: dict[str, Kind] = {
        "t": "text", "c": "count", "m": "measured", "p": "probability", "d": "day", "s": "sheet",
    }  # fmt: skip
    return tuple(SheetColumn(t, named[k], w) for t, k, w in zip(titles, kinds, widths, strict=True))
