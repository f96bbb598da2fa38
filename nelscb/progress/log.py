"""The log of one run: a line an event, with the seconds since the run began.

Each line is written at once, so that the log of a run that was killed tells how far it came. It has no output of a
notebook, but what a failing cell said, which may quote a figure: logs are the board's own, and stand in ``build/logs``
and not in the folder of an edition, which may be published.
"""

from __future__ import annotations

import platform
import re
import sys
import time
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TextIO

import nelscb
from nelscb.mistakes import Mistake
from nelscb.progress.events import (
    Event,
    Making,
    NotebookBegan,
    NotebookEnded,
    NotebooksAsked,
    Said,
    StepBegan,
    StepEnded,
)
from nelscb.progress.lines import time_in_words

MOST = 50
"""How many logs of a board are kept, the latest."""
_NAME = re.compile(r".+-(\d+)\.log")


class RunLog:
    """A new log in ``folder``, named ``name`` and the number of the run, while it is open.

    ``asked``: what was asked of the run, in words. A log that cannot be written stops nothing. What ends the run is
    told where its log is.
    """

    def __init__(self, folder: Path, name: str, asked: str) -> None:
        self._folder, self._name, self._asked = folder, name, asked
        self._file: TextIO | None = None

    def __enter__(self) -> RunLog:
        self._began = time.perf_counter()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._new()
            _forget_oldest(self._folder)
        versions = f"nelscb {nelscb.__version__}, Python {platform.python_version()} on {sys.platform}"
        self._write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}, {versions}")
        self._write(f"asked: {self._asked}")
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        if wrong is None:
            self._write("done")
        elif isinstance(wrong, Mistake):
            self._write(f"failed: {wrong}")
        elif isinstance(wrong, Exception):
            self._write(f"failed, which is a fault of nelscb: {type(wrong).__name__}: {wrong}")
        else:
            self._write("stopped")
        if self._file is not None:
            if isinstance(wrong, Exception):
                wrong.add_note(f"the log of this run is {self._file.name}")
            self._close()

    def tell(self, event: Event) -> None:
        """Write an event's line."""
        match event:
            case Making():
                self._write(f"steps: {', '.join(event.steps)}")
            case NotebooksAsked():
                run = [name for name in event.notebooks if name not in event.kept]
                kept = [name for name in event.notebooks if name in event.kept]
                self._write(f"{len(run)} notebooks to run: {', '.join(run) or 'none'}")
                self._write(f"{len(kept)} kept from before: {', '.join(kept) or 'none'}")
            case NotebookBegan():
                self._write(f"{event.name} began")
            case NotebookEnded():
                took = "" if event.seconds is None else f" in {time_in_words(event.seconds)}"
                lost = " on a kernel of its own, the warm process being gone" if event.lost else ""
                became = "failed" if event.problem else "made"
                why = f": {event.problem}" if event.problem else ""
                self._write(f"{event.name} {became}{took}{lost}{why}")
            case StepBegan():
                self._write(f"{event.step} began")
            case StepEnded():
                became = "failed" if event.failed else "done"
                self._write(f"{event.step} {became} in {time_in_words(event.seconds)}")
            case Said():
                self._write(event.line)

    def _new(self) -> TextIO:
        # Over the whole board, so that the order of the numbers is that of the runs, also once the oldest are gone.
        for number in count(max(map(_number, _logs(self._folder)), default=0) + 1):
            with suppress(FileExistsError):
                path = self._folder / f"{self._name}-{number}.log"
                return path.open("x", encoding="utf-8", errors="backslashreplace", buffering=1)
        raise AssertionError("numbers do not end")

    def _write(self, line: str) -> None:
        if self._file is not None:
            try:
                self._file.write(f"{time.perf_counter() - self._began:8.2f}  {' '.join(line.split())}\n")
            except OSError:
                # What could not be written stays in the file's buffer, and no later line can follow it.
                self._close()

    def _close(self) -> None:
        assert self._file is not None
        with suppress(OSError):
            self._file.close()
        self._file = None


def _logs(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]


def _number(log: Path) -> int:
    found = _NAME.fullmatch(log.name)
    return int(found[1]) if found else 0


def _forget_oldest(folder: Path) -> None:
    for path in sorted(_logs(folder), key=_number, reverse=True)[MOST:]:
        path.unlink(missing_ok=True)
