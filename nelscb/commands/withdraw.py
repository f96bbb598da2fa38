"""The command ``withdraw``: whose issue a folder holds, and what stands in its book's place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from nelscb.book.notice import put_notice
from nelscb.commands.sign_off import time_of
from nelscb.mistakes import Mistake
from nelscb.plan import open_project
from nelscb.withdrawing import withdraw


def withdraw_folder(folder: Path, role: str, why: str, at: str | None, project: Path | None) -> list[str]:
    """Withdraw the issue filed in ``folder`` as ``role``, and say what came of it.

    ``project`` is the board's folder, where None the one that ``folder`` is filed in; ``at`` is a time with its zone,
    where None the clock's. Raises as ``nelscb.withdrawing.withdraw`` does.
    """
    time = datetime.now(UTC) if at is None else time_of(at)
    resolved = folder.resolve()
    # data/editions/<quarter>/<edition> stands four levels down in the board's folder.
    filed_in = resolved.parents[min(3, len(resolved.parents) - 1)] if resolved.parents else resolved
    if project is None and not (filed_in / "params" / "board.yml").is_file():
        raise Mistake(
            f"{folder}: is no edition that was signed off; name what was filed, such as data/editions/2016-17-Q4/public"
        )
    opened = open_project(project or filed_in)
    filed, replaced = withdraw(resolved, role, time, why, opened, put_notice)
    said = [f"issue {filed.issue} of the {filed.edition} edition of {filed.quarter} is withdrawn"]
    book = opened.build / str(filed.quarter) / filed.edition
    if replaced:
        said.append(f"the notice for its readers is in {book / 'html' / 'index.html'}")
    else:
        said.append(f"{book}: holds other figures than those, and stays as it is")
    said.append("the next issue of it is one with other figures; whoever has published this one takes it down")
    return said
