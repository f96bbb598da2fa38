"""A book that cannot be made leaves the one before it as it was, and says why in one sentence."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from nelscb.book.compile import Compiler, compile_html
from nelscb.book.mend import POLICY
from nelscb.book.one_notebook import run_notebook
from nelscb.cli import main
from nelscb.mistakes import Mistake

pytestmark = pytest.mark.book


def spoil(path: Path, source: str) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1] = {
        "cell_type": "code", "id": "spoilt", "metadata": {}, "execution_count": None, "outputs": [], "source": [source],
    }  # fmt: skip
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_notebook_that_fails_is_named_with_its_cell_and_the_old_book_stays(
    one_chapter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(one_chapter / "notebooks" / "o9_child_death_review.ipynb", 'show(page, "no_such_exhibit")')
    old = one_chapter / "build" / "2016-17-Q4" / "board"
    old.mkdir(parents=True)
    (old / "kept.txt").write_text("the last good book", encoding="utf-8")
    assert main(["build", "2016-17-Q4", "--project", str(one_chapter), "--quiet"]) == 1
    said = capsys.readouterr().err
    assert "notebook o9_child_death_review failed in cell" in said
    assert "has no exhibit 'no_such_exhibit'" in said
    assert "Traceback" not in said
    assert said.count("\n") == 1
    assert [p.name for p in old.parent.iterdir()] == ["board"]
    assert (old / "kept.txt").read_text(encoding="utf-8") == "the last good book"


def test_a_book_whose_notebook_failed_says_so_on_its_page_and_stands_beside_the_last_good_one(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("params", "data", "notebooks", "book"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "_config.yml", tmp_path)
    spoil(tmp_path / "notebooks" / "o9_child_death_review.ipynb", "raise ValueError('<b>no</b> such thing')")
    old = tmp_path / "build" / "2016-17-Q4" / "board"
    old.mkdir(parents=True)
    (old / "kept.txt").write_text("the last good book", encoding="utf-8")
    call = ["build", "2016-17-Q4", "--project", str(tmp_path)]
    assert main(call) == 1
    told = capsys.readouterr()
    beside = old.with_name("board-with-failures")
    assert f"a book whose pages say what failed is in {beside / 'html' / 'index.html'}" in told.err
    assert "2016-17-Q4: o9_child_death_review failed in cell" in told.out
    assert re.search(r"^2016-17-Q4: p1_early_help \d+\.\d s$", told.out, re.MULTILINE)
    page = BeautifulSoup((beside / "html" / "o9_child_death_review.html").read_text(encoding="utf-8"), "html.parser")
    said = page.select_one(".failed")
    assert said is not None
    assert "This page could not be made: its notebook failed in cell" in said.get_text()
    assert "ValueError: <b>no</b> such thing" in said.get_text()
    assert "child death" in page.select("h1")[0].get_text().lower()
    assert (beside / "html" / "p1_early_help.html").is_file()
    assert [p.name for p in old.iterdir()] == ["kept.txt"]
    # Once the notebook is mended, what did not fail is taken as it is, and the book with failures goes.
    shutil.copy(root / "notebooks" / "o9_child_death_review.ipynb", tmp_path / "notebooks")
    assert main([*call, "--formats", "html"]) == 0
    assert "20 notebooks, 1 of them to run" in capsys.readouterr().out
    assert [p.name for p in old.parent.iterdir()] == ["board"]


def test_an_unknown_parameter_is_an_error(tmp_path: Path, root: Path) -> None:
    source = root / "notebooks" / "o9_child_death_review.ipynb"
    parameters = {"quater": "2015-16-Q4", "project": str(root)}
    said = run_notebook(source, tmp_path / "out.ipynb", parameters)
    assert "'quater' is no parameter of a notebook: there are quarter, edition, as_of, project" in said.problem


def test_a_kernel_that_dies_is_said_in_words(one_chapter: Path, tmp_path: Path) -> None:
    source = one_chapter / "notebooks" / "o9_child_death_review.ipynb"
    spoil(source, "import os; os._exit(3)")
    said = run_notebook(source, tmp_path / "out.ipynb", {"project": str(one_chapter)})
    assert said.problem == "because its kernel died"


def small_sources(folder: Path, root: Path) -> tuple[Path, Path]:
    """A folder of sources with the book's settings and no pages yet."""
    sources = folder / "src"
    sources.mkdir()
    config = sources / "_config.yml"
    text = (root / "_config.yml").read_text(encoding="utf-8")
    for line in ("    html_css_files: [nelscb.css]\n", "  favicon: _static/icon.svg"):
        assert line in text
        text = text.replace(line, "" if line.endswith("\n") else "  # no favicon")
    config.write_text(text, encoding="utf-8")
    return sources, config


def test_a_warning_of_the_compiler_is_an_error(tmp_path: Path, root: Path) -> None:
    sources, config = small_sources(tmp_path, root)
    (sources / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (sources / "index.md").write_text("# Front\n\n[nowhere](no_such_page.md)\n", encoding="utf-8")
    with pytest.raises(Mistake, match="no_such_page"):
        compile_html(sources, config, tmp_path / "work", tmp_path / "html")
    assert not (tmp_path / "html").exists()


def test_a_compiler_that_ends_before_it_is_asked_says_why(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nelscb.book.compile._JUPYTER_BOOK", "raise SystemExit('ERROR: no such theme')")
    sources, config = small_sources(tmp_path, root)
    with Compiler() as compiler, pytest.raises(Mistake, match="could not be compiled: ERROR: no such theme"):
        time.sleep(1)
        compiler.compile(sources, config, tmp_path / "work", tmp_path / "html")


def test_each_page_is_given_while_the_next_is_written(tmp_path: Path, root: Path) -> None:
    pages = ("index", "second", "third_page")
    sources, config = small_sources(tmp_path, root)
    listed = "".join(f"\n- file: {name}" for name in pages[1:])
    (sources / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:{listed}\n", encoding="utf-8")
    for name in pages:
        words = "Its words.\n" * len(name)
        (sources / f"{name}.md").write_text(f"# The page {name}\n\n{words}", encoding="utf-8")
    taken: dict[str, str] = {}
    with Compiler() as compiler:
        compiler.compile(
            sources, config, tmp_path / "work", tmp_path / "html",
            lambda page: taken.update({page.stem: page.read_text(encoding="utf-8")}),
        )  # fmt: skip
    assert list(taken) == ["third_page", "second", "index"]  # the longest first
    for name, text in taken.items():
        assert text == (tmp_path / "html" / f"{name}.html").read_text(encoding="utf-8")
        assert f"The page {name}" in text
        assert POLICY in text


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no polite kill: terminate() there ends a process at once")
def test_a_build_that_is_stopped_half_way_clears_up_and_leaves_the_old_book(board_folder: Path) -> None:
    old = board_folder / "build" / "2014-15-Q4" / "board"
    old.mkdir(parents=True)
    (old / "kept.txt").write_text("the last good book", encoding="utf-8")
    command = [sys.executable, "-m", "nelscb.cli", "build", "2014-15-Q4", "--project", str(board_folder)]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert build.stdout is not None
    assert "20 notebooks" in build.stdout.readline()
    build.terminate()
    _, said = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said == "nelscb: stopped; the book that was there before is as it was\n"
    assert [p.name for p in old.parent.iterdir()] == ["board"]
    assert (old / "kept.txt").read_text(encoding="utf-8") == "the last good book"
