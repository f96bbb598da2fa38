"""The counts of one edition: those it shows, those it withholds, and those it does not show but that there must be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nelscb.audit.names import cell_name
from nelscb.audit.published import PARTS, WITHHELD, Frequency, Part, Published, PublishedPoint, Shown
from nelscb.quarters import FinancialYear, Period, Quarter, last_day_of

COUNTED = ("count", "percent", "profile", "rate")
"""Units of measures whose numerator and denominator are counts."""
Key = tuple[str, Frequency, str, str]
"""Measure, frequency, breakdown, category."""


@dataclass(frozen=True)
class Cell:
    """Where a count stands: its series, period and part."""

    key: Key
    period: Period
    part: Part

    @property
    def name(self) -> str:
        """What the count is called in the core data set."""
        measure, frequency, breakdown, category = self.key
        return cell_name(measure, frequency, self.period, self.part, breakdown, category)


class Cells:
    """The counts of an edition by name. ``shown`` has those that it shows, ``lowest`` the least of any other.

    ``withheld`` are those shown as the symbol: at least 1, since zeros are published. A quarter of a series that is
    shown by years alone is in no file, but it is there, and may be 0; so is a year of a series shown by quarters.
    """

    def __init__(self, edition: Published) -> None:
        self.edition = edition
        self.shown: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.withheld: dict[str, PublishedPoint] = {}
        self.all: dict[str, Cell] = {}
        self.series: dict[Key, dict[Period, PublishedPoint]] = defaultdict(dict)
        for point in edition.points:
            if edition.measures[point.measure].unit in COUNTED:
                key: Key = (point.measure, point.frequency, point.breakdown, point.category)
                self.series[key][point.period] = point
                for part in PARTS:
                    self._enter(Cell(key, point.period, part), point, getattr(point, part))
        self._whole = {
            (key[0], key[2], key[3])
            for key, points in self.series.items()
            if any(point.denominator is not None for point in points.values())
        }

    def _enter(self, cell: Cell, point: PublishedPoint, count: Shown) -> None:
        if count is None:
            return
        name = cell.name
        self.all[name] = cell
        if count is not WITHHELD:
            self.shown[name] = count
        elif point.state == "suppressed_by_publisher" and point.provenance == "computed":
            # It is marked so because a part of it is withheld, and may itself be nothing.
            self.lowest[name] = 0
        else:
            self.lowest[name] = 1
            self.withheld[name] = point

    def find(self, key: Key, period: Period, part: Part, assumed: bool = False) -> str | None:
        """The name of a count, None where there is none. ``assumed``: there must be one, whatever the file shows."""
        cell = Cell(key, period, part)
        name = cell.name
        if name in self.all:
            return name
        if self._unseen(key, period, part, assumed):
            self.all[name] = cell
            self.lowest[name] = 0
            return name
        return None

    def _unseen(self, key: Key, period: Period, part: Part, assumed: bool) -> bool:
        measure, frequency, breakdown, category = key
        if key in self.series or (part == "denominator" and (measure, breakdown, category) not in self._whole):
            # What is missing from a series that is shown is missing indeed.
            return False
        if frequency == "quarter":
            yearly = any((measure, other, breakdown, category) in self.series for other in ("year", "day"))
            return yearly or (assumed and part == "numerator")
        if frequency != "year" or (measure, "quarter", breakdown, category) not in self.series:
            return False
        quarters = self.quarters_of(measure, period)
        known = self.series[measure, "quarter", breakdown, category]
        return bool(quarters) and all(q in known and getattr(known[q], part) is not None for q in quarters)

    def quarters_of(self, measure: str, period: Period) -> tuple[Quarter, ...]:
        """The quarters whose figures make up that of a year or a day; none where the declarations do not say so."""
        if isinstance(period, Quarter):
            return ()
        if self.edition.measures[measure].looks_back:
            last = last_day_of(period)
            quarter = Quarter.of(last)
            return (quarter,) if quarter.last_day == last else ()
        return period.quarters if isinstance(period, FinancialYear) else ()

    def of(self, *frequencies: Frequency) -> Iterator[tuple[str, Cell]]:
        """Every count of these frequencies so far, with its name."""
        yield from [(name, cell) for name, cell in self.all.items() if cell.key[1] in frequencies]

    def in_file(self, measure: str, frequency: Frequency, breakdown: str, category: str) -> bool:
        """Whether the file has any point of the series."""
        return (measure, frequency, breakdown, category) in self.series
