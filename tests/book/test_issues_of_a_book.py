"""A small board's book through three issues: each says which it is and what it replaces, and one is withdrawn."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_board import CHAPTER, QUARTER, book_of

from nelscb.book.build import build_book
from nelscb.book.notice import put_notice
from nelscb.filed_editions import filed_editions
from nelscb.mistakes import Mistake
from nelscb.plan import open_project
from nelscb.signing import sign_off
from nelscb.withdrawing import withdraw

pytestmark = pytest.mark.book
DAY = datetime(2017, 6, 9, 9, tzinfo=UTC)
build = partial(build_book, say=lambda _: None, formats=("html",))


def made(board: Path) -> Path:
    return build(open_project(board), QUARTER)


def signed_off(board: Path) -> None:
    project = open_project(board)
    for role in ("Board manager", "Chair"):
        sign_off(book_of(board), role, DAY, project, build, lambda _: True)


def retitled(board: Path, before: str, after: str) -> None:
    """Other words in a measure's name: the released tables have it, so they are others."""
    path = board / "params" / "plan" / f"{CHAPTER}.yml"
    told = path.read_text(encoding="utf-8")
    assert before in told
    path.write_text(told.replace(before, after), encoding="utf-8")


def line_and_edition(board: Path) -> tuple[str, str, str]:
    """The line at the head of the front page, what its article begins with, and the chapter's edition line."""
    pages = [
        BeautifulSoup((book_of(board) / "html" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        for name in ("index", CHAPTER)
    ]
    line = pages[0].select_one(".bd-header-announcement")
    assert line is not None
    front, chapter = (page.select_one("article").get_text(" ", strip=True) for page in pages)  # type: ignore[union-attr]
    return line.get_text(), front, chapter


def notebook_says(board: Path, name: str) -> str:
    told = json.loads((book_of(board) / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return "".join("".join(o["data"]["text/plain"]) for c in told["cells"] for o in c.get("outputs", []))


def test_issues_are_numbered_told_what_they_replace_and_withdrawn(small: Path) -> None:
    names = ['"Child deaths notified"', '"Deaths notified"', '"Deaths of children notified"']
    made(small)
    signed_off(small)
    assert "issue" not in " ".join((*line_and_edition(small), notebook_says(small, "what_changed")))

    retitled(small, names[0], names[1])
    made(small)
    line, front, chapter = line_and_edition(small)
    assert " · board edition · issue 2 · DRAFT" in line
    owed = "Issue 2 replaces issue 1, signed off on 9 June 2017: the reason is still owed."
    assert owed in front
    # The title alone is another: no figure is.
    assert "No figure of the Board's own area reads otherwise than in issue 1." in front
    assert "board edition · issue 2 · as of" in chapter
    assert owed in notebook_says(small, "what_changed")
    assert "replaces" not in notebook_says(small, CHAPTER)
    with pytest.raises(Mistake, match="does not say why issue 2 of the board edition replaces issue 1"):
        signed_off(small)
    settings = small / "params" / "quarters" / f"{QUARTER}.yml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text("reissues: [{edition: board, issue: 2, why: A title was wrong}]\n", encoding="utf-8")
    signed_off(small)
    line, front, _ = line_and_edition(small)
    assert "issue 2" in line
    assert "DRAFT" not in line
    assert "Issue 2 replaces issue 1, signed off on 9 June 2017: A title was wrong." in front
    assert [filed.issue for filed in filed_editions(open_project(small), "board")] == [1, 2]

    folder = small / "data" / "editions" / QUARTER / "board-2"
    withdraw(folder, "Chair", DAY.replace(day=12), "The title is wrong still", open_project(small), put_notice)
    before = (book_of(small) / "html" / "index.html").read_bytes()
    with pytest.raises(Mistake, match=r"of issue 2 of the board edition, which Chair withdrew on 2017-06-12 \(The"):
        made(small)
    assert (book_of(small) / "html" / "index.html").read_bytes() == before
    assert {path.name for path in book_of(small).iterdir()} == {"html"}

    retitled(small, names[1], names[2])
    made(small)
    line, front, _ = line_and_edition(small)
    assert "issue 3" in line
    assert (
        "Issue 3 replaces issue 2, signed off on 9 June 2017 and withdrawn on 12 June 2017: the reason is still owed."
    ) in front
