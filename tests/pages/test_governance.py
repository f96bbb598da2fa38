"""The two steps of governance: what each board received and decided, as recorded, and what is not recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from nelscb.edition import Edition, QuarterMeetings, ReleasedPage
from nelscb.exhibits import AsWritten, Cell, Exhibit, Link
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.card_page import card_pages
from nelscb.pages.governance import governance_exhibits
from nelscb.plan import Project
from nelscb.plan.board import Decision, MeetingRecord
from nelscb.quarters import Quarter
from nelscb.returns.receipts import FileReceipt, Receipt
from nelscb.tables import cell_text

NOW = Quarter.parse("2016-17-Q4")
DECISIONS = (
    Decision("Ask *again*.", "Board manager", "P1-04", date(2017, 5, 1)),
    Decision("Keep it open.", "Chair", "", None),
    Decision("Hold a day.", "Chair", "neglect", date(2017, 12, 1)),
    Decision("Fill the gap.", "Chair", "neglect P2-G1", None),
    Decision("Say more.", "Chair", "P3", None),
    Decision("And more.", "Chair", "a letter", None),
)
MEETINGS = (
    QuarterMeetings(NOW, (MeetingRecord("leadership_board", date(2017, 6, 8), "The **report**.", DECISIONS),)),
    QuarterMeetings(NOW - 1, (MeetingRecord("operational_board", date(2017, 2, 16), "Ten cards.", ()),)),
)


def receipt(group: str, answered: int, by_due: int, refused: bool = False) -> Receipt:
    files = (FileReceipt("card.xlsx", date(2017, 4, 12), -8, refused, False, "Neglect lead"),) if answered else ()
    return Receipt(group, date(2017, 4, 20), files, 10, answered, by_due, 0)


@pytest.fixture(scope="module")
def released(edition: Edition) -> ReleasedPage:
    return edition.release("book")


def exhibits(released: ReleasedPage, project: Project, **story: object) -> Mapping[str, Exhibit]:
    changed = replace(released, story=replace(released.story, **story), as_of=date(2017, 5, 26))  # type: ignore[arg-type]
    return governance_exhibits(changed.named, project.plan, project.board)


def rows(exhibit: Exhibit) -> list[tuple[Cell, ...]]:
    return list(exhibit.table.rows) if exhibit.table else []


def texts(exhibit: Exhibit) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in rows(exhibit)]


def test_every_card_has_its_row_with_its_roles_and_a_link_to_its_page(released: ReleasedPage, project: Project) -> None:
    found = exhibits(released, project)["governance_cards"]
    links = [cell[0].page for row in rows(found) if isinstance(cell := row[0], tuple) and isinstance(cell[0], Link)]
    assert links == list(card_pages(project.board))
    by_name = {row[0]: row for row in texts(found)}
    assert by_name["Neglect sub-group"][1] == "Sub-group Leads and Score Card Author"
    assert by_name["Health sub-group"][1] == "Lead and Score Card Author of the Health sub-group"
    for row in by_name.values():
        assert row[-2:] == ["LSCB Management Team", "Designated Leadership Board Members"]
        assert row[4] == "nothing received"
    assert [plain(line) for line in found.text][1] == (
        "This book has been given no score card that could be used, of eleven that were due."
    )


def test_cards_are_counted_by_what_came_and_by_what_came_in_time(released: ReleasedPage, project: Project) -> None:
    receipts = (
        receipt("neglect", 10, 10), receipt("cse", 10, 9), receipt("health", 4, 4, refused=True),
        receipt("missing", 0, 0),
    )  # fmt: skip
    changed = replace(released, received=replace(released.received, receipts=receipts))
    found = exhibits(changed, project)["governance_cards"]
    assert plain(found.text[1]) == (
        "Two of the four score cards that were due came and could be used. One held all that was asked for by the due "
        "day."
    )
    authors = [row[2] for row in rows(found)]
    assert authors[0] == (AsWritten("Neglect lead"),)
    assert authors[3] == "not known: no score card that names a role has come"
    nobody = replace(released, received=replace(released.received, receipts=()))
    empty = exhibits(nobody, project)["governance_cards"]
    assert empty.table is None
    assert plain(empty.text[1]) == "No sub-group was asked for a score card for this quarter."


def test_what_is_recorded_is_quoted_and_what_is_not_says_so(released: ReleasedPage, project: Project) -> None:
    found = exhibits(released, project, meetings=MEETINGS)["governance_exceptions"]
    assert [[plain(cell) for cell in row] for row in texts(found)] == [
        ["Operational Board", "2016-17 Q4", "not recorded", "not recorded", "not recorded", "What was received"],
        ["Leadership Board", "2016-17 Q4", "8 June 2017", "“The **report**.”", "six on record", "Exceptions"],
        ["Operational Board", "2016-17 Q3", "16 February 2017", "“Ten cards.”", "none on record", "What was received"],
        ["Leadership Board", "2016-17 Q3", "not recorded", "not recorded", "not recorded", "Exceptions"],
    ]


def test_the_day_of_the_meeting_stands_only_where_it_is_recorded(released: ReleasedPage, project: Project) -> None:
    none = exhibits(released, project, meeting=None, exceptions=())["governance_exceptions"]
    assert plain(none.text[1]) == (
        "This edition's report names no exception. No day is recorded on which the Leadership Board meets over this "
        "book."
    )
    day = exhibits(released, project, meeting=date(2017, 6, 8))["governance_exceptions"]
    assert plain(day.text[1]).endswith("The Leadership Board meets over this book on 8 June 2017.")


def test_decisions_have_a_role_a_day_and_a_way_to_what_they_answer(released: ReleasedPage, project: Project) -> None:
    found = exhibits(released, project, meetings=MEETINGS)["governance_decisions"]
    (line,) = found.text
    assert plain(line) == "For October to December 2016 and January to March 2017 six decisions are on record."
    (expression,) = (m.group(1) for m in MARKED.finditer(line))
    assert "{story.meetings.0.meetings.0.decided.5.text}" in expression
    told = texts(found)
    assert told[0][0] == "“Ask *again*.”"
    assert [row[5] for row in told[:3]] == [
        "1 May 2017 (past; whether it was done is not recorded)", "no day given", "1 December 2017",
    ]  # fmt: skip
    about = [row[-1] for row in rows(found)]
    assert about == [
        (Link("P1-04", "p1_early_help"),),
        "not said",
        (Link("Neglect sub-group", "score_card_neglect"),),
        (Link("Neglect sub-group", "score_card_neglect"), ", ", Link("P2-G1", "registers")),
        (Link("P3 Child sexual exploitation", "p3_child_sexual_exploitation"),),
        (AsWritten("a letter"),),
    ]


def test_the_real_board_has_no_decision_on_record_and_is_not_blamed(released: ReleasedPage, project: Project) -> None:
    found = exhibits(released, project)["governance_decisions"]
    assert found.table is None
    assert plain(found.text[0]).startswith("No decision of either board is recorded for October to December 2016 and ")
    assert "says nothing of whether one was made" in found.text[0]


def test_nobody_is_signed_for(released: ReleasedPage, project: Project) -> None:
    found = exhibits(released, project)["sign_off"]
    assert len(rows(found)) == len(project.board.sub_groups) + 4
    assert {row[2:] for row in rows(found)} == {("to be signed", "")}


def test_havenshires_meetings_stand_as_they_are_recorded(demo_project: Project, demo_edition: Edition) -> None:
    released, board = demo_edition.release("book").named, demo_project.board
    found = governance_exhibits(released, demo_project.plan, board)
    decided = sum(len(m.decided) for q in released.story.meetings for m in q.meetings)
    assert len(rows(found["governance_decisions"])) == decided
    recorded = sum(len(q.meetings) for q in released.story.meetings)
    days = [row[2] for row in texts(found["governance_exceptions"])]
    assert sum(day != "not recorded" for day in days) == recorded
    assert {row[0] for row in texts(found["governance_cards"])} == {
        board.groups[r.sub_group] for r in released.received.receipts
    }
