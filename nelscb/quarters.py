"""Quarters and financial years: ``2016-17-Q4`` is January to March 2017, ``2016-17`` the year to 31 March 2017.

A period of the core data set is a quarter, a financial year or a day. The three are never joined into
one series, so each has a type of its own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, total_ordering
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from nelscb.mistakes import WrongCall

_YEAR = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4}-\d{2})-Q([1-4])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The twelve months from 1 April of ``start`` to 31 March of the year after."""

    start: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start <= LAST_YEAR:
            raise WrongCall(f"{self.start} is not a financial year's first calendar year ({FIRST_YEAR} to {LAST_YEAR})")

    @classmethod
    @cache
    def parse(cls, text: str) -> FinancialYear:
        """Read ``2016-17``; a year whose two parts do not follow each other is refused.

        Raises WrongCall with the form expected.
        """
        match = _YEAR.fullmatch(str(text))
        if match and (int(match[1]) + 1) % 100 == int(match[2]) and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            return cls(int(match[1]))
        raise WrongCall(f"{str(text)!r} is not a financial year: write it like 2016-17")

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the following calendar year."""
        return date(self.start + 1, 3, 31)

    @property
    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        """The four quarters, April to June first."""
        return Quarter(self, 1), Quarter(self, 2), Quarter(self, 3), Quarter(self, 4)

    def __add__(self, years: int) -> FinancialYear:
        return FinancialYear(self.start + years)

    def __sub__(self, years: int) -> FinancialYear:
        return FinancialYear(self.start - years)

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """Three months of a financial year: Q1 is April to June, Q4 January to March.

    What follows from it is worked out once for each: a book asks some hundred thousand times.
    """

    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise WrongCall(f"Q{self.number} is not a quarter: a financial year has Q1 to Q4")

    @classmethod
    @cache
    def parse(cls, text: str) -> Quarter:
        """Read ``2016-17-Q4``. Raises WrongCall, with the form expected, for anything else."""
        match = _QUARTER.fullmatch(str(text))
        if match:
            try:
                return cls(FinancialYear.parse(match[1]), int(match[2]))
            except WrongCall:
                pass
        raise WrongCall(f"{str(text)!r} is not a quarter: write it like 2016-17-Q4 (Q1 is April to June)")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that ``day`` falls in."""
        start = day.year if day.month >= 4 else day.year - 1
        return cls(FinancialYear(start), (day.month - 4) % 12 // 3 + 1)

    @cached_property
    def ordinal(self) -> int:
        """Quarters counted on one line, so that arithmetic and true lags over gaps are plain subtraction."""
        return self.year.start * 4 + self.number - 1

    @classmethod
    @cache
    def from_ordinal(cls, ordinal: int) -> Quarter:
        """The quarter that stands at ``ordinal``."""
        start, index = divmod(ordinal, 4)
        return cls(FinancialYear(start), index + 1)

    @property
    def months(self) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """The three (calendar year, month) pairs of the quarter, in order."""
        start, month = self.first_day.year, self.first_day.month
        return (start, month), (start, month + 1), (start, month + 2)

    @property
    def first_day(self) -> date:
        """The first day of the quarter's first month."""
        calendar_year = self.year.start + (self.number == 4)
        return date(calendar_year, (self.number * 3) % 12 + 1, 1)

    @cached_property
    def last_day(self) -> date:
        """The last day of the quarter's third month."""
        year, month = self.months[-1]
        return date(year, month, calendar.monthrange(year, month)[1])

    def __add__(self, quarters: int) -> Quarter:
        return Quarter.from_ordinal(self.ordinal + quarters)

    def __sub__(self, quarters: int) -> Quarter:
        return Quarter.from_ordinal(self.ordinal - quarters)

    def until(self, last: Quarter) -> Iterator[Quarter]:
        """Every quarter from this one to ``last``, both included; none where ``last`` is earlier."""
        return (Quarter.from_ordinal(number) for number in range(self.ordinal, last.ordinal + 1))

    def __eq__(self, other: object) -> bool:
        return self is other or (self.ordinal == other.ordinal if isinstance(other, Quarter) else NotImplemented)

    def __hash__(self) -> int:
        return self.ordinal

    def __lt__(self, other: Quarter) -> bool:
        return self.ordinal < other.ordinal if isinstance(other, Quarter) else NotImplemented

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def in_words(self) -> str:
        """``January to March 2017``."""
        first, last = self.first_day, self.last_day
        return f"{_MONTH_NAMES[first.month - 1]} to {_MONTH_NAMES[last.month - 1]} {last.year}"


@cache
def parse_period(text: str) -> Quarter | FinancialYear | date:
    """Read a period of the core data set: ``2016-17-Q4``, ``2016-17`` or the day ``2017-03-31``.

    Raises WrongCall where the text is none of the three.
    """
    if "Q" in text:
        return Quarter.parse(text)
    if len(text) == len("2017-03-31"):
        return parse_day(text)
    return FinancialYear.parse(text)


def parse_day(text: str) -> date:
    """Read the day ``2017-03-31``. Raises WrongCall, with the form expected, for anything else."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongCall(f"{text!r} is not a day: write it like 2017-03-31")


def _read_back(period: object) -> Quarter | FinancialYear | date:
    try:
        return period if isinstance(period, Quarter | FinancialYear | date) else parse_period(str(period))
    except WrongCall as wrong:
        raise ValueError(str(wrong)) from wrong


def _read_quarter(quarter: object) -> Quarter:
    try:
        return quarter if isinstance(quarter, Quarter) else Quarter.parse(str(quarter))
    except WrongCall as wrong:
        raise ValueError(str(wrong)) from wrong


Period = Annotated[Quarter | FinancialYear | date, PlainValidator(_read_back), PlainSerializer(str)]
"""A period of the core data set; in files it stands as the text that ``parse_period`` reads."""
QuarterText = Annotated[Quarter, PlainValidator(_read_quarter), PlainSerializer(str)]
"""A quarter that stands as text in files."""


def last_day_of(period: Period) -> date:
    """The day on which ``period`` ends: itself for a day."""
    return period if isinstance(period, date) else period.last_day


def first_day_of(period: Period) -> date:
    """The day on which ``period`` begins: itself for a day."""
    return period if isinstance(period, date) else period.first_day


def day_in_words(day: date) -> str:
    """``31 March 2017``."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
