"""What came of the frozen forecasts: whether the curve has turned, after four quarters and after eight."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.assess.lines import Subject
from nelscb.assess.results import CurveAgainstBaseline
from nelscb.baselines import Baseline, at_exposure, baseline_points, data_hash
from nelscb.quarters import Quarter
from nelscb.statistics import curve_turned


def curve_of(subject: Subject, baselines: Sequence[Baseline], now: Quarter) -> tuple[CurveAgainstBaseline, ...]:
    """The frozen forecasts of one series with what followed; none where the data they were made from have changed.

    A dated break after the baseline's first quarter makes them another thing than what is counted now: none then.
    """
    own = [b for b in baselines if b.measure == subject.measure.id]
    if subject.series.frequency != "quarter" or not own or any(b.day > own[0].first.first_day for b in subject.breaks):
        return ()
    found = []
    for horizon in sorted({b.forecast.horizon for b in own}):
        pair = {b.method: b for b in own if b.forecast.horizon == horizon}
        if set(pair) != {"walk", "line"}:
            continue
        walk, line = pair["walk"], pair["line"]
        # Without a break every quarter there is belongs to the baseline, one that came in later too.
        points = baseline_points(subject.series, walk.first if subject.breaks else None, walk.last)
        if {walk.data_hash, line.data_hash} != {data_hash(points)}:
            continue
        turned = None
        if now.ordinal - walk.last.ordinal >= horizon:
            after = at_exposure(
                subject.series.points, walk.last + 1, walk.last + horizon, walk.exposure, subject.measure
            )
            turned = curve_turned(after, walk.forecast, line.forecast)
        found.append(CurveAgainstBaseline(horizon, walk.last, walk.exposure, walk.forecast, line.forecast, turned))
    return tuple(found)
