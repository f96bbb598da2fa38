from __future__ import annotations

import pytest

from nelscb.edition import Edition, open_edition
from nelscb.plan import Project


@pytest.fixture(scope="session")
def demo_public(demo_project: Project) -> Edition:
    """The illustrative board's public edition of 2016-17 Q4, opened once."""
    return open_edition(demo_project, "2016-17-Q4", "public")
