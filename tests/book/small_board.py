"""A board small enough to make its whole book again and again: one chapter, and what the pack for a meeting needs.

Each book of it is another one, because its front page bears a number that the tests change.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from nelscb.edition import ANNUAL_PAGE, BOARD_PAGES, METHOD_PAGES

ROOT = Path(__file__).resolve().parent.parent.parent
CHAPTER = "o9_child_death_review"
FIGURES = "published_statistics.csv"
QUARTER = "2016-17-Q3"
"""A third quarter's book has no annual report."""
_CONTENTS = """format: jb-book
root: index
parts:
  - caption: This quarter
    chapters:
      - file: at_a_glance
      - file: exceptions
  - caption: Strategic objectives
    chapters:
      - file: {chapter}
"""


def one_chapter_board(folder: Path, chapter: str = CHAPTER) -> Path:
    """A board's folder with a single chapter, and everything else of the real book's."""
    (folder / "params" / "plan").mkdir(parents=True)
    board = (ROOT / "params" / "board.yml").read_text(encoding="utf-8").replace("population_measure: X-18\n", "")
    (folder / "params" / "board.yml").write_text(board, encoding="utf-8")
    for name in ("breakdowns.yml", "foundations.yml", f"{chapter}.yml"):
        shutil.copy(ROOT / "params" / "plan" / name, folder / "params" / "plan")
    header = "key,where,line,page,answered,how\n"
    (folder / "params" / "plan" / "coverage.csv").write_text(header, encoding="utf-8")
    (folder / "notebooks").mkdir()
    for page in (chapter, *BOARD_PAGES, ANNUAL_PAGE, *METHOD_PAGES):
        shutil.copy(ROOT / "notebooks" / f"{page}.ipynb", folder / "notebooks")
    shutil.copytree(ROOT / "book", folder / "book")
    shutil.copy(ROOT / "_config.yml", folder)
    return folder


def small_board(folder: Path, chapter: str = CHAPTER) -> Path:
    """A board whose whole book is made in seconds."""
    one_chapter_board(folder, chapter)
    for page in {*BOARD_PAGES, ANNUAL_PAGE, *METHOD_PAGES}:
        _only_open(folder / "notebooks" / f"{page}.ipynb")
    for path in (folder / "book").glob("*.md"):
        path.unlink()
    (folder / "book" / "_toc.yml").write_text(_CONTENTS.format(chapter=chapter), encoding="utf-8")
    number(folder, 0, chapter)
    return folder


def number(folder: Path, which: int, chapter: str = CHAPTER) -> None:
    """Write the number on the board's front page, so that its book is another one."""
    page = (
        f"# The book\n\n```{{exhibit}} edition\n```\n\nNumber {which}: see [At a glance](at_a_glance.ipynb) and "
        f"[the chapter]({chapter}.ipynb).\n\n```{{raw}} html\n{{downloads}}\n```\n"
    )
    (folder / "book" / "index.md").write_text(page, encoding="utf-8")


def with_published_figures(folder: Path) -> Path:
    """The board's folder with the published figures that its plan asks for."""
    source = ROOT / "data" / "published"
    plan = "".join(path.read_text(encoding="utf-8") for path in (folder / "params" / "plan").glob("*.yml"))
    head, *rows = (source / FIGURES).read_text(encoding="utf-8").splitlines(keepends=True)
    wanted = [row for row in rows if re.search(rf"series: {row.partition(',')[0]}$", plan, re.MULTILINE)]
    target = folder / "data" / "published"
    target.mkdir(parents=True)
    (target / FIGURES).write_text("".join([head, *wanted]), encoding="utf-8")
    about = yaml.safe_load((source / "sources.yml").read_text(encoding="utf-8"))[FIGURES]
    (target / "sources.yml").write_text(yaml.safe_dump({FIGURES: about}, sort_keys=False), encoding="utf-8")
    return folder


def _only_open(path: Path) -> None:
    """Leave of a notebook its title, its parameters, and that it opens its page."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = notebook["cells"][:3]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def command(folder: Path, *more: str) -> list[str]:
    """The command that makes the board's book."""
    return [sys.executable, "-m", "nelscb.cli", "build", QUARTER, "--project", str(folder), *more]


def environment(**more: str) -> dict[str, str]:
    """The tests' own environment, in which every process finds the package that is tested."""
    found = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found), **more}


def run(folder: Path, *more: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Make the board's book by the command."""
    return subprocess.run(
        command(folder, *more), env=environment(**settings), capture_output=True, text=True, check=False
    )


def book_of(folder: Path) -> Path:
    return folder / "build" / QUARTER / "board"


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its way from there."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def one_sentence(ran: subprocess.CompletedProcess[str], *words: str) -> str:
    """What a run that ended with 1 said: one line, no traceback, each of the words in it."""
    assert ran.returncode == 1, (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr + ran.stdout, ran.stderr
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert ran.stderr.startswith("nelscb: "), ran.stderr
    for word in words:
        assert word in ran.stderr, ran.stderr
    return ran.stderr
