"""What returns gave, kept so that a run reads again only what has come in since the last.

What a file gives depends on every file before it, against which it is checked. So files are kept in the order in which
they came in, each under the hash of itself and of all before it: the first that is another ends what can be taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from nelscb.core_data import Figure
from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.kept import kept_before, write_whole
from nelscb.plan import Project
from nelscb.returns.files import ReceivedFile
from nelscb.returns.one_file import ReadFile


@dataclass(frozen=True)
class _Kept:
    key: str
    read: ReadFile


class KeptReturns:
    """The returns that were read before by the same code, for the same board and plan.

    ``published``: the figures that they are checked against beside one another.
    """

    def __init__(self, project: Project, published: Sequence[Figure]) -> None:
        self._path = project.build / ".cache" / "returns.json"
        self._key = hash_of(code_and_libraries(), project.board, project.plan, published)
        self._before = kept_before(self._path, _reader()) or ()
        self._now: list[_Kept] = []

    def take(self, file: ReceivedFile) -> ReadFile | None:
        """What the file gave, if it and all before it are as they were; it must be followed by ``keep``."""
        self._key = hash_of(self._key, file.name, hash_of_files([file.path], file.path.parent))
        place = len(self._now)
        if place < len(self._before) and self._before[place].key == self._key:
            return replace(self._before[place].read, file=file)
        return None

    def keep(self, read: ReadFile) -> None:
        """Keep what the file gave that was last asked for."""
        # Where the folder stands is no part of what is kept.
        self._now.append(_Kept(self._key, replace(read, file=replace(read.file, path=Path(read.file.name)))))

    def write(self) -> None:
        """Write what is new for the next run; fewer files than before, as of an earlier day, are nothing new."""
        if [one.key for one in self._now] != [one.key for one in self._before[: len(self._now)]]:
            with suppress(OSError):  # a board whose folder can only be read can be checked all the same
                write_whole(self._path, _reader().dump_json(tuple(self._now)))


@cache
def _reader() -> TypeAdapter[Sequence[_Kept]]:
    return TypeAdapter(tuple[_Kept, ...])
