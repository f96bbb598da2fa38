"""A manifest read back: whole, as it was written, and by somebody who knows its format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nelscb
from nelscb.manifest.records import FORMAT, MANIFEST, Manifest, signature_of
from nelscb.mistakes import Mistake
from nelscb.plan.reading import read_record

_MAKE_AGAIN = "make the edition again with 'nelscb build', or take it from where it was published"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the edition in ``folder``.

    Raises Mistake where there is none, where it was cut short or edited, and where a newer nelscb wrote it.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise Mistake(f"{folder}: is no folder; name an edition such as build/2016-17-Q4/board")
    if not path.exists():
        raise Mistake(
            f"{folder}: is no edition that can be checked, for it has no {MANIFEST}; name a folder such as "
            "build/2016-17-Q4/board, and build it again where an older nelscb made it"
        )
    told = _told(path)
    _check_format(told, path)
    if told.get("signature") != signature_of(told):
        raise Mistake(f"{path}: was edited, for its signature is not that of what it says; {_MAKE_AGAIN}")
    return read_record(Manifest, told, path)


def _told(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Mistake(f"{path}: cannot be read ({error.strerror}); put it back") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{path}: is not UTF-8 text; {_MAKE_AGAIN}") from error
    except json.JSONDecodeError as error:
        whole = error.doc.rstrip()
        short = error.pos >= len(whole) or not whole.endswith("}")
        found = "is cut short" if short else f"is no JSON from line {error.lineno} on"
        raise Mistake(f"{path}: {found}; {_MAKE_AGAIN}") from error
    if not isinstance(told, dict) or not isinstance(told.get("format"), int):
        raise Mistake(f"{path}: is no manifest, for it does not say its format; {_MAKE_AGAIN}")
    return told


def _check_format(told: dict[str, Any], path: Path) -> None:
    by = str(told.get("nelscb", ""))
    if told["format"] > FORMAT or _parts(by) > _parts(nelscb.__version__):
        raise Mistake(
            f"{path}: was made by nelscb {by or 'of a newer kind'} (manifest format {told['format']}), which is newer "
            f"than this one, {nelscb.__version__} (format {FORMAT}); check it with that version"
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))
