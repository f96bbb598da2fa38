"""The command ``audit``: what it is called with, and what it refuses, in one sentence."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from nelscb.cli import main
from nelscb.commands.audit import audit_folder, audited
from nelscb.filed_editions import hash_of_tables

FILED = Path("examples", "havenshire", "data", "editions", "2016-17-Q3", "public")


@pytest.fixture
def public(root: Path, tmp_path: Path) -> Path:
    """The tables of a public edition, in a folder of no board."""
    folder = tmp_path / "public"
    shutil.copytree(root / FILED, folder)
    return folder


def refused(capsys: pytest.CaptureFixture[str], *call: str) -> tuple[int, str]:
    code = main(["audit", *call])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return code, said


def test_what_is_no_folder_or_no_public_edition_is_a_wrong_call(
    public: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, str(public / "nothing"))[0] == 2
    declared = json.loads((public / "measures.json").read_text(encoding="utf-8"))
    (public / "measures.json").write_text(json.dumps({**declared, "edition": "board"}), encoding="utf-8")
    code, said = refused(capsys, str(public))
    assert code == 2
    assert "holds the board edition; only a public one can be audited" in said


@pytest.mark.parametrize("name", ["core_data_set.csv", "measures.json"])
def test_a_missing_file_is_said_with_its_place(public: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (public / name).unlink()
    code, said = refused(capsys, str(public))
    assert code == 1
    assert name in said


def test_a_folder_without_pages_is_no_edition(public: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, str(public))
    assert code == 1
    assert "has no pages" in said


def test_a_row_that_is_no_count_is_said_with_its_line(public: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (public / "core_data_set.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index("numerator")
    own = next(n for n, row in enumerate(rows) if row[place] == "c")
    rows[own][place] = "a few"
    with (public / "core_data_set.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)
    code, said = refused(capsys, str(public))
    assert code == 1
    assert f"line {own + 1}: 'a few' is neither a number nor 'c'" in said


def test_an_edition_is_audited_only_while_its_tables_are_those_that_passed(public: Path) -> None:
    record = public.with_name(".public-audit.json")
    assert not audited(public)
    record.write_text(json.dumps({"hash": hash_of_tables(public), "passes": False}), encoding="utf-8")
    assert not audited(public)
    record.write_text(json.dumps({"hash": hash_of_tables(public), "passes": True}), encoding="utf-8")
    assert audited(public)
    with (public / "core_data_set.csv").open("a", encoding="utf-8") as file:
        file.write("\r\n")
    assert not audited(public)


def test_a_folder_of_no_board_is_attacked_by_itself_and_nothing_is_kept(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nelscb.audit.findings import Reading
    from nelscb.commands import audit as audit_command

    monkeypatch.setattr(audit_command, "read_everything", lambda *_: Reading((), {}))
    said: list[str] = []
    # Without the board's counts, a count that can be narrowed at all may be a small one.
    assert not audit_folder(public, said.append)
    assert "this edition must not be published" in said
    assert {path.name for path in public.parent.iterdir()} == {"public"}
