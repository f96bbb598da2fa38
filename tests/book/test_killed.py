"""A build that is killed at any moment: the old book stays whole, nothing runs on, and the next run is complete."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from killed_steps import OUTCOMES, STATES, WAYS
from small_board import book_of, command, environment, files_of, number, run, small_board

from nelscb.book.build import LOGS
from nelscb.book.made import LONGEST_WRITE

KILLS = 30
PATIENCE = 5
"""Seconds in which every process of a killed build must have ended."""
MARK = "NELSCB_TEST_OF_KILLED_BUILDS"
PROCESSES = Path("/proc")

pytestmark = [
    pytest.mark.book,
    pytest.mark.skipif(not (PROCESSES / "self" / "environ").exists(), reason="no /proc to look for processes in"),
]


def marked(mark: str) -> list[str]:
    """The command lines of all processes that were started, however far down, with the mark in their environment."""
    found = []
    for process in PROCESSES.iterdir():
        if process.name.isdigit():
            with suppress(OSError):
                if f"{MARK}={mark}\0".encode() in (process / "environ").read_bytes():
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def left_running(mark: str) -> list[str]:
    until = time.monotonic() + PATIENCE
    while (found := marked(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def grow_old(folder: Path) -> None:
    """What is half written is taken away once nobody can be writing it any more; a test does not wait for that."""
    for half in (folder / "build" / ".cache").rglob("*.tmp"):
        then = time.time() - 2 * LONGEST_WRITE
        with suppress(FileNotFoundError):
            os.utime(half, (then, then))


def test_killed_at_any_moment_the_old_book_is_whole_and_the_next_run_completes(tmp_path: Path) -> None:
    folder, mark = small_board(tmp_path / "board"), tmp_path.name
    temporary, user = tmp_path / "t", tmp_path / "user"
    temporary.mkdir()
    user.mkdir()
    settings = {MARK: mark, "TMPDIR": str(temporary), "JUPYTER_DATA_DIR": str(user)}
    assert run(folder, **settings).returncode == 0
    began = time.monotonic()
    number(folder, 1)
    assert run(folder, "--fresh", **settings).returncode == 0
    length = time.monotonic() - began
    old = files_of(book_of(folder))
    chance = random.Random(2017)
    killed = 0
    for which in range(KILLS):
        number(folder, which + 2)
        # One moment in each of as many equal stretches, so that they are spread over the whole length; in any order.
        moment = length * ((7 * which + 3) % KILLS + chance.random()) / KILLS
        # A run that takes what is kept goes through the same steps, the first of them faster.
        build = subprocess.Popen(
            command(folder, *(["--fresh"] if which % 2 else [])), env=environment(**settings),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            build.wait(moment)
        build.kill()
        killed += build.wait() == -signal.SIGKILL
        assert not left_running(mark), f"{moment:.1f} s after it began"
        now = files_of(book_of(folder))
        if now != old:
            assert f"Number {which + 2}:".encode() in now["html/index.html"]
            assert run(folder, "--fresh", **settings).returncode == 0
            assert files_of(book_of(folder)) == now, f"half a book was there {moment:.1f} s after it began"
            old = now
    assert killed > KILLS / 2
    grow_old(folder)
    assert run(folder, **settings).returncode == 0
    undisturbed = small_board(tmp_path / "undisturbed")
    number(undisturbed, KILLS + 1)
    assert run(undisturbed).returncode == 0
    assert files_of(book_of(folder)) == files_of(book_of(undisturbed))
    assert left_over(folder) == []
    assert [path.name for path in temporary.iterdir()] == []
    assert not list(user.rglob("kernel-*"))


def left_over(folder: Path) -> list[str]:
    """What there is in the folder ``build`` besides the book, the runs' logs and what is kept."""
    (edition,) = [path for path in (folder / "build").iterdir() if path.name not in (".cache", LOGS)]
    found = [path for path in edition.iterdir() if path.name != "board"]
    return [str(path) for path in (*found, *(folder / "build" / ".cache").rglob("*.tmp"))]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("way", WAYS)
def test_killed_before_any_step_of_putting_in_place_no_book_is_lost(
    way: str, state: str, outcome: str, tmp_path: Path
) -> None:
    script = str(Path(__file__).with_name("killed_steps.py"))
    ran = subprocess.run(
        [sys.executable, script, str(tmp_path), way, state, outcome], env=environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout.split()[-1]) > 4
