from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from nelscb.edition import Edition, open_edition
from nelscb.named_numbers import plain
from nelscb.pages import Page, page_of
from nelscb.plan import Project, open_project

ROOT = Path(__file__).resolve().parent.parent
Shown = TypeVar("Shown")


def as_read(shown: Shown) -> Shown:
    """What is shown, as it is read: without the marks that name each number's cell."""
    return _as_read(shown)  # type: ignore[no-any-return]


def _as_read(shown: Any) -> Any:
    if isinstance(shown, str):
        return plain(shown)
    if isinstance(shown, tuple):
        return tuple(_as_read(part) for part in shown)
    if isinstance(shown, dict):
        return {key: _as_read(part) for key, part in shown.items()}
    if is_dataclass(shown) and not isinstance(shown, type):
        return type(shown)(**{f.name: _as_read(getattr(shown, f.name)) for f in fields(shown)})
    return shown


@pytest.fixture(scope="session")
def read_page() -> Callable[[Page], Page]:
    """A page as it is read."""
    return as_read


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def project() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="session")
def edition(project: Project) -> Edition:
    """The real board's edition of 2016-17 Q4, opened once."""
    return open_edition(project, "2016-17-Q4")


@pytest.fixture(scope="session")
def page(project: Project, edition: Edition) -> Callable[[str], Page]:
    """Any page of that edition by its name, as it is read."""

    @cache
    def of(name: str) -> Page:
        return as_read(page_of(edition.release(name), project.plan, project.board))

    return of


@pytest.fixture(scope="session")
def demo_project() -> Project:
    """The illustrative board, for which everything was sent."""
    return open_project(ROOT / "examples" / "havenshire")


@pytest.fixture(scope="session")
def demo_edition(demo_project: Project) -> Edition:
    """The illustrative board's edition of 2016-17 Q4, opened once."""
    return open_edition(demo_project, "2016-17-Q4")


@pytest.fixture(scope="session")
def demo_page(demo_project: Project, demo_edition: Edition) -> Callable[[str], Page]:
    """Any page of that edition by its name, as it is read."""

    @cache
    def of(name: str) -> Page:
        return as_read(page_of(demo_edition.release(name), demo_project.plan, demo_project.board))

    return of
