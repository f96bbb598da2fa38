"""Words of ``nelscb explain``: where figures come from, who is shown them, and how that is made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nelscb.edition import Origin, Point, Revision, Series, Source
from nelscb.plan import Board, Measure
from nelscb.quarters import Period, day_in_words
from nelscb.words import origins as words
from nelscb.words.numbers import short_period

_FREQUENCIES = {"quarter": "by quarter", "year": "by year", "day": "on a day"}


def definition_lines(measure: Measure, series: Series) -> Iterator[str]:
    """What is counted, out of what, and by which versions of the definition."""
    over = f"{words.OUT_OF}{measure.denominator}" if measure.denominator else ""
    yield f"Definition: {measure.numerator}{over}"
    used = {point.definition for point in series.points}
    found = [d for d in measure.definitions if d.version in used] or [measure.definitions[-1]]
    for definition in found:
        change = f": {definition.change}" if definition.change else ""
        yield f"  {words.version(definition)}{change}"


def rows_of_latest(point: Point, sources: Mapping[str, Source], board: Board) -> Iterator[str]:
    """Every row behind the latest figure and the counts that it is made of: sender, file, sheet, row, day received."""
    yield f"Rows behind the figure of {short_period(point.period)}"
    there = [origin for origin in point.origins if origin.file]
    for origin in there:
        yield f"  {_row(origin, sources, board)}"
    if not there:
        yield f"  {words.COUNTED}"


def _row(origin: Origin, sources: Mapping[str, Source], board: Board) -> str:
    source = sources.get(origin.file)
    if origin.release:
        sender = source.publisher if source else "publisher not recorded"
        day = day_in_words(source.received) if source else ""
        return f"{sender}: {origin.file}, table {origin.sheet}, row {origin.row}, {words.received_on(day)}"
    day = words.received_on(words.day_of(origin.file))
    return f"{words.sender_of(origin.file, board)}: {origin.file}, sheet {origin.sheet}, row {origin.row}, {day}"


def vintage(revisions: Sequence[Revision], as_of: str) -> Iterator[str]:
    """As known when, and each figure behind the series that was changed after it first came in."""
    yield f"As known on {as_of}"
    for line in words.revised(revisions, len(revisions)) or (words.NO_REVISION,):
        yield f"  {line}"


def withheld_by_others(periods: Sequence[Period]) -> str:
    """In which periods a figure came withheld."""
    told = ", ".join(short_period(p) for p in periods) or "in no period"
    return f"Withheld by its publisher or sender: {told}"


def withheld_from_public(series: Series, shown: Series | None, periods: Sequence[Period]) -> str:
    """What of the series the public edition does not show."""
    if shown is None:
        return f"The public edition does not show it {_FREQUENCIES[series.frequency]}: its counts are too small."
    return f"Withheld in the public edition: {', '.join(short_period(p) for p in periods) or 'in no period'}"


def shown_in() -> str:
    """The heading above the exhibits."""
    return "Shown in"


def exhibit_line(page: str, exhibit: str, hash_shown: str) -> str:
    """Where an exhibit is, and the hash of all it shows."""
    return f"  page {page}, exhibit {exhibit}, hash {hash_shown}"


def again_line(command: str) -> str:
    """How it is made again."""
    return f"    {command}"
