"""The registers: hand-made entries whose counts, ages and places are checked by eye, and both boards' own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from nelscb.core_data import Text
from nelscb.edition import Edition, Item, ReleasedPage
from nelscb.exhibits import AsWritten, Cell, Exhibit, Link, Status
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.registers import chapter_of, registers_exhibits
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.story import items_of
from nelscb.tables import cell_text, table_html
from nelscb.words import registers
from nelscb.words.proposals import cell_of

NOW, AS_OF = Quarter.parse("2016-17-Q4"), date(2017, 5, 26)


def text(kind: str, item: str, quarter: str, status: str = "open", **others: object) -> Text:
    """One entry as a score card would have it; what ``others`` does not name is blank."""
    bare = Text(
        Quarter.parse(quarter), "neglect", kind, item, "P2", f"{kind} {item}", "", "Neglect lead", None, status,  # type: ignore[arg-type]
        "", "", "", "board", "return", date(2017, 4, 12), f"{quarter}/neglect/card.xlsx", "Sheet", 5,
    )  # fmt: skip
    return replace(bare, **others)  # type: ignore[arg-type]


ENTRIES = [
    text("action", "A-1", "2015-16-Q4", "under way", due=date(2016, 12, 31)),
    text("action", "A-1", "2016-17-Q4", "under way", due=date(2017, 5, 25)),
    text("action", "A-2", "2016-17-Q3", "not started", due=date(2017, 5, 26), about="O3", resource="no cost"),
    text("action", "A-3", "2016-17-Q1", "Done", impact="**Fewer** <b>families</b>."),
    text("action", "A-4", "2015-16-Q4", "dropped"),
    text("action", "A-5", "2016-17-Q4", "under way", about="P1-04"),
    text("action", "A-6", "2016-17-Q4", "under way", about=""),
    text("challenge", "C-1", "2016-17-Q2", "answered", response="By autumn.", due=date(2016, 12, 31)),
    text("challenge", "C-2", "2016-17-Q4"),
    text("gap", "G-1", "2016-17-Q4", risk="High", impact="Children wait.", resource="one post"),
    text("risk", "R-1", "2016-17-Q4", risk="", impact="", resource=""),
    text("conflict of interest", "I-1", "2014-15-Q3", "", response="Left the room."),
    text("conflict of interest", "I-2", "2016-17-Q4", "", response="Left the room."),
]


@pytest.fixture(scope="module")
def made(project: Project, edition: Edition) -> Mapping[str, Exhibit]:
    """The registers of the real board, had these entries come in."""
    return registers_exhibits(_with(edition.release("book"), ENTRIES).named, project.plan, project.board)


def _with(released: ReleasedPage, texts: Sequence[Text]) -> ReleasedPage:
    return replace(released, story=replace(released.story, items=items_of(texts, NOW, AS_OF)), as_of=AS_OF)


def rows(exhibit: Exhibit) -> list[dict[str, Cell]]:
    assert exhibit.table is not None
    headings = [column.title for column in exhibit.table.columns]
    return [dict(zip(headings, row, strict=True)) for row in exhibit.table.rows]


def told(cell: Cell) -> str:
    return cell_text(cell)


def test_actions_stand_by_chapter_the_overdue_first_and_what_ended_long_ago_is_counted(
    made: Mapping[str, Exhibit],
) -> None:
    exhibit = made["register_actions"]
    assert [plain(line) for line in exhibit.text] == [
        "The register holds six actions: four are open, and two have ended.",
        "Of the open ones one is past the due day. One of them was not mentioned this quarter.",
    ]
    found = rows(exhibit)
    assert [told(r["Action"]) for r in found] == ["A-5", "A-1", "A-3", "A-2", "A-6"]
    last = "One more action ended before April to June 2016 and is not in this table."
    assert plain(exhibit.notes[-1]) == last
    assert exhibit.table is not None
    assert exhibit.table.interactive


def test_an_action_names_its_plan_and_its_age_and_the_day_it_is_due_is_not_yet_past(
    made: Mapping[str, Exhibit],
) -> None:
    found = {told(r["Action"]): r for r in rows(made["register_actions"])}
    assert found["A-1"]["Action plan"] == "Neglect Strategy Action Plan"
    assert found["A-2"]["Action plan"] == "Learning and Improvement Framework and Action Plan"
    assert found["A-5"]["Action plan"] == "Prevention and Early Intervention Strategy"
    assert found["A-6"]["Action plan"] == "Annual Business Plan"
    assert found["A-6"]["Chapter"] == registers.WHOLE_BOARD
    # January to March 2016 and the four quarters after it.
    assert plain(told(found["A-1"]["Age in quarters"])) == "5"
    assert told(found["A-1"]["Standing"]).split() == ["Overdue", "Under", "way"]
    # Due on the as-of day itself: not past. Nobody spoke of it this quarter.
    assert "Overdue" not in told(found["A-2"]["Standing"])
    assert Status("Not mentioned this quarter", "ring", "watch") in found["A-2"]["Standing"]
    assert found["A-5"]["Chapter"] == (Link("P1 Early help", "p1_early_help"),)
    assert told(found["A-2"]["Cost"]) == "no cost"


def test_what_somebody_wrote_is_quoted_letter_by_letter(made: Mapping[str, Exhibit]) -> None:
    found = {told(r["Action"]): r for r in rows(made["register_actions"])}
    assert found["A-3"]["What it changed"] == (AsWritten("**Fewer** <b>families</b>.", quoted=True),)
    assert "&lt;b&gt;families" in table_html(made["register_actions"])
    assert found["A-1"]["What it changed"] == "not said"


def test_challenges_tell_age_answer_and_outcome(made: Mapping[str, Exhibit]) -> None:
    exhibit = made["register_challenges"]
    assert [plain(line) for line in exhibit.text] == [
        "The register holds two challenges: two are open, and none has ended.",
        "Of the open ones one is past the due day. One of them was not mentioned this quarter.",
        "One has an answer, and none says what it changed.",
    ]
    first = next(r for r in rows(exhibit) if told(r["Challenge"]) == "C-1")
    assert (told(first["Raised"]), plain(told(first["Age in quarters"]))) == ("2016-17 Q2", "3")
    assert first["Answer"] == (AsWritten("By autumn.", quoted=True),)


def test_gaps_and_risks_stand_together_and_what_they_do_not_say_is_said(made: Mapping[str, Exhibit]) -> None:
    exhibit = made["register_gaps"]
    assert plain(exhibit.text[-1]) == (
        "Of the open ones one is rated high and one has no rating. One does not say both what it means for children "
        "and what it would take."
    )
    assert plain(exhibit.text[1]).endswith("This quarter's score cards speak of every open one.")
    found = rows(exhibit)
    assert [(told(r["Gap or risk"]), r["Kind"]) for r in found] == [("G-1", "gap"), ("R-1", "risk")]
    assert (told(found[0]["Resource"]), found[1]["Impact"], found[1]["Rating"]) == ("one post", "not said", "not said")


def test_an_interest_is_minuted_and_never_open_or_overdue(made: Mapping[str, Exhibit]) -> None:
    exhibit = made["register_interests"]
    (line,) = exhibit.text
    assert plain(line) == "Two interests were minuted up to January to March 2017, one of them in that quarter."
    assert [told(r["Interest"]) for r in rows(exhibit)] == ["I-2"]
    (note,) = exhibit.notes
    assert plain(note) == "One more interest was minuted before April to June 2016 and is not in this table."


def test_every_count_names_the_entries_that_it_counts(made: Mapping[str, Exhibit]) -> None:
    whole = [m.group(1) for m in MARKED.finditer(made["register_actions"].text[0])]
    assert [expression.count("{") for expression in whole] == [6, 4, 2]
    assert "{story.items.action/neglect/A-1.age}" in whole[0]


def test_only_ended_entries_leave_the_sentences_short(project: Project, edition: Edition) -> None:
    released = _with(edition.release("book"), [text("action", "A-9", "2012-13-Q1", "done")])
    exhibit = registers_exhibits(released.named, project.plan, project.board)["register_actions"]
    assert [plain(line) for line in exhibit.text] == ["The register holds one action: none is open, and one has ended."]
    assert exhibit.table is None
    assert plain(exhibit.notes[-1]).startswith("One more action ended")


def test_an_entry_that_ended_three_quarters_ago_is_shown_and_one_that_ended_four_ago_is_not(
    project: Project, edition: Edition
) -> None:
    texts = [text("action", "near", "2016-17-Q1", "done"), text("action", "far", "2015-16-Q4", "done")]
    released = _with(edition.release("book"), texts)
    exhibit = registers_exhibits(released.named, project.plan, project.board)["register_actions"]
    assert [told(r["Action"]) for r in rows(exhibit)] == ["near"]


def test_the_real_board_says_that_nothing_was_received_and_from_whom(project: Project, edition: Edition) -> None:
    found = registers_exhibits(edition.release("book").named, project.plan, project.board)
    starts = {
        "register_actions": "No action has", "register_challenges": "No challenge has",
        "register_gaps": "No gap or risk has", "register_interests": "No conflict of interest has",
    }  # fmt: skip
    for what, start in starts.items():
        (line,) = found[what].text
        assert found[what].table is None
        assert plain(line).startswith(f"{start} been received.")
        assert all(project.board.groups[name] in line for name in project.board.sub_groups)


def test_havenshires_counts_agree_with_a_plain_count(demo_project: Project, demo_edition: Edition) -> None:
    released = demo_edition.release("book").named
    found = registers_exhibits(released, demo_project.plan, demo_project.board)
    for what, kinds in (("actions", ["action"]), ("challenges", ["challenge"]), ("gaps", ["gap", "risk"])):
        items = [i for i in released.story.items if i.kind in kinds]
        expressions = [m.group(1) for m in MARKED.finditer(found[f"register_{what}"].text[0])]
        numbers = [expression.count("{") for expression in expressions]
        ended = sum(i.ended for i in items)
        assert numbers == [n for n in (len(items), len(items) - ended, ended) if n]
        table = found[f"register_{what}"].table
        assert table is not None
        assert len(table.rows) == sum(not i.ended or i.last >= Quarter.parse("2016-17-Q1") for i in items)


def test_an_entry_about_something_unknown_has_no_chapter(project: Project) -> None:
    (item,) = items_of([text("action", "A-1", "2016-17-Q4", about="P9-99")], NOW, AS_OF)
    assert isinstance(item, Item)
    assert chapter_of(item, project.plan) is None
    assert cell_of(item) == "story.items.action/neglect/A-1.age"
