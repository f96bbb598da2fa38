"""Read every page of a book in a browser, once, and keep what is wrong with each: two browsers side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal, TypeVar

from axe_playwright_python.base import AXE_SCRIPT
from browsing import HEIGHT, NARROWEST, PHONE, WIDE, Watched, open_browser, serve
from playwright.sync_api import Browser, Page

PORTRAIT, LANDSCAPE = 680, 1016
"""The width of an A4 sheet between its margins, 180 and 269 mm, in CSS pixels; the widest tables lie across theirs."""
Theme, Media = Literal["light", "dark"], Literal["screen", "print"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
"""The rules that depend on colours, and so on light or dark."""
BROWSERS = 2
Found = TypeVar("Found")

# ``preload`` would fetch the style sheets again by script, which the policy forbids. Only the rule against a page that
# is locked to one way of holding the device needs it: a test sees to it that no style asks how the device is held.
_COMMON = {"resultTypes": ["violations"], "preload": False}
_TARGETS = {"target-size": {"enabled": True}}  # 24 pixels at least; it is asked for by name, as it is off by default
_EVERY_RULE = {**_COMMON, "runOnly": {"type": "tag", "values": STANDARDS}, "rules": _TARGETS}
_ALL_BUT_COLOURS = {**_EVERY_RULE, "rules": {**_TARGETS, **{rule: {"enabled": False} for rule in COLOUR_RULES}}}
_COLOURS = {**_COMMON, "runOnly": {"type": "rule", "values": COLOUR_RULES}}
_CHECK = """async options => {
    const found = await axe.run(options);
    const told = (rule, node) => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary})`.replace(/\\s+/g, ' ');
    return found.violations.flatMap(rule => rule.nodes.map(node => told(rule, node)));
}"""
_OPEN = "document.querySelectorAll('details').forEach(folded => { folded.open = true; })"
# Words under the same elements and classes have the same colours. The time that contrast takes grows with the square of
# a page's length, so that rows, items and paragraphs in which all is like something before them are left out.
_ONE_OF_A_KIND = """() => {
    const look = part => `${part.tagName}.${part.getAttribute('class')}.${part.getAttribute('style')}`;
    const way = part => part === document.body ? '' : `${way(part.parentElement)} ${look(part)}`;
    const read = part => [...part.childNodes].some(inside => inside.nodeType === 3 && inside.data.trim());
    const seen = new Set();
    for (const part of document.querySelectorAll('tr, li, :not(td, th) > p')) {
        if (!part.isConnected) continue;
        const ways = [part, ...part.querySelectorAll('*')].filter(read).map(way);
        if (ways.every(one => seen.has(one))) part.remove();
        else ways.forEach(one => seen.add(one));
    }
}"""
# A wide table is let out of its box on paper alone; what is only for the ear has no width.
_SIDEWAYS = """() => {
    const root = document.documentElement, wide = [];
    if (root.scrollWidth > root.clientWidth) wide.push(`the page is ${root.scrollWidth} wide`);
    for (const part of document.querySelectorAll('.bd-header-announcement, .bd-main *')) {
        if (part.closest('.for-ears, mjx-container') || (part.closest('.table-scroll') &&
            !part.matches('.table-scroll') && !matchMedia('print').matches)) continue;
        const box = part.getBoundingClientRect();
        if (box.width && box.right > root.clientWidth + 1 && part.checkVisibility({visibilityProperty: true}))
            wide.push(`${part.tagName}.${part.getAttribute('class')} ends at ${Math.round(box.right)}`);
    }
    return wide.slice(0, 5);
}"""
_BOXES = """() => [...document.querySelectorAll('*')].filter(box => box.scrollWidth > box.clientWidth + 1 &&
        ['auto', 'scroll'].includes(getComputedStyle(box).overflowX) && box.checkVisibility()).flatMap(box => {
    const by = document.getElementById(box.getAttribute('aria-labelledby') || '');
    const name = box.getAttribute('aria-label') || (by ? by.textContent.trim() : '');
    return box.tabIndex >= 0 && name ? [] : [`${box.tagName}.${box.className}: ${box.tabIndex}, ${name}`];
})"""
# Those of WCAG 1.4.12, for words: the parts of a formula have places of their own. A sheet made by script is no element
# of the page, which the policy would forbid.
_SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:not(math, math *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
_ON_PAPER = """() => {
    const shown = part => part.checkVisibility({contentVisibilityAuto: true}) && part.getClientRects().length > 0;
    const away = ['.bd-sidebar-primary', '.bd-sidebar-secondary', '.bd-header-article', '.prev-next-footer',
        '#pst-skip-link', '.chart-files', '.table-controls', 'dialog'];
    const all = selector => [...document.querySelectorAll(selector)];
    return [
        ...away.flatMap(all).filter(shown).map(part => `${part.id || part.className} is printed`),
        ...all('details table, details li').filter(part => !shown(part)).map(part => `folded: ${part.textContent}`),
        ...all('.bd-header-announcement').filter(part => !shown(part)).map(() => 'the mark is not printed'),
    ].slice(0, 5);
}"""


@dataclass(frozen=True)
class Survey:
    """What is wrong with one page, by what was looked at."""

    name: str
    loading: list[str]
    rules: list[str]
    sideways: list[str]
    boxes: list[str]
    paper: list[str]


def survey(pages: Path) -> tuple[list[Survey], list[str]]:
    """Every page of the folder as a web server gives it, and what the server was asked for and did not have."""
    with serve(pages) as served:

        def read_all(browser: Browser, waiting: Iterator[str]) -> list[Survey]:
            with checking_page(browser) as page:
                watched = Watched(page.context, served.address)
                return [_read(page, watched, served.address, name) for name in waiting]

        found = side_by_side(pages, read_all)
    return sorted(found, key=lambda surveyed: surveyed.name), served.missed


def wrong_from_folder(pages: Path) -> list[str]:
    """What goes wrong where the pages are opened out of their folder, as by double-click."""

    def open_all(browser: Browser, waiting: Iterator[str]) -> list[str]:
        context, wrong = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}), list[str]()
        watched, page = Watched(context, pages.as_uri()), context.new_page()
        for name in waiting:
            page.goto((pages / name).as_uri())
            wrong += [f"{name}: {told}" for told in watched.wrong()]
        context.close()
        return wrong

    return side_by_side(pages, open_all)


def side_by_side(pages: Path, read: Callable[[Browser, Iterator[str]], list[Found]]) -> list[Found]:
    """What two browsers find, each of which takes the next page that is waiting, largest first."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for path in sorted(pages.glob("*.html"), key=lambda path: (-path.stat().st_size, path.name)):
        waiting.put(path.name)

    def next_names() -> Iterator[str]:
        with suppress(Empty):
            while True:
                yield waiting.get_nowait()

    def one() -> list[Found]:
        with open_browser() as browser:
            return read(browser, next_names())

    with ThreadPoolExecutor(BROWSERS) as browsers:
        working = [browsers.submit(one) for _ in range(BROWSERS)]
        return [found for one_has in working for found in one_has.result()]


@contextmanager
def checking_page(browser: Browser) -> Iterator[Page]:
    """A page in which axe-core is ready.

    The browser's driver puts it into each page before the page's own scripts; the policy is for what a page itself
    loads, and stays in force.
    """
    context = browser.new_context(viewport={"width": WIDE, "height": HEIGHT}, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    yield context.new_page()
    context.close()


def _read(page: Page, watched: Watched, address: str, name: str) -> Survey:
    """Everything that is looked at, in an order that changes the page's width and colours as seldom as can be."""
    _look(page, WIDE, "light")
    page.goto(address + name)
    page.evaluate(_OPEN)
    loading = watched.wrong()
    rules, boxes = [f"{WIDE}: {fault}" for fault in faults(page, _ALL_BUT_COLOURS)], list(page.evaluate(_BOXES))
    _look(page, LANDSCAPE if page.locator("table.interactive").count() else PORTRAIT, "light", "print")
    paper = [*page.evaluate(_ON_PAPER), *sideways(page)]
    _look(page, PHONE, "light")
    wide = [f"{PHONE}: {told}" for told in sideways(page)]
    boxes += page.evaluate(_BOXES)
    page.evaluate(_SPACED)
    wide += [f"{PHONE}, spaced: {told}" for told in sideways(page)]
    _look(page, NARROWEST, "light")
    wide += [f"{NARROWEST}, spaced: {told}" for told in sideways(page)]
    page.evaluate("document.adoptedStyleSheets = []")
    wide += [f"{NARROWEST}: {told}" for told in sideways(page)]
    page.evaluate(_ONE_OF_A_KIND)
    for width, theme, asked in (
        (PHONE, "light", _EVERY_RULE), (PHONE, "dark", _COLOURS), (WIDE, "dark", _COLOURS), (WIDE, "light", _COLOURS),
    ):  # fmt: skip
        _look(page, width, theme)
        rules += [f"{width}, {theme}: {fault}" for fault in faults(page, asked)]
    return Survey(name, loading + watched.wrong(), rules, wide, boxes, paper)


def _look(page: Page, width: int, theme: Theme, media: Media = "screen") -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=theme, media=media)


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe-core finds in the page as it is now."""
    return list(page.evaluate(_CHECK, options))


def all_faults(page: Page) -> list[str]:
    """What axe-core finds by every rule that is asked here."""
    return faults(page, _EVERY_RULE)


def sideways(page: Page) -> list[str]:
    """What is wider than the screen, or than the sheet."""
    return list(page.evaluate(_SIDEWAYS))
