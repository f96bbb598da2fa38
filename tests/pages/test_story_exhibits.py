"""A chapter's generic exhibits: what the data say, what was written, what is proposed, what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.cards import cards_html, cards_text
from nelscb.edition import Edition, Item, RaisedException, ReleasedPage, SinceLast, Text, VerdictChange, open_edition
from nelscb.exhibits import AsWritten, Exhibit
from nelscb.named_numbers import MARKED
from nelscb.pages import Page, page_of
from nelscb.pages.scope import Scope, chapter_scope
from nelscb.pages.standing import spark_of, standings
from nelscb.pages.written import merged
from nelscb.plan import Project, open_project
from nelscb.quarters import Quarter
from nelscb.tables import table_html, table_text, text_html

GENERIC = [
    "aim", "position", "data_say", "events", "helps_and_hurts", "findings", "score_card", "measures", "who", "voice",
    "engagement", "actions", "gaps", "status_lines", "questions", "quality", "changes", "plan_frame",
]  # fmt: skip
NASTY = "<script>alert('x')</script> | # $x^2$ `tick` **not ours** 🙂"
QUARTER = Quarter.parse("2016-17-Q4")


@pytest.fixture(scope="module")
def havenshire(root: Path) -> tuple[Project, Edition]:
    project = open_project(root / "examples" / "havenshire")
    return project, open_edition(project, "2016-17-Q4")


def a_text(**said: object) -> Text:
    return Text(
        **{
            "quarter": QUARTER, "sub_group": "cse", "kind": "voice", "item": "P3-A1", "about": "P3", "text": NASTY,
            "response": NASTY, "owner": NASTY, "due": None, "status": "under way", "risk": "", "impact": NASTY,
            "resource": "no cost", "audience": "board", "provenance": "return", "received": date(2017, 4, 10),
            "file": "f.csv", "sheet": "Voice", "row": 4, **said,
        }  # type: ignore[arg-type]
    )  # fmt: skip


def an_item(*, overdue: bool = False, unmentioned: bool = False, age: int = 1, **said: object) -> Item:
    entry = a_text(**{"kind": "action", **said})
    last = QUARTER - 1 if unmentioned else QUARTER
    return Item(entry.kind, entry.item, entry.sub_group, (entry,), QUARTER, last, age, False, overdue, unmentioned)


def with_story(
    released: ReleasedPage, texts: tuple[Text, ...] = (), items: tuple[Item, ...] = (), **story: object
) -> ReleasedPage:
    return replace(
        released, received=replace(released.received, texts=texts),
        story=replace(released.story, items=items, **story),  # type: ignore[arg-type]
    )  # fmt: skip


def told(exhibit: Exhibit) -> str:
    return "\n".join((*exhibit.text, cards_text(exhibit.cards), table_text(exhibit), *exhibit.notes))


def test_every_chapter_of_both_boards_has_every_generic_exhibit_and_each_says_something(
    page: Callable[[str], Page],
    project: Project,
    havenshire: tuple[Project, Edition],
    read_page: Callable[[Page], Page],
) -> None:
    invented, opened = havenshire
    for chapter in project.plan.chapters:
        for found in (
            page(chapter.slug), read_page(page_of(opened.release(chapter.slug), invented.plan, invented.board)),
        ):  # fmt: skip
            for what in GENERIC:
                assert told(found.exhibit(what)).strip(), f"{found.name} {what}"


def test_a_chapter_without_any_return_says_so_in_every_part(page: Callable[[str], Page]) -> None:
    found = page("p3_child_sexual_exploitation")
    assert found.exhibit("data_say").text == (
        "None of the measures here has a figure, so nothing can be judged.",
        "The worst hole is **Headline: children referred to MACE** (P3-H1a), which would come from NELC Children's "
        "Assessment and Safeguarding (MASH/CASS): the plan's headline rests on it.",
    )
    assert "None of the 15 measures has a figure." in told(found.exhibit("score_card"))
    assert "A column without figures is a hole, not good news." in told(found.exhibit("score_card"))
    sent_by = "the CSE sub-group or the Missing from Home and Care sub-group."
    for what in ("helps_and_hurts", "voice", "engagement", "actions", "gaps"):
        exhibit = found.exhibit(what)
        assert exhibit.table is None
        assert exhibit.text[0].endswith(sent_by)
    assert "Neither a returned nor a published figure is held" in told(found.exhibit("quality"))
    assert "CSE sub-group: no score card received. It was due by 20 April 2017." in found.exhibit("quality").text
    assert "so they do not say who is behind them" in told(found.exhibit("who"))


def test_no_figure_of_early_help_is_told_without_the_one_it_must_be_read_beside(page: Callable[[str], Page]) -> None:
    told = page("p1_early_help").exhibit("data_say").text
    (re_referrals,) = [line for line in told if line.startswith("**% of re-referrals")]
    assert re_referrals.endswith("Read it beside % of CPP that are second or subsequent plans (P1-06).")
    (score,) = [line for line in page("o7_emotional_health").exhibit("data_say").text if "SDQ" in line]
    assert score.endswith("It came without its spread, so ask first whether the figure is right.")
    assert "no value" not in score


def test_the_most_important_is_said_first_and_six_at_most(havenshire: tuple[Project, Edition]) -> None:
    project, opened = havenshire
    worst = page_of(opened.release("o7_emotional_health"), project.plan, project.board).exhibit("data_say").text
    assert "is worsening" in worst[0]
    for chapter in project.plan.chapters:
        text = page_of(opened.release(chapter.slug), project.plan, project.board).exhibit("data_say").text
        assert sum(line.startswith("**") for line in text) <= 6
        kinds = [
            next(k for k, word in enumerate(("is worsening", "is improving", "")) if word in line) for line in text
        ]
        assert kinds == sorted(kinds)


def test_verdicts_counted_in_the_text_are_those_of_the_assessments(
    page: Callable[[str], Page], project: Project
) -> None:
    """Naive: how many measures of a chapter have no figure at all, beside what is said."""
    found, chapter = page("p1_early_help"), project.plan.chapter("p1_early_help")
    table = found.exhibit("measures").table
    assert table is not None
    without = {str(row[0]) for row in table.rows if row[2] in ("[nr]", "[x]")}
    aliases = {f"{m.title} ({m.id})" for m in chapter.measures if m.alias_of}
    assert f"and {len(without - aliases)} have no figure at all" in " ".join(found.exhibit("data_say").text)


def test_texts_are_shown_letter_by_letter_as_quotations(project: Project, edition: Edition) -> None:
    kinds = ("what helps", "what hurts", "partners", "what works", "voice", "engagement")
    texts = tuple(a_text(kind=kind) for kind in kinds)
    items = (an_item(item=NASTY), an_item(kind="gap", item="<b>", risk="high"), an_item(kind="risk", risk="odd"))
    released = with_story(edition.release("p3_child_sexual_exploitation"), texts, items)
    found = page_of(released, project.plan, project.board)
    for what in ("helps_and_hurts", "voice", "engagement", "actions", "gaps"):
        exhibit = found.exhibit(what)
        content = table_html(exhibit) + text_html(exhibit.text) + cards_html(exhibit.cards)
        assert "<script>" not in content
        assert "&lt;script&gt;" in content
        assert "**not ours**" in content
        assert "🙂" in content
        assert "$x^2$" in content
        assert "| # " in content
        assert "<strong>not ours" not in content
        assert '<q class="as-written">&lt;script&gt;' in content


def test_you_said_stands_beside_we_did_and_an_answer_that_is_missing_is_said(
    project: Project, edition: Edition
) -> None:
    texts = (
        a_text(text="Ask my dad too.", response="The form has a line for him."),
        a_text(text="Ring me.", response=""),
    )
    released = with_story(edition.release("p3_child_sexual_exploitation"), texts)
    table = page_of(released, project.plan, project.board).exhibit("voice").table
    assert table is not None
    assert table.rows == (
        (
            (AsWritten("Ask my dad too.", True),), (AsWritten("The form has a line for him.", True),),
            "CSE sub-group",
        ),
        ((AsWritten("Ring me.", True),), "No answer was written.", "CSE sub-group"),
    )  # fmt: skip


def test_the_same_words_from_two_sub_groups_stand_once_with_both() -> None:
    assert merged([("a", "A"), ("b", "A"), ("a", "B")]) == (("a", "A and B"), ("b", "A"))


def test_actions_say_what_is_overdue_what_is_cheap_and_what_nobody_speaks_of(
    project: Project, edition: Edition, read_page: Callable[[Page], Page]
) -> None:
    items = (
        an_item(item="A1"), an_item(item="A2", overdue=True, resource="funded", due=date(2017, 1, 31)),
        an_item(item="A3", unmentioned=True), an_item(item="A4", resource="low cost"),
    )  # fmt: skip
    released = with_story(edition.release("p3_child_sexual_exploitation"), (), items)
    exhibit = read_page(page_of(released, project.plan, project.board)).exhibit("actions")
    assert exhibit.text == (
        "One was overdue on 23 November 2026: past the due day and not done.",
        "Two open actions are of no cost or of low cost: the table marks them.",
        "One open action of an earlier quarter is not mentioned this quarter.",
    )
    assert exhibit.table is not None
    assert [row[0] for row in exhibit.table.rows] == [(AsWritten(item),) for item in ("A2", "A1", "A4")]
    assert "Overdue" in table_text(exhibit).splitlines()[2]


def test_a_question_is_put_to_the_named_agency_about_the_gravest_reason(
    project: Project, edition: Edition, read_page: Callable[[Page], Page]
) -> None:
    raised = RaisedException(
        "P3-12", ("worsening", "unusual"), "P3", "missing", "young_and_safe", "P3-12", "quarter", "", "", False, 1
    )
    card = replace(raised, id="cse", reasons=("no score card",), sub_group="cse", agency="nobody", measure="")
    other = replace(raised, chapter="P1")
    released = with_story(edition.release("p3_child_sexual_exploitation"), exceptions=(raised, card, other))
    text = read_page(page_of(released, project.plan, project.board)).exhibit("questions").text
    assert text == (
        "**To ask.** NELC Young and Safe: on % of return interviews completed within 72 hours (P3-12): what do you "
        "know of why it is worsening, what is being done, and when should it show?",
        "**To ask.** CSE sub-group: when will the score card come, and what would help you to send it?",
    )


def test_where_the_rule_raises_nothing_that_is_said_and_not_praised(project: Project, edition: Edition) -> None:
    released = with_story(edition.release("p3_child_sexual_exploitation"), exceptions=())
    (line,) = page_of(released, project.plan, project.board).exhibit("questions").text
    assert line.startswith("The rule for exceptions raises none here in this edition.")
    assert line.endswith("no exception does not mean that all is well.")


def test_without_a_last_edition_nothing_is_compared(project: Project, edition: Edition) -> None:
    released = with_story(edition.release("p1_early_help"), since_last=None)
    exhibit = page_of(released, project.plan, project.board).exhibit("changes")
    assert exhibit.text == ("This edition is not compared with an earlier one.",)
    assert exhibit.table is None


def test_what_changed_names_the_edition_it_is_compared_with(
    project: Project, edition: Edition, read_page: Callable[[Page], Page]
) -> None:
    since = SinceLast(
        QUARTER - 1, date(2017, 3, 1), False, True, (), 0,
        (VerdictChange("P1-01", "quarter", "unclear", "worsening"),), (), (), (), (), (),
    )  # fmt: skip
    released = with_story(edition.release("p1_early_help"), since_last=since)
    exhibit = read_page(page_of(released, project.plan, project.board)).exhibit("changes")
    assert exhibit.text == ("Compared with the edition of 2016-17 Q3, as it was known on 1 March 2017.",)
    assert exhibit.table is not None
    assert exhibit.table.rows == (("Referrals into MASH (P1-01)", "Verdict", "Unclear", "Worsening", "–"),)
    quiet = with_story(edition.release("p1_early_help"), since_last=replace(since, verdicts=()))
    text = read_page(page_of(quiet, project.plan, project.board)).exhibit("changes").text
    assert text[1].startswith("No earlier figure here was revised")


def test_who_shows_each_breakdown_that_no_analysis_shows_and_no_other(
    havenshire: tuple[Project, Edition], page: Callable[[str], Page]
) -> None:
    project, opened = havenshire
    released = opened.release("p1_early_help")
    table = page_of(released, project.plan, project.board).exhibit("who").table
    assert table is not None
    shown = {(str(row[0]), re.split(", (?:in|on) ", str(row[1]))[0]) for row in table.rows}
    titles = {m.id: f"{m.title} ({m.id})" for m in project.plan.measures.values()}
    held = {
        (titles[s.measure], project.plan.breakdowns[s.breakdown].title)
        for s in released.series if s.breakdown and s.area == released.area
    }  # fmt: skip
    assert shown <= held
    assert ("Children looked after (P1-08)", "Age") in shown
    # The real board holds three breakdowns here; the sources of referral have a chart of their own.
    own = page("p1_early_help").exhibit("who")
    assert "Referrals by source" not in told(own)


def test_a_quarter_that_nobody_sent_is_a_gap_in_the_small_line(havenshire: tuple[Project, Edition]) -> None:
    invented, opened = havenshire
    released = opened.release("p1_early_help")
    series = released.find("P1-01", "quarter")
    assert series is not None
    measure = invented.plan.measures["P1-01"]
    holed = replace(series, points=(*series.points[:3], *series.points[4:]))
    spark = spark_of(holed, measure, invented.board)
    assert spark is not None
    assert len(spark.values) == len(series.points)
    assert spark.values[3] is None
    assert spark.mark == 11.5
    assert not MARKED.search(spark.words)
    assert spark_of(replace(series, points=series.points[:1]), measure, invented.board) is None
    assert spark_of(None, measure, invented.board) is None


def test_a_near_figure_goes_by_its_own_name_only_where_it_is_the_published_one(
    project: Project, edition: Edition, havenshire: tuple[Project, Edition]
) -> None:
    def of(project: Project, opened: Edition) -> Scope:
        chapter = project.plan.chapter("p1_early_help")
        return chapter_scope(chapter, opened.release(chapter.slug), project.plan, project.board)

    names = [
        next(s.shown.title for s in standings(of(*board)) if s.measure.id == "P1-02")
        for board in ((project, edition), havenshire)
    ]
    assert names == ["Open cases on 31 March", "All open cases, CIN to LAC"]
