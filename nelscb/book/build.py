"""Build one quarter's book: open the edition once, run the notebooks, make the formats, put them in place.

Everything is made in a folder beside the old book, which stays as it was until the new one is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace as replace_field
from datetime import date
from pathlib import Path

from nelscb.book.formats import FORMATS, Parts, make_formats, write_data
from nelscb.book.run import run_notebooks
from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES, PROSE, Edition, open_edition
from nelscb.filed_editions import hash_of_tables
from nelscb.filed_editions import signed as signed_off
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.released_pages import release_pages

Say = Callable[[str], None]


def build_book(
    project: Project, quarter: Quarter | str, edition: str = "board", as_of: date | str | None = None,
    jobs: int | None = None, say: Say = print, annual: bool = False, formats: Sequence[str] = FORMATS,
    signed: str = "",
) -> Path:  # fmt: skip
    """Build the book and give the folder it stands in: ``build/<quarter>/<edition>``.

    ``formats``: what to make of html, pdf and xlsx. A fourth quarter's book is an annual edition too; ``annual`` makes
    any other quarter's one, of its last four. ``signed``: the hash of the released tables that two roles are signing
    off; without theirs, or that of an edition on file, the book is a draft.

    Raises Mistake or WrongCall; the book that was there before then stays as it was.
    """
    opened = open_edition(project, quarter, edition, as_of)
    notebooks = notebooks_of(project, annual or opened.quarter.number == 4, edition)
    released = release_pages(opened, [*notebooks, PROSE], as_of)
    target = project.build / str(opened.quarter) / edition
    beside = target.with_name(f".{edition}-being-made")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        write_data(released[PROSE], project, beside)
        released[PROSE] = replace_field(released[PROSE], draft=_is_draft(opened, hash_of_tables(beside), signed))
        say(f"{opened.quarter}: {len(notebooks)} notebooks")
        run_notebooks(
            notebooks, beside / "notebooks", _parameters(opened, beside, as_of), jobs or os.cpu_count() or 1,
            lambda name: say(f"{opened.quarter}: {name}"),
        )  # fmt: skip
        parts = Parts(project, released, beside / "notebooks")
        make_formats(parts, formats, beside, lambda what: say(f"{opened.quarter}: {what}"))
        replace(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target


def _is_draft(opened: Edition, tables: str, signed: str) -> bool:
    """Whether nobody has signed these tables off, now or before."""
    return tables != signed and signed_off(opened.project, opened.quarter, opened.name, tables) is None


def notebooks_of(project: Project, annual: bool, edition: str = "board") -> dict[str, Path]:
    """The notebook of each chapter, of the board's pages (in the board's own edition) and of those about the methods.

    Raises Mistake where one is missing.
    """
    found = {}
    named = {chapter.slug: f"chapter {chapter.id}" for chapter in project.plan.chapters}
    pages = (*(BOARD_PAGES if edition == "board" else ()), *([ANNUAL_PAGE] if annual else []), *METHOD_PAGES)
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
