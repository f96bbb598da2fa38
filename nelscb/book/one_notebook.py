"""Run one notebook with papermill, in this process: on a warm kernel where there is one, else on an ordinary one.

As a program it runs the one that it is told of, and says how that came out.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from nelscb.kernels import ADDRESS, ENGINE, is_warm

LONGEST_CELL = 300
"""Seconds that one cell may take before its notebook counts as failed."""


@dataclass(frozen=True)
class Run:
    """How a notebook came out: ``problem`` in words where it failed, whether its kernel was an ordinary one because
    the warm process was gone, and how long it took in ``seconds``, where whoever ran it could say."""

    problem: str = ""
    lost: bool = False
    seconds: float | None = field(default=None, compare=False)


def run_notebook(source: Path, target: Path, parameters: dict[str, str | None], warm: bool = False) -> Run:
    """Execute one notebook on a warm kernel or an ordinary one; where the warm process is lost, on an ordinary one.

    From the first moment on its file is there, by which others see that it has begun.
    """
    began = time.perf_counter()
    target.touch()
    return replace(_run(source, target, parameters, warm), seconds=time.perf_counter() - began)


def run_told(source: str, target: str, parameters: dict[str, str | None], warm: bool) -> dict[str, Any]:
    """``run_notebook`` in words that travel from process to process. What the machine refuses is a problem as well."""
    try:
        run = run_notebook(Path(source), Path(target), parameters, warm)
    except Exception as wrong:
        run = Run(f"because of {type(wrong).__name__}: {' '.join(str(wrong).split())}")
    return asdict(run)


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
    cells = ",\n".join(map(_as_json, notebook.pop("cells")))
    # A line for each cell: one for each number would take more than twice as long, and nobody reads it.
    path.write_text(f'{{"cells": [\n{cells}\n],\n{_as_json(notebook)[1:]}\n', encoding="utf-8")


def _as_json(part: dict[str, Any]) -> str:
    return json.dumps(part, ensure_ascii=False, sort_keys=True)


def _end_with_whoever_asked() -> None:
    """End when standard input does, which is when whoever started this has ended."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_whoever_asked, daemon=True).start()
    print(json.dumps(run_told(*json.loads(sys.argv[1]))))
