"""Published statistics to rows of the ledger: which series fills which measure stands in the plan's files.

A year's flow stays a year's, a count on 31 March stays that day's; only months are added into quarters,
and only where all three are there. A publisher's symbol becomes a state, never a number. The same cell in a
file that came in later is a later row: a revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from nelscb.core_data import Figure, Provenance
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Measure, Plan
from nelscb.plan.measures import PublishedFeed
from nelscb.published.cells import Cell, StatisticsFile, read_statistics_files, release_year
from nelscb.published.sources import Source
from nelscb.quarters import FinancialYear, Period, Quarter

SENDER = "dfe"
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MID_YEAR = re.compile(r"mid-(\d{4})")
_STOCKS = {"snapshot"}


def read_published_figures(
    folder: Path, plan: Plan, sources: Mapping[str, Source], provenance: Provenance = "published"
) -> list[Figure]:
    """Every figure of the folder's published statistics, as rows of the ledger.

    The rows of a cell stand in the order in which their files came in. ``provenance`` is "illustrative" for a
    board whose figures are invented. A folder without statistics gives none. Raises Mistake, naming file, row and
    column, for a figure that is no number, a symbol that is not known, a series that no measure of the plan
    declares, or months that a later file gives in part.
    """
    files = read_statistics_files(folder, sources)
    declared = declared_series(plan)
    for file in files:
        for series, cells in file.by_series.items():
            if series not in declared:
                raise Mistake(
                    f"{file.path}, row {cells[0].line}: no measure of the plan is filled by {series!r}; add it to a "
                    "measure's 'published' key or take the rows out"
                )
    figures = [
        figure
        for measure in plan.measures.values()
        for feed in measure.published
        for figure in _figures_of(measure, feed, files)
    ]
    return figures if provenance == "published" else [replace(f, provenance=provenance) for f in figures]


def declared_series(plan: Plan) -> set[str]:
    """Every series that fills a measure of the plan, is another's denominator, or checks one."""
    measures = plan.measures.values()
    filling = {series for m in measures for feed in m.published for series in feed.all_series}
    dividing = {feed.denominator_series for m in measures for feed in m.published if feed.denominator_series}
    checking = {m.published_check for m in measures if m.published_check}
    return filling | dividing | checking


def _figures_of(measure: Measure, feed: PublishedFeed, files: Sequence[StatisticsFile]) -> Iterator[Figure]:
    for series, category in feed.all_series.items():
        whole: set[tuple[str, Quarter]] = set()
        for file in files:
            cells = [_as_counted(cell, measure) for cell in file.by_series.get(series, [])]
            for cell, period in _dated(cells, measure, feed, file.path, whole):
                quarter = period if isinstance(period, Quarter) else Quarter.of(_any_day(period))
                for denominator, received in _denominators(cell, series, feed, file, files):
                    yield Figure(
                        area=cell.area, measure=measure.id, definition=measure.definition_at(quarter).version,
                        period=period, breakdown=(feed.breakdown or "") if category else "",
                        category=category or "", numerator=cell.numerator, denominator=denominator,
                        value=cell.value, status=None, state=cell.state, provenance="published",
                        audience="public", sender=SENDER, received=received, release=cell.release,
                        file=file.path.name, sheet=cell.sheet, row=cell.line, also_rows=cell.also,
                    )  # fmt: skip


def _denominators(
    cell: Cell, series: str, feed: PublishedFeed, file: StatisticsFile, files: Sequence[StatisticsFile]
) -> Iterator[tuple[float | None, date]]:
    """What the cell's count is of, and the day from which that is known.

    Where the denominator is a series of its own, only one of the same release will do, because a later count
    over an earlier total is a share of nothing. A total that came in after the count gives a second, later row,
    unless the count itself was given anew before that.
    """
    if not feed.denominator_series:
        yield cell.denominator, file.received
        return
    totals = [
        (total, other.received)
        for other in files
        for total in other.by_series.get(feed.denominator_series, [])
        if (total.area, total.period) == (cell.area, cell.period) and _one_release(total.release, cell.release)
    ]
    known = [total for total, received in totals if received <= file.received]
    yield known[-1].value if known else None, file.received
    anew = min((f.received for f in files[files.index(file) + 1 :] if _holds(f, series, cell)), default=date.max)
    for total, received in totals:
        if file.received < received < anew:
            yield total.value, received


def _holds(file: StatisticsFile, series: str, cell: Cell) -> bool:
    return any((c.area, c.period) == (cell.area, cell.period) for c in file.by_series.get(series, []))


def _one_release(one: str, other: str) -> bool:
    """The same release, or the same year's: the files of one release are named in words that may differ."""
    return one == other or (release_year(one) is not None and release_year(one) == release_year(other))


def _as_counted(cell: Cell, measure: Measure) -> Cell:
    """A count stands in either column of the file and is a numerator; a score is a value, with no counts."""
    if measure.unit == "score":
        return replace(cell, numerator=None)
    return replace(cell, numerator=cell.value if cell.numerator is None else cell.numerator, value=None)


def _any_day(period: FinancialYear | date) -> date:
    return period if isinstance(period, date) else period.last_day


def _dated(
    cells: list[Cell], measure: Measure, feed: PublishedFeed, path: Path, whole: set[tuple[str, Quarter]]
) -> Iterator[tuple[Cell, Period]]:
    """Each cell with its period: a stock's year is its 31 March, three months are a quarter.

    Whether a series is monthly is declared, because 2011-12 is a year in one and December in the other.
    """
    if feed.months:
        yield from _quarters({(c.area, *_month(c, path)): c for c in cells}, path, whole)
        return
    for cell in cells:
        if match := _MID_YEAR.fullmatch(cell.period):
            yield cell, date(int(match[1]), 6, 30)
            continue
        try:
            year = FinancialYear.parse(cell.period)
        except WrongCall as wrong:
            raise Mistake(f"{path.name}, row {cell.line}, column 'period': {wrong}") from wrong
        yield cell, year.last_day if measure.basis in _STOCKS else year


def _month(cell: Cell, path: Path) -> tuple[int, int]:
    match = _MONTH.fullmatch(cell.period)
    if not match or not 1 <= int(match[2]) <= 12:
        raise Mistake(
            f"{path.name}, row {cell.line}, column 'period': {cell.period!r} is not a month: write it like 2016-04"
        )
    return int(match[1]), int(match[2])


def _quarters(
    months: Mapping[tuple[str, int, int], Cell], path: Path, whole: set[tuple[str, Quarter]]
) -> Iterator[tuple[Cell, Quarter]]:
    """Three months added up; a quarter with a withheld month is withheld, one with a missing month is not there.

    The three come from one file, so that a quarter is one release's and its rows can be found. ``whole`` are the
    quarters that earlier files gave. A later file that gives one of those in part is refused: its months should
    be the last word, and the quarter would go on saying the earlier one's.
    """
    wanted = dict.fromkeys((area, Quarter.of(date(year, month, 1))) for area, year, month in months)
    for area, quarter in wanted:
        three = [months.get((area, *month)) for month in quarter.months]
        there = [cell for cell in three if cell is not None]
        if len(there) < len(three):
            if (area, quarter) in whole:
                raise Mistake(
                    f"{path.name}, row {there[0].line}: gives {len(there)} of the 3 months of {quarter} for {area}, "
                    "which an earlier file gives whole; give all three, or take the row out"
                )
            continue
        whole.add((area, quarter))
        withheld = next((cell for cell in there if cell.state != "reported"), None)
        if withheld is not None:
            yield replace(withheld, numerator=None, denominator=None, value=None), quarter
        else:
            numerator, denominator, value = (
                _sum([getattr(cell, part) for cell in there]) for part in ("numerator", "denominator", "value")
            )
            also = tuple(cell.line for cell in there[1:])
            yield replace(there[0], numerator=numerator, denominator=denominator, value=value, also=also), quarter


def _sum(numbers: Sequence[float | None]) -> float | None:
    """The sum, where every one of them is there."""
    there = [number for number in numbers if number is not None]
    return sum(there) if len(there) == len(numbers) else None
