"""Figures that moved between two core data sets, and the cell of a return that they came from."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from openpyxl import Workbook

from nelscb.core_data import Figure
from nelscb.core_data_set import RECEIVED, write_received_rows
from nelscb.edition import Edition
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.verify.moved import cells_changed, figures_moved

COLUMNS = ("figure", "numerator", "denominator", "value", "answer", "state", "file", "sheet", "row")
FILE = "2016-17-Q4/neglect/2017-04-13"
HEADINGS = ("Measure", "Name", "Number", "Out of", "Value")


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def board(folder: Path, like: Project) -> Project:
    (folder / "data" / "returns" / FILE).parent.mkdir(parents=True)
    return Project(folder, like.board, like.plan)


def sums(folder: Path, ending: str) -> tuple[Path, Path]:
    """P2-07 was 66 and is 67, and its year's sum moved with it; P2-08 is as it was."""
    place = (f"{FILE}.{ending}", "Figures", "3")
    was = table(
        folder / "was.csv", ("P2-07/quarter/2016-17-Q4", "66", "", "66", "", "reported", *place),
        ("P2-08/quarter/2016-17-Q4", "70", "", "70", "", "reported", *place),
        ("P2-07/year/2016-17", "250", "", "250", "", "reported", f"a|{place[0]}", "Figures|Figures", "2|3"),
    )  # fmt: skip
    now = table(
        folder / "now.csv", ("P2-07/quarter/2016-17-Q4", "67", "", "67", "", "reported", *place),
        ("P2-08/quarter/2016-17-Q4", "70", "", "70", "", "reported", *place),
        ("P2-07/year/2016-17", "251", "", "251", "", "reported", f"a|{place[0]}", "Figures|Figures", "2|3"),
    )  # fmt: skip
    return was, now


def test_each_figure_that_moved_is_told(tmp_path: Path) -> None:
    told = [one.told() for one in figures_moved(*sums(tmp_path, "csv"))]
    assert told == [
        "P2-07/quarter/2016-17-Q4: numerator was 66 and is 67, which differs by 1",
        "P2-07/year/2016-17: numerator was 250 and is 251, which differs by 1",
    ]


def test_a_figure_that_came_or_went_is_told(tmp_path: Path) -> None:
    row = ("P2-07/quarter/2016-17-Q4", "", "", "", "", "not_returned", "", "", "")
    given = (row[0], "6", "", "6", "", "reported", "a.csv", "Figures", "3")
    empty, missing = table(tmp_path / "a.csv"), table(tmp_path / "b.csv", row)
    came = table(tmp_path / "c.csv", given)
    told = [figures_moved(one, other)[0].told() for one, other in ((empty, missing), (missing, came), (came, missing))]
    assert told == [
        "P2-07/quarter/2016-17-Q4: state was nothing and is not returned",
        "P2-07/quarter/2016-17-Q4: numerator was not returned and is 6",
        "P2-07/quarter/2016-17-Q4: numerator was 6 and is not returned",
    ]


@pytest.mark.parametrize(("ending", "cell"), [("csv", "row 3, column 4"), ("xlsx", "cell C3")])
def test_the_cell_that_was_changed_is_named(ending: str, cell: str, tmp_path: Path, project: Project) -> None:
    home = board(tmp_path / "board", project)
    path = home.returns / f"{FILE}.{ending}"
    rows = (("A title",), HEADINGS, ("P2-07", "Closures", 67))
    if ending == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("Figures", *row) for row in rows])
    else:
        workbook = Workbook()
        workbook.active.title = "Figures"
        for row in rows:
            workbook.active.append(row)
        workbook.save(path)
    moved = figures_moved(*sums(tmp_path, ending))
    way = f"data/returns/{FILE}.{ending}"
    assert list(cells_changed(moved, [way], home)) == [
        f"{way}, sheet 'Figures', {cell} (Number): was 66, is 67, which differs by 1"
    ]
    assert list(cells_changed(moved, [], home)) == []


def test_a_row_of_a_published_file_is_named(tmp_path: Path, project: Project) -> None:
    home = board(tmp_path / "board", project)
    place = ("published_statistics.csv", "C1", "34")
    was = table(tmp_path / "was.csv", ("X-01/year/2015-16", "", "", "51.2", "", "reported", *place))
    now = table(tmp_path / "now.csv", ("X-01/year/2015-16", "", "", "51.3", "", "reported", *place))
    way = "data/published/published_statistics.csv"
    assert list(cells_changed(figures_moved(was, now), [way], home)) == [
        f"{way}, row 34: value was 51.2, is 51.3, which differs by 0.1"
    ]


def test_a_cell_whose_figure_a_later_file_corrected_is_named_too(tmp_path: Path, project: Project) -> None:
    """What was received is compared as well as what is shown: the first file's 66 stands in no table of the book."""
    home = board(tmp_path / "board", project)
    path = home.returns / f"{FILE}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Figures", *HEADINGS), ("Figures", "P2-07", "Closures", 67)])
    quarter = Quarter.parse("2016-17-Q4")
    for number, folder in ((66, "was"), (67, "now")):
        (tmp_path / folder).mkdir()
        figures = [
            Figure(
                "A", "P2-07", 1, quarter, "", "", count, None, None, None, "reported", "illustrative", "public",
                "neglect", date(2017, 4, day), "", f"{FILE[:-2]}{day}.csv", "Figures", 2,
            )
            for count, day in ((number, int(FILE[-2:])), (70, 28))
        ]  # fmt: skip
        senders = SimpleNamespace(board=SimpleNamespace(sub_groups=("neglect",)))
        opened = SimpleNamespace(project=senders, found=SimpleNamespace(figures=figures))
        write_received_rows(cast(Edition, opened), tmp_path / folder)
    rows = figures_moved(tmp_path / "was" / RECEIVED, tmp_path / "now" / RECEIVED)
    way = f"data/returns/{FILE}.csv"
    assert list(cells_changed(rows, [way], home)) == [
        f"{way}, sheet 'Figures', row 2, column 4 (Number): was 66, is 67, which differs by 1"
    ]
