from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from comparison import rows_released
from figures_by_hand import figures_by_hand

from nelscb.book.formats import DATA, write_data
from nelscb.edition import PROSE, Edition

QUARTER = "2016-17-Q4"
Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def rows_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Edition], Rows]:
    """What an edition releases as its core data set, without a notebook having run."""

    def written(edition: Edition) -> Rows:
        folder = tmp_path_factory.mktemp("released")
        write_data(edition.release(PROSE), edition.project, folder)
        return rows_released(folder / DATA)

    return written


@pytest.fixture(scope="session")
def real_rows(edition: Edition, rows_of: Callable[[Edition], Rows]) -> Rows:
    return rows_of(edition)


@pytest.fixture(scope="session")
def demo_rows(demo_edition: Edition, rows_of: Callable[[Edition], Rows]) -> Rows:
    return rows_of(demo_edition)


@pytest.fixture(scope="session")
def real_by_hand(root: Path) -> Rows:
    return figures_by_hand(root, QUARTER)


@pytest.fixture(scope="session")
def demo_by_hand(root: Path) -> Rows:
    return figures_by_hand(root / "examples" / "havenshire", QUARTER)
