"""The command line. Exit 0: done; 1: the data or the result is wrong; 2: the call is wrong."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NoReturn

import nelscb
from nelscb.commands.books import add_book_commands
from nelscb.commands.editions import add_edition_commands
from nelscb.commands.reviewers import add_reviewer_commands
from nelscb.kernels import MATRIX_THREADS
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
        # A note on it says where the log of the run is.
        print("; ".join([f"nelscb: {mistake}", *getattr(mistake, "__notes__", ())]), file=sys.stderr)
        return mistake.exit_code
    except BrokenPipeError:
        # Whoever read along has read enough; Python would complain once more while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("nelscb: stopped; the book that was there before is as it was", file=sys.stderr)
        return 130


def program() -> NoReturn:
    """``main`` as the program that it is."""
    # Threads for matrices as small as these only wait for one another, and for the notebooks that run beside.
    os.environ.update({name: "1" for name in MATRIX_THREADS if name not in os.environ})
    code = main()
    # What a book was made of would take half a second to be taken apart.
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


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
    add_book_commands(commands)
    add_reviewer_commands(commands)
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
    add_edition_commands(commands)
    return parser


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
    from nelscb.commands.audit import audit_folder

    project = Path(called.project) if called.project else None
    return 0 if audit_folder(Path(called.folder), print, project) else 1


def _today() -> date:
    """The day a file comes in, as the time of a signature, only the clock knows; no book reads it."""
    return date.today()


if __name__ == "__main__":
    program()
