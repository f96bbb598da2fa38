"""Whether each sub-group's score card carried a child's voice, and what was done about it, quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nelscb.core_data import Figure, Text
from nelscb.quarters import Quarter, QuarterText
from nelscb.returns.receipts import Receipt

QUARTERS = 4
Heard = Literal["answered", "not answered", "no voice", "no card", "not due"]


@dataclass(frozen=True)
class VoiceInCard:
    """One sub-group's score card of one quarter, and whether a child was heard in it.

    ``answered``: a voice with what was done about it, at least one. ``not answered``: voices, and with none of them
    what was done. ``no voice``: a card without any. ``no card``: none that could be used has come; ``not due``: nor
    need it yet.
    """

    sub_group: str
    quarter: QuarterText
    heard: Heard


def voices_in_cards(
    receipts: Sequence[Receipt], texts: Iterable[Text], figures: Iterable[Figure], quarter: Quarter, as_of: date
) -> tuple[VoiceInCard, ...]:
    """For every sub-group that is asked for a card, the four quarters up to ``quarter``, the oldest first.

    ``texts`` and ``figures`` are the current ones, as known on ``as_of``. A sub-group of which a text or a
    usable figure of a quarter is held has sent a card for it. A figure that came late in another quarter's card
    counts here too: what is asked is whether the quarter was reported on.
    """
    quarters = [quarter - back for back in reversed(range(QUARTERS))]
    of_cards: dict[tuple[str, Quarter], list[Text]] = {}
    for text in texts:
        of_cards.setdefault((text.sub_group, text.quarter), []).append(text)
    sent = {
        (figure.sender, figure.period)
        for figure in figures
        if figure.period in quarters and figure.state != "refused" and figure.received <= as_of
    }
    found = []
    for receipt in receipts:
        for when in quarters:
            card = of_cards.get((receipt.sub_group, when))
            if card is None and (receipt.sub_group, when) not in sent:
                missing = receipt.missing_state(as_of) if when == quarter else "not_returned"
                heard: Heard = "not due" if missing == "not_due" else "no card"
            else:
                heard = _heard(card or [])
            found.append(VoiceInCard(receipt.sub_group, when, heard))
    return tuple(found)


def _heard(card: Sequence[Text]) -> Heard:
    voices = [text for text in card if text.kind == "voice"]
    if not voices:
        return "no voice"
    return "answered" if any(text.response.strip() for text in voices) else "not answered"
