"""The files that an edition is made from, and which of them may be named to the public."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from nelscb.manifest.records import Input, sha256_of
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml

_RECEIVED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-\d{1,3})?")
"""How a return's file is named."""
CONFIG, SOURCES = "_config.yml", "sources.yml"


def files_of_book(project: Project) -> Iterator[Path]:
    """The files that tell the story: notebooks, prose, theme, and the settings of the book."""
    for folder in (project.notebooks, project.book):
        yield from (p for p in folder.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts)
    for folder in (project.folder, project.book.parent):
        if (folder / CONFIG).is_file():
            yield folder / CONFIG


def inputs_of(project: Project) -> tuple[Input, ...]:
    """Every file that an edition is made from, with its hash, sorted by the way to it from the board's folder.

    Editions on file are none of them: a manifest names those that were read.
    """
    files = {*files_of_book(project), *(p for p in project.input_files() if not p.is_relative_to(project.editions))}
    published = _published(project)
    found = [Input(_way(path, project.folder), sha256_of(path), _received(path, project, published)) for path in files]
    return tuple(sorted(found, key=lambda one: one.path))


def open_to_all(inputs: Sequence[Input], project: Project) -> tuple[Input, ...]:
    """Those that may be named to the public: published files, the plan, the notebooks and the book.

    A return is none, nor a setting: from a hash anybody can confirm what they guess a small file to say.
    """
    folders = (project.published, project.plan_folder, project.notebooks, project.book)
    ways = tuple(f"{_way(folder, project.folder)}/" for folder in folders)
    return tuple(one for one in inputs if one.path.startswith(ways) or Path(one.path).name == CONFIG)


def _way(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _published(project: Project) -> Mapping[str, str]:
    """Name of each published file to the day it came in."""
    path = project.published / SOURCES
    told = read_yaml(path) if path.is_file() else {}
    received = {name: of.get("received") for name, of in told.items() if isinstance(of, dict)}
    return {str(name): day.isoformat() for name, day in received.items() if isinstance(day, date)}


def _received(path: Path, project: Project, published: Mapping[str, str]) -> str | None:
    if path.is_relative_to(project.published):
        return published.get(path.name)
    match = _RECEIVED.fullmatch(path.stem) if path.is_relative_to(project.returns) else None
    return match[1] if match and _is_day(match[1]) else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
