"""The notebooks of one book: which there are, with which parameters, and which of them have to be run again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from nelscb.book.failed_pages import write_failed_page
from nelscb.book.kept_notebooks import KeptNotebooks, given_to
from nelscb.book.watching import Runner, Watch
from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES, Edition, ReleasedPage
from nelscb.kept_drawings import kept_drawings
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.progress import NotebooksAsked, Progress


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
    """The notebooks of one book: those of before taken as they are where nothing that they depend on has changed.

    ``parameters`` are those of all of them, ``given`` is the hash of what each of those begun was given.
    """

    def __init__(
        self, notebooks: dict[str, Path], opened: Edition, as_of: str | None, beside: Path, progress: Progress
    ) -> None:  # fmt: skip
        self._notebooks, self._progress = notebooks, progress
        self._target = beside / "notebooks"
        self._kept, self._drawings = KeptNotebooks(opened.project), kept_drawings(opened.project)
        self._target.mkdir()
        self.parameters = _parameters(opened, beside, as_of)
        self.given: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._taken: set[str] = set()

    def begin(self, runner: Runner, released: Mapping[str, ReleasedPage], same: Path | None = None) -> None:
        """Take what is kept of the notebooks of these pages, and give the rest to the runner.

        ``same``: the file of one of them, where they all see the same.
        """
        wanted = []
        for name, page in released.items():
            self.given[name] = given_to(self._notebooks[name], self.parameters, page)
            key = self._keys[name] = self._kept.key(self.given[name])
            if self._kept.take(key, self._target / f"{name}.ipynb"):
                self._taken.add(name)
            else:
                wanted.append(name)
        # Those that take longest are begun first, so that none of them is left alone at the end.
        wanted.sort(key=lambda name: -_length(self._notebooks[name], released[name]))
        if same is not None and len(wanted) > 1:
            runner.read_for_all(same)
        runner.start({name: self._notebooks[name] for name in wanted}, self._target, self.parameters)

    def watch(self, runner: Runner) -> Watch:
        """The watch over all that were begun, which is still to be entered."""
        self._progress.tell(NotebooksAsked(tuple(self._notebooks), frozenset(self._taken)))
        return Watch(runner, self.running, self._target, self._progress, self._keep)

    @property
    def running(self) -> tuple[str, ...]:
        """Those that were given to the runner."""
        return tuple(name for name in self._notebooks if name not in self._taken)

    def finish(self, watch: Watch) -> dict[str, str]:
        """Wait for the rest. Gives the notebooks that failed, each with cell and reason."""
        failed = watch.finish()
        self._kept.forget_oldest()
        self._drawings.forget_oldest()
        return failed

    def _keep(self, name: str) -> None:
        self._kept.keep(self._keys[name], self._target / f"{name}.ipynb")

    def write_failed(self, failed: dict[str, str]) -> None:
        """In the place of each notebook that failed, one that says so."""
        for name, problem in failed.items():
            write_failed_page(self._notebooks[name], problem, self._target / f"{name}.ipynb")


def _length(source: Path, released: ReleasedPage) -> int:
    """About how long a notebook takes, in bytes read: each of its cells, with charts here and there, as a million."""
    return len(released.to_json()) + 1_000_000 * source.read_bytes().count(b'"cell_type": "code"')


def _parameters(opened: Edition, beside: Path, as_of: str | None) -> dict[str, str | None]:
    """The notebooks' parameters, as the reviewer finds them in what is kept."""
    way = os.path.relpath(opened.project.folder, beside / "notebooks")
    return {
        "quarter": str(opened.quarter),
        "edition": opened.name,
        "as_of": str(as_of) if as_of else None,
        "project": Path(way).as_posix(),
    }
