"""Run notebooks side by side, each in a process of its own: forked from the warm process where there can be one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from nelscb.book.one_notebook import Run
from nelscb.kept_drawings import DRAWINGS
from nelscb.kernels import (
    ADDRESS,
    ENVIRONMENT,
    WARM,
    Lost,
    WarmProcess,
    can_fork,
    errand,
    is_warm,
    own_folder,
    prepare,
    temporary,
)

PRELOAD = "nelscb.book.preload:preload"
"""What a warm process loads."""
Done = Callable[[str, Run], None]
PATIENT, MOST_PATIENT = 10, 19
"""How much notebooks let the build itself go first, which is what they would wait for at the end, and how much what is
run beside them does."""
DIED = "because the process that was to run it died"
_RUN, _READ = "nelscb.book.one_notebook:run_told", "nelscb.released_pages:read_for_all"


def warm_process(project: Path) -> WarmProcess:
    """The warm process for the notebooks of a board's folder."""
    return WarmProcess(PRELOAD, str(project))


class NotebookRunner:
    """Runs ``jobs`` notebooks at once. The warm process loads while whoever opened this does something else.

    ``drawings``: the folder in which their charts are kept; without one all are drawn. ``begun``: a warm process of the
    project's that has begun to load already.
    """

    def __init__(
        self, project: Path, jobs: int, engine: str = WARM, drawings: Path | None = None,
        begun: WarmProcess | None = None,
    ) -> None:  # fmt: skip
        self._project, self._jobs, self._drawings = project, jobs, drawings
        self._warm = (begun or warm_process(project)) if engine == WARM and can_fork() else None
        self._running: dict[Future[Run], str] = {}
        self._one_at_a_time, self._on_errand = threading.Lock(), threading.Lock()
        self._stopped = False
        self._none_to_come = threading.Event()
        self._none_to_come.set()

    def __enter__(self) -> NotebookRunner:
        with ExitStack() as opened:
            # Left in the other order: processes that still run are ended first, and then the threads need not wait.
            self._pool = opened.enter_context(ThreadPoolExecutor(self._jobs))
            self._process = opened.enter_context(self._warm) if self._warm else None
            self._alone = opened.enter_context(OwnProcesses())
            if self._process:
                folder = self._process.folder
            else:
                folder = own_folder()
                opened.callback(shutil.rmtree, folder, ignore_errors=True)
            address = {ADDRESS: self._process.address} if self._process else {}
            # Temporary files go into the folder, so that they do not stay where nobody removes them.
            drawings = {DRAWINGS: str(self._drawings.absolute())} if self._drawings else {}
            self._environment = {**os.environ, **ENVIRONMENT, **temporary(folder), **address, **drawings}
            self._opened = opened.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        # Stopped half-way: what is at work is ended, and what has not begun is not begun.
        self._stopped = kind is not None
        self._none_to_come.set()
        self.end()

    def loaded(self) -> None:
        """Wait until the warm process has loaded what notebooks use, where there is one."""
        if self._process is not None:
            self._process.ready()

    def expect_errand(self) -> None:
        """An errand is still to come, which the processes are to be there for even if all notebooks are done."""
        self._none_to_come.clear()

    def aside(self, function: str, arguments: list[Any]) -> Any:
        """What an errand gives that is run beside the notebooks. Raises Lost where there is no warm process for it."""
        try:
            if self._process is None or not self._process.ready():
                raise Lost("there is no warm process")
            with self._on_errand:
                self._none_to_come.set()
                return errand(self._process.address, function, arguments, self._environment, patience=MOST_PATIENT)
        finally:
            self._none_to_come.set()

    def read_for_all(self, page: Path) -> None:
        """Have a released page read once for all notebooks begun after it, which see the same.

        Nobody waits for it: one that begins sooner reads its own.
        """

        def read(warm: WarmProcess) -> None:
            if warm.ready():
                with suppress(Lost):  # which is told where a notebook is to be run
                    prepare(warm.address, _READ, [str(page.absolute())])

        if self._process is not None:
            threading.Thread(target=read, args=(self._process,), daemon=True).start()

    def end(self) -> None:
        """End the processes, whose memory what follows the notebooks can use; nothing can be started any more.

        An errand that is to come, and one that is being run, is waited for.
        """
        self._none_to_come.wait()
        on_errand = nullcontext() if self._stopped else self._on_errand
        with on_errand, self._one_at_a_time, self._opened:
            self._pool.shutdown(wait=not self._stopped, cancel_futures=True)

    def start(self, notebooks: Mapping[str, Path], target: Path, parameters: Mapping[str, str | None]) -> None:
        """Begin to execute these notebooks too into ``target``, where each can be run again as it stands.

        A notebook runs in the folder it is kept in, so ``parameters["project"]`` is the way from there to the
        project. What is kept carries no time, path or random id.
        """
        target.mkdir(parents=True, exist_ok=True)
        for name, source in notebooks.items():
            asked = [str(source), str(target / f"{name}.ipynb"), dict(parameters)]
            self._running[self._pool.submit(self._run, asked)] = name

    def finish(self, done: Done) -> dict[str, str]:
        """Wait until all were tried. Gives those that failed, each with cell and reason.

        ``done`` is called with each name as it finishes.
        """
        problems = {}
        for future in as_completed(self._running):
            name, run = self._running[future], future.result()
            if run.problem:
                problems[name] = run.problem
            done(name, run)
        return problems

    def _run(self, asked: list[Any]) -> Run:
        warm = self._process is not None and self._process.ready()
        if warm and self._process is not None:
            try:
                return Run(**errand(self._process.address, _RUN, [*asked, True], self._environment, PATIENT))
            except Lost:
                if self._stopped or is_warm(self._process.address):
                    return Run(DIED)
        run = self._alone.run([*asked, False], self._environment)
        return Run(run.problem, warm, run.seconds)


class OwnProcesses:
    """Processes that are started, each for one notebook, and are ended when this is left."""

    def __init__(self) -> None:
        self._at_work: set[subprocess.Popen[str]] = set()
        self._left = False

    def __enter__(self) -> OwnProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        for process in list(self._at_work):
            process.kill()

    def run(self, asked: list[Any], environment: Mapping[str, str]) -> Run:
        """Run a notebook, ``asked`` as ``run_told`` takes it. The process ends when this one does, however that is."""
        command = [sys.executable, "-m", "nelscb.book.one_notebook", json.dumps(asked)]
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True,
        ) as process:  # fmt: skip
            self._at_work.add(process)
            if self._left:
                process.kill()
            assert process.stdout is not None
            # Its standard input stays open until it has ended: by that it knows that somebody is here.
            told = process.stdout.read().splitlines()
            code = process.wait()
            self._at_work.discard(process)
        return Run(DIED) if code else Run(**json.loads(told[-1]))
