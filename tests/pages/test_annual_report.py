"""The annual report: four quarters put together by hand again, and nothing told of a year with a hole in it."""

from __future__ import annotations

from collections.abc import Callable

from nelscb.edition import Edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages import Page


def rows(exhibit: Exhibit) -> dict[str, list[str]]:
    assert exhibit.table is not None
    return {plain(str(row[0])): [plain(str(cell)) for cell in row[1:]] for row in exhibit.table.rows}


def test_a_flow_of_the_year_is_the_sum_of_its_four_quarters(
    demo_page: Callable[[str], Page], demo_edition: Edition
) -> None:
    series = demo_edition.indicators.series("P3-01", "quarter", demo_edition.project.board.area.code)
    assert series is not None
    total = sum(p.value or 0 for p in series.points[-4:])
    year = rows(demo_page("annual_report").exhibit("p3_year"))["Referrals into the MACE (P3-01)"]
    assert year[0].split(" ")[0] == f"{total:,.0f}"
    assert year[3] == "sum of four quarters"


def test_a_year_with_a_missing_quarter_is_not_told(demo_page: Callable[[str], Page], demo_edition: Edition) -> None:
    short = [y for y in demo_edition.story.year if y.how == "sum" and 0 < y.now.held < 4]
    for year in short:
        assert year.now.value is None
    told = " ".join(t for e in demo_page("annual_report").exhibits.values() for t in e.text)
    assert "nan" not in told


def test_each_chapter_and_the_three_sections_the_plan_asks_for_are_there(demo_page: Callable[[str], Page]) -> None:
    exhibits = demo_page("annual_report").exhibits
    chapters = [f"{letter}{n}_year" for letter, last in (("p", 4), ("o", 9)) for n in range(1, last + 1)]
    assert {*chapters, "training", "learning", "child_deaths"} <= set(exhibits)
    assert exhibits["training"].table is not None
    assert "three years" in " ".join(exhibits["child_deaths"].text)


def test_a_board_without_returns_says_that_nothing_can_be_said_of_the_year(page: Callable[[str], Page]) -> None:
    report = page("annual_report")
    assert "nothing can be said of the year" in report.exhibit("p4_year").text[-1]
    assert "Nothing was written" in report.exhibit("training_texts").text[0]
    assert report.exhibit("p4_done").text
