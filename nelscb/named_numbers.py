"""Numbers that know which released cell they came from, and text in which each such number is marked.

A number that went out through the one door carries the name of its cell, or, once reckoned with, the expression over
cells that it stands for. Formatters mark the text they make of it; a page turns the mark into ``data-cell``, so that
every number in a sentence can be looked up and checked. A mark never changes what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

_OPEN, _BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_BETWEEN}{_CLOSE}]*){_BETWEEN}([^{_OPEN}{_BETWEEN}{_CLOSE}]*){_CLOSE}")
"""A marked number in a text: its expression, then the words that show it."""
_MARKS = re.compile(f"[{_OPEN}{_BETWEEN}{_CLOSE}]")


class NamedNumber(float):
    """A float with the expression over released cells that gives it: ``{P1-01/quarter/2016-17-Q4.value}``.

    Adding, subtracting, multiplying and dividing keep the expression; any other function gives a plain number.
    """

    expression: str
    summed: tuple[str, ...]

    def __new__(cls, value: float, expression: str, summed: tuple[str, ...] = ()) -> NamedNumber:
        """``expression``: a cell's name in braces, or cells and numbers joined by operators.

        ``summed`` are the parts of a sum, so that a long one stays flat.
        """
        self = super().__new__(cls, value)
        self.expression = expression
        self.summed = summed
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling: value and expression."""
        return type(self), (float(self), self.expression)

    def __add__(self, other: float) -> float:
        """The sum; adding nothing keeps the name as it is, so that ``sum`` reads well."""
        return self if _is_plain_zero(other) else _sum(self, other)

    def __radd__(self, other: float) -> float:
        """The sum, the other way round."""
        return self if _is_plain_zero(other) else _sum(other, self)

    def __sub__(self, other: float) -> float:
        """The difference."""
        return _joined(float.__sub__, self, "-", other)

    def __rsub__(self, other: float) -> float:
        """The difference, the other way round."""
        return _joined(float.__sub__, other, "-", self)

    def __mul__(self, other: float) -> float:
        """The product."""
        return _joined(float.__mul__, self, "*", other)

    def __rmul__(self, other: float) -> float:
        """The product, the other way round."""
        return _joined(float.__mul__, other, "*", self)

    def __truediv__(self, other: float) -> float:
        """The quotient."""
        return _joined(float.__truediv__, self, "/", other)

    def __rtruediv__(self, other: float) -> float:
        """The quotient, the other way round."""
        return _joined(float.__truediv__, other, "/", self)

    def __neg__(self) -> float:
        """The negative."""
        return NamedNumber(-float(self), f"(0 - {self.expression})")

    def __abs__(self) -> float:
        """The size."""
        return self if float(self) >= 0 else -self


class NamedCount(int):
    """A whole number with the name of its released cell; a sum or difference keeps it, other reckoning does not."""

    expression: str

    def __new__(cls, value: int, expression: str) -> NamedCount:
        """``expression``: a cell's name in braces, or cells and numbers joined by operators."""
        self = super().__new__(cls, value)
        self.expression = expression
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickling: value and expression."""
        return type(self), (int(self), self.expression)

    def __add__(self, other: int) -> int:
        """The sum."""
        return self if _is_plain_zero(other) else _count_sum(self, other)

    def __radd__(self, other: int) -> int:
        """The sum, the other way round."""
        return self if _is_plain_zero(other) else _count_sum(other, self)

    def __sub__(self, other: int) -> int:
        """The difference."""
        return NamedCount(int(self) - int(other), f"({self.expression} - {expression_of(other)})")


def _is_plain_zero(other: float) -> bool:
    return not isinstance(other, NamedNumber | NamedCount) and other == 0


def _joined(reckon: Callable[[float, float], float], left: float, sign: str, right: float) -> float:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return NotImplemented
    told = f"({expression_of(left)} {sign} {expression_of(right)})"
    return NamedNumber(reckon(float(left), float(right)), told)


def _sum(left: float, right: float) -> float:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return NotImplemented
    parts = (*_summands(left), *_summands(right))
    return NamedNumber(float(left) + float(right), f"sum({', '.join(parts)})", parts)


def _summands(number: float) -> tuple[str, ...]:
    return (number.summed if isinstance(number, NamedNumber) else ()) or (expression_of(number),)


def _count_sum(left: int, right: int) -> int:
    if not isinstance(left, int) or not isinstance(right, int):
        return NotImplemented
    return NamedCount(int(left) + int(right), f"sum({expression_of(left)}, {expression_of(right)})")


def expression_of(number: float) -> str:
    """The expression of a named number; a plain one is written out."""
    return number.expression if isinstance(number, NamedNumber | NamedCount) else repr(number)


def name_of(number: float) -> str:
    """The name of a released number's cell, without braces; empty for a number without a name."""
    return number.expression.strip("{}") if isinstance(number, NamedNumber | NamedCount) else ""


def count_of(cells: Iterable[str]) -> NamedCount:
    """How many ``cells`` there are, by their names: a count of released things, each of which is named."""
    named = list(cells)
    return NamedCount(len(named), f"count({', '.join(f'{{{cell}}}' for cell in named)})")


def mark(number: float | None, words: str) -> str:
    """``words`` marked as showing ``number``; as they are where the number has no name."""
    if not isinstance(number, NamedNumber | NamedCount):
        return words
    return f"{_OPEN}{number.expression}{_BETWEEN}{words}{_CLOSE}"


def plain(text: str) -> str:
    """``text`` without its marks: what a reader sees."""
    return text if text.isascii() else MARKED.sub(r"\2", text)


def without_marks(text: str) -> str:
    """What somebody else wrote, with the characters that marks are made of taken out."""
    return text if text.isascii() else _MARKS.sub("", text)
