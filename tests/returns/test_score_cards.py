"""Blank score cards: what they ask, what stands filled in, and that they open and do nothing by themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from nelscb.cli import main
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.returns import layout
from nelscb.returns.asked import asked_of, how_asked
from nelscb.returns.score_card import HEAD, put
from nelscb.returns.send_out import write_score_cards

QUARTER = Quarter.parse("2017-18-Q1")


@pytest.fixture(scope="module")
def cards(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cards")
    write_score_cards(project, QUARTER, folder)
    return folder


def rows(path: Path, sheet: str) -> dict[str, dict[str, str]]:
    """First column to heading to cell."""
    cells = list(load_workbook(path)[sheet].iter_rows(min_row=HEAD, values_only=True))
    return {str(row[0]): dict(zip(map(str, cells[0]), row, strict=True)) for row in cells[1:] if row[0]}  # type: ignore[arg-type]


def test_every_sub_group_gets_one(cards: Path, project: Project) -> None:
    assert {p.stem for p in cards.glob("*.xlsx")} == set(project.board.sub_groups)


@pytest.mark.parametrize("sub_group", ["early_help", "neglect", "missing", "management_team"])
def test_every_measure_of_the_plan_is_asked_for_in_its_parts(cards: Path, project: Project, sub_group: str) -> None:
    asked = asked_of(sub_group, project.plan, project.board)
    book = load_workbook(cards / f"{sub_group}.xlsx")
    sheet = book[layout.FIGURES]
    at = {str(cell.value): cell.column for cell in sheet[HEAD]}
    open_cells = {}
    for row in range(HEAD + 1, sheet.max_row + 1):
        parts = (layout.NUMBER, layout.OUT_OF, layout.VALUE)
        is_open = tuple(not sheet.cell(row, at[part]).protection.locked for part in parts)
        open_cells[str(sheet.cell(row, 1).value)] = is_open
    wanted = {
        "number": (True, False, False), "number of": (True, True, False), "total": (False, True, False),
        "value": (False, False, True),
    }  # fmt: skip
    assert open_cells == {
        **{name: wanted[how_asked(measure)] for name, measure in asked.figures.items()},
        **dict.fromkeys(asked.not_asked, (False, False, False)),
    }
    assert sheet.protection.sheet


def test_the_last_four_quarters_and_the_last_published_year_stand_there(cards: Path) -> None:
    """655 and 1,948 are DfE's: referrals of January to March 2017 and of 2016-17."""
    referrals = rows(cards / "early_help.xlsx", layout.FIGURES)["P1-01"]
    assert [referrals[f"2016-17-Q{n}"] for n in (1, 2, 3, 4)] == ["424", "385", "484", "655"]
    assert referrals["Published (DfE, ONS)"] == "1,948 in 2016-17"
    assert referrals[layout.COUNTED] == "events"


def test_what_dfe_publishes_is_shown_and_is_not_to_be_sent(cards: Path) -> None:
    enquiries = rows(cards / "early_help.xlsx", layout.FIGURES)["X-01"]
    assert enquiries["Published (DfE, ONS)"] == "1,132 in 2016-17"
    assert enquiries[layout.REMARK].startswith("not yours to send: it is published")


def test_a_proposed_measure_is_asked_for_only_where_the_board_has_adopted_it(cards: Path) -> None:
    assert "P1-15" not in rows(cards / "early_help.xlsx", layout.FIGURES)


def test_a_breakdown_has_a_sheet_with_a_row_for_each_category(cards: Path, project: Project) -> None:
    sheet = load_workbook(cards / "neglect.xlsx")["Age"]
    ages = project.plan.breakdowns["age"].named
    found = [(row[0], row[2]) for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)]
    assert found == [(name, age) for name in ("P2-03a", "P2-03b") for age in ages]


def test_the_cover_says_whose_and_when(cards: Path) -> None:
    cover = {row[0]: row[1] for row in load_workbook(cards / "neglect.xlsx")[layout.COVER].iter_rows(values_only=True)}
    assert (cover["Sub-group"], cover["Quarter"], cover["Due by"]) == ("neglect", "2017-18-Q1", "2017-07-20")


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, text in enumerate(("=1+1", "+44", "-5", "@SUM(A1)", '=HYPERLINK("http://e.org")'), start=1):
        put(sheet, row, 1, text)
    book.save(tmp_path / "t.xlsx")
    read = load_workbook(tmp_path / "t.xlsx")["Sheet"]
    assert [(cell.data_type, cell.quotePrefix) for (cell,) in read["A1:A5"]] == [("s", True)] * 5
    assert read["A1"].value == "=1+1"


def test_the_same_card_has_the_same_bytes_and_a_filled_one_is_not_written_over(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["template", "2017-18-Q1", "--project", str(project.folder), "--sub-group", "health", "--to", str(tmp_path)]
    assert main(call) == 0
    before = (tmp_path / "health.xlsx").read_bytes()
    assert main(call) == 0
    assert (tmp_path / "health.xlsx").read_bytes() == before
    (tmp_path / "health.xlsx").write_bytes(b"filled in")
    assert main(call) == 1
    assert capsys.readouterr().err == (
        f"nelscb: {tmp_path / 'health.xlsx'} is there already and differs from a blank score card; move it away, or "
        "name another folder with --to\n"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["health.xlsx"]
    assert (tmp_path / "health.xlsx").read_bytes() == b"filled in"


def test_a_sub_group_that_there_is_not_is_said(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "2017-18-Q1", "--project", str(project.folder), "--sub-group", "cats"]) == 2
    assert capsys.readouterr().err.startswith("nelscb: 'cats' is no sub-group of board.yml: there are early_help, ")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_card_without_a_word_of_complaint(cards: Path, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "ods"]
    paths = sorted(cards.glob("*.xlsx"))
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), *map(str, paths)], capture_output=True, text=True, check=True, timeout=240
    )
    said = [line for line in done.stderr.splitlines() if line.strip() and "javaldx" not in line]
    assert said == []
    assert {p.stem for p in tmp_path.glob("*.ods")} == {p.stem for p in paths}
