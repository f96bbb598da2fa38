"""What a book was made from, kept beside it: where nothing has changed since, it need not be made again.

It is kept in ``build/.cache`` and not in the edition: a hash of what was received is nobody's outside the board.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from contextlib import suppress
from pathlib import Path

from nelscb.book.asked import Asked
from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.kept import write_whole
from nelscb.manifest import MANIFEST
from nelscb.manifest.inputs import files_of_book
from nelscb.plan import Project


def made_from(project: Project, asked: Asked) -> str:
    """One hash of all that a book depends on: what was asked, inputs, notebooks, prose, settings, code, libraries."""
    files = {*project.input_files(), *files_of_book(project)}
    return hash_of(repr(asked), code_and_libraries(), hash_of_files(files, project.folder))


def is_as_made(project: Project, asked: Asked) -> bool:
    """Whether the book that was asked for is there, whole, and made from what is there now."""
    folder = _folder(project, asked)
    try:
        kept = json.loads(_record(project, asked).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    try:
        return bool(kept["from"] == made_from(project, asked) and kept["files"] == _hashes(folder))
    except OSError:
        return False


def remember(project: Project, asked: Asked, key: str) -> None:
    """Say from what the book in its place was made; ``key`` was taken before it was made.

    Its manifest, where it has one, says its files' hashes.
    """
    told = {"from": key, "files": _hashes_told(_folder(project, asked))}
    write_whole(_record(project, asked), json.dumps(told, indent=0).encode())


def forget(project: Project) -> None:
    """Forget everything that was kept of earlier runs, so that all is worked out anew."""
    for kept in (project.build / ".cache").glob("*"):
        if kept.name != LOCKS:
            shutil.rmtree(kept, ignore_errors=True)


def clear_up(project: Project) -> None:
    """Remove what runs that were killed while they wrote have left among what is kept."""
    for half in (project.build / ".cache").rglob("*.tmp"):
        with suppress(FileNotFoundError):
            if time.time() - half.stat().st_mtime > LONGEST_WRITE:
                half.unlink()


LONGEST_WRITE = 60
"""Seconds after which a file that is written beside another, and then takes its place, was left by a run that ended."""
UNCHANGED = "nothing has changed since this book was made"
LOCKS = "locks"
"""The folder of ``build/.cache`` whose files say that a run is going on."""


def _folder(project: Project, asked: Asked) -> Path:
    return project.build / str(asked.quarter) / asked.edition


def _record(project: Project, asked: Asked) -> Path:
    return project.build / ".cache" / "made" / f"{asked.quarter}-{asked.edition}.json"


def _hashes_told(folder: Path) -> dict[str, str]:
    try:
        content = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        return _hashes(folder)
    return {**json.loads(content)["files"], MANIFEST: hashlib.sha256(content).hexdigest()}


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
