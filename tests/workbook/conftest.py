from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from nelscb.core_data_set import write_core_data_set
from nelscb.edition import PROSE, Edition, ReleasedPage
from nelscb.plan import Project
from nelscb.workbook import write_workbook


@dataclass(frozen=True)
class Written:
    """What was released for a board's prose, and the files made of it."""

    released: ReleasedPage
    project: Project
    path: Path
    book: Workbook


def _written(edition: Edition, project: Project, folder: Path) -> Written:
    released, path = edition.release(PROSE), folder / "tables.xlsx"
    write_workbook(released, project, path)
    write_core_data_set(released, project, folder)
    return Written(released, project, path, openpyxl.load_workbook(path))


@pytest.fixture(scope="session")
def real_written(edition: Edition, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The real board's workbook and core data set."""
    return _written(edition, project, tmp_path_factory.mktemp("real_tables"))


@pytest.fixture(scope="session")
def demo_written(demo_edition: Edition, demo_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The illustrative board's workbook and core data set."""
    return _written(demo_edition, demo_project, tmp_path_factory.mktemp("demo_tables"))


@pytest.fixture(params=["real_written", "demo_written"])
def written(request: pytest.FixtureRequest) -> Written:
    """Each board's in turn."""
    found: Written = request.getfixturevalue(request.param)
    return found
