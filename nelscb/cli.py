"""The command line. Exit 0: done; 1: the data or the result is wrong; 2: the call is wrong."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import nelscb
from nelscb.mistakes import Mistake, WrongCall


class _OneSentence(argparse.ArgumentParser):
    """A parser that says what is wrong with a call in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"nelscb: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` name (the process's own where None) and give its exit code."""
    called = _parser().parse_args(arguments)
    try:
        with _stoppable():
            return int(called.run(called))
    except Mistake as mistake:
        print(f"nelscb: {mistake}", file=sys.stderr)
        return mistake.exit_code
    except BrokenPipeError:
        # Whoever read along has read enough; Python would complain once more while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("nelscb: stopped; the book that was there before is as it was", file=sys.stderr)
        return 130


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a polite kill end a command as Ctrl-C does, so that it clears up behind itself."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> argparse.ArgumentParser:
    parser = _OneSentence(prog="nelscb", description="The quarterly report book of a safeguarding children board.")
    parser.add_argument("--version", action="version", version=f"nelscb {nelscb.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_many_boards(commands)
    template = commands.add_parser("template", help="write the blank score cards of a quarter")
    template.add_argument("quarter", help="such as 2017-18-Q1 (April to June 2017)")
    template.add_argument("--project", default=".", metavar="DIR", help="the board's folder (default: here)")
    template.add_argument("--sub-group", metavar="NAME", help="only that of one sub-group, such as neglect")
    template.add_argument("--to", metavar="DIR", help="where to (default: build/QUARTER/score_cards)")
    template.set_defaults(run=_template)
    check = commands.add_parser("check", help="say all that is wrong with a quarter's returns")
    check.add_argument("quarter", help="such as 2016-17-Q4 (January to March 2017)")
    check.add_argument("--project", default=".", metavar="DIR", help="the board's folder (default: here)")
    check.add_argument("--letters", metavar="DIR", help="write one mail text per sender there")
    check.set_defaults(run=_check)
    imports = commands.add_parser("import-dfe", help="take in files of the Department for Education's statistics")
    imports.add_argument("files", nargs="+", metavar="FILE", help="a CSV file of Explore education statistics")
    imports.add_argument("--project", default=".", metavar="DIR", help="the board's folder (default: here)")
    imports.add_argument("--received", metavar="DATE", help="the day the files came in (default: today)")
    imports.add_argument("--release", metavar="TEXT", help="which release they are of, where their names do not say")
    imports.set_defaults(run=_import)
    freezes = commands.add_parser(
        "freeze-baselines", help="make the forecasts that every later quarter is held against"
    )
    freezes.add_argument("--project", default=".", metavar="DIR", help="the board's folder (default: here)")
    freezes.set_defaults(run=_freeze)
    explains = commands.add_parser("explain", help="say where one measure's figures and verdict come from")
    explains.add_argument("measure", help="such as P1-04, or p1_04")
    explains.add_argument("quarter", help="such as 2016-17-Q4 (January to March 2017)")
    explains.add_argument("--project", default=".", metavar="DIR", help="the board's folder (default: here)")
    explains.add_argument("--as-of", metavar="DATE", help="use only what had come in by that day, such as 2017-04-30")
    explains.set_defaults(run=_explain)
    audits = commands.add_parser(
        "audit", help="attack a public edition with what is published, and say what came of it"
    )
    audits.add_argument("folder", metavar="FOLDER", help="what was built, such as build/2016-17-Q4/public")
    audits.add_argument("--project", metavar="DIR", help="the board's folder (default: the one that FOLDER is in)")
    audits.set_defaults(run=_audit)
    signs = commands.add_parser("sign-off", help="sign an edition off; the second role's signature files it")
    signs.add_argument("folder", metavar="FOLDER", help="what was built, such as build/2016-17-Q4/public")
    signs.add_argument("--role", required=True, metavar="ROLE", help="who signs: a role and never a person")
    signs.add_argument("--project", metavar="DIR", help="the board's folder (default: the one that FOLDER is in)")
    signs.add_argument("--at", metavar="TIME", help="when, such as 2017-06-09T10:30Z (default: now)")
    signs.set_defaults(run=_sign_off)
    return parser


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
    new.add_argument("--project", default=".", metavar="DIR", help="the board that it borrows from (default: here)")
    new.set_defaults(run=_new)


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of jobs: write 1 or more")
    return int(text)


def _build(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarter = Quarter.parse(called.quarter)
    from nelscb.book.asked import Asked, formats_of
    from nelscb.book.made import UNCHANGED, is_as_made
    from nelscb.kernels import engine_of
    from nelscb.plan import open_project
    from nelscb.quarters import parse_day

    formats, engine = formats_of(called.formats), engine_of(called.engine)
    as_of = parse_day(called.as_of) if called.as_of else None

    def say(line: str) -> None:
        if not called.quiet:
            print(line, flush=True)

    project = open_project(called.project)
    for edition in ("board", "public") if called.edition == "both" else (called.edition,):
        asked = Asked(quarter, edition, str(as_of), called.annual, formats)
        if not called.fresh and is_as_made(project, asked):
            say(f"{quarter}: {UNCHANGED}")
            folder = project.build / str(quarter) / edition
        else:
            # The libraries that make a book take seconds to load.
            from nelscb.book.build import Manner, build_book

            manner = Manner(called.jobs, engine, called.fresh, called.cluster)
            folder = build_book(project, quarter, edition, as_of, say, called.annual, formats, manner=manner)
        say(f"the book is in {folder / 'html' / 'index.html' if 'html' in formats else folder}")
    return 0


def _batch(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarters = [Quarter.parse(quarter) for quarter in called.quarters]
    from nelscb.batch import FAILED, orders_of, run_batch, table_of
    from nelscb.book.asked import formats_of

    formats = ",".join(formats_of(called.formats))
    orders = orders_of(called.boards, quarters, called.edition, formats)
    outcomes = run_batch(orders, called.jobs, called.cluster, (lambda _: None) if called.quiet else _print)
    for line in table_of(outcomes):
        print(line)
    return int(any(outcome.word == FAILED for outcome in outcomes))


def _print(line: str) -> None:
    print(line, flush=True)


def _new(called: argparse.Namespace) -> int:
    from nelscb.new_board import new_board
    from nelscb.plan import open_project

    project, folder = open_project(called.project), Path(called.folder)
    path = new_board(project, folder, called.name, called.short_name, called.area, called.code)
    print(f"{path}: look at each setting; then nelscb build QUARTER --project {folder}")
    return 0


def _template(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarter = Quarter.parse(called.quarter)
    from nelscb.plan import open_project
    from nelscb.returns.send_out import write_score_cards

    project = open_project(called.project)
    folder = Path(called.to) if called.to else project.build / str(quarter) / "score_cards"
    for path in write_score_cards(project, quarter, folder, called.sub_group):
        print(path)
    return 0


def _check(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarter = Quarter.parse(called.quarter)
    from nelscb.plan import open_project
    from nelscb.returns.check_report import check, report
    from nelscb.returns.letters import write_letters
    from nelscb.returns.send_out import intake_of

    project = open_project(called.project)
    intake, _ = intake_of(project)
    checked = check(project, quarter, intake)
    for line in report(checked, project, intake):
        print(line)
    if called.letters:
        for path in write_letters(Path(called.letters), checked, project, intake):
            print(f"letter: {path}")
    return 0 if checked.passed else 1


def _import(called: argparse.Namespace) -> int:
    from nelscb.quarters import parse_day

    today = _today()
    received = today if called.received is None else parse_day(called.received)
    if received > today:
        raise WrongCall(f"--received {received} is after today, {today}; name the day on which the files came in")
    from nelscb.plan import open_project
    from nelscb.published import import_downloads, mapping_file, report_lines

    project = open_project(called.project)
    for imported in import_downloads(project, [Path(name) for name in called.files], received, called.release):
        for line in report_lines(imported, mapping_file(project)):
            print(line)
    return 0


def _freeze(called: argparse.Namespace) -> int:
    from nelscb.freezing import freeze_baselines
    from nelscb.plan import open_project

    project = open_project(called.project)
    path, rows, left_out = freeze_baselines(project)
    print(f"{path}: {rows} forecasts; {left_out} series are too short or too broken for one")
    return 0


def _explain(called: argparse.Namespace) -> int:
    from nelscb.quarters import Quarter

    quarter = Quarter.parse(called.quarter)
    from nelscb.edition import open_edition
    from nelscb.explain import explanation
    from nelscb.plan import open_project

    project = open_project(called.project)
    measure = project.plan.measure(called.measure)
    for line in explanation(open_edition(project, quarter, "board", called.as_of), measure):
        print(line)
    return 0


def _audit(called: argparse.Namespace) -> int:
    from nelscb.audit_command import audit_folder

    project = Path(called.project) if called.project else None
    return 0 if audit_folder(Path(called.folder), print, project) else 1


def _sign_off(called: argparse.Namespace) -> int:
    from nelscb.sign_off_command import sign_off_folder

    project = Path(called.project) if called.project else None
    print(sign_off_folder(Path(called.folder), called.role, called.at, project))
    return 0


def _today() -> date:
    """The day a file comes in, as the time of a signature, only the clock knows; nothing else reads it."""
    return date.today()


if __name__ == "__main__":
    sys.exit(main())
