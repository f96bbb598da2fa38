"""Every figure of the workbook is the released one: all of them, read back by two readers, and compared naively."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from nelscb.edition import ReleasedPage, Series
from nelscb.plan import Project
from nelscb.quarters import FinancialYear, Quarter
from nelscb.workbook import write_workbook

MARKS = {
    "suppressed_by_publisher": "[c]", "suppressed": "c", "refused": "[r]", "not_returned": "[nr]", "not_due": "[nd]",
    "not_collected": "[x]", "not_applicable": "[z]",
}  # fmt: skip
FREQUENCIES = {"quarter": "by quarter", "year": "by year", "day": "on one day a year"}
FIGURES = ("Numerator (count)", "Denominator (count)", "Value (in the unit named)", "Lower 95% limit (same unit)",
           "Upper 95% limit (same unit)")  # fmt: skip
KEYS = ("Measure number", "Breakdown", "Category", "Area", "Counted", "Period")


def rows_by_openpyxl(written: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in written.book}


def rows_by_calamine(written: Any) -> dict[str, list[tuple[Any, ...]]]:
    read = CalamineWorkbook.from_path(written.path)
    return {name: [tuple(row) for row in read.get_sheet_by_name(name).to_python()] for name in read.sheet_names}


READERS = {"openpyxl": rows_by_openpyxl, "calamine": rows_by_calamine}


def table_of(rows: list[tuple[Any, ...]], first_heading: str) -> list[dict[str, Any]]:
    head = next(place for place, row in enumerate(rows) if row[0] == first_heading)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def figures_in(sheets: dict[str, list[tuple[Any, ...]]], project: Project) -> list[dict[str, Any]]:
    return [row for c in project.plan.chapters for row in table_of(sheets[c.id], "Measure number")]


def told_period(period: object) -> str:
    if isinstance(period, Quarter):
        return f"{period.year} Q{period.number}"
    if isinstance(period, FinancialYear):
        return str(period)
    assert isinstance(period, date)
    return f"{period.day} {period:%b} {period.year}"


def expected_of(released: ReleasedPage, project: Project) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """What must stand in the workbook, worked out from the release with none of the workbook's own code."""
    expected = {}
    for series in released.series:
        title = project.plan.breakdowns[series.breakdown].title if series.breakdown else "total"
        for p in series.points:
            key = (
                series.measure, title, series.category or "total", project.board.areas[series.area],
                FREQUENCIES[series.frequency], told_period(p.period),
            )  # fmt: skip
            assert key not in expected
            value: Any = p.value
            if value is None:
                value = MARKS.get(p.state) or p.answer or "[0]"
            expected[key] = (p.numerator, p.denominator, value, p.low, p.high)
    return expected


def found_of(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    rows = list(rows)
    found = {tuple(row[k] for k in KEYS): tuple(row[k] for k in FIGURES) for row in rows}
    assert len(found) == len(rows), Counter(tuple(row[k] for k in KEYS) for row in rows).most_common(1)
    return found


def differences(
    expected: dict[tuple[str, ...], tuple[Any, ...]], found: dict[tuple[str, ...], tuple[Any, ...]]
) -> list[str]:
    """Each figure that is not in the workbook as it was released; a missing one must show a shorthand."""
    wrong = []
    for key, figures in expected.items():
        cells = found.get(key)
        if cells is None:
            wrong.append(f"{key}: not there")
            continue
        for what, figure, cell in zip(FIGURES, figures, cells, strict=True):
            # A number must be there to the last digit; none must show a shorthand, never a number or nothing.
            right = cell == figure if figure is not None else isinstance(cell, str) and cell[:1] == "["
            if not right or isinstance(figure, float) != isinstance(cell, int | float):
                wrong.append(f"{key} {what}: {figure!r} shown as {cell!r}")
    return wrong


@pytest.mark.parametrize("reader", READERS)
def test_every_figure_of_both_boards_is_the_released_one(reader: str, written: Any) -> None:
    sheets = READERS[reader](written)
    expected = expected_of(written.released, written.project)
    assert len(expected) > 3000
    found = found_of(figures_in(sheets, written.project))
    assert differences(expected, found) == []
    # What stands there beside the released figures are measures of which none is held: each has one row, and no number.
    held = {series.measure for series in written.released.series}
    beyond = {key: cells for key, cells in found.items() if key not in expected}
    assert {key[0] for key in beyond} == {m.id for m in written.project.plan.measures.values() if not m.alias_of} - held
    assert len(beyond) == len({key[0] for key in beyond})
    assert all(isinstance(cell, str) for cells in beyond.values() for cell in cells)


def test_a_figure_changed_after_its_release_is_found_out(real_written: Any, tmp_path: Path) -> None:
    """The comparison above can fail: one figure of thousands is written one too high."""
    released, project = real_written.released, real_written.project
    series = next(s for s in released.series[100:] if s.points[-1].value is not None)

    def raised(found: Series) -> Series:
        if found is not series:
            return found
        return replace(found, points=(*found.points[:-1], replace(found.points[-1], value=found.points[-1].value + 1)))

    path = tmp_path / "changed.xlsx"
    write_workbook(replace(released, series=tuple(raised(s) for s in released.series)), project, path)
    found = found_of(figures_in(rows_by_calamine(replace(real_written, path=path)), project))
    wrong = differences(expected_of(released, project), found)
    assert len(wrong) == 1
    assert series.measure in wrong[0]


def test_a_withheld_figure_shows_why_and_is_no_zero(demo_written: Any) -> None:
    rows = figures_in(rows_by_openpyxl(demo_written), demo_written.project)
    withheld = [row for row in rows if row["Value (in the unit named)"] == "[c]"]
    assert len(withheld) == sum(
        p.state == "suppressed_by_publisher" for s in demo_written.released.series for p in s.points
    )
    assert {row["State of the figure"] for row in withheld} == {
        "withheld by its publisher or sender to protect confidentiality"
    }
    assert {row["State of the figure"] for row in rows if isinstance(row[FIGURES[2]], float | int)} == {"figure given"}


def test_where_a_figure_comes_from_stands_beside_it(written: Any) -> None:
    """Each row with a source names a publication and table, or a received file and sheet, that the release holds."""
    sheets = rows_by_openpyxl(written)
    origins = {o for s in written.released.series for p in s.points for o in p.origins}
    known = {f"{o.release}, table {o.sheet}" if o.release else f"{o.file}, sheet {o.sheet}" for o in origins}
    for row in figures_in(sheets, written.project):
        if row["Source"] not in ("none held", "the book itself"):
            assert set(row["Source"].split("; ")) <= known


def test_the_tracker_has_the_pages_rows_with_numbers_for_figures(written: Any, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue("demo_page" if written.released.illustrative else "page")("tracker")
    shown = page.exhibit("series").table
    rows = table_of(rows_by_openpyxl(written)["Tracker"], "Measure")
    assert [row["Measure"] for row in rows] == [row[0] for row in shown.rows]
    for row, cells in zip(rows, shown.rows, strict=True):
        for told, figure, when in (
            (cells[5], row["Baseline (in the unit named)"], row["Baseline period"]),
            (cells[6], row["Now (in the unit named)"], row["Period of the figure now"]),
        ):
            if isinstance(figure, str):
                assert told in (figure, "–", f"{figure} ({when})")
            elif row["Unit"].startswith("% "):
                assert told == f"{figure:.1f}% ({when})"
            else:
                assert told in (f"{round(figure):,} ({when})", f"{figure:.1f} ({when})")
        assert row["Distance since the baseline"] == ("[a]" if cells[7] == "–" else cells[7])


def test_every_entry_of_a_register_stands_in_its_sheet(demo_written: Any) -> None:
    names = {
        "action": "Actions", "challenge": "Challenges", "gap": "Gaps", "risk": "Risks",
        "conflict of interest": "Interests",
    }  # fmt: skip
    sheets = rows_by_openpyxl(demo_written)
    for kind, name in names.items():
        items = [i for i in demo_written.released.story.items if i.kind == kind]
        rows = table_of(sheets[name], "Number")
        assert items
        assert Counter((r["Number"], r["What was written"]) for r in rows) == Counter(
            (i.item, i.now.text) for i in items
        )


def test_an_entrys_due_day_is_a_date_and_its_age_a_number(demo_written: Any) -> None:
    rows = table_of(rows_by_openpyxl(demo_written)["Actions"], "Number")
    by_item = {i.item: i for i in demo_written.released.story.items if i.kind == "action"}
    for row in rows:
        item = by_item[row["Number"]]
        assert row["Age in quarters"] == item.age
        assert row["Due day"] == "no day given" if item.now.due is None else row["Due day"].date() == item.now.due


def test_notes_are_numbered_in_the_order_in_which_they_are_first_read(demo_written: Any) -> None:
    """Which of a measure's frequencies comes first is the table's order, and no chance of the run."""
    sheets = rows_by_openpyxl(demo_written)
    cells = [cell for name, rows in sheets.items() if name != "Notes" for row in rows[4:] for cell in row]
    marks = [cell for cell in cells if isinstance(cell, str) and cell.startswith("[note ")]
    first_read = list(dict.fromkeys(int(number) for cell in marks for number in re.findall(r"\d+", cell)))
    assert len(first_read) > 150
    assert first_read == sorted(first_read)
