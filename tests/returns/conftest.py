from __future__ import annotations

from pathlib import Path

import pytest
from good_return import Received, blank_card

from nelscb.plan import Project


@pytest.fixture
def received(project: Project, tmp_path: Path) -> Received:
    """A folder for returns, empty, of the board's own plan."""
    return Received(project, tmp_path)


@pytest.fixture(scope="session")
def card(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blank score card of the Neglect sub-group."""
    return blank_card(project, tmp_path_factory.mktemp("card"))
