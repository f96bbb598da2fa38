"""What a book is made into, and that each format is where its readers look for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from nelscb.book.asked import FORMATS, formats_of
from nelscb.book.formats import Parts, _downloads, make_formats, prose_of, write_tables
from nelscb.cli import main
from nelscb.core_data_set import write_data
from nelscb.edition import PROSE, Edition
from nelscb.filed_editions import hash_of_tables
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.progress import Progress

TABLES = ("core_data_set.csv", "core_data_set.csv-metadata.json", "measures.json")
FOR_REVIEWERS = ("manifest.json", "received_rows.csv")
"""Beside the book alone: whoever checks an edition has its folder."""
MADE = {"book.pdf", "board_pack.pdf", "tables.xlsx", *TABLES}


def links_in(html: str) -> list[str]:
    return [str(link["href"]) for link in BeautifulSoup(html, "html.parser").find_all("a")]


@pytest.mark.parametrize(("text", "formats"), [
    ("html,pdf,xlsx", FORMATS), ("pdf", ("pdf",)), ("xlsx, html", ("html", "xlsx")), ("html,html", ("html",)),
])  # fmt: skip
def test_formats_are_named_in_any_order(text: str, formats: tuple[str, ...]) -> None:
    assert formats_of(text) == formats


@pytest.mark.parametrize("text", ["", "docx", "html,", "PDF"])
def test_a_format_that_there_is_not_is_a_wrong_call(text: str) -> None:
    with pytest.raises(WrongCall, match="there are html, pdf, xlsx"):
        formats_of(text)


def test_the_command_says_so_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "2016-17-Q4", "--formats", "html,docx"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_page_offers_only_what_was_made(edition: Edition, project: Project) -> None:
    data = [f"downloads/{name}" for name in TABLES]
    assert links_in(_downloads(["html"], "board")) == data
    assert links_in(_downloads(["html", "pdf"], "board")) == ["downloads/book.pdf", "downloads/board_pack.pdf", *data]
    assert links_in(_downloads(["html", "pdf"], "public")) == ["downloads/book.pdf", *data]
    assert prose_of(edition.release(PROSE), project, annual=True).names["downloads"].count("<li>") == len(MADE)


def test_what_goes_wrong_with_the_tables_is_said(
    edition: Edition, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written beside the pages; a mistake there ends the build as any other does."""

    def fails(*_: object) -> None:
        raise Mistake("the tables could not be written")

    monkeypatch.setattr("nelscb.book.formats.write_tables", fails)
    monkeypatch.setattr("nelscb.book.formats._staged", lambda *_: (tmp_path, []))
    monkeypatch.setattr("nelscb.book.formats.compile_what_changed", lambda *_: None)
    parts = Parts(project, {PROSE: edition.release(PROSE)}, tmp_path)
    with pytest.raises(Mistake, match="the tables could not"):
        make_formats(parts, ["xlsx"], tmp_path, Progress())


def test_tables_need_no_pages(demo_edition: Edition, demo_project: Project, tmp_path: Path) -> None:
    released = demo_edition.release(PROSE)
    write_tables(Parts(demo_project, {PROSE: released}, tmp_path), tmp_path)
    write_data(released, demo_project, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {name for name in MADE if not name.endswith(".pdf")}


def test_the_tables_are_the_same_for_a_draft_and_for_what_was_signed_off(
    edition: Edition, project: Project, tmp_path: Path
) -> None:
    released = edition.release(PROSE)
    for draft in (True, False):
        (tmp_path / str(draft)).mkdir()
        write_data(replace(released, draft=draft), project, tmp_path / str(draft))
    assert hash_of_tables(tmp_path / "True") == hash_of_tables(tmp_path / "False")


@pytest.mark.book
def test_every_format_stands_beside_the_book_and_in_it(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == {"html", "notebooks", *FOR_REVIEWERS, *MADE}
    front = BeautifulSoup((built / "html" / "index.html").read_text(encoding="utf-8"), "html.parser")
    offered = {str(link["href"]) for link in front.select('a[href^="downloads/"]')}
    assert offered == {f"downloads/{name}" for name in MADE}
    for name in MADE:
        assert (built / "html" / "downloads" / name).read_bytes() == (built / name).read_bytes()
