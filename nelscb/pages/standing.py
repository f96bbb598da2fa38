"""Where a measure stands: its latest figure and what was found of it, or that there is none and who would send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from nelscb.edition import Assessment, Frequency, MeasureReturn, Point, ReleasedPage, Series
from nelscb.exhibits import Spark, Status
from nelscb.named_numbers import plain
from nelscb.pages.scope import Scope
from nelscb.plan import Board, Measure
from nelscb.quarters import Period, Quarter, last_day_of
from nelscb.words import score_cards
from nelscb.words.notes import as_its_figures_are

_SHAPES: dict[str, Status] = {
    "possible change": Status("Possible change", "diamond", "watch"),
    "no evidence of change": Status("No evidence of change", "circle"),
    "unclear": Status("Unclear", "ring"),
    "too few data": Status("Too few data", "dash", "unknown"),
    "not tested": Status("Not tested", "dash", "unknown"),
    "withheld": Status("Withheld", "dash", "unknown"),
}
_TONES = {"improving": "good", "worsening": "bad"}
NO_FIGURE = Status("No figure", "cross", "unknown")


@dataclass(frozen=True)
class Standing:
    """One measure as it is listed, the one that its figures belong to (``named``), and what is held of it.

    ``point`` is the latest figure, of ``series``. ``parts`` are the series of its categories.
    """

    measure: Measure
    named: Measure
    returned: MeasureReturn
    agency: str
    assessment: Assessment | None
    series: Series | None
    point: Point | None
    parts: tuple[Series, ...]

    @property
    def shown(self) -> Measure:
        """The measure under the name of its latest figure: a published one that is only near goes by its own name."""
        return as_its_figures_are(self.named, self.point)

    @property
    def withheld_since(self) -> Point | None:
        """The series' latest point, where it is withheld: the figure that is shown is an older one."""
        last = self.series.last if self.series else None
        return last if last is not None and last.state == "suppressed" else None

    @property
    def held(self) -> bool:
        """Whether any figure is held, if only of a category."""
        return self.point is not None or bool(self.parts)

    @property
    def cell(self) -> str:
        """The name of the released cell that says whether there is a figure: for what is counted."""
        return f"returns.{self.measure.id}.state"

    @property
    def verdict_cell(self) -> str:
        """The name of the released cell that holds its verdict."""
        assert self.assessment is not None
        return f"assessments.{self.assessment.measure}/{self.assessment.frequency}.judged.verdict"


def standings(scope: Scope) -> tuple[Standing, ...]:
    """Where each of the scope's figures stands, in the plan's order."""
    return tuple(_standing(m, scope) for m in scope.figures)


def _standing(measure: Measure, scope: Scope) -> Standing:
    released, plan = scope.released, scope.plan
    named = plan.measures[measure.alias_of] if measure.alias_of else measure
    assessment = latest_assessment(named, released)
    returned = released.returns[measure.id]
    series = released.find(named.id, assessment.frequency) if assessment else None
    point = series.at(assessment.period) if series and assessment else None
    parts = tuple(s for s in released.series if s.measure == named.id and s.area == released.area and s.breakdown)
    agency = scope.board.agencies[returned.agency]
    return Standing(measure, named, returned, agency, assessment, series, point, parts)


def latest_assessment(measure: Measure, released: ReleasedPage) -> Assessment | None:
    """That of the latest period; of two that end on one day the quarter's."""
    there = (released.assessment(measure.id, frequency) for frequency in get_args(Frequency))
    return max((a for a in there if a is not None), key=lambda a: last_day_of(a.period), default=None)


def status_of(assessment: Assessment | None) -> Status:
    """The verdict as a status: a word, and a shape that points the way the line goes."""
    if assessment is None:
        return NO_FIGURE
    if assessment.verdict in _SHAPES:
        return _SHAPES[assessment.verdict]
    if assessment.trend is None:
        # Its line is kept back; which way it goes only the word may say.
        shape = {"rising": "up", "falling": "down"}.get(assessment.verdict, "square")
        return Status(assessment.verdict.capitalize(), shape, _TONES.get(assessment.verdict, "neutral"))  # type: ignore[arg-type]
    up = assessment.trend.value > 0
    tone = _TONES.get(assessment.verdict, "neutral")
    word = assessment.verdict.capitalize()
    return Status(word, "up" if up else "down", tone)  # type: ignore[arg-type]


def spark_of(series: Series | None, measure: Measure, board: Board) -> Spark | None:
    """The whole series as a small line, a gap where a period has no figure; None under two figures."""
    if series is None or sum(p.value is not None for p in series.points) < 2:
        return None
    periods = _periods(series)
    values = tuple(None if (p := series.at(period)) is None else p.value for period in periods)
    begins = board.baseline.first_compared
    mark = periods.index(begins) - 0.5 if begins in periods[1:] else None
    return Spark(values, plain(score_cards.spark_words(series, measure)), mark)


def _periods(series: Series) -> list[Period]:
    """Every period from first to last: a quarter that nobody sent is a gap, not a shorter line."""
    first, last = series.points[0].period, series.last.period
    if isinstance(first, Quarter) and isinstance(last, Quarter):
        return list(first.until(last))
    return [p.period for p in series.points]
