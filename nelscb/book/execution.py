"""The notebooks of one book: which there are, with which parameters, and which of them have to be run again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from nelscb.book.cluster import ClusterRunner
from nelscb.book.failed_pages import write_failed_page
from nelscb.book.kept_notebooks import KeptNotebooks
from nelscb.book.refused import raise_refused
from nelscb.book.run import NotebookRunner, Run
from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES, Edition, ReleasedPage
from nelscb.mistakes import Mistake
from nelscb.plan import Project

Say = Callable[[str], None]
Runner = NotebookRunner | ClusterRunner


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

    def start(self, runner: Runner) -> None:
        """Take what is kept, and give the rest to the runner."""
        self._target.mkdir()
        kept = {name for name, key in self._keys.items() if self._kept.take(key, self._target / f"{name}.ipynb")}
        wanted = {name: source for name, source in self._notebooks.items() if name not in kept}
        self._say(
            f"{self._quarter}: {len(self._notebooks)} notebooks" + (f", {len(wanted)} of them to run" if kept else "")
        )
        runner.start(wanted, self._target, self._parameters)

    def finish(self, runner: Runner) -> dict[str, str]:
        """Wait for the rest. Gives the notebooks that failed, each with cell and reason."""
        failed = runner.finish(self._done)
        self._kept.forget_oldest()
        return failed

    def _done(self, name: str, run: Run) -> None:
        raise_refused(run.problem)  # A full disk is no fault of the notebook that found it full.
        if not run.problem:
            self._kept.keep(self._keys[name], self._target / f"{name}.ipynb")
        lost = " (on a kernel of its own: the warm process is gone)" if run.lost else ""
        self._say(f"{self._quarter}: {name}{lost}" + (f" failed {run.problem}" if run.problem else ""))

    def write_failed(self, failed: dict[str, str]) -> None:
        """In the place of each notebook that failed, one that says so."""
        for name, problem in failed.items():
            write_failed_page(self._notebooks[name], problem, self._target / f"{name}.ipynb")


def _parameters(opened: Edition, beside: Path, as_of: str | None) -> dict[str, str | None]:
    """The notebooks' parameters, as the reviewer finds them in what is kept."""
    way = os.path.relpath(opened.project.folder, beside / "notebooks")
    return {
        "quarter": str(opened.quarter),
        "edition": opened.name,
        "as_of": str(as_of) if as_of else None,
        "project": Path(way).as_posix(),
    }
