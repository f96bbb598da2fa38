"""Released pages, kept: one page's content from the cache where nothing it depends on has changed, else from a pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from nelscb.calls import check_call
from nelscb.disclosure.release import reader_of_pages
from nelscb.edition import Edition, ReleasedPage, open_edition
from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.kept import write_whole
from nelscb.mistakes import Mistake
from nelscb.plan import Project, open_project
from nelscb.quarters import Quarter

GIVEN = "released"
"""The folder of pages in a reviewer's copy of a board's folder, in which there is nothing that was sent."""
__all__ = ["GIVEN", "folder_of_given", "hash_of_inputs", "reader_of_pages", "release_pages", "released_page"]


def released_page(
    project_folder: Path | str,
    page: str,
    quarter: Quarter | str,
    edition: str = "board",
    as_of: date | str | None = None,
    *,
    number: Callable[[Edition], Edition],
) -> tuple[Project, ReleasedPage]:
    """One page's released content: from ``build/.cache`` where nothing has changed, else from a whole pass.

    A whole pass always assesses the whole family, so a page that is run alone says the same as in the book. ``number``
    says of the edition which issue it is.
    """
    quarter, as_of_day = check_call(quarter, edition, as_of)
    project = open_project(project_folder)
    if (project.folder / GIVEN).is_dir():
        return project, _given(project, page, quarter, edition, as_of_day)
    path = _cache_folder(project, quarter, edition, as_of_day) / f"{page}.json"
    if path.exists():
        return project, _read(page, path.read_bytes())
    released = number(open_edition(project, quarter, edition, as_of_day)).release(page)
    write_whole(path, released.to_json())
    return project, released


def read_for_all(path: str) -> None:
    """Read a released page once for all processes that are forked from this one.

    Pages about the whole board say the same but for their names, and are the longest.
    """
    _READ[:] = [ReleasedPage.from_json(Path(path).read_bytes())]


_READ: list[ReleasedPage] = []


def _read(page: str, content: bytes) -> ReleasedPage:
    """The page of this name that ``content`` tells."""
    same = (known.as_page(page) for known in _READ)
    return next((known for known in same if known.to_json() == content), None) or ReleasedPage.from_json(content)


def folder_of_pages(project: Project, quarter: Quarter | str, edition: str, as_of: date | str | None) -> Path:
    """Where ``released_page`` finds the pages of an edition that is opened now."""
    quarter, as_of_day = check_call(quarter, edition, as_of)
    return _cache_folder(project, quarter, edition, as_of_day)


def release_pages(
    opened: Edition, pages: Sequence[str], as_of: date | str | None, folder: Path | None = None
) -> dict[str, ReleasedPage]:
    """Release ``pages`` and keep them where ``released_page`` finds them for the same call.

    ``folder``: where that is, if it is known.
    """
    folder = folder or folder_of_pages(opened.project, opened.quarter, opened.name, as_of)
    released = {page: opened.release(page) for page in pages}
    for page, content in released.items():
        write_whole(folder / f"{page}.json", content.to_json())
    return released


def folder_of_given(quarter: Quarter | str, edition: str, as_of: date | str | None) -> Path:
    """Where in a reviewer's folder the pages stand that a notebook with these parameters opens."""
    return Path(GIVEN, f"{quarter}-{edition}{f'-as-of-{as_of}' if as_of else ''}")


def _given(project: Project, page: str, quarter: Quarter, edition: str, as_of: date | None) -> ReleasedPage:
    """A page that a reviewer was given, who has nothing else to work it out from."""
    path = project.folder / folder_of_given(quarter, edition, as_of) / f"{page}.json"
    if not path.is_file():
        raise Mistake(f"{path}: was not given to this folder; leave the notebook's parameters as they are")
    try:
        return ReleasedPage.from_json(path.read_bytes())
    except ValidationError as error:
        raise Mistake(
            f"{path}: cannot be read by this version of nelscb; install the one that README.md names"
        ) from error


def _cache_folder(project: Project, quarter: Quarter, edition: str, as_of: date | None) -> Path:
    """Named by everything that a released page depends on, so that wrong reuse cannot happen."""
    named = hash_of(str(quarter), edition, str(as_of), code_and_libraries(), hash_of_inputs(project))
    return project.build / ".cache" / "released" / named[:24]


def hash_of_inputs(project: Project) -> str:
    """One hash of every file that a figure can depend on."""
    return hash_of_files(project.input_files(), project.folder)
