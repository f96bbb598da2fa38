"""Data flows one way: a module imports only from those above it, and the book knows nothing above its one door."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "nelscb"
# From first to last: a module may import from its own place and from those before it.
ORDER = (
    "mistakes", "fingerprint", "kept", "kernels", "named_numbers", "quarters", "calls", "plan", "filed_editions",
    "issues", "manifest", "core_data", "published", "returns", "indicators", "levels", "statistics", "suppression",
    "error_rates", "baselines", "assess", "earlier", "tried_out", "story", "disclosure", "edition", "released_pages",
    "freezing", "signing", "withdrawing", "words", "drawings", "exhibits", "exhibit_hash", "inline_pictures", "tables",
    "origin_notes", "cards", "chart_files", "pages", "charts", "kept_drawings", "core_data_set", "numbering",
    "notebook", "workbook", "audit", "pdf", "progress", "book", "explain", "verify", "commands", "cli",
)  # fmt: skip
# Commands also take files in and file editions, which is no business of the book's.
BELOW_THE_DOOR = ORDER[ORDER.index("words") : ORDER.index("verify")]
# The attack on finished files has these alone: what it shared with the release, it could not find fault with.
ALLOWED_TO_THE_AUDIT = {"audit", "mistakes", "quarters"}
ALLOWED_ABOVE = {
    "mistakes",
    "fingerprint",
    "kept",
    "kernels",
    "named_numbers",
    "quarters",
    "calls",
    "plan",
    "filed_editions",
    "issues",
    "manifest",
    "edition",
    "released_pages",
}
# Plain cell data and the reader of YAML serve every stage; settings are read by the files' own readers.
MODULES = sorted(PACKAGE.rglob("*.py"))


def place_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_by(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("nelscb."):
            names.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("nelscb.")}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_place_and_those_above(path: Path) -> None:
    place = place_of(path)
    if place == "__init__":
        assert not imported_by(path)
        return
    later = {name for name in imported_by(path) if ORDER.index(name) > ORDER.index(place)}
    assert not later, f"{place} reaches down to {later}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if place_of(p) in BELOW_THE_DOOR], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_what_makes_the_book_knows_nothing_above_the_door(path: Path) -> None:
    above = {name for name in imported_by(path) if name not in BELOW_THE_DOOR}
    assert above <= ALLOWED_ABOVE


@pytest.mark.parametrize("path", [p for p in MODULES if place_of(p) == "audit"], ids=lambda p: p.name)
def test_the_audit_shares_nothing_with_what_it_attacks(path: Path) -> None:
    assert imported_by(path) <= ALLOWED_TO_THE_AUDIT


def test_every_module_has_its_place() -> None:
    assert {place_of(p) for p in MODULES} - {"__init__"} == set(ORDER)


def test_only_words_and_the_notebooks_speak_of_results() -> None:
    """A sentence with a verb of change outside words/ would be a result told in a second place."""
    telling = re.compile(r"\b(rose|fell|rises|falls|more than chance|could be chance|no trend is claimed)\b", re.I)
    for path in MODULES:
        if place_of(path) in ("words",):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert not telling.search(node.value), f"{path.name}: {node.value!r}"
