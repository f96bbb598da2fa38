"""The commands that make books: ``build`` one, ``batch`` those of many boards, ``new`` the folder of another board."""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nelscb.kernels import WarmProcess
    from nelscb.quarters import Quarter


def add_book_commands(commands: Any) -> None:
    """Add them to the command line's."""
    _add_build(commands)
    _add_many_boards(commands)


def _add_build(commands: Any) -> None:
    build = commands.add_parser("build", help="make the book of a quarter")
    build.add_argument("quarter", help="such as 2016-17-Q4 (January to March 2017)")
    build.add_argument("--project", default=".", metavar="DIR", help="the board's folder (default: here)")
    build.add_argument("--edition", default="board", metavar="NAME", help="board (the default), public or both")
    build.add_argument("--as-of", metavar="DATE", help="use only what had come in by that day, such as 2017-04-30")
    build.add_argument("--jobs", type=_jobs, metavar="N", help="notebooks run side by side (default: one a core)")
    build.add_argument(
        "--formats", default="html,pdf,xlsx", metavar="LIST", help="what to make (default: html,pdf,xlsx)"
    )
    build.add_argument("--annual", action="store_true", help="with the annual report (a fourth quarter always has it)")
    build.add_argument("--engine", default="warm", metavar="NAME", help="kernels: warm (the default) or plain")
    build.add_argument("--cluster", metavar="ADDRESS", help="run the notebooks on a Dask cluster's workers")
    build.add_argument("--fresh", action="store_true", help="make everything anew, whatever earlier runs have kept")
    build.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    build.set_defaults(run=_build)


def _add_many_boards(commands: Any) -> None:
    batch = commands.add_parser("batch", help="make the books of many boards and quarters")
    batch.add_argument("boards", nargs="+", metavar="BOARD", help="a board's folder")
    batch.add_argument("--quarters", required=True, nargs="+", metavar="QUARTER", help="such as 2016-17-Q3 2016-17-Q4")
    batch.add_argument("--edition", default="board", metavar="NAME", help="board (the default), public or both")
    batch.add_argument("--formats", default="html,pdf,xlsx", metavar="LIST", help="what to make")
    batch.add_argument("--jobs", type=_jobs, metavar="N", help="books made side by side (default: one a core)")
    batch.add_argument("--cluster", metavar="ADDRESS", help="make the books on a Dask cluster's workers")
    batch.add_argument("--quiet", action="store_true", help="say nothing but the summary")
    batch.set_defaults(run=_batch)
    new = commands.add_parser("new", help="make the folder of another board")
    new.add_argument("folder", metavar="DIR", help="a folder that does not exist yet")
    new.add_argument("--name", required=True, metavar="TEXT", help="the board's name")
    new.add_argument("--short-name", required=True, metavar="TEXT", help="its name in short, such as NELSCB")
    new.add_argument("--area", required=True, metavar="TEXT", help="the place that it is the board of")
    new.add_argument("--code", required=True, metavar="CODE", help="the place's ONS code, such as E06000012")
    new.add_argument("--region", required=True, metavar="CODE", help="its region's ONS code, such as E12000003")
    new.add_argument("--project", default=".", metavar="DIR", help="the board that it borrows from (default: here)")
    new.set_defaults(run=_new)


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of jobs: write 1 or more")
    return int(text)


def _build(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarter = Quarter.parse(called.quarter)
    from nelscb.book.asked import formats_of
    from nelscb.kernels import WARM, can_fork, engine_of
    from nelscb.quarters import parse_day

    formats, engine = formats_of(called.formats), engine_of(called.engine)
    as_of = parse_day(called.as_of) if called.as_of else None
    if engine != WARM or called.cluster or not can_fork():
        return _build_with(called, quarter, formats, engine, as_of, None)
    from nelscb.book.run import warm_process

    warm = warm_process(Path(called.project))
    try:
        # It loads for seconds, and whether anything has changed takes one to see: something has, nearly always.
        with suppress(OSError):  # the build tells what is wrong
            warm.begin()
        return _build_with(called, quarter, formats, engine, as_of, warm)
    finally:
        warm.end()


def _build_with(
    called: argparse.Namespace, quarter: Quarter, formats: tuple[str, ...], engine: str, as_of: date | None,
    begun: WarmProcess | None,
) -> int:  # fmt: skip
    from nelscb.book.asked import Asked
    from nelscb.book.made import UNCHANGED, is_as_made
    from nelscb.plan import open_project

    project = open_project(called.project)
    for edition in ("board", "public") if called.edition == "both" else (called.edition,):
        asked = Asked(quarter, edition, str(as_of), called.annual, formats)
        if not called.fresh and is_as_made(project, asked):
            said = [f"{quarter}: {UNCHANGED}"]
            folder = project.build / str(quarter) / edition
        else:
            # The libraries that make a book take seconds to load.
            from nelscb.book.build import Manner, build_book
            from nelscb.progress import shown

            said, manner = [], Manner(called.jobs, engine, called.fresh, called.cluster, begun)
            begun = None
            with shown(called.quiet) as progress:
                folder = build_book(project, quarter, edition, as_of, progress, called.annual, formats, manner=manner)
        said.append(f"the book is in {folder / 'html' / 'index.html' if 'html' in formats else folder}")
        if not called.quiet:
            print(*said, sep="\n", flush=True)
    return 0


def _batch(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarters = [Quarter.parse(quarter) for quarter in called.quarters]
    from nelscb.book.asked import formats_of
    from nelscb.commands.batch import FAILED, orders_of, run_batch, table_of
    from nelscb.progress import shown

    formats = ",".join(formats_of(called.formats))
    orders = orders_of(called.boards, quarters, called.edition, formats)
    with shown(called.quiet) as progress:
        outcomes = run_batch(orders, called.jobs, called.cluster, progress)
    for line in table_of(outcomes):
        print(line)
    return int(any(outcome.word == FAILED for outcome in outcomes))


def _new(called: argparse.Namespace) -> int:
    from nelscb.commands.new_board import new_board
    from nelscb.plan import open_project

    project, folder = open_project(called.project), Path(called.folder)
    path = new_board(project, folder, called.name, called.short_name, called.area, called.code, called.region)
    print(f"{path}: look at each setting; then nelscb build QUARTER --project {folder}")
    return 0
