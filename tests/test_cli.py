from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nelscb.cli import main


def one_sentence(err: str) -> str:
    assert err.startswith("nelscb: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


@pytest.fixture
def copied(tmp_path: Path, root: Path) -> Path:
    """The project's settings, data, notebooks and prose, to break one thing at a time."""
    for name in ("params", "data", "notebooks", "book"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("returns"))
    shutil.copy(root / "_config.yml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "2016-17-Q9"], "'2016-17-Q9' is not a quarter: write it like 2016-17-Q4"),
        (["build", "2016-18-Q1"], "is not a quarter"),
        (["build", "2016-17-Q4", "--project", "no/such/folder"], "is no project"),
        (["build", "2016-17-Q4", "--edition", "draft"], "'draft' is no edition"),
        (["build", "2016-17-Q4", "--as-of", "31.3.2017"], "is not a day"),
    ],
)
def test_a_wrong_call_exits_2_with_one_sentence(
    arguments: list[str], words: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert main(arguments) == 2
    assert words in one_sentence(capsys.readouterr().err)


@pytest.mark.parametrize(
    "arguments", [[], ["frob"], ["build"], ["build", "2016-17-Q4", "--jobs", "0"], ["build", "2016-17-Q4", "--frob"]]
)
def test_a_call_that_the_parser_refuses_exits_2_with_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    one_sentence(capsys.readouterr().err)


def break_yaml(folder: Path) -> None:
    path = folder / "params" / "plan" / "p1_early_help.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: P1\n", "id: [P1\n", 1), encoding="utf-8")


def break_figure(folder: Path) -> None:
    path = folder / "data" / "published" / "published_statistics.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",1338,1838,", ",13e8,1838,"), encoding="utf-8")


def break_direction(folder: Path) -> None:
    path = folder / "params" / "plan" / "o7_emotional_health.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("direction: lower", "direction: down", 1), encoding="utf-8"
    )


def lose_notebook(folder: Path) -> None:
    (folder / "notebooks" / "p4_domestic_abuse.ipynb").unlink()


def ask_for_no_analysis(folder: Path) -> None:
    path = folder / "params" / "plan" / "p2_neglect.yml"
    text = path.read_text(encoding="utf-8").replace("analysis: categories_compared", "analysis: guess", 1)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (break_yaml, "p1_early_help.yml, line"),
        (break_figure, "published_statistics.csv, row"),
        (break_direction, "o7_emotional_health.yml: entry O7-"),
        (lose_notebook, "p4_domestic_abuse.ipynb"),
        (ask_for_no_analysis, "plans_by_category, key 'analysis': 'guess' is no analysis"),
    ],
)
def test_wrong_data_exits_1_with_the_place_and_the_old_book_stays(
    spoil: object, place: str, copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copied / "build" / "2016-17-Q4" / "board"
    book.mkdir(parents=True)
    (book / "kept.txt").write_text("the last good book", encoding="utf-8")
    assert callable(spoil)
    spoil(copied)
    assert main(["build", "2016-17-Q4", "--project", str(copied), "--quiet"]) == 1
    assert place in one_sentence(capsys.readouterr().err)
    assert (book / "kept.txt").read_text(encoding="utf-8") == "the last good book"
    assert [p.name for p in book.parent.iterdir()] == ["board"]
