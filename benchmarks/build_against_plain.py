"""Time the build of a quarter's book against plain papermill and jupyter-book, in one run.

Both make the same HTML book from the same released tables: the build by the project's own command path, and the
plain way by running the same notebooks one after the other with papermill and compiling them with jupyter-book.
They take turns, so that a machine whose speed drifts is fair to both; what counts is the ratio.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import papermill

from nelscb.book.build import build_book, notebooks_of
from nelscb.book.compile import compile_html
from nelscb.book.formats import prose_of
from nelscb.book.stage import stage
from nelscb.edition import open_edition
from nelscb.pages.book import PROSE
from nelscb.plan import Project, open_project
from nelscb.released_pages import release_pages
from nelscb.words.editions import announcement

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarter", default="2016-17-Q4")
    parser.add_argument("--pairs", type=int, default=3, help="how often the two take turns")
    called = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "board"
        for name in ("params", "data", "notebooks", "book"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "_config.yml", folder)
        project = open_project(folder)
        release(project, called.quarter)
        for turn in range(1, called.pairs + 1):
            ours = timed(lambda: build_book(project, called.quarter, say=lambda _: None, formats=["html"]))
            plain = timed(lambda: build_plainly(project, called.quarter, Path(scratch) / "plain"))
            ratios.append(plain / ours)
            print(f"pair {turn}: nelscb build {ours:.1f} s, plain {plain:.1f} s, ratio {plain / ours:.2f}", flush=True)
    print(f"median ratio, plain over nelscb build: {statistics.median(ratios):.2f} (more than 1: the build is faster)")


def timed(work: object) -> float:
    assert callable(work)
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def release(project: Project, quarter: str) -> None:
    """Write the released tables that both read, so that neither pays for the first pass alone."""
    opened = open_edition(project, quarter)
    release_pages(opened, [*notebooks_of(project, annual=opened.quarter.number == 4), PROSE], None)


def build_plainly(project: Project, quarter: str, target: Path) -> None:
    """The same notebooks one after the other by papermill, then jupyter-book over them and the same prose."""
    shutil.rmtree(target, ignore_errors=True)
    notebooks = target / "notebooks"
    notebooks.mkdir(parents=True)
    opened = open_edition(project, quarter)
    annual = opened.quarter.number == 4
    for name, source in notebooks_of(project, annual).items():
        papermill.execute_notebook(
            source, notebooks / f"{name}.ipynb", cwd=notebooks, progress_bar=False,
            parameters={"quarter": quarter, "project": str(project.folder)},
        )  # fmt: skip
    released = opened.release(PROSE)
    prose = prose_of(released, project, annual)
    sources = target / "src"
    line = announcement(released, project.board)
    config = stage(project.book, notebooks, prose, line, project.folder / "_config.yml", sources)
    compile_html(sources, config, target / "work", target / "html")


if __name__ == "__main__":
    main()
