"""Numbers, units, intervals and periods as a reader sees them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from nelscb.edition import Estimate, Point
from nelscb.named_numbers import MARKED, mark
from nelscb.plan import Measure
from nelscb.quarters import FinancialYear, Period, Quarter, day_in_words, last_day_of
from nelscb.words.states import MARKS

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
NEAR_A_FRACTION = 0.03
_FRACTIONS = {
    0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 1 / 3: "a third", 0.4: "two fifths", 0.5: "half",
    0.6: "three fifths", 2 / 3: "two thirds", 0.75: "three quarters", 0.8: "four fifths",
}  # fmt: skip
_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def figure(value: float, measure: Measure) -> str:
    """A value without its unit's words: ``1,948``, ``9.0%``, ``65.4``."""
    if measure.unit in ("percent", "profile"):
        return mark(value, f"{value:.1f}%")
    if measure.unit == "count":
        return whole(value)
    return mark(value, f"{value:.1f}")


def whole(value: float) -> str:
    """A count with its thousands set apart: ``1,948``."""
    return mark(value, f"{round(float(value)):,}")


def figure_with_unit(value: float, measure: Measure) -> str:
    """``1,948 referrals``, ``9.0% of referrals``, ``59.9 per 10,000 aged 0-17``."""
    words = measure.unit_words
    if measure.unit in ("percent", "profile"):
        return f"{figure(value, measure)} {words.removeprefix('% ')}"
    return f"{figure(value, measure)} {words}"


def interval(estimate: Estimate | Point | None, measure: Measure) -> str:
    """``7.8% to 10.4%``; ``none`` where the figure came without counts."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return "none"
    return f"{figure(estimate.low, measure)} to {figure(estimate.high, measure)}"


def cell(point: Point | None, measure: Measure) -> str:
    """What a table's cell shows: the figure, or the mark of its state; ``–`` where there is no row at all."""
    if point is None:
        return MARKS["absent"]
    if point.state != "reported":
        return MARKS[point.state]
    if point.value is None:
        return MARKS["no_data"]
    return figure(point.value, measure)


def withheld_since(point: Point | None, shown: str) -> str:
    """``c in 2016-17; shown last: 8 in 2012-13``: a figure that is shown, after the later one that is withheld."""
    if point is None:
        return shown
    return f"{MARKS[point.state]} {in_or_on(point.period, short_period(point.period))}; shown last: {shown}"


def counts(point: Point) -> str:
    """``176 of 1,948``, or the mark of the state."""
    if point.state != "reported" or point.numerator is None:
        return MARKS[point.state] if point.state != "reported" else MARKS["absent"]
    if point.denominator is None:
        return whole(point.numerator)
    return f"{whole(point.numerator)} of {whole(point.denominator)}"


def spread(points: Sequence[Point | None], measure: Measure) -> str:
    """The lowest to the highest of other areas' figures; how many there are, where some have none."""
    values = [p.value for p in points if p is not None and p.value is not None]
    if not values:
        return MARKS["absent"]
    told = f"{figure(min(values), measure)} to {figure(max(values), measure)}"
    return told if len(values) == len(points) else f"{told} (of {number_word(len(values))})"


def percent_change(ratio: float) -> str:
    """A ratio as a change: ``up 33%``, ``down 19%``; ``no change`` only for exactly none, never by rounding."""
    if math.isinf(ratio):
        return "up without limit"
    if ratio == 1:
        return "no change"
    size = 100 * (ratio - 1) if ratio > 1 else 100 * (1 - ratio)
    shown = f"{round(float(size)):,}%" if size >= 1 else f"{size:.1f}%"
    shown = mark(size, shown) if size >= 0.05 else "less than 0.1%"
    return f"{'up' if ratio > 1 else 'down'} {shown}"


def points_change(difference: float) -> str:
    """A difference of percentages: ``down 2.5 points``; ``no change`` only for exactly none."""
    if difference == 0:
        return "no change"
    size = abs(difference)
    shown = mark(size, f"{size:.1f}") if round(float(size), 1) else "less than 0.1"
    return f"{'up' if difference > 0 else 'down'} {shown} points"


def fraction_changed(ratio: float) -> str:
    """``, about two fifths less``: a ratio in a plain fraction; empty where none is within three hundredths of it."""
    size = abs(ratio - 1)
    share, words = min(_FRACTIONS.items(), key=lambda pair: abs(pair[0] - size))
    if abs(share - size) > NEAR_A_FRACTION:
        return ""
    return f", about {mark(size, words)} {'more' if ratio > 1 else 'less'}"


def number_word(number: int) -> str:
    """``seven`` up to twelve, digits beyond; ``no`` for 0."""
    return mark(number, _SMALL[number] if number < len(_SMALL) else f"{number:,}")


def period(when: Period) -> str:
    """``January to March 2017``, ``2016-17``, ``31 March 2017``."""
    if isinstance(when, Quarter):
        return when.in_words
    return str(when) if isinstance(when, FinancialYear) else day_in_words(when)


def short_period(when: Period) -> str:
    """``2016-17 Q4``, ``2016-17``, ``31 Mar 2017``: for tables and axes."""
    if isinstance(when, Quarter):
        return f"{when.year} Q{when.number}"
    if isinstance(when, date):
        day, month, year = day_in_words(when).split()
        return f"{day} {month[:3]} {year}"
    return str(when)


def in_or_on(when: Period, told: str = "") -> str:
    """``in 2016-17`` or ``on 31 March 2017``; ``told`` where the period is to be told in other words."""
    return f"{'on' if isinstance(when, date) else 'in'} {told or period(when)}"


def ordinal_word(number: int) -> str:
    """``eighth`` up to twelfth, ``13th`` and so on beyond."""
    if number <= len(_ORDINALS):
        return mark(number, _ORDINALS[number - 1])
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return mark(number, f"{number}{ending}")


def sentence_case(words: str) -> str:
    """The first letter a capital, the rest as it stands."""
    marked = MARKED.match(words)
    first = marked.start(2) if marked else 0
    return words[:first] + words[first : first + 1].upper() + words[first + 1 :]


def sort_key(when: Period) -> date:
    """Periods in order of the day on which they end."""
    return last_day_of(when)
