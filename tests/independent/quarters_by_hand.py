"""Periods as the texts that stand in the files: ``2016-17-Q4``, ``2016-17``, ``2017-03-31``. No class, plain loops."""

from __future__ import annotations

import re
from datetime import date, timedelta

_QUARTER = re.compile(r"([0-9]{4})-([0-9]{2})-Q([1-4])")
_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})")
_ENDS = {1: (0, 6, 30), 2: (0, 9, 30), 3: (0, 12, 31), 4: (1, 3, 31)}
"""The quarter of a financial year to its last day: years after the year's own number, month, day."""


def is_quarter(text: str) -> bool:
    match = _QUARTER.fullmatch(text)
    return match is not None and (int(match[1]) + 1) % 100 == int(match[2])


def is_year(text: str) -> bool:
    match = _YEAR.fullmatch(text)
    return match is not None and (int(match[1]) + 1) % 100 == int(match[2])


def place_of(quarter: str) -> int:
    """A number that goes up by one from quarter to quarter."""
    return 4 * int(quarter[:4]) + int(quarter[-1]) - 1


def quarter_at(place: int) -> str:
    year, past = divmod(place, 4)
    return f"{year}-{(year + 1) % 100:02d}-Q{past + 1}"


def quarter_of(day: date) -> str:
    year = day.year if day.month >= 4 else day.year - 1
    return quarter_at(4 * year + (day.month - 4) % 12 // 3)


def last_day(period: str) -> date:
    if is_quarter(period):
        after, month, day = _ENDS[int(period[-1])]
        return date(int(period[:4]) + after, month, day)
    return date(int(period[:4]) + 1, 3, 31) if is_year(period) else date.fromisoformat(period)


def first_day(period: str) -> date:
    if is_quarter(period):
        return last_day(quarter_at(place_of(period) - 1)) + timedelta(days=1)
    return date(int(period[:4]), 4, 1) if is_year(period) else date.fromisoformat(period)


def months_of(quarter: str) -> list[str]:
    """The three months of a quarter, as ``2016-04``."""
    first = first_day(quarter)
    return [f"{first.year}-{first.month + more:02d}" for more in range(3)]


def frequency_of(period: str) -> str:
    if is_quarter(period):
        return "quarter"
    return "year" if is_year(period) else "day"
