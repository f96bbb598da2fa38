"""What stands in the live table: a row for each notebook and step of a book, or for each book of a batch."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from nelscb.progress.events import (
    BookBegan,
    BookEnded,
    BooksAsked,
    Event,
    Making,
    NotebookBegan,
    NotebookEnded,
    NotebooksAsked,
    StepBegan,
    StepEnded,
)


class State(StrEnum):
    """How far a row has come, in the words that are shown."""

    WAITING = "waiting"
    RUNNING = "running"
    FAR = "on the cluster"
    KEPT = "kept from before"
    MADE = "made"
    DONE = "done"
    LEFT = "nothing had changed"
    FAILED = "failed"
    STOPPED = "stopped"
    NOT_MADE = "not made"


_FIRST_SEEN = (State.FAILED, State.STOPPED, State.RUNNING, State.FAR, State.WAITING)
"""Which rows stay in sight where there is no room for all; what came out well goes first."""


@dataclass
class Row:
    """One row: what it is of, how far it has come, where it failed, and its time in seconds."""

    named: tuple[str, ...]
    state: State
    where: str = ""
    began: float | None = None
    seconds: float | None = None


class Rows:
    """The rows of one run, kept up with what is told. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._rows: dict[tuple[str, ...], Row] = {}
        self.headings: tuple[str, ...] = ("Notebook or step",)
        self.title = ""

    def __bool__(self) -> bool:
        return bool(self._rows)

    def tell(self, event: Event) -> None:
        """Change the rows that the event is about."""
        match event:
            case Making():
                self.title = f"{event.quarter}, {event.edition} edition"
                self._rows = _waiting((step,) for step in event.steps)
            case NotebooksAsked():
                self._put_in(event)
            case NotebookBegan(name=name) | StepBegan(step=name):
                self._begin((name,))
            case NotebookEnded():
                where = event.problem.split(":")[0]
                self._end((event.name,), State.FAILED if event.problem else State.MADE, event.seconds, where)
            case StepEnded():
                self._end((event.step,), State.FAILED if event.failed else State.DONE, event.seconds)
            case BooksAsked():
                self.title, self.headings = f"{len(event.books)} books", ("Board", "Quarter")
                self._rows = _waiting(event.books, State.FAR if event.far else State.WAITING)
            case BookBegan():
                self._begin((event.board, event.quarter))
            case BookEnded():
                self._end((event.board, event.quarter), State(event.word), event.seconds)

    def close(self) -> None:
        """Nothing more will be told: what was running was stopped, and what was waiting is not made."""
        for row in self._rows.values():
            row.seconds = self.seconds(row)
            if row.state in (State.RUNNING, State.FAR):
                row.state = State.STOPPED
            elif row.state == State.WAITING:
                row.state = State.NOT_MADE

    def seconds(self, row: Row) -> float | None:
        """How long the row took, or has taken up to now; None where it has not begun, or was not run."""
        if row.state == State.RUNNING and row.began is not None:
            return self._clock() - row.began
        return row.seconds

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return self._clock() - self._began

    def seen(self, room: int | None) -> tuple[list[Row], str]:
        """As many rows as there is room for, in their order, and in words how the others stand.

        What runs or has failed is seen before what waits, and that before what came out well, the last of it first.
        Where the others have to be told, their line takes a row's room. ``room`` is None where there is no end of it.
        """
        rows = list(self._rows.values())
        if room is None or len(rows) <= room:
            return rows, ""
        ranked = sorted(range(len(rows)), key=lambda at: _rank(rows[at].state, at))
        shown = sorted(ranked[: max(room - 1, 0)])
        others = Counter(rows[at].state for at in ranked[max(room - 1, 0) :])
        told = ", ".join(f"{others[state]} {state}" for state in State if others[state])
        return [rows[at] for at in shown], f"and {told}"

    def _put_in(self, event: NotebooksAsked) -> None:
        """The notebooks' rows before those of the steps that come after them."""
        begun = {name: row for name, row in self._rows.items() if row.state != State.WAITING}
        notebooks = _waiting((name,) for name in event.notebooks)
        for name in event.kept:
            notebooks[(name,)].state = State.KEPT
        later = {name: row for name, row in self._rows.items() if name not in begun}
        self._rows = begun | notebooks | later

    def _begin(self, name: tuple[str, ...]) -> None:
        row = self._rows.setdefault(name, Row(name, State.WAITING))
        row.state, row.began = State.RUNNING, self._clock()

    def _end(self, name: tuple[str, ...], state: State, seconds: float | None, where: str = "") -> None:
        row = self._rows.setdefault(name, Row(name, State.WAITING))
        row.state, row.seconds, row.where = state, seconds, where


def _waiting(names: Iterable[tuple[str, ...]], state: State = State.WAITING) -> dict[tuple[str, ...], Row]:
    return {name: Row(name, state) for name in names}


def _rank(state: State, at: int) -> tuple[int, int]:
    return (_FIRST_SEEN.index(state), at) if state in _FIRST_SEEN else (len(_FIRST_SEEN), -at)
