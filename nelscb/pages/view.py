"""What an analysis looks at: the released page, the plan, and the measures that the chapter's file names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from nelscb.edition import Assessment, Frequency, ReleasedPage, Series
from nelscb.exhibits import Exhibit
from nelscb.plan import Board, Measure, Plan
from nelscb.plan.chapters import ExhibitRequest
from nelscb.quarters import Period, first_day_of
from nelscb.words.notes import NEAR, measure_notes, nothing_held, nothing_shown, shown_title, source_lines


@dataclass(frozen=True)
class View:
    """One exhibit asked for, and all that may be used to make it."""

    released: ReleasedPage
    plan: Plan
    board: Board
    request: ExhibitRequest

    @property
    def id(self) -> str:
        """The exhibit's id: page and what."""
        return f"{self.released.page}_{self.request.what}"

    @property
    def caption(self) -> str:
        """The exhibit's title; where a published figure only stands near the plan's measure, it says so."""
        near = any(f.match == "proxy" for m in self.measures for f in m.published)
        return f"{self.request.title}{NEAR}" if near else self.request.title

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the chapter's file names, aliases resolved, each called what its figures are."""
        named = (self.plan.measures[m] for m in self.request.measures)
        return tuple(_as_shown(self.plan.measures[m.alias_of] if m.alias_of else m) for m in named)

    def series(self, measure: Measure, frequency: Frequency | None = None, area: str | None = None) -> Series | None:
        """The measure's released series: of ``frequency``, or the yearly or once-a-year one where None."""
        for wanted in (frequency,) if frequency else ("year", "day"):
            found = self.released.find(measure.id, wanted, area)
            if found is not None:
                return found
        return None

    def assessment(self, series: Series) -> Assessment | None:
        """The assessment of one of the board's own series."""
        return self.released.assessment(series.measure, series.frequency)

    def breaks(self, series: Series, periods: Sequence[Period]) -> tuple[tuple[float, str], ...]:
        """Where the dated breaks of one of the board's own series stand among ``periods``, for a chart."""
        assessment = self.assessment(series)
        found = assessment.breaks if assessment else ()
        return tuple(
            (periods.index(b.period) - (0.5 if b.day <= first_day_of(b.period) else 0.0), b.reason)
            for b in found
            if b.period in periods
        )

    def neighbours(self, measure: Measure, frequency: Frequency) -> list[tuple[str, Series]]:
        """Name and series of each neighbour that has one."""
        pairs = ((a.name, self.released.find(measure.id, frequency, a.code)) for a in self.board.neighbours)
        return [(name, series) for name, series in pairs if series is not None]

    def references(self, measure: Measure, frequency: Frequency) -> list[tuple[str, Series]]:
        """Name and series of the country and the region, where they have one."""
        areas = (self.board.country, self.board.region)
        pairs = ((a.name, self.released.find(measure.id, frequency, a.code)) for a in areas)
        return [(name, series) for name, series in pairs if series is not None]

    def notes(self, used: Iterable[Series], marked: Iterable[Series] | None = None) -> tuple[str, ...]:
        """What a reader should know of the series shown: proxies, cautions, siblings, and the marks of ``marked``."""
        used = list(used)
        named = tuple(self.plan.measures[m.id] for m in self.measures)
        return measure_notes(named, used, used if marked is None else list(marked), self.plan)

    def sources(self, used: Iterable[Series]) -> tuple[str, ...]:
        """Where the figures come from, release by release."""
        return source_lines(used, self.released.sources)

    def nothing_held(self) -> Exhibit:
        """The exhibit where none of its measures has a figure: it says so, and draws nothing."""
        gone = [m for m in self.measures if self.released.returns[m.id].state == "suppressed"]
        missing = [m for m in self.measures if m not in gone]
        told = [nothing_shown(gone)] if gone else []
        told += [nothing_held(missing, self.board.agencies)] if missing else []
        return Exhibit(self.id, self.caption, text=tuple(told))


def _as_shown(measure: Measure) -> Measure:
    """A near figure goes by its own name: it must not pass for the plan's measure."""
    return replace(measure, title=shown_title(measure))


Analysis = Callable[[View], Exhibit]
