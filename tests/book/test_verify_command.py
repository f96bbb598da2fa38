"""An edition is made again and held against its manifest: what was tampered with is named, and nothing else differs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from small_board import CHAPTER, QUARTER, ROOT, book_of, environment, files_of, number, one_sentence, run, small_board

import nelscb
import nelscb.verify.against
from nelscb.cli import main
from nelscb.manifest import MANIFEST, Code, read_manifest

pytestmark = pytest.mark.book
RETURN = Path("data", "returns", QUARTER, "child_death", "2017-01-18.csv")
ROWS = f"""Cover,Form,1
Cover,Sub-group,child_death
Cover,Quarter,{QUARTER}
Cover,Author's role,Score Card Author
Cover,Date completed,2017-01-17
Cover,Status,final
Cover,"If sent again, why",
Figures,Measure,Number,Out of,Value
Figures,O9-01,12,,
Figures,O9-06,34,,
Story,Part,About,Text,Who may read it
Story,what helps,O9,The rota is full.,public
"""
FORMATS = ("--formats", "html,xlsx", "--quiet")


def with_return(folder: Path) -> Path:
    small_board(folder)
    settings = folder / "params" / "board.yml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace("adopted_measures: []", "adopted_measures: [O9-01, O9-06]"), encoding="utf-8")
    # The public's own front page shows more than this board has.
    shutil.rmtree(folder / "book" / "public")
    (folder / "book" / "public").mkdir()
    contents = (
        f"format: jb-book\nroot: index\nparts:\n  - caption: Objectives\n    chapters:\n      - file: {CHAPTER}\n"
    )
    (folder / "book" / "public" / "_toc.yml").write_text(contents, encoding="utf-8")
    (folder / RETURN).parent.mkdir(parents=True)
    (folder / RETURN).write_text(ROWS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small board with one return and its book."""
    folder = with_return(tmp_path_factory.mktemp("made") / "board")
    assert run(folder, *FORMATS).returncode == 0
    return folder


@pytest.fixture
def board(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to tamper with."""
    return Path(shutil.copytree(made, tmp_path / "another" / "place"))


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    def call(folder: Path, *more: str) -> tuple[int, list[str]]:
        capsys.readouterr()
        code = main(["verify", str(folder), *more])
        return code, capsys.readouterr().out.splitlines()

    return call


Verify = Callable[..., tuple[int, list[str]]]


def one_exhibit(folder: Path) -> tuple[str, ...]:
    """The call that makes one exhibit again: what differs from the manifest is said by it too."""
    return ("--exhibit", "o9_child_death_review_edition", "--project", str(folder))


def differing(lines: list[str]) -> list[str]:
    return [line.removeprefix("differs").strip() for line in lines if line.startswith("differs")]


def test_the_manifest_is_as_its_schema_says_and_tells_every_file(made: Path) -> None:
    book = book_of(made)
    told = json.loads((book / MANIFEST).read_text(encoding="utf-8"))
    schema = (ROOT / "nelscb" / "manifest" / "manifest.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(told, json.loads(schema))
    assert {*told["files"], MANIFEST} == set(files_of(book))
    assert {"path": RETURN.as_posix(), "received": "2017-01-18"}.items() <= {
        key: held for one in told["inputs"]["listed"] if one["path"] == RETURN.as_posix() for key, held in one.items()
    }.items()
    assert told["inputs"]["number"] == len(told["inputs"]["listed"])
    pages = {page for one in told["exhibits"] for page in one["pages"]}
    assert {"index", "o9_child_death_review"} <= pages
    assert str(made) not in json.dumps(told)


def test_other_folders_engines_and_jobs_give_the_same_manifest(made: Path, tmp_path: Path) -> None:
    folder = with_return(tmp_path / "far" / "away" / "folder")
    assert run(folder, *FORMATS, "--engine", "plain", "--jobs", "1", PYTHONHASHSEED="7").returncode == 0
    assert (book_of(folder) / MANIFEST).read_bytes() == (book_of(made) / MANIFEST).read_bytes()


def test_an_edition_matches_when_it_is_made_again_and_nothing_is_touched(board: Path, verify: Verify) -> None:
    before = files_of(board)
    code, lines = verify(book_of(board))
    exhibits = read_manifest(book_of(board)).exhibits
    assert (code, differing(lines)) == (0, [])
    assert [f"match    {one.id}" for one in exhibits] == lines[4:-1]
    assert lines[-1].startswith(f"all {len(exhibits)} exhibits")
    assert files_of(board) == before


def test_a_changed_cell_is_named_with_the_figures_and_exhibits_that_move(board: Path, verify: Verify) -> None:
    changed = ROWS.replace("O9-06,34", "O9-06,35").replace("rota is full", "rota is empty")
    (board / RETURN).write_text(changed, encoding="utf-8")
    number(board, 1)
    code, lines = verify(book_of(board))
    told = differing(lines)
    assert code == 1
    assert told[:2] == [
        f"{way}: was changed since the edition was made" for way in ("book/index.md", RETURN.as_posix())
    ]
    cell = "sheet 'Figures', row 10, column 3 (Number): was 34, is 35, which differs by 1"
    assert f"{RETURN.as_posix()}, {cell}" in told
    assert f"{RETURN.as_posix()}, sheet 'Story', row 12: its words were others" in told
    assert f"O9-06/quarter/{QUARTER}: numerator was 34 and is 35, which differs by 1" in told
    words = f"O9-06/quarter/{QUARTER}, value, was 34 and is 35, which differs by 1"
    assert f"o9_child_death_review_score_card: {words}" in told
    assert {"html/index.html", "html/o9_child_death_review.html"} <= set(told)
    assert "match    index_edition" in lines


def test_a_changed_parameter_is_named(board: Path, verify: Verify) -> None:
    path = board / "params" / "board.yml"
    settings = path.read_text(encoding="utf-8")
    assert "editions_keep" in settings or "baseline" in settings
    path.write_text(f"{settings}\n# a thought\n", encoding="utf-8")
    code, lines = verify(book_of(board), *one_exhibit(board))
    assert (code, differing(lines)) == (1, ["params/board.yml: was changed since the edition was made"])
    assert lines[-1] == "match    o9_child_death_review_edition"


def test_an_input_that_is_gone_is_named_and_one_that_is_new_is_not_used(board: Path, verify: Verify) -> None:
    (board / RETURN).rename((board / RETURN).with_name("2017-01-19.csv"))
    code, lines = verify(book_of(board), *one_exhibit(board))
    assert (code, differing(lines)[:1]) == (1, [f"{RETURN.as_posix()}: is gone"])
    new = RETURN.with_name("2017-01-19.csv").as_posix()
    assert f"note     {new}: came in after the edition was made, and is not used" in lines


def test_another_line_of_code_is_named(board: Path, tmp_path: Path) -> None:
    package = shutil.copytree(ROOT / "nelscb", tmp_path / "code" / "nelscb")
    with (package / "words" / "numbers.py").open("a", encoding="utf-8") as module:
        module.write("# a thought\n")
    told = command(board, tmp_path / "code")
    assert differing(told) == ["nelscb/words/numbers.py: is another"]


def command(board: Path, first_on_the_path: Path) -> list[str]:
    """The lines of the command, run in a process of its own with something else first on its path."""
    call = [sys.executable, "-m", "nelscb.cli", "verify", str(book_of(board)), *one_exhibit(board)]
    path = environment(PYTHONPATH=os.pathsep.join([str(first_on_the_path), str(ROOT)]))
    ran = subprocess.run(call, env=path, capture_output=True, text=True, check=False, cwd=first_on_the_path)
    assert ran.returncode == 1, ran.stderr
    return ran.stdout.splitlines()


def test_another_library_version_is_named(board: Path, tmp_path: Path) -> None:
    place = tmp_path / "libraries" / "numpy-1.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 1.0\n", encoding="utf-8")
    (said,) = differing(command(board, tmp_path / "libraries"))
    assert re.fullmatch(r"numpy was \S+ and is 1\.0", said)


def test_another_python_and_another_nelscb_are_named(
    board: Path, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nelscb.verify.against, "python", lambda: "3.99.0")
    monkeypatch.setattr(nelscb, "__version__", "99.0")
    code, lines = verify(book_of(board), *one_exhibit(board))
    assert code == 1
    assert any(re.fullmatch(r"Python was 3\.\d+\.\d+\S* and is 3\.99\.0", line) for line in differing(lines))
    assert "nelscb was 0.1.0 and is 99.0" in differing(lines)


def test_modules_that_came_or_went_are_named(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = read_manifest(book_of(board))
    modules = {name: held for name, held in manifest.code.modules.items() if name != "cli.py"} | {"more.py": "0" * 64}
    monkeypatch.setattr(nelscb.verify.against, "code", lambda: Code("0" * 64, modules))
    told = list(nelscb.verify.against.made_by_others(manifest))
    assert told == ["nelscb/cli.py: is gone", "nelscb/more.py: is new"]


def test_a_file_of_the_edition_that_was_touched_is_named(board: Path) -> None:
    book = book_of(board)
    manifest = read_manifest(book)
    page = book / "html" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Number 0", "Number 1"), encoding="utf-8")
    (book / "tables.xlsx").unlink()
    (book / "more.txt").touch()
    assert list(nelscb.verify.against.files_changed(manifest, book)) == [
        "html/index.html: is not as it was made",
        "tables.xlsx: is gone",
        "more.txt: was added after the edition was made",
    ]


def test_an_exhibit_that_there_is_not_is_answered_with_the_nearest(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(book_of(board)), "--exhibit", "o9_child_death_reviews_edition"]) == 2
    said = capsys.readouterr().err
    assert "is no exhibit of this edition" in said
    assert "o9_child_death_review_edition" in said
    assert said.count("\n") == 1


def test_what_cannot_be_made_again_is_said_in_one_sentence(board: Path) -> None:
    manifest = read_manifest(book_of(board))
    (board / "notebooks" / "tracker.ipynb").unlink()
    assert any(one.path == "notebooks/tracker.ipynb" for one in manifest.inputs.listed)
    call = [sys.executable, "-m", "nelscb.cli", "verify", str(book_of(board))]
    ran = subprocess.run(call, env=environment(), capture_output=True, text=True, check=False)
    said = one_sentence(ran, "cannot be made again", "notebooks/tracker.ipynb")
    assert "nelscb-verify-" not in said
    assert "differs  notebooks/tracker.ipynb: is gone" in ran.stdout


def test_a_public_edition_names_nothing_that_was_received(board: Path, verify: Verify) -> None:
    assert run(board, *FORMATS, "--edition", "public").returncode == 0
    book = board / "build" / QUARTER / "public"
    manifest = read_manifest(book)
    private = book.with_name(".public-inputs.json")
    told = (book / MANIFEST).read_text(encoding="utf-8")
    for path in (RETURN.as_posix(), "params/board.yml"):
        held = next(one for one in json.loads(private.read_text(encoding="utf-8"))["inputs"] if one["path"] == path)
        assert path not in told
        assert held["sha256"] not in told
    assert all(one.input is None for one in manifest.notebooks)
    assert manifest.inputs.number > len(manifest.inputs.listed)
    (board / RETURN).write_text(ROWS.replace("O9-06,34", "O9-06,35"), encoding="utf-8")
    code, lines = verify(book, *one_exhibit(board))
    assert (code, differing(lines)) == (1, [f"{RETURN.as_posix()}: was changed since the edition was made"])
    private.unlink()
    code, lines = verify(book, *one_exhibit(board))
    assert (code, differing(lines)) == (0, [])
    assert any(".public-inputs.json" in line for line in lines if line.startswith("note"))
