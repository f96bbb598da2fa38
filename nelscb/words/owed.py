"""What is not here: which figures, from whom they would come, and whether anybody has been asked for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nelscb.edition import MeasureReturn
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.courses import told_title
from nelscb.words.numbers import period
from nelscb.words.states import MEANINGS

NOT_BY_QUARTERS = "Not shown by quarters, to protect children"
_NOT_ASKED = "Proposed, and not asked for yet"
_FROM_ELSEWHERE = re.compile(r"\d%|\d+ of \d+|\d [a-z]+ per \d")
"""A share or a rate written into a caution: of other places, or of years after this book's."""


def owed_sentence(
    measures: Sequence[Measure], returns: Mapping[str, MeasureReturn], agencies: Mapping[str, str]
) -> str:
    """Who would send what is not held, by the state it is in; what nobody was asked for is said to be so.

    Empty where nothing is wanting.
    """
    by_lead: dict[str, list[Measure]] = {}
    for measure in measures:
        by_lead.setdefault(_lead(measure, returns[measure.id]), []).append(measure)
    told = []
    for lead, wanting in by_lead.items():
        whose = ", which would come from" if lead == _NOT_ASKED else ", from"
        names = "; ".join(f"{told_title(m)} ({m.id}){whose} {agencies[m.source_agency]}" for m in wanting)
        told.append(f"{lead}: {names}.")
    return " ".join(told)


def _lead(measure: Measure, returned: MeasureReturn) -> str:
    if returned.state == "not_returned":
        return "No return received, and no published figure held, for"
    if returned.state == "not_collected" and measure.standing == "proposed" and returned.grade is None:
        return _NOT_ASKED
    if returned.state == "reported":
        return "No figure held that this can be made from"
    if returned.state == "suppressed":
        return NOT_BY_QUARTERS
    return MEANINGS[returned.state].capitalize()


def no_figure_now(measure: Measure, returned: MeasureReturn, quarter: Quarter, agencies: Mapping[str, str]) -> str:
    """That a series held for earlier quarters has no figure for this one, and why; empty where it has."""
    if returned.state == "reported":
        return ""
    if returned.state == "not_returned":
        why = f"no return received from {agencies[measure.source_agency]}"
    else:
        why = MEANINGS[returned.state]
    return f"{told_title(measure)} has no figure for {period(quarter)}: {why}."


def without_figures_from_elsewhere(notes: Sequence[str]) -> tuple[str, ...]:
    """The notes less those that quote a share or rate of other places: no such yardstick is set beside the board."""
    return tuple(note for note in notes if not _FROM_ELSEWHERE.search(note))
