"""Time the build of a quarter's book against plain papermill, jupyter-book and a browser's printing, in one run.

The plain way is what one would write in a shell: the same notebooks one after the other with papermill, the pages with
jupyter-book, and each page printed to PDF by Chromium. It is given the released tables, and so spares itself the pass
over the returns that the build has to make. Both take turns, so that a machine whose speed drifts is fair to both.
The build is timed from nothing, after one return has changed, and with nothing changed, each as the command that a user
calls; after a change, which takes the shortest time beside the plain way's minutes, before it, amid it and after it.
The memory is that of one more build from nothing, whose time does not count.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from memory import most_memory
from openpyxl import load_workbook
from readme_table import put

from nelscb.book.compile import compile_html
from nelscb.book.execution import notebooks_of
from nelscb.book.formats import prose_of
from nelscb.book.stage import stage
from nelscb.edition import PROSE, open_edition
from nelscb.plan import Project, open_project
from nelscb.quarters import Quarter
from nelscb.released_pages import release_pages
from nelscb.returns.files import received_files
from nelscb.words.editions import announcement

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("from nothing", "one return changed", "nothing changed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarter", default="2016-17-Q4")
    parser.add_argument("--turns", type=int, default=2, help="how often the two take turns")
    called = parser.parse_args()
    times: dict[str, list[float]] = {kind: [] for kind in ("plain", *KINDS)}
    with tempfile.TemporaryDirectory() as scratch:
        project = copied(Path(scratch) / "boards")
        plainly = Path(scratch) / "plain"

        def changed() -> None:
            change_one_return(project, Quarter.parse(called.quarter), len(times["one return changed"]) + 1)
            times["one return changed"].append(timed(lambda: build(project, called.quarter)))
            release(project, called.quarter)

        for turn in range(1, called.turns + 1):
            shutil.rmtree(project.build, ignore_errors=True)
            times["from nothing"].append(timed(lambda: build(project, called.quarter)))
            changed()
            times["nothing changed"].append(timed(lambda: build(project, called.quarter)))
            first = timed(lambda: run_plainly(project, called.quarter, plainly))
            changed()
            times["plain"].append(first + timed(lambda: compile_and_print_plainly(project, called.quarter, plainly)))
            changed()
            if turn == called.turns:
                shutil.rmtree(project.build)
                most = most_memory(command_of(project, called.quarter))
            told = ", ".join(f"{kind} {found[-1]:.1f} s" for kind, found in times.items())
            print(f"turn {turn}: {told}", flush=True)
    plain = statistics.median(times["plain"])
    print(f"plain: {plain:.1f} s")
    for kind in KINDS:
        ours = statistics.median(times[kind])
        print(f"nelscb build, {kind}: {ours:.1f} s, {plain / ours:.1f} times faster than plain")
    print(f"most memory of a build, all its processes together: {most:.0f} MB")
    put(
        "one board",
        [
            ("plain papermill, jupyter-book, Chromium", f"{plain:.1f} s", ""),
            *(
                (f"`nelscb build`, {kind}", f"{ours:.1f} s", f"{plain / ours:.1f} times faster")
                for kind in KINDS
                if (ours := statistics.median(times[kind]))
            ),
            ("its memory, all processes together", f"{most:.0f} MB", ""),
        ],
    )


def copied(folder: Path) -> Project:
    """The illustrative board, for which everything was sent, in a folder of its own with what it borrows."""
    for name in ("params", "notebooks", "book", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("build", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "_config.yml", folder)
    return open_project(folder / "examples" / "havenshire")


def timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def build(project: Project, quarter: str) -> None:
    """The book by the command."""
    subprocess.run(command_of(project, quarter), check=True)


def command_of(project: Project, quarter: str) -> list[str]:
    return [sys.executable, "-m", "nelscb.cli", "build", quarter, "--project", str(project.folder), "--quiet"]


def change_one_return(project: Project, quarter: Quarter, by: int) -> None:
    """One figure of the neglect sub-group's last return is another: it came in again, the day after."""
    files = [f for f in received_files(project)[0] if f.quarter == quarter and f.sub_group == "neglect"]
    last = max(files, key=lambda file: file.received)
    book = load_workbook(last.path)
    for row in book["Figures"].iter_rows(min_row=2):
        whole = [cell for cell in row if isinstance(cell.value, int) and cell.value > 10]
        if whole:
            whole[0].value += by
            break
    book.save(last.path.with_name(f"{last.received + timedelta(days=by)}.xlsx"))


def release(project: Project, quarter: str) -> None:
    """Write the released tables that the plain way reads."""
    opened = open_edition(project, quarter)
    release_pages(opened, [*notebooks_of(project, annual=opened.quarter.number == 4), PROSE], None)


def run_plainly(project: Project, quarter: str, target: Path) -> None:
    """The same notebooks one after the other by papermill."""
    import papermill

    shutil.rmtree(target, ignore_errors=True)
    notebooks = target / "notebooks"
    notebooks.mkdir(parents=True)
    for name, source in notebooks_of(project, Quarter.parse(quarter).number == 4).items():
        papermill.execute_notebook(
            source, notebooks / f"{name}.ipynb", cwd=notebooks, progress_bar=False,
            parameters={"quarter": quarter, "project": str(project.folder)},
        )  # fmt: skip


def compile_and_print_plainly(project: Project, quarter: str, target: Path) -> None:
    """jupyter-book over these notebooks and the prose, and each page printed."""
    from playwright.sync_api import sync_playwright

    annual = Quarter.parse(quarter).number == 4
    sources = stage_plainly(project, quarter, target / "notebooks", target / "src", annual)
    compile_html(sources, sources / "_config.yml", target / "work", target / "html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for path in sorted((target / "html").glob("*.html")):
            page.goto(path.as_uri())
            page.pdf(path=target / f"{path.stem}.pdf")
        browser.close()


def stage_plainly(project: Project, quarter: str, notebooks: Path, sources: Path, annual: bool) -> Path:
    """The pages' sources; what prose pages show comes from the released tables too."""
    from nelscb.numbering import numbered
    from nelscb.released_pages import released_page

    _, released = released_page(project.folder, PROSE, quarter, number=numbered)
    line = announcement(released, project.board)
    config = project.book.parent / "_config.yml"
    stage(project.book, notebooks, prose_of(released, project, annual), line, config, sources)
    return sources


if __name__ == "__main__":
    main()
