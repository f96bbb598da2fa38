"""One pass over every series of an edition: value, changes, tests, chart, curve, place and verdict, a row a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from nelscb.assess.changes import change_between, earlier_periods, interval_of
from nelscb.assess.control import control_of
from nelscb.assess.curve import curve_of
from nelscb.assess.kept_assessments import KeptAssessments
from nelscb.assess.lines import Line, Subject, lines_of, subject_of, subjects_of, tests_of
from nelscb.assess.place import place_of
from nelscb.assess.results import Assessment, Comparison, Judged, Verdict
from nelscb.assess.verdicts import held_for, judge
from nelscb.assess.years import first_to_last_of
from nelscb.baselines import Baseline
from nelscb.indicators import Indicators, Series
from nelscb.levels import levels_between
from nelscb.plan import Board, Measure, Plan
from nelscb.published import Event
from nelscb.quarters import Period, Quarter, first_day_of, last_day_of
from nelscb.statistics import Trend
from nelscb.statistics.trend import FLOW_CORRELATION, STOCK_CORRELATION


def assess(
    indicators: Indicators,
    plan: Plan,
    board: Board,
    events: Sequence[Event],
    quarter: Quarter,
    baselines: Sequence[Baseline] = (),
    earlier: Sequence[Mapping[str, Verdict]] = (),
    kept: KeptAssessments | None = None,
) -> dict[str, Assessment]:
    """Assess the total of every measure in the board's area: one row a series, keyed ``measure/frequency``.

    ``earlier``: the verdicts of the quarters before ``quarter``, the latest first, each with what was known then. The
    population that rates divide by is taken as known and is not assessed. ``kept``: those of before, for the same
    ``plan`` and ``board``.

    Aliases stand once, under the measure they name; breakdowns and status lines are not assessed.
    """
    subjects = subjects_of(indicators, plan, board, events)
    lines = lines_of(subjects)
    judged = judge(subjects, lines)
    found = {}
    for subject in subjects:
        one = judged[subject.key]
        held = held_for(subject.key, one.verdict, earlier)
        of_now = Judged(one.verdict, one.q, one.family, one.family_size, held)
        line = lines.get(subject.key)
        work = partial(_assessment, subject, line, of_now, indicators, board, quarter, baselines)
        made = kept.of(subject, line, indicators, board, quarter, baselines, work) if kept else work()
        found[subject.key] = replace(made, judged=of_now)
    return found


def verdicts_of(indicators: Indicators, plan: Plan, board: Board, events: Sequence[Event]) -> dict[str, Verdict]:
    """The verdict alone of every series: what an earlier quarter would have been told."""
    subjects = subjects_of(indicators, plan, board, events)
    return {key: judged.verdict for key, judged in judge(subjects, lines_of(subjects)).items()}


def assess_series(series: Series, measure: Measure, events: Sequence[Event], board: Board) -> Assessment | None:
    """Assess one series by itself, a family of one; None where it has no reported period."""
    floor = STOCK_CORRELATION if measure.basis == "snapshot" else FLOW_CORRELATION
    subject = subject_of(series, measure, events, floor)
    if subject is None:
        return None
    lines = lines_of([subject])
    judged = judge([subject], lines)[subject.key]
    return _assessment(subject, lines.get(subject.key), judged, None, board, board.baseline.first_compared, ())


def _assessment(
    subject: Subject,
    line: Line | None,
    judged: Judged,
    indicators: Indicators | None,
    board: Board,
    quarter: Quarter,
    baselines: Sequence[Baseline],
) -> Assessment:
    series, measure, breaks = subject.series, subject.measure, subject.breaks
    last = subject.reported[-1]
    tests = tests_of(subject, line) if line is not None and not line.problem else None
    starts = [board.baseline.first_compared, *(b.period for b in breaks)]
    levels = levels_between(subject.reported, starts) if series.frequency == "quarter" else ()
    previous, year_earlier = earlier_periods(last.period)
    trend = tests.trend if tests else None
    place = place_of(subject, indicators, board) if indicators is not None else None
    return Assessment(
        series.area, series.measure, series.frequency, last.period, interval_of(last, measure),
        _compare(subject, previous, trend), _compare(subject, year_earlier, trend), breaks, levels,
        len(subject.stretch), tests, control_of(subject), curve_of(subject, baselines, quarter), place,
        first_to_last_of(subject, indicators, board), judged, _compare(subject, _at_baseline(subject, board), trend),
    )  # fmt: skip


def _at_baseline(subject: Subject, board: Board) -> Period | None:
    """The last reported period that ended with the baseline; None where the latest one did, or none did."""
    ended = [p.period for p in subject.reported if last_day_of(p.period) <= board.baseline.last_quarter.last_day]
    return ended[-1] if ended and ended[-1] != subject.reported[-1].period else None


def _compare(subject: Subject, earlier: Period | None, trend: Trend | None) -> Comparison | None:
    point = next((p for p in subject.reported if p.period == earlier), None)
    if point is None:
        return None
    last = subject.reported[-1]
    change = change_between(point, last, subject.measure, trend, len(subject.reported))
    # A period that a break runs through is like neither side of it.
    across = any(first_day_of(point.period) < b.day <= last_day_of(last.period) for b in subject.breaks)
    return Comparison(point.period, change, across) if change else None
