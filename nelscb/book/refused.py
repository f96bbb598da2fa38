"""What the machine refused, told in a sentence: no room left, a folder that may not be written, a file in the way.

Libraries and other processes wrap such an error in words of their own; the system's words are in them all the same.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_TOLD_IN_WORDS = {os.strerror(number): number for number in (*_NO_ROOM, errno.EFBIG)}
_REMEDIES = {
    errno.EFBIG: "a file would be larger than is allowed (ulimit -f); allow larger ones and build again",
    errno.EACCES: "this may not be written or read by who builds; give them the right to and build again",
    errno.EPERM: "this may not be changed by who builds; give them the right to and build again",
    errno.EROFS: "this is on a disk that may only be read; build where something can be written",
    errno.ENOTDIR: "a file stands where there must be a folder; move it away and build again",
    errno.EEXIST: "something stands here that could not be removed; move it away and build again",
    errno.ENOTEMPTY: "something stands here that could not be removed; move it away and build again",
}
_REMEDIES |= dict.fromkeys(_NO_ROOM, "there is no room left; make room there and build again")


def refused_in(words: str) -> OSError | None:
    """The error of a full disk that is told somewhere in the ``words`` of a library or another process, if any."""
    return next((OSError(number, told) for told, number in _TOLD_IN_WORDS.items() if told in words), None)


def raise_refused(words: str) -> None:
    """Raises OSError where the ``words`` tell of a full disk, so that nobody takes it for what it looks like."""
    refused = refused_in(words)
    if refused is not None:
        raise refused


def refusal(error: BaseException, build: Path) -> str | None:
    """The sentence for an error while a book is made in the folder ``build``; None where nothing was refused.

    A full disk is looked for behind every error, since what came of it may look like anything.
    """
    full = next((found for wrong in _chain(error) if (found := _full(wrong)) is not None), None)
    refused = full or (_one_of(error) if isinstance(error, OSError) else None)
    if refused is None:
        return None
    return f"{_place(refused, build)}: {_REMEDIES.get(refused.errno or 0) or refused.strerror or refused}"


def _full(wrong: BaseException) -> OSError | None:
    if isinstance(wrong, OSError) and wrong.errno in _TOLD_IN_WORDS.values():
        return wrong
    return refused_in(str(wrong))


def _one_of(error: OSError) -> OSError:
    """The first of the errors that the copy of a whole folder has gathered; any other error as it is."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        _, at, words = error.args[0][0]
        number = re.match(r"\[Errno (\d+)\] ", str(words))
        if number:
            return OSError(int(number[1]), os.strerror(int(number[1])), str(at))
    return error


def _place(error: OSError, build: Path) -> Path:
    """Where it was: a full disk by its folder, for the file that found no room is gone again."""
    named = error.filename2 or error.filename  # where something was copied to, if it was
    at = Path(os.fsdecode(named)) if isinstance(named, str | bytes | os.PathLike) else None
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return next((p for p in (at, *at.parents) if p.exists() and not p.is_dir()), at) if at else build
    if error.errno not in _NO_ROOM:
        return at or build
    if at is not None and not at.is_relative_to(build):
        return at.parent
    temporary = Path(tempfile.gettempdir())
    return build if at is not None else min(build, temporary, key=_room)


def _room(folder: Path) -> int:
    return shutil.disk_usage(next(path for path in (folder, *folder.absolute().parents) if path.exists())).free


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it was raised from."""
    wrong: BaseException | None = error
    while wrong is not None:
        yield wrong
        wrong = wrong.__cause__ or wrong.__context__
