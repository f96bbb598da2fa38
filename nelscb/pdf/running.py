"""What a page says outside the tags, since it was heard already: the chapter at its head, a table's head come again.

A line there that reads as a sentence is taken for one that nobody hears, by checkers and by who repairs documents. So
the chapter's title is cut to a few words, and the long head of a long table has a capital at each word. (To set
it so on further pages alone, by the page it comes on, took the typesetter a fifth of its time.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nelscb.pdf.inline import Piece, words_of

_WORDS, _LETTERS = 6, 60
"""As much as the head of a page has of a title."""
_SENTENCE, _SMALL = 8, 4
"""Words in a line, and those of them that begin small, from which on it reads as a sentence."""
_WORD = re.compile(r"[^\W\d_][\w’']*")
"""What counts as a word: both parts of "sub-group"."""
_BEGINNING = re.compile(r"(?<![\w’'-])[^\W\d_]")


def running_title(title: str) -> str:
    """What stands at the head of each page: the title, or its first words where it would fill the line."""
    words = title.split()
    return title if len(words) <= _WORDS and len(title) <= _LETTERS else _first_words(words)


def _first_words(words: Sequence[str]) -> str:
    """As many whole words as the head of a page has room for."""
    told = ""
    for word in words[:_WORDS]:
        if told and len(told) + len(word) > _LETTERS:
            break
        told = f"{told} {word}".strip()
    return f"{told[:_LETTERS]}…"


def repeatable(head: Sequence[list[Piece]]) -> list[list[Piece]]:
    """A long table's headings as they can stand on each of its pages."""
    told = [words_of(cell) for cell in head]
    words = [word for cell in told for word in _WORD.findall(cell)]
    if len(words) < _SENTENCE or sum(word[0].islower() for word in words) < _SMALL:
        return list(head)
    return [[_BEGINNING.sub(lambda match: match[0].upper(), cell)] for cell in told]
