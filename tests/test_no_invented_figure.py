"""No invented figure stands under the real board's name: every figure goes back to a published row that says it."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

from nelscb.core_data import Figure
from nelscb.edition import Edition
from nelscb.plan import Project
from nelscb.published import read_published_figures, read_sources


def published_rows(folder: Path) -> dict[str, dict[int, dict[str, str]]]:
    """File to row number to fields, read without the package."""
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            found[path.name] = dict(enumerate(rows, start=2))
    return found


def said(fields: dict[str, str]) -> float:
    return float(fields["numerator"] or fields["value"])


def test_every_published_figure_is_what_its_rows_say(project: Project) -> None:
    rows = published_rows(project.published)
    figures = list(read_published_figures(project.published, project.plan, read_sources(project.published)))
    assert len(figures) > 3000
    for figure in figures:
        stand = [rows[figure.file][row] for row in (figure.row, *figure.also_rows)]
        assert {fields["area_code"] for fields in stand} == {figure.area}
        if figure.state == "reported":
            assert _number(figure) == sum(map(said, stand))
        else:
            assert any(fields["symbol"] for fields in stand)


def _number(figure: Figure) -> float:
    number = figure.value if figure.numerator is None else figure.numerator
    assert number is not None
    return number


def test_every_point_of_the_real_board_goes_back_to_a_published_row(project: Project, edition: Edition) -> None:
    sources = read_sources(project.published)
    for series in edition.indicators:
        for point in series.points:
            assert point.provenance in ("published", "computed")
            assert point.origins
            assert {origin.file for origin in point.origins} <= sources.keys()
    assert edition.received.texts == ()
    assert not project.board.illustrative


def test_no_return_of_the_real_board_is_kept_in_the_repository(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "data/returns"], cwd=root, capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
    assert listed == ""
    ignored = subprocess.run(
        ["git", "check-ignore", "data/returns/2016-17-Q4/neglect/2017-04-18.xlsx"], cwd=root, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert ignored.returncode == 0
