"""Build one quarter's book: open the edition once, run the notebooks, make the formats, put them in place.

Everything is made in a folder beside the old book, which stays as it was until the new one is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_field
from datetime import date
from pathlib import Path

from nelscb.audit import Attack, attack, read_published
from nelscb.book.failed_pages import write_failed_page
from nelscb.book.formats import FORMATS, Parts, make_formats, write_data
from nelscb.book.in_place import Place
from nelscb.book.kept_notebooks import KeptNotebooks
from nelscb.book.made import LOCKS, Asked, forget, is_as_made, made_from, remember
from nelscb.book.run import NotebookRunner, Run
from nelscb.edition import (
    ANNUAL_PAGE,
    BOARD_PAGES,
    METHOD_PAGES,
    PROSE,
    Edition,
    ReleasedPage,
    check_call,
    open_edition,
)
from nelscb.filed_editions import hash_of_tables
from nelscb.filed_editions import signed as signed_off
from nelscb.kernels import WARM
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.released_pages import release_pages

Say = Callable[[str], None]


@dataclass(frozen=True)
class Manner:
    """How a book is made, which changes nothing in it: how many notebooks at once, on which kernels, from the start?"""

    jobs: int | None = None
    engine: str = WARM
    fresh: bool = False


def build_book(
    project: Project, quarter: Quarter | str, edition: str = "board", as_of: date | str | None = None,
    say: Say = print, annual: bool = False, formats: Sequence[str] = FORMATS, signed: str = "",
    manner: Manner = Manner(),
) -> Path:  # fmt: skip
    """Build the book and give the folder it stands in: ``build/<quarter>/<edition>``.

    ``formats``: what to make of html, pdf and xlsx. A fourth quarter's book is an annual edition too; ``annual`` makes
    any other quarter's one, of its last four. ``signed``: the hash of the released tables that two roles are signing
    off; without theirs, or that of an edition on file, the book is a draft.

    Where the same book was made before from what is there now, nothing is done. Raises Mistake or WrongCall; the book
    that was there before then stays as it was, and where notebooks failed, a book whose pages say so stands beside it.
    """
    quarter, as_of_day = check_call(quarter, edition, as_of)
    asked = Asked(quarter, edition, str(as_of_day), annual, tuple(formats), signed)
    place = place_of(project, quarter, edition)
    try:
        with place.held(say):
            if manner.fresh:
                forget(project)
            elif is_as_made(project, asked):
                say(f"{quarter}: {UNCHANGED}")
                return place.target
            key = made_from(project, asked)
            with place.making() as beside, _runner(project, manner) as runner:
                failed = _make(project, asked, beside, runner, say)
                if failed:
                    raise Mistake(_failures(failed, place.put_aside() if edition == "board" else None))
                place.put()
            shutil.rmtree(place.with_failures, ignore_errors=True)
            remember(project, asked, key)
    except OSError as error:
        at = f"{error.filename}: " if error.filename else ""
        raise Mistake(f"{at}{error.strerror or error}; the book that was there before is as it was") from error
    return place.target


def _runner(project: Project, manner: Manner) -> NotebookRunner:
    # One more than there are cores: much of a notebook's time goes by in waiting for messages.
    return NotebookRunner(project.folder, manner.jobs or (os.cpu_count() or 1) + 1, manner.engine)


UNCHANGED = "nothing has changed since this book was made"


def place_of(project: Project, quarter: Quarter, edition: str) -> Place:
    """Where an edition stands."""
    lock = project.build / ".cache" / LOCKS / f"{quarter}-{edition}.lock"
    return Place(project.build / str(quarter) / edition, lock)


def _make(project: Project, asked: Asked, beside: Path, runner: NotebookRunner, say: Say) -> dict[str, str]:
    """Fill ``beside`` with the book. Gives the notebooks that failed and the reasons, which the book tells then."""
    as_of = None if asked.as_of == "None" else asked.as_of
    opened = open_edition(project, asked.quarter, asked.edition, as_of)
    notebooks = notebooks_of(project, asked.annual or opened.quarter.number == 4, asked.edition)
    released = release_pages(opened, list(notebooks), as_of)
    execution = Execution(notebooks, released, opened, as_of, beside, say)
    execution.start(runner)
    # While the notebooks run: what the prose may see is the whole board's, and takes longest.
    released |= release_pages(opened, [PROSE], as_of)
    write_data(released[PROSE], project, beside)
    released[PROSE] = replace_field(
        released[PROSE], draft=_is_draft(opened, hash_of_tables(beside), asked.signed),
        attacked=_attacked(opened, beside) if asked.edition == "public" else None,
    )  # fmt: skip
    failed = execution.finish(runner)
    formats: Sequence[str] = asked.formats
    if failed and asked.edition != "board":
        return failed
    for name, problem in failed.items():
        write_failed_page(notebooks[name], problem, beside / "notebooks" / f"{name}.ipynb")
        formats = ("html",)  # what is printed refers from page to page
    parts = Parts(project, released, beside / "notebooks")
    make_formats(parts, formats, beside, lambda what: say(f"{opened.quarter}: {what}"))
    return failed


class Execution:
    """The notebooks of one book: those of before taken as they are where nothing that they depend on has changed."""

    def __init__(
        self, notebooks: dict[str, Path], released: dict[str, ReleasedPage], opened: Edition, as_of: str | None,
        beside: Path, say: Say,
    ) -> None:  # fmt: skip
        self._notebooks, self._say, self._quarter = notebooks, say, opened.quarter
        self._target, self._kept = beside / "notebooks", KeptNotebooks(opened.project)
        self._parameters = _parameters(opened, beside, as_of)
        self._keys = {
            name: self._kept.key(source, self._parameters, released[name]) for name, source in notebooks.items()
        }

    def start(self, runner: NotebookRunner) -> None:
        """Take what is kept, and give the rest to the runner."""
        self._target.mkdir()
        kept = {name for name, key in self._keys.items() if self._kept.take(key, self._target / f"{name}.ipynb")}
        wanted = {name: source for name, source in self._notebooks.items() if name not in kept}
        self._say(
            f"{self._quarter}: {len(self._notebooks)} notebooks" + (f", {len(wanted)} of them to run" if kept else "")
        )
        runner.start(wanted, self._target, self._parameters)

    def finish(self, runner: NotebookRunner) -> dict[str, str]:
        """Wait for the rest. Gives the notebooks that failed, each with cell and reason."""
        failed = runner.finish(self._done)
        self._kept.forget_oldest()
        return failed

    def _done(self, name: str, run: Run) -> None:
        if not run.problem:
            self._kept.keep(self._keys[name], self._target / f"{name}.ipynb")
        lost = " (on a kernel of its own: the warm process is gone)" if run.lost else ""
        self._say(f"{self._quarter}: {name}{lost}" + (f" failed {run.problem}" if run.problem else ""))


def _failures(failed: dict[str, str], shown: Path | None) -> str:
    told = "; ".join(f"notebook {name} failed {what}" for name, what in sorted(failed.items()))
    where = f"; a book whose pages say what failed is in {shown / 'html' / 'index.html'}" if shown else ""
    return f"{told}; the book that was there before is as it was{where}"


def _is_draft(opened: Edition, tables: str, signed: str) -> bool:
    """Whether nobody has signed these tables off, now or before."""
    return tables != signed and signed_off(opened.project, opened.quarter, opened.name, tables) is None


def _attacked(opened: Edition, tables: Path) -> dict[str, int]:
    """How many withheld counts came out how. Raises Mistake where one can be worked out that need not be."""
    found = attack_edition(tables, opened)
    if not found.passes:
        first = found.failed[0].cell if found.failed else found.with_limits[0]
        raise Mistake(
            f"{opened.quarter}: the public could work out {len(found.failed) + len(found.with_limits)} small counts, "
            f"{first} among them; this is a fault of the book, so keep the data and report it"
        )
    return found.counts


def attack_edition(tables: Path, opened: Edition) -> Attack:
    """Attack the public tables in a folder with those published before; the board's counts tell what is small."""
    before = [read_published(one.folder) for one in opened.published_before]
    protected = opened.protected
    return attack(read_published(tables), before, protected.counts, true_before=protected.known_then)


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
