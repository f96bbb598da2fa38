"""The commands about an edition that was made: ``sign-off``, ``withdraw``, and ``review`` it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_BOARD = "the board's folder (default: the one that FOLDER is in)"


def add_edition_commands(commands: Any) -> None:
    """Add them to the command line's."""
    signs = commands.add_parser("sign-off", help="sign an edition off; the second role's signature files it")
    signs.add_argument("folder", metavar="FOLDER", help="what was built, such as build/2016-17-Q4/public")
    signs.add_argument("--role", required=True, metavar="ROLE", help="who signs: a role and never a person")
    signs.add_argument("--project", metavar="DIR", help=_BOARD)
    signs.add_argument("--at", metavar="TIME", help="when, such as 2017-06-09T10:30Z (default: now)")
    signs.set_defaults(run=_sign_off)
    withdraws = commands.add_parser("withdraw", help="withdraw what was signed off, and leave a notice in its place")
    withdraws.add_argument("folder", metavar="FOLDER", help="what was filed, such as data/editions/2016-17-Q4/public")
    withdraws.add_argument("--role", required=True, metavar="ROLE", help="who withdraws it: a role and never a person")
    withdraws.add_argument("--why", required=True, metavar="TEXT", help="why, in a sentence for its readers")
    withdraws.add_argument("--project", metavar="DIR", help=_BOARD)
    withdraws.add_argument("--at", metavar="TIME", help="when, such as 2017-06-09T10:30Z (default: now)")
    withdraws.set_defaults(run=_withdraw)
    reviews = commands.add_parser("review", help="make a folder in which the edition's notebooks can be run again")
    reviews.add_argument("folder", metavar="FOLDER", help="what was built, such as build/2016-17-Q4/board")
    reviews.add_argument(
        "--to", metavar="DIR", help="where to (default: beside FOLDER, with -review at its name's end)"
    )
    reviews.add_argument("--project", metavar="DIR", help=_BOARD)
    reviews.set_defaults(run=_review)


def _project(called: argparse.Namespace) -> Path | None:
    return Path(called.project) if called.project else None


def _sign_off(called: argparse.Namespace) -> int:
    from nelscb.commands.sign_off import sign_off_folder

    print(sign_off_folder(Path(called.folder), called.role, called.at, _project(called)))
    return 0


def _withdraw(called: argparse.Namespace) -> int:
    from nelscb.commands.withdraw import withdraw_folder

    print(*withdraw_folder(Path(called.folder), called.role, called.why, called.at, _project(called)), sep="\n")
    return 0


def _review(called: argparse.Namespace) -> int:
    from nelscb.commands.review import review_folder

    print(review_folder(Path(called.folder), Path(called.to) if called.to else None, _project(called)))
    return 0
