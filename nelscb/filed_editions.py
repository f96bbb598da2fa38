"""Editions that two roles signed off: filed under ``data/editions``, never changed, and what a reader may already have.

``data/editions/<quarter>/<edition>`` holds the first issue of a quarter's edition, ``<edition>-2`` a corrected one, and
so on. Each has its released tables and ``sign_off.json``, and ``withdrawn.json`` once it was withdrawn: its tables
stay, since its readers have them. Whatever else of it was kept is for people to read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.plan.project import SIGN_OFF, TABLES, WITHDRAWN
from nelscb.plan.reading import read_record
from nelscb.plan.strict import STRICT
from nelscb.quarters import Quarter, QuarterText

_ISSUE = re.compile(r"(?P<edition>[a-z]+)(?:-(?P<issue>[2-9]|[1-9]\d+))?")


def _in_utc(time: datetime) -> datetime:
    if time.tzinfo is None:
        raise ValueError("must end with its time zone, such as Z")
    return time.astimezone(UTC)


@dataclass(frozen=True)
class Signature:
    """A role, never a person, and when it signed, in UTC."""

    __pydantic_config__ = STRICT
    role: Annotated[str, Field(min_length=1)]
    at: Annotated[datetime, AfterValidator(_in_utc)]

    @property
    def same_role(self) -> str:
        """What two ways of writing one role have in common."""
        return " ".join(self.role.split()).casefold()

    def told(self) -> dict[str, str]:
        """As it is written into a file."""
        return {"role": self.role, "at": self.at.isoformat(timespec="seconds").replace("+00:00", "Z")}


@dataclass(frozen=True)
class SignOff:
    """Two roles that signed off an edition; ``hash`` is that of its released tables."""

    __pydantic_config__ = STRICT
    roles: tuple[Signature, ...]
    hash: str
    quarter: QuarterText
    edition: str

    def to_json(self) -> str:
        """As ``sign_off.json`` holds it."""
        told = {
            "roles": [signature.told() for signature in self.roles], "hash": self.hash,
            "quarter": str(self.quarter), "edition": self.edition,
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Withdrawal:
    """The role that withdrew an issue, when, and why in words for its readers."""

    __pydantic_config__ = STRICT
    signature: Signature
    why: Annotated[str, Field(pattern=r"\S")]

    def to_json(self) -> str:
        """As ``withdrawn.json`` holds it."""
        return json.dumps({"signature": self.signature.told(), "why": self.why}, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class FiledEdition:
    """An issue of a quarter's edition that was signed off: 1 is the first, 2 and more are corrected ones.

    One that was withdrawn stays: it was published, and who has it can still hold another beside it.
    """

    quarter: Quarter
    edition: str
    issue: int
    folder: Path
    as_of: date
    sign_off: SignOff
    withdrawal: Withdrawal | None = None

    @property
    def hash(self) -> str:
        """The hash of its released tables."""
        return self.sign_off.hash

    @property
    def signed_at(self) -> datetime:
        """When the second role signed, in UTC."""
        return self.sign_off.roles[-1].at

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that signed it off, in their order."""
        return tuple(signature.role for signature in self.sign_off.roles)


@dataclass(frozen=True)
class TablesOf:
    """Which edition a folder's tables say that they are, and their hash."""

    quarter: Quarter
    edition: str
    as_of: date
    hash: str


def hash_of_tables(folder: Path) -> str:
    """SHA-256 over the bytes of the released tables, one after the other in the order of ``TABLES``.

    Raises Mistake where one of them cannot be read.
    """
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(_read(folder / name))
    return digest.hexdigest()


def tables_of(folder: Path) -> TablesOf:
    """What the released tables in ``folder`` are. Raises Mistake where they are missing, or do not say."""
    found = hash_of_tables(folder)
    path = folder / "measures.json"
    told = read_json(path)
    try:
        return TablesOf(Quarter.parse(told["quarter"]), str(told["edition"]), date.fromisoformat(told["as_of"]), found)
    except (KeyError, TypeError, ValueError, WrongCall) as error:
        raise Mistake(
            f"{path}: does not say of which quarter, edition and day it is; it is to be as the build wrote it"
        ) from error


def filed_editions(project: Project, edition: str = "public") -> tuple[FiledEdition, ...]:
    """Every issue of ``edition`` that was signed off, by quarter and then by issue.

    Raises Mistake where one has been changed since, or is missing from the count.
    """
    if not project.editions.is_dir():
        return ()
    quarters = []
    for folder in project.editions.iterdir():
        if folder.is_dir() and not folder.name.startswith("."):
            quarters.append(_quarter_of(folder))
    return tuple(filed for quarter in sorted(quarters) for filed in filed_of_quarter(project, quarter, edition))


def filed_of_quarter(project: Project, quarter: Quarter, edition: str) -> tuple[FiledEdition, ...]:
    """Every issue of the quarter's edition that was signed off, the first one first. Raises as ``filed_editions``."""
    folder = project.editions / str(quarter)
    issues = dict(sorted(_issues(folder, edition)))
    for number, name in enumerate(issues, 1):
        if name != number:
            missing = edition if number == 1 else f"{edition}-{number}"
            raise Mistake(f"{folder / missing}: is missing, though a later issue is there; put back what was filed")
    return tuple(_filed(path, quarter, edition, issue) for issue, path in issues.items())


def issue_of_folder(name: str) -> tuple[str, int] | None:
    """The edition and the number of the issue that a folder of this name holds; None where it is named like none."""
    match = _ISSUE.fullmatch(name)
    return (match["edition"], int(match["issue"] or 1)) if match else None


def signed(project: Project, quarter: Quarter, edition: str, tables_hash: str) -> SignOff | None:
    """The sign-off of the quarter's edition whose released tables have this hash; None where nobody signed them off.

    An edition that is not signed off is a draft.
    """
    return next(
        (filed.sign_off for filed in filed_of_quarter(project, quarter, edition) if filed.hash == tables_hash), None
    )


def read_json(path: Path) -> Any:
    """The content of a JSON file. Raises Mistake where there is none."""
    try:
        return json.loads(_read(path))
    except ValueError as error:
        raise Mistake(f"{path}: is no JSON; put it back as it was written") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Mistake(f"{path}: cannot be read ({error.strerror}); put it back, or build the edition again") from error


def _quarter_of(folder: Path) -> Quarter:
    try:
        return Quarter.parse(folder.name)
    except WrongCall as error:
        raise Mistake(f"{folder}: is named after no quarter; only 'nelscb sign-off' files something here") from error


def _issues(folder: Path, edition: str) -> Iterator[tuple[int, Path]]:
    """The numbers and folders of the edition's issues. What is hidden is half filed, and does not count."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith(".") or not path.is_dir():
            continue
        found = issue_of_folder(path.name)
        if found is None:
            raise Mistake(f"{path}: is named like no edition; only 'nelscb sign-off' files something here")
        if found[0] == edition:
            yield found[1], path


def _filed(folder: Path, quarter: Quarter, edition: str, issue: int) -> FiledEdition:
    place = folder / SIGN_OFF
    sign_off = read_record(SignOff, read_json(place), place)
    tables = tables_of(folder)
    if tables.hash != sign_off.hash:
        raise Mistake(f"{folder}: its tables are not those that were signed off; put back what was filed")
    for says in (sign_off, tables):
        if (says.quarter, says.edition) != (quarter, edition):
            raise Mistake(
                f"{folder}: holds the {says.edition} edition of {says.quarter}; put it back where it was filed"
            )
    if len({signature.same_role for signature in sign_off.roles}) < 2:
        raise Mistake(f"{place}: names fewer than two roles; put back what was filed")
    withdrawn = folder / WITHDRAWN
    withdrawal = read_record(Withdrawal, read_json(withdrawn), withdrawn) if withdrawn.exists() else None
    return FiledEdition(quarter, edition, issue, folder, tables.as_of, sign_off, withdrawal)
