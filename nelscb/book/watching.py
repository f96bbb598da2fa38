"""Notebooks that are under way, watched while the build does something else: each is told as it begins and ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType

from nelscb.book.cluster import ClusterRunner
from nelscb.book.one_notebook import Run
from nelscb.book.refused import raise_refused
from nelscb.book.run import NotebookRunner
from nelscb.progress import NotebookBegan, NotebookEnded, Progress

Runner = NotebookRunner | ClusterRunner
_EVERY = 0.1
"""Seconds between two looks at what has begun."""


class Watch:
    """Tells of the notebooks that a runner was given: two threads wait for them until the watch is left.

    A notebook has begun once its file is there, in ``target``: only whoever runs it knows sooner, and that may be
    another machine. ``keep`` is given the name of each that came out well, before it is told.
    """

    def __init__(
        self, runner: Runner, names: Sequence[str], target: Path, progress: Progress, keep: Callable[[str], None]
    ) -> None:
        self._runner, self._target, self._progress, self._keep = runner, target, progress, keep
        self._not_begun, self._ended = list(names), set[str]()
        self._failed: Future[dict[str, str]] = Future()
        self._one_at_a_time = threading.Lock()
        self._left = threading.Event()

    def __enter__(self) -> Watch:
        # A runner that is stopped may leave them waiting for ever; they must not keep the program from its end.
        for work in (self._wait, self._look):
            threading.Thread(target=work, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        with self._one_at_a_time:
            self._left.set()

    def finish(self) -> dict[str, str]:
        """Wait until all were tried. Gives those that failed, each with cell and reason."""
        failed = self._failed.result()
        for name in sorted(failed.keys() - self._ended):
            self._done(name, Run(failed[name]))
        return failed

    def _wait(self) -> None:
        try:
            failed = self._runner.finish(self._done)
        except BaseException as wrong:  # raised where the result is asked for
            self._failed.set_exception(wrong)
            return
        self._failed.set_result(failed)
        self._runner.end()

    def _done(self, name: str, run: Run) -> None:
        with self._one_at_a_time:
            # After a stop the runner's own end looks like a failure of every notebook.
            if self._left.is_set():
                return
            raise_refused(run.problem)  # a full disk is no fault of the notebook that found it full
            self._ended.add(name)
            if not run.problem:
                self._keep(name)
            self._progress.tell(NotebookEnded(name, run.seconds, run.problem, run.lost))

    def _look(self) -> None:
        while self._not_begun and not self._left.wait(_EVERY):
            for name in list(self._not_begun):
                if (self._target / f"{name}.ipynb").exists():
                    self._begun(name)

    def _begun(self, name: str) -> None:
        with self._one_at_a_time:
            self._not_begun.remove(name)
            if name not in self._ended and not self._left.is_set():
                self._progress.tell(NotebookBegan(name))
