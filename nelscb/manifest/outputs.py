"""Which output of an executed notebook shows which exhibit: the output's metadata says id and hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def outputs_known(notebook: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Id and hash of the exhibit that each output shows, with the output, in the notebook's order."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            for told in output.get("metadata", {}).values():
                known = told.get("nelscb", {}) if isinstance(told, dict) else {}
                if "id" in known and "hash" in known:
                    yield known["id"], known["hash"], output
