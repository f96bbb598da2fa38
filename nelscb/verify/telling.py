"""What a check says line by line: what matches, what differs, and what is only to be known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MATCH, DIFFERS, NOTE = "match", "differs", "note"
"""The first word of each line."""


@dataclass
class Telling:
    """Says each line as it is found, and keeps what differs."""

    say: Callable[[str], None]
    differing: list[str] = field(default_factory=list)

    def match(self, what: str) -> None:
        """Say that something is as it was."""
        self._tell(MATCH, what)

    def note(self, what: str) -> None:
        """Say something that makes no difference."""
        self._tell(NOTE, what)

    def differs(self, what: str) -> None:
        """Say that something is not as it was."""
        self.differing.append(what)
        self._tell(DIFFERS, what)

    def each(self, sentences: Iterable[str], none: str) -> None:
        """Each of the sentences is a difference; where there is none, ``none`` says what matches."""
        told = list(sentences)
        for sentence in told:
            self.differs(sentence)
        if not told:
            self.match(none)

    def _tell(self, word: str, what: str) -> None:
        self.say(f"{word:<8} {what}")
