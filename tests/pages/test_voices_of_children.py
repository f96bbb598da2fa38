from __future__ import annotations

from dataclasses import replace

import pytest
from altered_views import changed, view_of, withheld_at_last, without

from nelscb.drawings import DotRows
from nelscb.edition import Edition
from nelscb.exhibits import Status
from nelscb.named_numbers import plain
from nelscb.pages.analyses.voices import feeling_safe_and_heard, voice_in_every_card
from nelscb.pages.view import View
from nelscb.story.voices import Heard

MEASURES = ("O8-05", "O8-01", "O8-02", "O8-03", "O8-04")


@pytest.fixture(scope="module")
def cards(demo_edition: Edition) -> View:
    return view_of(demo_edition, "O8", "voice_in_every_card")


@pytest.fixture(scope="module")
def heard(demo_edition: Edition) -> View:
    return view_of(demo_edition, "O8", "feeling_safe_and_heard")


def with_states(view: View, *states: Heard) -> View:
    """The view where the first sub-group's four cards are in ``states``."""
    first = view.released.story.voices[0].sub_group
    own = iter(states)
    cards = tuple(
        replace(card, heard=next(own)) if card.sub_group == first else card for card in view.released.story.voices
    )
    return replace(view, released=replace(view.released, story=replace(view.released.story, voices=cards)))


def test_a_row_for_every_sub_group_and_a_status_with_word_and_shape_in_every_cell(cards: View) -> None:
    table = voice_in_every_card(cards).table
    assert table is not None
    assert [c.title for c in table.columns[1:]] == ["2016-17 Q1", "2016-17 Q2", "2016-17 Q3", "2016-17 Q4"]
    assert len(table.rows) == len({card.sub_group for card in cards.released.story.voices}) == 11
    parts = [part for row in table.rows for cell in row[1:] for part in cell]
    assert len(parts) == 44
    assert all(isinstance(part, Status) and part.word and part.shape for part in parts)


def test_each_state_has_a_word_and_a_shape_of_its_own(cards: View) -> None:
    altered = with_states(cards, "not answered", "no card", "not due", "no voice")
    table = voice_in_every_card(altered).table
    assert table is not None
    found = {p.word: p.shape for row in table.rows for cell in row[1:] for p in cell if isinstance(p, Status)}
    assert set(found) == {"voice and answer", "voice, no answer", "no voice", "no card", "not due yet"}
    assert len(set(found.values())) == 5


def test_those_without_a_voice_this_quarter_are_named(cards: View) -> None:
    said = [plain(t) for t in voice_in_every_card(cards).text]
    assert said[0].startswith("In January to March 2017 four of eleven sub-groups")
    silent = [
        c.sub_group for c in cards.released.story.voices if str(c.quarter) == "2016-17-Q4" and c.heard == "no voice"
    ]
    assert len(silent) == 7
    assert all(cards.board.groups[name] in said[1] for name in silent)


def test_the_real_board_was_given_no_card_and_no_sub_group_is_blamed(edition: Edition) -> None:
    exhibit = voice_in_every_card(view_of(edition, "O8", "voice_in_every_card"))
    assert exhibit.table is None and exhibit.drawing is None
    (said,) = exhibit.text
    assert "No score card is held" in said
    assert "not to say that none did" in said
    assert all(edition.project.board.groups[r.sub_group] in said for r in edition.received.receipts)


def test_feeling_safe_comes_first_with_what_the_plan_lacks(heard: View) -> None:
    exhibit = feeling_safe_and_heard(heard)
    point = heard.released.find("O8-05", "quarter").last  # type: ignore[union-attr]
    assert f"{int(point.numerator or 0)} of {int(point.denominator or 0)} survey replies" in plain(exhibit.text[0])
    assert "the plan gives no measure" in exhibit.text[1]
    assert isinstance(exhibit.drawing, DotRows)
    assert len(exhibit.drawing.rows) == 5


def test_the_hollow_dot_is_the_same_quarter_of_the_year_before(heard: View) -> None:
    drawing = feeling_safe_and_heard(heard).drawing
    assert isinstance(drawing, DotRows)
    for name, row in zip(MEASURES, drawing.rows, strict=True):
        points = heard.released.find(name, "quarter").points  # type: ignore[union-attr]
        assert (row.value, row.earlier) == (points[-1].value, points[-5].value)


def test_without_a_survey_the_other_shares_stand_and_the_hole_is_named(heard: View) -> None:
    exhibit = feeling_safe_and_heard(without(heard, ["O8-05"]))
    assert isinstance(exhibit.drawing, DotRows)
    assert len(exhibit.drawing.rows) == 4
    assert "the plan gives no measure" in exhibit.text[0]
    assert "Feeling safe" not in " ".join(exhibit.text)
    assert "(O8-05)" in exhibit.text[-1]


def test_a_withheld_quarter_is_not_drawn_as_the_latest(heard: View) -> None:
    exhibit = feeling_safe_and_heard(changed(heard, "O8-05", withheld_at_last))
    assert exhibit.table is not None
    assert exhibit.table.rows[0][1] == "2016-17 Q3"


def test_nothing_held_says_so_and_keeps_what_the_plan_lacks(heard: View, edition: Edition) -> None:
    for bare in (without(heard, MEASURES), view_of(edition, "O8", "feeling_safe_and_heard")):
        exhibit = feeling_safe_and_heard(bare)
        assert exhibit.drawing is None
        assert "the plan gives no measure" in exhibit.text[0]
        assert all(m in exhibit.text[1] for m in MEASURES)
