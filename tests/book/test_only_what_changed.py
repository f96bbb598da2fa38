"""What is taken from earlier runs is what would be made now: after a change of any kind, what must be new is new."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import nelscb.book.kept_notebooks
import nelscb.book.made
from nelscb.book.asked import Asked
from nelscb.book.kept_notebooks import KeptNotebooks, given_to
from nelscb.book.made import is_as_made, made_from, remember
from nelscb.cli import main
from nelscb.edition import ReleasedPage, open_edition
from nelscb.plan import Project, open_project
from nelscb.quarters import Quarter

QUARTER = Quarter.parse("2016-17-Q4")
ASKED = Asked(QUARTER, "board", "None", False, ("html",))
PARAMETERS = {"quarter": "2016-17-Q4", "edition": "board", "as_of": None, "project": "../../../.."}


@pytest.fixture
def board(root: Path, tmp_path: Path) -> Project:
    folder = tmp_path / "board"
    for name in ("params", "data", "notebooks", "book"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "_config.yml", folder)
    return open_project(folder)


@pytest.fixture(scope="module")
def page(root: Path) -> ReleasedPage:
    return open_edition(root, "2016-17-Q4").release("p1_early_help")


def longer(path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


def rename(path: str, to: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).rename(folder / to) and None


INPUTS = {
    "a published figure": longer("data/published/published_statistics.csv"),
    "a board setting": longer("params/board.yml"),
    "a plan file": longer("params/plan/p2_neglect.yml"),
    "a notebook": longer("notebooks/p2_neglect.ipynb"),
    "a page of prose": longer("book/index.md"),
    "a style": longer("book/theme/nelscb.css"),
    "the settings of the book": longer("_config.yml"),
    "a file's name": rename("book/index.md", "book/front.md"),
}


@pytest.mark.parametrize("kind", INPUTS)
def test_a_book_is_made_again_after_a_change_of(kind: str, board: Project) -> None:
    before = made_from(board, ASKED)
    assert made_from(board, ASKED) == before
    INPUTS[kind](board.folder)
    assert made_from(board, ASKED) != before


@pytest.mark.parametrize(
    "other",
    [
        {"annual": True}, {"formats": ("html", "pdf")}, {"as_of": "2017-05-01"}, {"edition": "public"},
        {"quarter": QUARTER - 1}, {"signed": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_a_book_is_made_again_where_another_is_asked_for(other: dict[str, object], board: Project) -> None:
    assert made_from(board, replace(ASKED, **other)) != made_from(board, ASKED)  # type: ignore[arg-type]


@pytest.mark.parametrize("module", [nelscb.book.made, nelscb.book.kept_notebooks], ids=["book", "notebook"])
def test_other_code_or_libraries_make_all_anew(
    module: object, board: Project, page: ReleasedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def key() -> str:
        if module is nelscb.book.made:
            return made_from(board, ASKED)
        return KeptNotebooks(board).key(given_to(board.notebooks / "p2_neglect.ipynb", PARAMETERS, page))

    before = key()
    monkeypatch.setattr(module, "code_and_libraries", lambda: "another version")
    assert key() != before


def test_a_book_is_as_it_was_made_only_whole(board: Project) -> None:
    folder = board.build / "2016-17-Q4" / "board"
    (folder / "html").mkdir(parents=True)
    page, other = folder / "html" / "index.html", folder / "html" / "other.html"
    assert not is_as_made(board, ASKED)
    page.write_text("whole", encoding="utf-8")
    remember(board, ASKED, made_from(board, ASKED))
    assert is_as_made(board, ASKED)
    page.write_text("altered", encoding="utf-8")
    assert not is_as_made(board, ASKED)
    page.write_text("whole", encoding="utf-8")
    other.write_text("more", encoding="utf-8")
    assert not is_as_made(board, ASKED)
    other.unlink()
    assert is_as_made(board, ASKED)
    page.unlink()
    assert not is_as_made(board, ASKED)


def test_a_record_that_was_cut_short_counts_for_nothing(board: Project) -> None:
    folder = board.build / "2016-17-Q4" / "board"
    folder.mkdir(parents=True)
    remember(board, ASKED, made_from(board, ASKED))
    record = next((board.build / ".cache" / "made").iterdir())
    record.write_bytes(record.read_bytes()[:-3])
    assert not is_as_made(board, ASKED)


def test_a_notebook_is_run_again_after_a_change_of_all_that_it_sees(board: Project, page: ReleasedPage) -> None:
    source = board.notebooks / "p1_early_help.ipynb"
    keys = [KeptNotebooks(board).key(given_to(source, PARAMETERS, page))]
    assert KeptNotebooks(board).key(given_to(source, dict(reversed(PARAMETERS.items())), page)) == keys[0]
    keys.append(KeptNotebooks(board).key(given_to(source, {**PARAMETERS, "as_of": "2017-05-01"}, page)))
    keys.append(KeptNotebooks(board).key(given_to(source, PARAMETERS, replace(page, as_of=date(2017, 5, 1)))))
    first = page.series[0]
    altered = replace(page, series=(replace(first, points=first.points[:-1]), *page.series[1:]))
    keys.append(KeptNotebooks(board).key(given_to(source, PARAMETERS, altered)))
    longer("notebooks/p1_early_help.ipynb")(board.folder)
    keys.append(KeptNotebooks(board).key(given_to(source, PARAMETERS, page)))
    longer("params/plan/breakdowns.yml")(board.folder)
    keys.append(KeptNotebooks(board).key(given_to(source, PARAMETERS, page)))
    longer("params/board.yml")(board.folder)
    keys.append(KeptNotebooks(board).key(given_to(source, PARAMETERS, page)))
    longer("params/local.yml")(board.folder)
    keys.append(KeptNotebooks(board).key(given_to(source, PARAMETERS, page)))
    assert len(set(keys)) == len(keys)


def test_what_was_kept_is_taken_as_it_was_or_not_at_all(board: Project, tmp_path: Path) -> None:
    executed, taken = tmp_path / "executed.ipynb", tmp_path / "taken.ipynb"
    executed.write_text("{}", encoding="utf-8")
    kept = KeptNotebooks(board)
    assert not kept.take("key", taken)
    kept.keep("key", executed)
    assert kept.take("key", taken)
    assert taken.read_text(encoding="utf-8") == "{}"
    taken.unlink()
    next((board.build / ".cache" / "notebooks").iterdir()).write_text("{", encoding="utf-8")
    assert not kept.take("key", taken)
    assert not taken.exists()


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.book
def test_after_a_changed_return_the_book_is_what_a_fresh_run_makes(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One return comes in again with another figure: what does not depend on it is not run again."""
    for name in ("params", "notebooks", "book", "examples"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("build", ".ipynb_checkpoints"))
    shutil.copy(root / "_config.yml", tmp_path)
    folder = tmp_path / "examples" / "havenshire"
    call = ["build", "2016-17-Q4", "--project", str(folder), "--formats", "html"]
    book = folder / "build" / "2016-17-Q4" / "board"
    assert main(call) == 0
    before = files_of(book)
    assert "20 notebooks\n" in capsys.readouterr().out
    (sent,) = (folder / "data" / "returns" / "2016-17-Q4" / "neglect").iterdir()
    returned = load_workbook(sent)
    cell = next(
        cell for row in returned["Figures"].iter_rows(min_row=2) for cell in row
        if isinstance(cell.value, int) and cell.value > 10
    )  # fmt: skip
    cell.value += 1
    returned.save(sent.with_name("2017-04-14.xlsx"))
    assert main(call) == 0
    said = capsys.readouterr().out
    run_again = {line.split(": ")[1].split()[0] for line in said.splitlines() if line.count(": ") == 1} & {
        path.stem for path in (tmp_path / "notebooks").glob("*.ipynb")
    }
    after = files_of(book)
    changed = {
        Path(name).stem for name in after
        if name.startswith("notebooks/") and after[name] != before[name]
    }  # fmt: skip
    assert "p2_neglect" in changed
    assert changed <= run_again
    assert not run_again & {"error_rates", "back_test"}
    assert main([*call, "--fresh"]) == 0
    assert "20 notebooks\n" in capsys.readouterr().out
    assert files_of(book) == after
    assert main(call) == 0
    assert "nothing has changed since this book was made" in capsys.readouterr().out
