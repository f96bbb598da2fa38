from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from nelscb.error_rates import CellResult, FamilyResult, Row, cell, cells, error_rates, kept, kept_error_rates
from nelscb.error_rates.kept import CODE_HASH, code_hash, outline

SHIPPED = Path(__file__).resolve().parents[2] / "book" / "error_rates.csv"
TINY = (("false alarm", "poisson", 8, 3.0), ("false alarm", "varying rate 0.7", 12, 10.0))
NOT_KEPT: set[tuple[str, str, int, float]] = set()
"""Cells that break their promise, each to be told in the methods chapter."""


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "grid", lambda: TINY)
    monkeypatch.setattr(cells, "RUNS", 20)
    monkeypatch.setattr(cells, "FAMILIES", 2)


def silent(_: str) -> None:
    return None


def refuse(*_: object) -> None:
    raise AssertionError("simulated again")


def edited(path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        lines = change(list(reader))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or [])
        writer.writeheader()
        writer.writerows(lines)


@pytest.mark.usefixtures("tiny")
def test_what_is_simulated_is_kept_and_read_back_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, said = tmp_path / "rates.csv", list[str]()
    assert kept_error_rates(path) is None
    rows = error_rates(path, said.append)
    assert [type(row) for row in rows] == [CellResult, CellResult, FamilyResult]
    assert len(said) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["rates.csv"]
    monkeypatch.setattr(cells, "cell", refuse)
    assert kept_error_rates(path) == rows
    assert error_rates(path, refuse) == rows
    assert isinstance(rows[0], CellResult) and rows[0].limit is not None
    assert isinstance(rows[1], CellResult) and rows[1].limit is None


@pytest.mark.usefixtures("tiny")
def test_rates_of_other_code_are_simulated_anew_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    rows = error_rates(path, silent)
    edited(path, lambda lines: [line | {CODE_HASH: "0", "verdict": "0.9"} for line in lines])
    assert kept_error_rates(path) is None
    assert error_rates(path, silent) == rows
    assert kept_error_rates(path) == rows


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: lines[:-1],
        lambda lines: [*lines, lines[-1]],
        lambda lines: lines[:0],
        lambda lines: [lines[0] | {"verdict": "many"}, *lines[1:]],
        lambda lines: [lines[0] | {CODE_HASH: "0"}, *lines[1:]],
    ],
    ids=["no first", "no family", "two families", "empty", "no number", "one of other code"],
)
def test_a_file_that_is_not_whole_is_not_used(
    tmp_path: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]
) -> None:
    path = tmp_path / "rates.csv"
    error_rates(path, silent)
    edited(path, change)
    assert kept_error_rates(path) is None


def test_a_file_of_something_else_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    for content in (b"", b"a,b\n1,2\n", b"\xff\xfe\x00"):
        path.write_bytes(content)
        assert kept_error_rates(path) is None


@pytest.mark.usefixtures("tiny")
def test_a_simulation_that_breaks_off_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("before", encoding="utf-8")
    monkeypatch.setattr(cells, "family", refuse)
    with pytest.raises(AssertionError):
        error_rates(path, silent)
    assert path.read_text(encoding="utf-8") == "before"


CODE = '"""Module."""\nLIMIT = 3\n"""A limit."""\ndef f(x):\n    """Doc."""\n    return x + 1  # why\n'


def test_words_about_code_do_not_change_what_it_is() -> None:
    other = '"""Other."""\n\n\nLIMIT = 3\ndef f(x):\n    """Another."""\n    return (x + 1)\n'
    assert outline(CODE) == outline(other)
    assert "Doc" not in outline(CODE) and "limit" not in outline(CODE)


@pytest.mark.parametrize(
    ("old", "new"), [("= 3", "= 4"), ("x + 1", "x - 1"), ("x + 1", "'x + 1'"), ("f(x)", "f(x=None)"), ("= 3", "= 3.0")]
)
def test_a_change_of_code_changes_its_outline(old: str, new: str) -> None:
    assert outline(CODE.replace(old, new)) != outline(CODE)


@pytest.mark.parametrize("name", ["SEED", "RUNS", "FAMILIES"])
def test_seed_and_runs_belong_to_the_hash(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_hash()
    assert before == code_hash()
    monkeypatch.setattr(cells, name, getattr(cells, name) + 1)
    assert code_hash() != before


@pytest.mark.parametrize("name", kept.RESTS_ON)
def test_every_module_that_the_verdict_rests_on_belongs_to_the_hash(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = code_hash()
    for each in kept.RESTS_ON:
        (tmp_path / each).parent.mkdir(exist_ok=True)
        (tmp_path / each).write_text((kept.PACKAGE / each).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(kept, "PACKAGE", tmp_path)
    assert code_hash() == before
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert code_hash() == before
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("ONE_MORE = 1\n")
    assert code_hash() != before


@pytest.fixture(scope="module")
def shipped() -> tuple[Row, ...]:
    rows = kept_error_rates(SHIPPED)
    assert rows is not None, "book/error_rates.csv does not fit the code: delete it and simulate anew"
    return rows


@pytest.mark.parametrize(
    "wanted", [("false alarm", "varying rate 0.3", 12, 10.0), ("detection", "over-dispersed", 20, 40.0)]
)
def test_a_shipped_cell_comes_out_the_same_again(
    shipped: tuple[Row, ...], wanted: tuple[cells.Kind, cells.Model, int, float]
) -> None:
    (row,) = [r for r in shipped if isinstance(r, CellResult) and (r.kind, r.model, r.n, r.mean) == wanted]
    assert row.runs >= 2000
    assert asdict(cell(*wanted, row.runs)) == asdict(row)


def test_every_promise_is_kept_but_those_listed(shipped: tuple[Row, ...]) -> None:
    broken = {(r.kind, r.model, r.n, r.mean) for r in shipped if isinstance(r, CellResult) and r.kept is False}
    assert broken == NOT_KEPT
    (family,) = [r for r in shipped if isinstance(r, FamilyResult)]
    assert family.kept and family.runs >= 400
    assert not replace(family, verdict=0.2).kept


def test_the_verdict_raises_fewer_alarms_than_mann_kendall_where_quarters_hang_together(
    shipped: tuple[Row, ...],
) -> None:
    for row in shipped:
        if isinstance(row, CellResult) and row.kind == "false alarm" and row.model.startswith(("varying", "stock")):
            assert row.verdict <= row.mann_kendall, row
