"""A table of a page's own text becomes one that is named, has scopes, and can be scrolled by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from nelscb.book.mend import mend_book
from nelscb.mistakes import Mistake

HEADING = '<h2>Words &amp; <em>shapes</em><a class="headerlink" href="#w" title="Link">#</a></h2>'
TABLE = """<div class="pst-scrollable-table-container"><table class="table">
<thead>
<tr class="row-odd"><th class="head"><p>Shape</p></th>
<th class="head"><p>Word</p></th>
</tr>
</thead>
<tbody>
<tr class="row-even"><td><p>Ring</p></td>
<td><p>Unclear</p></td>
</tr>
<tr class="row-odd"><td><p>Cross</p></td>
<td><p>No figure</p></td>
</tr>
</tbody>
</table>
</div>"""


def mended(folder: Path, body: str) -> BeautifulSoup:
    (folder / "_static").mkdir(exist_ok=True)
    (folder / "_static" / "doctools.js").touch()
    (folder / "page.html").write_text(f'<head><meta charset="utf-8" /></head>{body}', encoding="utf-8")
    mend_book(folder)
    return BeautifulSoup((folder / "page.html").read_text(encoding="utf-8"), "html.parser")


def test_a_table_of_prose_is_named_by_its_heading_and_has_scopes(tmp_path: Path) -> None:
    page = mended(
        tmp_path, f"<h2>Before</h2>{HEADING}<p>Told.</p>{TABLE}{HEADING.replace('Words', 'Other words')}{TABLE}"
    )
    first, second = page.find_all("table")
    assert [table.caption.get_text() for table in (first, second)] == ["Words & shapes", "Other words & shapes"]
    for table in (first, second):
        box = table.parent
        assert (box["class"], box["role"], box["tabindex"]) == (["table-scroll"], "region", "0")
        assert box["aria-labelledby"] == table.caption["id"]
        assert [cell.get_text() for cell in table.find_all("th", scope="col")] == ["Shape", "Word"]
        assert [cell.get_text() for cell in table.find_all("th", scope="row")] == ["Ring", "Cross"]
        assert [cell.get_text() for cell in table.find_all("td")] == ["Unclear", "No figure"]
    assert first.caption["id"] != second.caption["id"]


def test_a_table_that_nothing_names_is_said(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="no heading above it"):
        mended(tmp_path, TABLE)
