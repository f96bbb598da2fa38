"""Drive a real browser over the built pages: the browser, a plain web server, what a page does, and the keyboard."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

WIDE, PHONE, NARROWEST = 1280, 400, 320
"""Widths of screens in CSS pixels; the last is a screen of 1280 at four times the size (WCAG 1.4.10)."""
HEIGHT = 900
FOCUSED = """() => {
    const at = document.activeElement;
    return [at.tagName, at.id, at.getAttribute('href') || '', at.textContent.replace(/\\s+/g, ' ').trim()];
}"""


def browser_path() -> str:
    """Where Chromium or Chrome is. Without one the test is left out and says so; in CI that is a failure."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        missing = "no browser is installed: neither chromium nor google-chrome is found"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and in CI the book must be read in one")
        pytest.skip(f"{missing}, so the book was not read in one")
    return found


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without a window.

    It must be closed before notebooks run again in the same thread: while it is open, Playwright's loop of events runs.
    """
    path = browser_path()
    with sync_playwright() as playwright:
        # In a container, where the tests may run as root, Chromium's own sandbox cannot be set up.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@dataclass
class Served:
    """A folder on a plain web server: its address, and what was asked for and not there."""

    address: str
    missed: list[str] = field(default_factory=list)


class _Files(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, served: Served, **named: Any) -> None:
        self.served = served
        super().__init__(*arguments, **named)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.served.missed.append(f"{self.path}: {code}")
        super().send_error(code, message, explain)

    def log_message(self, *_: Any) -> None:
        """Nothing: what went wrong is kept in ``missed``."""


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """The folder under a path of its own, as on a web server that has other things too."""
    served = Served("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, served=served, directory=str(folder.parent)))
    served.address = f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


class Watched:
    """What went wrong in a context's pages since it was last asked: errors, and requests that left ``home``."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home, self._wrong = home, list[str]()
        # What the policy forbids is told as an error of the console too.
        context.on("console", lambda told: self._wrong.append(told.text) if told.type == "error" else None)
        context.on("weberror", lambda wrong: self._wrong.append(f"script: {wrong.error.message}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", lambda got: self._wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else 0)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self._wrong.append(f"asked outside: {request.url}")

    def _failed(self, request: Request) -> None:
        # Such as an icon that was still on its way when the next page was opened.
        if request.failure != "net::ERR_ABORTED":
            self._wrong.append(f"failed: {request.url}: {request.failure}")

    def wrong(self) -> list[str]:
        """All of it, once."""
        told, self._wrong = self._wrong, []
        return told


def focused(page: Page) -> tuple[str, str, str, str]:
    """(tag, id, address, words) of what has the keyboard."""
    tag, identity, address, words = page.evaluate(FOCUSED)
    return str(tag), str(identity), str(address), str(words)


def tab_to(page: Page, what: str, most: int = 400) -> None:
    """Press Tab until something that the selector fits has the keyboard."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", what):
            return
    raise AssertionError(f"{what} is not reached by {most} presses of Tab")
