"""Notebooks executed by the workers of a Dask cluster, which see the board's folder as this machine does.

Each worker has a warm process of its own for as long as a build asks for it. Dask itself decides what runs where, and
runs elsewhere what a lost worker had begun.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from nelscb.book.one_notebook import Run
from nelscb.book.run import PRELOAD, Done, OwnProcesses
from nelscb.fingerprint import code_and_libraries
from nelscb.kernels import ADDRESS, ENVIRONMENT, Lost, WarmProcess, can_fork, temporary
from nelscb.mistakes import Mistake

PATIENCE = 10
"""Seconds to wait for the cluster's answer."""
_GLANCE = 0.1
"""Seconds between two looks at whether a notebook is finished."""
_WARM = "nelscb-warm"


class WarmKernels:
    """Dask's plugin for a worker: a warm process for as long as it is registered."""

    name = _WARM

    def __init__(self, project: str) -> None:
        self._project = project

    def setup(self, worker: object) -> None:  # noqa: ARG002
        """When a worker comes: the process is begun, and the first notebook waits until it is warm."""
        self._process = WarmProcess(PRELOAD, self._project).__enter__() if can_fork() else None
        if self._process is not None and self._process.ready():
            os.environ[ADDRESS] = self._process.address

    def teardown(self, worker: object) -> None:  # noqa: ARG002
        """When the worker or the build ends."""
        os.environ.pop(ADDRESS, None)
        if self._process is not None:
            self._process.__exit__(None, None, None)


class ClusterRunner:
    """As ``NotebookRunner``, with the workers of the cluster at ``address``. Raises Mistake where it cannot be used."""

    def __init__(self, project: Path, address: str) -> None:
        self._project, self._address = project, address
        self._running: dict[Any, str] = {}

    def __enter__(self) -> ClusterRunner:
        client = connected(self._address)
        try:
            self._check(client)
            client.register_plugin(_plugin(str(self._project)), name=_WARM)
        except BaseException:
            client.close()
            raise
        self._client = client
        return self

    def _check(self, client: Any) -> None:
        """Workers with another package or another folder would make other pages."""
        at = f"the cluster at {self._address}"
        code = client.run(code_and_libraries)
        if not code:
            raise Mistake(f"{at} has no workers; start one with dask worker, or leave --cluster out")
        other = sorted(worker for worker, has in code.items() if has != code_and_libraries())
        if other:
            raise Mistake(f"{at}: {other[0]} has other code or libraries than this machine; install the same there")
        blind = sorted(worker for worker, sees in client.run(_sees, str(self._project)).items() if not sees)
        if blind:
            raise Mistake(f"{at}: {blind[0]} does not see {self._project}; keep it where every worker has it")

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        try:
            for future in self._running:
                future.cancel()
            self._client.unregister_worker_plugin(_WARM)
        except (OSError, TimeoutError):
            pass  # a cluster that is gone has nothing to be told
        finally:
            self._client.close()

    def loaded(self) -> None:
        """Nothing here has to load."""

    def aside(self, function: str, arguments: list[Any]) -> Any:  # noqa: ARG002
        """Nothing but notebooks is sent to other machines: raises Lost."""
        raise Lost("a cluster runs notebooks")

    def end(self) -> None:
        """Nothing: the workers are other machines', and have a warm process until the build ends."""

    def expect_errand(self) -> None:
        """Nothing: there is no process for one."""

    def read_for_all(self, page: Path) -> None:
        """Nothing: each worker reads what its notebooks see."""

    def start(self, notebooks: Mapping[str, Path], target: Path, parameters: Mapping[str, str | None]) -> None:
        """Send these notebooks too to the cluster, which writes each into ``target``."""
        target.mkdir(parents=True, exist_ok=True)
        self._running |= {
            self._client.submit(
                run_far,
                str(source),
                str(target / f"{name}.ipynb"),
                dict(parameters),
                pure=False,
                key=f"{name}-{target}",
            ): name
            for name, source in notebooks.items()
        }

    def finish(self, done: Done) -> dict[str, str]:
        """Wait until all were tried. Gives those that failed, each with cell and reason.

        Raises Mistake where the cluster is lost meanwhile.
        """
        import distributed

        as_completed: Any = distributed.as_completed
        problems = {}
        running = as_completed(self._running, loop=self._client.loop)
        for future in self._while_there_are_workers(running):
            name = self._running[future]
            if future.status == "cancelled":  # nobody else does that
                raise self._lost("its scheduler", "dask scheduler")
            wrong = future.exception()
            run = Run(**future.result()) if wrong is None else Run(f"on the cluster: {' '.join(str(wrong).split())}")
            if run.problem:
                problems[name] = run.problem
            done(name, run)
        return problems

    def _while_there_are_workers(self, running: Any) -> Iterator[Any]:
        """Each notebook as it is finished. Raises Mistake where nobody is left who could finish one.

        Dask itself waits for ever until another worker comes.
        """
        last_seen = time.monotonic()
        while not running.is_empty():
            if running.has_ready():
                yield next(running)
            elif self._is_worked_on():
                last_seen = time.monotonic()
                time.sleep(_GLANCE)
            elif time.monotonic() - last_seen < PATIENCE:
                time.sleep(_GLANCE)
            else:
                raise self._lost("its workers", "dask worker")

    def _lost(self, what: str, start: str) -> Mistake:
        return Mistake(
            f"the cluster at {self._address} has lost {what}; start one with {start} and build again; "
            "the book that was there before is as it was"
        )

    def _is_worked_on(self) -> bool:
        try:
            return bool(self._client.status == "running" and self._client.scheduler_info(n_workers=-1)["workers"])
        except (OSError, TimeoutError, KeyError):
            return False


def connected(address: str) -> Any:
    """A client of the cluster. Raises Mistake where Dask is not installed, or nobody answers."""
    try:
        import distributed
    except ImportError as error:
        raise Mistake("--cluster needs Dask: install it with pip install distributed") from error
    try:
        client: Any = distributed.Client
        return client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise Mistake(
            f"no Dask scheduler answers at {address}; start one with dask scheduler, or leave --cluster out"
        ) from error


def run_far(source: str, target: str, parameters: dict[str, str | None]) -> dict[str, Any]:
    """Execute one notebook on a worker, in a process of its own: a worker's threads are no place for kernels."""
    environment = {**os.environ, **ENVIRONMENT}
    if ADDRESS in os.environ:
        environment |= temporary(Path(os.environ[ADDRESS]).parent)
    # What a lost worker has begun must not write where another begins it again: it ends when the worker does.
    with OwnProcesses() as alone:
        return asdict(alone.run([source, target, parameters, ADDRESS in os.environ], environment))


def _sees(folder: str) -> bool:
    return (Path(folder) / "params" / "board.yml").is_file()


def _plugin(project: str) -> Any:
    from distributed import WorkerPlugin

    return type("WarmKernelsOfDask", (WarmKernels, WorkerPlugin), {})(project)
