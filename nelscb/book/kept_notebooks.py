"""Executed notebooks, kept by everything that their outputs depend on, so that only what changed is run again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from nelscb.edition import ReleasedPage
from nelscb.fingerprint import code_and_libraries, hash_of, hash_of_files
from nelscb.kept import write_whole
from nelscb.plan import Project

MOST = 400
"""How many are kept, those that were used last; a book has twenty or so."""


class KeptNotebooks:
    """What was executed before, in ``build/.cache/notebooks``.

    A notebook sees its parameters, the plan, the board's settings and what was released to its page, and nothing else.
    """

    def __init__(self, project: Project) -> None:
        self._folder = project.build / ".cache" / "notebooks"
        settings = [*(project.folder / "params").glob("*.yml"), *project.plan_folder.rglob("*")]
        self._of_all = (code_and_libraries(), hash_of_files((p for p in settings if p.is_file()), project.folder))

    def key(self, source: Path, parameters: Mapping[str, str | None], released: ReleasedPage) -> str:
        """The name under which a notebook's execution is kept."""
        content = hashlib.sha256(released.to_json()).hexdigest()
        notebook = hashlib.sha256(source.read_bytes()).hexdigest()
        return hash_of(self._of_all, source.name, notebook, sorted(parameters.items()), content)[:32]

    def take(self, key: str, target: Path) -> bool:
        """Put a kept notebook at ``target``; False where there is none, or what is there is not as it was kept."""
        for path in self._folder.glob(f"{key}-*.ipynb"):
            content = path.read_bytes()
            if path.stem.removeprefix(f"{key}-") == _hash(content):
                target.write_bytes(content)
                os.utime(path)
                return True
            path.unlink()
        return False

    def has(self, key: str, executed: Path) -> bool:
        """Whether it is this that was executed and kept under the name."""
        return (self._folder / f"{key}-{_hash(executed.read_bytes())}.ipynb").is_file()

    def keep(self, key: str, executed: Path) -> None:
        """Keep an executed notebook."""
        content = executed.read_bytes()
        write_whole(self._folder / f"{key}-{_hash(content)}.ipynb", content)

    def forget_oldest(self) -> None:
        """Leave those that were used last."""
        kept = sorted(self._folder.glob("*.ipynb"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[MOST:]:
            path.unlink(missing_ok=True)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
