"""The command ``sign-off``: whose edition a folder holds, how it is made again, and whether it was audited."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from nelscb.book.build import build_book
from nelscb.commands.audit import audited
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project, open_project
from nelscb.quarters import Quarter
from nelscb.signing import sign_off


def sign_off_folder(folder: Path, role: str, at: str | None, project: Path | None) -> str:
    """Sign the edition in ``folder`` as ``role``, and say what came of it.

    ``project`` is the board's folder, where None the one that ``folder`` was built in; ``at`` is a time with its zone,
    where None the clock's. Raises as ``nelscb.signing.sign_off`` does.
    """
    time = datetime.now(UTC) if at is None else time_of(at)
    resolved = folder.resolve()
    # build/<quarter>/<edition> stands three levels down in the board's folder.
    built_in = resolved.parents[min(2, len(resolved.parents) - 1)] if resolved.parents else resolved
    if project is None and not (built_in / "params" / "board.yml").is_file():
        raise Mistake(f"{folder}: is no edition; name what was built, such as build/2016-17-Q4/public")
    filed = sign_off(resolved, role, time, open_project(project or built_in), _made_again, audited)
    if filed is None:
        return f"signed by {role}; a second, different role completes it"
    return f"signed off by two roles, and filed in {filed}"


def _made_again(project: Project, quarter: Quarter, edition: str, *, as_of: date, annual: bool, signed: str) -> Path:
    """The edition made again: its pages are no draft where its tables have the hash ``signed``."""
    return build_book(
        project, quarter, edition, as_of, say=lambda line: print(line, flush=True), annual=annual, signed=signed
    )


def time_of(text: str) -> datetime:
    """The time that a text such as 2017-06-09T10:30Z names, in UTC. Raises WrongCall for any other."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise WrongCall(f"--at {text!r} is no time with its zone: write it like 2017-06-09T10:30Z")
    return at.astimezone(UTC)
