"""Returned figures beside published ones of the same quarter, and beside another measure that counts the same."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.plan import Project, open_project
from nelscb.published import read_published_figures, read_sources
from nelscb.returns.intake import read_returns

COVER = {
    "Form": "1", "Sub-group": "early_help", "Quarter": "2016-17-Q4", "Author's role": "Score card author",
    "Date completed": "2017-04-10", "Status": "final",
}  # fmt: skip


@pytest.fixture
def board(root: Path, tmp_path: Path) -> Project:
    shutil.copytree(root / "params", tmp_path / "params")
    return open_project(tmp_path)


def sentences(board: Project, real: Project, published_on: date, *rows: tuple[object, ...]) -> list[str]:
    path = board.returns / "2016-17-Q4" / "early_help" / "2017-04-10.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*(("Cover", *pair) for pair in COVER.items()), *rows])
    published = [
        replace(figure, received=published_on)
        for figure in read_published_figures(real.published, real.plan, read_sources(real.published))
    ]
    (read,) = read_returns(board, published).files
    return [problem.sentence.split(", ", 1)[1] for problem in read.problems]


HEAD = ("Figures", "Measure", "Number", "Out of", "Value")


def test_a_figure_that_differs_from_the_published_one_is_asked_about(board: Project, project: Project) -> None:
    """DfE published 655 referrals for January to March 2017."""
    assert sentences(board, project, date(2017, 4, 1), HEAD, ("Figures", "P1-01", "640", "", "")) == [
        "sheet Figures, row 8, column 'Number': found 640 for 2016-17-Q4; 655 is published: say in the story why the "
        "two differ"
    ]


def test_the_same_figure_as_the_published_one_is_not(board: Project, project: Project) -> None:
    assert sentences(board, project, date(2017, 4, 1), HEAD, ("Figures", "P1-01", "655", "", "")) == []


def test_earlier_quarters_that_a_later_publication_filled_in_are_no_change(board: Project, project: Project) -> None:
    """The score card showed 484 for October to December 2016, published since; 38 is nobody's figure."""
    head = ("Figures", "Measure", "2016-17-Q2", "2016-17-Q3", "Number", "Out of", "Value")
    row = ("Figures", "P1-01", "38", "484", "655", "", "")
    assert sentences(board, project, date(2026, 11, 23), head, row) == [
        "sheet Figures, row 8, column '2016-17-Q2': the column 2016-17-Q2 says '38'; 385 is published: these columns "
        "are not read: put a correction on the sheet 'Corrections'"
    ]


def test_two_figures_that_count_the_same_must_agree(board: Project, project: Project) -> None:
    rows = (("Figures", "P1-01", "655", "", ""), ("Figures", "P1-04", "60", "650", ""))
    assert sentences(board, project, date(2026, 11, 23), HEAD, *rows) == [
        "sheet Figures, row 9, column 'Out of': found out of 650; P1-01 says 655: they count the same: put right the "
        "one that is wrong"
    ]
