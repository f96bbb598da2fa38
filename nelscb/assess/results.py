"""What an assessment says of one series: each part a record of its own, from the value to the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from nelscb.core_data import Frequency
from nelscb.levels import Level
from nelscb.quarters import Period, QuarterText
from nelscb.statistics import (
    AmongNeighbours,
    Change,
    ChangePoint,
    ControlChart,
    Detectable,
    Estimate,
    Forecast,
    MannKendall,
    RankAmong,
    Runs,
    Slope,
    SpecialCauses,
    Trend,
    Turned,
    Variation,
)

Verdict = Literal[
    "improving", "worsening", "rising", "falling", "possible change", "no evidence of change", "unclear",
    "too few data", "not tested", "withheld",
]  # fmt: skip
"""The word on a series. "withheld" is the public's: another word might tell of a count that is withheld."""
FamilyName = Literal["outcome measures", "other measures"]


@dataclass(frozen=True)
class Break:
    """A dated break on ``day``: ``period`` is the first that is counted in the new way, or partly so."""

    period: Period
    day: date
    reason: str


@dataclass(frozen=True)
class Comparison:
    """The change of the latest period on an earlier one, and whether a break lies between them."""

    earlier: Period
    change: Change
    across_break: bool


@dataclass(frozen=True)
class TrendTests:
    """The tests of one stretch of quarters without a dated break, first and last quarter named.

    ``trend`` decides; ``mann_kendall``, ``seasonal`` (from twelve quarters) and ``slope`` stand beside it.
    ``step_p`` and ``curve_p``: how often chance alone would make a step or a curve fit so much better than the line;
    ``step`` the candidate, where it is worth naming. ``detectable``: what would probably have been seen.
    """

    first: QuarterText
    last: QuarterText
    trend: Trend
    mann_kendall: MannKendall
    seasonal: MannKendall | None
    slope: Slope
    step_p: float
    curve_p: float
    step: ChangePoint | None
    detectable: Detectable


@dataclass(frozen=True)
class Control:
    """The control chart of a flow: limits from the quarters ``first`` to ``last``, all later ones judged by them.

    ``periods`` are those of the chart's points. ``variation`` is of the latest point, without a direction.
    ``expected_flags``: how many series like it in a hundred would have their latest point flagged if nothing changed.
    """

    first: QuarterText
    last: QuarterText
    periods: tuple[QuarterText, ...]
    chart: ControlChart
    causes: SpecialCauses
    variation: Variation
    runs: Runs
    chance_of_flag: float


@dataclass(frozen=True)
class CurveAgainstBaseline:
    """The frozen forecasts for the ``horizon`` quarters after the baseline's ``last``, and what came of them.

    Sums over the horizon, of counts; of what a share or rate makes of ``exposure`` (1 for a count). ``turned`` is
    None while fewer quarters have passed.
    """

    horizon: int
    last: QuarterText
    exposure: float
    walk: Forecast
    line: Forecast
    turned: Turned | None


@dataclass(frozen=True)
class Place:
    """The board's latest figure among its neighbours': limits of one more area like them, and its rank.

    ``rank`` is None for a score, which comes without counts.
    """

    among: AmongNeighbours
    rank: RankAmong | None


@dataclass(frozen=True)
class FirstToLast:
    """The change from a yearly series' first figure to its last, beside the same change of each neighbour.

    ``neighbours``: later over earlier, or later less earlier, as ``change`` has it, for those with both figures.
    """

    first: Period
    change: Change
    neighbours: tuple[float, ...]
    across_break: bool


@dataclass(frozen=True)
class Judged:
    """A verdict with the share of false findings that it stands for.

    ``q`` is None where no p-value entered the ``family`` of ``family_size`` tests. ``held``: for how many quarters
    running, this one included, the same word has been the verdict, each with what was known then. ``whatever``: the
    tests are kept back, and the word is the one that they would give whatever the withheld counts are.
    """

    verdict: Verdict
    q: float | None
    family: FamilyName
    family_size: int
    held: int = 1
    whatever: bool = False


@dataclass(frozen=True)
class Assessment:
    """What can be said of one series at its latest reported period.

    ``levels`` are those of the stretches between dated breaks, cut also where the comparison with the
    baseline begins (quarterly series only). ``tests`` look at the longest stretch of quarters without a dated break;
    None where it has fewer than eight points or cannot be tested; ``fitted_points`` is how many that stretch has.
    ``on_baseline`` is the change on the last period up to the baseline, the distance travelled since the plan began.
    """

    area: str
    measure: str
    frequency: Frequency
    period: Period
    value: Estimate | None
    on_previous: Comparison | None
    on_year_earlier: Comparison | None
    breaks: tuple[Break, ...]
    levels: tuple[Level, ...]
    fitted_points: int
    tests: TrendTests | None
    control: Control | None
    curve: tuple[CurveAgainstBaseline, ...]
    place: Place | None
    first_to_last: FirstToLast | None
    judged: Judged
    on_baseline: Comparison | None = None

    @property
    def verdict(self) -> Verdict:
        """The word that the series has earned."""
        return self.judged.verdict

    @property
    def trend(self) -> Trend | None:
        """The test that decides; None where there is none."""
        return self.tests.trend if self.tests else None
