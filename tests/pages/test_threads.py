"""Pages across the chapters: each measure under its thread, and holes that are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nelscb.exhibits import Exhibit, Status
from nelscb.mistakes import Mistake
from nelscb.named_numbers import plain
from nelscb.pages import Page
from nelscb.plan import Project, open_project


def table_rows(exhibit: Exhibit) -> list[list[str]]:
    assert exhibit.table is not None
    return [[_told(cell) for cell in row] for row in exhibit.table.rows]


def _told(cell: object) -> str:
    if isinstance(cell, tuple):
        return "".join(_told(part) for part in cell)
    return plain(str(getattr(cell, "words", getattr(cell, "word", cell))))


def test_every_measure_of_a_theme_has_its_row(page: Callable[[str], Page], project: Project) -> None:
    rows = table_rows(page("book").exhibit("themes"))
    assert len(rows) == sum(len(theme.measures) for theme in project.plan.threads.themes)
    assert {row[0] for row in rows} == set(project.plan.foundations.overarching_themes)


def test_the_toxic_trio_is_named_in_full_with_what_is_missing(page: Callable[[str], Page]) -> None:
    rows = table_rows(page("book").exhibit("toxic_trio"))
    assert {row[0] for row in rows} == {"Substance misuse", "Mental health", "Domestic abuse"}
    assert all(row[2].startswith(("No return received from", "Proposed: the Board has not asked")) for row in rows)


def test_the_agenda_lists_each_measure_without_a_figure_once(page: Callable[[str], Page]) -> None:
    exhibit = page("book").exhibit("agenda")
    rows = table_rows(exhibit)
    names = [row[1] for row in rows]
    assert len(names) == len(set(names))
    assert exhibit.text[0].startswith(f"{len(rows)} of the plan's ")
    assert not any("(P1-04)" in name for name in names)
    assert any("(P4-04)" in name for name in names)


def test_a_board_that_has_everything_has_an_empty_agenda(demo_page: Callable[[str], Page]) -> None:
    assert demo_page("book").exhibit("agenda").text == ("Every measure of the plan has a figure.",)


def test_chapters_without_a_better_off_measure_are_named(page: Callable[[str], Page]) -> None:
    told = " ".join(page("book").exhibit("better_off").text)
    assert "The plan itself names no such measure for P3 Child sexual exploitation" in told


def test_duties_that_nothing_answers_are_said_aloud(page: Callable[[str], Page], project: Project) -> None:
    exhibit = page("book").exhibit("duty_matrix")
    rows = table_rows(exhibit)
    foundations = project.plan.foundations
    parts = (
        foundations.definition_of_safeguarding, foundations.section_14, foundations.regulation_5,
        foundations.inspection_criteria,
    )  # fmt: skip
    assert len(rows) == sum(len(part) for part in parts)
    assert "Watch and evaluate how effective training is" in exhibit.text[0]


def test_milestones_show_the_answers_of_four_quarters(
    page: Callable[[str], Page], demo_page: Callable[[str], Page]
) -> None:
    assert "none has an answer" in page("book").exhibit("milestones").text[0]
    rows = table_rows(demo_page("book").exhibit("milestones"))
    assert all(len(row) == 7 for row in rows)
    assert any(cell not in ("–", "") for row in rows for cell in row[2:6])


def test_both_halves_of_the_outcome_are_there(page: Callable[[str], Page]) -> None:
    told = page("book").exhibit("outcome").text
    assert [line.split("**")[1] for line in told] == ["Children feel safe", "Children are safe"]
    assert "It is not known." in told[0]


def test_a_thread_that_names_no_measure_of_the_plan_is_refused(tmp_path: object, project: Project) -> None:
    import shutil
    from pathlib import Path

    folder = Path(str(tmp_path))
    shutil.copytree(project.folder / "params", folder / "params")
    path = folder / "params" / "plan" / "threads.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[P1-04, P1-06]", "[P1-04, P1-99]"), encoding="utf-8")
    with pytest.raises(Mistake, match=r"threads.yml: key 'joins': 'P1-99' is no measure of the plan"):
        open_project(folder)


def test_statuses_of_threads_have_word_and_shape(page: Callable[[str], Page]) -> None:
    table = page("book").exhibit("duty_matrix").table
    assert table is not None
    statuses = [
        part
        for row in table.rows
        for cell in row
        if isinstance(cell, tuple)
        for part in cell
        if isinstance(part, Status)
    ]
    assert {(s.word, s.shape) for s in statuses} == {("Figure or answer held", "circle"), ("Nothing held", "cross")}
