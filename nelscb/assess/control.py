"""The control chart of a flow: which chart, on which quarters, and what it says of the latest point."""

from __future__ import annotations

import numpy as np

from nelscb.assess.changes import is_proportion
from nelscb.assess.lines import Subject
from nelscb.assess.results import Control
from nelscb.quarters import Quarter
from nelscb.statistics import (
    ControlChart,
    exact_count_chart,
    expected_false_alarms,
    individuals_chart,
    laney_proportion_chart,
    laney_rate_chart,
    runs,
    special_causes,
    variation,
)

EXACT_UNDER = 5.0
"""Under a mean of five a quarter limits are exact probability limits: a count so small is not nearly normal."""
FEWEST_POINTS = 8
"""A chart of fewer quarters is not drawn; under thirteen its limits are on trial."""


def control_of(subject: Subject) -> Control | None:
    """The chart of a flow; None for stocks, overlapping sums, scores, years, and fewer than eight quarters.

    Limits rest on the longest stretch without a dated break; quarters after it are judged by them, and that a break
    lies between is said where it is told. Rules for runs are not used on a stock: they fire in 81 % of stable
    stocks of 20 quarters, because most of who is counted was there the quarter before.
    """
    if not subject.can_be_tested or subject.is_stock or len(subject.stretch) < FEWEST_POINTS:
        return None
    first, last = subject.stretch[0].period, subject.stretch[-1].period
    assert isinstance(first, Quarter) and isinstance(last, Quarter)
    latest = subject.reported[-1].period
    assert isinstance(latest, Quarter)
    quarters = tuple(first.until(latest))
    chart = _chart(subject, quarters, first, last)
    return Control(
        first, last, quarters, chart, special_causes(chart), variation(chart), runs(_values(subject, first, last)),
        expected_false_alarms(len(subject.stretch), 1).chance_latest,
    )  # fmt: skip


def _chart(subject: Subject, quarters: tuple[Quarter, ...], first: Quarter, last: Quarter) -> ControlChart:
    measure, there = subject.measure, {p.period: p for p in subject.reported}
    counts = np.asarray([_of(there[q].numerator) if q in there else np.nan for q in quarters])
    base = np.asarray([first <= q <= last for q in quarters])
    if measure.is_ratio:
        totals = np.asarray([_of(there[q].denominator) if q in there else np.nan for q in quarters])
        if is_proportion(measure, subject.reported):
            return laney_proportion_chart(counts, totals, measure.scale, base)
        return laney_rate_chart(counts, totals, measure.scale, base)
    if float(np.nanmean(counts[base])) < EXACT_UNDER:
        return exact_count_chart(counts, base)
    return individuals_chart(counts, base, lowest=0.0)


def _values(subject: Subject, first: Quarter, last: Quarter) -> list[float]:
    """The stretch on one line, nan in its gaps."""
    there = {p.period: p.value for p in subject.stretch}
    return [_of(there.get(q)) for q in first.until(last)]


def _of(number: float | None) -> float:
    return np.nan if number is None else number
