from __future__ import annotations

from dataclasses import replace

from made_rows import SHARE, quarterly

from nelscb.edition import VoiceInCard
from nelscb.named_numbers import MARKED, plain
from nelscb.quarters import Quarter
from nelscb.words import voices

NOW = Quarter.parse("2016-17-Q4")
GROUPS = {"a": "Alpha", "b": "Beta", "c": "Gamma", "d": "Delta"}


def cards(**heard: list[str]) -> list[VoiceInCard]:
    """The last two quarters of each sub-group, the older first."""
    return [
        VoiceInCard(group, NOW - 1 + n, state)  # type: ignore[arg-type]
        for group, states in heard.items()
        for n, state in enumerate(states)
    ]


def test_who_answered_is_counted_and_who_did_not_is_named() -> None:
    found = cards(
        a=["no voice", "answered"], b=["answered", "not answered"], c=["no voice", "no voice"], d=["no card", "no card"]
    )
    said = voices.voices_sentences(found, GROUPS)
    assert [plain(line) for line in said] == [
        "In January to March 2017 one of four sub-groups sent a score card with a child's voice and what was done "
        "about it.",
        "A voice, and no answer, from: Beta.",
        "No child's voice in the card of: Gamma.",
        "No card held from: Delta.",
        "No voice in any of the two quarters: Gamma.",
    ]
    marks = {words: cell for cell, words in MARKED.findall(" ".join(said))}
    assert marks["one"] == "count({story.voices.a/2016-17-Q4})"
    assert marks["four"].count("2016-17-Q4") == 4


def test_none_is_said_as_none_and_everybody_leaves_no_list() -> None:
    none = voices.voices_sentences(cards(a=["answered", "no voice"]), GROUPS)
    assert plain(none[0]).startswith("In January to March 2017 none of one sub-groups")
    assert len(voices.voices_sentences(cards(a=["answered", "answered"]), GROUPS)) == 1


def test_a_card_that_is_not_due_is_not_missing() -> None:
    said = voices.voices_sentences(cards(a=["answered", "not due"], b=["answered", "answered"]), GROUPS)
    assert plain(said[1]) == "A card not due yet from: Alpha."


def test_without_any_card_nothing_is_said_of_who_heard_children() -> None:
    (said,) = voices.voices_sentences(cards(a=["no card", "no card"], b=["no card", "not due"]), GROUPS)
    assert said == (
        "No score card is held for any quarter from October 2016 to March 2017, so this book cannot say which "
        "sub-group heard children. That is not to say that none did. A card is asked of: Alpha; Beta."
    )
    assert "asked for" in voices.voices_sentences([], GROUPS)[0]


def test_feeling_safe_and_a_share_of_nobody() -> None:
    point = replace(quarterly([517.0], [599.0], SHARE).points[0], low=83.3, high=88.8)
    assert voices.feel_safe_sentence(point, SHARE) == (
        "**Feeling safe**: 517 of 599 survey replies in April to June 2012 say that the child feels safe (86.3%, 95% "
        "interval 83.3% to 88.8%)."
    )
    nobody = replace(point, numerator=0.0, denominator=0.0, value=None)
    assert voices.feel_safe_sentence(nobody, SHARE) == "**Feeling safe**: nobody was asked in April to June 2012."
    assert "nothing to take a share of" in voices.share_sentence(nobody, SHARE)
