"""What the page on reproducibility names as evidence is there, and each line says how far it is met."""

from __future__ import annotations

import re
from argparse import _SubParsersAction
from pathlib import Path

import pytest

from nelscb.cli import _parser
from nelscb.edition import PROSE, Edition
from nelscb.named_numbers import MARKED, plain
from nelscb.pages import page_of
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml
from nelscb.tables import table_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "book" / "reproducibility.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith("| ---") and "| Here |" not in line
]
EVIDENCE = sorted({named for _, _, shown in ROWS for named in re.findall(r"`([^`]+)`", shown)})


def commands() -> set[str]:
    (found,) = (a for a in _parser()._actions if isinstance(a, _SubParsersAction))
    return {*found.choices, "--version"}


def is_there(named: str) -> bool:
    program, _, rest = named.partition(" ")
    if program == "nelscb" and rest:
        return rest.split()[0] in commands()
    if program == "make":
        return bool(re.search(rf"^{re.escape(rest)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    path, _, test = named.partition("::")
    if not (ROOT / path).exists():
        return False
    return not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("named", EVIDENCE)
def test_what_is_named_as_evidence_is_there(named: str) -> None:
    assert is_there(named)


@pytest.mark.parametrize(
    "named", ["nelscb vanish", "make vanish", "nelscb/vanished.py", "tests/test_layers.py::test_of_nothing"]
)
def test_evidence_that_is_not_there_would_be_found(named: str) -> None:
    assert not is_there(named)


def test_each_line_says_how_far_it_is_met_and_by_what() -> None:
    assert len(ROWS) == 7 + 5 + 9 + 4
    for line, met, shown in ROWS:
        assert met in ("met", "partly", "not met"), line
        assert met == "not met" or "`" in shown, line
    assert sum(met == "not met" for _, met, _ in ROWS) == 3


@pytest.mark.parametrize("contents", ["_toc.yml", "public/_toc.yml"])
def test_both_editions_have_the_page(contents: str) -> None:
    parts = read_yaml(ROOT / "book" / contents)["parts"]
    assert "reproducibility" in [chapter["file"] for part in parts for chapter in part["chapters"]]


def test_the_statement_counts_what_was_received(demo_project: Project, demo_edition: Edition) -> None:
    released = demo_edition.release(PROSE)
    exhibit = page_of(released, demo_project.plan, demo_project.board).exhibit("data_quality")
    said = plain(table_text(exhibit))
    letters = [grade.letter for grade in released.received.grades.values()]
    assert f"{letters.count('A')} have grade A" in said
    assert f"{len(released.received.revisions)} were changed after it first came in" in said
    series = demo_edition.indicators.series("O1-03", "quarter", demo_project.board.area.code)
    assert series is not None
    assert f"complete by the due day: {series.last.numerator:.0f} of {series.last.denominator:.0f}." in said
    assert exhibit.table is not None
    assert len(MARKED.findall("".join(str(cell) for row in exhibit.table.rows for cell in row))) > 8


def test_without_a_return_it_says_that_nothing_can_be_said(project: Project, edition: Edition) -> None:
    exhibit = page_of(edition.release(PROSE), project.plan, project.board).exhibit("data_quality")
    assert "nothing can be said of who was in time" in table_text(exhibit)
