"""Results of long work, kept in files that are named by all that the work depends on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

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


class KeptParts(Generic[Result]):
    """Results in one file, each under the hash of all that it depends on, no more than ``most``, those asked for last.

    A result that would not be read back as it was written, such as one with a number that JSON does not know, is not
    kept.
    """

    def __init__(self, path: Path, reader: TypeAdapter[dict[str, Result]], most: int) -> None:
        self._path, self._reader, self._most = path, reader, most
        self._known = kept_before(path, reader) or {}
        self._now: dict[str, Result] = {}
        self._new = False

    def take(self, key: str) -> Result | None:
        """What is kept under a key; None where there is nothing."""
        if key in self._known:
            self._now.setdefault(key, self._known[key])
        return self._now.get(key)

    def keep(self, key: str, result: Result) -> Result:
        """Keep a result; it is written with the others. Gives it as it will be read, so that both are the same."""
        with suppress(ValidationError):
            # A whole number is read as what its place is for; from then on nothing may change any more.
            read = self._reader.validate_json(self._reader.dump_json({key: result}))
            written = self._reader.dump_json(read)
            if self._reader.dump_json(self._reader.validate_json(written)) == written:
                self._now[key], self._new = read[key], True
                return read[key]
        return result

    def write(self) -> None:
        """Write what is new, with what was known; where that cannot be, it is worked out again the next time."""
        if self._new:
            others = {key: one for key, one in self._known.items() if key not in self._now}
            every = list({**self._now, **others}.items())[: self._most]
            with suppress(OSError):
                write_whole(self._path, self._reader.dump_json(dict(every)))
            self._new = False


class KeptFiles:
    """Files kept in ``folder`` under the hash of all that they depend on, no more than ``most``, those used last."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most
        self._there: dict[str, list[Path]] | None = None

    def take(self, key: str) -> bytes | None:
        """What is kept under a key; None where there is nothing, or what is there is not as it was kept."""
        for path in self._kept_before().get(key, ()):
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue  # another run has made room
            if path.name.removeprefix(f"{key}-") == _hash(content):
                os.utime(path)
                return content
            path.unlink(missing_ok=True)
        return None

    def _kept_before(self) -> dict[str, list[Path]]:
        """The files that were there when the first was asked for: to look through the folder for each takes longer."""
        if self._there is None:
            self._there = {}
            for path in sorted(self._folder.glob("[!.]*-*")):
                self._there.setdefault(path.name.rpartition("-")[0], []).append(path)
        return self._there

    def keep(self, key: str, content: bytes) -> None:
        """Keep something under a key."""
        path = self._folder / f"{key}-{_hash(content)}"
        write_whole(path, content)
        self._kept_before().setdefault(key, []).append(path)

    def forget_oldest(self) -> None:
        """Leave those that were used last."""
        files = [path for path in self._folder.glob("*-*") if not path.name.startswith(".")]
        for path in sorted(files, key=lambda path: path.stat().st_mtime, reverse=True)[self._most :]:
            path.unlink(missing_ok=True)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
