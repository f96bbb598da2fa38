"""Which issue a book is, by its tables: the first, the one on file with the same, or the next; and what it replaces."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nelscb.core_data_set import write_data
from nelscb.edition import PROSE, Edition
from nelscb.filed_editions import Signature, Withdrawal, hash_of_tables
from nelscb.issues import FIRST, Issue, Replaced, issue_with, withdrawn_with
from nelscb.mistakes import Mistake
from nelscb.numbering import moved, numbered
from nelscb.pages import page_of
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.words.editions import announcement, edition_line, replaces
from nelscb.words.printed import about_book
from nelscb.words.workbook import cover_sections

Q4 = Quarter.parse("2016-17-Q4")
NEW = "0" * 64


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    """The real board in a folder of its own, with nothing filed."""
    return replace(project, folder=tmp_path)


def file(own: Project, issue: int, edition: str = "public") -> str:
    """File an issue with tables of its own, signed on the 9th and 10th of June, and give their hash."""
    folder = own.editions / str(Q4) / (edition if issue == 1 else f"{edition}-{issue}")
    folder.mkdir(parents=True)
    (folder / "core_data_set.csv").write_text(f"figure,value\r\nP1-01,{issue}\r\n", encoding="utf-8")
    (folder / "core_data_set.csv-metadata.json").write_text("{}\n", encoding="utf-8")
    about = {"quarter": str(Q4), "edition": edition, "as_of": "2017-05-05"}
    (folder / "measures.json").write_text(json.dumps(about), encoding="utf-8")
    roles = [{"role": r, "at": f"2017-06-{day}T10:30:00Z"} for r, day in (("Board manager", "09"), ("Chair", "10"))]
    says = {"roles": roles, "hash": hash_of_tables(folder), "quarter": str(Q4), "edition": edition}
    (folder / "sign_off.json").write_text(json.dumps(says), encoding="utf-8")
    return hash_of_tables(folder)


def withdraw(own: Project, name: str) -> None:
    told = Withdrawal(Signature("Chair", datetime(2017, 6, 12, 9, tzinfo=UTC)), "A return was wrong")
    (own.editions / str(Q4) / name / "withdrawn.json").write_text(told.to_json(), encoding="utf-8")


def reason(own: Project, told: str) -> None:
    path = own.settings_file(Q4)
    path.parent.mkdir(parents=True)
    path.write_text(f"reissues: [{told}]", encoding="utf-8")


def test_a_book_of_which_nothing_is_on_file_is_the_first_issue(own: Project) -> None:
    file(own, 1, "board")
    assert issue_with(own, Q4, "public", NEW) == FIRST == Issue(1, False, None, "")


def test_what_is_on_file_alone_stays_the_first_and_says_no_number(own: Project) -> None:
    assert issue_with(own, Q4, "public", file(own, 1)) == FIRST


def test_other_tables_are_the_next_issue(own: Project) -> None:
    file(own, 1)
    assert issue_with(own, Q4, "public", NEW) == Issue(2, True, Replaced(1, date(2017, 6, 10)), "")
    file(own, 2)
    assert issue_with(own, Q4, "public", NEW) == Issue(3, True, Replaced(2, date(2017, 6, 10)), "")


def test_the_same_tables_are_the_issue_that_is_on_file(own: Project) -> None:
    hashes = [file(own, issue) for issue in (1, 2)]
    assert [issue_with(own, Q4, "public", one).number for one in hashes] == [1, 2]
    assert all(issue_with(own, Q4, "public", one).several for one in hashes)


def test_the_reason_is_that_of_the_same_edition_and_issue(own: Project) -> None:
    file(own, 1)
    told = ("board, issue: 2, why: other", "public, issue: 3, why: other", "public, issue: 2, why: ' It  came late. '")
    reason(own, ", ".join(f"{{edition: {one}}}" for one in told))
    assert issue_with(own, Q4, "public", NEW).why == "It came late."


def test_a_withdrawn_issue_is_replaced_as_one_that_was_withdrawn(own: Project) -> None:
    first = file(own, 1)
    assert withdrawn_with(own, Q4, "public", first) is None
    withdraw(own, "public")
    assert issue_with(own, Q4, "public", NEW).replaces == Replaced(1, date(2017, 6, 10), date(2017, 6, 12))
    found = withdrawn_with(own, Q4, "public", first)
    assert found is not None
    assert found.issue == 1
    assert withdrawn_with(own, Q4, "public", NEW) is None


@pytest.mark.parametrize("content", ["{", "{}", '{"signature": {"role": "Chair", "at": "2017-06-12"}, "why": "x"}'])
def test_a_withdrawal_that_cannot_be_read_is_said(content: str, own: Project) -> None:
    file(own, 1)
    (own.editions / str(Q4) / "public" / "withdrawn.json").write_text(content, encoding="utf-8")
    with pytest.raises(Mistake, match=r"withdrawn\.json: "):
        issue_with(own, Q4, "public", NEW)


def test_who_withdrew_an_issue_is_part_of_what_a_book_is_made_from(own: Project) -> None:
    file(own, 1)
    before = {path.name for path in own.input_files()}
    withdraw(own, "public")
    assert {path.name for path in own.input_files()} - before == {"withdrawn.json"}


SECOND = Issue(2, True, Replaced(1, date(2017, 6, 10)), "A return came late")


def test_a_later_issue_is_named_wherever_the_edition_is(edition: Edition, project: Project) -> None:
    released = replace(edition.release(PROSE), issue=SECOND)
    assert announcement(released, project.board) == (
        "OFFICIAL-SENSITIVE · NELSCB · 2016-17 Q4 · board edition · issue 2 · partial · retrospective"
    )
    assert " · board edition · issue 2 · as of " in edition_line(released, project.board)
    about = about_book(released, project.board)
    assert about.line == "NELSCB · 2016-17 Q4 · board edition · issue 2"
    assert about.cover[1].startswith("Board edition, issue 2, as of ")
    lines = [line for _, told in cover_sections(released, project.board, []) for line in told]
    assert "Issue 2 replaces issue 1, signed off on 10 June 2017: A return came late." in lines
    assert any(line.startswith("Edition: board edition, issue 2, with all") for line in lines)


@pytest.mark.parametrize(
    ("issue", "told"),
    [
        (FIRST, ()),
        (
            SECOND,
            (
                "Issue 2 replaces issue 1, signed off on 10 June 2017: A return came late.",
                "No figure of the Board's own area reads otherwise than in issue 1.",
            ),
        ),
        (
            replace(SECOND, why="", moved=("P1-01",)),
            (
                "Issue 2 replaces issue 1, signed off on 10 June 2017: the reason is still owed.",
                "Figures of the Board's own area read otherwise than in issue 1, are new or are gone in P1-01.",
            ),
        ),
        (
            Issue(3, True, Replaced(2, date(2017, 6, 10), date(2017, 6, 12)), "Why?", ("P1-01", "P2-01", "O1-02")),
            (
                "Issue 3 replaces issue 2, signed off on 10 June 2017 and withdrawn on 12 June 2017: Why?",
                "Figures of the Board's own area read otherwise than in issue 2, are new or are gone in P1-01, P2-01 "
                "and O1-02.",
            ),
        ),
    ],
)
def test_what_an_issue_replaces_is_told_with_the_reason(
    issue: Issue, told: tuple[str, ...], edition: Edition, project: Project
) -> None:
    for name, what in ((PROSE, "edition"), ("what_changed", "edition")):
        released = replace(edition.release(name), issue=issue)
        assert replaces(released) == told
        assert page_of(released, project.plan, project.board).exhibit(what).text[1:] == told


def test_an_opened_edition_is_numbered_by_its_tables_and_every_page_of_it_knows(
    edition: Edition, project: Project, tmp_path: Path
) -> None:
    """What is on file is the same edition with two figures of the Board's and one of a neighbour's that are others."""
    own = replace(project, folder=tmp_path)
    opened = replace(edition, project=own)
    assert numbered(opened) == opened
    file(own, 1, "board")
    folder = own.editions / str(Q4) / "board"
    write_data(edition.release(PROSE), project, folder)
    whole = (folder / "core_data_set.csv").read_bytes().decode()
    rows = whole.splitlines(keepends=True)
    code = project.board.area.code
    ours = {m: next(r for r in rows if f",{code}," in r and r.startswith(f"{m}/year")) for m in ("P1-01", "P1-04")}
    other = next(row for row in rows if row.startswith("E06000003:P1-06/"))
    kept = [row for row in rows if row not in (ours["P1-04"], other)]
    kept[kept.index(ours["P1-01"])] = ours["P1-01"].replace("reported", "suppressed")
    (folder / "core_data_set.csv").write_bytes("".join(kept).encode())
    signed = folder / "sign_off.json"
    told = json.loads(signed.read_text(encoding="utf-8")) | {"hash": hash_of_tables(folder)}
    signed.write_text(json.dumps(told), encoding="utf-8")
    found = numbered(opened)
    assert found.issue == Issue(2, True, Replaced(1, date(2017, 6, 10)), "", ("P1-01", "P1-04"))
    assert found.release("p1_early_help").issue == found.release(PROSE).issue == found.issue


def test_measures_moved_where_a_figure_says_something_else_came_or_went() -> None:
    before = {
        "P1-01/quarter/2016-17-Q3": ("5",),
        "P1-02/year/2016-17": ("c",),
        "P1-03/quarter/a=b / c/2016-17-Q3": ("1",),
    }
    now = {"P1-01/quarter/2016-17-Q3": ("5",), "P1-02/year/2016-17": ("7",), "P1-04/day/2016-17": ("1",)}
    assert moved(before, before) == set()
    assert moved(before, now) == {"P1-02", "P1-03", "P1-04"}
