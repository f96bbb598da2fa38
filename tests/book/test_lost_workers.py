"""Workers of a Dask cluster that are killed at work: others do their work, or a sentence says who is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from small_board import CHAPTER, book_of, command, environment, files_of, number, one_sentence, run

pytestmark = [pytest.mark.book, pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")]


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    call = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    started = subprocess.Popen(
        call, env=environment(), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield address
    finally:
        started.terminate()
        started.wait()


@pytest.fixture
def workers(scheduler: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[list[subprocess.Popen[bytes]]]:
    """As many workers as the test asks for, each a process of its own which nobody starts again."""
    call = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        scheduler,
        "--no-nanny",
        "--nthreads",
        "1",
        "--no-dashboard",
    ]
    settings = environment(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
    started = [
        subprocess.Popen(call, env=settings, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(request.param)
    ]
    try:
        import distributed

        with distributed.Client(scheduler, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(request.param, timeout=60)
        yield started
    finally:
        for worker in started:
            with suppress(ProcessLookupError):
                worker.kill()
            worker.wait()


@pytest.fixture
def waiting(small: Path, tmp_path: Path) -> Path:
    """A board whose chapter's notebook says that it runs, and takes its time when it is run first."""
    path = small / "notebooks" / f"{CHAPTER}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    told = str(tmp_path / "runs.txt")
    source = (
        "import pathlib, time\n"
        f"told = pathlib.Path({told!r})\n"
        "if not told.exists():\n"
        "    part = told.with_suffix('.part')\n"
        "    part.touch()\n"
        "    part.rename(told)\n"
        "    time.sleep(60)\n"
    )
    cell = {
        "cell_type": "code",
        "id": "waits",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": [source],
    }
    notebook["cells"].insert(2, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return small


def working(workers: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """The worker that has a process of its own for a notebook."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                with suppress(OSError):
                    if CHAPTER.encode() in (process / "cmdline").read_bytes():
                        parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                        for worker in workers:
                            if worker.pid == parent:
                                return worker
        time.sleep(0.05)
    raise AssertionError("no worker runs the notebook")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
@pytest.mark.parametrize("workers", [2, 1], indirect=True, ids=["one of two", "the only one"])
def test_a_worker_is_killed_while_a_notebook_runs(
    workers: list[subprocess.Popen[bytes]], scheduler: str, waiting: Path, tmp_path: Path
) -> None:
    call = command(waiting, "--formats", "html", "--cluster", scheduler)
    old = book_of(waiting)
    old.mkdir(parents=True)
    (old / "kept.txt").write_text("the last good book", encoding="utf-8")
    build = subprocess.Popen(call, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "runs.txt").exists():
        assert build.poll() is None, build.communicate()
        time.sleep(0.05)
    lost = working(workers)
    lost.send_signal(signal.SIGKILL)
    out, wrong = build.communicate(timeout=120)
    ran = subprocess.CompletedProcess(call, build.returncode, out, wrong)
    if len(workers) == 1:
        one_sentence(ran, f"the cluster at {scheduler} has lost its workers; start one with dask worker", "as it was")
        assert files_of(old) == {"kept.txt": b"the last good book"}
        assert [path.name for path in old.parent.iterdir()] == ["board"]
        return
    assert build.returncode == 0, wrong
    assert not wrong
    far = files_of(old)
    number(waiting, 0)
    assert run(waiting, "--formats", "html", "--fresh").returncode == 0
    assert files_of(old) == far
