"""Sentences about where a figure lies among the statistical neighbours'."""

from __future__ import annotations

from nelscb.edition import Place
from nelscb.plan import Measure
from nelscb.words.numbers import figure, number_word, whole


def place_sentence(place: Place | None, measure: Measure) -> str:
    """Whether the figure stands apart from the neighbours, with limits and rank; empty where it cannot be said."""
    if place is None or place.among.outside is None or place.among.low is None or place.among.high is None:
        return ""
    among, low, high = place.among, place.among.low, place.among.high
    limits = (
        f"One more area like the {number_word(among.k)} neighbours would lie from {figure(low, measure)} to "
        f"{figure(high, measure)} in nineteen cases of twenty."
    )
    if among.outside == "inside":
        told = f"It does not stand apart from its neighbours. {limits}"
    else:
        told = f"It lies {among.outside} what its neighbours would lead one to expect. {limits}"
    return told + _rank(place)


def _rank(place: Place) -> str:
    rank = place.rank
    if rank is None:
        return ""
    low, high, of = whole(rank.low), whole(rank.high), whole(rank.k)
    if round(float(rank.low)) == round(float(rank.high)):
        return f" Counted from the lowest it is number {low} of {of}."
    return (
        f" Counted from the lowest it is between number {low} and number {high} of {of}. The figures cannot say it "
        "more closely."
    )
