"""What stands under ``data/returns``: which file is whose, for which quarter, received on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nelscb.mistakes import WrongCall
from nelscb.plan import Project
from nelscb.quarters import Quarter, QuarterText, parse_day
from nelscb.returns.grids import KINDS
from nelscb.returns.problems import Place, Problem

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,3}))?")


@dataclass(frozen=True)
class ReceivedFile:
    """A return as it came in: ``<quarter>/<sub_group>/<day received>[-n]``, the n counting files of one day."""

    path: Path
    name: str
    quarter: QuarterText
    sub_group: str
    received: date
    number: int = 1


def received_files(project: Project) -> tuple[list[ReceivedFile], list[Problem]]:
    """Every return in the order in which it was received, and a problem for each file that is in no right place."""
    found, problems = [], []
    for path in _files_under(project.returns):
        name = path.relative_to(project.returns).as_posix()
        wrong = _misplaced(name, project)
        if wrong:
            found_wrong, remedy = wrong
            problems.append(
                Problem(
                    "place", "file refused", Place(name), found_wrong,
                    "a return stands in <quarter>/<sub-group>/<day received>.xlsx or .csv", remedy, "", None,
                )
            )  # fmt: skip
            continue
        quarter, sub_group, file = name.split("/")
        match = _NAME.fullmatch(Path(file).stem)
        assert match is not None
        found.append(
            ReceivedFile(path, name, Quarter.parse(quarter), sub_group, parse_day(match[1]), int(match[2] or 1))
        )
    found.sort(key=lambda f: (f.received, f.quarter.ordinal, f.sub_group, f.number, f.name))
    return found, problems


def _files_under(folder: Path) -> Iterator[Path]:
    """Files in order; what a file system or a spreadsheet program keeps for itself is no return."""
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith((".", "~$")):
                yield path


def _misplaced(name: str, project: Project) -> tuple[str, str] | None:
    """What is wrong with where a file stands, and what to do; None where nothing is."""
    parts = name.split("/")
    if len(parts) != 3:
        return "the file stands in no sub-group's folder", "move it there"
    quarter, sub_group, file = parts
    try:
        Quarter.parse(quarter)
    except WrongCall:
        return f"{quarter!r} is no quarter", "name the folder like 2016-17-Q4"
    if sub_group not in project.board.sub_groups:
        return f"{sub_group!r} is no sub-group of board.yml", f"use one of {', '.join(project.board.sub_groups)}"
    path = Path(file)
    if path.suffix.lower() not in KINDS:
        return (f"the file is a {path.suffix}" if path.suffix else "the file has no ending"), "save it as .xlsx or .csv"
    match = _NAME.fullmatch(path.stem)
    try:
        if match is None:
            raise WrongCall("no day")
        parse_day(match[1])
    except WrongCall:
        return (
            f"{path.stem!r} is not the day it was received",
            "name it like 2017-04-18.xlsx, the second of a day 2017-04-18-2.xlsx",
        )
    return None
