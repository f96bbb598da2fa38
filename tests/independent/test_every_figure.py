"""Every row that either board's book releases, against the same worked out a second time from the files alone."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from comparison import differences

Rows = dict[str, dict[str, Any]]
HERE = Path(__file__).resolve().parent
UNDECIDED: dict[str, dict[str, str]] = {"real": {}, "demo": {}}
"""Figures that plain loops over the files cannot decide, each with the reason; there is none in either book."""
ALLOWED = {
    "__future__", "collections", "csv", "datetime", "math", "openpyxl", "pathlib", "re", "scipy", "typing", "yaml",
}  # fmt: skip


@pytest.fixture(params=["real", "demo"])
def board(request: pytest.FixtureRequest) -> tuple[str, Rows, Rows]:
    """A board, what its book released, and the same by hand."""
    name = str(request.param)
    return name, request.getfixturevalue(f"{name}_rows"), request.getfixturevalue(f"{name}_by_hand")


def test_every_row_of_the_book_is_what_the_files_give(board: tuple[str, Rows, Rows]) -> None:
    name, released, by_hand = board
    assert differences(released, by_hand).keys() == UNDECIDED[name].keys()


def test_no_row_is_left_undecided() -> None:
    assert {name: len(undecided) for name, undecided in UNDECIDED.items()} == {"real": 0, "demo": 0}


def test_what_is_worked_out_holds_every_kind_of_row(real_by_hand: Rows, demo_by_hand: Rows) -> None:
    """So that the comparison is not of two empty books."""
    assert len(real_by_hand) > 1_000
    assert len(demo_by_hand) > 10_000
    states = {row["state"] for row in demo_by_hand.values()}
    assert states == {"reported", "suppressed_by_publisher", "not_collected", "not_applicable", "refused"}
    computed = {row["measure"] for row in demo_by_hand.values() if row["provenance"] == "computed"}
    assert {"P3-07b", "P4-09a", "X-19", "P1-05r", "P2-01", "P1-H1c"} <= computed
    assert {"O1-03", "X-20"} <= {row["measure"] for row in demo_by_hand.values()}


def test_the_second_way_takes_nothing_from_the_package() -> None:
    by_hand = sorted(HERE.glob("*_by_hand.py"))
    own = {path.stem for path in by_hand}
    assert len(own) > 5
    for path in by_hand:
        imported = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, path.name
                imported.add(str(node.module).split(".")[0])
        assert imported <= ALLOWED | own, path.name


def test_a_row_that_is_missing_or_more_or_otherwise_is_named() -> None:
    row = {"figure": "A", "numerator": 3.0, "value": 3.0, "state": "reported"}
    assert differences({"A": row}, {"A": dict(row)}) == {}
    assert differences({"A": row}, {}) == {"A": ["not worked out"]}
    assert differences({}, {"A": row}) == {"A": ["not released"]}
    assert differences({"A": row}, {"A": row | {"value": 3.0 + 1e-11}}) == {}
    assert list(differences({"A": row}, {"A": row | {"value": 3.0 + 1e-8}})) == ["A"]
    assert list(differences({"A": row}, {"A": row | {"numerator": 3.0 + 1e-11}})) == ["A"]
    assert list(differences({"A": row}, {"A": row | {"value": None}})) == ["A"]
    assert list(differences({"A": row}, {"A": row | {"state": "refused"}})) == ["A"]
