"""Which issue of its edition a book is: the first, or one that replaces another, and why.

A book whose released tables are on file is that issue; any other would be the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nelscb.filed_editions import FiledEdition, filed_of_quarter
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.quarters import Quarter


@dataclass(frozen=True)
class Replaced:
    """The issue before: its number, the day of its second signature, and the day on which it was withdrawn, if it was.

    Days are those of UTC.
    """

    number: int
    signed: date
    withdrawn: date | None = None


@dataclass(frozen=True)
class Issue:
    """``number`` counts from 1. ``replaces``: the issue before. ``why`` it is replaced: empty where nobody has said.

    ``several``: there is more than the first, so that a book has to say which it is. ``moved`` are the measures of
    which a figure of the board's own area reads otherwise than in the issue before, is new or is gone.
    """

    number: int = 1
    several: bool = False
    replaces: Replaced | None = None
    why: str = ""
    moved: tuple[str, ...] = ()


FIRST = Issue()


def number_with(filed: Sequence[FiledEdition], tables_hash: str) -> int:
    """The number under which these tables are on file among the issues of an edition, or would be filed next."""
    return next((one.issue for one in filed if one.hash == tables_hash), len(filed) + 1)


def issue_with(project: Project, quarter: Quarter, edition: str, tables_hash: str) -> Issue:
    """Which issue of the quarter's edition the book with these released tables is, or would be.

    Raises Mistake where what is filed is not as it was filed, or a reason is given twice.
    """
    filed = filed_of_quarter(project, quarter, edition)
    number = number_with(filed, tables_hash)
    if number == 1:
        return Issue(several=len(filed) > 1)
    before = filed[number - 2]
    withdrawn = before.withdrawal.signature.at.date() if before.withdrawal else None
    why = reason_for(project, quarter, edition, number)
    return Issue(number, True, Replaced(before.issue, before.signed_at.date(), withdrawn), why)


def withdrawn_with(project: Project, quarter: Quarter, edition: str, tables_hash: str) -> FiledEdition | None:
    """The issue with these released tables, where it was withdrawn."""
    filed = filed_of_quarter(project, quarter, edition)
    return next((one for one in filed if one.hash == tables_hash and one.withdrawal is not None), None)


def reason_for(project: Project, quarter: Quarter, edition: str, number: int) -> str:
    """Why the issue replaces the one before it, as the quarter's settings say; empty where they do not.

    Raises Mistake where they say so twice.
    """
    found = [r for r in project.settings(quarter).reissues if (r.edition, r.issue) == (edition, number)]
    if len(found) > 1:
        raise Mistake(
            f"{project.settings_file(quarter)}: key 'reissues': says twice why there is issue {number} of the "
            f"{edition} edition; leave one reason"
        )
    return " ".join(found[0].why.split()) if found else ""
