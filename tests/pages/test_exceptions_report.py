"""The exceptions report, its follow-up, and what changed since the last edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nelscb.edition import Edition, open_edition
from nelscb.exhibits import Cell
from nelscb.named_numbers import plain
from nelscb.pages import Page, page_of
from nelscb.plan import Project


def told(cell: Cell) -> str:
    return plain(cell if isinstance(cell, str) else "".join(getattr(p, "words", getattr(p, "word", p)) for p in cell))


@pytest.fixture(scope="module")
def third_quarter(demo_project: Project) -> Edition:
    """The illustrative board's edition of the quarter before."""
    return open_edition(demo_project, "2016-17-Q3")


def test_an_exception_goes_from_opened_to_followed_up(
    third_quarter: Edition, demo_project: Project, demo_page: Callable[[str], Page], demo_edition: Edition
) -> None:
    """A measure raised in the third quarter opens a challenge; the fourth quarter's report says what became of it."""
    before = page_of(third_quarter.release("exceptions"), demo_project.plan, demo_project.board)
    opened = {
        plain(card.title): " ".join(told(line) for line in card.lines) for card in before.exhibit("figures").cards
    }
    since = demo_edition.story.since_last
    assert since is not None
    assert {e.id for e in since.exceptions} == {e.id for e in third_quarter.story.exceptions}
    assert (
        "Opens entry 2016-17-Q3 O2-03 of the challenge log."
        in opened["% of audit recommendations implemented by target date (O2-03)"]
    )
    table = demo_page("exceptions").exhibit("followed_up").table
    assert table is not None
    rows = {told(row[0]): [told(cell) for cell in row] for row in table.rows}
    row = rows["% of audit recommendations implemented by target date (O2-03)"]
    assert row[4] == "No exception any more"
    assert row[5] == "2016-17-Q3 O2-03: answered and closed"
    assert row[6] not in ("", "–")
    changed = demo_page("what_changed").exhibit("exceptions").table
    assert changed is not None
    assert ("% of audit recommendations implemented by target date (O2-03)", "Closed") in [r[:2] for r in changed.rows]


def test_each_exception_has_its_figure_why_steps_question_and_challenge(demo_page: Callable[[str], Page]) -> None:
    cards = demo_page("exceptions").exhibit("figures").cards
    assert cards
    for card in cards:
        lines = " ".join(told(line) for line in card.lines)
        assert "95% interval" in lines
        for part in ("**Progress.**", "**Next steps.**", "**Gap, risk, resource.**", "**Responsible.**", "**To ask.**"):
            assert part in lines, card.title
        assert "challenge log" in lines or "is open already" in lines
        assert card.page


def test_the_rule_is_printed_with_its_thresholds(demo_page: Callable[[str], Page], page: Callable[[str], Page]) -> None:
    real, demo = (" ".join(of("exceptions").exhibit("rule").text) for of in (page, demo_page))
    assert "the Board has set none" in real
    assert "the whole interval lies on its worse side" in demo
    assert "open for more than two quarters" in real


def test_missing_cards_do_not_crowd_out_what_is_known(page: Callable[[str], Page]) -> None:
    report = page("exceptions")
    assert len(report.exhibit("returns").table.rows) == 11  # type: ignore[union-attr]
    assert (
        "That says nothing of whether the sub-groups sent their cards elsewhere." in report.exhibit("returns").text[0]
    )
    assert all("score card" not in card.title for card in report.exhibit("figures").cards)


def test_a_score_without_its_spread_is_asked_about_before_it_is_believed(page: Callable[[str], Page]) -> None:
    (card,) = [c for c in page("exceptions").exhibit("figures").cards if "O7-01" in c.title]
    assert "Ask first whether the figure is right." in told(card.lines[0])


def test_an_edition_with_nothing_to_raise_says_what_that_does_not_mean(edition: Edition, project: Project) -> None:
    released = edition.release("exceptions")
    quiet = replace(released, story=replace(released.story, exceptions=(), since_last=None))
    report = page_of(quiet, project.plan, project.board)
    assert "That says nothing of what is not counted." in report.exhibit("summary").text[0]
    assert "no edition before" in report.exhibit("followed_up").text[0]
    unchanged = page_of(replace(quiet, page="what_changed"), project.plan, project.board)
    assert "no edition before" in unchanged.exhibit("compared").text[0]


def test_a_book_made_in_hindsight_says_so_of_the_last_one_too(page: Callable[[str], Page]) -> None:
    assert "made in hindsight" in page("what_changed").exhibit("compared").text[0]


def test_a_revised_figure_stands_with_what_it_was_and_why(demo_page: Callable[[str], Page]) -> None:
    table = demo_page("what_changed").exhibit("revised").table
    assert table is not None
    assert ("DA victims who received outreach (P4-18)", "2016-17 Q3", "84", "88", "+4") in [
        row[:5] for row in table.rows
    ]
