"""Sentences about a share that can move because its own count does, or because the other counts do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nelscb.edition import Assessment, Series
from nelscb.named_numbers import mark
from nelscb.plan import Measure
from nelscb.quarters import Period, day_in_words, last_day_of
from nelscb.words.changes import is_clear
from nelscb.words.lists import joined
from nelscb.words.numbers import figure, figure_with_unit, points_change, whole

ARITHMETIC = (
    "The two parts are arithmetic and add up to the whole change. Each is the average of two orders: that count moving "
    "first, and that count moving last. They say which count moved the share, not why it moved."
)


@dataclass(frozen=True)
class Moved:
    """A share at two dates, and the two parts of its change in percentage points, which add up to it.

    ``own`` and ``rest`` are (count before, count after): of the share's own category, and of every other together.
    """

    earlier: Period
    later: Period
    own: tuple[float, float]
    rest: tuple[float, float]
    before: float
    after: float
    by_own: float
    by_rest: float


def moved_sentence(moved: Moved, what: str, assessment: Assessment | None) -> str:
    """How far the share moved between two dates, which count did it, and how sure the change is."""
    span = f"From {_day(moved.earlier)} to {_day(moved.later)}"
    change = moved.after - moved.before
    share = f"the share of plans for {what} went from {_percent(moved.before)} to {_percent(moved.after)}"
    counts = (
        f"Plans for {what} went from {whole(moved.own[0])} to {whole(moved.own[1])}: that part is "
        f"{points_change(moved.by_own)}. Plans of every other category went from {whole(moved.rest[0])} to "
        f"{whole(moved.rest[1])}: that part is {points_change(moved.by_rest)}."
    )
    sure = _sure(moved, assessment)
    return f"{span} {share}, {points_change(change)}{sure}. {counts} {_which(moved, what)}".strip()


def rate_sentence(measure: Measure, series: Series | None, earlier: Period, later: Period) -> str:
    """The rate at the same two dates: a share is never told without it; that it is not held, where it is not."""
    points = [series.at(when) if series else None for when in (earlier, later)]
    values = [p.value if p is not None else None for p in points]
    if values[1] is None:
        return (
            f"The rate is not held on {_day(later)}, so the share must not be read as more or less {_topic(measure)}."
        )
    if values[0] is None:
        return f"Read it beside the rate: {figure_with_unit(values[1], measure)} on {_day(later)}."
    return (
        f"Read it beside the rate: {figure(values[0], measure)} on {_day(earlier)} and "
        f"{figure_with_unit(values[1], measure)} on {_day(later)}."
    )


def gaps_sentence(without: Sequence[Period]) -> str:
    """Which dates have no share, so that no change to or from them is worked out; empty where all have one."""
    if not without:
        return ""
    return (
        f"No share is shown for {joined([_day(when) for when in without])}, so no change to or from it is worked out."
    )


def nothing_to_compare(measure: Measure) -> str:
    """That fewer than two dates have the counts."""
    return f"{measure.title} has counts for fewer than two dates, so its change cannot be taken apart."


def stacks_in_words(rows: Sequence[tuple[str, float | None, float | None]], what: str) -> str:
    """Alternative text of the stacked counts."""
    told = [
        f"{when}: no figure" if own is None or rest is None else f"{when}: {whole(own)} and {whole(rest)}"
        for when, own, rest in rows
    ]
    return f"Stacked bars: plans for {what} and plans of every other category. {'; '.join(told)}."


def _which(moved: Moved, what: str) -> str:
    """Which of the two counts did more to move the share; empty where neither did anything."""
    own, rest = abs(moved.by_own), abs(moved.by_rest)
    if not own and not rest:
        return "Neither count moved it."
    if moved.by_own * moved.by_rest < 0:
        return "The two pulled in opposite directions."
    if own > rest:
        return f"So plans for {what} moved the share more than the others did."
    return "So the other categories moved the share at least as much."


def _sure(moved: Moved, assessment: Assessment | None) -> str:
    """How sure the change is, where the assessment compares the same two dates; else that it is not tested."""
    if assessment is None or assessment.period != moved.later:
        return ", which is not tested"
    for compared in (assessment.on_previous, assessment.on_year_earlier):
        if compared is not None and compared.earlier == moved.earlier and compared.change.value is not None:
            return _told(compared.across_break, is_clear(compared.change))
    years = assessment.first_to_last
    if years is not None and years.first == moved.earlier:
        return _told(years.across_break, is_clear(years.change))
    return ", which is not tested"


def _told(across: bool, clear: bool) -> str:
    if across:
        return ", which is not like for like"
    return ", which is more than chance in counting explains" if clear else ", which could be chance"


def _percent(share: float) -> str:
    return mark(share, f"{float(share):.1f}%")


def _day(when: Period) -> str:
    """A stock is counted on the last day of its period."""
    return day_in_words(last_day_of(when))


def _topic(measure: Measure) -> str:
    part = measure.numerator_category
    return part.category.lower() if part else "need"
