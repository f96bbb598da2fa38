"""The warm process: its kernels give what ordinary ones give, and neither it nor they outlive who asked for them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from nelscb.book.one_notebook import LONGEST_CELL, Run, run_notebook
from nelscb.book.run import PRELOAD, NotebookRunner
from nelscb.kernels import ADDRESS, Lost, WarmProcess, can_fork, errand, is_warm, prepare
from nelscb.mistakes import WrongCall

pytestmark = [pytest.mark.book, pytest.mark.skipif(not can_fork(), reason="this system cannot fork")]


@pytest.fixture(scope="module")
def warm(root: Path) -> Iterator[WarmProcess]:
    with WarmProcess("nelscb.book.preload:preload", str(root)) as process:
        assert process.ready()
        yield process


@pytest.fixture(autouse=True)
def known(warm: WarmProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, warm.address)


def notebook_of(folder: Path, *cells: str, name: str = "tried") -> Path:
    made = {
        "cells": [
            {"cell_type": "code", "id": f"c{at}", "metadata": {}, "execution_count": None, "outputs": [], "source": [c]}
            for at, c in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def executed(source: Path, warm: bool = True) -> tuple[Run, list[str]]:
    target = source.with_name("out.ipynb")
    run = run_notebook(source, target, {}, warm)
    if run.problem:
        assert not target.exists()
        return run, []
    cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    return run, ["".join("".join(o.get("text", "")) for o in cell["outputs"]) for cell in cells]


def alive(process: int) -> bool:
    """Whether it runs; one that has ended and that nobody has asked after yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def children(process: int) -> set[int]:
    """The processes that it has started and that run."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]) == process:
                found.add(int(path.parent.name))
    return {child for child in found if alive(child)}


def gone(process: int) -> bool:
    for _ in range(100):
        if not alive(process):
            return True
        time.sleep(0.1)
    return False


def test_a_kernel_is_a_child_of_the_warm_process_and_works_where_it_was_told(tmp_path: Path, warm: WarmProcess) -> None:
    source = notebook_of(tmp_path, "import os; print(os.getppid())", "print(os.getcwd())")
    run, said = executed(source)
    assert run == Run()
    assert said[0].strip() == str(warm._process.pid)
    assert Path(said[1].strip()) == tmp_path


def test_a_kernel_sees_nothing_of_another(tmp_path: Path) -> None:
    executed(notebook_of(tmp_path, "import builtins, os; builtins.left = 1; os.environ['LEFT'] = '1'"))
    source = notebook_of(tmp_path, "import builtins, os; print(hasattr(builtins, 'left'), 'LEFT' in os.environ)")
    assert executed(source)[1] == ["False False\n"]


@pytest.mark.parametrize("name", ["p2_neglect", "tracker", "back_test"])
def test_both_kinds_of_kernel_give_the_same_bytes(name: str, root: Path, tmp_path: Path) -> None:
    parameters = {"quarter": "2016-17-Q4", "project": os.path.relpath(root, tmp_path)}
    source = root / "notebooks" / f"{name}.ipynb"
    for warm in (True, False):
        assert run_notebook(source, tmp_path / f"{warm}.ipynb", parameters, warm) == Run()
    assert (tmp_path / "True.ipynb").read_bytes() == (tmp_path / "False.ipynb").read_bytes()


def test_a_kernel_that_ends_itself_is_told_and_the_next_one_works(tmp_path: Path) -> None:
    for cell in ("import os; os._exit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"):
        assert executed(notebook_of(tmp_path, cell))[0] == Run("because its kernel died")
    assert executed(notebook_of(tmp_path, "print(1)"))[1] == ["1\n"]


def test_an_exception_is_told_with_its_cell(tmp_path: Path) -> None:
    run, _ = executed(notebook_of(tmp_path, "x = 1", "raise ValueError('no\\nsuch thing')"))
    assert run == Run("in cell 1: ValueError: no such thing")


def test_a_cell_that_never_ends_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nelscb.book.one_notebook.LONGEST_CELL", 3)
    assert LONGEST_CELL > 3
    kept = tmp_path / "processes.txt"
    source = notebook_of(
        tmp_path,
        "import os, subprocess, time\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        f"open({str(kept)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "while True:\n    time.sleep(1)",
    )
    assert executed(source)[0] == Run("because a cell took longer than 3 seconds")
    kernel, child = map(int, kept.read_text(encoding="utf-8").split())
    assert gone(kernel)
    assert gone(child)


def test_without_a_warm_process_the_notebook_is_run_on_a_kernel_of_its_own(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WarmProcess("nelscb.book.preload:preload", str(root)) as lost:
        assert lost.ready()
        monkeypatch.setenv(ADDRESS, lost.address)
        os.kill(lost._process.pid, signal.SIGKILL)
        lost._process.wait()
        assert not is_warm(lost.address)
        assert executed(notebook_of(tmp_path, "print(1)")) == (Run(lost=True), ["1\n"])


def test_a_warm_process_that_is_lost_in_the_middle_of_a_cell_is_made_up_for(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WarmProcess("nelscb.book.preload:preload", str(root)) as lost:
        assert lost.ready()
        monkeypatch.setenv(ADDRESS, lost.address)
        kept = tmp_path / "kernel.txt"
        cell = (
            "import os, signal, time\n"
            f"if os.getppid() == {lost._process.pid}:\n"
            f"    open({str(kept)!r}, 'w').write(str(os.getpid()))\n"
            "    os.kill(os.getppid(), signal.SIGKILL)\n    time.sleep(60)\n"
            "print('whole')"
        )
        assert executed(notebook_of(tmp_path, cell)) == (Run(lost=True), ["whole\n"])
        assert gone(int(kept.read_text(encoding="utf-8")))


def test_nothing_is_left_when_the_build_is_killed(tmp_path: Path, root: Path) -> None:
    """The runner is killed while a kernel is at work: workers, warm process, kernels and the socket are gone."""
    told = tmp_path / "kernel.txt"
    notebook_of(tmp_path, f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    script = tmp_path / "killed.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom nelscb.book.run import NotebookRunner\n"
        "if __name__ == '__main__':\n"
        "    here = Path(sys.argv[1])\n"
        "    with NotebookRunner(Path(sys.argv[2]), 2) as runner:\n"
        "        print(runner._process._process.pid, runner._process.folder, flush=True)\n"
        "        runner.start({'tried': here / 'tried.ipynb'}, here / 'made', {})\n"
        "        runner.finish(lambda *_: None)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script), str(tmp_path), str(root)]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    warm, folder = build.stdout.readline().split()
    for _ in range(300):
        if told.exists() and told.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    kernel = int(told.read_text(encoding="utf-8"))
    processes = {int(warm), *children(int(warm))}
    assert kernel in processes
    assert len(processes) == 3  # and the one that runs the notebook
    build.kill()
    build.wait()
    build.stdout.close()
    for process in processes:
        assert gone(process)
    assert not Path(folder).exists()


def test_the_folder_of_a_process_that_nobody_could_clear_up_after_is_cleared_up_by_the_next(root: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = Path(tempfile.mkdtemp(prefix=f"nelscb-warm-{ended.pid}-"))
    (left / "kernels").touch()
    with WarmProcess("nelscb.book.preload:preload", str(root)):
        assert not left.exists()


def test_a_process_that_dies_fails_its_notebook_and_no_other(tmp_path: Path, root: Path) -> None:
    told = tmp_path / "kernel.txt"
    waits = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    sources = {"waits": notebook_of(tmp_path, waits, name="waits"), "tried": notebook_of(tmp_path, "print(1)")}
    with NotebookRunner(root, 1) as runner:
        runner.start(sources, tmp_path / "made", {})
        for _ in range(300):
            if told.exists() and told.read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        kernel, warm = int(told.read_text(encoding="utf-8")), runner._process
        assert warm is not None
        (process,) = children(warm._process.pid) - {kernel}
        os.kill(process, signal.SIGKILL)
        assert runner.finish(lambda *_: None) == {"waits": "because the process that was to run it died"}
        assert gone(kernel)
    assert (tmp_path / "made" / "tried.ipynb").exists()


def test_a_runner_that_loses_its_warm_process_runs_the_notebook_all_the_same(tmp_path: Path, root: Path) -> None:
    told: dict[str, Run] = {}
    with NotebookRunner(root, 1) as runner:
        warm = runner._process
        assert warm is not None
        cell = (
            "import os, signal, time\n"
            f"if os.getppid() == {warm._process.pid}:\n    os.kill(os.getppid(), signal.SIGKILL)\n    time.sleep(60)\n"
            "print('whole')"
        )
        runner.start({"tried": notebook_of(tmp_path, cell)}, tmp_path / "made", {})
        assert runner.finish(told.__setitem__) == {}
    assert told == {"tried": Run(lost=True)}
    assert "whole" in (tmp_path / "made" / "tried.ipynb").read_text(encoding="utf-8")


def test_a_runner_that_is_stopped_leaves_nothing(tmp_path: Path, root: Path) -> None:
    sources = {"tried": notebook_of(tmp_path, "import time; time.sleep(600)")}
    for engine in ("warm", "plain"):
        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt), NotebookRunner(root, 1, engine) as runner:
            runner.start(sources, tmp_path / engine, {})
            time.sleep(4)
            raise KeyboardInterrupt
        assert time.monotonic() - began < 60
        assert not children(os.getpid()) - {process for process in children(os.getpid()) if _is_ours(process)}


def _is_ours(process: int) -> bool:
    """Whether it is the module's own warm process, or the test runner's."""
    return "one_notebook" not in Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")


def test_a_runner_runs_errands_beside_its_notebooks_and_waits_for_them(tmp_path: Path, root: Path) -> None:
    with NotebookRunner(root, 1, "plain") as plain, pytest.raises(Lost):
        plain.aside("posixpath:join", ["a", "b"])
    with NotebookRunner(root, 1) as runner:
        runner.start({"tried": notebook_of(tmp_path, "print(1)")}, tmp_path / "made", {})
        assert runner.finish(lambda *_: None) == {}
        assert runner.aside("posixpath:join", ["a", "b"]) == "a/b"
        runner.end()
        with pytest.raises(Lost):
            runner.aside("posixpath:join", ["a", "b"])


def test_a_runner_ends_its_processes_after_the_errand_that_is_to_come(root: Path) -> None:
    with NotebookRunner(root, 1) as runner:
        runner.expect_errand()
        ending = threading.Thread(target=runner.end)
        ending.start()
        ending.join(0.2)
        assert ending.is_alive()
        assert runner.aside("posixpath:join", ["a", "b"]) == "a/b"
        ending.join(20)
        assert not ending.is_alive()
    with NotebookRunner(root, 1) as left:  # where it never comes, whoever leaves waits for nothing
        left.expect_errand()
    with NotebookRunner(root, 1, "plain") as plain:
        plain.expect_errand()
        with pytest.raises(Lost):
            plain.aside("posixpath:join", ["a", "b"])
        plain.end()


def test_one_that_has_begun_early_serves_a_runner_and_ends_with_it(tmp_path: Path, root: Path) -> None:
    begun = WarmProcess(PRELOAD, str(root))
    begun.begin()
    with NotebookRunner(root, 1, begun=begun) as runner:
        runner.start({"tried": notebook_of(tmp_path, "import os", "print(os.getppid())")}, tmp_path / "made", {})
        assert runner.finish(lambda *_: None) == {}
    printed = json.loads((tmp_path / "made" / "tried.ipynb").read_text(encoding="utf-8"))["cells"][-1]["outputs"]
    assert "".join(printed[0]["text"]).strip() == str(begun._process.pid)
    begun.end()
    assert not begun.folder.exists()
    assert not alive(begun._process.pid)


def test_one_that_nobody_asked_for_anything_leaves_nothing(root: Path) -> None:
    never, begun = WarmProcess(PRELOAD, str(root)), WarmProcess(PRELOAD, str(root))
    never.end()
    begun.begin()
    begun.end()
    assert not begun.folder.exists()
    assert not alive(begun._process.pid)


def test_what_lets_other_work_go_first_runs_after_it(warm: WarmProcess) -> None:
    here = os.getpriority(os.PRIO_PROCESS, 0)
    found = [errand(warm.address, "os:getpriority", [0, 0], os.environ, patience) for patience in (0, 7)]
    assert found == [here, min(here + 7, 19)]


def test_an_errand_is_told_what_came_of_it(warm: WarmProcess) -> None:
    assert errand(warm.address, "posixpath:join", ["a", "b"], os.environ) == "a/b"
    assert errand(warm.address, "os:getppid", [], os.environ) == warm._process.pid
    with pytest.raises(Lost, match="ended with 3"):
        errand(warm.address, "os:_exit", [3], os.environ)
    with pytest.raises(Lost, match="ended with 1"):
        errand(warm.address, "posixpath:join", [1], os.environ)
    with pytest.raises(WrongCall, match="names no function"):
        errand(warm.address, "join", [], os.environ)
    with pytest.raises(Lost):
        errand("/nowhere", "posixpath:join", ["a"], os.environ)


def test_what_the_warm_process_prepares_is_there_for_who_asks_after_it(warm: WarmProcess) -> None:
    before = errand(warm.address, "sys:getrecursionlimit", [], os.environ)
    prepare(warm.address, "sys:setrecursionlimit", [before + 7])
    assert errand(warm.address, "sys:getrecursionlimit", [], os.environ) == before + 7
    prepare(warm.address, "sys:setrecursionlimit", ["more"])  # which goes wrong, and harms nobody
    assert errand(warm.address, "sys:getrecursionlimit", [], os.environ) == before + 7
    prepare(warm.address, "sys:setrecursionlimit", [before])
    with pytest.raises(Lost):
        prepare("/nowhere", "sys:setrecursionlimit", [before])
