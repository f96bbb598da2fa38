"""Mending a page: nothing left that the policy forbids, names as they read, and no change the second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nelscb.book.mend import POLICY, mend_book
from nelscb.mistakes import Mistake

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" /><meta name="viewport" content="x" />
    <title>A page</title>
  <script data-cfasync="false">
    document.documentElement.dataset.mode = "";
  </script>
  <noscript>
    <style>
      .pst-js-only { display: none; }
    </style>
  </noscript>
  <!-- So that users can add custom icons -->
  <script defer src="_static/scripts/fontawesome.js?digest=55"></script>
  <script src="_static/doctools.js?v=9"></script>
  <script></script>
</head><body>
<a class="navbar-brand logo" href="index.html"><p>The Board</p></a>
<button class="btn search-button-field search-button__button pst-js-only" title="Search" aria-label="Search">
 <i class="fa-solid fa-magnifying-glass"></i> <span>Search</span></button>
<i class="theme-switch fa-solid fa-sun                fa-lg" data-mode="light" title="Light"></i>
<span class="fa-solid fa-bars"></span>
</body></html>
"""
DOCTOOLS = """const Documentation = {
    Documentation.PLURAL_EXPR = new Function(
      "n",
      `return (${catalog.plural_expr})`
    );
};
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    static = tmp_path / "_static"
    (static / "scripts").mkdir(parents=True)
    (static / "vendor" / "fontawesome").mkdir(parents=True)
    (static / "doctools.js").write_text(DOCTOOLS, encoding="utf-8")
    for name in ("fontawesome.js", "fontawesome.js.map", "bootstrap.js", "bootstrap.js.map"):
        (static / "scripts" / name).write_text("//", encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def mended(book: Path) -> str:
    mend_book(book)
    return (book / "page.html").read_text(encoding="utf-8")


def test_the_policy_stands_before_anything_that_loads(book: Path) -> None:
    text = mended(book)
    assert text.count(f'content="{POLICY}"') == 1
    assert text.index("Content-Security-Policy") < min(text.index("<script"), text.index("<link"), text.index("<title"))
    assert text.count('name="viewport"') == 1


def test_no_script_or_style_stays_between_the_lines(book: Path) -> None:
    text = mended(book)
    assert "<style" not in text
    assert re.findall(r"<script(?![^>]*src=)", text) == []
    moved = re.search(r'src="_static/(inline/\w+\.js)"', text)
    assert moved is not None
    assert "dataset.mode" in (book / "_static" / moved[1]).read_text(encoding="utf-8")
    assert ".pst-js-only" in (book / "_static" / "without_scripts.css").read_text(encoding="utf-8")
    assert "new Function" not in (book / "_static" / "doctools.js").read_text(encoding="utf-8")


def test_icons_are_drawings_that_nobody_hears(book: Path) -> None:
    text = mended(book)
    assert "fa-solid" not in text
    assert "fontawesome" not in text
    assert text.count('class="icon') == 3
    assert text.count('aria-hidden="true" focusable="false"') == 3
    assert '<svg class="icon theme-switch" data-mode="light"' in text
    assert sorted(path.name for path in (book / "_static" / "scripts").iterdir()) == ["bootstrap.js"]
    assert not (book / "_static" / "vendor" / "fontawesome").exists()


def test_a_control_is_called_as_it_reads(book: Path) -> None:
    assert 'aria-label="Search"' not in mended(book)


def test_mending_twice_is_mending_once(book: Path) -> None:
    once = mended(book)
    files = sorted(path.relative_to(book) for path in book.rglob("*"))
    assert mended(book) == once
    assert sorted(path.relative_to(book) for path in book.rglob("*")) == files


@pytest.mark.parametrize(("old", "new", "said"), [
    ('<meta charset="utf-8" />', "", "character set"), ("fa-bars", "fa-rocket", "without a drawing"),
])  # fmt: skip
def test_a_theme_that_has_changed_is_said(book: Path, old: str, new: str, said: str) -> None:
    (book / "page.html").write_text(PAGE.replace(old, new), encoding="utf-8")
    with pytest.raises(Mistake, match=said):
        mend_book(book)


def test_another_way_of_making_functions_is_said(book: Path) -> None:
    (book / "_static" / "doctools.js").write_text("x = new Function(other)", encoding="utf-8")
    with pytest.raises(Mistake, match="plurals"):
        mend_book(book)
