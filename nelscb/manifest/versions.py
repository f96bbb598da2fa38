"""What an edition is made by: the package file by file, Python, and the libraries that the package stands on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import nelscb
from nelscb.fingerprint import head_of
from nelscb.manifest.records import Code, sha256_of

_OWN = "nelscb"


@cache
def code() -> Code:
    """Every file of the package by its way from there, and one hash of all."""
    package = Path(nelscb.__file__).parent
    found = {
        path.relative_to(package).as_posix(): sha256_of(path)
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    digest = hashlib.sha256("".join(f"{name}\0{held}\n" for name, held in found.items()).encode())
    return Code(digest.hexdigest(), found)


def python() -> str:
    """Python's version, such as 3.11.7."""
    return platform.python_version()


def libraries() -> dict[str, str]:
    """Name to version of each library that the package needs, and of those that these need.

    What else is installed, to test the package say, is not among them: it changes nothing in an edition. Where the
    package runs without being installed nothing says what it needs, and every library there is counts.
    """
    try:
        found = dict(_needed())
    except PackageNotFoundError:
        found = {canonicalize_name(d.name): d.version for d in distributions()}
    return dict(sorted(found.items()))


def _needed() -> Iterator[tuple[str, str]]:
    """Follow what each library says that it needs on this system, with the extras that were asked of it."""
    waiting: list[tuple[str, str]] = [(_OWN, "")]
    seen = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            if name == _OWN:
                raise
            continue
        version, lines = _version_and_needs(found)
        if name != _OWN:
            yield name, version
        for line in lines:
            if not extra and "extra ==" in line:
                continue  # To read every wish of every library would take half a second.
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(needed.name), asked) for asked in ("", *sorted(needed.extras))]


def _version_and_needs(found: Distribution) -> tuple[str, Sequence[str]]:
    """A library's version and its needs, a line each."""
    head = head_of(found)
    versions = [line.removeprefix("Version: ") for line in head if line.startswith("Version: ")]
    if not versions:
        return found.version, found.requires or ()
    return versions[0].strip(), [
        line.removeprefix("Requires-Dist: ") for line in head if line.startswith("Requires-Dist: ")
    ]
