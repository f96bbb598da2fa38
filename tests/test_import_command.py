"""``nelscb import-dfe``: what it prints, its exit codes, and that a wrong call changes nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from nelscb import cli

TODAY = date(2026, 12, 1)
HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,category,CPP_start,CPP_subsequent,CPP_subsequent_percent,Phone_calls"
)
# Characteristics of children in need, release of 2025, table D3, under the Open Government Licence v3.0; the last
# column is invented.
ROWS = (
    "2025,Reporting year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,812,E06000012,"
    "North East Lincolnshire,All,149,31,20.8,1",
    "2025,Reporting year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,816,E06000014,York,All,"
    "161,71,44.1,1",
)


@pytest.fixture
def folder(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real board's settings and data, on a day that does not change."""
    for name in ("params", "data"):
        shutil.copytree(root / name, tmp_path / "board" / name, ignore=shutil.ignore_patterns("returns"))
    monkeypatch.setattr(cli, "_today", lambda: TODAY)
    return tmp_path / "board"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "d3_cpps_subsequent_plan_2013_to_2025.csv"
    path.write_text("\n".join([HEADER, *ROWS, ""]), encoding="utf-8")
    return path


def published(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "data" / "published").iterdir()}


def test_an_import_says_what_it_did_and_is_dated_today(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published(folder)
    assert cli.main(["import-dfe", str(file), "--project", str(folder)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    written = folder / "data" / "published" / "dfe_2026-12-01_cin_d3.csv"
    assert printed.out.splitlines() == [
        f"{file.name}: CIN D3, Child protection plans that are a second or subsequent plan; Characteristics of "
        "children in need, 2013 to 2025 (release of 2025)",
        "  1 row of the board's areas kept, 1 of other areas left out",
        f"  columns not known, and not used: Phone_calls (see {folder / 'params' / 'dfe_columns.yml'})",
        "  0 figures revised, 2 new (cp_plans_starting 1, cp_plans_second_or_subsequent 1), 0 unchanged",
        f"  written: {written}",
    ]
    assert published(folder).keys() - before.keys() == {written.name}
    assert cli.main(["import-dfe", str(file), "--project", str(folder)]) == 0
    assert "nothing new, so nothing is written" in capsys.readouterr().out


def test_the_day_of_receipt_and_the_release_may_be_named(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = [
        "import-dfe",
        str(file),
        "--project",
        str(folder),
        "--received",
        "2026-11-30",
        "--release",
        "Release of 2025",
    ]
    assert cli.main(call) == 0
    assert "; Release of 2025\n" in capsys.readouterr().out
    assert "dfe_2026-11-30_cin_d3.csv" in published(folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--received", "2026-12-02"], "--received 2026-12-02 is after today, 2026-12-01; name the day on which the"),
        (["--received", "yesterday"], "'yesterday' is not a day: write it like 2017-03-31"),
        (["--received", "2026-02-30"], "'2026-02-30' is not a day: write it like 2017-03-31"),
        (["--received", ""], "'' is not a day: write it like 2017-03-31"),
        (["--release", ""], "--release '' names no release"),
        (["--project", "no/such/folder"], "is no project"),
    ],
)
def test_a_wrong_call_exits_2_in_one_sentence_and_writes_nothing(
    folder: Path, file: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published(folder)
    assert cli.main(["import-dfe", str(file), "--project", str(folder), *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("nelscb: ")
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert published(folder) == before


def test_a_file_that_cannot_be_used_exits_1(folder: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(HEADER + "\n", encoding="utf-8")
    assert cli.main(["import-dfe", str(file), "--project", str(folder)]) == 1
    assert capsys.readouterr().err == (
        f"nelscb: {file}: has a header but no rows; download it again, with every area\n"
    )


def test_a_call_without_a_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["import-dfe"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("nelscb: the following arguments are required: FILE")
