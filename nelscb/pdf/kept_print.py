"""What was printed before: the parts by all that is read on their pages, and the layouts of tables.

Much of a page has no place on paper, such as where an exhibit comes from: with that alone changed, its part stays.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from nelscb.fingerprint import code_and_libraries, hash_of
from nelscb.kept import KeptFiles, KeptParts
from nelscb.pdf.columns import Layout, layouts
from nelscb.pdf.inline import Node

MOST = 500
"""How many parts are kept, those that were used last; an edition has some sixty."""
MOST_PAGES, MOST_LAYOUTS = 1_000, 3_000
"""Of how many pages it is kept what is read on them, and of how many tables the layout."""


class KeptPrint:
    """What is kept in one folder. ``parts`` are the files of parts."""

    def __init__(self, folder: Path) -> None:
        self.parts = KeptFiles(folder, MOST)
        self._pages = KeptParts(folder / "pages.json", _names(), MOST_PAGES)
        self._layouts = KeptParts(folder / "layouts.json", _layouts(), MOST_LAYOUTS)

    def key_of(self, page: str, read: Callable[[], str]) -> str:
        """The hash of all that is read on a page, by the page's own hash; ``read`` gives it where it is not known."""
        known = self._pages.take(page)
        return self._pages.keep(page, read()) if known is None else known

    def layouts_of(self, table: Node) -> list[Layout]:
        """What ``layouts`` gives for a table. Most tables of a page that has changed are as they were."""
        key = hash_of(code_and_libraries(), table["head"], table["rows"])[:32]
        known = self._layouts.take(key)
        return self._layouts.keep(key, layouts(table)) if known is None else known

    def write(self) -> None:
        """Write what is new, and forget what has not been used for longest."""
        self.parts.forget_oldest()
        self._pages.write()
        self._layouts.write()


@cache
def _names() -> TypeAdapter[dict[str, str]]:
    return TypeAdapter(dict[str, str])


@cache
def _layouts() -> TypeAdapter[dict[str, list[Layout]]]:
    return TypeAdapter(dict[str, list[Layout]])
