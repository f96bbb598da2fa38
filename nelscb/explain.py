"""One measure explained: its inputs, each test with formula, source and result, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from nelscb.edition import Edition
from nelscb.plan import Measure
from nelscb.words.explanations import explained_series, no_figure


def explanation(edition: Edition, measure: Measure) -> Iterator[str]:
    """The lines of ``nelscb explain``: every series of the measure's total in the board's area, one after the other."""
    plan, board = edition.project.plan, edition.project.board
    begins = board.baseline.first_compared
    named = plan.measures[measure.alias_of] if measure.alias_of else measure
    found = 0
    for series in edition.indicators.of_measure(named.id, board.area.code):
        assessment = edition.assessments.get(f"{named.id}/{series.frequency}")
        if assessment is None:
            continue
        if found:
            yield ""
        yield from explained_series(board.area.name, edition.quarter, named, series, assessment, begins)
        found += 1
    if not found:
        yield no_figure(named, edition.quarter)
