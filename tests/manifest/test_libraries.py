"""The libraries of a manifest are those that the package needs: what is installed to test it is none of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from nelscb import fingerprint
from nelscb.manifest import code, libraries, python


def distribution(folder: Path, name: str, of: str, *needs: str) -> None:
    place = folder / f"{name.replace('-', '_')}-{of}.dist-info"
    place.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {of}", *(f"Requires-Dist: {need}" for need in needs)]
    (place / "METADATA").write_text("\n".join([*lines, "", "Requires-Dist: in-the-description"]), encoding="utf-8")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    monkeypatch.setattr("sys.path", [str(tmp_path)])

    def install(name: str, of: str, *needs: str) -> None:
        distribution(tmp_path, name, of, *needs)

    return install


def test_needs_are_followed_with_the_extras_that_were_asked_for(installed: Callable[..., None]) -> None:
    installed("nelscb", "1", "One_Library[fast]>=2", 'tests; extra == "test"', 'old; python_version < "3"', "not-there")
    installed("one-library", "2.5", "two", 'quick; extra == "fast"', 'slow; extra == "slow"')
    installed("two", "3", "one-library")
    for name in ("quick", "slow", "tests", "old", "beside", "in-the-description"):
        installed(name, "1")
    assert libraries() == {"one-library": "2.5", "quick": "1", "two": "3"}


def test_where_the_package_is_not_installed_every_library_counts(installed: Callable[..., None]) -> None:
    installed("Beside", "1")
    assert libraries() == {"beside": "1"}


def test_every_library_of_this_environment_is_in_the_lock(root: Path) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    locked = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    found = libraries()
    assert found["numpy"] == version("numpy")
    assert found.keys() <= locked
    assert not {"pytest", "hypothesis", "ruff"} & found.keys()


def test_another_version_put_first_is_the_one_that_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distribution(tmp_path, "numpy", "0.0.1")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert libraries()["numpy"] == "0.0.1"


def test_code_and_python_are_told() -> None:
    assert {"cli.py", "manifest/versions.py", "manifest/manifest.schema.json"} <= code().modules.keys()
    assert not any("__pycache__" in name for name in code().modules)
    assert re.fullmatch(r"3\.\d+\.\d+\S*", python())


def test_what_a_library_is_called_is_read_from_the_head_of_its_file(tmp_path: Path) -> None:
    for library in distributions():
        assert fingerprint._named(library) == f"{library.name}=={library.version}"
    distribution(tmp_path, "One_Library", "2.5", "two")
    (library,) = distributions(path=[str(tmp_path)])
    assert fingerprint._named(library) == "One_Library==2.5"
    (tmp_path / "One_Library-2.5.dist-info" / "METADATA").rename(tmp_path / "One_Library-2.5.dist-info" / "PKG-INFO")
    (library,) = distributions(path=[str(tmp_path)])
    assert fingerprint._named(library) == "One_Library==2.5"
