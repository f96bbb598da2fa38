"""Hashes of what results depend on: the package's code, the libraries, and files by their content."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import nelscb


@cache
def code_and_libraries() -> str:
    """One hash of the package's code, of Python's version and of every installed library's."""
    digest = hashlib.sha256(sys.version.encode())
    package = Path(nelscb.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    for name in sorted(f"{d.name}=={d.version}" for d in distributions()):
        digest.update(name.encode())
    return digest.hexdigest()


def hash_of_files(paths: Iterable[Path], beside: Path) -> str:
    """One hash of the files' content and of the way to each from the folder ``beside``."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(os.path.relpath(path, beside).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def hash_of(*parts: object) -> str:
    """One hash of the parts' representations, which must say all that they are."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
