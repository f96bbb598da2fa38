"""What a public edition's manifest leaves out: kept beside the edition for the board alone, and never in its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from nelscb.filed_editions import read_json
from nelscb.manifest.records import Input, Manifest, Sha256
from nelscb.plan.reading import read_record
from nelscb.plan.strict import STRICT


@dataclass(frozen=True)
class PrivateInputs:
    """Every file that an edition was made from, and the hash of what each notebook was given.

    ``of``: the signature of the manifest that it belongs to. The manifest does not name it in turn: what is published
    must not hold a hash of what is not.
    """

    __pydantic_config__ = STRICT
    of: Sha256
    inputs: tuple[Input, ...]
    notebooks: Mapping[str, Sha256]

    def to_json(self) -> str:
        """As the file holds it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def private_file(edition: Path) -> Path:
    """Where it stands: beside the edition's folder."""
    return edition.with_name(f".{edition.name}-inputs.json")


def being_put(edition: Path) -> Path:
    """Where it waits until the edition is in its place."""
    return edition.with_name(f".{edition.name}-inputs.json.new")


def read_private(edition: Path) -> list[PrivateInputs]:
    """What stands beside the edition; two where a run ended just after the edition was put in its place."""
    return [
        read_record(PrivateInputs, read_json(path), path)
        for path in (private_file(edition), being_put(edition))
        if path.is_file()
    ]


def private_of(manifest: Manifest, edition: Path) -> PrivateInputs | None:
    """That which belongs to the manifest; None where there is none. Raises Mistake where it cannot be read."""
    return next((one for one in read_private(edition) if one.of == manifest.signature), None)
