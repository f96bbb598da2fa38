"""Number an edition that was opened: which issue it is, and what moved since the last, shows in its tables alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from nelscb.core_data_set import DATA, write_data
from nelscb.edition import PROSE, Edition
from nelscb.filed_editions import filed_of_quarter, hash_of_tables
from nelscb.issues import issue_with

_SAYS = ("numerator", "denominator", "value", "lower_limit", "upper_limit", "answer", "state")
"""The columns of the core data set in which a figure says something."""


def numbered(opened: Edition) -> Edition:
    """The edition as the issue that it is, or would be.

    Where none of it is on file it is the first, and its tables need not be written to know that. Raises Mistake where
    what is filed is not as it was filed.
    """
    project, quarter, name = opened.project, opened.quarter, opened.name
    filed = filed_of_quarter(project, quarter, name)
    if not filed:
        return opened
    with TemporaryDirectory() as folder:
        write_data(opened.release(PROSE), project, Path(folder))
        issue = issue_with(project, quarter, name, hash_of_tables(Path(folder)))
        if issue.replaces is not None:
            before = filed[issue.replaces.number - 1].folder
            found = moved(_figures(before, project.board.area.code), _figures(Path(folder), project.board.area.code))
            issue = replace(issue, moved=tuple(measure for measure in project.plan.measures if measure in found))
    return replace(opened, issue=issue)


def moved(before: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The measures of the figures that say something else now, or that only one of the two has.

    A figure's name begins with its measure, such as ``P1-01/quarter/2016-17-Q4``.
    """
    other = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    return {name.partition("/")[0] for name in other}


def _figures(folder: Path, area: str) -> dict[str, tuple[str, ...]]:
    """What each figure of the area says in a folder's core data set, by its name."""
    with (folder / DATA).open(encoding="utf-8", newline="") as lines:
        return dict(_read(csv.DictReader(lines), area))


def _read(rows: Iterable[Mapping[str, str]], area: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    return ((row["figure"], tuple(row.get(name, "") for name in _SAYS)) for row in rows if row.get("area") == area)
