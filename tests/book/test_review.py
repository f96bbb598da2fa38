"""The folder for reviewers: what is in it, that its notebooks give the edition's outputs, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_board import (
    QUARTER,
    book_of,
    environment,
    files_of,
    one_sentence,
    run,
    small_board,
    with_published_figures,
)

from nelscb.book.run import NotebookRunner

pytestmark = pytest.mark.book
P1 = "p1_early_help"


def review(board: Path, edition: str, *more: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "nelscb.cli", "review", str(board / "build" / QUARTER / edition), *more]
    return subprocess.run(call, env=environment(), capture_output=True, text=True, check=False)


def cells(path: Path) -> list[tuple[object, ...]]:
    """Each cell of a notebook as it is read: its source, and its outputs."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return [("".join(cell["source"]), json.dumps(cell.get("outputs"), sort_keys=True)) for cell in told["cells"]]


def run_all(notebooks: Path) -> None:
    """Run every notebook from top to bottom on ordinary kernels, in its own place, and compare every output."""
    found = {path.stem: path for path in sorted(notebooks.glob("*.ipynb"))}
    again = notebooks.with_name("again")
    with NotebookRunner(notebooks, jobs=2, engine="plain") as runner:
        runner.start(found, again, {})
        assert runner.finish(lambda *_: None) == {}
    assert {path.stem for path in again.iterdir()} == set(found)
    for name, path in found.items():
        assert cells(again / path.name) == cells(path), name
    shutil.rmtree(again)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small board with published figures, and both editions of its book."""
    folder = with_published_figures(small_board(tmp_path_factory.mktemp("reviewed") / "board", P1))
    (folder / "book" / "public" / "index.md").unlink()
    (folder / "book" / "public" / "how_to_read.md").unlink()
    contents = f"format: jb-book\nroot: index\nparts:\n  - caption: Priorities\n    chapters:\n      - file: {P1}\n"
    (folder / "book" / "public" / "_toc.yml").write_text(contents, encoding="utf-8")
    made = run(folder, "--edition", "both", "--formats", "html", "--quiet")
    assert made.returncode == 0, made.stderr
    return folder


def test_a_reviewer_runs_the_boards_notebooks_again_with_its_data_beside_them(board: Path) -> None:
    before = files_of(book_of(board))
    done = review(board, "board")
    assert (done.returncode, done.stderr) == (0, "")
    folder = board / "build" / QUARTER / "board-review"
    assert done.stdout == f"{folder}\n"
    assert files_of(book_of(board)) == before
    there = files_of(folder)
    place = f"build/{QUARTER}/board"
    assert {name for name in there if name.startswith(place)} == {
        *(f"{place}/{name}" for name in before if name.startswith("notebooks/")),
        *(f"{place}/{name}" for name in ("core_data_set.csv", "core_data_set.csv-metadata.json", "measures.json")),
    }
    for name in ("params/board.yml", f"params/plan/{P1}.yml", "data/published/published_statistics.csv"):
        assert there[name] == (board / name).read_bytes()
    about = there["README.md"].decode()
    assert "OFFICIAL-SENSITIVE" in about
    assert f"`{place}/notebooks`" in about
    assert str(board) not in "".join(content.decode(errors="ignore") for content in there.values())
    assert any(line.startswith("papermill==") for line in there["versions.txt"].decode().splitlines())
    run_all(folder / place / "notebooks")


def test_who_reviews_the_public_edition_is_given_what_was_released_and_nothing_that_was_sent(
    board: Path, tmp_path: Path
) -> None:
    done = review(board, "public", "--to", str(tmp_path / "for" / "reviewers"))
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "for" / "reviewers"
    there = files_of(folder)
    assert {name.split("/")[0] for name in there} == {"README.md", "versions.txt", "params", "released", "build"}
    assert not [name for name in there if name.startswith(("data", "params/quarters", "params/baselines"))]
    pages = {name for name in there if name.startswith("released/")}
    assert f"released/{QUARTER}-public/{P1}.json" in pages
    assert not any(b"OFFICIAL-SENSITIVE" in content for content in there.values())
    shutil.rmtree(board / "build" / ".cache" / "released")
    notebooks = folder / "build" / QUARTER / "public" / "notebooks"
    call = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(notebooks)]
    compared = subprocess.run(call, env=environment(), capture_output=True, text=True, check=False)
    assert compared.returncode == 0, compared.stdout[-3000:]


def test_what_was_not_given_is_said(board: Path, tmp_path: Path) -> None:
    assert review(board, "public", "--to", str(tmp_path / "reviewers")).returncode == 0
    call = f"from nelscb.notebook import open_page; open_page('{P1}', '2015-16-Q4', 'public', project='.')"
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=tmp_path / "reviewers", env=environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "was not given to this folder; leave the notebook's parameters as they are" in done.stderr


def test_a_place_that_is_not_empty_or_no_edition_is_refused(board: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    one_sentence(review(board, "board", "--to", str(tmp_path)), "is not empty; remove it, or name another folder with")
    assert files_of(tmp_path) == {"note.txt": b"mine"}
    one_sentence(review(board, "nothing"), "is no edition; name what was built")
    one_sentence(review(board, "board", "--to", str(board / "data" / "reviewers")), "lies among what books are made")
    assert not (board / "data" / "reviewers").exists()
    (tmp_path / "a file").write_text("mine", encoding="utf-8")
    one_sentence(review(board, "board", "--to", str(tmp_path / "a file" / "there")), "cannot be written")


def test_an_edition_that_was_made_from_something_else_is_refused(board: Path, tmp_path: Path) -> None:
    """It is not the reviewer who is to find that the data are others now."""
    settings = board / "params" / "board.yml"
    before = settings.read_bytes()
    settings.write_bytes(
        before.replace(b"name: North East Lincolnshire Safeguarding", b"name: Another Safeguarding", 1)
    )
    assert settings.read_bytes() != before
    try:
        done = review(board, "board", "--to", str(tmp_path / "reviewers"))
    finally:
        settings.write_bytes(before)
    one_sentence(
        done, "was not made from the data, settings, notebooks and code that are here now",
        "params/board.yml: was changed since the edition was made", "build it again with",
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
