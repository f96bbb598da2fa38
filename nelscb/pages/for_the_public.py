"""What a public page says in place of what is the Board's own: that it is not shown, never that there is none.

A public edition has only the texts that were written for the public, no exceptions and no score cards. A sentence that
nobody wrote, asked or sent anything would be told from what is not there, and be untrue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nelscb.exhibits import Exhibit
from nelscb.words import disclosure as words

_WRITTEN = frozenset({"helps_and_hurts", "voice", "engagement", "actions", "gaps"})
_WRITTEN_IN_THE_YEAR = ("_done", "_texts")
_BOARDS_OWN = {"questions": words.ASKED_BY_THE_BOARD, "changes": words.CHANGES_FOR_THE_BOARD}


def for_the_public(exhibits: Mapping[str, Exhibit]) -> dict[str, Exhibit]:
    """The exhibits of a page as the public is shown them."""
    return {what: _of_the_public(what, exhibit) for what, exhibit in exhibits.items()}


def _of_the_public(what: str, exhibit: Exhibit) -> Exhibit:
    if what in _BOARDS_OWN:
        return replace(exhibit, text=(_BOARDS_OWN[what],), table=None)
    if what in _WRITTEN or what.endswith(_WRITTEN_IN_THE_YEAR):
        return replace(exhibit, text=(words.NOTHING_FOR_THE_PUBLIC if exhibit.table is None else words.FOR_THE_PUBLIC,))
    return replace(exhibit, text=tuple(_told(line) for line in exhibit.text))


def _told(line: str) -> str:
    """A sentence, or in place of one that no score card came, that the list which comes with them is the Board's."""
    return words.LIST_OF_THE_BOARD if line.startswith(words.NO_CARDS) else line
