from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES, PROSE, Edition, open_edition
from nelscb.exhibits import Exhibit
from nelscb.pages import Page, page_of
from nelscb.pages.card_page import TEMPLATE
from nelscb.pages.prose import answer
from nelscb.pages.standing import NO_FIGURE, status_of
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml
from nelscb.tables import cell_text

SHAPES = {
    "up": "Triangle, point up or down", "down": "Triangle, point up or down", "diamond": "Diamond",
    "circle": "Full circle", "ring": "Ring", "dash": "Dash", "cross": "Cross",
}  # fmt: skip
"""What the page on how to read the book calls a status's shape."""
NOT_ABBREVIATED = {"II", "V1"}
"""A Roman numeral of a book's title, and the plan's own version."""


def test_every_exhibit_that_the_prose_names_is_there_and_none_is_left_over(
    page: Callable[[str], Page], root: Path
) -> None:
    named = {
        match
        for path in (root / "book").glob("**/*.md")
        if path.stem != TEMPLATE
        for match in re.findall(r"^```\{exhibit\} (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named == set(page(PROSE).exhibits)


def test_the_table_of_contents_names_every_page_once(project: Project, root: Path) -> None:
    toc = read_yaml(root / "book" / "_toc.yml")
    pages = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
    prose = {p.stem for p in (root / "book").glob("*.md")}
    notebooks = {c.slug for c in project.plan.chapters} | {*BOARD_PAGES, *METHOD_PAGES, ANNUAL_PAGE}
    assert sorted(pages) == sorted(prose | notebooks)


def test_the_public_contents_name_pages_that_are_there_and_none_that_is_the_boards(
    project: Project, root: Path
) -> None:
    toc = read_yaml(root / "book" / "public" / "_toc.yml")
    pages = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
    prose = {p.stem for p in (root / "book").glob("**/*.md")}
    notebooks = {*(c.slug for c in project.plan.chapters), *METHOD_PAGES, ANNUAL_PAGE}
    assert len(pages) == len(set(pages))
    assert set(pages) <= prose | notebooks
    assert notebooks <= set(pages)
    assert {"not_public", "governance", "registers", "returns", *BOARD_PAGES}.isdisjoint(pages)


def test_every_page_that_the_prose_links_to_is_in_the_table_of_contents(root: Path) -> None:
    toc = read_yaml(root / "book" / "_toc.yml")
    pages = {toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])}
    links = [
        (path.stem, linked)
        for path in (root / "book").glob("*.md")
        for linked in re.findall(r"\]\((\w+)\.(?:md|ipynb)\)", path.read_text(encoding="utf-8"))
    ]
    assert len(links) > 10
    assert [(page, linked) for page, linked in links if linked not in pages - {ANNUAL_PAGE, TEMPLATE}] == []


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


def test_the_front_page_leads_to_the_pages_for_the_meeting_in_their_order(root: Path) -> None:
    told = (root / "book" / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"\((\w+)\.ipynb\)", told)[:3] == ["at_a_glance", "exceptions", "what_changed"]


def how_to_read(root: Path) -> str:
    return (root / "book" / "how_to_read.md").read_text(encoding="utf-8")


def test_how_to_read_tells_the_order_that_every_chapter_has(project: Project, root: Path) -> None:
    order = re.findall(r"^\d+\. \*\*(.+?)\*\*", how_to_read(root), re.MULTILINE)
    assert len(order) == 10
    for chapter in project.plan.chapters:
        cells = json.loads((project.notebooks / f"{chapter.slug}.ipynb").read_text(encoding="utf-8"))["cells"]
        told = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        headings = re.findall(r"^## (.+)$", told, re.MULTILINE)
        assert [h for h in headings if h in order] == order, chapter.id


def test_how_to_read_gives_every_verdict_the_shape_that_it_has_in_the_book(
    root: Path, edition: Edition, demo_edition: Edition
) -> None:
    both = [*edition.assessments.values(), *demo_edition.assessments.values()]
    statuses = {NO_FIGURE, *(status_of(assessment) for assessment in both)}
    assert {"Improving", "Worsening", "Unclear", "Too few data", "No figure"} <= {s.word for s in statuses}
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|", how_to_read(root), re.MULTILINE))
    for status in statuses:
        assert status.word in re.split(r", | or ", rows[SHAPES[status.shape]]), status


def shown(exhibit: Exhibit) -> Iterator[str]:
    """Every text of an exhibit but what somebody wrote for it."""
    yield from (exhibit.caption, exhibit.alt, *exhibit.text, *exhibit.notes, *exhibit.sources)
    for card in exhibit.cards:
        yield from (card.title, cell_text(card.foot), *map(cell_text, card.lines))
    if exhibit.table is not None:
        yield from (column.title for column in exhibit.table.columns)
        yield from (cell_text(cell) for row in exhibit.table.rows for cell in row)


def abbreviations(text: str) -> set[str]:
    """Words of capitals in a text, without the names of measures, files and links, and without an "s" for many."""
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|\{\w+\}|\b(?:[PO]\d|X)-\w+|\bD\d\d\b", " ", text)
    found = re.findall(r"\b(?:[A-Z](?:[A-Z]|&(?=[A-Z]))+|[A-Z]\d|[A-Z][a-z][A-Z]|DfE|PLoS)(?=s?\b)", text)
    return set(found) - NOT_ABBREVIATED


def explained(glossary: dict[str, str]) -> set[str]:
    """The words of the glossary's entries; of ``PN0 to PN7`` and ``CIN B1 to D6`` all between them too."""
    words = {word for key in glossary for word in re.split(r"[ ,/-]+", key)}
    for one, first, other, last in re.findall(r"\b([A-Z]+)(\d) to ([A-Z]+)(\d)\b", " ".join(glossary)):
        letters = [one] if one == other else [chr(n) for n in range(ord(one), ord(other) + 1)]
        numbers = range(int(first), int(last) + 1) if one == other else range(1, 10)
        words |= {f"{letter}{number}" for letter in letters for number in numbers}
    for meaning in glossary.values():
        words |= set(re.findall(r"also written ([A-Z]+)", meaning))
    return words


def test_an_abbreviation_is_found_and_a_measures_name_is_none() -> None:
    assert abbreviations("DVPOs, A&E and XmR of P1, P1-S1 ({area}) in [MASH](MACE.md) by DfE") == {
        "DVPO", "A&E", "XmR", "P1", "MASH", "DfE",
    }  # fmt: skip
    assert explained({"P1 to P4": "", "NHS FT": ""}) >= {"P2", "P4", "NHS", "FT"}


def test_the_glossary_explains_every_abbreviation_that_people_wrote(project: Project, root: Path) -> None:
    known = explained(project.plan.foundations.glossary)
    prose = {str(p): p.read_text(encoding="utf-8") for p in (root / "book").glob("**/*.md")}
    prose = {name: re.sub(r"```.*?```|`[^`]*`|\$.*?\$", " ", text, flags=re.DOTALL) for name, text in prose.items()}
    for path in (root / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose[path.stem] = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    assert {"MACE", "MARAC"} <= set().union(*map(abbreviations, prose.values()))
    assert {name: left for name, text in prose.items() if (left := abbreviations(text) - known)} == {}


@pytest.mark.parametrize("name", [*BOARD_PAGES, ANNUAL_PAGE, PROSE, "chapters"])
def test_the_glossary_explains_every_abbreviation_that_the_book_worked_out(
    name: str, page: Callable[[str], Page], project: Project
) -> None:
    known = explained(project.plan.foundations.glossary)
    for one in [c.slug for c in project.plan.chapters] if name == "chapters" else [name]:
        found = {
            what: left
            for what, exhibit in page(one).exhibits.items()
            if (left := abbreviations(" ".join(shown(exhibit))) - known)
        }
        assert found == {}, one


def test_a_line_answered_by_figures_follows_the_figures(project: Project) -> None:
    released = open_edition(project, "2016-17-Q4").release(PROSE)
    answers = {line.key: answer(line, released) for line in project.plan.coverage}
    assert answers["P1-04"] == "partly: published figures only"
    assert answers["P3-01"] == "not yet: no return received"
    assert set(answers.values()) <= {
        "yes", "partly", "not yet", "partly: published figures only", "not yet: no return received",
    }  # fmt: skip
