"""Put a book in its place again and again, killed before each call that changes a folder, and in one state once more.

Called with a folder, one of the ``WAYS`` and one of the ``STATES``. It prints how many calls there were, and ends with
a traceback where a book was lost. It is a process of its own because it forks, which a test's, with its threads, should
not.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nelscb.book import in_place
from nelscb.book.asked import Asked
from nelscb.book.made import clear_up, forget, remember
from nelscb.quarters import Quarter

WAYS = ("in one step", "by two renames")
STATES: dict[str, dict[str, str]] = {
    "no book": {},
    "a book": {"board": "old"},
    "a book and one with failures": {"board": "old", "board-with-failures": "failed before"},
}
TWICE = ("a book and one with failures", "whole")
"""The state and outcome in which the run after the killed one is killed too, at every call."""
OUTCOMES = {"whole": "board", "with failures": "board-with-failures"}
_CALLS = ("rename", "replace", "unlink", "rmdir", "mkdir", "utime")
FILES = ("a.txt", "deep/b.txt", "deep/c.txt")
QUARTER = "2016-17-Q4"


def book(folder: Path, word: str) -> None:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(word, encoding="utf-8")


def which(folder: Path) -> str | None:
    """The word of a whole book, None where there is none; half a book is an error."""
    if not folder.exists():
        return None
    words = {(folder / name).read_text(encoding="utf-8") for name in FILES}
    assert len(words) == 1, f"{folder} is made of two books"
    assert len([path for path in folder.rglob("*") if path.is_file()]) == len(FILES)
    return words.pop()


def one_run(build: Path, word: str, outcome: str) -> None:
    """What a build does with its folders."""
    project: Any = SimpleNamespace(build=build)
    asked = Asked(Quarter.parse(QUARTER), "board", "None", False, ("html",))
    place = in_place.Place(build / QUARTER / "board", build / ".cache" / "locks" / "board.lock")
    with place.held(print):
        forget(project)
        with place.making() as beside:
            book(beside, word)
            if outcome == "with failures":
                place.put_aside()
                return
            place.put()
        place.clear_failures()
        clear_up(project)
        remember(project, asked, word)


def killed(number: int, run: Callable[[], None]) -> bool:
    """Whether a run was killed before its call of that number; False where it ended before it."""
    child = os.fork()
    if child == 0:
        try:
            _count(number)
            run()
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL), f"the run killed at {number} ended with {code}"
    return code != 0


def _count(number: int) -> None:
    left = number

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return call

    for name in _CALLS:
        setattr(os, name, counted(getattr(os, name)))
    in_place.exchanged = counted(in_place.exchanged)


def check(build: Path, before: dict[str, str], outcome: str, atomic: bool) -> None:
    """After a kill: each book is whole, the old one or the new; only between two renames it has another name."""
    place = build / QUARTER
    found = which(place / "board")
    if found is None and not atomic and "board" in before:
        found = which(place / ".board-before")
    allowed = {before.get("board")} | ({"new"} if outcome == "whole" else set())
    assert found in allowed, f"{found} is the book"
    which(place / "board-with-failures")


def tried(folder: Path, way: str, state: str, outcome: str) -> int:
    """Kill at every call, and once or at every call in the run after it. Gives how many calls the first run makes."""
    before, atomic = STATES[state], way == WAYS[0]
    twice = (state, outcome) == TWICE
    for number in count(1):
        for again in count(1 if twice else number):
            build = folder / f"{number}-{again}"
            for name, word in before.items():
                book(build / QUARTER / name, word)
            ended = not killed(number, lambda at=build: one_run(at, "new", outcome))  # type: ignore[misc]
            check(build, before, outcome, atomic)
            last = not killed(again, lambda at=build: one_run(at, "new", outcome))  # type: ignore[misc]
            check(build, before, outcome, atomic)
            _ends_whole(build)
            shutil.rmtree(build)
            if ended:
                return number - 1
            if last or not twice:
                break
    raise AssertionError


def _ends_whole(build: Path) -> None:
    one_run(build, "last", "whole")
    assert which(build / QUARTER / "board") == "last"
    assert [path.name for path in (build / QUARTER).iterdir()] == ["board"]
    record = next((build / ".cache" / "made").glob("*.json"))
    assert "last" in record.read_text(encoding="utf-8")


if __name__ == "__main__":
    _folder, _way, _state, _outcome = sys.argv[1:]
    if _way == WAYS[1]:
        in_place.exchanged = lambda *_: False
    print(tried(Path(_folder), _way, _state, _outcome))
