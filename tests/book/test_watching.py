"""Notebooks under way: each is told as it begins and ends, while the build does something else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest

from nelscb.book.one_notebook import Run
from nelscb.book.watching import Watch
from nelscb.progress import Event, NotebookBegan, NotebookEnded, Progress

PATIENCE = 5


class Runner:
    """A runner whose notebooks end when a test says so."""

    def __init__(self) -> None:
        self.ends: SimpleQueue[tuple[str, Run] | Exception | None] = SimpleQueue()
        self.problems: dict[str, str] = {}
        self.ended = threading.Event()

    def end(self) -> None:
        self.ended.set()

    def finish(self, done: Callable[[str, Run], None]) -> dict[str, str]:
        while (end := self.ends.get()) is not None:
            if isinstance(end, Exception):
                raise end
            done(*end)
        return self.problems


class Told:
    """All that was told, for which a test can wait."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def tell(self, event: Event) -> None:
        self.events.append(event)

    def wait(self, number: int) -> list[Event]:
        until = time.monotonic() + PATIENCE
        while len(self.events) < number and time.monotonic() < until:
            time.sleep(0.01)
        return self.events


@pytest.fixture
def runner() -> Runner:
    return Runner()


@pytest.fixture
def told() -> Told:
    return Told()


def watch_of(runner: Runner, told: Told, folder: Path, kept: list[str]) -> Watch:
    return Watch(runner, ["one", "two"], folder, Progress(told), kept.append)  # type: ignore[arg-type]


def test_beginnings_and_ends_are_told_before_anybody_asks_for_them(runner: Runner, told: Told, tmp_path: Path) -> None:
    kept: list[str] = []
    with watch_of(runner, told, tmp_path, kept) as watch:
        (tmp_path / "two.ipynb").touch()
        assert told.wait(1) == [NotebookBegan("two")]
        runner.ends.put(("two", Run(seconds=1.5)))
        assert told.wait(2)[1:] == [NotebookEnded("two", 1.5)]
        assert kept == ["two"]
        (tmp_path / "one.ipynb").touch()
        told.wait(3)
        runner.problems = {"one": "in cell 3"}
        runner.ends.put(("one", Run("in cell 3", lost=True, seconds=2.5)))
        runner.ends.put(None)
        assert watch.finish() == {"one": "in cell 3"}
    assert told.events[2:] == [NotebookBegan("one"), NotebookEnded("one", 2.5, "in cell 3", lost=True)]
    assert kept == ["two"], "what failed is not kept"


def test_a_notebook_that_could_not_be_begun_is_told_as_failed(runner: Runner, told: Told, tmp_path: Path) -> None:
    runner.problems = {"one": "because the process that was to run it died"}
    runner.ends.put(None)
    with watch_of(runner, told, tmp_path, []) as watch:
        watch.finish()
        assert runner.ended.wait(5), "the memory of its processes is wanted for what follows"
    assert told.events == [NotebookEnded("one", None, "because the process that was to run it died")]


def test_what_goes_wrong_with_the_runner_is_raised_where_its_result_is_asked_for(
    runner: Runner, told: Told, tmp_path: Path
) -> None:
    runner.ends.put(OSError("the cluster is gone"))
    with watch_of(runner, told, tmp_path, []) as watch, pytest.raises(OSError, match="the cluster is gone"):
        watch.finish()


def test_after_a_stop_nothing_is_told_or_kept(runner: Runner, told: Told, tmp_path: Path) -> None:
    kept: list[str] = []
    with pytest.raises(KeyboardInterrupt), watch_of(runner, told, tmp_path, kept):
        raise KeyboardInterrupt
    (tmp_path / "one.ipynb").touch()
    runner.ends.put(("one", Run("because the process that was to run it died")))
    runner.ends.put(("two", Run()))
    runner.ends.put(None)
    until = time.monotonic() + PATIENCE
    while not runner.ends.empty() and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.3)
    assert (told.events, kept) == ([], [])
