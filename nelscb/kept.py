"""Results of long work, kept in files that are named by all that the work depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

Result = TypeVar("Result")


def kept(path: Path, reader: TypeAdapter[Result], work: Callable[[], Result]) -> Result:
    """The result in the file at ``path``; where there is none that can be read, that of ``work``, kept there.

    Whoever names the file sees to it that other work has another name.
    """
    found = kept_before(path, reader)
    if found is None:
        found = work()
        write_whole(path, reader.dump_json(found))
    return found


def kept_before(path: Path, reader: TypeAdapter[Result]) -> Result | None:
    """The result in the file at ``path``; None where there is none, or none that can be read."""
    try:
        return reader.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, then rename: who reads at the same time finds a whole file, and a run that is killed leaves one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
