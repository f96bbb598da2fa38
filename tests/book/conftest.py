from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nelscb.cli import main

NEEDED = ("params", "data", "notebooks", "book")


@pytest.fixture(scope="session")
def board_folder(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The real board's folder, copied, so that a test's book never stands in the place of the user's."""
    folder = tmp_path_factory.mktemp("board")
    for name in NEEDED:
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(root / "_config.yml", folder)
    return folder


@pytest.fixture(scope="session")
def built(board_folder: Path) -> Path:
    """The book of 2016-17 Q4, built once by the command."""
    assert main(["build", "2016-17-Q4", "--project", str(board_folder), "--quiet"]) == 0
    return board_folder / "build" / "2016-17-Q4" / "board"


@pytest.fixture(scope="session")
def demo(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The illustrative board's book of 2016-17 Q4, built once: its folder of pages."""
    folder = tmp_path_factory.mktemp("demo")
    for name in ("params", "notebooks", "book", "examples"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "build"))
    shutil.copy(root / "_config.yml", folder)
    board = folder / "examples" / "havenshire"
    assert main(["build", "2016-17-Q4", "--project", str(board), "--quiet"]) == 0
    return board / "build" / "2016-17-Q4" / "board" / "html"
