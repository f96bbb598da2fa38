from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nelscb.core_data import Figure, Kind, Text
from nelscb.edition import Edition, ReleasedPage
from nelscb.quarters import Quarter
from nelscb.returns.receipts import FileReceipt, Receipt
from nelscb.story.voices import voices_in_cards

NOW, AS_OF = Quarter.parse("2016-17-Q4"), date(2017, 5, 1)
EMPTY = Receipt("neglect", date(2017, 4, 20), (), 5, 0, 0, 0)
REFUSED = replace(EMPTY, files=(FileReceipt("a.csv", date(2017, 4, 1), -19, True, False, ""),))


def text(kind: Kind, quarter: Quarter, response: str = "") -> Text:
    return Text(
        quarter, "neglect", kind, "", "P2", "words", response, "", None, "", "", "", "", "board", "return",
        date(2017, 4, 1), "a.csv", "Voice", 2,
    )  # fmt: skip


def figure(quarter: Quarter, received: date = date(2017, 4, 1), refused: bool = False) -> Figure:
    return Figure(
        "E06000012", "P2-01", 1, quarter, "", "", None if refused else 3.0, None, None, None,
        "refused" if refused else "reported", "return", "board", "neglect", received, "", "a.csv", "Figures", 2,
    )  # fmt: skip


def heard(texts: list[Text], figures: list[Figure], receipt: Receipt = EMPTY, as_of: date = AS_OF) -> list[str]:
    found = voices_in_cards([receipt], texts, figures, NOW, as_of)
    assert [card.quarter for card in found] == [NOW - 3, NOW - 2, NOW - 1, NOW]
    return [card.heard for card in found]


def test_every_state_of_a_card() -> None:
    texts = [text("voice", NOW - 3, "We rang her."), text("voice", NOW - 2), text("action", NOW - 1)]
    assert heard(texts, []) == ["answered", "not answered", "no voice", "no card"]


def test_one_answer_among_several_voices_is_enough_and_blanks_are_none() -> None:
    texts = [text("voice", NOW), text("voice", NOW, "We rang her."), text("voice", NOW - 1, "  ")]
    assert heard(texts, [])[2:] == ["not answered", "answered"]


def test_a_card_without_texts_is_a_card_without_a_voice() -> None:
    assert heard([], [figure(NOW - 1)])[2:] == ["no voice", "no card"]


@pytest.mark.parametrize("unusable", [figure(NOW - 1, refused=True), figure(NOW - 1, received=date(2017, 5, 2))])
def test_a_refused_figure_or_one_that_came_later_is_no_card(unusable: Figure) -> None:
    assert heard([], [unusable])[2] == "no card"


@pytest.mark.parametrize(("receipt", "as_of", "state"), [
    (EMPTY, date(2017, 4, 20), "not due"),
    (EMPTY, date(2017, 4, 21), "no card"),
    (REFUSED, date(2017, 4, 20), "no card"),
])  # fmt: skip
def test_this_quarters_card_is_not_missing_before_it_is_due(receipt: Receipt, as_of: date, state: str) -> None:
    assert heard([], [], receipt, as_of) == ["no card", "no card", "no card", state]


def test_a_story_that_nobody_was_asked_for_has_no_cards() -> None:
    assert voices_in_cards([], [text("voice", NOW)], [], NOW, AS_OF) == ()


def test_the_real_board_was_given_no_card(edition: Edition) -> None:
    assert len(edition.story.voices) == 4 * len(edition.received.receipts) > 0
    assert {card.heard for card in edition.story.voices} == {"no card"}


def test_havenshires_cards_are_counted_again_from_its_texts(demo_edition: Edition) -> None:
    for card in demo_edition.story.voices:
        own = [
            t for t in demo_edition.story.texts
            if (t.sub_group, t.quarter, t.kind) == (card.sub_group, card.quarter, "voice")
        ]  # fmt: skip
        assert (card.heard == "answered") == any(t.response for t in own)
        assert (card.heard == "no voice") == (not own)
    assert {card.heard for card in demo_edition.story.voices} == {"answered", "no voice"}
    page = demo_edition.release("o8_voice_of_the_child")
    assert ReleasedPage.from_json(page.to_json()).story.voices == demo_edition.story.voices
