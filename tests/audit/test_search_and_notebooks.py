from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_edition import MEASURES, SHOWN, marked, page_of

from nelscb.audit.executed_notebooks import check_notebook
from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords
from nelscb.audit.search_index import check_index, read_index
from nelscb.audit.shown_figures import ShownFigures
from nelscb.audit.web_pages import page_from

WORDS, FIGURES = OwnWords(MEASURES), ShownFigures(SHOWN, MEASURES)
SAID = f"<p>There were {marked('{P1-01/quarter/2016-17-Q4.value}', '494')} referrals</p><b>Level</b><i>27x</i>"
PAGES = {"p1": page_from(page_of(SAID), "p1.html"), "o9": page_from(page_of("<p>Deaths</p>"), "o9.html")}
INDEX: dict[str, Any] = {
    "docnames": ["p1", "o9"],
    "terms": {"there": [0, 1], "494": 0, "referralslevel27x": 0},
    "titleterms": {"referr": [0, 1]},
    "alltitles": {"Referrals": [[0, None]]},
    "titles": ["Referrals", "Referrals"],
    "indexentries": {},
}


def searched(**changed: Any) -> list[tuple[str, str]]:
    notes = Notes()
    check_index(INDEX | changed, PAGES, WORDS, notes)
    return [(finding.place, finding.what) for finding in notes.read().fails]


def test_a_sound_index_has_no_finding() -> None:
    assert searched() == []


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"terms": {"494": [0, 1]}}, "494"),
        ({"terms": {"4": 0}}, "4"),
        ({"terms": {"level4": 0}}, "level4"),
        ({"terms": {"494": 5}}, "494"),
        ({"titleterms": {"4": [1]}}, "4"),
        ({"titles": ["Referrals", "4 deaths"]}, "4 deaths"),
        ({"alltitles": {"4 deaths": [[1, None]]}}, "4 deaths"),
    ],
)
def test_a_number_that_its_page_does_not_have_is_found(changed: dict[str, Any], place: str) -> None:
    assert [found for found, _ in searched(**changed)] == [place]


def test_an_index_is_read_from_its_file_and_one_that_is_none_is_found(tmp_path: Path) -> None:
    (tmp_path / "searchindex.js").write_text('Search.setIndex({"docnames": []})', encoding="utf-8")
    assert read_index(tmp_path / "searchindex.js") == {"docnames": []}
    (tmp_path / "searchindex.js").write_text("4", encoding="utf-8")
    notes = Notes()
    check_index(read_index(tmp_path / "searchindex.js"), PAGES, WORDS, notes)
    assert [f.what for f in notes.read().fails] == ["the search index cannot be read"]


def run(*outputs: dict[str, Any], page: str = "p1") -> list[str]:
    notes = Notes()
    notebook = {"cells": [{"cell_type": "code", "metadata": {}, "outputs": list(outputs)}]}
    check_notebook("p1.ipynb", notebook, PAGES.get(page), {"40"}, FIGURES, notes)
    return [finding.kind for finding in notes.read().fails]


@pytest.mark.parametrize(
    ("output", "kinds"),
    [
        ({"data": {"text/html": [SAID], "text/plain": "494"}}, []),
        ({"data": {"text/plain": ["There were ", "4"]}}, ["notebooks"]),
        ({"data": {"text/html": "<p>4</p>"}}, ["notebooks"]),
        ({"data": {"text/html": "<p title='4'>Deaths</p>"}}, ["notebooks"]),
        ({"data": {"text/html": SAID.replace("P1-01", "O9-01")}}, ["withheld numbers told"]),
        ({"data": {"application/json": {"deaths": 4}}}, ["notebooks"]),
        ({"text": "4 deaths\n"}, ["notebooks"]),
        ({"traceback": ["at 4"]}, ["notebooks"]),
        ({"data": {}, "metadata": {"alt": "4 deaths"}}, ["notebooks"]),
        ({"data": {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><g><!-- 40 --></g></svg>"}}, []),
        ({"data": {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><g><!-- 4 --></g></svg>"}}, ["notebooks"]),
    ],
)
def test_every_number_of_an_output_must_stand_on_the_page(output: dict[str, Any], kinds: list[str]) -> None:
    assert run(output) == kinds


def test_a_notebook_without_a_page_is_found() -> None:
    assert run(page="p9") == ["notebooks"]


def test_a_small_number_must_stand_on_the_page_after_the_same_word() -> None:
    page = page_from(
        page_of("<table><tr><td>Fire</td><td>4</td></tr><tr><td>Water</td><td>c</td></tr></table>"), "p1.html"
    )
    notes = Notes()
    cells = [{"outputs": [{"data": {"text/plain": f"| Fire | 4 |\n| Water | {cell} |"}}]} for cell in ("c", "4")]
    check_notebook("p1.ipynb", {"cells": cells}, page, set(), FIGURES, notes)
    assert [finding.place for finding in notes.read().fails] == ["cell 2, text/plain"]
