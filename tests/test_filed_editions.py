"""Filed editions: read in order, verified against what was signed, and refused where one was changed or is missing."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from nelscb.filed_editions import FiledEdition, Signature, SignOff, filed_editions, hash_of_tables, signed, tables_of
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.quarters import Quarter

Q3, Q4 = Quarter.parse("2016-17-Q3"), Quarter.parse("2016-17-Q4")
TABLES = ("core_data_set.csv", "measures.json", "core_data_set.csv-metadata.json")


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    """The real board in a folder of its own, with nothing filed."""
    return replace(project, folder=tmp_path)


def tables(folder: Path, quarter: Quarter, edition: str = "public", figures: str = "P1-01,c") -> Path:
    """A folder with the three released tables, and nothing else."""
    folder.mkdir(parents=True)
    about = {"quarter": str(quarter), "edition": edition, "as_of": "2017-05-05", "measures": {}}
    (folder / "core_data_set.csv").write_text(f"figure,value\r\n{figures}\r\n", encoding="utf-8")
    (folder / "core_data_set.csv-metadata.json").write_text("{}\n", encoding="utf-8")
    (folder / "measures.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def file(own: Project, quarter: Quarter, name: str, told: dict[str, Any] | None = None) -> Path:
    """An edition as it is filed; ``told`` replaces parts of its sign-off."""
    edition = name.partition("-")[0]
    folder = tables(own.editions / str(quarter) / name, quarter, edition, figures=f"{quarter} {name},1")
    says = {
        "roles": [
            {"role": "Board manager", "at": "2017-06-09T10:30:00Z"},
            {"role": "Independent chair", "at": "2017-06-10T08:00:00Z"},
        ],
        "hash": hash_of_tables(folder), "quarter": str(quarter), "edition": edition,
    } | (told or {})  # fmt: skip
    (folder / "sign_off.json").write_text(json.dumps(says), encoding="utf-8")
    return folder


def test_nothing_is_filed_where_there_is_no_folder(own: Project) -> None:
    assert filed_editions(own) == ()
    assert signed(own, Q4, "public", "0" * 64) is None


def test_the_hash_is_over_the_bytes_of_the_three_tables_in_their_order(tmp_path: Path) -> None:
    folder = tables(tmp_path / "made", Q4)
    whole = b"".join((folder / name).read_bytes() for name in TABLES)
    assert hash_of_tables(folder) == hashlib.sha256(whole).hexdigest()
    (folder / "book.pdf").write_bytes(b"something to read")
    assert hash_of_tables(folder) == hashlib.sha256(whole).hexdigest()


@pytest.mark.parametrize("name", TABLES)
def test_a_byte_of_any_table_changes_the_hash(name: str, tmp_path: Path) -> None:
    folder = tables(tmp_path / "made", Q4)
    before = hash_of_tables(folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert hash_of_tables(folder) != before


def test_editions_come_by_quarter_and_issue(own: Project) -> None:
    for quarter, name in ((Q4, "public-2"), (Q4, "public"), (Q3, "public"), (Q4, "board"), (Q4, "public-3")):
        file(own, quarter, name)
    assert [(f.quarter, f.issue, f.folder.name) for f in filed_editions(own)] == [
        (Q3, 1, "public"), (Q4, 1, "public"), (Q4, 2, "public-2"), (Q4, 3, "public-3"),
    ]  # fmt: skip
    assert [f.folder.name for f in filed_editions(own, "board")] == ["board"]


def test_more_than_nine_issues_keep_their_order(own: Project) -> None:
    for issue in range(1, 13):
        file(own, Q4, "public" if issue == 1 else f"public-{issue}")
    assert [f.issue for f in filed_editions(own)] == list(range(1, 13))


def test_a_filed_edition_says_who_signed_it_and_when(own: Project) -> None:
    folder = file(own, Q4, "public")
    at = (datetime(2017, 6, 9, 10, 30, tzinfo=UTC), datetime(2017, 6, 10, 8, tzinfo=UTC))
    (filed,) = filed_editions(own)
    roles = (Signature("Board manager", at[0]), Signature("Independent chair", at[1]))
    says = SignOff(roles, hash_of_tables(folder), Q4, "public")
    assert filed == FiledEdition(Q4, "public", 1, folder, date(2017, 5, 5), says)
    assert (filed.hash, filed.roles) == (hash_of_tables(folder), ("Board manager", "Independent chair"))
    assert signed(own, Q4, "public", filed.hash) == says
    assert json.loads(says.to_json()) == json.loads((folder / "sign_off.json").read_text(encoding="utf-8"))


def test_only_the_same_figures_of_the_same_edition_are_signed_off(own: Project) -> None:
    first, second = (hash_of_tables(file(own, Q4, name)) for name in ("public", "public-2"))
    assert signed(own, Q4, "public", first) is not None
    assert signed(own, Q4, "public", second) is not None
    assert signed(own, Q3, "public", first) is None
    assert signed(own, Q4, "board", first) is None
    assert signed(own, Q4, "public", first[:-1] + ("0" if first[-1] != "0" else "1")) is None


def test_what_is_half_filed_or_no_folder_does_not_count(own: Project) -> None:
    file(own, Q4, "public")
    (own.editions / str(Q4) / ".public-2-being-filed").mkdir()
    (own.editions / "README.md").write_text("What was signed off.", encoding="utf-8")
    (own.editions / str(Q4) / "note.txt").write_text("", encoding="utf-8")
    assert len(filed_editions(own)) == 1


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_was_changed_or_lost_since_is_said(name: str, own: Project) -> None:
    folder = file(own, Q4, "public")
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content.replace(b"\n", b"", 1) if b"\n" in content else content + b" ")
    with pytest.raises(Mistake, match="its tables are not those that were signed off; put back what was filed"):
        filed_editions(own)
    (folder / name).unlink()
    with pytest.raises(Mistake, match=rf"{name}: cannot be read \(No such file"):
        filed_editions(own)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"roles": [{"role": "Board manager", "at": "2017-06-09T10:30:00Z"}]}, "names fewer than two roles"),
        ({"roles": [{"role": r, "at": "2017-06-09T10:30:00Z"} for r in ("Chair", " chair ")]}, "fewer than two roles"),
        ({"roles": [{"role": "Chair", "at": "2017-06-09T10:30:00"}]}, "must end with its time zone"),
        ({"roles": [{"role": "Chair", "at": "in June"}]}, "key 'roles.at'"),
        ({"quarter": "2016-17-Q3"}, "holds the public edition of 2016-17-Q3"),
        ({"edition": "board"}, "holds the board edition of 2016-17-Q4"),
        ({"hash": "0" * 64}, "are not those that were signed off"),
        ({"by": "me"}, "key 'by': is not a key that this entry knows"),
    ],
)
def test_a_sign_off_that_says_something_else_is_refused(told: dict[str, Any], words: str, own: Project) -> None:
    file(own, Q4, "public", told)
    with pytest.raises(Mistake, match=words):
        filed_editions(own)


@pytest.mark.parametrize(
    ("content", "words"), [("{", "is no JSON"), ("", "is no JSON"), ("[]", "sign_off.json: key ''")]
)
def test_a_sign_off_that_cannot_be_read_is_said(content: str, words: str, own: Project) -> None:
    (file(own, Q4, "public") / "sign_off.json").write_text(content, encoding="utf-8")
    with pytest.raises(Mistake, match=words):
        filed_editions(own)


def test_an_issue_that_is_missing_from_the_count_is_said(own: Project) -> None:
    for name in ("public", "public-3"):
        file(own, Q4, name)
    with pytest.raises(Mistake, match="public-2: is missing, though a later issue is there"):
        filed_editions(own)
    shutil.rmtree(own.editions / str(Q4) / "public")
    with pytest.raises(Mistake, match="/public: is missing"):
        filed_editions(own)


@pytest.mark.parametrize(
    "name", ["2016-17-Q4/public-1", "2016-17-Q4/public-02", "2016-17-Q4/new public", "last/public"]
)
def test_a_folder_with_another_name_is_said(name: str, own: Project) -> None:
    (own.editions / name).mkdir(parents=True)
    with pytest.raises(Mistake, match="is named"):
        filed_editions(own)


@pytest.mark.parametrize(
    "told", ["[]", "{}", '{"quarter": "2016-17-Q4", "edition": "public", "as_of": "May"}', "{", "3"]
)
def test_tables_that_do_not_say_what_they_are_are_refused(told: str, tmp_path: Path) -> None:
    folder = tables(tmp_path / "made", Q4)
    (folder / "measures.json").write_text(told, encoding="utf-8")
    with pytest.raises(Mistake, match=r"measures.json: (does not say of which quarter|is no JSON)"):
        tables_of(folder)


def test_a_figure_depends_on_the_filed_tables_and_not_on_the_pages(own: Project) -> None:
    folder = file(own, Q4, "public")
    (folder / "html").mkdir()
    (folder / "html" / "index.html").write_text("<p>", encoding="utf-8")
    assert {p.name for p in own.input_files() if p.is_relative_to(own.editions)} == {*TABLES, "sign_off.json"}
