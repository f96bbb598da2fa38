"""The mapping from columns to series is data: what it may say, and that the shipped one fits the plan and the data."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.published.columns import SeriesColumns, Table, mapping_file, read_tables
from nelscb.published.statistics import declared_series

TABLE = """\
tables:
  calls:
    source_table: CIN C1
    title: Calls
    publication: Children
    columns:
      calls: [call_count, Calls]
      second: [again]
    recognised_by: [calls, second]
    series:
      referrals: {count: calls, unit: count}
      re_referrals_within_12_months: {numerator: [second], denominator: calls, unit: percent}
"""

Write = Callable[[str], Project]


@pytest.fixture
def write(project: Project, tmp_path: Path) -> Write:
    """A board in a folder of its own that follows the shipped plan, with this mapping of its own."""

    def of(text: str) -> Project:
        (tmp_path / "params").mkdir(exist_ok=True)
        (tmp_path / "params" / "dfe_columns.yml").write_text(text, encoding="utf-8")
        return borrowing(project, tmp_path)

    return of


def borrowing(project: Project, folder: Path) -> Project:
    return replace(project, folder=folder, board=replace(project.board, plan=str(project.plan_folder)))


def test_a_table_says_which_columns_fill_which_series(write: Write) -> None:
    (table,) = read_tables(write(TABLE)).values()
    assert table.columns["calls"] == ("call_count", "Calls")
    assert table.series["referrals"] == SeriesColumns(unit="count", count="calls")
    assert table.series["re_referrals_within_12_months"].needed == ("calls", "second")


def test_a_boards_own_mapping_counts_and_else_the_one_beside_the_plan_it_borrows(
    project: Project, tmp_path: Path, write: Write
) -> None:
    shipped = project.folder / "params" / "dfe_columns.yml"
    assert mapping_file(project) == shipped
    assert mapping_file(borrowing(project, tmp_path)) == shipped
    assert mapping_file(write(TABLE)) == tmp_path / "params" / "dfe_columns.yml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    title: Calls\n", "", "key 'tables.calls.title': is missing"),
        ("    title: Calls\n", "    titel: Calls\n", "key 'tables.calls.titel': is not a key that this entry knows"),
        ("{count: calls, unit", "{counts: calls, unit", "key 'tables.calls.series.referrals.counts': is not a key"),
        ("  calls:\n    source", "  Calls 1:\n    source", "table Calls 1: a table's name stands in file names"),
        ("      second: [again]\n", "      second: [again]\n      second: [more]\n", "line 9: is not valid YAML"),
        ("recognised_by: [calls, second]", "recognised_by: []", "table calls: key 'recognised_by': is empty; name the"),
        ("recognised_by: [calls, s", "recognised_by: [c, s", "key 'recognised_by': 'c' is none of its columns"),
        (
            "second: [again]", "second: [again, CALLS]",
            "the columns calls and second have one name between them, 'calls'; take one out",
        ),
        (
            "      referrals: {", "      calls_in: {",
            "series calls_in: no measure of the plan is filled by it; add it to a measure's 'published' key",
        ),
        ("denominator: calls", "denominator: all", "within_12_months: 'all' is none of the table's columns"),
        ("{count: calls, unit", "{count: calls, value: rate, unit", "series referrals: 'rate' is none of the table's"),
        ("{count: calls, unit", "{unit", "series referrals: needs one of count, numerator, months or a value alone"),
        (
            "{count: calls, unit", "{count: calls, numerator: [calls], unit",
            "series referrals: needs one of count, numerator, months or a value alone",
        ),
        (
            "{count: calls, unit", "{months: [calls, second], unit",
            "series referrals: key 'months': must name twelve columns, from April to March",
        ),
        ("{count: calls, unit", "{count: calls, where: {age: all}, unit", "referrals: 'age' is none of the table's"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_said_with_file_table_and_key(
    write: Write, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert TABLE.count(old) == 1
    with pytest.raises(Mistake) as caught:
        read_tables(write(TABLE.replace(old, new)))
    assert str(caught.value).startswith(str(tmp_path / "params" / "dfe_columns.yml"))
    assert said in str(caught.value)


def test_all_problems_of_a_mapping_are_said_at_once(write: Write) -> None:
    wrong = TABLE.replace("denominator: calls", "denominator: all").replace("      referrals: {", "      calls_in: {")
    with pytest.raises(Mistake) as caught:
        read_tables(write(wrong))
    assert "series calls_in" in str(caught.value)
    assert "'all' is none" in str(caught.value)


# The shipped mapping.


@pytest.fixture(scope="module")
def tables(project: Project) -> dict[str, Table]:
    return read_tables(project)


def test_the_shipped_mapping_names_only_series_that_a_measure_declares(
    project: Project, tables: dict[str, Table]
) -> None:
    assert {s for table in tables.values() for s in table.series} <= declared_series(project.plan)


def test_an_imported_row_has_the_shape_of_the_rows_already_there(project: Project, tables: dict[str, Table]) -> None:
    """Numerator, denominator, value and unit, as in most rows of the shipped file that are not withheld."""
    with (project.published / "published_statistics.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["symbol"]]
    parts = ("numerator", "denominator", "value")
    for table in tables.values():
        for series, asked in table.series.items():
            there = [row for row in rows if row["series"] == series]
            shape = Counter(tuple(bool(row[part]) for part in parts) for row in there).most_common(1)[0][0]
            in_value_column = bool(asked.count or asked.months or asked.value)
            assert (bool(asked.numerator), bool(asked.denominator), in_value_column) == shape, series
            assert {row["unit"] for row in there} == {asked.unit}, series


def test_a_series_comes_from_the_table_it_came_from_before_or_is_the_total_of_another(
    project: Project, tables: dict[str, Table]
) -> None:
    with (project.published / "published_statistics.csv").open(encoding="utf-8", newline="") as file:
        before = {row["series"]: row["source_table"] for row in csv.DictReader(file)}
    for table in tables.values():
        for series, asked in table.series.items():
            if table.source_table == before[series] or table.source_table.startswith("CLA"):
                continue
            elsewhere = [t for t in tables.values() if series in t.series and t.source_table == before[series]]
            assert elsewhere, series
            assert asked.count, series


def test_no_two_shipped_tables_are_recognised_by_the_same_columns(tables: dict[str, Table]) -> None:
    """A file with every column that one table has, under any of their names, fits that table alone."""
    for name, table in tables.items():
        for newest in (True, False):
            header = {n[0 if newest else -1].casefold(): n[0] for n in table.columns.values()}
            fitting = [k for k, other in tables.items() if set(other.recognised_by) <= other.found_in(header).keys()]
            assert fitting == [name]


def test_a_column_is_either_used_or_left_out_on_purpose(tables: dict[str, Table]) -> None:
    for name, table in tables.items():
        used = {n.casefold() for names in table.columns.values() for n in names}
        assert not used & {n.casefold() for n in table.not_used}, name
        asked = {c for s in table.series.values() for c in (*s.needed, s.value) if c}
        assert asked == set(table.columns), name
