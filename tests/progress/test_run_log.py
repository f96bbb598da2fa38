"""The log of a run: what it says, that it is there after a kill, and that it stops nothing."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from told import PROBLEM, a_run

import nelscb
from nelscb.mistakes import Mistake
from nelscb.progress import NotebookEnded, Progress, RunLog, Said
from nelscb.progress.log import MOST

ASKED = "the board edition of 2016-17-Q4; formats html"


def logged(log: Path) -> list[str]:
    """The lines without their seconds, which must never go back."""
    lines = [re.fullmatch(r" *(\d+\.\d\d)  (.*)", line) for line in log.read_text(encoding="utf-8").splitlines()]
    seconds = [float(line[1]) for line in lines if line]
    assert len(seconds) == len(lines)
    assert seconds == sorted(seconds)
    return [line[2] for line in lines if line]


def only(folder: Path) -> Path:
    (log,) = folder.iterdir()
    return log


def test_it_says_what_was_asked_of_what_what_ran_what_was_kept_and_the_end(tmp_path: Path) -> None:
    with RunLog(tmp_path / "logs", "2016-17-Q4-board", ASKED) as log:
        for event in a_run():
            log.tell(event)
        log.tell(NotebookEnded("what_changed", None, "because its kernel died", lost=True))
        log.tell(Said("a sentence\nof two lines"))
    path = only(tmp_path / "logs")
    assert path.name == "2016-17-Q4-board-1.log"
    began, *lines = logged(path)
    versions = re.escape(f"nelscb {nelscb.__version__}, Python {platform.python_version()} on {sys.platform}")
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{{4}}, {versions}", began)
    assert lines == [
        f"asked: {ASKED}",
        "steps: working out the figures, compiling the book, typesetting the PDFs",
        "working out the figures began",
        "3 notebooks to run: p2_neglect, tracker, what_changed",
        "1 kept from before: p1_early_help",
        "working out the figures done in 2.3 s",
        "p2_neglect began",
        "tracker began",
        "p2_neglect made in 1.4 s",
        f"tracker failed in 0.6 s: {PROBLEM}",
        "what_changed began",
        "what_changed failed on a kernel of its own, the warm process being gone: because its kernel died",
        "a sentence of two lines",
        "done",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Mistake("one thing; mend it"), "failed: one thing; mend it"),
        (ValueError("ours"), "failed, which is a fault of nelscb: ValueError: ours"),
        (KeyboardInterrupt(), "stopped"),
    ],
    ids=["failed", "a fault", "stopped"],
)
def test_its_last_line_tells_how_the_run_ended(wrong: BaseException, told: str, tmp_path: Path) -> None:
    with pytest.raises(type(wrong)) as raised, RunLog(tmp_path, "2016-17-Q4-board", ASKED):
        raise wrong
    assert logged(only(tmp_path))[-1] == told
    notes = getattr(raised.value, "__notes__", [])
    assert notes == ([] if told == "stopped" else [f"the log of this run is {only(tmp_path)}"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_the_log_of_a_killed_run_tells_how_far_it_came(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(
        "import os, signal, sys\nfrom pathlib import Path\nfrom nelscb.progress import RunLog, StepBegan\n"
        "with RunLog(Path(sys.argv[1]), '2016-17-Q4-board', 'a book') as log:\n"
        "    log.tell(StepBegan('compiling the book'))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    ran = subprocess.run([sys.executable, str(script), str(tmp_path / "logs")], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert logged(only(tmp_path / "logs"))[1:] == ["asked: a book", "compiling the book began"]


def test_the_latest_are_kept_in_the_order_of_the_runs_of_every_quarter(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("somebody's own", encoding="utf-8")
    names = ["2016-17-Q4-board", "2016-17-Q4-public", "2015-16-Q1-board"]
    for number in range(MOST + 1):
        with RunLog(tmp_path, names[number % 3], ASKED):
            pass
    logs = {path.name for path in tmp_path.glob("*.log")}
    assert MOST == 50
    assert logs == {f"{names[number % 3]}-{number + 1}.log" for number in range(1, MOST + 1)}
    assert (tmp_path / "notes.txt").exists()
    with RunLog(tmp_path, names[0], ASKED):
        pass
    assert (tmp_path / f"{names[0]}-{MOST + 2}.log").exists(), "a number never comes again"


def test_a_log_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run may take the same number between the look and the writing."""
    (tmp_path / "2016-17-Q4-board-1.log").write_text("another run's", encoding="utf-8")
    monkeypatch.setattr("nelscb.progress.log._logs", lambda _: [])
    with RunLog(tmp_path, "2016-17-Q4-board", ASKED):
        pass
    assert (tmp_path / "2016-17-Q4-board-1.log").read_text(encoding="utf-8") == "another run's"
    assert logged(tmp_path / "2016-17-Q4-board-2.log")[-1] == "done"


def test_a_log_that_cannot_be_begun_stops_nothing_and_is_not_promised(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(Mistake) as raised, RunLog(tmp_path / "logs", "2016-17-Q4-board", ASKED) as log:
        Progress(log).tell(a_run()[0])
        raise Mistake("one thing; mend it")
    assert not getattr(raised.value, "__notes__", [])
    with RunLog(tmp_path / "logs", "2016-17-Q4-board", ASKED) as log:
        Progress(log).tell(a_run()[0])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_disk_that_becomes_full_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as refuses_each_line:
        monkeypatch.setattr(RunLog, "_new", lambda _: refuses_each_line)
        with pytest.raises(Mistake) as raised, RunLog(tmp_path, "2016-17-Q4-board", ASKED) as log:
            for event in a_run():
                log.tell(event)
            raise Mistake("one thing; mend it")
    assert not getattr(raised.value, "__notes__", [])


def test_letters_that_no_file_can_hold_are_written_as_their_codes(tmp_path: Path) -> None:
    with RunLog(tmp_path, "2016-17-Q4-board", ASKED) as log:
        log.tell(Said("a folder named \udce9"))
    assert "a folder named \\udce9" in logged(only(tmp_path))
