"""A handful of yearly figures: the change from first to last beside the neighbours' spread, and no trend test.

p under 0.05 from five points needs them strictly in order, which a random walk does once in eight times.
"""

from __future__ import annotations

from nelscb.assess.changes import change_between
from nelscb.assess.lines import Subject
from nelscb.assess.results import FirstToLast
from nelscb.indicators import Indicators
from nelscb.plan import Board
from nelscb.quarters import first_day_of, last_day_of

FEWEST_YEARS = 3
"""With two years the change on the year before says it already."""


def first_to_last_of(subject: Subject, indicators: Indicators | None, board: Board) -> FirstToLast | None:
    """The change over all years of a yearly or once-a-year series; None for quarters, scores, and under three years."""
    if subject.series.frequency == "quarter" or len(subject.reported) < FEWEST_YEARS:
        return None
    first, last = subject.reported[0], subject.reported[-1]
    change = change_between(first, last, subject.measure, None, len(subject.reported))
    if change is None or change.value is None:
        return None
    others = []
    for area in board.neighbours if indicators is not None else ():
        assert indicators is not None
        series = indicators.series(subject.measure.id, subject.series.frequency, area.code)
        pair = [p for when in (first.period, last.period) if series and (p := series.at(when)) and p.value is not None]
        # A neighbour's change is told by its value alone, so that it is of the kind the board's own change is.
        if len(pair) == 2 and pair[0].value is not None and pair[1].value is not None:
            if change.kind == "difference":
                others.append(pair[1].value - pair[0].value)
            elif pair[0].value > 0:
                others.append(pair[1].value / pair[0].value)
    across = any(first_day_of(first.period) < b.day <= last_day_of(last.period) for b in subject.breaks)
    return FirstToLast(first.period, change, tuple(others), across)
