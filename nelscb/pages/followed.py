"""What the outcomes tracker follows: each series with its baseline and its latest figure, and each that has none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from nelscb.edition import Assessment, Comparison, Frequency, Point, ReleasedPage, Series
from nelscb.plan import Board, Measure, Plan
from nelscb.quarters import Quarter, first_day_of, last_day_of
from nelscb.words.tracker import STANDINGS, row_name


@dataclass(frozen=True)
class Followed:
    """One row of the tracker: a series with its baseline and its latest figure, or a measure that has none.

    ``baseline`` and ``now`` are points of the series; None where it has none there. ``first``: the first row of its
    measure. ``split``: the title of the breakdown of which the series is a category.
    """

    measure: Measure
    series: Series | None = None
    assessment: Assessment | None = None
    baseline: Point | None = None
    now: Point | None = None
    first: bool = False
    split: str = ""

    @property
    def name(self) -> str:
        """What the row is called, in every table the same."""
        return row_name(self.measure, self.series, self.split)

    @property
    def has_figure(self) -> bool:
        """Whether a figure is held: a withheld one is none."""
        return self.now is not None and self.now.value is not None

    @property
    def at_baseline(self) -> bool:
        """Whether a figure stands at the baseline."""
        return self.baseline is not None and self.baseline.value is not None


def followed(released: ReleasedPage, plan: Plan, board: Board) -> tuple[Followed, ...]:
    """A row a series, the plan's own measures first; a measure without any series has one row all the same."""
    order = list(STANDINGS)
    measures = [m for m in plan.measures.values() if m.unit != "status" and not m.alias_of]
    rows = []
    for measure in sorted(measures, key=lambda m: order.index(m.standing)):
        series = _series_of(measure, released, plan)
        found = [_followed(measure, one, released, plan, board) for one in series] or [Followed(measure)]
        rows += [replace(row, first=place == 0) for place, row in enumerate(found)]
    return tuple(rows)


def _followed(measure: Measure, series: Series, released: ReleasedPage, plan: Plan, board: Board) -> Followed:
    # Only totals are assessed: a category must not borrow the verdict of another series.
    assessment = None if series.breakdown else released.assessment(measure.id, series.frequency)
    split = plan.breakdowns[series.breakdown].title if series.breakdown else ""
    baseline = _baseline(series, board.baseline.last_quarter)
    return Followed(measure, series, assessment, baseline, _now(series), split=split)


def _series_of(measure: Measure, released: ReleasedPage, plan: Plan) -> list[Series]:
    """The measure's series, one for each kind of period; where it has no total, those of its categories."""
    totals = [s for frequency in get_args(Frequency) if (s := released.find(measure.id, frequency)) is not None]
    if totals:
        return totals
    own = [s for s in released.series if s.measure == measure.id and s.area == released.area]
    # A category that the plan no longer lists stands last: it is shown, not lost.
    listed = {name: plan.breakdowns[name].named for name in {s.breakdown for s in own}}

    def place(series: Series) -> tuple[str, int]:
        names = listed[series.breakdown]
        known = series.category in names
        return series.breakdown, names.index(series.category) if known else len(names)

    return sorted(own, key=place)


def _baseline(series: Series, last: Quarter) -> Point | None:
    """The point of the baseline's last quarter; of a yearly series the last figure of a year that ended by then."""
    if series.frequency == "quarter":
        return series.at(last)
    held = [p for p in series.points if p.value is not None and last_day_of(p.period) <= last.last_day]
    return held[-1] if held else None


def _now(series: Series) -> Point:
    """The latest point with a figure; where none has one, the last, whose mark says why."""
    held = [p for p in series.points if p.value is not None]
    return held[-1] if held else series.last


def weighed_since_baseline(row: Followed) -> Comparison | None:
    """The change from the baseline to now, where the assessment has weighed just that."""
    found, baseline = row.assessment, row.baseline
    if found is None or baseline is None:
        return None
    weighed = [c for c in (found.on_baseline, found.on_year_earlier, found.on_previous) if c is not None]
    if (since := found.first_to_last) is not None:
        weighed.append(Comparison(since.first, since.change, since.across_break))
    # Across a dated break a change is not like for like, however well its interval can be worked out.
    return next((c for c in weighed if c.earlier == baseline.period and not c.across_break), None)


def across_break(row: Followed, released: ReleasedPage) -> bool:
    """Whether a dated break or a new definition lies between baseline and now: a category has no assessment to ask."""
    if row.baseline is None or row.now is None:
        return False
    begins, ends = first_day_of(row.baseline.period), last_day_of(row.now.period)
    days = [b.day for b in row.assessment.breaks] if row.assessment else []
    days += [event.day for event in released.events if row.measure.id in event.breaks]
    return row.baseline.definition != row.now.definition or any(begins < day <= ends for day in days)
