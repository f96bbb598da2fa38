"""The manifest of the book that was just made, and what a public one leaves out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import nelscb
from nelscb.book.asked import Asked
from nelscb.book.execution import Execution
from nelscb.edition import Edition
from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.exhibits import Exhibit
from nelscb.filed_editions import filed_editions, filed_of_quarter, hash_of_tables
from nelscb.issues import number_with
from nelscb.kept import write_whole
from nelscb.manifest import (
    FORMAT,
    MANIFEST,
    AskedFor,
    EditionBefore,
    Input,
    Inputs,
    Issue,
    Manifest,
    NotebookRun,
    PrivateInputs,
    Replaced,
    ShownExhibit,
    code,
    libraries,
    open_to_all,
    python,
    sha256_of,
    signed,
)
from nelscb.manifest.outputs import outputs_known
from nelscb.manifest.records import EditionName, FormatName


def write_manifest(
    folder: Path, asked: Asked, opened: Edition, inputs: tuple[Input, ...], execution: Execution,
    shown: Sequence[ShownExhibit], draft: bool, private: Path,
) -> None:  # fmt: skip
    """Write the manifest of the whole book in ``folder``, whose last file it is.

    ``inputs`` were hashed before anything was read. ``shown``: every exhibit that a page shows.
    A public edition's names only those inputs that are the public's too; all of them go into the file ``private``.
    """
    public, project = asked.edition == "public", opened.project
    tables = hash_of_tables(folder)
    hashes = {name: sha256_of(folder / name) for name in sorted(_files(folder))}
    # What was released to a page can say more than the page shows, and a hash would confirm a guess of it.
    given = {} if public else execution.given
    manifest = signed(
        Manifest(
            FORMAT, nelscb.__version__, project.board.name, str(opened.quarter), cast(EditionName, opened.name),
            opened.as_of.isoformat(), _asked_for(asked), draft, _issue(opened, tables), tables,
            tuple(_editions_before(opened)),
            Inputs(len(inputs), open_to_all(inputs, project) if public else inputs),
            execution.parameters, code(), python(), libraries(),
            tuple(
                NotebookRun(name, given.get(name), hashes[f"notebooks/{name}.ipynb"])
                for name in sorted(execution.given)
            ),
            tuple(shown), hashes,
        )
    )  # fmt: skip
    if public:
        write_whole(private, PrivateInputs(manifest.signature, inputs, execution.given).to_json().encode())
    write_whole(folder / MANIFEST, manifest.to_json().encode())


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _asked_for(asked: Asked) -> AskedFor:
    formats = tuple(cast(FormatName, name) for name in asked.formats)
    return AskedFor(None if asked.as_of == "None" else asked.as_of, formats, asked.annual)


def _issue(opened: Edition, tables: str) -> Issue:
    """Which issue these tables are, and the hash of the one before."""
    filed = filed_of_quarter(opened.project, opened.quarter, opened.name)
    number = number_with(filed, tables)
    before = filed[number - 2] if number > 1 else None
    return Issue(number, Replaced(before.issue, before.hash) if before else None)


def _editions_before(opened: Edition) -> Iterator[EditionBefore]:
    """The public editions on file that were read: what they showed or withheld stands in this one too."""
    read = {one.folder for one in opened.published_before}
    for filed in filed_editions(opened.project):
        if filed.folder in read:
            yield EditionBefore(str(filed.quarter), "public", filed.issue, filed.hash)


def exhibits_of(
    folder: Path, names: Iterable[str], prose: Iterable[tuple[str, Exhibit]]
) -> Iterator[ShownExhibit]:  # fmt: skip
    """Every exhibit that a page shows, by its id: the outputs of the notebooks in ``folder`` say their own.

    ``prose``: the exhibits of the pages of prose, each with its page.
    """
    pages: dict[str, list[str]] = {}
    hashes: dict[str, str] = {}
    for name in names:
        for known, held, _ in outputs_known(json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))):
            hashes[known] = held
            pages.setdefault(known, []).append(name)
    for page, exhibit in prose:
        if exhibit.id not in hashes:
            hashes[exhibit.id] = hash_of_exhibit(exhibit)
        pages.setdefault(exhibit.id, []).append(page)
    for name in sorted(pages):
        yield ShownExhibit(name, tuple(dict.fromkeys(pages[name])), hashes[name])
