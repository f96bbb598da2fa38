"""Build one quarter's book: open the edition once, run the notebooks, stage, compile, put it in place.

Everything is made in a folder beside the old book, which stays as it was until the new one is whole.
"""

from __future__ import annotations

import html
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from nelscb.book.compile import compile_html
from nelscb.book.run import run_notebooks
from nelscb.book.stage import Prose, stage
from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES, Edition, ReleasedPage, open_edition
from nelscb.mistakes import Mistake
from nelscb.pages import page_of
from nelscb.pages.book import PROSE, own_pages
from nelscb.pages.card_page import TEMPLATE, card_pages
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.released_pages import release_pages
from nelscb.words.editions import announcement

Say = Callable[[str], None]


def build_book(
    project: Project, quarter: Quarter | str, edition: str = "board", as_of: date | str | None = None,
    jobs: int | None = None, say: Say = print, annual: bool = False,
) -> Path:  # fmt: skip
    """Build the book and give the folder it stands in: ``build/<quarter>/<edition>``.

    A fourth quarter's book is an annual edition too; ``annual`` makes any other quarter's one, of its last four.

    Raises Mistake or WrongCall; the book that was there before then stays as it was.
    """
    opened = open_edition(project, quarter, edition, as_of)
    notebooks = notebooks_of(project, annual or opened.quarter.number == 4)
    released = release_pages(opened, [*notebooks, PROSE], as_of)
    prose = prose_of(released[PROSE], project, ANNUAL_PAGE in notebooks)
    target = project.build / str(opened.quarter) / edition
    beside = target.with_name(f".{edition}-being-made")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        say(f"{opened.quarter}: {len(notebooks)} notebooks")
        run_notebooks(
            notebooks, beside / "notebooks", _parameters(opened, beside, as_of), jobs or os.cpu_count() or 1,
            lambda name: say(f"{opened.quarter}: {name}"),
        )  # fmt: skip
        work = beside / "work"
        line = html.escape(announcement(released[PROSE], project.board))
        config = stage(project.book, beside / "notebooks", prose, line, _config(project), work / "src")
        say(f"{opened.quarter}: compiling the book")
        compile_html(work / "src", config, work, beside / "html")
        shutil.rmtree(work)
        replace(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target


def prose_of(released: ReleasedPage, project: Project, annual: bool) -> Prose:
    """What the prose shows: its own exhibits, and a score card page for every sub-group of the board."""
    plan, board = project.plan, project.board
    groups = {page: board.groups.get(name, name) for page, name in card_pages(board).items()}
    cards = {page: {"group": group, "title": group} for page, group in groups.items()}
    copies: dict[str, dict[str, dict[str, str]]] = {TEMPLATE: cards} if annual else {TEMPLATE: cards, ANNUAL_PAGE: {}}
    return Prose(page_of(released, plan, board), own_pages(released, plan, board), board.names, copies)


def notebooks_of(project: Project, annual: bool) -> dict[str, Path]:
    """The notebook of each chapter, of the board's pages and of those about the methods.

    Raises Mistake where one is missing.
    """
    found = {}
    named = {chapter.slug: f"chapter {chapter.id}" for chapter in project.plan.chapters}
    pages = (*BOARD_PAGES, *([ANNUAL_PAGE] if annual else []), *METHOD_PAGES)
    for slug, what in (named | {page: f"page {page}" for page in pages}).items():
        path = project.notebooks / f"{slug}.ipynb"
        if not path.is_file():
            raise Mistake(f"{path}: {what} has no notebook; it must be there")
        found[slug] = path
    return found


def _parameters(opened: Edition, beside: Path, as_of: date | str | None) -> dict[str, str | None]:
    """The notebooks' parameters, as the reviewer finds them in what is kept."""
    way = os.path.relpath(opened.project.folder, beside / "notebooks")
    return {
        "quarter": str(opened.quarter),
        "edition": opened.name,
        "as_of": str(as_of) if as_of else None,
        "project": Path(way).as_posix(),
    }


def _config(project: Project) -> Path:
    own = project.folder / "_config.yml"
    path = own if own.is_file() else project.book.parent / "_config.yml"
    if not path.is_file():
        raise Mistake(f"{path}: there is no such file; it must be there")
    return path


def replace(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target``; if the second rename fails the old folder comes back."""
    old = target.with_name(f".{target.name}-before")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
