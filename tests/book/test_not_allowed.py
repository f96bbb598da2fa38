"""A folder that may not be written, a file where a folder must be, no board at all: one sentence, and the old book."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from small_board import book_of, command, environment, files_of, number, one_sentence, run, small_board

from nelscb.cli import main

pytestmark = pytest.mark.book
FORMATS = ("--formats", "html")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small board with its book. Tests that change something mend it again."""
    folder = small_board(tmp_path_factory.mktemp("not_allowed") / "board")
    assert run(folder, *FORMATS).returncode == 0
    return folder


def for_whom_permissions_count() -> list[str]:
    """What goes before a command so that it may not write everywhere, as the superuser may."""
    if os.getuid() != 0:  # type: ignore[attr-defined]
        return []
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]
    if shutil.which("setpriv") is None or subprocess.run([*without, "true"], check=False).returncode:
        pytest.skip("the superuser may write everywhere, and setpriv cannot take that away here")
    return without


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("which", ["build", "an edition's folder", "the locks", "the released pages"])
def test_a_folder_that_may_not_be_written(which: str, made: Path) -> None:
    before = files_of(book_of(made))
    build, kept = made / "build", made / "build" / ".cache"
    number(made, 1)
    (kept / "locks" / f"{book_of(made).parent.name}-board.lock").unlink(missing_ok=True)
    closed = {
        "build": build, "an edition's folder": book_of(made).parent, "the locks": kept / "locks",
        "the released pages": next((kept / "released").iterdir()),
    }[which]  # fmt: skip
    call = [*for_whom_permissions_count(), *command(made, *FORMATS)]
    if which == "build":
        shutil.move(build, made / "elsewhere")
        build.mkdir()
    mode = closed.stat().st_mode
    closed.chmod(0o555)
    try:
        ran = subprocess.run(call, env=environment(), capture_output=True, text=True, check=False)
    finally:
        closed.chmod(mode)
        if which == "build":
            build.rmdir()
            shutil.move(made / "elsewhere", build)
    one_sentence(ran, str(closed), "this may not be written or read by who builds; give them the right to")
    assert files_of(book_of(made)) == before
    assert [path.name for path in book_of(made).parent.iterdir()] == ["board"]


def test_a_file_in_the_place_of_the_folder_build(tmp_path: Path) -> None:
    folder = small_board(tmp_path / "board")
    (folder / "build").write_text("words", encoding="utf-8")
    said = one_sentence(run(folder, *FORMATS), "a file stands where there must be a folder; move it away")
    assert said.startswith(f"nelscb: {folder / 'build'}: ")
    assert (folder / "build").read_text(encoding="utf-8") == "words"


def test_a_book_whose_files_may_not_be_written_is_replaced_like_any_other(made: Path) -> None:
    number(made, 2)
    for path in book_of(made).rglob("*"):
        path.chmod(0o444 if path.is_file() else 0o555)
    call = [*for_whom_permissions_count(), *command(made, *FORMATS)]
    ran = subprocess.run(call, env=environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert b"Number 2:" in files_of(book_of(made))["html/index.html"]
    assert [path.name for path in book_of(made).parent.iterdir()] == ["board"]


def test_a_file_that_cannot_be_removed_is_named_and_stays(made: Path) -> None:
    """What a killed run left has a file in it which the system lets nobody change."""
    before = files_of(book_of(made))
    left = book_of(made).with_name(".board-being-made")
    left.mkdir()
    (left / "stays.txt").touch()
    if (
        shutil.which("chattr") is None
        or subprocess.run(["chattr", "+i", str(left / "stays.txt")], check=False).returncode
    ):
        shutil.rmtree(left)
        pytest.skip("no file can be made unchangeable here")
    number(made, 3)
    try:
        ran = run(made, *FORMATS)
    finally:
        subprocess.run(["chattr", "-i", str(left / "stays.txt")], check=True)
    one_sentence(ran, str(left), "could not be removed; move it away and build again")
    assert files_of(book_of(made)) == before
    shutil.rmtree(left)


@pytest.mark.parametrize("which", ["a folder that is no board", "a folder that does not exist", "a file"])
def test_what_is_no_board_is_said(which: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "there"
    if which == "a folder that is no board":
        folder.mkdir()
    elif which == "a file":
        folder.touch()
    code = main(["build", "2016-17-Q4", "--project", str(folder)])
    said = capsys.readouterr().err
    assert code in (1, 2)
    assert said.count("\n") == 1
    assert str(folder) in said
    assert folder.is_dir() == (which == "a folder that is no board")
    assert not (folder / "build").exists()


def test_a_board_without_data_has_a_whole_book_of_holes(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    call = ["new", str(folder), "--name", "A Board", "--short-name", "AB", "--area", "Areashire", "--code", "E99000001"]
    call += ["--region", "E12000001"]
    assert main([*call, "--project", str(root)]) == 0
    assert not (folder / "data" / "published").exists()
    ran = run(folder)
    assert ran.returncode == 0, ran.stderr
    assert not ran.stderr
    for name in ("html/index.html", "html/p1_early_help.html", "board_pack.pdf", "book.pdf", "tables.xlsx"):
        assert (book_of(folder) / name).stat().st_size > 1000
    assert "No return received" in (book_of(folder) / "html" / "p1_early_help.html").read_text(encoding="utf-8")
