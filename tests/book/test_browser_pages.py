"""Every page of both boards' books in a real browser: it loads, axe-core finds no fault, and nothing is too wide."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import HEIGHT, PHONE, Watched, browser_path, open_browser, serve
from page_survey import Survey, all_faults, checking_page, sideways, survey, wrong_from_folder
from playwright.sync_api import Browser, Page

from nelscb.book.mend import POLICY

pytestmark = pytest.mark.book
BOARDS = ("real", "illustrative")


@pytest.fixture(scope="module")
def books(built: Path, demo: Path) -> dict[str, Path]:
    return {"real": built / "html", "illustrative": demo}


@pytest.fixture(scope="module")
def surveys(books: dict[str, Path]) -> dict[str, tuple[list[Survey], list[str]]]:
    """What is wrong with each page of each board, and what the web server was asked for and did not have."""
    return {board: survey(pages) for board, pages in books.items()}


@pytest.fixture(scope="module")
def browser(surveys: object) -> Iterator[Browser]:
    """One more browser, after those that read every page."""
    assert surveys
    with open_browser() as opened:
        yield opened


@pytest.fixture
def seeded(browser: Browser, books: dict[str, Path]) -> Iterator[Page]:
    """A page in which a test makes a fault, to see that it is found."""
    with checking_page(browser) as page:
        page.goto((books["real"] / "o7_emotional_health.html").as_uri())
        yield page


def wrong_with(found: list[Survey], what: str) -> list[str]:
    return [f"{page.name}: {told}" for page in found for told in getattr(page, what)]


@pytest.mark.parametrize("board", BOARDS)
def test_every_page_loads_from_a_web_server(
    surveys: dict[str, tuple[list[Survey], list[str]]], books: dict[str, Path], board: str
) -> None:
    found, missed = surveys[board]
    assert {page.name for page in found} == {path.name for path in books[board].glob("*.html")}
    assert {"index.html", "search.html", "genindex.html", "p2_neglect.html", "tracker.html"} <= {p.name for p in found}
    assert wrong_with(found, "loading") == []
    assert missed == []


@pytest.mark.parametrize("board", BOARDS)
def test_every_page_loads_by_double_click(books: dict[str, Path], board: str) -> None:
    assert wrong_from_folder(books[board]) == []


@pytest.mark.parametrize("board", BOARDS)
def test_axe_finds_no_fault_light_or_dark_wide_or_narrow(
    surveys: dict[str, tuple[list[Survey], list[str]]], board: str
) -> None:
    assert wrong_with(surveys[board][0], "rules") == []


@pytest.mark.parametrize("board", BOARDS)
def test_no_page_is_wider_than_a_telephone_with_letters_spaced_or_not(
    surveys: dict[str, tuple[list[Survey], list[str]]], board: str
) -> None:
    assert wrong_with(surveys[board][0], "sideways") == []


@pytest.mark.parametrize("board", BOARDS)
def test_what_scrolls_sideways_in_a_box_is_named_and_reached_by_keyboard(
    surveys: dict[str, tuple[list[Survey], list[str]]], board: str
) -> None:
    assert wrong_with(surveys[board][0], "boxes") == []


@pytest.mark.parametrize("board", BOARDS)
def test_paper_has_everything_unfolded_no_menus_and_nothing_past_its_edge(
    surveys: dict[str, tuple[list[Survey], list[str]]], board: str
) -> None:
    assert wrong_with(surveys[board][0], "paper") == []


def test_no_style_asks_how_the_device_is_held(books: dict[str, Path]) -> None:
    """What axe's rule against it would look for, which must fetch the style sheets again and so is not asked."""
    for sheet in (books["real"] / "_static").rglob("*.css"):
        assert "orientation:" not in sheet.read_text(encoding="utf-8").replace(" ", ""), sheet.name


@pytest.mark.parametrize(
    ("selector", "seed", "rule"),
    [
        ("figure.exhibit img", "part.removeAttribute('alt')", "image-alt"),
        ("p.told", "part.style.color = '#999999'", "color-contrast"),
        ("tr:last-child td", "part.style.color = '#999999'", "color-contrast"),
        ("html", "part.removeAttribute('lang')", "html-has-lang"),
        ("details > summary", "part.textContent = ''", "summary-name"),
        (".chart-files", "part.style.gap = 0; part.style.fontSize = '5px'", "target-size"),
    ],
)  # fmt: skip
def test_a_fault_is_found(seeded: Page, selector: str, seed: str, rule: str) -> None:
    seeded.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
    seeded.evaluate(f"(() => {{ const part = document.querySelector({selector!r}); {seed}; }})()")
    assert {fault.split(":")[0] for fault in all_faults(seeded)} == {rule}


def test_a_page_that_is_too_wide_is_found(seeded: Page) -> None:
    seeded.set_viewport_size({"width": PHONE, "height": HEIGHT})
    assert sideways(seeded) == []
    seeded.evaluate("document.querySelector('p.told').style.width = '500px'")
    assert sideways(seeded) != []


def test_the_policy_stands_first_on_every_page_and_is_in_force(browser: Browser, books: dict[str, Path]) -> None:
    for path in books["real"].glob("*.html"):
        assert f'charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="{POLICY}" />' in (
            path.read_text(encoding="utf-8")
        )
    with serve(books["real"]) as served, serve(books["illustrative"]) as other:
        context = browser.new_context()
        watched, page = Watched(context, served.address), context.new_page()
        page.goto(f"{served.address}index.html")
        assert watched.wrong() == []
        page.evaluate(
            """outside => {
                const [script, image] = ['script', 'img'].map(name => document.createElement(name));
                script.textContent = 'window.ran = true';
                image.src = outside;
                document.body.append(script, image);
            }""",
            f"{other.address}not-there.png",
        )
        page.wait_for_function("document.body.lastChild.complete")
        assert page.evaluate("window.ran") is None
        told = watched.wrong()
        assert any("inline script" in one and "Content Security Policy" in one for one in told), told
        assert any("loading the image" in one.lower() for one in told), told
        assert other.missed == []
        context.close()


def test_an_error_and_a_request_that_goes_outside_are_found(browser: Browser, books: dict[str, Path]) -> None:
    """Without the policy, so that a request can go out."""
    with serve(books["real"]) as served, serve(books["illustrative"]) as other:
        context = browser.new_context(bypass_csp=True)
        watched, page = Watched(context, served.address), context.new_page()
        page.goto(f"{served.address}index.html")
        assert watched.wrong() == []
        page.evaluate("outside => fetch(outside, {mode: 'no-cors'}).then(() => 0)", f"{other.address}not-there.png")
        page.evaluate("setTimeout(() => { throw new Error('seeded'); })")
        page.wait_for_timeout(100)
        told = watched.wrong()
        assert f"asked outside: {other.address}not-there.png" in told
        assert "script: seeded" in told
        assert other.missed == ["/html/not-there.png: 404"]
        context.close()


def test_without_a_browser_the_tests_are_left_out_and_in_ci_they_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser is installed"):
        browser_path()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="in CI the book must be read in one"):
        browser_path()
