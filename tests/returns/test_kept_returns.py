"""Returns that were read before are taken as they were; what was read is what would be read now, whatever changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.plan import Project, open_project
from nelscb.returns import intake
from nelscb.returns.intake import Intake, read_returns

EARLIER = date(2016, 8, 31)
"""By then the returns of some quarters had come in, and not of all."""


@pytest.fixture
def board(root: Path, tmp_path: Path) -> Project:
    """The illustrative board with one sub-group's returns, all quarters: enough for each to be checked by another."""
    for name in ("params", "notebooks", "book"):
        shutil.copytree(root / name, tmp_path / name)
    folder = tmp_path / "examples" / "havenshire"
    shutil.copytree(root / "examples" / "havenshire", folder, ignore=shutil.ignore_patterns("build"))
    for sent in (folder / "data" / "returns").glob("*/*"):
        if sent.name != "neglect":
            shutil.rmtree(sent)
    return open_project(folder)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, as they are."""
    names: list[str] = []
    really = intake.read_file

    def noted(file: intake.ReceivedFile, *rest: object) -> intake.ReadFile:
        names.append(file.name)
        return really(file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "read_file", noted)
    return names


def files(board: Project) -> list[Path]:
    return sorted((p for p in board.returns.rglob("*") if p.is_file()), key=lambda path: path.name)


def anew(board: Project, as_of: date | None = None) -> Intake:
    shutil.rmtree(board.build, ignore_errors=True)
    return read_returns(board, as_of=as_of)


def one_more(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    more = re.sub(r"^(Figures,[\w-]+,)(\d+),", lambda m: f"{m[1]}{int(m[2]) + 1},", text, count=1, flags=re.MULTILINE)
    assert more != text
    path.write_text(more, encoding="utf-8")


def test_what_was_read_before_is_not_read_again(board: Project, read: list[str]) -> None:
    first = read_returns(board)
    assert len(read) == len(files(board)) > 10
    read.clear()
    assert read_returns(board) == first
    assert read == []


def first_file(board: Project) -> None:
    one_more(files(board)[0])


def one_in_the_middle(board: Project) -> None:
    one_more(files(board)[5])


def one_that_is_gone(board: Project) -> None:
    files(board)[5].unlink()


def one_that_came_on_another_day(board: Project) -> None:
    path = files(board)[5]
    path.rename(path.with_name("2030-01-01.csv"))


def one_that_cannot_be_read(board: Project) -> None:
    files(board)[5].write_bytes(b"no workbook")


CHANGES = (first_file, one_in_the_middle, one_that_is_gone, one_that_came_on_another_day, one_that_cannot_be_read)


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_what_is_read_anew(change: Callable[[Project], None], board: Project) -> None:
    before = read_returns(board)
    change(board)
    after = read_returns(board)
    assert after != before
    assert after == anew(board)


def test_only_what_came_after_a_changed_file_is_read_again(board: Project, read: list[str]) -> None:
    read_returns(board)
    read.clear()
    changed, last = files(board)[-2:]
    one_more(changed)
    shutil.copy(changed, changed.with_name("2030-01-01.csv"))
    read_returns(board)
    assert [Path(name).name for name in read] == [changed.name, last.name, "2030-01-01.csv"]


def test_an_earlier_day_neither_takes_too_much_nor_forgets_the_rest(board: Project, read: list[str]) -> None:
    whole = read_returns(board)
    read.clear()
    then = read_returns(board, as_of=EARLIER)
    assert 0 < len(then.files) < len(whole.files)
    assert read_returns(board) == whole
    assert read == []
    assert then == anew(board, EARLIER)


def test_another_board_s_settings_read_all_again(board: Project, read: list[str]) -> None:
    read_returns(board)
    read.clear()
    other = replace(board, board=replace(board.board, jump=replace(board.board.jump, percent=1)))
    read_returns(other)
    assert len(read) == len(files(board))


def test_a_record_that_was_cut_short_counts_for_nothing(board: Project, read: list[str]) -> None:
    whole = read_returns(board)
    record = board.build / ".cache" / "returns.json"
    record.write_bytes(record.read_bytes()[:-3])
    read.clear()
    assert read_returns(board) == whole
    assert len(read) == len(files(board))


def test_a_board_that_was_moved_names_its_files_where_they_are(board: Project, tmp_path: Path) -> None:
    read_returns(board)
    moved = tmp_path / "examples" / "elsewhere"
    board.folder.rename(moved)
    assert all(one.file.path.is_file() for one in read_returns(open_project(moved)).files)
