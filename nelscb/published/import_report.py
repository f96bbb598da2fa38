"""What an import did, in lines for the analyst: every revision, and every column that was strange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nelscb.published.imports import Imported
from nelscb.published.revisions import Revision


def report_lines(imported: Imported, mapping: Path) -> Iterator[str]:
    """The lines on one download; ``mapping`` is the file in which its columns are declared."""
    comparison, reading = imported.comparison, imported.comparison.reading
    yield f"{reading.path.name}: {reading.table.source_table}, {reading.table.title}; {reading.release}"
    yield f"  {_number(reading.kept, 'row')} of the board's areas kept, {reading.left_out} of other areas left out"
    if reading.unknown:
        yield f"  columns not known, and not used: {', '.join(reading.unknown)} (see {mapping})"
    if reading.missing:
        yield f"  columns missing: {', '.join(reading.missing)} (if one has a new name, add it to {mapping})"
    if reading.not_filled:
        yield f"  no figure for: {', '.join(reading.not_filled)}"
    for revision in comparison.revisions:
        yield f"  revised: {revision_line(revision)}"
    by_series = Counter(row.series for row in comparison.new)
    new = f" ({', '.join(f'{series} {times}' for series, times in by_series.items())})" if by_series else ""
    yield (
        f"  {_number(len(comparison.revisions), 'figure')} revised, {len(comparison.new)} new{new}, "
        f"{comparison.unchanged} unchanged"
    )
    if comparison.from_later_release:
        yield f"  {_number(comparison.from_later_release, 'figure')} left out, which a later release gives already"
    if imported.file is None:
        yield "  nothing new, so nothing is written"
    else:
        yield f"  written: {imported.file}"


def revision_line(revision: Revision) -> str:
    """Area, series, period, before and now; the releases too where they differ."""
    line = f"{revision.area}, {revision.series}, {revision.period}: {revision.before} → {revision.now}"
    if revision.release_before == revision.release_now:
        return line
    return f"{line} ({revision.release_before} → {revision.release_now})"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
