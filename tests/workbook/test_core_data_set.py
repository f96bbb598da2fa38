"""core_data_set.csv: each released figure once, and every row as its own description says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from nelscb.core_data import Provenance, State
from nelscb.core_data_set import write_core_data_set
from nelscb.named_numbers import name_of
from nelscb.quarters import parse_period
from nelscb.words import core_data_set as words

NUMBERS = {"numerator": "numerator", "denominator": "denominator", "value": "value", "low": "lower_limit",
           "high": "upper_limit"}  # fmt: skip
LISTS = ("release", "sender", "received", "file", "sheet", "row")


def rows_in(folder: Path) -> list[dict[str, str]]:
    text = (folder / "core_data_set.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def described_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "core_data_set.csv-metadata.json").read_text(encoding="utf-8"))
    return found


def is_of_type(text: str, datatype: str | dict[str, str]) -> bool:
    """Whether a text is of one of the datatypes that the description uses, as CSV on the Web defines them."""
    if isinstance(datatype, dict):
        assert set(datatype) == {"base", "format"}
        return re.fullmatch(datatype["format"], text) is not None
    if datatype == "date":
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None and bool(date.fromisoformat(text))
    forms = {"string": r".*", "double": r"-?\d+(\.\d+)?([eE][+-]?\d+)?", "positiveInteger": r"[1-9]\d*"}
    return re.fullmatch(forms[datatype], text, re.DOTALL) is not None


def invalid(rows: list[dict[str, str]], described: dict[str, Any]) -> list[str]:
    """What in the rows is not as described: a column's type, a required cell, the uniqueness of the key."""
    schema, wrong = described["tableSchema"], []
    for place, row in enumerate(rows, start=1):
        for column in schema["columns"]:
            cell = row[column["name"]]
            parts = cell.split(column["separator"]) if "separator" in column and cell else [cell]
            nulls = column["null"] if isinstance(column["null"], list) else [column["null"]]
            if column["required"] and cell in nulls:
                wrong.append(f"row {place}: {column['name']} is required")
            wrong += [
                f"row {place}: {column['name']} {part!r}"
                for part in parts
                if part not in nulls and not is_of_type(part, column["datatype"])
            ]
    keys = Counter(row[schema["primaryKey"]] for row in rows)
    return wrong + [f"{key} stands {times} times" for key, times in keys.items() if times > 1]


def test_every_row_is_as_the_files_own_description_says(written: Any) -> None:
    folder = written.path.parent
    rows, described = rows_in(folder), described_in(folder)
    assert [c["name"] for c in described["tableSchema"]["columns"]] == list(rows[0])
    assert described["url"] == "core_data_set.csv"
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert invalid(rows, described) == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("state", "unknown"),
        ("value", "1,948"),
        ("period", "Q4"),
        ("received", "2017-02-30"),
        ("area", ""),
        ("row", "x|2"),
    ],
)
def test_a_row_that_is_not_as_described_is_found_out(real_written: Any, column: str, cell: str) -> None:
    folder = real_written.path.parent
    row = rows_in(folder)[0]
    try:
        wrong = invalid([{**row, column: cell}], described_in(folder))
    except ValueError:
        return
    assert len(wrong) == 1
    assert column in wrong[0]


def test_each_released_figure_stands_there_once_and_in_full(written: Any) -> None:
    rows = {
        (r["measure"], r["breakdown"], r["category"], r["area"], r["frequency"], r["period"]): r
        for r in rows_in(written.path.parent)
    }
    points = [(s, p) for s in written.released.series for p in s.points]
    assert len(rows) == len(rows_in(written.path.parent)) == len(points) > 3000
    for s, p in points:
        row = rows[s.measure, s.breakdown, s.category, s.area, s.frequency, str(p.period)]
        for field, column in NUMBERS.items():
            number = getattr(p, field)
            assert row[column] == "" if number is None else float(row[column]) == number
        assert (row["state"], row["provenance"], row["answer"]) == (p.state, p.provenance, p.answer or "")
        assert row["file"].split("|") == [o.file for o in p.origins] or not any(o.file for o in p.origins)
        assert row["row"].split("|") == [str(o.row) for o in p.origins] or not any(o.file for o in p.origins)
        assert len({len(row[name].split("|")) for name in LISTS if row[name]}) <= 1


def test_a_missing_figure_is_empty_and_its_state_says_why(demo_written: Any) -> None:
    rows = rows_in(demo_written.path.parent)
    missing = [r for r in rows if r["state"] != "reported"]
    assert missing
    assert all(r["value"] == "" and r["numerator"] == "" for r in missing)
    empty = [r for r in rows if r["state"] == "reported" and r["value"] == ""]
    assert all(r["answer"] or r["denominator"] == "0" for r in empty)


def test_a_figure_goes_by_the_name_that_the_book_marks_it_with(real_written: Any) -> None:
    """What stands in ``data-cell`` of a number on a page leads to its row."""
    names = {r["figure"] for r in rows_in(real_written.path.parent)}
    points = [p for s in real_written.released.named.series for p in s.points if p.value is not None]
    assert {name_of(p.value).removesuffix(".value") for p in points} <= names
    assert len(names) == sum(len(s.points) for s in real_written.released.series)


def test_who_sent_a_figure_and_when_stands_beside_it(written: Any) -> None:
    rows = rows_in(written.path.parent)
    sources, groups = written.released.sources, set(written.project.board.sub_groups)
    for row in rows:
        for file, sender, day in zip(*(row[n].split("|") for n in ("file", "sender", "received")), strict=True):
            if file in sources:
                assert (sender, day) == (sources[file].publisher, sources[file].received.isoformat())
            elif file:
                quarter, folder, name = file.split("/")
                assert sender == folder
                assert sender in groups
                assert name.startswith(day)
                assert str(parse_period(quarter)) == quarter


def test_rows_stand_in_a_fixed_order_whatever_the_order_of_release(real_written: Any, tmp_path: Path) -> None:
    released, project = real_written.released, real_written.project
    write_core_data_set(replace(released, series=released.series[::-1]), project, tmp_path)
    for name in ("core_data_set.csv", "core_data_set.csv-metadata.json"):
        assert (tmp_path / name).read_bytes() == (real_written.path.parent / name).read_bytes()


def test_the_licence_is_told_only_where_all_of_it_stands_under_one(real_written: Any, demo_written: Any) -> None:
    real, demo = described_in(real_written.path.parent), described_in(demo_written.path.parent)
    assert real["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence/")
    assert "dc:license" not in demo
    assert demo["dc:rights"] == "Every figure is invented, so that no licence is needed."
    assert "Illustrative: invented figures." in demo["dc:description"]
    assert "OFFICIAL-SENSITIVE" in real["dc:description"]


def test_text_like_a_formula_stays_as_it_was_released(real_written: Any, tmp_path: Path) -> None:
    released, project = real_written.released, real_written.project
    first, *others = project.board.neighbours
    name = '=HYPERLINK("http://example.org"), Siân\nŁukasz 👧'
    board = replace(project.board, neighbours=(replace(first, name=name), *others))
    write_core_data_set(released, replace(project, board=board), tmp_path)
    assert {r["area_name"] for r in rows_in(tmp_path) if r["area"] == first.code} == {name}
    described = described_in(tmp_path)
    assert invalid(rows_in(tmp_path), described) == []


def test_neither_board_has_a_text_that_a_spreadsheet_would_reckon_with(written: Any) -> None:
    for row in rows_in(written.path.parent):
        assert not any(cell.startswith(("=", "+", "@", "\t", "-")) for cell in row.values()), row


def test_the_description_names_every_state_and_provenance_there_is() -> None:
    assert set(words.STATES) == set(get_args(State))
    assert set(words.PROVENANCES) == set(get_args(Provenance))
    assert set(words.TITLES) == {*words.DESCRIPTIONS, "state"}
    assert all(state in words.state_description() for state in words.STATES)
