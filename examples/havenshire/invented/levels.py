"""The table of levels, and what holds where it says nothing: a default by the measure's unit, basis and type."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from nelscb.plan import Breakdown, Measure
from nelscb.quarters import Quarter

HERE = Path(__file__).resolve().parent.parent
LAST = Quarter.parse("2016-17-Q4")
SENT = 20
"""Quarters of which returns are there."""
LEAD = 3
"""Quarters before them that are worked out too, so that the first one can look back over twelve months."""
QUARTERS = tuple(LAST - back for back in range(SENT + LEAD - 1, -1, -1))


@dataclass(frozen=True)
class Level:
    """How one series behaves.

    ``level`` is the mean of a quarter's count, or of what a share is out of; ``share`` the part of it. ``trend`` is
    percent a year of the level, ``drift`` points a year of the share. ``season`` multiplies July to September.
    ``spread`` is variance over mean. ``leave`` is the part of a stock that goes in a quarter. ``number`` and
    ``out_of`` name other series that it must agree with, ``within`` one that it is a part of. ``step`` multiplies the
    level (or is added to the share) from ``step_from`` on.
    """

    level: float
    share: float
    trend: float = 0.0
    drift: float = 0.0
    season: float = 1.0
    spread: float = 1.4
    leave: float = 0.25
    number: str = ""
    out_of: str = ""
    within: str = ""
    step: float | None = None
    step_from: Quarter | None = None

    def mean(self, at: int) -> float:
        """The level in the quarter at ``at``, with trend, season and step."""
        summer = self.season if QUARTERS[at].number == 2 else 1 + (1 - self.season) / 3
        stepped = self.step if self.step and self.step_from and not self.share_steps else 1.0
        grown = self.level * (1 + self.trend / 100) ** ((at - LEAD) / 4) * summer
        return grown * (stepped if self._after_step(at) else 1.0)

    def share_at(self, at: int) -> float:
        """The share in the quarter at ``at``, with drift and step."""
        stepped = self.step if self.step and self.share_steps and self._after_step(at) else 0.0
        return self.share + self.drift / 100 * (at - LEAD) / 4 + stepped

    @property
    def share_steps(self) -> bool:
        """Whether the step is one of the share: less than 0.5 cannot be meant as a factor here."""
        return self.step is not None and self.step < 0.5

    def _after_step(self, at: int) -> bool:
        return self.step_from is not None and QUARTERS[at] >= self.step_from


_COUNTED = {"events": 30.0, "people": 18.0, "documents": 8.0, "places": 16.0}
_OUT_OF = {"events": 60.0, "people": 48.0, "documents": 14.0, "places": 20.0}


def level_of(name: str, measure: Measure | None, table: dict[str, dict[str, str]]) -> Level:
    """The series' level: what the table says, and for the rest the default of such a measure."""
    counted = measure.counts if measure else "events"
    is_ratio = measure is not None and measure.is_ratio
    better_high = measure is not None and measure.direction == "higher"
    told = table.get(name, {})

    def number(column: str, default: float) -> float:
        return float(told[column]) if told.get(column) else default

    return Level(
        level=number("level", (_OUT_OF if is_ratio else _COUNTED)[counted]),
        share=number("share", 0.72 if better_high else 0.2),
        trend=number("trend", 0.0 if number("spread", 1.4) == 0 else 1.0),
        drift=number("drift", 0.8 if better_high and is_ratio else 0.0),
        season=number("season", 1.0), spread=number("spread", 1.4), leave=number("leave", 0.25),
        number=told.get("number", ""), out_of=told.get("out_of", ""), within=told.get("within", ""),
        step=float(told["step"]) if told.get("step") else None,
        step_from=Quarter.parse(told["step_from"]) if told.get("step_from") else None,
    )  # fmt: skip


def read_levels() -> dict[str, dict[str, str]]:
    """The rows of ``levels.csv`` by series."""
    with (HERE / "levels.csv").open(encoding="utf-8", newline="") as file:
        return {row["measure"]: row for row in csv.DictReader(file)}


def read_weights() -> dict[str, list[float]]:
    """The categories' weights by breakdown, of ``splits.csv``, in the order in which the plan names them."""
    with (HERE / "splits.csv").open(encoding="utf-8", newline="") as file:
        return {row["breakdown"]: [float(w) for w in row["weights"].split()] for row in csv.DictReader(file)}


def weights_of(name: str, breakdown: Breakdown, table: dict[str, list[float]]) -> list[float]:
    """Weights of a breakdown's categories; all alike where the table says nothing or another number of them."""
    weights = table.get(name, [])
    return weights if len(weights) == len(breakdown.named) else [30.0] * len(breakdown.named)
