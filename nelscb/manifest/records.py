"""The records of a manifest, and its signature: one hash of all the rest.

Nothing in it depends on the day, the machine, the folder, or how many notebooks ran at once: two builds from the same
inputs have the same manifest, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from nelscb.plan.strict import STRICT
from nelscb.quarters import Quarter, parse_day

MANIFEST = "manifest.json"
"""The manifest's name in the folder of its edition."""
FORMAT = 1
"""The format that is written here. A reader that knows less must not guess."""


def _is_quarter(text: str) -> str:
    return str(Quarter.parse(text))


def _is_day(text: str) -> str:
    return parse_day(text).isoformat()


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A hash as it is written: 64 digits and letters from a to f."""
QuarterName = Annotated[str, AfterValidator(_is_quarter)]
Day = Annotated[str, AfterValidator(_is_day)]
Number = Annotated[int, Field(ge=1)]
EditionName = Literal["board", "public"]
FormatName = Literal["html", "pdf", "xlsx"]


@dataclass(frozen=True)
class AskedFor:
    """What the build was asked for; ``as_of`` is None where nobody named a day."""

    __pydantic_config__ = STRICT
    as_of: Day | None
    formats: tuple[FormatName, ...]
    annual: bool


@dataclass(frozen=True)
class Replaced:
    """The issue that another takes the place of; ``hash`` is that of its released tables."""

    __pydantic_config__ = STRICT
    number: Number
    hash: Sha256


@dataclass(frozen=True)
class Issue:
    """Which issue of the quarter's edition it is, and the one before it, where there is one on file."""

    __pydantic_config__ = STRICT
    number: Number
    replaces: Replaced | None


@dataclass(frozen=True)
class EditionBefore:
    """An edition on file that was read; ``hash`` is that of its released tables."""

    __pydantic_config__ = STRICT
    quarter: QuarterName
    edition: EditionName
    issue: Number
    hash: Sha256


@dataclass(frozen=True)
class Input:
    """A file that was read: the way to it from the board's folder, and the day it came in where it was sent."""

    __pydantic_config__ = STRICT
    path: str
    sha256: Sha256
    received: Day | None


@dataclass(frozen=True)
class Inputs:
    """How many files were read, and those that may be named where the edition goes."""

    __pydantic_config__ = STRICT
    number: Annotated[int, Field(ge=0)]
    listed: tuple[Input, ...]


@dataclass(frozen=True)
class Code:
    """The package: one hash of all, and that of each file in it."""

    __pydantic_config__ = STRICT
    sha256: Sha256
    modules: Mapping[str, Sha256]


@dataclass(frozen=True)
class NotebookRun:
    """A notebook. ``input``: its source, its parameters and what was released to its page; ``output``: as executed."""

    __pydantic_config__ = STRICT
    name: str
    input: Sha256 | None
    output: Sha256


@dataclass(frozen=True)
class ShownExhibit:
    """An exhibit, the pages that show it, and the hash of all that it shows."""

    __pydantic_config__ = STRICT
    id: str
    pages: tuple[str, ...]
    sha256: Sha256


@dataclass(frozen=True)
class Manifest:
    """What an edition was made from, and the hash of everything in it.

    ``tables``: the hash of its released tables, which is what two roles sign. ``parameters``: those of every notebook.
    ``files``: every file of the edition but the manifest, by its way from the edition's folder. ``signature``: over
    all the rest.
    """

    __pydantic_config__ = STRICT
    format: Number
    nelscb: str
    board: str
    quarter: QuarterName
    edition: EditionName
    as_of: Day
    asked: AskedFor
    draft: bool
    issue: Issue
    tables: Sha256
    editions_before: tuple[EditionBefore, ...]
    inputs: Inputs
    parameters: Mapping[str, str | None]
    code: Code
    python: str
    libraries: Mapping[str, str]
    notebooks: tuple[NotebookRun, ...]
    exhibits: tuple[ShownExhibit, ...]
    files: Mapping[str, Sha256]
    signature: str = ""

    def to_json(self) -> str:
        """As ``manifest.json`` holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def signature_of(told: Mapping[str, Any]) -> str:
    """SHA-256 over what a manifest tells, but for its signature, in one fixed way of writing it."""
    rest = {key: held for key, held in told.items() if key != "signature"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def signed(manifest: Manifest) -> Manifest:
    """The manifest with its signature."""
    return replace(manifest, signature=signature_of(asdict(manifest)))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
