"""Sentences about which score cards carried a child's voice, and whether children say that they feel safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nelscb.edition import Point, VoiceInCard
from nelscb.named_numbers import NamedCount, count_of
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.numbers import figure, interval, number_word, period, sentence_case, whole
from nelscb.words.waiting import over

WORDS = {
    "answered": "voice and answer",
    "not answered": "voice, no answer",
    "no voice": "no voice",
    "no card": "no card",
    "not due": "not due yet",
}
NOTES = (
    "Voice and answer: the card says what a child or a family told the sub-group, and of at least one voice what was "
    "done about it. Voice, no answer: it says what was told and not what was done. No voice: a card without either. No "
    "card: none that could be used is held.",
    "A voice counts here as the sub-group wrote it. Whether what was done helped the child is not known from the card.",
)
NO_MEASURE_OF_THE_PLAN = (
    "The Board's outcome is that children are safe, and that they feel safe. For feeling safe the plan gives no "
    "measure. The survey's figure was proposed beside the plan to fill that hole."
)


def voices_sentences(cards: Sequence[VoiceInCard], groups: Mapping[str, str]) -> tuple[str, ...]:
    """How many cards of the latest quarter carried a voice with its answer; then by name who did not, and how."""
    if all(card.heard in ("no card", "not due") for card in cards):
        return (_nothing(cards, groups),)
    now = max(card.quarter for card in cards)
    latest = [card for card in cards if card.quarter == now]
    answered = [card for card in latest if card.heard == "answered"]
    told = [
        f"In {period(now)} {_some(_count(answered))} of {number_word(_count(latest))} sub-groups sent a score card "
        "with a child's voice and what was done about it."
    ]
    for heard, words in (
        ("not answered", "A voice, and no answer, from"), ("no voice", "No child's voice in the card of"),
        ("no card", "No card held from"), ("not due", "A card not due yet from"),
    ):  # fmt: skip
        names = [groups[card.sub_group] for card in latest if card.heard == heard]
        if names:
            told.append(f"{words}: {'; '.join(names)}.")
    silent = _silent(cards)
    if silent:
        span = number_word(count_of(_names([card for card in cards if card.sub_group == cards[0].sub_group])))
        told.append(f"No voice in any of the {span} quarters: {'; '.join(groups[name] for name in silent)}.")
    return tuple(told)


def _silent(cards: Sequence[VoiceInCard]) -> list[str]:
    """The sub-groups that sent a card and never a voice in it."""
    found = []
    for name in dict.fromkeys(card.sub_group for card in cards):
        heard = {card.heard for card in cards if card.sub_group == name}
        if "no voice" in heard and not heard & {"answered", "not answered"}:
            found.append(name)
    return found


def _nothing(cards: Sequence[VoiceInCard], groups: Mapping[str, str]) -> str:
    if not cards:
        return "No sub-group is asked for a score card, so no child's voice can be looked for."
    quarters = sorted({card.quarter for card in cards})
    names = "; ".join(groups[name] for name in dict.fromkeys(card.sub_group for card in cards))
    return (
        f"No score card is held for any quarter {_span(quarters)}, so this book cannot say which sub-group heard "
        f"children. That is not to say that none did. A card is asked of: {names}."
    )


def _span(quarters: Sequence[Quarter]) -> str:
    first, last = period(quarters[0]).split(" to ")[0], period(quarters[-1])
    return f"from {first} {quarters[0].first_day.year} to {last.split(' to ')[1]}"


def voices_shape(cards: Sequence[VoiceInCard]) -> str:
    """What stands in a cell for each state, said once over the table."""
    there = {card.heard for card in cards}
    return sentence_case(", ".join(words for heard, words in WORDS.items() if heard in there))


def feel_safe_sentence(point: Point, measure: Measure) -> str:
    """How many of those asked say that they feel safe."""
    if point.value is None:
        return f"**Feeling safe**: nobody was asked {over(point.period, measure)}."
    return (
        f"**Feeling safe**: {whole(point.numerator or 0.0)} of {whole(point.denominator or 0.0)} survey replies "
        f"{over(point.period, measure)} say that the child feels safe ({figure(point.value, measure)}"
        f"{'' if point.low is None else f', 95% interval {interval(point, measure)}'})."
    )


def share_sentence(point: Point, measure: Measure) -> str:
    """One share with its counts and its interval."""
    if point.value is None:
        return f"**{measure.title}**: {over(point.period, measure)} there was nothing to take a share of."
    limits = "" if point.low is None else f", 95% interval {interval(point, measure)}"
    return (
        f"**{measure.title}**: {whole(point.numerator or 0.0)} of {whole(point.denominator or 0.0)} "
        f"{over(point.period, measure)} ({figure(point.value, measure)}{limits})."
    )


def _count(cards: Sequence[VoiceInCard]) -> NamedCount:
    return count_of(_names(cards))


def _names(cards: Sequence[VoiceInCard]) -> list[str]:
    return [f"story.voices.{card.sub_group}/{card.quarter}" for card in cards]


def _some(number: int) -> str:
    """``none`` for no card, the number's word otherwise."""
    return number_word(number) if number else "none"
