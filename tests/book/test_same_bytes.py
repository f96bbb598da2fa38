"""Two books of the same inputs are alike byte for byte, wherever, whenever and however they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_board import book_of, environment, files_of, run, small_board, with_published_figures

pytestmark = pytest.mark.book
LATER = """import time
_clocks = {name: getattr(time, name) for name in ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime")}
_later = 400 * 24 * 3600 + 12345
time.time = lambda: _clocks["time"]() + _later
time.time_ns = lambda: _clocks["time_ns"]() + _later * 10**9
for _name in ("localtime", "gmtime", "ctime"):
    setattr(time, _name, lambda at=None, _read=_clocks[_name]: _read(time.time() if at is None else at))
time.strftime = lambda form, at=None: _clocks["strftime"](form, time.localtime() if at is None else at)
"""
"""What Python runs as it begins: its clock is more than a year ahead."""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The same small board twice, with figures, in folders of another depth and of another age."""
    first = with_published_figures(small_board(tmp_path / "x", "p1_early_help"))
    second = tmp_path / "deeper" / "in" / "a folder"
    second.parent.mkdir(parents=True)
    shutil.copytree(first, second)
    for path in second.rglob("*"):
        os.utime(path, (981173106, 981173106))
    return first, second


def test_folder_day_zone_workers_and_kernels_change_nothing(two: tuple[Path, Path], tmp_path: Path) -> None:
    """The two zones are 26 hours apart, so that the two runs are never on the same day."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    ahead = os.pathsep.join([str(tmp_path / "later"), environment()["PYTHONPATH"]])
    before = os.umask(0o077)
    try:
        one = run(two[0], "--jobs", "1", "--engine", "plain", TZ="Etc/GMT+12", PYTHONHASHSEED="1", LC_ALL="C")
    finally:
        os.umask(before)
    other = run(two[1], "--jobs", "2", TZ="Etc/GMT-14", PYTHONHASHSEED="2", PYTHONPATH=ahead)
    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    first, second = files_of(book_of(two[0])), files_of(book_of(two[1]))
    assert first.keys() == second.keys()
    assert {"book.pdf", "board_pack.pdf", "tables.xlsx", "core_data_set.csv", "html/index.html"} < first.keys()
    assert b"published_statistics.csv" in first["core_data_set.csv"]
    assert [name for name, content in first.items() if content != second[name]] == []


def test_the_clock_of_the_second_run_is_more_than_a_year_ahead(tmp_path: Path) -> None:
    """The test above would find nothing if it were not."""
    (tmp_path / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    asked = "import time; print(time.time(), time.strftime('%Y'), time.gmtime().tm_year)"
    told = subprocess.run(
        [sys.executable, "-c", asked], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
        check=True,
    ).stdout.split()  # fmt: skip
    assert float(told[0]) > time.time() + 399 * 24 * 3600
    assert {int(told[1]), int(told[2])} <= {time.gmtime().tm_year + 1, time.gmtime().tm_year + 2}
