from __future__ import annotations

from dataclasses import replace

import pytest
from altered_views import changed, last_is, view_of, withheld_at_last, without

from nelscb.drawings import TimePanels
from nelscb.edition import Edition
from nelscb.named_numbers import plain
from nelscb.pages.analyses.waiting import waiting_and_outcome
from nelscb.pages.view import View

SEEN, IMPROVED, SCORED = MEASURES = ("O7-03", "O7-05", "O7-02")


@pytest.fixture(scope="module")
def view(demo_edition: Edition) -> View:
    return view_of(demo_edition, "O7", "waiting_and_outcome")


def said(view: View) -> str:
    return " ".join(plain(t) for t in waiting_and_outcome(view).text)


def by_urgency(view: View) -> View:
    """The view with two categories of urgency, one of which was withheld at last; their counts are made up."""
    name = view.plan.measures[SEEN].breakdowns[0]
    whole = view.released.find(SEEN, "quarter")
    assert whole is not None
    urgent = last_is(replace(whole, breakdown=name, category="Urgent"), 9.0, 12.0)
    routine = withheld_at_last(replace(whole, breakdown=name, category="Routine"))
    breakdown = replace(view.plan.breakdowns[name], categories=("Urgent", "Routine", "Never sent"))
    plan = replace(view.plan, breakdowns={**view.plan.breakdowns, name: breakdown})
    return replace(view, plan=plan, released=replace(view.released, series=(*view.released.series, urgent, routine)))


def test_three_shares_on_one_scale_with_what_lies_beyond_each(view: View) -> None:
    drawing = waiting_and_outcome(view).drawing
    assert isinstance(drawing, TimePanels)
    assert drawing.same_scale
    assert len(drawing.panels) == 3
    for measure, words in (
        (SEEN, "{} had waited longer"),
        (IMPROVED, "{} do not"),
        (SCORED, "other {} it says nothing"),
    ):
        point = view.released.find(measure, "quarter").last  # type: ignore[union-attr]
        assert words.format(int(point.denominator - point.numerator)) in said(view)  # type: ignore[operator]


def test_urgency_has_a_panel_of_its_own_lines_and_a_withheld_one_its_words(view: View) -> None:
    split = by_urgency(view)
    drawing = waiting_and_outcome(split).drawing
    assert isinstance(drawing, TimePanels)
    assert [line.label for line in drawing.panels[1].lines] == ["Urgent", "Routine"]
    assert drawing.panels[1].lines[1].values[-1] is None
    assert "urgent, 9 of 12 (75.0%); routine, withheld" in said(split)
    assert "How urgent" not in said(split)


def test_urgency_that_is_not_held_is_said_to_be_so(view: View) -> None:
    assert "How urgent each referral was is not held" in said(view)


@pytest.mark.parametrize("gone", MEASURES)
def test_without_one_measure_the_rest_is_told_and_the_hole_is_named(view: View, gone: str) -> None:
    left = without(view, [gone])
    drawing = waiting_and_outcome(left).drawing
    assert isinstance(drawing, TimePanels)
    assert len(drawing.panels) == 2
    assert f"({gone})" in said(left)
    leads = {SEEN: "**Waiting**", IMPROVED: "**Outcome**", SCORED: "**What the average score rests on**"}
    assert [m for m in MEASURES if leads[m] in said(left)] == [m for m in MEASURES if m != gone]


def test_a_withheld_quarter_is_a_gap_and_the_last_that_is_known_is_told(view: View) -> None:
    cut = changed(view, SEEN, withheld_at_last)
    drawing = waiting_and_outcome(cut).drawing
    assert isinstance(drawing, TimePanels)
    assert drawing.panels[0].lines[0].values[-1] is None
    assert "first appointment in October to December 2016" in said(cut)


def test_nothing_held_on_either_board_names_the_senders(view: View, edition: Edition) -> None:
    for bare in (without(view, MEASURES), view_of(edition, "O7", "waiting_and_outcome")):
        exhibit = waiting_and_outcome(bare)
        assert exhibit.drawing is None and exhibit.table is None
        assert all(m in exhibit.text[0] for m in MEASURES)
        assert bare.board.agencies["camhs_provider"] in exhibit.text[0]


def test_the_real_boards_chapter_still_opens_with_the_score_and_its_doubt(edition: Edition) -> None:
    exhibits = edition.project.plan.chapter("o7_emotional_health").exhibits
    assert exhibits[0].what == "average_score"
    assert exhibits[0].in_opening
