from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from filelock import FileLock
from small_board import one_chapter_board, small_board

from nelscb.cli import main

NEEDED = ("params", "data", "notebooks", "book")
DONE = "made"
AUDIT = "said_by_the_audit.txt"
"""What the audit of the public edition printed, in the folder that holds the board."""


@pytest.fixture
def one_chapter(tmp_path: Path) -> Path:
    """A board's folder with a single chapter, whose notebook a test can spoil."""
    return one_chapter_board(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A board whose whole book is made in seconds."""
    return small_board(tmp_path / "board")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], None]], Path]:
    """Fill a folder once, whichever of the tests' processes comes first; the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent

    def folder_of(name: str, fill: Callable[[Path], None]) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not (folder / DONE).exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                (folder / DONE).touch()
        return folder

    return folder_of


def _copied(root: Path, folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "build"))
    shutil.copy(root / "_config.yml", folder)


@pytest.fixture(scope="session")
def built_board(once: Callable[[str, Callable[[Path], None]], Path], root: Path) -> Path:
    """The real board's folder, copied, so that a test's book never stands in the place of the user's, with its book."""

    def fill(folder: Path) -> None:
        _copied(root, folder, NEEDED)
        assert main(["build", "2016-17-Q4", "--project", str(folder), "--quiet"]) == 0

    return once("board", fill)


@pytest.fixture(scope="session")
def built(built_board: Path) -> Path:
    """The book of 2016-17 Q4, built once by the command."""
    return built_board / "build" / "2016-17-Q4" / "board"


@pytest.fixture(scope="session")
def board_folder(built_board: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real board's folder, its book with it, for tests that change something in it."""
    folder = tmp_path_factory.mktemp("own") / "board"
    shutil.copytree(built_board, folder)
    return folder


@pytest.fixture(scope="session")
def demo(once: Callable[[str, Callable[[Path], None]], Path], root: Path) -> Path:
    """The illustrative board's book of 2016-17 Q4, built once: its folder of pages."""

    def fill(folder: Path) -> None:
        _copied(root, folder, ("params", "notebooks", "book", "examples"))
        assert main(["build", "2016-17-Q4", "--project", str(folder / "examples" / "havenshire"), "--quiet"]) == 0

    return once("demo", fill) / "examples" / "havenshire" / "build" / "2016-17-Q4" / "board" / "html"


@pytest.fixture(scope="session")
def public_demo(once: Callable[[str, Callable[[Path], None]], Path], root: Path) -> Path:
    """The illustrative board's public edition of 2016-17 Q4, built and audited once: the folder of the edition."""

    def fill(folder: Path) -> None:
        _copied(root, folder, ("params", "notebooks", "book", "examples"))
        board = folder / "examples" / "havenshire"
        assert main(["build", "2016-17-Q4", "--project", str(board), "--edition", "public", "--quiet"]) == 0
        with redirect_stdout(StringIO()) as said:
            assert main(["audit", str(board / "build" / "2016-17-Q4" / "public")]) == 0
        (folder / AUDIT).write_text(said.getvalue(), encoding="utf-8")

    return once("public_demo", fill) / "examples" / "havenshire" / "build" / "2016-17-Q4" / "public"
