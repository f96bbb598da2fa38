"""Released pages, kept: one page's content from the cache where nothing it depends on has changed, else from a pass."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nelscb.disclosure.release import reader_of_pages
from nelscb.edition import Edition, ReleasedPage, check_call, open_edition
from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.plan import Project, open_project
from nelscb.quarters import Quarter

__all__ = ["hash_of_inputs", "reader_of_pages", "release_pages", "released_page"]


def released_page(
    project_folder: Path | str,
    page: str,
    quarter: Quarter | str,
    edition: str = "board",
    as_of: date | str | None = None,
) -> tuple[Project, ReleasedPage]:
    """One page's released content: from ``build/.cache`` where nothing has changed, else from a whole pass.

    A whole pass always assesses the whole family, so a page that is run alone says the same as in the book.
    """
    quarter, as_of_day = check_call(quarter, edition, as_of)
    project = open_project(project_folder)
    path = _cache_folder(project, quarter, edition, as_of_day) / f"{page}.json"
    if path.exists():
        return project, ReleasedPage.from_json(path.read_bytes())
    released = open_edition(project, quarter, edition, as_of_day).release(page)
    _write_whole(path, released.to_json())
    return project, released


def release_pages(opened: Edition, pages: Sequence[str], as_of: date | str | None) -> dict[str, ReleasedPage]:
    """Release ``pages`` and keep them where ``released_page`` finds them for the same call."""
    _, as_of_day = check_call(opened.quarter, opened.name, as_of)
    folder = _cache_folder(opened.project, opened.quarter, opened.name, as_of_day)
    released = {page: opened.release(page) for page in pages}
    for page, content in released.items():
        _write_whole(folder / f"{page}.json", content.to_json())
    return released


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside, then rename: two notebooks that release the same page at once both find a whole file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _cache_folder(project: Project, quarter: Quarter, edition: str, as_of: date | None) -> Path:
    """Named by everything that a released page depends on, so that wrong reuse cannot happen."""
    named = hash_of(str(quarter), edition, str(as_of), code_and_libraries(), hash_of_inputs(project))
    return project.build / ".cache" / "released" / named[:24]


def hash_of_inputs(project: Project) -> str:
    """One hash of every file that a figure can depend on."""
    return hash_of_files(project.input_files(), project.folder)
