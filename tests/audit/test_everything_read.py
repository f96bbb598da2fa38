from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_edition import MEASURES, SHOWN, marked, page_of

from nelscb.audit.everything import read_everything
from nelscb.audit.findings import Reading
from nelscb.mistakes import Mistake

SAID = (
    f'<p class="told">There were {marked("{P1-01/quarter/2016-17-Q4.value}", "494")} referrals.</p>'
    '<svg aria-label="Referrals to social care: 480 to 494"></svg>'
)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The folder of a small edition: a page, its notebook, a search index and a download."""
    folder = tmp_path / "public"
    for name, text in {
        "html/p1.html": page_of(SAID),
        "html/searchindex.js": "Search.setIndex("
        + json.dumps({"docnames": ["p1"], "terms": {"494": 0}, "titleterms": {}, "alltitles": {}, "titles": []})
        + ")",
        "html/_static/theme.css": "p { width: 4px }",
        "html/downloads/core_data_set.csv": "measure,measure_title\nP1-01,Referrals to social care",
        "core_data_set.csv": "measure,measure_title\nP1-01,Referrals to social care",
        "measures.json": "{}",
        "notebooks/p1.ipynb": json.dumps({"cells": [{"outputs": [{"data": {"text/html": SAID}}]}]}),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> Reading:
    return read_everything(folder, SHOWN, MEASURES)


def test_a_sound_edition_has_no_finding_that_fails(edition: Path) -> None:
    found = read(edition)
    assert found.fails == ()
    assert found.looked_at["pages"] == 1
    assert found.looked_at["marked numbers"] == 2
    assert found.looked_at["files"] == 7


def _write(name: str, text: str) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return write


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (_write("html/p1.html", page_of(SAID.replace(">494<", ">493<"))), "other numbers"),
        (_write("html/p1.html", page_of(SAID.replace("480", "481"))), "numbers in the words of pictures"),
        (_write("html/p1.html", page_of(SAID).replace("PUBLIC", "")), "marks"),
        (_write("html/p1.html", page_of(SAID).replace("PUBLIC", "PUBLIC OFFICIAL-SENSITIVE")), "marks"),
        (_write("html/_sources/p1.ipynb", "{}"), "unexpected files"),
        (_write("html/p1.ipynb", "{}"), "unexpected files"),
        (_write("html/_static/returns.csv", "4"), "unexpected files"),
        (_write("html/_static/charts/returns.xlsx.csv", "4"), "charts' figures"),
        (_write("board_pack.pdf", ""), "unexpected files"),
        (_write("data/returns.csv", ""), "unexpected files"),
        (_write("notebooks/p2.ipynb", "{}"), "notebooks"),
        (_write("html/downloads/core_data_set.csv", "other"), "downloads"),
        (_write("html/downloads/measures.json", "other"), "downloads"),
        (_write("html/_static/theme.css", "/* OFFICIAL-SENSITIVE */"), "marks"),
    ],
)
def test_each_way_to_spoil_it_is_found(edition: Path, change: Callable[[Path], object], kind: str) -> None:
    change(edition)
    assert kind in {finding.kind for finding in read(edition).fails}


def test_a_folder_without_pages_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="has no pages in html/: name the folder of a public edition"):
        read(tmp_path)
