"""Two editions' core data sets beside each other, row by row and column by column: what is not the same."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NUMBERS = ("numerator", "denominator", "value", "lower_limit", "upper_limit")
"""The columns that hold numbers; counts must be equal, the others to a part in a billion."""
_COUNTS = ("numerator", "denominator")
_CLOSE = 1e-9
Rows = Mapping[str, Mapping[str, Any]]


def rows_released(table: Path) -> dict[str, dict[str, Any]]:
    """The rows of a core data set by the name of the figure."""
    found: dict[str, dict[str, Any]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["figure"] not in found, f"{row['figure']} stands twice"
            found[row["figure"]] = {
                column: (float(told) if told else None) if column in NUMBERS else told for column, told in row.items()
            }
    return found


def differences(released: Rows, by_hand: Rows) -> dict[str, list[str]]:
    """Figure to what differs: "not worked out", "not released", or column by column what is told and what was found."""
    found: dict[str, list[str]] = {}
    for name in [*released, *(name for name in by_hand if name not in released)]:
        if name not in by_hand:
            found[name] = ["not worked out"]
        elif name not in released:
            found[name] = ["not released"]
        else:
            told, worked_out = released[name], by_hand[name]
            assert told.keys() == worked_out.keys(), "the two have the same columns"
            wrong = [
                f"{column}: released {told[column]!r}, worked out {worked_out[column]!r}"
                for column in told
                if not _alike(column, told[column], worked_out[column])
            ]
            if wrong:
                found[name] = wrong
    return found


def _alike(column: str, one: Any, other: Any) -> bool:
    return close(one, other) if column in NUMBERS and column not in _COUNTS else bool(one == other)


def close(one: float | None, other: float | None) -> bool:
    """Whether two numbers are the same to a part in a billion; none is only like none."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=0.0)


def parts_that_differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The names under which two records of numbers do not say the same."""
    return [name for name in one.keys() | other.keys() if not close(one[name], other[name])]
