"""The counts of a book as cells: which there are, what they are called, and which the reader has from elsewhere.

Only the board's own area has counts to protect; what is known of others has been published by their publishers. A
point's numerator and denominator are a cell each, under the name that they carry on every page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nelscb.core_data import Frequency
from nelscb.disclosure.naming import cell_name
from nelscb.indicators import Point, Series
from nelscb.plan import DisclosureRule, Measure
from nelscb.quarters import Period
from nelscb.suppression import Cell, Decision

Part = Literal["numerator", "denominator"]
PARTS: tuple[Part, Part] = ("numerator", "denominator")


@dataclass(frozen=True)
class Counts:
    """The cells of one area's series, found by where they stand. ``values`` has every cell's count by its name."""

    cells: tuple[Cell, ...]
    values: Mapping[str, int]
    series: Mapping[tuple[str, Frequency, str, str], Series]

    def name(
        self, measure: str, frequency: Frequency, period: Period, part: Part, breakdown: str = "", category: str = ""
    ) -> str | None:
        """The name of a cell; None where the book has no such count."""
        series = self.series.get((measure, frequency, breakdown, category))
        name = cell_name(series, period, part) if series else ""
        return name if name in self.values else None

    def at(self, series: Series, period: Period, part: Part) -> str | None:
        """The name of a cell of one of these series; None where it has no count."""
        name = cell_name(series, period, part)
        return name if name in self.values else None


def counts_of(
    series: Iterable[Series], measures: Mapping[str, Measure], area: str, rule: DisclosureRule,
    settled: Mapping[str, Decision], unseen: Collection[str] = (),
) -> Counts:  # fmt: skip
    """The counts of ``area``. ``settled`` says by name what earlier editions decided; ``unseen`` are shown nowhere.

    What the rule does not protect, such as documents, and what it excepts in writing is published whatever its size.
    """
    own = [s for s in series if s.area == area]
    excepted = {exception.measure for exception in rule.exceptions}
    cells: dict[str, Cell] = {}
    for one in own:
        protected = measures[one.measure].counts in rule.protects and one.measure not in excepted
        for point in one.points:
            for name, count in _counted(one, point):
                known = point.is_published or not protected
                decision = Decision.PUBLISHED if known else settled.get(name, Decision.OPEN)
                least = 0 if name in unseen and decision is not Decision.PUBLISHED else 1
                if not least:
                    decision = Decision.WITHHELD
                elif count == 0 and decision is Decision.WITHHELD:
                    decision = Decision.OPEN
                cells[name] = Cell(name, count, decision, total=not one.breakdown, least=least)
    return Counts(
        tuple(cells.values()),
        {cell.name: cell.value for cell in cells.values()},
        {(s.measure, s.frequency, s.breakdown, s.category): s for s in own},
    )


def _counted(series: Series, point: Point) -> Iterator[tuple[str, int]]:
    """Each part of a point that is a count, with its name. A mean score is none, and has neither part.

    A figure that its publisher withheld may still say of how many it is a share.
    """
    for part in PARTS:
        number = getattr(point, part)
        if number is not None and float(number).is_integer() and number >= 0:
            yield cell_name(series, point.period, part), int(number)
