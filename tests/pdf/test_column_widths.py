"""Tables fit the paper: no word is cut off, no column is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printing import as_table

from nelscb.pdf.columns import TURNED, UPRIGHT, layouts
from nelscb.pdf.lettering import printable, width

_BREAKS = re.compile(r"(?<=[-/])(?![0-9])|(?<=–)")
"""A line may end after these signs, but not where a digit follows: "2016-17" stays whole."""
pytestmark = pytest.mark.filterwarnings("error")


def faults(table: dict[str, Any]) -> list[str]:
    """What is wrong with a table's layouts, by another count of each word's width."""
    found, parts = [], layouts(table)
    count = len(table["head"])
    shown = [column for part in parts for column in part.columns]
    if [column for column in shown if column] != list(range(1, count)) or any(part.columns[0] for part in parts):
        found.append(f"columns {[part.columns for part in parts]} of {count}")
    for part in parts:
        room = (TURNED if part.turned else UPRIGHT)[0]
        if sum(part.widths) > room + 0.01:
            found.append(f"{sum(part.widths):.1f} points in {room}")
        if len(part.widths) != len(part.columns):
            found.append("not one width for a column")
        for across, column in zip(part.widths, part.columns, strict=True):
            for row in [table["head"], *table["rows"]]:
                for word in "".join(map(str, row[column])).replace("\u200b", " ").split():
                    for piece in _BREAKS.split(word):
                        if width(piece, part.size) > across:
                            found.append(f"{piece!r} is wider than its column")
    return found


def made(columns: int, cell: str = "12.3%", rows: int = 6, head: str = "Share of all plans") -> dict[str, Any]:
    return as_table(["Measure", *[head] * (columns - 1)], [[f"Row {r}", *[cell] * (columns - 1)] for r in range(rows)])


@pytest.mark.parametrize("columns", [1, 2, 3, 7, 16, 25, 40])
def test_any_number_of_columns_fits(columns: int) -> None:
    assert faults(made(columns)) == []


@pytest.mark.parametrize("columns", [1, 2, 16, 25, 40])
@pytest.mark.parametrize(
    "cell", ["", "multi-agency safeguarding arrangements", printable("x" * 300), "word " * 30, "1,234,567.8"]
)
def test_any_cells_fit(columns: int, cell: str) -> None:
    assert faults(made(columns, cell)) == []


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_a_cell_of_5000_words_fits(columns: int) -> None:
    table = made(columns)
    table["rows"][0][columns - 1] = ["safeguarding is everybody's business " * 1250]
    assert faults(table) == []


@pytest.mark.parametrize("word", ["2016-17", "2012-13/2016-17", "10/12", "1-2-3-4-5-6", "-5-10"])
def test_a_period_is_as_wide_as_it_is(word: str) -> None:
    """No line ends between a sign and the digit that follows it."""
    assert faults(as_table(["Step", word, word], [["Contacts " * 30, "1", "2"]] * 9)) == []


def test_no_rows_and_empty_headings() -> None:
    assert faults(as_table(["", "", ""], [])) == []
    assert faults(as_table(["A", "B"], [["", ""], ["", ""]])) == []


def test_a_small_table_stands_upright_in_the_largest_letters() -> None:
    (only,) = layouts(made(3))
    assert (only.turned, only.size, only.columns) == (False, 9.0, (0, 1, 2))


def test_a_wide_table_is_turned_or_cut_and_a_very_wide_one_is_cut() -> None:
    assert any(part.turned for part in layouts(made(16, "123,456")))
    parts = layouts(made(40, "123,456"))
    assert len(parts) > 1
    assert all(part.columns[0] == 0 for part in parts)


def test_room_goes_where_it_makes_the_table_shorter() -> None:
    table = as_table(["Name", "What was said"], [["A", "a long sentence of many words " * 20]] * 4)
    (only,) = layouts(table)
    assert only.widths[1] > 5 * only.widths[0]


word = st.text(st.sampled_from("aimwWż –-/.%0123456789"), max_size=40).map(printable)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 28), st.integers(0, 5))
def test_every_table_fits_and_shows_each_column_once(data: st.DataObject, columns: int, rows: int) -> None:
    line = st.lists(word, min_size=columns, max_size=columns)
    table = as_table(data.draw(line), data.draw(st.lists(line, min_size=rows, max_size=rows)))
    assert faults(table) == []


def test_the_faults_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layout that loses a column, is too wide, or cuts a word is told."""
    from dataclasses import replace

    table = made(5)
    (whole,) = layouts(table)
    for wrong, said in (
        (replace(whole, columns=whole.columns[:4], widths=whole.widths[:4]), "columns"),
        (replace(whole, widths=(*whole.widths[:4], 400.0)), "points in"),
        (replace(whole, widths=(3.0, *whole.widths[1:])), "wider than its column"),
    ):
        monkeypatch.setattr("test_column_widths.layouts", lambda _, wrong=wrong: [wrong])
        assert any(said in fault for fault in faults(table))
