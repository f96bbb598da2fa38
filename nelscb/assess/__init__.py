"""Indicators to assessments: one row a series, everything that can be said of it, and no sentence."""

from nelscb.assess.breaks import breaks_in, longest_stretch
from nelscb.assess.changes import interval_of, with_all_intervals, with_intervals
from nelscb.assess.kept_assessments import KeptAssessments
from nelscb.assess.results import (
    Assessment,
    Break,
    Comparison,
    Control,
    CurveAgainstBaseline,
    FirstToLast,
    Judged,
    Place,
    TrendTests,
    Verdict,
)
from nelscb.assess.whole import assess, assess_series, verdicts_of

__all__ = [
    "Assessment",
    "Break",
    "Comparison",
    "Control",
    "CurveAgainstBaseline",
    "FirstToLast",
    "Judged",
    "KeptAssessments",
    "Place",
    "TrendTests",
    "Verdict",
    "assess",
    "assess_series",
    "breaks_in",
    "interval_of",
    "longest_stretch",
    "verdicts_of",
    "with_all_intervals",
    "with_intervals",
]
