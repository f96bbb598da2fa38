"""Withdraw an issue that was signed off: its tables stay on file with a notice beside them, and its book goes.

One role is enough, where signing off takes two. What may be wrong should not wait for a second hand: nothing is shown
that was not shown before, and what takes its place has to be signed by two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from nelscb.filed_editions import FiledEdition, Signature, Withdrawal, filed_of_quarter, hash_of_tables, issue_of_folder
from nelscb.kept import write_whole
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.plan.project import TABLES, WITHDRAWN
from nelscb.quarters import Quarter
from nelscb.signing import refuse_small_numbers

PutNotice = Callable[[Project, FiledEdition], None]
"""Put a notice of the withdrawn issue in its book's place. The book stays whole until the notice is."""


def withdraw(
    folder: Path, role: str, at: datetime, why: str, project: Project, put_notice: PutNotice
) -> tuple[FiledEdition, bool]:
    """Withdraw the issue filed in ``folder``, ``data/editions/<quarter>/<edition>[-n]``, as ``role`` at ``at``.

    Gives the issue as it is on file now, and whether a notice took the place of its book: where another issue, or a
    draft of one, stands in ``build``, that stays. Where a run was stopped before its notice was there, the call puts
    it there, as it was withdrawn then. Raises WrongCall for an empty role or reason; Mistake where the folder is no
    edition that was signed off, was withdrawn before, or cannot be written. Nothing is done by halves.
    """
    signature, why = Signature(" ".join(role.split()), at.astimezone(UTC)), " ".join(why.split())
    if not signature.role:
        raise WrongCall("the role is empty; name one after --role, such as 'Board manager'")
    if not why:
        raise WrongCall("the reason is empty; say after --why what the readers are to know")
    filed = _filed_in(folder, project)
    book = project.build / str(filed.quarter) / filed.edition
    if filed.withdrawal is not None:
        if not _holds(book, filed):
            said = filed.withdrawal.signature
            raise Mistake(f"{folder}: was withdrawn already, by {said.role} at {said.told()['at']}")
        put_notice(project, filed)
        return filed, True
    if filed.edition == "public":
        refuse_small_numbers(why, "--why", project)
    if signature.at < filed.signed_at:
        raise Mistake(f"{folder}: was signed off at {filed.sign_off.roles[-1].told()['at']}, which is after --at")
    kept = folder / WITHDRAWN
    _write(kept, Withdrawal(signature, why).to_json())
    withdrawn = _filed_in(folder, project)
    replaced = not book.exists() or _holds(book, filed)
    if replaced:
        try:
            put_notice(project, withdrawn)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
    return withdrawn, replaced


def _filed_in(folder: Path, project: Project) -> FiledEdition:
    """The issue that the folder holds. Raises Mistake where it holds none."""
    found = issue_of_folder(folder.name)
    if found is not None and folder.is_dir() and folder.resolve().parent.parent == project.editions.resolve():
        for filed in filed_of_quarter(project, Quarter.parse(folder.parent.name), found[0]):
            if filed.issue == found[1]:
                return filed
    raise Mistake(
        f"{folder}: is no edition that was signed off; name what was filed, such as "
        f"{project.editions / 'QUARTER' / 'public'}"
    )


def _holds(book: Path, filed: FiledEdition) -> bool:
    """Whether a built book is the issue's: it has its released tables."""
    return all((book / name).is_file() for name in TABLES) and hash_of_tables(book) == filed.hash


def _write(path: Path, content: str) -> None:
    try:
        write_whole(path, content.encode())
    except OSError as error:
        raise Mistake(f"{path}: cannot be written ({error.strerror}); mend that and withdraw again") from error
