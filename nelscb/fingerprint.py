"""Hashes of what results depend on: the package's code, the libraries, and files by their content."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

import nelscb


@cache
def code_and_libraries() -> str:
    """One hash of the package's code, of Python's version and of every installed library's."""
    digest = hashlib.sha256(sys.version.encode())
    package = Path(nelscb.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    for name in sorted(map(_named, distributions())):
        digest.update(name.encode())
    return digest.hexdigest()


def _named(library: Distribution) -> str:
    head = dict(line.partition(": ")[::2] for line in reversed(head_of(library)))
    if "Name" not in head or "Version" not in head:
        return f"{library.name}=={library.version}"
    return f"{head['Name']}=={head['Version']}"


def head_of(library: Distribution) -> list[str]:
    """The lines that a library's file begins with: to read the book that may stand below would take ten times as long.

    None where it keeps no such file.
    """
    return (library.read_text("METADATA") or "").partition("\n\n")[0].splitlines()


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
