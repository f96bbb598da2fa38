"""Sign an edition off: two roles, the same figures, and then it is filed for good under ``data/editions``.

The first role's signature is kept beside the build. The second makes the edition again, this time without the mark of
a draft, and files it if its released tables are still the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nelscb.filed_editions import Signature, SignOff, TablesOf, filed_of_quarter, hash_of_tables, read_json, tables_of
from nelscb.issues import reason_for
from nelscb.kept import write_whole
from nelscb.manifest import MANIFEST, private_file
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.plan.project import SIGN_OFF, TABLES
from nelscb.plan.reading import read_record
from nelscb.plan.strict import STRICT
from nelscb.quarters import Quarter
from nelscb.returns.small_numbers import small_numbers

Build = Callable[..., Path]
"""``build(project, quarter, edition, as_of=…, annual=…, signed=HASH)``: make the edition and give its folder.

Its pages carry no mark of a draft where its released tables have the hash ``signed``; otherwise they do.
"""
Audited = Callable[[Path], bool]
"""Whether the audit has passed on the released tables that stand in a folder."""


@dataclass(frozen=True)
class _First:
    """The first role's signature, as it is kept beside the build."""

    __pydantic_config__ = STRICT
    signature: Signature
    hash: str


def sign_off(folder: Path, role: str, at: datetime, project: Project, build: Build, audited: Audited) -> Path | None:
    """Sign the edition in ``folder``, ``build/<quarter>/<edition>``, as ``role`` at the time ``at`` (with its zone).

    Gives the folder that it is filed in, or None where a second role has yet to sign. Raises Mistake where the folder
    is no edition of the project, was signed off before, has changed since the first signature, or was signed by this
    role already; where a public edition was not audited; where nobody has written down why it replaces the issue
    before it; and where it cannot be filed. Nothing is filed by halves.
    """
    signature = Signature(" ".join(role.split()), at.astimezone(UTC))
    if not signature.role:
        raise Mistake("the role is empty; name one after --role, such as 'Board manager'")
    tables = _edition_in(folder, project)
    before = filed_of_quarter(project, tables.quarter, tables.edition)
    for filed in before:
        if filed.hash == tables.hash:
            raise Mistake(f"{folder}: was signed off already, and stands in {filed.folder}")
    if before:
        _check_reason(project, tables.quarter, tables.edition, len(before) + 1)
    if tables.edition == "public" and not audited(folder):
        raise Mistake(f"{folder}: no audit has passed on these figures; run 'nelscb audit {folder}' first")
    kept = signature_file(folder)
    first = _first(kept)
    if first is None or (first.hash != tables.hash and first.signature.same_role == signature.same_role):
        _keep(kept, signature, tables.hash)
        return None
    said = first.signature.told()
    if first.signature.same_role == signature.same_role:
        raise Mistake(f"{folder}: {said['role']} has signed it already; a second, different role completes it")
    if first.hash != tables.hash:
        raise Mistake(
            f"{folder}: its figures have changed since {said['role']} signed at {said['at']}; let that role sign what "
            f"stands there now, or delete {kept} and begin anew"
        )
    if signature.at < first.signature.at:
        raise Mistake(f"{folder}: {said['role']} signed at {said['at']}, which is after --at; give the time of signing")
    filed_in = _file(folder, SignOff((first.signature, signature), tables.hash, tables.quarter, tables.edition),
                     tables, project, build)  # fmt: skip
    kept.unlink(missing_ok=True)
    return filed_in


def signature_file(folder: Path) -> Path:
    """Where the first role's signature of the edition in ``folder`` is kept, beside it."""
    return folder.with_name(f".{folder.name}-signature.json")


def refuse_small_numbers(words: str, place: str, project: Project) -> None:
    """Raise Mistake where a sentence that the public is to read has a small number in it, or an age."""
    found = small_numbers(words, project.board.disclosure_rule.largest_small)
    if found:
        raise Mistake(
            f"{place}: the public would read {found[0]!r}, which may be a small count; say it without a number"
        )


def _check_reason(project: Project, quarter: Quarter, edition: str, number: int) -> None:
    """Raise Mistake where an issue has no reason to replace the one before it, or one that the public may not read."""
    why, place = reason_for(project, quarter, edition, number), project.settings_file(quarter)
    if not why:
        raise Mistake(
            f"{place}: does not say why issue {number} of the {edition} edition replaces issue {number - 1}; write "
            f"'reissues: [{{edition: {edition}, issue: {number}, why: …}}]' there, and build it again"
        )
    if edition == "public":
        refuse_small_numbers(why, f"{place}: key 'reissues'", project)


def _edition_in(folder: Path, project: Project) -> TablesOf:
    """What stands in the folder. Raises Mistake where it is not the edition that its place says."""
    if not all((folder / name).is_file() for name in TABLES):
        raise Mistake(f"{folder}: is no edition; name a folder such as {project.build / 'QUARTER' / 'public'}")
    tables = tables_of(folder)
    place = project.build / str(tables.quarter) / tables.edition
    if folder.resolve() != place.resolve():
        raise Mistake(
            f"{folder}: holds the {tables.edition} edition of {tables.quarter}, which is signed where it was built; "
            f"name {place}, or another project with --project"
        )
    return tables


def _first(kept: Path) -> _First | None:
    if not kept.exists():
        return None
    return read_record(_First, read_json(kept), kept)


def _keep(kept: Path, signature: Signature, tables_hash: str) -> None:
    told = json.dumps({"signature": signature.told(), "hash": tables_hash}, ensure_ascii=False, indent=2) + "\n"
    try:
        write_whole(kept, told.encode())
    except OSError as error:
        raise Mistake(
            f"{kept}: cannot be written ({error.strerror}); make its folder writable and sign again"
        ) from error


def _file(folder: Path, signed_off: SignOff, tables: TablesOf, project: Project, build: Build) -> Path:
    """Make the edition again as signed, and file it: written beside its place, then renamed."""
    before = filed_of_quarter(project, tables.quarter, tables.edition)
    name = tables.edition if not before else f"{tables.edition}-{len(before) + 1}"
    target = project.editions / str(tables.quarter) / name
    annual = (folder / "notebooks" / "annual_report.ipynb").exists()
    # The place is tried before the build, which takes minutes.
    with _beside(target) as beside:
        made = build(project, tables.quarter, tables.edition, as_of=tables.as_of, annual=annual, signed=tables.hash)
        if hash_of_tables(made) != tables.hash:
            raise Mistake(
                f"{folder}: its figures have changed since {signed_off.roles[0].role} signed, because the data, the "
                "settings or the code have; look at what was built now, and let both roles sign it"
            )
        with _writing(target):
            if project.board.editions_keep == "everything":
                shutil.copytree(made, beside, dirs_exist_ok=True)
            else:
                for name in (*TABLES, MANIFEST):
                    if (made / name).exists():
                        shutil.copyfile(made / name, beside / name)
            (beside / SIGN_OFF).write_text(signed_off.to_json(), encoding="utf-8")
    # The edition is filed: what its manifest leaves out only lets it be checked without the folder it was built in.
    with suppress(OSError):
        shutil.copyfile(private_file(made), private_file(target))
    return target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A hidden folder to fill, which is then renamed to ``target``; whatever goes wrong, nothing of it is left."""
    beside = target.with_name(f".{target.name}-being-filed")
    new = [folder for folder in target.parents[:3] if not folder.exists()]
    try:
        with _writing(target):
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
        yield beside
        with _writing(target):
            # A folder that is there already and not empty is never replaced.
            beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        for folder in new:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Say in one sentence that something cannot be written."""
    try:
        yield
    except (OSError, shutil.Error) as error:
        raise Mistake(
            f"{target}: cannot be written ({getattr(error, 'strerror', None) or error}); mend that and sign again"
        ) from error
