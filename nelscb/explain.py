"""One measure explained: its inputs, each test with formula, source and result, the verdict, and who shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, PROSE, Edition, ReleasedPage, Revision, Series
from nelscb.exhibits import Exhibit
from nelscb.pages import page_of
from nelscb.pages.book import own_pages
from nelscb.pages.cells_shown import shown_in
from nelscb.pages.rows_behind import RowsBehind
from nelscb.plan import Measure
from nelscb.quarters import day_in_words
from nelscb.words import where_from
from nelscb.words.explanations import explained_series, no_figure

_SHOWN = re.compile(r'\b(?:show|say)\(page, \\?"(\w+)')
_PLACED = re.compile(r"^```\{exhibit\} (\w+)$", re.MULTILINE)


def explanation(edition: Edition, measure: Measure) -> Iterator[str]:
    """The lines of ``nelscb explain``: every series of the measure's total in the board's area, one after the other.

    Then every exhibit of the book that shows the measure, each with its hash and the command that makes it again.
    """
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
        yield from _where_from(edition, named, series)
        found += 1
    if not found:
        yield no_figure(named, edition.quarter)
        return
    yield ""
    yield where_from.shown_in()
    for page, exhibit in exhibits_showing(edition, named):
        assert exhibit.origin is not None
        yield where_from.exhibit_line(page, exhibit.id, exhibit.origin.hash)
        yield where_from.again_line(exhibit.origin.command)


def _where_from(edition: Edition, measure: Measure, series: Series) -> Iterator[str]:
    """The definition, the rows behind the latest figure, what was changed, and what is withheld."""
    board, key = edition.project.board, (series.area, series.measure, series.frequency, "", "")
    latest = next((p for p in reversed(series.points) if p.state == "reported"), series.last)
    yield from where_from.definition_lines(measure, series)
    yield from where_from.rows_of_latest(latest, edition.sources, board)
    yield from where_from.vintage(_revised(edition, series), day_in_words(edition.as_of))
    of_others = [p.period for p in series.points if p.state == "suppressed_by_publisher"]
    yield where_from.withheld_by_others(of_others)
    public = {(s.area, s.measure, s.frequency, s.breakdown, s.category): s for s in edition.protected.series}
    shown = public.get(key)
    gone = [p.period for p in shown.points if p.state == "suppressed"] if shown else []
    yield where_from.withheld_from_public(series, shown, gone)


def _revised(edition: Edition, series: Series) -> tuple[Revision, ...]:
    """The revisions of what the series is worked out from, the latest first."""
    used = {(o.file, o.sheet, o.row) for p in series.points for o in p.origins}
    return tuple(r for r in edition.received.revisions if (r.after.file, r.after.sheet, r.after.row) in used)


def exhibits_showing(edition: Edition, measure: Measure) -> Iterator[tuple[str, Exhibit]]:
    """Each exhibit of the book with a number of the measure, or a row named by it, and the page that it stands on."""
    plan, board = edition.project.plan, edition.project.board
    for released in _released(edition):
        lookup = RowsBehind(released)
        pages = [page_of(released, plan, board)]
        if released.page == PROSE:
            pages += own_pages(released, plan, board).values()
        for page in pages:
            named = _named_on(page.name, edition)
            for exhibit in (exhibit for what, exhibit in page.exhibits.items() if what in named):
                shown = shown_in(exhibit)
                used = lookup.behind(shown.cells, heads=shown.heads).measures
                if exhibit.origin is not None and (measure.id in used or measure.id in shown.heads):
                    yield _page_of_exhibit(exhibit, page.name, edition), exhibit


def _released(edition: Edition) -> Iterator[ReleasedPage]:
    """Every page of the book that has figures of measures."""
    annual = [ANNUAL_PAGE] if edition.quarter.number == 4 else []
    chapters = [chapter.slug for chapter in edition.project.plan.chapters]
    for page in (*BOARD_PAGES, *annual, *chapters, PROSE):
        yield edition.release(page)


def _named_on(page: str, edition: Edition) -> set[str]:
    """The exhibits that a notebook shows, or, for the prose, those that any of its pages shows: some are in no page."""
    project = edition.project
    notebook = project.notebooks / f"{page}.ipynb"
    if notebook.is_file():
        return set(_SHOWN.findall(notebook.read_text(encoding="utf-8")))
    texts = (path.read_text(encoding="utf-8") for path in project.book.glob("*.md"))
    return {what for text in texts for what in _PLACED.findall(text)}


def _page_of_exhibit(exhibit: Exhibit, page: str, edition: Edition) -> str:
    """The page of prose that an exhibit's id begins with; else the page that it was made for."""
    if page != PROSE:
        return page
    names = [path.stem for path in edition.project.book.glob("*.md") if exhibit.id.startswith(f"{path.stem}_")]
    return max(names, key=len, default=page)
