"""What the command itself shows and leaves behind: on a terminal, in a pipe, when it is quiet, stopped or killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nelscb.book.build import LOGS, build_book
from nelscb.cli import main
from nelscb.mistakes import Mistake
from nelscb.plan import open_project

pytestmark = pytest.mark.book

QUARTER = "2016-17-Q4"
CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
REDRAWN = re.compile(r"\r\x1b\[2K(?:\x1b\[1A\x1b\[2K)+")
# The board with one chapter lacks what two of the board's own pages would show.
FAIL, WELL = {"tracker", "annual_report"}, {"o9_child_death_review", "at_a_glance", "exceptions", "error_rates"}


def command(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "nelscb.cli", "build", QUARTER, "--project", str(folder), *more]


def logs(folder: Path) -> list[Path]:
    return sorted((folder / "build" / LOGS).glob("*"))


def told_by(log: Path) -> list[str]:
    return [line.strip().split("  ", 1)[1] for line in log.read_text(encoding="utf-8").strip().splitlines()]


def on_a_terminal(called: list[str], height: int, **environment: str) -> tuple[int, str]:
    """Run a command on a terminal 80 wide. Gives its exit code and all that it wrote."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    controlling, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (height, 80))
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    ran = subprocess.Popen(
        called, stdin=terminal, stdout=terminal, stderr=terminal, env=kept | {"TERM": "xterm"} | environment
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            read = os.read(controlling, 65536)
        except OSError:  # Linux says so where the other end is closed
            break
        if not read:
            break
        written += read
    os.close(controlling)
    return ran.wait(60), written.decode()


def test_on_a_terminal_a_table_is_redrawn_and_stays_with_every_row(one_chapter: Path) -> None:
    code, written = on_a_terminal(command(one_chapter), height=12, NO_COLOR="1")
    assert code == 1
    assert not re.search(r"\x1b\[(?:\d+;)*3\dm", written), "nobody wanted colours"
    drawn = [CODES.sub("", part).replace("\r\n", "\n") for part in REDRAWN.split(written)]
    assert len(drawn) > 4
    for part in drawn[1:-1]:
        assert part.count("\n") < 12, part
        assert max(map(len, part.splitlines())) <= 80
    assert any(re.search(r"^o9_child_death_review +running +\d+\.\d s", part, re.MULTILINE) for part in drawn)
    assert any(re.search(r"^and .*\d+ waiting", part, re.MULTILINE) for part in drawn)
    last = drawn[-1]
    for name in WELL:
        assert re.search(rf"^{name} +made +\d+\.\d s$", last, re.MULTILINE)
    for name in FAIL:
        assert re.search(rf"^{name} +failed in cell \d+ +\d+\.\d s$", last, re.MULTILINE)
    assert re.search(r"^typesetting the PDFs +not made *$", last, re.MULTILINE)
    (log,) = logs(one_chapter)
    assert last.rstrip().endswith(f"; the log of this run is {log}")
    assert "\x1b[?25h" in written[written.rindex("\x1b[?25l") :], "the cursor is there again"


def test_in_a_pipe_lines_have_times_and_quiet_says_only_what_is_wrong_and_each_run_has_a_log(
    one_chapter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(one_chapter)[3:]) == 1
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0] == f"{QUARTER}: 8 notebooks"
    for name in (*WELL, "working out the figures", "writing the core data set"):
        assert sum(bool(re.fullmatch(rf"{QUARTER}: {name} \d+\.\d s", line)) for line in lines) == 1
    for name in FAIL:
        assert (
            sum(bool(re.fullmatch(rf"{QUARTER}: {name} failed in cell .* \(\d+\.\d s\)", line)) for line in lines) == 1
        )
    (first,) = logs(one_chapter)
    assert told.err.endswith(f"; the log of this run is {first}\n")
    assert told.err.count("\n") == 1
    log = told_by(first)
    assert log[1] == f"asked: the board edition of {QUARTER}; formats html, pdf, xlsx; warm kernels, {cores()} at once"
    for name in WELL:
        assert log.index(f"{name} began") < next(
            at for at, line in enumerate(log) if line.startswith(f"{name} made in")
        )
    assert any(re.fullmatch(r"tracker failed in \d+\.\d s: in cell \d+: WrongCall: .*", line) for line in log)
    assert log[-1].startswith("failed: notebook annual_report failed in cell")
    # What did not fail is kept, and the log of a quiet run says so.
    assert main([*command(one_chapter, "--quiet")[3:]]) == 1
    told = capsys.readouterr()
    first, second = logs(one_chapter)
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.endswith(f"; the log of this run is {second}\n")
    log = told_by(second)
    assert "2 notebooks to run: tracker, annual_report" in log
    assert any(line.startswith("6 kept from before: o9_child_death_review, ") for line in log)


def cores() -> int:
    return (os.cpu_count() or 1) + 1


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no signals")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_the_log_of_a_run_that_did_not_end_tells_how_far_it_came(one_chapter: Path, sign: signal.Signals) -> None:
    build = subprocess.Popen(command(one_chapter), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert build.stdout is not None
    while "o9_child_death_review" not in build.stdout.readline():
        assert build.poll() is None
    build.send_signal(sign)
    said, wrong = build.communicate(timeout=60)
    (log,) = logs(one_chapter)
    lines = told_by(log)
    assert any(line.startswith("o9_child_death_review made in") for line in lines)
    assert (lines[-1] == "stopped") is (sign == signal.SIGTERM)
    assert not any(line.startswith(("done", "failed")) for line in lines)
    assert "process that was to run it died" not in said + wrong, "a stop is no failure of the notebooks"


def test_a_log_that_cannot_be_written_stops_no_build(one_chapter: Path) -> None:
    (one_chapter / "build").mkdir()
    (one_chapter / "build" / LOGS).write_text("a file where the folder is to be", encoding="utf-8")
    said: list[str] = []
    with pytest.raises(Mistake, match="notebook tracker failed in cell") as raised:
        build_book(open_project(one_chapter), QUARTER, say=said.append, formats=("html",))
    assert not getattr(raised.value, "__notes__", [])
    assert said[0] == f"{QUARTER}: 8 notebooks", "a plain function is given lines"


def test_where_nothing_has_changed_no_log_is_written_and_a_whole_run_ends_with_done(board_folder: Path) -> None:
    """The book was made by the command, quietly, before it was copied."""
    before = logs(board_folder)
    (log,) = [path for path in before if path.name.startswith(f"{QUARTER}-board-")]
    lines = told_by(log)
    assert lines[-1] == "done"
    assert any(line.startswith("typesetting the PDFs done in") for line in lines)
    assert any(line.startswith("writing the workbook done in") for line in lines)
    began = time.monotonic()
    code, written = on_a_terminal(command(board_folder), height=24)
    assert code == 0
    assert time.monotonic() - began < 5
    assert "nothing has changed since this book was made\r\nthe book is in " in written
    assert "\x1b" not in written
    assert logs(board_folder) == before


def test_a_batch_has_a_row_for_each_book_on_a_terminal_and_its_summary_after_it(tmp_path: Path) -> None:
    boards = [tmp_path / "one", tmp_path / "two"]
    for board in boards:
        board.mkdir()
    called = [sys.executable, "-m", "nelscb.cli", "batch", *map(str, boards), "--quarters", QUARTER, "--jobs", "1"]
    code, written = on_a_terminal(called, height=24)
    assert code == 1
    drawn = [CODES.sub("", part).replace("\r\n", "\n") for part in REDRAWN.split(written)]
    assert any(re.search(rf"one +{QUARTER} +running", part) and re.search("two .* waiting", part) for part in drawn)
    table, summary = drawn[-1].split("Board  ")[1:]
    for board in ("one", "two"):
        assert re.search(rf"{board}  {QUARTER}  failed +\d+\.\d s\n", table)
        assert f"{tmp_path / board}  {QUARTER}  failed" in summary
