"""Every number on the built pages is what its cell says, and no generated sentence has a number without a cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from read_numbers import nameless_numbers, released_cells, shows, worked_out, wrong_numbers

from nelscb.plan import Project, open_project

pytestmark = pytest.mark.book
QUARTER = "2016-17-Q4"
NO_CELLS = ("methods", "error_rates", "back_test", "plan_coverage")
"""Their sentences state rules of tests and simulations, or count the plan's own lines: numbers that no cell holds."""


def article_of(path: Path) -> Tag:
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article.bd-article")
    assert article is not None, path
    return article


def pages(html: Path) -> list[Path]:
    return [p for p in sorted(html.glob("*.html")) if p.stem not in ("genindex", "search")]


def units_of(project: Project) -> tuple[str, ...]:
    """The project's own words with digits in them that are no results: names and units, the longest first."""
    plan, measures = project.plan, project.plan.measures.values()
    words = {told for m in measures for told in (m.unit_words, m.title, m.numerator, m.denominator or "", *m.cautions)}
    words |= {f.title for m in measures for f in m.published if f.title}
    words |= {told for b in plan.breakdowns.values() for told in (b.title, *b.named)}
    words |= {request.title for chapter in plan.chapters for request in chapter.exhibits}
    words |= set(project.board.agencies.values())
    return tuple(sorted((w for w in words if re.search(r"\d", w) and re.search("[a-z]", w)), key=len, reverse=True))


def check(html: Path, project: Project) -> int:
    """Check every page of a book; how many numbers were held against their cells."""
    cache, checked, problems = project.folder / "build" / ".cache", 0, []
    units = units_of(project)
    cells = {"book": released_cells(cache, "book", QUARTER)}
    targets = {f"targets.{target.measure}": target.value for target in project.board.targets}
    for path in pages(html):
        article = article_of(path)
        name = path.stem if list(cache.glob(f"released/*/{path.stem}.json")) else "book"
        if name not in cells:
            cells[name] = released_cells(cache, name, QUARTER)
        problems += [f"{path.stem}: {problem}" for problem in wrong_numbers(article, cells[name] | targets)]
        if path.stem not in NO_CELLS:
            problems += [f"{path.stem}: nameless {problem}" for problem in nameless_numbers(article, units)]
        checked += len(article.select("[data-cell]"))
    assert problems == [], f"{len(problems)} problems:\n" + "\n".join(problems[:60])
    return checked


def test_every_number_of_the_real_book_is_its_cell(built: Path) -> None:
    assert check(built / "html", open_project(built.parents[2])) > 2000


def test_every_number_of_the_illustrative_book_is_its_cell(demo: Path) -> None:
    assert check(demo, open_project(demo.parents[3])) > 10000


def test_the_plans_lines_are_counted_as_the_page_lists_them(built: Path) -> None:
    article = article_of(built / "html" / "plan_coverage.html")
    answers = [row.find_all("td")[0].get_text().split(":")[0] for row in article.select("tbody tr")]
    sentence = article.select("p.told")[-1].get_text()
    assert sentence.startswith(
        f"Of {len(answers)} lines the book answers {answers.count('yes')}, partly answers {answers.count('partly')}, "
        f"and does not answer {answers.count('not yet')} yet."
    )


def test_a_wrong_number_in_a_sentence_is_found(built: Path) -> None:
    """A number put wrong by hand in a chapter's generated prose, in each way in which it could go wrong."""
    cells = released_cells(built.parents[2] / "build" / ".cache", "p1_early_help", QUARTER)
    page = (built / "html" / "p1_early_help.html").read_text(encoding="utf-8")
    marked = re.search(r'<p class="told">.*?<span data-cell="([^"]*)">([\d,]+)</span>', page, re.DOTALL)
    assert marked is not None
    right = f'<span data-cell="{marked[1]}">{marked[2]}</span>'
    for wrong in (
        f'<span data-cell="{marked[1]}">{int(marked[2].replace(",", "")) + 1:,}</span>',
        f'<span data-cell="{{P1-99/year/2016-17.value}}">{marked[2]}</span>',
    ):
        article = BeautifulSoup(page.replace(right, wrong), "html.parser").select_one("article.bd-article")
        assert article is not None
        assert wrong_numbers(article, cells)
    bare = BeautifulSoup(page.replace(right, marked[2]), "html.parser").select_one("article.bd-article")
    assert bare is not None
    assert nameless_numbers(bare)
    whole = BeautifulSoup(page, "html.parser").select_one("article.bd-article")
    assert whole is not None
    assert wrong_numbers(whole, cells) == []


@pytest.mark.parametrize(
    ("words", "value", "right"),
    [
        ("1,132", 1132.0, True), ("1,133", 1132.0, False), ("33%", 33.3, True), ("34%", 33.3, False),
        ("9.0%", 9.04, True),
        ("9.1%", 9.04, False), ("seven", 7.0, True), ("seven", 8.0, False), ("third", 3.0, True), ("13th", 13.0, True),
        ("no", 0.0, True), ("a third", 0.32, True), ("a third", 0.2, False), ("+4", 4.0, True), ("−4", -4.0, True),
        ("+4", -4.0, False), ("up", 1.0, False),
    ],
)  # fmt: skip
def test_words_show_a_value_to_the_last_digit_they_print(words: str, value: float, right: bool) -> None:
    assert shows(words, value) is right


def test_expressions_are_worked_out_over_cells_and_nothing_else() -> None:
    cells = {"a": 6.0, "b": 4.0}
    told: Callable[[str], float] = lambda expression: worked_out(expression, cells)  # noqa: E731
    assert told("{a}") == 6
    assert told("sum({a}, {b}, 1)") == 11
    assert told("(100 * (({a} / {b}) - 1))") == 50
    assert told("count({a}, {b})") == 2
    with pytest.raises(KeyError):
        told("count({a}, {c})")
    with pytest.raises(ValueError, match="Attribute"):
        told("(1).real")
