"""Withdrawing what was signed off, with tiny folders: what stands where afterwards, and what leaves nothing behind."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_signing import CHAIR, MANAGER, MORNING, Q4, Bench, refused

from nelscb.book.notice import put_notice
from nelscb.cli import main
from nelscb.filed_editions import filed_editions
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.withdrawing import withdraw

NOON = datetime(2017, 6, 12, 12, tzinfo=UTC)
WHY = "A return was wrong"


@pytest.fixture
def bench(project: Project, tmp_path: Path) -> Bench:
    """A board with one public issue on file, whose book stands in ``build``."""
    made = Bench(replace(project, folder=tmp_path))
    made.made()
    made.sign()
    made.sign(CHAIR)
    return made


def filed_in(bench: Bench, name: str = "public") -> Path:
    return bench.project.editions / str(Q4) / name


def book_of(bench: Bench) -> Path:
    return bench.project.build / str(Q4) / "public"


def withdrawn(bench: Bench, why: str = WHY, name: str = "public", role: str = CHAIR) -> bool:
    return withdraw(filed_in(bench, name), role, NOON, why, bench.project, put_notice)[1]


def notice(bench: Bench) -> str:
    return (book_of(bench) / "html" / "index.html").read_text(encoding="utf-8")


def test_the_tables_stay_on_file_with_a_notice_beside_them(bench: Bench) -> None:
    before = {name: content for name, content in bench.files.items() if name.startswith("data")}
    assert withdrawn(bench)
    after = {name: content for name, content in bench.files.items() if name.startswith("data")}
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {"data/editions/2016-17-Q4/public/withdrawn.json"}
    assert json.loads((filed_in(bench) / "withdrawn.json").read_text(encoding="utf-8")) == {
        "signature": {"role": CHAIR, "at": "2017-06-12T12:00:00Z"}, "why": WHY,
    }  # fmt: skip
    (filed,) = filed_editions(bench.project)
    assert filed.withdrawal is not None
    assert (filed.withdrawal.why, filed.issue) == (WHY, 1)


def test_the_books_place_has_a_page_that_says_so_and_nothing_else(bench: Bench) -> None:
    withdrawn(bench)
    assert {p.relative_to(book_of(bench)).as_posix() for p in book_of(bench).rglob("*") if p.is_file()} == {
        "html/index.html", "html/notice.css",
    }  # fmt: skip
    page = notice(bench)
    assert "PUBLIC · NELSCB · 2016-17 Q4 · public edition · issue 1 · WITHDRAWN" in page
    assert "was signed off on 9 June 2017" in page
    assert f"On 12 June 2017 it was withdrawn, by the role {CHAIR}." in page
    assert f"Why: {WHY}." in page
    assert "Nothing replaces it yet." in page
    assert not [p.name for p in book_of(bench).parent.iterdir() if p.name.startswith(".public-being")]


def test_a_reason_is_shown_as_it_stands(bench: Bench) -> None:
    withdrawn(bench, "<script> & so on")
    assert "Why: &lt;script&gt; &amp; so on." in notice(bench)


def test_a_later_issue_is_said_to_replace_it(bench: Bench) -> None:
    first = shutil.copytree(book_of(bench), bench.project.folder / "first")
    filed_once_more(bench)
    shutil.rmtree(book_of(bench))
    first.rename(book_of(bench))
    assert withdrawn(bench)
    assert "Issue 2 replaces it, signed off on 9 June 2017." in notice(bench)


def filed_once_more(bench: Bench) -> None:
    bench.reasons(2)
    bench.figures = "P1-01,7"
    bench.made()
    bench.sign()
    bench.sign(CHAIR)


def test_the_book_of_another_issue_stays(bench: Bench) -> None:
    filed_once_more(bench)
    before = (book_of(bench) / "core_data_set.csv").read_bytes()
    assert not withdrawn(bench)
    assert (book_of(bench) / "core_data_set.csv").read_bytes() == before
    assert [filed.withdrawal is not None for filed in filed_editions(bench.project)] == [True, False]


def test_where_the_book_is_gone_its_place_has_the_notice(bench: Bench) -> None:
    shutil.rmtree(bench.project.build)
    assert withdrawn(bench)
    assert WHY in notice(bench)


def test_what_is_withdrawn_stays_published_before(bench: Bench) -> None:
    """Who has it can hold any later edition beside it."""
    withdrawn(bench)
    assert [filed.folder for filed in filed_editions(bench.project)] == [filed_in(bench)]


@pytest.mark.parametrize(
    ("role", "why", "words", "code"),
    [
        (" ", WHY, "the role is empty", 2),
        (CHAIR, " \n", "the reason is empty", 2),
        (CHAIR, "It showed 2 children", "--why: the public would read 'It showed 2 children'", 1),
    ],
)
def test_an_empty_or_telling_word_is_refused(role: str, why: str, words: str, code: int, bench: Bench) -> None:
    before = bench.files
    with pytest.raises(Mistake, match=words) as stopped:
        withdrawn(bench, why, role=role)
    assert stopped.value.exit_code == code
    assert bench.files == before


def test_what_was_withdrawn_is_not_withdrawn_again(bench: Bench) -> None:
    withdrawn(bench)
    refused(bench, "was withdrawn already, by Independent chair at 2017-06-12T12:00:00Z", lambda: withdrawn(bench))


def test_a_withdrawal_that_was_stopped_before_its_notice_is_finished_as_it_began(bench: Bench) -> None:
    before = shutil.copytree(book_of(bench), bench.project.folder / "before")
    withdrawn(bench)
    shutil.rmtree(book_of(bench))
    before.rename(book_of(bench))
    assert withdrawn(bench, "Another reason", role=MANAGER)
    assert WHY in notice(bench)
    assert "Another reason" not in notice(bench)


@pytest.mark.parametrize("name", ["public-2", "board", "nothing", ".public"])
def test_what_is_not_on_file_is_not_withdrawn(name: str, bench: Bench) -> None:
    refused(
        bench, "is no edition that was signed off; name what was filed, such as ", lambda: withdrawn(bench, name=name)
    )


def test_a_built_folder_is_none_that_was_filed(bench: Bench) -> None:
    call = (CHAIR, NOON, WHY, bench.project, put_notice)
    refused(bench, "is no edition that was signed off", lambda: withdraw(book_of(bench), *call))


def test_it_is_not_withdrawn_before_it_was_signed_off(bench: Bench) -> None:
    call = (CHAIR, MORNING - timedelta(days=1), WHY, bench.project, put_notice)
    refused(
        bench, "was signed off at 2017-06-09T10:30:00Z, which is after --at", lambda: withdraw(filed_in(bench), *call)
    )


@pytest.mark.parametrize("raised", [Mistake("a full disk"), KeyboardInterrupt(), RuntimeError("ours")])
def test_a_notice_that_cannot_be_put_withdraws_nothing(raised: BaseException, bench: Bench) -> None:
    before = bench.files

    def fails(*_: object) -> None:
        raise raised

    with pytest.raises(type(raised)):
        withdraw(filed_in(bench), CHAIR, NOON, WHY, bench.project, fails)
    assert bench.files == before


def test_a_folder_without_the_right_to_write_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", denied)
    refused(bench, r"withdrawn.json: cannot be written \(Permission denied\)", lambda: withdrawn(bench))


def test_a_draft_of_the_next_issue_stays(bench: Bench) -> None:
    bench.figures = "P1-01,7"
    bench.made()
    assert not withdrawn(bench)
    assert (book_of(bench) / "core_data_set.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["no/such/folder", "--role", CHAIR, "--why", WHY],
            1,
            "is no edition that was signed off; name what was filed",
        ),
        (["/", "--role", CHAIR, "--why", WHY], 1, "is no edition"),
        (["data/editions/2016-17-Q4/public", "--role", CHAIR, "--why", WHY, "--at", "June"], 2, "is no time with its"),
        (["data/editions/2016-17-Q4/public", "--role", CHAIR], 2, "--why"),
        (["data/editions/2016-17-Q4/public", "--role", CHAIR, "--why", WHY, "--project", "no/such"], 2, "no project"),
    ],
)
def test_a_wrong_call_is_said_in_one_sentence(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    try:
        ended = main(["withdraw", *arguments])
    except SystemExit as stopped:
        ended = int(stopped.code or 0)
    told = capsys.readouterr()
    assert (ended, told.out) == (code, "")
    assert words in told.err
    assert told.err.count("\n") == 1


def test_the_command_withdraws_from_the_board_that_the_folder_is_in(
    bench: Bench, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bench.project.folder / "params").symlink_to(root / "params")
    call = ["withdraw", str(filed_in(bench)), "--role", CHAIR, "--why", WHY, "--at", "2017-06-12T13:00+01:00"]
    assert main(call) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "issue 1 of the public edition of 2016-17-Q4 is withdrawn"
    assert said[1] == f"the notice for its readers is in {book_of(bench).resolve() / 'html' / 'index.html'}"
    assert "12 June 2017" in notice(bench)
