from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from comparison import rows_released
from figures_by_hand import figures_by_hand

from nelscb.core_data_set import DATA, write_data
from nelscb.edition import PROSE, Edition

QUARTER = "2016-17-Q4"
Rows = dict[str, dict[str, Any]]
RowsOf = Callable[..., Rows]


@pytest.fixture(scope="session")
def rows_of(tmp_path_factory: pytest.TempPathFactory) -> RowsOf:
    """What an edition releases to the prose, or to another page, as a core data set: no notebook has to run."""

    def written(edition: Edition, page: str = PROSE) -> Rows:
        folder = tmp_path_factory.mktemp("released")
        write_data(edition.release(page), edition.project, folder)
        return rows_released(folder / DATA)

    return written


@pytest.fixture(scope="session")
def real_rows(edition: Edition, rows_of: RowsOf) -> Rows:
    return rows_of(edition)


@pytest.fixture(scope="session")
def demo_rows(demo_edition: Edition, rows_of: RowsOf) -> Rows:
    return rows_of(demo_edition)


@pytest.fixture(scope="session")
def real_by_hand(root: Path) -> Rows:
    return figures_by_hand(root, QUARTER)


@pytest.fixture(scope="session")
def demo_by_hand(root: Path) -> Rows:
    return figures_by_hand(root / "examples" / "havenshire", QUARTER)


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Path:
    """Havenshire's folder with the plan that it borrows, to be changed."""
    shutil.copytree(root / "params", tmp_path / "params")
    for name in ("params", "data"):
        shutil.copytree(root / "examples" / "havenshire" / name, tmp_path / "examples" / "havenshire" / name)
    return tmp_path / "examples" / "havenshire"
