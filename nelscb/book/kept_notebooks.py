"""Executed notebooks, kept by everything that their outputs depend on, so that only what changed is run again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from nelscb.edition import ReleasedPage
from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.kept import KeptFiles
from nelscb.plan import Project

MOST = 400
"""How many are kept, those that were used last; a book has twenty or so."""


def given_to(source: Path, parameters: Mapping[str, str | None], released: ReleasedPage) -> str:
    """One hash of a notebook's source, its parameters, and what was released to its page."""
    content = hashlib.sha256(released.to_json()).hexdigest()
    notebook = hashlib.sha256(source.read_bytes()).hexdigest()
    return hash_of(source.name, notebook, sorted(parameters.items()), content)


class KeptNotebooks:
    """What was executed before, in ``build/.cache/notebooks``.

    A notebook sees its parameters, the plan, the board's settings and what was released to its page, and nothing else.
    """

    def __init__(self, project: Project) -> None:
        self._files = KeptFiles(project.build / ".cache" / "notebooks", MOST)
        settings = [*(project.folder / "params").glob("*.yml"), *project.plan_folder.rglob("*")]
        self._of_all = (code_and_libraries(), hash_of_files((p for p in settings if p.is_file()), project.folder))

    def key(self, given: str) -> str:
        """The name under which the execution of a notebook that was given ``given`` is kept."""
        return hash_of(self._of_all, given)[:32]

    def take(self, key: str, target: Path) -> bool:
        """Put a kept notebook at ``target``; False where there is none, or what is there is not as it was kept."""
        content = self._files.take(key)
        if content is not None:
            target.write_bytes(content)
        return content is not None

    def keep(self, key: str, executed: Path) -> None:
        """Keep an executed notebook."""
        self._files.keep(key, executed.read_bytes())

    def forget_oldest(self) -> None:
        """Leave those that were used last."""
        self._files.forget_oldest()
