"""Time what follows the notebooks: the HTML book, both PDFs, the workbook and the core data set, and all of them.

The illustrative board's book is taken, because it is full. Its notebooks are run first where no build has left them.
The last line is the whole as the build does it, with the tables beside the pages, against the parts one by one. The
whole goes first and in a process of its own, since the typesetter is quicker with what it has set before.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nelscb.book.asked import FORMATS
from nelscb.book.build import build_book
from nelscb.book.execution import notebooks_of
from nelscb.book.formats import Parts, make_formats, printing_of, write_pages, write_tables
from nelscb.edition import open_edition
from nelscb.pages.book import PROSE
from nelscb.plan import Project, open_project
from nelscb.progress import Progress
from nelscb.released_pages import release_pages

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", default=str(ROOT / "examples" / "havenshire"))
    parser.add_argument("--quarter", default="2016-17-Q4")
    called = parser.parse_args()
    project = open_project(called.project)
    parts = executed(project, called.quarter)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "together").mkdir()
        together = alone(lambda: make_formats(parts, FORMATS, folder / "together", Progress()))
        work, pages = folder / "work", folder / "html"
        contents: list[tuple[str, str]] = []
        seconds = {
            "HTML": timed(lambda: contents.extend(write_pages(parts, FORMATS, work, pages))),
            "PDFs": timed(lambda: print_pages(parts, contents, work, pages)),
            "workbook and core data set": timed(lambda: write_tables(parts, folder)),
        }
    for part, took in seconds.items():
        print(f"{part}: {took:.1f} s", flush=True)
    whole = sum(seconds.values())
    print(f"all as the build does it: {together:.1f} s; one by one {whole:.1f} s, ratio {whole / together:.2f}")


def executed(project: Project, quarter: str) -> Parts:
    """The executed notebooks of a build, and the released pages that they show."""
    notebooks = project.build / quarter / "board" / "notebooks"
    if not notebooks.is_dir():
        build_book(project, quarter, say=lambda _: None)
    names = [*notebooks_of(project, quarter.endswith("Q4")), PROSE]
    return Parts(project, release_pages(open_edition(project, quarter), names, None), notebooks)


def print_pages(parts: Parts, contents: list[tuple[str, str]], work: Path, pages: Path) -> None:
    """Both PDFs, each chapter of them typeset anew."""
    shutil.rmtree(parts.project.build / ".cache" / "print", ignore_errors=True)
    with printing_of(parts, contents, pages, work) as printing:
        printing.write(pages, work)


def alone(work: Callable[[], object]) -> float:
    """Seconds that the work takes in a copy of this process."""
    seconds, told = multiprocessing.Pipe(duplex=False)
    copy = multiprocessing.get_context("fork").Process(target=lambda: told.send(timed(work)))
    copy.start()
    copy.join()
    if copy.exitcode:
        raise SystemExit("the formats could not be made")
    return float(seconds.recv())


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
