"""Take the pictures of the README from the illustrative board's built book, in Chromium, and from its printed pack.

Call it from the top of the repository after ``make demo``, with the tests' tools installed:
``.venv/bin/python examples/havenshire/make_pictures.py``.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
BOOK = ROOT / "examples" / "havenshire" / "build" / "2016-17-Q4" / "board"
PICTURES = ROOT / "book" / "pictures"
SHOTS = {
    "at_a_glance": ("at_a_glance.html", 1280, 900, "light"),
    "chapter": ("p2_neglect.html", 1280, 900, "light"),
    "phone": ("tracker.html", 400, 800, "dark"),
}
COLOURS = 64
"""Enough for pages of text and lines, and small to keep."""


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for name, (page_name, width, height, theme) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.goto((BOOK / "html" / page_name).as_uri())
            keep(name, Image.open(io.BytesIO(page.screenshot())))
        browser.close()
    with pypdfium2.PdfDocument(BOOK / "board_pack.pdf") as pack:
        keep("board_pack", pack[0].render(scale=1.4).to_pil())


def keep(name: str, picture: Image.Image) -> None:
    """Keep a picture in few colours."""
    picture.convert("RGB").quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
