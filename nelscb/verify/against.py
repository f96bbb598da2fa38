"""An edition held against what is here now: its files, its inputs, the code, Python, and the libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nelscb
from nelscb.filed_editions import FiledEdition, filed_editions, filed_of_quarter
from nelscb.manifest import (
    MANIFEST,
    Input,
    Manifest,
    code,
    inputs_of,
    libraries,
    open_to_all,
    private_file,
    private_of,
    python,
    sha256_of,
)
from nelscb.plan import Project
from nelscb.plan.project import SIGN_OFF, TABLES
from nelscb.quarters import Quarter


def files_changed(manifest: Manifest, folder: Path) -> Iterator[str]:
    """A sentence for each file of the edition that is not as it was made, is gone, or was added.

    Of an edition on file no more than its tables need be there.
    """
    filed = (folder / SIGN_OFF).is_file()
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    for name, held in manifest.files.items():
        if name not in there:
            if not filed or name in TABLES:
                yield f"{name}: is gone"
        elif sha256_of(there[name]) != held:
            yield f"{name}: is not as it was made"
    for name in there.keys() - manifest.files.keys() - {MANIFEST, *([SIGN_OFF] if filed else [])}:
        yield f"{name}: was added after the edition was made"


@dataclass(frozen=True)
class InputsThen:
    """The inputs of an edition as far as they are known, and what they were compared with.

    ``whole``: all of them, which a public edition names only beside its folder. ``changed`` and ``gone`` are by path;
    ``new`` are files that came in since, and were not used.
    """

    known: tuple[Input, ...]
    whole: bool
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    def told(self) -> Iterator[str]:
        """A sentence for each input that differs."""
        yield from (f"{path}: was changed since the edition was made" for path in self.changed)
        yield from (f"{path}: is gone" for path in self.gone)


def inputs_then(manifest: Manifest, folder: Path, project: Project) -> InputsThen:
    """Compare the edition's inputs with the board's folder as it is now."""
    private = private_of(manifest, folder) if manifest.edition == "public" else None
    whole = manifest.edition == "board" or private is not None
    known = private.inputs if private is not None else manifest.inputs.listed
    now = inputs_of(project)
    hashes = {one.path: one.sha256 for one in (now if whole else open_to_all(now, project))}
    return InputsThen(
        known, whole,
        tuple(one.path for one in known if one.path in hashes and hashes[one.path] != one.sha256),
        tuple(one.path for one in known if one.path not in hashes),
        tuple(sorted(hashes.keys() - {one.path for one in known})),
    )  # fmt: skip


def not_known(manifest: Manifest, folder: Path) -> str:
    """That not all inputs of a public edition can be compared, and what is wanting."""
    return (
        f"{manifest.inputs.number - len(manifest.inputs.listed)} of its {manifest.inputs.number} inputs are the "
        f"board's own: they can be compared where {private_file(folder).name} stands beside the folder"
    )


def made_by_others(manifest: Manifest) -> Iterator[str]:
    """A sentence for each file of the package, and each library, that is not what the edition was made by."""
    if manifest.nelscb != nelscb.__version__:
        yield f"nelscb was {manifest.nelscb} and is {nelscb.__version__}"
    if manifest.code.sha256 != code().sha256:
        yield from _changed(manifest.code.modules, code().modules)
    if manifest.python != python():
        yield f"Python was {manifest.python} and is {python()}"
    now = libraries()
    for name in sorted({*manifest.libraries, *now}):
        was, there = manifest.libraries.get(name), now.get(name)
        if was is None:
            yield f"{name} is {there}, and was not there"
        elif there is None:
            yield f"{name} was {was}, and is not there"
        elif was != there:
            yield f"{name} was {was} and is {there}"


def _changed(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            how = "is new" if name not in was else "is gone" if name not in now else "is another"
            yield f"nelscb/{name}: {how}"


def editions_read(manifest: Manifest, project: Project) -> tuple[list[FiledEdition], list[str]]:
    """The editions on file that were read or counted, and a sentence for each that is not as it was."""
    quarter, told = Quarter.parse(manifest.quarter), []
    own = filed_of_quarter(project, quarter, manifest.edition)
    found = {(str(one.quarter), one.edition, one.issue): one for one in (*filed_editions(project), *own)}
    last: dict[tuple[str, str], int] = {(manifest.quarter, manifest.edition): manifest.issue.number - 1}
    for before in manifest.editions_before:
        there = found.get((before.quarter, before.edition, before.issue))
        last[before.quarter, before.edition] = max(before.issue, last.get((before.quarter, before.edition), 0))
        if there is None or there.hash != before.hash:
            how = "is not on file any more" if there is None else "is another now"
            told.append(f"the {before.edition} edition of {before.quarter}, issue {before.issue}: {how}")
    read = [one for key, one in sorted(found.items()) if one.issue <= last.get(key[:2], 0)]
    return read, told
