"""The illustrative board's book: every page, chart and table says that it is invented, and no real body is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from nelscb.words.editions import MARK

pytestmark = pytest.mark.book
REAL = (
    "Humberside",
    "Ofsted",
    "NLAG",
    "NELC ",
    "Barnsley",
    "Doncaster",
    "Rotherham",
    "Wakefield",
    "Wigan",
    "Tameside",
    "Goole",
    "North Lincolnshire",
)


def pages(demo: Path) -> list[Path]:
    return [p for p in sorted(demo.glob("*.html")) if p.stem not in ("genindex", "search")]


def test_every_page_says_that_it_is_illustrative(demo: Path) -> None:
    assert len(pages(demo)) >= 20
    for path in pages(demo):
        announced = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one(".bd-header-announcement")
        assert announced is not None, path.name
        assert "illustrative" in announced.get_text(), path.name


def test_every_table_says_so_in_its_caption(demo: Path) -> None:
    """But for those of a page's own text, which have no figures; the heading above them is their caption."""
    captions = [
        (path.stem, caption)
        for path in pages(demo)
        for caption in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("table caption")
    ]
    assert len(captions) > 60
    without = {page for page, caption in captions if MARK.lower() not in caption.get_text()}
    assert without == {"how_to_read", "methods", "reproducibility"}
    assert all(caption.select_one(".for-ears") for _, caption in captions if MARK.lower() not in caption.get_text())


def test_every_chart_carries_the_mark(demo: Path) -> None:
    """Glyphs are drawn as paths, with the text beside them as a comment."""
    charts = sorted((demo / "_static" / "charts").glob("*.svg"))
    assert len(charts) > 10
    assert [path.name for path in charts if f"<!-- {MARK} -->" not in path.read_text(encoding="utf-8")] == []


def test_no_real_body_is_named_beside_an_invented_figure(demo: Path) -> None:
    """The pages that quote the borrowed plan may name its place; those with figures may not."""
    quoting = {"plan_coverage", "glossary", "values_and_principles", "duties", "methods", "how_to_read", "index"}
    for path in pages(demo):
        if path.stem not in quoting:
            text = " ".join(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" ").split())
            assert [name for name in (*REAL, "North East Lincolnshire") if name in text] == [], path.name
