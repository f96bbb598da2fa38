"""Which files a public edition's folder may have, how each is marked, and that every download is the file itself."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from nelscb.audit.findings import Notes
from nelscb.audit.web_pages import WebPage

FOR_THE_BOARD = "OFFICIAL-SENSITIVE"
FOR_THE_PUBLIC = "PUBLIC"
_BESIDE = frozenset(
    {
        "book.pdf", "tables.xlsx", "core_data_set.csv", "core_data_set.csv-metadata.json", "measures.json",
        "manifest.json", "sign_off.json",
    }
)  # fmt: skip
_STATIC = frozenset(
    {".css", ".js", ".json", ".map", ".svg", ".png", ".ico", ".ttf", ".woff", ".woff2", ".po", ".mo", ".txt", ".html"}
)
_CHARTS = frozenset({".svg", ".csv"})
_PACKED = frozenset({".xlsx"})


def check_contents(folder: Path, notes: Notes) -> None:
    """Note each file that a public edition does not have, and each download that differs from its file."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        notes.looked("files")
        name = path.relative_to(folder).as_posix()
        if not _may_be(name):
            notes.fails(name, "", "is no file of a public edition", "unexpected files")
        _check_bytes(path, name, notes)
    for path in sorted((folder / "html" / "downloads").glob("*")):
        beside = folder / path.name
        if not beside.is_file() or beside.read_bytes() != path.read_bytes():
            notes.fails(f"html/downloads/{path.name}", "", "differs from the file beside the pages", "downloads")


def check_marks(pages: Iterable[WebPage], notes: Notes) -> None:
    """Note each page that does not say that it is for the public."""
    for page in pages:
        if not re.search(rf"\b{FOR_THE_PUBLIC}\b", page.words):
            notes.fails(page.file, "", f"does not carry the mark {FOR_THE_PUBLIC}", "marks")


def check_text_for_mark(file: str, texts: Iterable[str], notes: Notes) -> None:
    """Note a text that carries the board's mark; for files whose bytes do not show their words."""
    if any(FOR_THE_BOARD in text for text in texts):
        notes.fails(file, "", f"carries the mark {FOR_THE_BOARD}", "marks")


def _may_be(name: str) -> bool:
    """Whether a public edition has a file of that name: beside the pages, a notebook, or under ``html``."""
    parts = name.split("/")
    if len(parts) == 1:
        return name in _BESIDE
    if parts[0] == "notebooks":
        return len(parts) == 2 and name.endswith(".ipynb")
    return parts[0] == "html" and _may_be_under_html(parts[1:])


def _may_be_under_html(parts: list[str]) -> bool:
    suffix = Path(parts[-1]).suffix
    if len(parts) == 1:
        return suffix == ".html" or parts[0] in ("searchindex.js", "objects.inv", ".nojekyll", ".buildinfo")
    if parts[0] == "downloads":
        return len(parts) == 2 and parts[1] in _BESIDE
    if parts[:2] == ["_static", "charts"]:
        return len(parts) == 3 and suffix in _CHARTS
    return parts[0] == "_static" and (suffix in _STATIC or parts[-1].startswith("LICENSE"))


def _check_bytes(path: Path, name: str, notes: Notes) -> None:
    mark = FOR_THE_BOARD.encode()
    contents = [path.read_bytes()]
    if path.suffix in _PACKED:
        with zipfile.ZipFile(path) as packed:
            contents = [packed.read(part) for part in packed.namelist()]
    if any(mark in content for content in contents):
        notes.fails(name, "", f"carries the mark {FOR_THE_BOARD}", "marks")
