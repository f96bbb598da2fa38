"""The files of published statistics, row by row: texts to numbers, and a publisher's symbol to a state.

``published_statistics.csv`` and every ``dfe_….csv`` that was imported have the same columns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nelscb.core_data import State
from nelscb.mistakes import Mistake
from nelscb.plan.reading import read_rows
from nelscb.published.sources import Source

FIRST_FILE = "published_statistics.csv"
IMPORTED = "dfe_"
"""What the names of imported files begin with."""
SYMBOLS: dict[str, State] = {
    # What the Department for Education says of them: c, z and k in its methodology pages, such as
    # https://explore-education-statistics.service.gov.uk/methodology/children-looked-after-a-focus-on-placement-location
    # and all but low in the help to its dashboard, https://github.com/dfe-analytical-services/CSC_outcomes_and_enablers
    # c: withheld to protect confidentiality.
    "c": "suppressed_by_publisher",
    # x: not available.
    "x": "not_collected",
    # z: not applicable: no such figure can be.
    "z": "not_applicable",
    # u: the publisher holds the figure too unreliable to print. That is no protection of confidentiality, so
    # it must not be said to be one: the figure is not available.
    "u": "not_collected",
    # low, and k since: a figure above nothing that rounds to nothing. It is no zero, and how much it is
    # nobody outside knows: not available.
    "low": "not_collected",
    "k": "not_collected",
    # The colon is how x was written until 2020 (data guidance of Children in need, 2020).
    ":": "not_collected",
    # The dash is an old symbol, which the Department's own check of files flags as such. What it stood for differed
    # from table to table: since it cannot be told, it is neither a number nor a zero.
    "-": "not_collected",
}
"""The publisher's symbols and the state that each is."""
COLUMNS = (
    "series", "area_code", "period", "numerator", "denominator", "value", "symbol", "source_table", "release",
)  # fmt: skip
_RELEASE_YEAR = re.compile(r"release of (\d{4})")

CellKey = tuple[str, str, str]
"""Series, area code, period."""


@dataclass(frozen=True)
class Cell:
    """One row of a file, its texts read as numbers."""

    line: int
    area: str
    period: str
    numerator: float | None
    denominator: float | None
    value: float | None
    symbol: str
    sheet: str
    release: str
    also: tuple[int, ...] = ()

    @property
    def state(self) -> State:
        """Reported, or what the symbol means."""
        return SYMBOLS[self.symbol] if self.symbol else "reported"


@dataclass(frozen=True)
class StatisticsFile:
    """A file of published statistics: its rows by series, and the day it came in."""

    path: Path
    received: date
    by_series: Mapping[str, list[Cell]]


def read_statistics_files(folder: Path, sources: Mapping[str, Source]) -> list[StatisticsFile]:
    """Every file of published statistics that ``sources`` declares, in the order in which they came in.

    Of two that came in on the same day, the one that is declared later is the later. Raises Mistake, with
    file, row and column, for a row that cannot be read.
    """
    names = [name for name in sources if name == FIRST_FILE or name.startswith(IMPORTED)]
    in_order = sorted(names, key=lambda name: sources[name].received)
    return [StatisticsFile(folder / name, sources[name].received, read_cells(folder / name)) for name in in_order]


def read_cells(path: Path) -> dict[str, list[Cell]]:
    """A file's rows by series. Raises Mistake, with file, row and column, for a row that cannot be read."""
    by_series: dict[str, list[Cell]] = defaultdict(list)
    seen: dict[CellKey, int] = {}
    for line, fields in read_rows(path, COLUMNS):
        key = (fields["series"], fields["area_code"], fields["period"])
        if key in seen:
            raise Mistake(f"{path}, row {line}: {' '.join(key)} stands already in row {seen[key]}; keep one of them")
        seen[key] = line
        numerator, denominator, value = (
            _number(path, line, column, fields[column]) for column in ("numerator", "denominator", "value")
        )
        symbol = fields["symbol"]
        if symbol and symbol not in SYMBOLS:
            raise Mistake(
                f"{path}, row {line}, column 'symbol': {symbol!r} is not known; use {', '.join(SYMBOLS)} or nothing"
            )
        if symbol and (numerator is not None or value is not None):
            raise Mistake(f"{path}, row {line}: has both a figure and the symbol {symbol!r}; keep one of them")
        if not symbol and numerator is None and value is None:
            raise Mistake(f"{path}, row {line}: has neither a figure nor a symbol; write c where it is withheld")
        by_series[fields["series"]].append(
            Cell(
                line, fields["area_code"], fields["period"], numerator, denominator, value, symbol,
                sheet=fields["source_table"], release=fields["release"],
            )
        )  # fmt: skip
    return dict(by_series)


def release_year(release: str) -> int | None:
    """2024 where ``release`` says "release of 2024"; None where it names no year so."""
    found = _RELEASE_YEAR.search(release)
    return int(found[1]) if found else None


def _number(path: Path, line: int, column: str, text: str) -> float | None:
    if text == "":
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise Mistake(
            f"{path}, row {line}, column {column!r}: {text!r} is no number; write digits only, or leave it "
            "empty and put the publisher's symbol in 'symbol'"
        )
    return float(text)
