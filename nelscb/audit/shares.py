"""What a percentage or a rate says that is shown while its numerator or its denominator is not."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from nelscb.audit.cells import Cells
from nelscb.audit.relations import Relation, Trust

LARGEST_WHOLE = 1_000_000
"""No denominator is larger; up to it, a bound in small whole numbers says the same as one in many digits."""
_SLIP = Fraction(1, 2**50)
"""How far a quotient printed in full may be from what it rounds, as a share of it: a few units in the last place."""


def of_values(cells: Cells) -> Iterator[Relation]:
    """For each shown value with a part that is withheld, in which interval the quotient of the parts lies.

    The value of a measure that is no quotient is its numerator.
    """
    for key, points in cells.series.items():
        scale = cells.edition.measures[key[0]].scale
        for period, point in points.items():
            part, whole = (cells.find(key, period, which) for which in ("numerator", "denominator"))
            if not point.value or part is None:
                continue
            if scale is None and part not in cells.shown:
                low, high = interval(point.value)
                yield Relation(((1, part),), math.ceil(low), math.floor(high), Trust.SHOWN, point.figure)
            elif scale is not None and whole and not (part in cells.shown and whole in cells.shown):
                yield from _bounds(point.value, scale, part, whole, point.figure)


def interval(text: str) -> tuple[Fraction, Fraction]:
    """What a printed number may have been before it was rounded: half a unit of its last digit to either side."""
    number = Fraction(text)
    mantissa, _, exponent = text.lower().partition("e")
    digits = len(mantissa.partition(".")[2]) - int(exponent or 0)
    half = max(Fraction(1, 2) * Fraction(10) ** -digits, abs(number) * _SLIP)
    return number - half, number + half


def _bounds(text: str, scale: int, part: str, whole: str, figure: str) -> Iterator[Relation]:
    low, high = (end / scale for end in interval(text))
    if low > 0:
        least = next_fraction(low, LARGEST_WHOLE)
        yield Relation(((least.denominator, part), (-least.numerator, whole)), 0, None, Trust.SHOWN, figure)
    most = -next_fraction(-high, LARGEST_WHOLE)
    yield Relation(((most.denominator, part), (-most.numerator, whole)), None, 0, Trust.SHOWN, figure)


def next_fraction(number: Fraction, largest: int) -> Fraction:
    """The smallest fraction of at least ``number`` whose denominator is at most ``largest``.

    Descends the Stern-Brocot tree in strides: Graham, Knuth and Patashnik, Concrete Mathematics, section 4.5.
    """
    if number.denominator <= largest:
        return number
    floor = math.floor(number)
    rest = number - floor
    # Two neighbours with 0 <= left < rest < right; each stride replaces one of them by their mediants.
    left, right = (0, 1), (1, 1)
    while left[1] + right[1] <= largest:
        # As many steps as keep right above rest, then as many as keep left below it.
        stride = _stride(right, left, rest, largest, upper=True)
        right = (right[0] + stride * left[0], right[1] + stride * left[1])
        other = _stride(left, right, rest, largest, upper=False)
        left = (left[0] + other * right[0], left[1] + other * right[1])
        if not stride and not other:
            break
    return floor + Fraction(*right)


def _stride(moved: tuple[int, int], towards: tuple[int, int], rest: Fraction, largest: int, upper: bool) -> int:
    """How often ``towards`` can be added to ``moved`` so that it stays on its side of ``rest``, and small enough."""
    gap = moved[0] * rest.denominator - rest.numerator * moved[1]
    step = rest.numerator * towards[1] - towards[0] * rest.denominator
    if not upper:
        gap, step = -gap, -step
    return min(gap // step, (largest - moved[1]) // towards[1])
