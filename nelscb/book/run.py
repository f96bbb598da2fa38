"""Run the notebooks with papermill, side by side in processes of their own, on warm kernels where there can be any."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from types import TracebackType

from nelscb.kernels import ADDRESS, ENGINE, ENVIRONMENT, WARM, WarmProcess, can_fork, is_warm, own_folder, temporary

LONGEST_CELL = 300
"""Seconds that one cell may take before its notebook counts as failed."""
PRELOAD = "nelscb.book.preload:preload"
"""What a warm process loads."""


@dataclass(frozen=True)
class Run:
    """How a notebook came out: ``problem`` in words where it failed, whether its kernel was an ordinary one because
    the warm process was gone, and how long it took in ``seconds``, where whoever ran it could say."""

    problem: str = ""
    lost: bool = False
    seconds: float | None = field(default=None, compare=False)


Done = Callable[[str, Run], None]


class NotebookRunner:
    """Processes that execute notebooks, which load what they need while whoever opened them does something else."""

    def __init__(self, project: Path, jobs: int, engine: str = WARM) -> None:
        self._project = project
        self._jobs = jobs
        self._warm = engine == WARM and can_fork()
        self._running: dict[Future[Run], str] = {}
        self._not_begun: list[str] = []
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> NotebookRunner:
        with ExitStack() as opened:
            self._process = opened.enter_context(WarmProcess(PRELOAD, str(self._project))) if self._warm else None
            address = self._process.address if self._process else ""
            if self._process:
                folder = self._process.folder
            else:
                folder = own_folder()
                opened.callback(shutil.rmtree, folder, ignore_errors=True)
            # Spawned, not forked: papermill and zmq start threads, and a forked copy of a thread's lock can hang. Nor
            # forked by a server of multiprocessing's, which leaves a folder behind where a build is killed.
            self._pool = ProcessPoolExecutor(
                max_workers=self._jobs, mp_context=get_context("spawn"),
                initializer=_begin, initargs=(address, str(folder)),
            )  # fmt: skip
            for _ in range(self._jobs):
                self._pool.submit(_load)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            # Stopped half-way: without this the workers would first run every notebook that is still waiting.
            for worker in active_children():
                worker.terminate()
        self.end()

    def end(self) -> None:
        """End the processes, whose memory what follows the notebooks can use; nothing can be started any more."""
        with self._one_at_a_time, self._opened:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, notebooks: Mapping[str, Path], target: Path, parameters: Mapping[str, str | None]) -> None:
        """Begin to execute each notebook into ``target``, where it can be run again as it stands.

        A notebook runs in the folder it is kept in, so ``parameters["project"]`` is the way from there to the
        project. What is kept carries no time, path or random id.
        """
        target.mkdir(parents=True, exist_ok=True)
        warm = bool(notebooks) and self._process is not None and self._process.ready()
        self._running = {}
        self._not_begun = list(notebooks)
        with suppress(BrokenProcessPool):
            for name, source in notebooks.items():
                wanted = (source, target / f"{name}.ipynb", dict(parameters), warm)
                self._running[self._pool.submit(run_notebook, *wanted)] = name
                self._not_begun.remove(name)

    def finish(self, done: Done) -> dict[str, str]:
        """Wait until all were tried. Gives those that failed, each with cell and reason.

        ``done`` is called with each name as it finishes.
        """
        problems = dict.fromkeys(self._not_begun, _WORKER_DIED)
        for future in as_completed(self._running):
            name = self._running[future]
            try:
                run = future.result()
            except BrokenProcessPool:
                run = Run(_WORKER_DIED)
            if run.problem:
                problems[name] = run.problem
            done(name, run)
        return problems


_WORKER_DIED = "because the process that was to run it died"


def _begin(address: str, folder: str) -> None:
    """Set a worker up: where the warm process is, and to end when the build does, however that ends.

    Its temporary files go into the ``folder``, so that they do not stay where nobody removes them.
    """
    os.environ.update(ENVIRONMENT | temporary(Path(folder)) | {ADDRESS: address})
    tempfile.tempdir = None
    build = parent_process()
    assert build is not None

    def end_with_it() -> None:
        build.join()
        os._exit(1)

    threading.Thread(target=end_with_it, daemon=True).start()


def _load() -> None:
    import papermill  # noqa: F401


def run_notebook(source: Path, target: Path, parameters: dict[str, str | None], warm: bool = False) -> Run:
    """Execute one notebook on a warm kernel or an ordinary one; where the warm process is lost, on an ordinary one.

    From the first moment on its file is there, by which others see that it has begun.
    """
    began = time.perf_counter()
    target.touch()
    return replace(_run(source, target, parameters, warm), seconds=time.perf_counter() - began)


def _run(source: Path, target: Path, parameters: dict[str, str | None], warm: bool) -> Run:
    if warm:
        run = _executed(source, target, parameters, ENGINE)
        if not run.problem or is_warm(os.environ[ADDRESS]):
            return run
    return Run(_executed(source, target, parameters, None).problem, lost=warm)


_NOT_STARTED = "because no kernel could be started for it"


def _executed(source: Path, target: Path, parameters: dict[str, str | None], engine: str | None) -> Run:
    run = _tried(source, target, parameters, engine)
    if run.problem.startswith(_NOT_STARTED):
        # The ports that are chosen for a kernel can be another process's by the time it has started, and then it ends.
        # Nothing of the notebook was run, so it can be tried again.
        run = _tried(source, target, parameters, engine)
    return run


def _tried(source: Path, target: Path, parameters: dict[str, str | None], engine: str | None) -> Run:
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    try:
        papermill.execute_notebook(
            source, target, parameters=parameters, kernel_name="python3", progress_bar=False, engine_name=engine,
            cwd=target.parent, execution_timeout=LONGEST_CELL, request_save_on_cell_execute=False,
            shutdown_kernel="immediate", extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        target.unlink(missing_ok=True)
        return Run(f"in cell {error.cell_index}: {error.ename}: {' '.join(error.evalue.split())}")
    except CellTimeoutError:
        target.unlink(missing_ok=True)
        return Run(f"because a cell took longer than {LONGEST_CELL} seconds")
    except DeadKernelError:
        target.unlink(missing_ok=True)
        return Run("because its kernel died")
    except (ConnectionError, FileNotFoundError, RuntimeError) as error:
        # nbclient's word for a kernel that never answered is RuntimeError.
        target.unlink(missing_ok=True)
        return Run(f"{_NOT_STARTED}: {' '.join(str(error).split())}")
    clean(target)
    return Run()


def clean(path: Path) -> None:
    """Strip times, paths and random ids from an executed notebook, so that the same figures give the same bytes."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"].pop("papermill", None)
    notebook["metadata"].get("language_info", {}).pop("version", None)
    for index, cell in enumerate(notebook["cells"]):
        cell["metadata"].pop("papermill", None)
        cell["metadata"].pop("execution", None)
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = "injected-parameters"
        cell.setdefault("id", f"cell-{index}")
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(re.sub(r"\r\n", "\n", text) + "\n", encoding="utf-8")


def _end_with_the_worker() -> None:
    """End when standard input does, which is when the worker that started this has ended."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    _source, _target, _parameters, _on_warm = json.loads(sys.argv[1])
    print(json.dumps(asdict(run_notebook(Path(_source), Path(_target), _parameters, _on_warm))))
