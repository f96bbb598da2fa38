from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import papermill
import pytest

from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES
from nelscb.mistakes import WrongCall
from nelscb.notebook import PARAMETERS, open_page
from nelscb.pages import Page
from nelscb.plan import Project

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
EVERY_CHAPTER = {
    "edition", "position", "data_say", "events", "helps_and_hurts", "findings", "score_card", "measures", "voice",
    "engagement", "actions", "gaps", "status_lines", "questions", "quality", "changes", "plan_frame",
}  # fmt: skip
"""What every chapter shows beside its own analyses."""


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_there_is_one_notebook_a_chapter_and_one_for_each_other_page(project: Project) -> None:
    pages = [*BOARD_PAGES, ANNUAL_PAGE, *METHOD_PAGES, *(c.slug for c in project.plan.chapters)]
    assert [p.stem for p in NOTEBOOKS] == sorted(pages)


def test_notebooks_are_kept_without_outputs(notebook: Path) -> None:
    for cell in cells(notebook, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_a_notebook_is_thin(notebook: Path) -> None:
    for cell in cells(notebook, "code"):
        tree = ast.parse("".join(cell["source"]))
        assert len(cell["source"]) <= 8
        assert not [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.Lambda, ast.For, ast.ClassDef))]
        imported = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        assert imported in ([], ["nelscb.notebook"])
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.Import)]


def test_a_notebook_takes_the_four_parameters_and_no_other(notebook: Path) -> None:
    assert set(papermill.inspect_notebook(notebook)) == set(PARAMETERS)


def test_a_notebook_begins_with_a_title_in_markdown(notebook: Path) -> None:
    first = json.loads(notebook.read_text(encoding="utf-8"))["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")


def test_a_notebook_shows_every_exhibit_its_chapter_asks_for_and_none_that_is_not_there(
    notebook: Path, page: Callable[[str], Page], project: Project
) -> None:
    shown = [
        match
        for cell in cells(notebook, "code")
        for match in re.findall(r'(?:show|say)\(page, "(\w+)"\)', "".join(cell["source"]))
    ]
    there = page(notebook.stem).exhibits
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(there)
    if notebook.stem in (*METHOD_PAGES, *BOARD_PAGES, ANNUAL_PAGE):
        assert set(shown) == set(there)
        return
    asked = {request.what for request in project.plan.chapter(notebook.stem).exhibits}
    assert asked | EVERY_CHAPTER <= set(shown)


def test_no_two_notebooks_share_their_own_words() -> None:
    """A chapter's story is its own: long paragraphs are not copied from one notebook to another."""
    seen: dict[str, str] = {}
    allowed = "Three questions of Outcomes Based Accountability"
    for path in NOTEBOOKS:
        for cell in cells(path, "markdown"):
            for paragraph in "".join(cell["source"]).split("\n\n"):
                if len(paragraph) > 80 and not paragraph.startswith(allowed):
                    assert paragraph not in seen, f"{path.stem} and {seen[paragraph]}"
                    seen[paragraph] = path.stem


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"quarter": "2016-17-Q9"}, "is not a quarter"),
        ({"quarter": "2016-17-Q4", "edition": "draft"}, "is no edition"),
        ({"quarter": "2016-17-Q4", "as_of": "tomorrow"}, "is not a day"),
        ({"quarter": "2016-17-Q4", "project": "nowhere"}, "is no project"),
    ],
)
def test_a_slip_in_a_parameter_is_one_sentence(call: dict[str, str], words: str) -> None:
    with pytest.raises(WrongCall, match=words):
        open_page("p1_early_help", **({"project": str(FOLDER.parent)} | call))


def test_a_page_that_is_not_there_is_named(page: Callable[[str], Page]) -> None:
    with pytest.raises(WrongCall, match="has no exhibit 'curve'"):
        page("p1_early_help").exhibit("curve")
