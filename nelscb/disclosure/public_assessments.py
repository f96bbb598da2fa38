"""What the public may read of the assessments: nothing that used a withheld figure, beyond what is shown itself.

Whoever has all other quarters of a series can try which count gives the slope, the p or the control limit that is
printed. So a series with a withheld period has no statistic at all: its latest shown figure, its dated breaks, and the
word of its verdict where it would be the same whatever the withheld counts are. No q is told: each one weighs the
p-values of the whole family.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from nelscb.assess import Assessment, Verdict, assess, interval_of
from nelscb.assess.lines import Subject, lines_of, subjects_of
from nelscb.disclosure.protected import ProtectedSeries
from nelscb.disclosure.verdicts import verdicts_whatever
from nelscb.indicators import Indicators, Key, Series
from nelscb.plan import Board, Plan
from nelscb.published import Event
from nelscb.quarters import Quarter


def public_assessments(
    true: Mapping[str, Assessment], indicators: Indicators, shown: ProtectedSeries, plan: Plan, board: Board,
    events: Sequence[Event], quarter: Quarter,
) -> dict[str, Assessment]:  # fmt: skip
    """One assessment for each shown total of the board's own that has a figure, keyed ``measure/frequency``.

    ``true`` and ``indicators`` are those of the whole board, every count in them. Years that were made of a small
    series' quarters are assessed by themselves: no trend is asked of years.
    """
    totals = {f"{s.measure}/{s.frequency}": s for s in shown.series if s.area == board.area.code and not s.breakdown}
    subjects = subjects_of(indicators, plan, board, events)
    withheld = _withheld(subjects, totals, plan)
    made = Indicators({_key(s): s for s in shown.made}, plan)
    every = {**assess(made, plan, board, events, quarter), **true}
    asked = {key for key in withheld if key in totals and key in every}
    words = verdicts_whatever(subjects, lines_of(subjects), withheld, shown.ranges(_held(asked, totals)), asked)
    found = {}
    for key, series in totals.items():
        if key in every and key not in withheld and not _has_withheld(series):
            found[key] = replace(every[key], judged=replace(every[key].judged, q=None))
        elif key in every:
            told = _told(every[key], series, words.get(key, every[key].verdict), plan)
            found |= {key: told} if told is not None else {}
    return found


def _withheld(subjects: Sequence[Subject], totals: Mapping[str, Series], plan: Plan) -> set[str]:
    """The keys of quarterly series of which the public does not see every quarter, or not what they are tested with."""
    found = {
        s.key
        for s in subjects
        if s.series.frequency == "quarter" and (s.key not in totals or _has_withheld(totals[s.key]))
    }
    leave = {m.id: f"{m.leavers_measure}/quarter" for m in plan.measures.values() if m.leavers_measure}
    return found | {s.key for s in subjects if s.series.frequency == "quarter" and leave.get(s.measure.id) in found}


def _has_withheld(series: Series) -> bool:
    return any(point.state == "suppressed" for point in series.points)


def _held(keys: Collection[str], totals: Mapping[str, Series]) -> list[Series]:
    return [totals[key] for key in sorted(keys)]


def _told(assessment: Assessment, series: Series, word: Verdict, plan: Plan) -> Assessment | None:
    """The latest shown figure, the breaks and the word; None where no figure is shown."""
    reported = [p for p in series.points if p.state == "reported" and p.value is not None]
    if not reported:
        return None
    last = reported[-1]
    tested = assessment.tests is not None and word != "withheld"
    return replace(
        assessment, period=last.period, value=interval_of(last, plan.measures[series.measure]), on_previous=None,
        on_year_earlier=None, levels=(), tests=None, control=None, curve=(), place=None, first_to_last=None,
        on_baseline=None,
        judged=replace(assessment.judged, verdict=word, q=None, held=1, whatever=tested),
    )  # fmt: skip


def _key(series: Series) -> Key:
    return series.area, series.measure, series.frequency, series.breakdown, series.category
