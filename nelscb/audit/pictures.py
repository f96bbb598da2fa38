"""What is said of pictures in words: alternative texts, and any other text of an attribute.

A number in a picture's words must be in its exhibit's table or be one of a measure that the words name; any other must
stand on the page with a mark. A small one must be in its exhibit's table, or be one of the measure with which the words
begin.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords, numbers_in
from nelscb.audit.shown_figures import ShownFigures
from nelscb.audit.unmarked_numbers import numbers_marked
from nelscb.audit.web_pages import Table, WebPage


def check_attributes(page: WebPage, figures: ShownFigures, words: OwnWords, notes: Notes) -> None:
    """Note each number in an attribute's text that neither its exhibit nor a measure it names has."""
    on_page = numbers_marked([page])
    of_charts = {alt: numbers_of(page.table(PurePosixPath(source).stem)) for source, alt in page.pictures.items()}
    for name, text in page.attributes:
        found = numbers_in(words.figures_of(text))
        notes.looked("numbers in the words of pictures", len(found))
        if not found:
            continue
        in_table = of_charts.get(text)
        small = figures.printed_of(figures.first_titled(text)) if in_table is None else in_table
        large = on_page | (in_table or set()) | figures.printed_of(figures.titled(text))
        for number in found:
            if number not in (small if figures.is_small(number) else large):
                what = f"{number} in its {name} is neither in its exhibit's table nor of a measure it names"
                notes.fails(page.file, text[:160], what, "numbers in the words of pictures")


def numbers_of(table: Table | None) -> set[str]:
    """Every number that a table shows, by key; none without a table."""
    return {number for row in table.rows for cell in row for number in numbers_in(cell)} if table else set()
