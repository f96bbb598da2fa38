"""Leave out the links to pages that an edition does not have: only the board's own has all of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

_LINK_IN_PROSE = re.compile(r"\[([^\[\]]+)\]\((\w+)\.(?:ipynb|md)(?:#[\w-]+)?\)")
_LINK_IN_HTML = re.compile(r'<a href=(\\?")(\w+)\.html(#[\w-]+)?\1>(.*?)</a>')
"""As the tables write it, in a page or between the quotation marks of a notebook's file."""


def without_dead_links(sources: Path, boards: Collection[str]) -> None:
    """Leave the words of links that lead to the ``boards`` pages which this edition does not have, and not the links.

    Any other link that leads nowhere stays, and is a mistake that the compiler finds.
    """
    gone = set(boards) - {path.stem for path in sources.iterdir()}
    for path in sources.glob("*.*"):
        if path.suffix in (".md", ".ipynb"):
            told = path.read_text(encoding="utf-8")
            kept = _LINK_IN_HTML.sub(lambda m: m[4] if m[2] in gone else m[0], told)
            kept = _LINK_IN_PROSE.sub(lambda m: m[1] if m[2] in gone else m[0], kept)
            if kept != told:
                path.write_text(kept, encoding="utf-8")
