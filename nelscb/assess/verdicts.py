"""The verdict of each series, weighed beside all the others; which way is better is applied last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nelscb.assess.lines import Line, Subject
from nelscb.assess.results import FamilyName, Judged, Verdict
from nelscb.plan import Measure
from nelscb.statistics import Finding, false_discovery_rates, finding_of
from nelscb.statistics.trend import FEWEST_POINTS


def judge(subjects: Sequence[Subject], lines: Mapping[str, Line]) -> dict[str, Judged]:
    """One verdict a subject, keyed as the subjects.

    The families of tests are declared beforehand: outcome measures (is anyone better off, and the whole
    population), and all the others. A series without a p-value, or whose p-value means nothing because a break, a step
    or a curve lies inside, is no member.
    """
    p_values = {s.key: p_value_of(s, lines.get(s.key)) for s in subjects}
    found = {}
    for family in ("outcome measures", "other measures"):
        members = [s for s in subjects if family_of(s.measure) == family]
        weighed = false_discovery_rates([p_values[s.key] for s in members])
        for subject, q in zip(members, weighed.q, strict=True):
            verdict = verdict_of(subject, lines.get(subject.key), q)
            found[subject.key] = Judged(verdict, q, family_of(subject.measure), weighed.n)
    return found


def family_of(measure: Measure) -> FamilyName:
    """Which family of tests a measure's trend belongs to."""
    return "outcome measures" if measure.type in ("better_off", "population") else "other measures"


def held_for(key: str, verdict: Verdict, earlier: Sequence[Mapping[str, Verdict]]) -> int:
    """For how many quarters running ``verdict`` has been given, this one included; ``earlier`` has the latest first."""
    held = 1
    for verdicts in earlier:
        if verdicts.get(key) != verdict:
            break
        held += 1
    return held


def p_value_of(subject: Subject, line: Line | None) -> float | None:
    """The p-value with which a series enters its family; None where it is no member."""
    if line is None or line.problem or subject.breaks:
        return None
    finding = _finding(line, 0.0)
    return None if finding == "unclear" else float(line.found.p[line.row])


def verdict_of(subject: Subject, line: Line | None, q: float | None) -> Verdict:
    """The word on one series, by its line and its ``q`` in the family."""
    overlaps = subject.series.frequency == "quarter" and subject.measure.overlaps
    if subject.measure.unit == "score" or overlaps:
        return "not tested"
    if subject.series.frequency != "quarter" or len(subject.reported) < FEWEST_POINTS:
        return "too few data"
    if subject.breaks:
        return "unclear"
    if line is None or line.problem:
        return "too few data"
    finding = _finding(line, q)
    if finding != "change":
        return finding
    return _with_direction(float(line.found.slope[line.row]), subject.measure)


def _finding(line: Line, q: float | None) -> Finding:
    row = line.row
    return finding_of(float(line.found.p[row]), q, float(line.misfits.step_p[row]), float(line.misfits.curve_p[row]))


def _with_direction(slope: float, measure: Measure) -> Verdict:
    if measure.direction == "context":
        return "rising" if slope > 0 else "falling"
    return "improving" if (slope < 0) == (measure.direction == "lower") else "worsening"
