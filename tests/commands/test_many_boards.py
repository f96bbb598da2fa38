"""Another board's folder, many boards' books, and a Dask cluster that exists."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nelscb.cli import main
from nelscb.commands.batch import FAILED, LEFT, MADE, Order, Outcome, orders_of, run_batch, table_of
from nelscb.plan import open_project
from nelscb.quarters import Quarter

QUARTER = "2016-17-Q4"


def new(folder: Path, root: Path, number: int = 1) -> Path:
    call = [
        "new", str(folder), "--name", f"Example Safeguarding Children Board {number}", "--short-name", f"ESCB{number}",
        "--area", f"Exampleshire {number}", "--code", f"E9900000{number}", "--region", "E12000007",
        "--project", str(root),
    ]  # fmt: skip
    assert main(call) == 0
    return folder


def test_a_new_board_borrows_the_plan_and_nothing_that_another_decided(root: Path, tmp_path: Path) -> None:
    project = open_project(new(tmp_path / "second", root))
    ours = open_project(root)
    assert project.plan_folder == ours.plan_folder
    assert project.plan.measures.keys() == ours.plan.measures.keys()
    assert project.board.area.name == "Exampleshire 1"
    assert not project.board.illustrative
    assert not project.board.neighbours
    assert not project.board.targets
    assert (project.board.region.code, project.board.region.name) == ("E12000007", "London")
    for theirs in ("North East Lincolnshire", "North Lincolnshire", "NELSCB", "NLAG", "Havenshire"):
        assert theirs not in (project.folder / "params" / "board.yml").read_text(encoding="utf-8")


def test_a_new_board_is_written_over_nothing(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "there.txt").touch()
    call = ["new", str(tmp_path), "--name", "A", "--short-name", "B", "--area", "C", "--code", "D"]
    call += ["--region", "E12000001"]
    assert main([*call, "--project", str(root)]) == 1
    assert "is not empty; name a folder that does not exist yet" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["there.txt"]


def test_a_region_that_there_is_not_is_said_with_those_that_there_are(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["new", str(tmp_path / "new"), "--name", "A", "--short-name", "B", "--area", "C", "--code", "D"]
    assert main([*call, "--region", "Yorkshire", "--project", str(root)]) == 2
    assert "'Yorkshire' is no region of England: there are E12000001 North East," in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_an_order_for_each_board_and_quarter_and_none_twice() -> None:
    quarters = [Quarter.parse("2016-17-Q3"), Quarter.parse("2016-17-Q4"), Quarter.parse("2016-17-Q3")]
    orders = orders_of(["a", "b/", "a/"], quarters, "board", "html")
    assert [(o.board, o.quarter) for o in orders] == [
        ("a", "2016-17-Q3"), ("a", "2016-17-Q4"), ("b", "2016-17-Q3"), ("b", "2016-17-Q4"),
    ]  # fmt: skip


def test_the_summary_has_its_columns_one_below_another() -> None:
    order = Order("boards/one", QUARTER, "board", "html")
    assert table_of([Outcome(order, MADE, "", 12.34), Outcome(order, FAILED, "why", 0.5)]) == [
        "Board       Quarter     What became of it  Seconds",
        "boards/one  2016-17-Q4  made               12.3",
        "boards/one  2016-17-Q4  failed             0.5",
    ]


def test_a_folder_that_is_no_board_fails_alone(tmp_path: Path) -> None:
    said: list[str] = []
    (outcome,) = run_batch([Order(str(tmp_path), QUARTER, "board", "html")], 1, None, said.append)
    assert outcome.word == FAILED
    assert "is no project" in outcome.said
    assert said == [f"1 of 1: {tmp_path}, {QUARTER}: failed: {outcome.said}"]


@pytest.mark.parametrize("command", [["build", QUARTER], ["batch", ".", "--quarters", QUARTER]], ids=["build", "batch"])
def test_a_cluster_that_does_not_answer_is_said(
    command: list[str], root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nelscb.book.cluster.PATIENCE", 1)
    board = new(tmp_path / "second", root)
    monkeypatch.chdir(board)
    capsys.readouterr()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        assert main([*command, "--cluster", address]) == 1
    said = capsys.readouterr().err
    where = board / "build" / "logs" / "2016-17-Q4-board-1.log"
    log = f"; the log of this run is {where}" if command[0] == "build" else ""
    assert said == (
        f"nelscb: no Dask scheduler answers at {address}; start one with dask scheduler, or leave --cluster out{log}\n"
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import distributed

    local: Any = distributed.LocalCluster
    with local(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running


def pages_of(folder: Path) -> dict[str, bytes]:
    book = folder / "build" / QUARTER / "board"
    return {p.relative_to(book).as_posix(): p.read_bytes() for p in book.rglob("*") if p.is_file()}


def words_of(said: str) -> list[str]:
    """What became of each book, as the last lines of the summary have it."""
    return [next(word for word in (MADE, LEFT, FAILED) if f"  {word} " in line) for line in said.splitlines()[-3:]]


@pytest.mark.book
def test_the_workers_of_a_cluster_make_the_same_book(root: Path, tmp_path: Path, cluster: Any) -> None:
    board = new(tmp_path / "second", root)
    call = ["build", QUARTER, "--project", str(board), "--formats", "html", "--quiet"]
    assert main([*call, "--cluster", cluster.scheduler_address]) == 0
    far = pages_of(board)
    assert main([*call, "--fresh"]) == 0
    assert pages_of(board) == far
    assert "Exampleshire 1" in far["html/index.html"].decode()


@pytest.mark.book
def test_a_batch_goes_on_where_it_was_and_keeps_a_failure_to_its_board(
    root: Path, tmp_path: Path, cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    boards = [str(new(tmp_path / name, root, number)) for number, name in enumerate(("one", "two", "three"), 1)]
    (tmp_path / "two" / "params" / "board.yml").write_text("name: [", encoding="utf-8")
    call = ["batch", *boards, "--quarters", QUARTER, "--formats", "html", "--jobs", "2"]
    capsys.readouterr()
    assert main([*call, "--cluster", cluster.scheduler_address]) == 1
    said = capsys.readouterr().out
    assert "of 3: " in said
    assert "two, 2016-17-Q4: failed: " in said
    assert "is not valid YAML" in said
    assert words_of(said) == [MADE, FAILED, MADE]
    shutil.copy(tmp_path / "one" / "params" / "board.yml", tmp_path / "two" / "params" / "board.yml")
    assert main([*call, "--quiet"]) == 0
    said = capsys.readouterr().out
    assert words_of(said) == [LEFT, MADE, LEFT]
