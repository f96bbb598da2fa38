"""The public edition as it is built: its marks, its files, what its audit says; and a leak in it would be found."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from browsing import PHONE, open_browser
from bs4 import BeautifulSoup
from page_survey import all_faults, checking_page, sideways

from nelscb.book.making import attack_edition
from nelscb.edition import Edition, open_edition
from nelscb.filed_editions import hash_of_tables
from nelscb.plan import open_project

pytestmark = pytest.mark.book
OWN_PAGES = ("index", "how_to_read", "small_numbers", "p3_child_sexual_exploitation", "o9_child_death_review")
"""Pages that are the public's alone, and two on which much is withheld."""


BOARDS_PAGES = {
    "exceptions", "at_a_glance", "tracker", "what_changed", "governance", "registers", "returns", "not_public",
}  # fmt: skip


@pytest.fixture(scope="module")
def opened(public_demo: Path) -> Edition:
    return open_edition(open_project(board_of(public_demo)), "2016-17-Q4", "public")


def board_of(public: Path) -> Path:
    return public.parents[2]


def test_every_page_says_that_it_is_public_and_a_draft(public_demo: Path) -> None:
    pages = sorted((public_demo / "html").glob("*.html"))
    assert len(pages) > 20
    for page in pages:
        line = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one(".bd-header-announcement")
        assert line is not None, page
        assert line.get_text(strip=True) == "PUBLIC · HSCB · 2016-17 Q4 · public edition · DRAFT · illustrative"


def test_nothing_stands_there_that_is_the_boards(public_demo: Path) -> None:
    assert {path.name for path in public_demo.iterdir()} == {
        "html", "notebooks", "book.pdf", "tables.xlsx", "core_data_set.csv", "core_data_set.csv-metadata.json",
        "manifest.json",
        "measures.json",
    }  # fmt: skip
    pages = {path.stem for path in (public_demo / "html").glob("*.html")}
    boards = {
        "exceptions",
        "at_a_glance",
        "tracker",
        "what_changed",
        "governance",
        "registers",
        "returns",
        "not_public",
    }
    assert boards.isdisjoint(pages)
    assert not any(name.startswith("score_card") for name in pages)
    assert not list(public_demo.rglob("_sources"))
    for path in public_demo.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".csv", ".json", ".ipynb", ".svg"):
            told = path.read_text(encoding="utf-8", errors="replace")
            assert "OFFICIAL" not in told, path
            assert not re.search(
                r'href="(?:exceptions|tracker|governance|registers|returns|at_a_glance)\.html', told
            ), path


def test_the_audit_passes_and_prints_counts_alone(public_demo: Path) -> None:
    said = (board_of(public_demo).parents[1] / "said_by_the_audit.txt").read_text(encoding="utf-8")
    assert "figures not accounted for: 0" in said
    assert "nothing small can be worked out that need not be" in said
    withheld = re.search(r"withheld counts attacked: ([\d,]+)", said)
    assert withheld is not None
    assert int(withheld[1].replace(",", "")) > 200
    report = (public_demo.parent / "audit_of_public.md").read_text(encoding="utf-8")
    named = re.findall(r"^- (\S+/(?:quarter|year|day)/.*?\.(?:numerator|denominator)): \d", report, re.MULTILINE)
    assert len(named) > 10
    public = said + (public_demo / "html" / "small_numbers.html").read_text(encoding="utf-8")
    assert not any(name in public for name in named)
    assert not list(public_demo.rglob("audit_of_public.md"))


def test_the_page_on_small_counts_tells_what_the_audit_found(public_demo: Path) -> None:
    said = (board_of(public_demo).parents[1] / "said_by_the_audit.txt").read_text(encoding="utf-8")
    page = BeautifulSoup((public_demo / "html" / "small_numbers.html").read_text(encoding="utf-8"), "html.parser")
    table = next(t for t in page.select("table") if "What the attack found" in t.get_text())
    cells = [[c.get_text(strip=True) for c in row.select("th, td")] for row in table.select("tbody tr")]
    rows = dict(cells)
    assert rows["Could be worked out more closely than they need be"] == "0"
    assert f"withheld counts attacked: {rows['Withheld counts that were attacked']}," in said


def test_a_true_count_in_place_of_a_withheld_one_is_found(public_demo: Path, opened: Edition, tmp_path: Path) -> None:
    """For some withheld small counts: were this one alone shown, the attack would say so."""
    counts, small = opened.protected.counts, opened.protected.primary
    for name in ("core_data_set.csv", "measures.json"):
        shutil.copy(public_demo / name, tmp_path)
    with (public_demo / "core_data_set.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    head = rows[0]
    figure, part = head.index("figure"), head.index("numerator")
    gone = [row for row in rows[1:] if row[part] == "c" and f"{row[figure]}.numerator" in small]
    assert len(gone) > 100
    for row in gone[len(gone) // 4 :: len(gone) // 2]:
        shown = [*row[:part], str(counts[f"{row[figure]}.numerator"]), *row[part + 1 :]]
        with (tmp_path / "core_data_set.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows([shown if r is row else r for r in rows])
        found = attack_edition(tmp_path, opened)
        assert f"{row[figure]}.numerator" in {result.cell for result in found.failed}


def test_executed_notebooks_hold_what_the_pages_show(public_demo: Path, opened: Edition) -> None:
    private = {t.text for t in opened.found.texts if t.audience == "board" and len(t.text) > 20}
    private -= {t.text for t in opened.found.texts if t.audience == "public"}
    for path in (public_demo / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        told = json.dumps([cell.get("outputs", []) for cell in cells], ensure_ascii=False)
        assert [text for text in private if json.dumps(text, ensure_ascii=False)[1:-1] in told] == [], path


def test_the_hash_is_that_of_the_tables(public_demo: Path) -> None:
    record = json.loads((public_demo.parent / ".public-audit.json").read_text(encoding="utf-8"))
    assert record == {"hash": hash_of_tables(public_demo), "passes": True}


def test_the_publics_own_pages_have_no_fault_in_a_browser(public_demo: Path) -> None:
    with open_browser() as browser, checking_page(browser) as page:
        for name in OWN_PAGES:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto((public_demo / "html" / f"{name}.html").as_uri())
            assert all_faults(page) == [], name
            page.set_viewport_size({"width": PHONE, "height": 900})
            assert sideways(page) == [], name
