"""What a reader can take away of a chart: its drawing, and its figures as CSV, each row with source and edition."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.tables import cell_text

CHARTS = "charts"
"""The folder of the book's own files in which both stand, named by the exhibit's id."""
OWN_COLUMNS = ("Source", "Edition")
"""What every row tells besides the table: a file that went its own way still says where its figures come from."""

_NUMBER = re.compile(r"[-−+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?")
_YEAR = re.compile(r"(\d{4})-(\d{2})")
_FORMULA = ("=", "+", "-", "@")


def chart_figures(exhibit: Exhibit) -> dict[str, Any]:
    """A chart's table as it is read: ``columns``, ``rows`` and ``source``, of nothing but text, lists and dicts.

    Raises ValueError for an exhibit without a table.
    """
    if exhibit.table is None:
        raise ValueError(f"{exhibit.id}: there are no figures without a table")
    return {
        "columns": [plain(column.title) for column in exhibit.table.columns],
        "rows": [[cell_text(cell) for cell in row] for row in exhibit.table.rows],
        "source": "; ".join(plain(source) for source in exhibit.sources),
    }


def figures_csv(figures: dict[str, Any], edition: str) -> bytes:
    """What ``chart_figures`` gave as a CSV file, with the edition's line in each row.

    With a mark at its beginning: without one a spreadsheet that is opened by double-click takes UTF-8 for an older
    alphabet and shows pounds and dashes as other signs. Lines end as they do on the web.
    """
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow([_cell(title) for title in (*figures["columns"], *OWN_COLUMNS)])
    own = [_cell(figures["source"]), _cell(edition)]
    writer.writerows([*(_cell(text) for text in row), *own] for row in figures["rows"])
    # A half of a character, which no file can hold, becomes a question mark.
    return content.getvalue().encode("utf-8-sig", "replace")


def _cell(text: str) -> str:
    """A plain number without its commas; a text that a spreadsheet would change is kept from it.

    One that begins like a formula gets an apostrophe before it. A year such as 2011-12, which would become December
    2011, is written with a dash that is no sign of a date: in every row, so that a column is of one kind.
    """
    line = " ".join(text.split())
    if _NUMBER.fullmatch(line):
        return line.replace(",", "").replace("−", "-")
    if year := _YEAR.fullmatch(line):
        return f"{year[1]}–{year[2]}"
    return f"'{line}" if line.startswith(_FORMULA) else line


def chart_links_html(exhibit_id: str, caption: str) -> str:
    """The two links beneath a chart. Who hears the page is told which chart; on paper they lead nowhere."""
    which = f'<span class="for-ears">: {html.escape(caption, quote=False)}</span>'
    links = (
        f'<a href="_static/{CHARTS}/{exhibit_id}.{ending}" download>{words}{which}</a>'
        for words, ending in (("Chart (SVG)", "svg"), ("Figures (CSV)", "csv"))
    )
    return f'<p class="chart-files screen-only">{" ".join(links)}</p>'
