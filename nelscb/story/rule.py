"""The written rule for exceptions, part by part: which parts the assessment of one series meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from nelscb.assess import Assessment
from nelscb.plan import ExceptionRule, Measure, Target
from nelscb.quarters import Quarter, first_day_of, last_day_of
from nelscb.statistics import Change

Reason = Literal[
    "worsening", "possible worsening", "unusual", "turned the wrong way", "worse than the year before",
    "apart from neighbours", "target missed", "no score card", "late score card", "gap", "overdue action",
]  # fmt: skip
REASONS: tuple[Reason, ...] = (
    "worsening", "turned the wrong way", "target missed", "unusual", "worse than the year before",
    "apart from neighbours", "possible worsening", "gap", "overdue action", "no score card", "late score card",
)  # fmt: skip
"""In the order in which the report lists them: what is known of children first, then what is not known."""
NO_CHANGE = {"ratio": 1.0, "difference": 0.0}
OLDEST = 4
"""Quarters: a latest figure that is older than a year says nothing of now, and is no exception."""


def reasons_of(
    assessment: Assessment, measure: Measure, hope: str | None, rule: ExceptionRule, target: Target | None,
    quarter: Quarter,
) -> tuple[Reason, ...]:  # fmt: skip
    """The parts of the rule that the assessment meets at ``quarter``, in the report's order; none if it is too old.

    ``hope`` is which way the plan hopes that it goes. A measure of which neither way is better meets one part at most,
    and only where the plan hopes for a way.
    """
    if last_day_of(assessment.period) <= (quarter - OLDEST).last_day:
        return ()
    found = {*_of_quarters(assessment, measure, hope, rule), *_of_figures(assessment, measure, rule, target)}
    return tuple(reason for reason in REASONS if reason in found)


def target_in_force(targets: tuple[Target, ...], assessment: Assessment) -> Target | None:
    """The latest target for the assessment's measure that holds for the whole of its latest period."""
    of_measure = [t for t in targets if t.measure == assessment.measure]
    held = [t for t in of_measure if t.from_quarter.first_day <= first_day_of(assessment.period)]
    return max(held, key=lambda t: t.from_quarter, default=None)


def _of_quarters(assessment: Assessment, measure: Measure, hope: str | None, rule: ExceptionRule) -> Iterator[Reason]:
    """What a series of quarters shows; nothing where each quarter looks back over twelve months.

    Such quarters share most of who they count, so that a line through them, and limits told from how far
    neighbours lie apart, find change where there is none.
    """
    if assessment.frequency != "quarter" or measure.window != "quarter":
        return
    if _turned_against(assessment, hope):
        yield "turned the wrong way"
    worse = _worse(measure)
    if worse == 0:
        return
    if assessment.verdict == "worsening":
        yield "worsening"
    outcome = assessment.judged.family == "outcome measures"
    trend = assessment.trend
    if rule.possible and outcome and assessment.verdict == "possible change" and trend and worse * trend.value > 0:
        yield "possible worsening"
    if rule.unusual and _is_outside(assessment, worse):
        yield "unusual"


def _of_figures(
    assessment: Assessment, measure: Measure, rule: ExceptionRule, target: Target | None
) -> Iterator[Reason]:
    """What the latest figure shows beside a target, the year before and the neighbours."""
    worse = _worse(measure)
    if worse == 0:
        return
    if target is not None and _all_beyond(assessment, target.value, worse):
        yield "target missed"
    if not rule.years or assessment.frequency == "quarter":
        return
    before = assessment.on_previous
    if before is not None and not before.across_break and _clear_way(before.change) == worse:
        yield "worse than the year before"
    if assessment.place is not None and assessment.place.among.outside == ("above" if worse > 0 else "below"):
        yield "apart from neighbours"


def _worse(measure: Measure) -> int:
    """1 where higher is worse, -1 where lower is, 0 where neither is."""
    return {"lower": 1, "higher": -1, "context": 0}[measure.direction]


def _all_beyond(assessment: Assessment, wanted: float, worse: int) -> bool:
    """Whether the whole interval lies on the worse side; a score has none, and may miss its target by chance."""
    value = assessment.value
    if value is None or value.low is None or value.high is None:
        return False
    return value.low > wanted if worse > 0 else value.high < wanted


def _clear_way(change: Change) -> int:
    """1 where the whole interval says more, -1 where it says less, 0 where it leaves in "no change" or says nothing."""
    if change.low is None or change.high is None:
        return 0
    none = NO_CHANGE[change.kind]
    return int(change.low > none) - int(change.high < none)


def _is_outside(assessment: Assessment, worse: int) -> bool:
    """Whether the latest quarter lies beyond the limits on the worse side.

    Limits on trial say nothing yet, and where a dated break lies between limits and quarter the counting may be why.
    """
    control = assessment.control
    if control is None or control.chart.trial or control.causes.latest is None:
        return False
    latest = control.causes.latest
    side = "high" if worse > 0 else "low"
    return control.periods[latest] <= control.last and ("outside", side) in control.causes.fired[latest]


def _turned_against(assessment: Assessment, hope: str | None) -> bool:
    """Whether the curve, at the longest horizon that has passed, lies beyond both forecasts against the plan's hope."""
    passed = [c.turned.verdict for c in assessment.curve if c.turned is not None]
    return bool(passed) and (hope, passed[-1]) in (("fall", "turned above"), ("rise", "turned below"))
