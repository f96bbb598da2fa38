"""Where a book stands: one run at a time makes it, in a folder beside it, and the whole book takes the old one's place.

A run may end at any moment. Before it begins, the next one finishes or undoes what the last one left.
"""

from __future__ import annotations

import ctypes
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

_AT_WORKING_FOLDER = -100
_EXCHANGE = 2


@dataclass(frozen=True)
class Place:
    """The folder of an edition, ``target``, and the file that is locked while a run makes it."""

    target: Path
    lock: Path

    @property
    def beside(self) -> Path:
        """Where the new book is made, and where the old one is after they were exchanged."""
        return self.target.with_name(f".{self.target.name}-being-made")

    @property
    def before(self) -> Path:
        """Where the old book is between two renames, on systems that cannot exchange folders."""
        return self.target.with_name(f".{self.target.name}-before")

    @property
    def with_failures(self) -> Path:
        """Where a book goes in which pages are missing: never in the place of a whole one."""
        return self.target.with_name(f"{self.target.name}-with-failures")

    @contextmanager
    def held(self, say: Callable[[str], None]) -> Iterator[None]:
        """Hold the place: a second run waits, and says so. However a run ends, the system lets go of it."""
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.lock)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"another run is making {self.target}: waiting until it ends")
            lock.acquire()
        try:
            self.recover()
            replace(self, target=self.with_failures).recover()
            yield
        finally:
            lock.release()

    def recover(self) -> None:
        """Finish or undo what a killed run has left: the old book comes back where no new one took its place."""
        if self.before.exists() and not self.target.exists():
            self.before.rename(self.target)
        for left in (self.before, self.beside):
            _remove(left)

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A new folder to make the book in, which is gone afterwards, whatever happens."""
        self.beside.mkdir(parents=True)
        try:
            yield self.beside
        finally:
            _remove(self.beside)

    def put(self) -> None:
        """Put what was made in the old book's place: in one step where the system can, else by two renames."""
        if not self.target.exists():
            self.beside.rename(self.target)
        elif not exchanged(self.beside, self.target):
            self._rename_twice()

    def put_aside(self) -> Path:
        """Put what was made beside the old book, as one with failures."""
        shown = replace(self, target=self.with_failures)
        shown.recover()
        self.beside.rename(shown.beside)
        shown.put()
        _remove(shown.beside)
        return self.with_failures

    def clear_failures(self) -> None:
        """Remove the book with failures, which is never seen half there."""
        if self.with_failures.exists():
            shown = replace(self, target=self.with_failures)
            shown.recover()
            self.with_failures.rename(shown.beside)
            _remove(shown.beside)

    def _rename_twice(self) -> None:
        """If the second rename fails the old book comes back."""
        self.target.rename(self.before)
        try:
            self.beside.rename(self.target)
        except OSError:
            self.before.rename(self.target)
            raise
        _remove(self.before)


def _remove(folder: Path) -> None:
    """Remove a folder, those too in which who builds may not write: such a one stays if it is somebody else's."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        for path in (folder, *folder.rglob("*")):
            with suppress(OSError):
                path.chmod(path.stat().st_mode | stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step: no moment is without a whole book. False where the system has no such step."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = (bytes(one), bytes(other))
    return bool(rename(_AT_WORKING_FOLDER, names[0], _AT_WORKING_FOLDER, names[1], _EXCHANGE) == 0)
