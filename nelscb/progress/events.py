"""The events of a run, and the one object that is told them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Making:
    """A book has begun to be made, in these steps; the notebooks are named later, once they are known."""

    quarter: str
    edition: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class NotebooksAsked:
    """The notebooks of the book in its order, and which of them are taken as an earlier run left them."""

    notebooks: tuple[str, ...]
    kept: frozenset[str]


@dataclass(frozen=True)
class NotebookBegan:
    """A notebook has begun to run."""

    name: str


@dataclass(frozen=True)
class NotebookEnded:
    """A notebook was made or failed, as ``problem`` tells then; ``seconds`` is None where nobody can say.

    ``lost``: it ran on an ordinary kernel because the warm process was gone.
    """

    name: str
    seconds: float | None
    problem: str = ""
    lost: bool = False


@dataclass(frozen=True)
class StepBegan:
    """A step of a book other than its notebooks has begun."""

    step: str


@dataclass(frozen=True)
class StepEnded:
    """A step is done, or has failed; why is told by whoever ends the run."""

    step: str
    seconds: float
    failed: bool = False


@dataclass(frozen=True)
class Said:
    """A sentence of its own, such as that another run is being waited for."""

    line: str


@dataclass(frozen=True)
class BooksAsked:
    """The books of a batch, each by its board and quarter. ``far``: on a cluster, which tells of no beginnings."""

    books: tuple[tuple[str, str], ...]
    far: bool = False


@dataclass(frozen=True)
class BookBegan:
    """A book of a batch has begun to be made."""

    board: str
    quarter: str


@dataclass(frozen=True)
class BookEnded:
    """What became of a book of a batch, in a word; ``said`` is what was wrong where it failed."""

    board: str
    quarter: str
    word: str
    said: str
    seconds: float


Event = (
    Making | NotebooksAsked | NotebookBegan | NotebookEnded | StepBegan | StepEnded
    | Said | BooksAsked | BookBegan | BookEnded
)  # fmt: skip


class Listener(Protocol):
    """One way of showing a run. It is told one event at a time, from whichever thread."""

    def tell(self, event: Event) -> None:
        """Show the event, or pass over it."""


class Progress:
    """What is told the events of a run, and tells them to each listener, one after another."""

    def __init__(self, *listeners: Listener) -> None:
        self._listeners = listeners
        self._one_at_a_time = threading.Lock()

    def first_to(self, listener: Listener) -> Progress:
        """This one with a further listener, who is told each event before the others."""
        return Progress(listener, *self._listeners)

    def tell(self, event: Event) -> None:
        """Tell the listeners."""
        with self._one_at_a_time:
            for listener in self._listeners:
                listener.tell(event)

    def say(self, line: str) -> None:
        """Tell a sentence of its own."""
        self.tell(Said(line))

    @contextmanager
    def step(self, step: str) -> Iterator[None]:
        """Tell that a step begins, and how long it took; of one that was stopped no end is told."""
        self.tell(StepBegan(step))
        began = time.perf_counter()
        try:
            yield
        except Exception:
            self.tell(StepEnded(step, time.perf_counter() - began, failed=True))
            raise
        self.tell(StepEnded(step, time.perf_counter() - began))
