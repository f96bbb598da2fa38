"""An edition made again in a folder of its own, from copies of the files that it says it was made from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from nelscb.edition import PROSE, Edition, open_edition
from nelscb.exhibits import Exhibit
from nelscb.filed_editions import FiledEdition
from nelscb.manifest import Input, Manifest
from nelscb.numbering import numbered
from nelscb.pages import page_of
from nelscb.pages.book import own_pages
from nelscb.pages.disclosure import BOARDS_PAGE
from nelscb.plan import Project, open_project
from nelscb.progress import Progress
from nelscb.quarters import Quarter


def copied(project: Project, inputs: Iterable[Input], read: Iterable[FiledEdition], target: Path) -> Project:
    """The board's folder again under ``target``, with the inputs that are there and the editions that were read.

    What it does not name is not there: so it is seen whether it names everything. Raises Mistake where what is left is
    no board's folder.
    """
    found = {one.path: Path(os.path.normpath(project.folder / one.path)) for one in inputs}
    common = Path(os.path.commonpath([project.folder, *found.values()]))
    home = target.resolve() / project.folder.relative_to(common)
    home.mkdir(parents=True, exist_ok=True)
    for path in found.values():
        if path.is_file():
            _copy(path, target.resolve() / path.relative_to(common))
    for filed in read:
        for path in filed.folder.iterdir():
            if path.is_file():
                _copy(path, home / path.relative_to(project.folder))
    return open_project(home)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def build_again(manifest: Manifest, project: Project, progress: Progress) -> Path:
    """The whole edition as it was asked for, made in a copied folder where nothing is kept. Raises as a build does."""
    # What makes books takes a second to load, which who makes one exhibit again is spared.
    from nelscb.book.build import Manner, build_book

    return build_book(
        project, Quarter.parse(manifest.quarter), manifest.edition, manifest.asked.as_of, progress,
        manifest.asked.annual, manifest.asked.formats, _signed(manifest), Manner(),
    )  # fmt: skip


def _signed(manifest: Manifest) -> str:
    return "" if manifest.draft else manifest.tables


def exhibits_again(manifest: Manifest, project: Project, names: Mapping[str, str], work: Path) -> Iterator[Exhibit]:
    """The exhibits called ``names``, each of the page that is named there, made from the files and nothing kept."""
    if set(names.values()) == {BOARDS_PAGE}:
        yield from _held_back(manifest, project, names)
        return
    opened = numbered(open_edition(project, manifest.quarter, manifest.edition, manifest.asked.as_of))
    own = {run.name for run in manifest.notebooks}
    pages = sorted({page for page in names.values() if page in own})
    for page in pages:
        made = page_of(opened.release(page), project.plan, project.board).exhibits.values()
        yield from (exhibit for exhibit in made if exhibit.id in names)
    rest = {name: page for name, page in names.items() if page not in own}
    if rest:
        yield from _of_prose(manifest, opened, rest, work)


def _held_back(manifest: Manifest, project: Project, names: Mapping[str, str]) -> Iterator[Exhibit]:
    """The exhibits about what the public will not see: the longest to work out, and of the figures alone."""
    opened = open_edition(project, manifest.quarter, manifest.edition, manifest.asked.as_of, figures_alone=True)
    released = replace(opened.release(PROSE), page=BOARDS_PAGE)
    made = page_of(released, project.plan, project.board).exhibits.values()
    yield from (exhibit for exhibit in made if exhibit.id in names)


def _of_prose(manifest: Manifest, opened: Edition, names: Mapping[str, str], work: Path) -> Iterator[Exhibit]:
    work.mkdir(parents=True, exist_ok=True)
    held_back = any(name.startswith(f"{BOARDS_PAGE}_") for name in names)
    if manifest.edition == "board":
        # Only a public edition's prose hangs on its tables, which are attacked: these need not be written.
        released = replace(opened.release(PROSE, held_back), draft=manifest.draft)
    else:
        from nelscb.book.making import release_prose

        released = release_prose(opened, _signed(manifest), lambda: opened.release(PROSE, held_back), work, Progress())
    plan, board = opened.project.plan, opened.project.board
    cards = own_pages(released, plan, board, set(names.values())) if manifest.edition == "board" else {}
    shared = [] if set(names.values()) <= cards.keys() else [page_of(released, plan, board)]
    found = {e.id: e for page in (*shared, *cards.values()) for e in page.exhibits.values()}
    yield from (exhibit for name, exhibit in found.items() if name in names)
