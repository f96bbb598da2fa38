"""The book by keyboard alone: the way past the menus, where the focus is, search, the tracker, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import HEIGHT, PHONE, WIDE, focused, open_browser, serve, tab_to
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.book
WAYS = ("web server", "folder")
TABBED = ("index", "at_a_glance", "p1_early_help", "tracker", "exceptions")
NEGLECT = "p2_neglect.html"

# Everything that Tab should stop at, numbered in its order; what stands in a closed dialog or is folded is not shown.
_NUMBERED = """() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
    const shown = all.filter(part => part.tabIndex >= 0 && part.checkVisibility({visibilityProperty: true}));
    shown.forEach((part, number) => { part.dataset.stop = number; });
    return shown.length;
}"""
# What is wrong with how the stop is shown. Nine points are looked at of what lies on the screen of its first line: all
# must be the stop itself or something inside it.
_STOP = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getClientRects()[0];
    const name = `${at.tagName} ${at.textContent.trim().slice(0, 40)}`, wrong = [];
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push(`${name}: no line about it`);
    if (!box) return [null, [`${name}: has no place`]];
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) wrong.push(`${name}: not on the screen`);
    else {
        const points = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y =>
            document.elementFromPoint(left + x * (right - left), top + y * (bottom - top))));
        const over = points.filter(part => part && !at.contains(part) && !part.contains(at));
        if (over.length) wrong.push(`${name}: beneath ${over[0].tagName}.${over[0].getAttribute('class')}`);
    }
    return [at === document.body ? null : at.dataset.stop === undefined ? -1 : Number(at.dataset.stop), wrong];
}"""
_ROWS = """() => [...document.querySelectorAll('table.interactive tbody tr')].filter(row => !row.hidden)
    .map(row => [...row.cells].map(cell => cell.textContent.trim()))"""


@pytest.fixture(scope="module")
def addresses(demo: Path) -> Iterator[dict[str, str]]:
    """Where the illustrative board's book is, which is the fuller: from a web server, and in its folder."""
    with serve(demo) as served:
        yield {"web server": served.address, "folder": f"{demo.as_uri()}/"}


@pytest.fixture(scope="module")
def browser(addresses: object) -> Iterator[Browser]:
    assert addresses
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_first_stop_is_the_way_past_the_menus(page: Page, addresses: dict[str, str]) -> None:
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(f"{addresses['folder']}p1_early_help.html")
        page.keyboard.press("Tab")
        assert focused(page)[2:] == ("#main-content", "Skip to main content")
        assert page.evaluate(_STOP)[1] == []
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", TABBED)
def test_tab_goes_through_a_page_and_shows_where_it_is(
    page: Page, addresses: dict[str, str], name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(f"{addresses['folder']}{name}.html")
    count, stops, wrong = page.evaluate(_NUMBERED), list[int](), list[str]()
    assert count > 10
    while len(stops) <= count:
        page.keyboard.press("Tab")
        stop, told = page.evaluate(_STOP)
        if stop is None or stop in stops:
            break
        stops.append(stop)
        wrong += told
    assert stops == list(range(count))
    assert wrong == []
    # And out again the other way.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(_STOP)[0] in (count - 2, count - 1)


def test_a_stop_that_cannot_be_seen_is_found(page: Page, addresses: dict[str, str]) -> None:
    page.goto(f"{addresses['folder']}index.html")
    tab_to(page, ".bd-article a:not(.headerlink)")
    assert page.evaluate(_STOP)[1] == []
    page.evaluate("document.activeElement.style.setProperty('outline', 'none', 'important')")
    assert "no line about it" in page.evaluate(_STOP)[1][0]
    page.evaluate("document.querySelector('.bd-header-article').style.cssText = 'position: fixed; inset: 0'")
    assert "beneath" in page.evaluate(_STOP)[1][1]


@pytest.mark.parametrize("way", WAYS)
def test_search_finds_neglect(page: Page, addresses: dict[str, str], way: str) -> None:
    page.goto(f"{addresses[way]}index.html")
    tab_to(page, "button.search-button-field")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('dialog[open] input[type=search]')")
    page.keyboard.type("neglect")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results")).to_contain_text(re.compile(r"found \d+ page"))
    found = page.eval_on_selector_all("#search-results li a", "links => links.map(link => link.textContent)")
    assert "P2 Neglect" in found[:5]
    tab_to(page, f"#search-results a[href^='{NEGLECT}']")
    assert page.evaluate(_STOP)[1] == []
    page.keyboard.press("Enter")
    page.wait_for_selector("article h1")
    assert page.url.startswith(f"{addresses[way]}{NEGLECT}")
    assert page.inner_text("article h1").startswith("P2 Neglect")


def test_nothing_is_found_for_a_word_that_is_not_there(page: Page, addresses: dict[str, str]) -> None:
    page.goto(f"{addresses['folder']}search.html?q=zyzzyva")
    expect(page.locator("#search-results")).to_contain_text("did not match any documents")
    assert page.locator("#search-results li a").count() == 0


@pytest.mark.parametrize("way", WAYS)
def test_the_tracker_sorts_and_filters(page: Page, addresses: dict[str, str], way: str) -> None:
    page.goto(f"{addresses[way]}tracker.html")
    status, heading = page.locator(".table-status"), page.locator("table.interactive th:has(button)").first
    whole = page.evaluate(_ROWS)
    assert status.inner_text() == f"{len(whole)} of {len(whole)} rows"
    tab_to(page, "input[type=search][id^=table]")
    page.keyboard.type("neglect")
    rows = page.evaluate(_ROWS)
    assert 0 < len(rows) < len(whole)
    assert all("neglect" in " ".join(row).lower() for row in rows)
    assert status.inner_text() == f"{len(rows)} of {len(whole)} rows"
    tab_to(page, "select")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.value")
    label = page.evaluate("document.activeElement.labels[0].textContent")
    column = page.eval_on_selector_all("table.interactive th[scope=col]", "all => all.map(h => h.textContent)").index(
        label
    )
    assert {row[column] for row in page.evaluate(_ROWS)} <= {chosen}
    tab_to(page, "button.table-all")
    page.keyboard.press("Enter")
    assert page.evaluate(_ROWS) == whole
    tab_to(page, "table.interactive th button")
    assert heading.get_attribute("aria-sort") == "none"
    for key, order in (("Enter", "ascending"), ("Space", "descending")):
        page.keyboard.press(key)
        assert heading.get_attribute("aria-sort") == order
        assert status.inner_text().endswith(f", sorted by {heading.inner_text().strip(' ▲▼')}, {order}")
    # The last column of numbers that can be sorted: both ways, and what is missing last in both.
    numbers = page.locator("table.interactive th.number:has(button)").last
    column = page.eval_on_selector_all(
        "table.interactive thead th", "(all, one) => all.indexOf(one)", numbers.element_handle()
    )
    tab_to(page, f"table.interactive th:nth-child({column + 1}) button")
    page.keyboard.press("Enter")
    up = [row[column] for row in page.evaluate(_ROWS)]
    page.keyboard.press("Enter")
    down = [row[column] for row in page.evaluate(_ROWS)]
    assert heading.get_attribute("aria-sort") == "none"
    assert numbers.get_attribute("aria-sort") == "descending"
    assert sorted(up) == sorted(down) == sorted(row[column] for row in whole)
    assert up != down
    page.keyboard.press("Enter")
    assert page.evaluate(_ROWS) == whole


@pytest.mark.parametrize("way", WAYS)
def test_light_or_dark_is_chosen_once_for_every_page(page: Page, addresses: dict[str, str], way: str) -> None:
    page.goto(f"{addresses[way]}index.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    light = ground(page)
    tab_to(page, "button.theme-switch-button")
    for _ in range(3):
        if page.evaluate("document.documentElement.dataset.mode") == "dark":
            break
        page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    dark = ground(page)
    assert brightness(dark) < 60
    assert brightness(light) > 200
    page.goto(f"{addresses[way]}p1_early_help.html")
    assert ground(page) == dark
    assert page.evaluate("getComputedStyle(document.querySelector('figure.exhibit img')).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('figure.exhibit img')).filter") == "none"


def test_the_devices_own_choice_is_kept_and_the_lines_stay_where_they_are(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(f"{addresses['folder']}p1_early_help.html")
    places = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.reload()
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        places[theme] = page.evaluate("""[...document.querySelectorAll('article p, article img')].map(part => {
            const box = part.getBoundingClientRect();
            return [Math.round(box.left), Math.round(box.top)];
        })""")
    assert places["light"] == places["dark"]


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def brightness(colour: str) -> float:
    """The mean of red, green and blue of a colour such as ``rgb(18, 18, 18)``."""
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    return sum(parts) / 3
