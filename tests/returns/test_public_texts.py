"""Texts for the public with small numbers: each stops the public edition until it is accepted, and check lists them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from nelscb.core_data import Figure, Text
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.plan.board import AcceptedText
from nelscb.quarters import Quarter
from nelscb.returns.check_report import Checked, check, report
from nelscb.returns.intake import Intake, read_returns
from nelscb.returns.public_texts import (
    refuse_unaccepted,
    shown_in,
    small_numbers_in,
    texts_for_the_public,
    unaccepted,
)

Q4 = Quarter.parse("2016-17-Q4")
TEXT = Text(
    quarter=Q4, sub_group="neglect", kind="what hurts", item="Story 7", about="P2", text="Two boys left.", response="",
    owner="", due=None, status="", risk="", impact="", resource="", audience="public", provenance="return",
    received=date(2017, 4, 18), file="2016-17-Q4/neglect/2017-04-18.xlsx", sheet="Story", row=7,
)  # fmt: skip
FIGURE = Figure(
    area="E06000012", measure="P2-05", definition=1, period=Q4 - 1, breakdown="age", category="Under 1", numerator=9.0,
    denominator=None, value=None, status=None, state="reported", provenance="return", audience="board",
    sender="neglect", received=date(2017, 4, 18), release="", file="2016-17-Q4/neglect/2017-04-18.xlsx",
    sheet="Corrections", row=4, reason="3 children were counted twice",
)  # fmt: skip


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Project:
    """The real board in a folder of its own, where a quarter's file can be written."""
    (tmp_path / "params" / "quarters").mkdir(parents=True)
    return replace(project, folder=tmp_path)


def accept(own: Project, quarter: str, *keys: str) -> None:
    lines = [{"key": k, "reason": "Tells of nobody.", "role": "Board manager", "day": date(2017, 5, 2)} for k in keys]
    path = own.settings_file(Quarter.parse(quarter))
    path.write_text(yaml.safe_dump({"accepted_texts": lines}), encoding="utf-8")


def test_only_what_is_for_the_public_is_looked_through(project: Project) -> None:
    texts = texts_for_the_public([TEXT, replace(TEXT, audience="board", item="Story 8")])
    (found,) = small_numbers_in(texts, project.board.disclosure_rule)
    assert found.sentence == "2016-17-Q4/neglect/2017-04-18.xlsx, sheet Story, row 7: 'Two boys left.'"


@pytest.mark.parametrize("field", ["text", "response", "owner", "status", "risk", "impact", "resource", "item"])
def test_every_field_that_somebody_wrote_is_looked_through(field: str, project: Project) -> None:
    text = replace(TEXT, **{"text": "Some left.", field: "All but two boys left."})
    (found,) = small_numbers_in(texts_for_the_public([text]), project.board.disclosure_rule)
    assert found.found == ("All but two boys left.",)


def test_why_a_figure_was_sent_again_is_looked_through(project: Project) -> None:
    texts = texts_for_the_public([], [FIGURE, replace(FIGURE, reason="late data"), replace(FIGURE, reason="")])
    (found,) = small_numbers_in(texts, project.board.disclosure_rule)
    assert found.text.about == "neglect correction P2-05 2016-17-Q3 age Under 1"
    assert found.found == ("3 children were counted twice",)


def test_the_board_s_rule_says_how_large_small_is(project: Project) -> None:
    rule = replace(project.board.disclosure_rule, largest_small=1)
    assert small_numbers_in(texts_for_the_public([TEXT]), rule) == ()


def test_other_words_another_item_or_another_quarter_is_another_finding() -> None:
    others = [
        TEXT, replace(TEXT, text="Two girls left."), replace(TEXT, text="", response="Two boys left."),
        replace(TEXT, item="Story 8"), replace(TEXT, sub_group="cse"), replace(TEXT, kind="what helps"),
        replace(TEXT, quarter=Q4 - 1), replace(TEXT, item="", row=8),
    ]  # fmt: skip
    assert len({text.key for text in texts_for_the_public(others)}) == len(others)
    again = texts_for_the_public([TEXT, replace(TEXT, received=date(2017, 4, 20), file="other.xlsx")])
    assert len({text.key for text in again}) == 1


def test_the_key_names_the_entry_in_plain_words() -> None:
    (text,) = texts_for_the_public([TEXT])
    assert text.key.startswith("2016-17-Q4 neglect what hurts Story 7 ")
    assert len(text.key.rsplit(" ", 1)[1]) == 10


def test_an_edition_shows_the_texts_of_four_quarters_and_its_registers_whole() -> None:
    old, oldest, next_one = (
        replace(TEXT, quarter=Q4 - 3),
        replace(TEXT, quarter=Q4 - 4),
        replace(TEXT, quarter=Q4 + 1),
    )
    action = replace(TEXT, kind="action", quarter=Q4 - 12)
    assert list(shown_in(Q4, [TEXT, old, oldest, next_one, action])) == [TEXT, old, action]


def test_what_a_role_accepted_is_no_longer_open(project: Project) -> None:
    rule = project.board.disclosure_rule
    found = small_numbers_in(texts_for_the_public([TEXT, replace(TEXT, text="Five girls left.")]), rule)
    accepted = AcceptedText(found[0].text.key, "Tells of nobody.", "Board manager", date(2017, 5, 2))
    assert unaccepted(found, [accepted]) == found[1:]


def test_the_public_edition_stops_with_where_and_what_to_do(own: Project) -> None:
    texts = texts_for_the_public([replace(TEXT, item=f"Story {row}", row=row) for row in range(4, 9)])
    with pytest.raises(Mistake) as stopped:
        refuse_unaccepted(texts, own, Q4)
    file = "2016-17-Q4/neglect/2017-04-18.xlsx, sheet Story"
    assert str(stopped.value) == (
        "5 texts for the public have a small number that nobody has accepted "
        f"({file}, row 4: 'Two boys left.'; {file}, row 5: 'Two boys left.'; {file}, row 6: 'Two boys left.'; and 2 "
        f"more); have it mended by who sent it, or write under accepted_texts in {own.settings_file(Q4)} the line that "
        "'nelscb check 2016-17-Q4' prints, with reason, role and day"
    )
    with pytest.raises(Mistake, match=r"^1 text for the public has a small number that nobody has accepted \(.*'\); "):
        refuse_unaccepted(texts[:1], own, Q4)


def test_an_acceptance_holds_in_its_quarter_and_later_ones_and_for_its_words_alone(own: Project) -> None:
    (text,) = texts_for_the_public([TEXT])
    accept(own, "2016-17-Q4", text.key)
    refuse_unaccepted([text], own, Q4)
    refuse_unaccepted([text], own, Q4 + 4)
    with pytest.raises(Mistake, match="1 text"):
        refuse_unaccepted([text], own, Q4 - 1)
    with pytest.raises(Mistake, match="1 text"):
        refuse_unaccepted(texts_for_the_public([replace(TEXT, text="Two boys have left.")]), own, Q4)


@pytest.mark.parametrize("missing", ["reason", "role", "day"])
def test_an_acceptance_needs_reason_role_and_day(missing: str, own: Project) -> None:
    line = {"key": "k", "reason": "Tells of nobody.", "role": "Board manager", "day": date(2017, 5, 2)}
    line[missing] = None if missing == "day" else ""
    own.settings_file(Q4).write_text(yaml.safe_dump({"accepted_texts": [line]}), encoding="utf-8")
    with pytest.raises(Mistake, match=rf"entry k, key 'accepted_texts\.{missing}'"):
        own.accepted_texts(Q4)


@pytest.mark.parametrize("item", ["Story 7", 'a "quoted" item: [1] # {x}', "Ärger\\n", "- k"])
def test_the_line_that_check_prints_can_be_pasted_and_filled_in(item: str, project: Project, own: Project) -> None:
    (found,) = small_numbers_in(texts_for_the_public([replace(TEXT, item=item)]), project.board.disclosure_rule)
    pasted = f"accepted_texts:\n  {found.line_to_paste}\n"
    own.settings_file(Q4).write_text(pasted, encoding="utf-8")
    with pytest.raises(Mistake, match="reason"):
        own.accepted_texts(Q4)
    filled = (
        pasted.replace("reason: ", "reason: It is so")
        .replace("role: ", "role: Clerk")
        .replace("day: ", "day: 2017-05-02")
    )
    own.settings_file(Q4).write_text(filled, encoding="utf-8")
    refuse_unaccepted([found.text], own, Q4)


def intake_with(*texts: Text) -> Intake:
    class Read:
        figures, problems = (FIGURE,), ()

        class file:
            quarter, sub_group = Q4 - 9, ""

    read = Read()
    read.texts = texts  # type: ignore[attr-defined]
    return Intake(None, {}, (read,), (), {})  # type: ignore[arg-type]


def lines_of(checked: Checked, own: Project) -> list[str]:
    return list(report(checked, own, intake_with()))


def test_check_lists_what_is_open_with_the_lines_to_paste_and_does_not_fail(own: Project) -> None:
    checked = check(own, Q4, intake_with(TEXT))
    assert checked.passed
    lines = lines_of(checked, own)
    title = "Small numbers in texts for the public; they stop the public edition and nothing else:"
    at = lines.index(title)
    assert lines[at + 1].startswith("  2016-17-Q4/neglect/2017-04-18.xlsx, sheet Story, row 7: 'Two boys left.'")
    assert lines[at + 3].endswith("in params/quarters/2016-17-Q4.yml, with reason, role and day:")
    assert lines[at + 4] == "  accepted_texts:"
    key = texts_for_the_public([TEXT])[0].key
    assert lines[at + 5] == f'    - {{key: "{key}", reason: , role: , day: }}'
    assert len(checked.small_numbers) == 2


def test_check_lists_what_was_accepted_and_what_is_accepted_for_nothing(own: Project) -> None:
    accept(own, "2016-17-Q4", *(t.key for t in texts_for_the_public([TEXT], [FIGURE])), "2016-17-Q4 gone 0123456789")
    checked = check(own, Q4, intake_with(TEXT))
    lines = lines_of(checked, own)
    assert checked.small_numbers == ()
    assert "  2016-17-Q4 gone 0123456789: Tells of nobody." in lines
    assert any(line.endswith("'Two boys left.': Tells of nobody. (Board manager, 2017-05-02)") for line in lines)


@pytest.mark.parametrize("quarter", ["2016-17-Q3", "2016-17-Q4"])
def test_havenshire_s_texts_are_accepted_for_its_public_editions(
    quarter: str, demo_project: Project, demo_intake: Intake
) -> None:
    checked = check(demo_project, Quarter.parse(quarter), demo_intake)
    assert checked.small_numbers == ()
    assert checked.idle_texts == ()
    assert len(checked.accepted_texts) > 40


@pytest.fixture(scope="module")
def demo_intake(demo_project: Project) -> Intake:
    return read_returns(demo_project)
