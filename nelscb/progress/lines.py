"""Plain lines, one for each thing that ended: for a pipe, a file, a machine that runs the tests."""

from __future__ import annotations

from collections.abc import Callable

from nelscb.progress.events import (
    BookEnded,
    BooksAsked,
    Event,
    Making,
    NotebookEnded,
    NotebooksAsked,
    Progress,
    Said,
    StepEnded,
)

Say = Callable[[str], None]


def progress_of(say: Say | Progress) -> Progress:
    """What to tell events, where ``say`` may be a function that wants lines."""
    return say if isinstance(say, Progress) else Progress(PlainLines(say))


def time_in_words(seconds: float) -> str:
    """How long something took, such as 1.4 s."""
    return f"{seconds:.1f} s"


class PlainLines:
    """Says each line by ``say``; those of one book begin with its quarter."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._quarter = ""
        self._books, self._ended = 0, 0

    def tell(self, event: Event) -> None:
        """Say the line of an event that has one: what begins says nothing yet."""
        match event:
            case Making():
                self._quarter = event.quarter
            case NotebooksAsked():
                run = len(event.notebooks) - len(event.kept)
                self._say(f"{self._quarter}: {len(event.notebooks)} notebooks{_of_them(run) if event.kept else ''}")
            case NotebookEnded():
                self._say(f"{self._quarter}: {_notebook(event)}")
            case StepEnded():
                told = time_in_words(event.seconds)
                self._say(f"{self._quarter}: {event.step} {f'failed ({told})' if event.failed else told}")
            case Said():
                self._say(event.line)
            case BooksAsked():
                self._books = len(event.books)
            case BookEnded():
                self._ended += 1
                told = f": {event.said}" if event.said else f" {time_in_words(event.seconds)}"
                counted = f"{self._ended} of {self._books}"
                self._say(f"{counted}: {event.board}, {event.quarter}: {event.word}{told}")


def _of_them(run: int) -> str:
    return f", {run} of them to run"


def _notebook(event: NotebookEnded) -> str:
    lost = " (on a kernel of its own: the warm process is gone)" if event.lost else ""
    took = "" if event.seconds is None else time_in_words(event.seconds)
    if event.problem:
        return f"{event.name}{lost} failed {event.problem}{f' ({took})' if took else ''}"
    return f"{event.name}{lost} {took}".rstrip()
