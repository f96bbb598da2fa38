"""Other ways to have the pages: on paper, without scripts, and a chart's figures taken away by a click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from browsing import HEIGHT, WIDE, open_browser, serve
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.book
MARK = "OFFICIAL-SENSITIVE · NELSCB · 2016-17 Q4 · board edition · DRAFT · partial · retrospective"
WITHOUT_SCRIPTS = ("index", "at_a_glance", "p1_early_help", "exceptions", "methods", "registers", "score_card_neglect")
A4 = (595, 842)


@pytest.fixture(scope="module")
def folder(built: Path) -> Path:
    return built / "html"


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    assert folder.is_dir()
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, color_scheme="dark")
    yield context.new_page()
    context.close()


def printed(page: Page, path: Path) -> tuple[list[str], list[tuple[float, float]]]:
    """Each sheet's words, and its size in points, as the browser prints the page."""
    page.goto(path.as_uri())
    with pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as sheets:
        words = [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in sheets]
        return words, [(sheet.get_width(), sheet.get_height()) for sheet in sheets]


@pytest.mark.parametrize("name", ["p1_early_help", "exceptions"])
def test_a_page_is_printed_upright_with_its_mark_and_what_was_folded(page: Page, folder: Path, name: str) -> None:
    words, sizes = printed(page, folder / f"{name}.html")
    assert words[0].startswith(MARK)
    assert min(len(sheet) for sheet in words) > 20
    assert all(size == pytest.approx(A4, abs=2) for size in sizes)
    whole = " ".join(words)
    assert "Skip to main content" not in whole
    assert "Search" not in whole
    if name == "p1_early_help":
        # A row of the figures that are folded beneath the chart, and a source.
        assert re.search(r"2016-17 Q4 655\b", whole)
        assert "Source: " in whole


def test_the_tracker_is_printed_across_with_its_headings_on_every_sheet(page: Page, folder: Path) -> None:
    words, sizes = printed(page, folder / "tracker.html")
    assert all(size == pytest.approx(A4[::-1], abs=2) for size in sizes)
    assert words[0].startswith(MARK)
    assert len([sheet for sheet in words if sheet.startswith("Measure Chapter Standing")]) > 5


def test_what_a_reader_folded_is_folded_again_after_printing(page: Page, folder: Path) -> None:
    page.goto((folder / "p1_early_help.html").as_uri())
    count = "() => [...document.querySelectorAll('details')].filter(folded => folded.open).length"
    assert page.evaluate(count) == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(count) == page.locator("details").count() > 4
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(count) == 0


@pytest.mark.parametrize("name", WITHOUT_SCRIPTS)
def test_without_scripts_a_page_says_the_same(browser: Browser, folder: Path, name: str) -> None:
    said = []
    for scripts in (True, False):
        context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, java_script_enabled=scripts)
        page = context.new_page()
        page.goto((folder / f"{name}.html").as_uri())
        said.append(page.inner_text("article.bd-article"))
        assert page.locator("nav.bd-links a").count() > 30
        if not scripts:
            assert page.locator("nav.bd-links a", has_text="P2 Neglect").is_visible()
            # A browser opens and folds without a script of ours.
            if page.locator("details").count():
                page.locator("summary").first.click()
                assert page.locator("details").first.locator("table, ul, dl").first.is_visible()
        context.close()
    assert len(said[0]) > 500
    assert said[0] == said[1]


def test_without_scripts_the_tracker_is_whole(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "tracker.html").as_uri())
    rows = page.locator("table.interactive tbody tr")
    assert rows.count() > 100
    assert rows.last.is_visible()
    assert page.locator("table.interactive button").count() == 0
    context.close()


def test_a_charts_drawing_and_its_figures_are_had_by_a_click(page: Page, folder: Path) -> None:
    with serve(folder) as served:
        page.goto(f"{served.address}p1_early_help.html")
        for words, ending in (("Chart (SVG)", "svg"), ("Figures (CSV)", "csv")):
            link = page.locator("p.chart-files a", has_text=words).first
            with page.expect_download() as expected:
                link.click()
            name = expected.value.suggested_filename
            assert name.endswith(f".{ending}")
            assert Path(expected.value.path()).read_bytes() == (folder / "_static" / "charts" / name).read_bytes()
        assert served.missed == []
