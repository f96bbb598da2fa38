"""Read every file of a public edition's folder, and say what in it is not accounted for by the figures it shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nelscb.audit.chart_figures import check_figures, rows_of
from nelscb.audit.drawings_read import check_drawing, letters_of, numbers_drawn, read_drawing
from nelscb.audit.drawn_points import check_points
from nelscb.audit.executed_notebooks import check_notebook, numbers_on, read_notebook
from nelscb.audit.findings import Notes, Reading
from nelscb.audit.folder_contents import check_contents, check_marks, check_text_for_mark
from nelscb.audit.marked_numbers import check_marked
from nelscb.audit.pdf_numbers import check_pdf, pairs_on
from nelscb.audit.pdf_text import text_of_pdf
from nelscb.audit.pictures import check_attributes, numbers_of
from nelscb.audit.printed_numbers import OwnWords, numbers_in
from nelscb.audit.search_index import FILE, check_index, read_index
from nelscb.audit.shown_figures import ShownFigures
from nelscb.audit.titles import titles_in
from nelscb.audit.unmarked_numbers import check_unmarked, numbers_marked
from nelscb.audit.web_pages import Table, WebPage, read_page
from nelscb.audit.workbook_rows import check_workbook, hidden_parts, read_workbook
from nelscb.mistakes import Mistake

WORKBOOK, BOOK, CHARTS = "tables.xlsx", "book.pdf", Path("_static", "charts")


def read_everything(folder: Path, shown: Mapping[str, str], measures: Mapping[str, Any]) -> Reading:
    """The findings of every file of the edition in ``folder``, and counts of what was looked at.

    ``shown``: each cell's text in ``core_data_set.csv`` by its name, such as ``P1-01/quarter/2016-17-Q4.numerator``,
    with ``.denominator``, ``.value``, ``.low`` and ``.high``; nothing, or no entry, where there is no such number.
    ``measures``: the content of ``measures.json``. Raises Mistake where the folder has no pages.
    """
    paths = sorted((folder / "html").glob("*.html"))
    if not paths:
        raise Mistake(f"{folder} has no pages in html/: name the folder of a public edition, as the build leaves it")
    titles = titles_in(folder / "core_data_set.csv")
    notes, figures = Notes(), ShownFigures(shown, measures, titles)
    words = OwnWords(measures, (title for told in titles.values() for title in told))
    pages = {path.stem: read_page(path) for path in paths}
    check_contents(folder, notes)
    check_marks(pages.values(), notes)
    _check_pages(pages, figures, words, notes)
    drawn = _check_charts(folder / "html" / CHARTS, pages, figures, words, notes)
    if (folder / "html" / FILE).exists():
        check_index(read_index(folder / "html" / FILE), pages, words, notes)
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        check_notebook(f"notebooks/{path.name}", read_notebook(path), pages.get(path.stem), drawn, figures, notes)
    _check_workbook(folder / WORKBOOK, pages, figures, words, notes)
    _check_pdf(folder / BOOK, pages, notes)
    return notes.read()


def _check_pages(pages: Mapping[str, WebPage], figures: ShownFigures, words: OwnWords, notes: Notes) -> None:
    known = figures.printed() | numbers_marked(pages.values())
    headings = {number for page in pages.values() for number in numbers_in(words.figures_of(page.article))}
    for page in pages.values():
        notes.looked("pages")
        check_marked(page, figures, notes)
        check_unmarked(page, words, known, headings, figures.largest_small, notes)
        check_attributes(page, figures, words, notes)


def _check_charts(
    folder: Path, pages: Mapping[str, WebPage], figures: ShownFigures, words: OwnWords, notes: Notes
) -> set[str]:
    """Check every chart, and give the numbers that they tell."""
    tables: dict[str, tuple[Table, WebPage]] = {t.name: (t, page) for page in pages.values() for t in page.tables}
    drawings = [read_drawing(path) for path in sorted(folder.glob("*.svg"))]
    letters = letters_of(drawings)
    for drawing in drawings:
        notes.looked("charts")
        table, page = tables.get(Path(drawing.file).stem, (None, None))
        own = numbers_of(table)
        if page is not None:
            alternatives = (number for alt in page.pictures.values() for number in numbers_in(alt))
            own |= numbers_marked([page]) | set(alternatives)
        check_drawing(drawing, letters, own, words, notes)
        named = figures.titled(" ".join(cell for row in table.rows for cell in row)) if table is not None else ()
        check_points(drawing.file, (folder / drawing.file).read_bytes(), own | figures.printed_of(named), notes)
    for path in sorted(folder.glob("*.csv")):
        check_figures(path.name, rows_of(path), tables.get(path.stem, (None, None))[0], words, notes)
    return numbers_drawn(drawings)


def _check_workbook(
    path: Path, pages: Mapping[str, WebPage], figures: ShownFigures, words: OwnWords, notes: Notes
) -> None:
    if not path.exists():
        return
    for part in hidden_parts(path):
        notes.fails(path.name, part, "holds what no sheet shows", "hidden parts of the workbook")
    on_pages = {number for page in pages.values() for number in numbers_on(page)}
    check_workbook(path.name, read_workbook(path), figures, on_pages, words, notes)


def _check_pdf(path: Path, pages: Mapping[str, WebPage], notes: Notes) -> None:
    if not path.exists():
        return
    text = text_of_pdf(path)
    notes.looked("PDF pages", len(text.pages))
    check_text_for_mark(path.name, (*text.pages, *text.edges, *text.unseen), notes)
    check_pdf(path.name, text, pairs_on(pages.values()), notes)
