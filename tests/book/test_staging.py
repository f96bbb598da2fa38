"""Sources are staged while notebooks still run, and are the same as when all is there from the beginning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from nelscb.book.stage import Prose, stage, stage_rest
from nelscb.pages import Page

PROSE = Prose(Page("book", {}), {}, {"board": "A board"}, {})
PUBLIC = Prose(Page("book", {}), {}, {"board": "A board"}, {}, "public")


def notebook(folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    figure = {
        "id": f"{name}_chart",
        "caption": "A chart",
        "alt": "It rises.",
        "figures": {"columns": ["Quarter"], "rows": [], "source": "A source"},
    }
    shown = {
        "output_type": "display_data", "data": {"image/svg+xml": "<svg/>"},
        "metadata": {"image/svg+xml": {"nelscb": figure}},
    }  # fmt: skip
    told = {"output_type": "display_data", "metadata": {}, "data": {"text/html": '<a href="gone.html">Gone</a>'}}
    cells = [{"cell_type": "code", "source": "show()", "outputs": [shown, told]}]
    (folder / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "theme").mkdir(parents=True)
    (folder / "theme" / "style.css").write_text("p {}", encoding="utf-8")
    contents = [{"file": name} for name in ("words", "first", "second")]
    toc = {"format": "jb-book", "root": "index", "parts": [{"caption": "A part", "chapters": contents}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (folder / "public").mkdir()
    gone = {**toc, "parts": [{"caption": "A part", "chapters": [*contents, {"file": "gone"}]}]}
    (folder / "public" / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (folder / "_toc.yml").write_text(yaml.safe_dump(gone), encoding="utf-8")
    (folder / "index.md").write_text("# {board}\n[Gone](gone.md)\n", encoding="utf-8")
    for name in ("words", "gone"):
        (folder / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    settings = {"title": "{board}", "sphinx": {"config": {"html_theme_options": {}}}}
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("prose", [PROSE, PUBLIC], ids=lambda prose: prose.edition)
def test_what_is_staged_in_two_steps_is_what_is_staged_in_one(prose: Prose, book: Path, tmp_path: Path) -> None:
    notebooks, config = tmp_path / "notebooks", tmp_path / "_config.yml"
    notebook(notebooks, "first")
    early = tmp_path / "early"
    stage(book, notebooks, prose, "The edition", config, early, ("second", "of_no_page"))
    assert not (early / "second.ipynb").exists()
    notebook(notebooks, "second")
    stage_rest(book, notebooks, prose, "The edition", early, ("second", "of_no_page"))
    stage(book, notebooks, prose, "The edition", config, tmp_path / "late")
    assert files_in(early) == files_in(tmp_path / "late")
    assert {"second.ipynb", "_static/charts/second_chart.svg"} <= files_in(early).keys()
    leads = b"gone.html" in files_in(early)["second.ipynb"]
    assert leads == (prose is PROSE)
