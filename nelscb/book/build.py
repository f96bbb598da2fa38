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
from nelscb.book.stage import stage
from nelscb.edition import METHOD_PAGES, Edition, open_edition, release_pages
from nelscb.mistakes import Mistake
from nelscb.pages import page_of
from nelscb.pages.book import PROSE
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.words.editions import announcement

Say = Callable[[str], None]


def build_book(
    project: Project, quarter: Quarter | str, edition: str = "board", as_of: date | str | None = None,
    jobs: int | None = None, say: Say = print,
) -> Path:  # fmt: skip
    """Build the book and give the folder it stands in: ``build/<quarter>/<edition>``.

    Raises Mistake or WrongCall; the book that was there before then stays as it was.
    """
    opened = open_edition(project, quarter, edition, as_of)
    notebooks = _notebooks(project)
    released = release_pages(opened, [*notebooks, PROSE], as_of)
    prose = page_of(released[PROSE], project.plan, project.board)
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
        config = stage(
            project.book, beside / "notebooks", prose, line, project.board.names, _config(project), work / "src"
        )  # fmt: skip
        say(f"{opened.quarter}: compiling the book")
        compile_html(work / "src", config, work, beside / "html")
        shutil.rmtree(work)
        replace(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target


def _notebooks(project: Project) -> dict[str, Path]:
    """The notebook of each chapter and of each page about the methods. Raises Mistake where one is missing."""
    found = {}
    named = {chapter.slug: f"chapter {chapter.id}" for chapter in project.plan.chapters}
    for slug, what in (named | {page: f"page {page}" for page in METHOD_PAGES}).items():
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
