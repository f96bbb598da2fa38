"""Mend the built pages: a strict policy that lets nothing in from outside, and names that say what stands there.

The theme's pages hold scripts between their lines, draw their icons with a script of a megabyte and a half, and call
some controls otherwise than they read. What the policy rests on is looked for, and its absence is said: a newer theme
cannot undo it unseen. Mended pages stay as they are when mended again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from nelscb.mistakes import Mistake

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""What a page may load: nothing but scripts, styles, images and fonts of the book's own folder or server."""
SCRIPTS = "inline"
"""The folder of ``_static`` for scripts that stood between a page's lines."""

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_NOSCRIPT_STYLE = re.compile(r"(<noscript>\s*)<style>(.*?)</style>", re.DOTALL)
_ICON = re.compile(r'<(i|span) class="([^"]*\bfa-solid\b[^"]*)"([^>]*)>\s*</\1>')
_ICON_NAME = re.compile(
    r"\bfa-(sun|moon|circle-half-stroke|magnifying-glass|bars|list|arrow-up|angle-left|angle-right)\b"
)
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')
_ICONS = {
    "sun": '<circle cx="8" cy="8" r="3.2"/><path d="M8 .8V3M8 13v2.2M.8 8H3M13 8h2.2M2.9 2.9l1.6 1.6M11.5 11.5l1.6 1.6'
    'M13.1 2.9l-1.6 1.6M4.5 11.5l-1.6 1.6"/>',
    "moon": '<path d="M13 10.2A5.8 5.8 0 0 1 5.8 3 5.6 5.6 0 1 0 13 10.2Z"/>',
    "circle-half-stroke": '<circle cx="8" cy="8" r="6.2"/><path fill="currentColor" d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z"/>',
    "magnifying-glass": '<circle cx="6.6" cy="6.6" r="4.6"/><path d="M10 10l4.6 4.6"/>',
    "bars": '<path d="M1.5 3.5h13M1.5 8h13M1.5 12.5h13"/>',
    "list": '<path d="M5.5 3.5h9M5.5 8h9M5.5 12.5h9M1.5 3.5h1.4M1.5 8h1.4M1.5 12.5h1.4"/>',
    "arrow-up": '<path d="M8 14.5V2M2.8 7 8 1.8 13.2 7"/>',
    "angle-left": '<path d="M10.5 2 4.5 8l6 6"/>',
    "angle-right": '<path d="M5.5 2l6 6-6 6"/>',
}
"""Our own drawings of the few icons in use, in lines of the colour of the text about them."""


def mend_book(pages: Path) -> None:
    """Mend every page of the HTML book in ``pages`` that is not mended yet, and the scripts that its pages share.

    Raises Mistake where something that has to be mended is not found.
    """
    for path in sorted(pages.glob("*.html")):
        if not _is_mended(path):
            mend_page(path)
    _mend_doctools(pages / "_static" / "doctools.js")
    _without_icon_script(pages / "_static")
    _without_scripts_of_before(pages)


def mend_page(path: Path) -> None:
    """Mend one page; what stood between its lines goes to files beside it."""
    text = path.read_text(encoding="utf-8")
    text = _names_that_are_read(_icons_as_drawings(_with_policy(_without_versions(text))))
    text = _scripts_as_files(_styles_as_files(_tables_of_prose(text), path.parent), path.parent)
    path.write_text(text, encoding="utf-8")


def _is_mended(path: Path) -> bool:
    """A page is mended as a whole, and from then on begins with the policy."""
    with path.open("rb") as page:
        return b"Content-Security-Policy" in page.read(1_000)


def _with_policy(text: str) -> str:
    """The policy before anything that could load; one viewport for the three that the theme writes."""
    if "Content-Security-Policy" in text:
        return text
    head = '<meta charset="utf-8" />'
    if head not in text:
        raise _gone("the line with the page's character set")
    text = _VIEWPORT.sub("", text)
    return text.replace(
        head,
        f'{head}\n    <meta http-equiv="Content-Security-Policy" content="{POLICY}" />'
        '\n    <meta name="viewport" content="width=device-width, initial-scale=1" />',
        1,
    )


def _without_versions(text: str) -> str:
    """A style that is named by its content has no version beside: whether it gets one hangs on when it is written."""
    return re.sub(r'(_static/mystnb\.[0-9a-f]{64}\.css)\?v=\w+"', r'\1"', text)


def _scripts_as_files(text: str, pages: Path) -> str:
    """Scripts between a page's lines go to files, named by what is in them: the policy lets no other run."""

    def moved(match: re.Match[str]) -> str:
        body = match[1].strip()
        if not body:
            return ""
        name = f"{SCRIPTS}/{hashlib.sha256(body.encode()).hexdigest()[:16]}.js"
        path = pages / "_static" / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{body}\n", encoding="utf-8")
        return f'<script src="_static/{name}"></script>'

    return _INLINE_SCRIPT.sub(moved, text)


def _styles_as_files(text: str, pages: Path) -> str:
    """The style for who has scripts turned off, as a file too."""

    def moved(match: re.Match[str]) -> str:
        path = pages / "_static" / "without_scripts.css"
        path.write_text(f"{match[2].strip()}\n", encoding="utf-8")
        return f'{match[1]}<link rel="stylesheet" href="_static/{path.name}" />'

    return _NOSCRIPT_STYLE.sub(moved, text)


def _icons_as_drawings(text: str) -> str:
    """The theme's icons as drawings in the page; the script that drew them writes styles, which the policy forbids."""

    def drawn(match: re.Match[str]) -> str:
        name = _ICON_NAME.search(match[2])
        if name is None:
            raise Mistake(f"the theme has an icon without a drawing here: {match[2]}; draw it in nelscb/book/mend.py")
        rest = re.sub(r'\s*title="[^"]*"', "", match[3])
        classes = " ".join(word for word in match[2].split() if not word.startswith("fa-"))
        return (
            f'<svg class="{f"icon {classes}".strip()}"{rest} viewBox="0 0 16 16" width="16" height="16" '
            f'aria-hidden="true" focusable="false">{_ICONS[name[1]]}</svg>'
        )

    text = _ICON.sub(drawn, text)
    return re.sub(
        r"\s*<!-- So that users can add custom icons -->\s*<script[^>]*fontawesome\.js[^>]*></script>", "", text
    )


def _names_that_are_read(text: str) -> str:
    """Controls are called by the words that stand on them, and regions by names of their own."""
    # A name other than the visible words cannot be spoken to a machine that listens.
    text = text.replace(f'{_FIELD} title="Search" aria-label="Search"', _FIELD)
    text = text.replace('aria-label="Color mode" data-bs-title="Color mode"', 'aria-label="Light or dark"')
    text = text.replace(
        'title="Toggle secondary sidebar"', 'title="Contents of this page" aria-label="Contents of this page"'
    )
    text = text.replace('title="Toggle primary sidebar"', 'title="Pages of this book" aria-label="Pages of this book"')
    # The book's name stood outside every region of the page.
    return text if _IN_REGION in text else _BRAND.sub(rf"{_IN_REGION}\1</div>", text)


_FIELD = 'class="btn search-button-field search-button__button pst-js-only"'
_IN_REGION = '<div role="navigation" aria-label="Front page">'
_BRAND = re.compile(r'(<a class="navbar-brand logo".*?</a>)', re.DOTALL)


def _tables_of_prose(text: str) -> str:
    """Tables of a page's own text as those of an exhibit: named, with scopes, in a box that the keyboard reaches.

    Their name is the heading above them, said to who hears the page; the eye has it already.
    """

    def mended(match: re.Match[str]) -> str:
        name, heading = f"table_{match.start()}_caption", _HEADING.findall(text, 0, match.start())
        if not heading:
            raise Mistake("a table of a page's own text has no heading above it that could name it")
        rows = _FIRST_CELL.sub(r'\1<th scope="row">\2</th>', match[1])
        rows = rows.replace('<th class="head">', '<th class="head" scope="col">')
        return (
            f'<div class="table-scroll" role="region" tabindex="0" aria-labelledby="{name}">\n'
            f'<table class="exhibit-table">\n<caption id="{name}"><span class="for-ears">{heading[-1]}</span></caption>'
            f"{rows}</table>\n</div>"
        )

    return _PROSE_TABLE.sub(mended, text)


_PROSE_TABLE = re.compile(
    r'<div class="pst-scrollable-table-container"><table class="table">(.*?)</table>\s*</div>', re.DOTALL
)
_HEADING = re.compile(r'<h[1-6]>((?:(?!<h[1-6]).)*?)<a class="headerlink"', re.DOTALL)
_FIRST_CELL = re.compile(r"(<tr[^>]*>)<td>(.*?)</td>", re.DOTALL)


def _mend_doctools(path: Path) -> None:
    """Sphinx makes the rule for plurals of a text, which the policy forbids; English has one rule."""
    text = path.read_text(encoding="utf-8")
    mended, found = re.subn(r'new Function\(\s*"n",[^)]*\)`\s*\)', "(n) => (n === 1 ? 0 : 1)", text)
    if not found and "new Function" in text:
        raise _gone("the rule for plurals in doctools.js")
    path.write_text(mended, encoding="utf-8")


def _without_icon_script(static: Path) -> None:
    """The icon script and its fonts are not loaded any more; maps of scripts are for those who mend the theme."""
    for path in (*static.glob("scripts/fontawesome.*"), *static.glob("scripts/*.map")):
        path.unlink(missing_ok=True)
    shutil.rmtree(static / "vendor" / "fontawesome", ignore_errors=True)


def _without_scripts_of_before(pages: Path) -> None:
    """The scripts of pages that have been written anew since, which no page loads any more."""
    loaded = {name for path in pages.glob("*.html") for name in _LOADED.findall(path.read_text(encoding="utf-8"))}
    for path in (pages / "_static" / SCRIPTS).glob("*.js"):
        if path.name not in loaded:
            path.unlink()


_LOADED = re.compile(rf'src="_static/{SCRIPTS}/(\w+\.js)"')


def _gone(what: str) -> Mistake:
    return Mistake(f"the theme's pages do not have {what} any more; mend nelscb/book/mend.py for the newer theme")
