from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from nelscb.edition import METHOD_PAGES, open_edition
from nelscb.exhibits import Link
from nelscb.pages import Page, page_of
from nelscb.pages.book import PROSE
from nelscb.pages.card_page import TEMPLATE
from nelscb.pages.prose import answer
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml


def test_every_exhibit_that_the_prose_names_is_there_and_none_is_left_over(
    page: Callable[[str], Page], root: Path
) -> None:
    named = {
        match
        for path in (root / "book").glob("*.md")
        if path.stem != TEMPLATE
        for match in re.findall(r"^```\{exhibit\} (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named == set(page(PROSE).exhibits)


def test_the_table_of_contents_names_every_page_once(project: Project, root: Path) -> None:
    toc = read_yaml(root / "book" / "_toc.yml")
    pages = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
    prose = {p.stem for p in (root / "book").glob("*.md")}
    assert sorted(pages) == sorted(prose | {c.slug for c in project.plan.chapters} | set(METHOD_PAGES))


def test_document_control_says_what_is_blank_and_what_has_passed(page: Callable[[str], Page], project: Project) -> None:
    table = page(PROSE).exhibit("document_control").table
    assert table is not None
    lines = {str(r[0]): r[1:] for r in table.rows}
    assert lines["Date approved"] == ("blank", "left blank on the cover")
    assert lines["Date issued"] == ("blank", "left blank on the cover")
    assert lines["Review date"][0] == "November 2016"
    assert str(lines["Review date"][1]).startswith("passed before this quarter ended on 31 March 2017")
    earlier = page_of(open_edition(project, "2015-16-Q4").release(PROSE), project.plan, project.board)
    table = earlier.exhibit("document_control").table
    assert table is not None
    assert table.rows[-1][-1] == "not yet reached"


def test_the_front_page_names_edition_quarter_and_that_it_is_retrospective(page: Callable[[str], Page]) -> None:
    (line,) = page(PROSE).exhibit("edition").text
    assert "2016-17 Q4 (January to March 2017)" in line
    assert "board edition" in line
    assert "as of 23 November 2026" in line
    assert "retrospective" in line


def test_where_we_are_has_a_line_for_every_chapter(page: Callable[[str], Page], project: Project) -> None:
    table = page(PROSE).exhibit("where_we_are").table
    assert table is not None
    links = [cell.page for row in table.rows for cell in row[0] if isinstance(cell, Link)]
    assert links == [c.slug for c in project.plan.chapters]


def test_a_line_answered_by_figures_follows_the_figures(project: Project) -> None:
    released = open_edition(project, "2016-17-Q4").release(PROSE)
    answers = {line.key: answer(line, released) for line in project.plan.coverage}
    assert answers["P1-04"] == "partly: published figures only"
    assert answers["P3-01"] == "not yet: no return received"
    assert set(answers.values()) <= {
        "yes", "partly", "not yet", "partly: published figures only", "not yet: no return received",
    }  # fmt: skip
