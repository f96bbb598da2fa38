"""A fourth quarter's book has the annual report; another quarter's only where it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import nelscb.book.build
from nelscb.book.execution import notebooks_of
from nelscb.book.stage import write_toc
from nelscb.cli import main
from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES
from nelscb.plan import Project


def test_the_annual_notebook_is_run_only_for_an_annual_edition(project: Project) -> None:
    assert ANNUAL_PAGE not in notebooks_of(project, annual=False)
    assert ANNUAL_PAGE in notebooks_of(project, annual=True)
    assert set(BOARD_PAGES) <= set(notebooks_of(project, annual=False))


def test_a_page_that_the_edition_does_not_have_is_not_in_its_contents(project: Project, tmp_path: Path) -> None:
    toc = yaml.safe_load((project.book / "_toc.yml").read_text(encoding="utf-8"))
    write_toc(
        toc, {ANNUAL_PAGE: {}, "score_card": {"score_card_neglect": {"title": "Neglect sub-group"}}}, tmp_path / "t"
    )
    written = yaml.safe_load((tmp_path / "t").read_text(encoding="utf-8"))
    listed = [chapter for part in written["parts"] for chapter in part["chapters"]]
    assert ANNUAL_PAGE not in [chapter["file"] for chapter in listed]
    assert {"file": "score_card_neglect", "title": "Neglect sub-group"} in listed
    assert {"file": "at_a_glance"} in listed


@pytest.mark.parametrize(("asked", "annual"), [([], False), (["--annual"], True)])
def test_the_command_hands_on_what_was_asked(
    asked: list[str], annual: bool, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    given = {}

    def build(*arguments: object, manner: object) -> Path:  # noqa: ARG001
        given["annual"] = arguments[-2]
        return root

    monkeypatch.setattr(nelscb.book.build, "build_book", build)
    assert main(["build", "2016-17-Q3", "--quiet", "--project", str(root), *asked]) == 0
    assert given["annual"] is annual
