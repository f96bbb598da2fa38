"""Sentences about a handful of yearly figures: first to last, beside the neighbours, without a trend."""

from __future__ import annotations

from nelscb.edition import Assessment, FirstToLast
from nelscb.words.changes import amount, is_clear, limits
from nelscb.words.numbers import number_word, percent_change, period, points_change


def years_sentence(assessment: Assessment) -> str:
    """The change over all the years, how sure it is, and the neighbours' changes; empty where it is not told."""
    found = assessment.first_to_last
    if found is None:
        return ""
    span = f"From {period(found.first)} to {period(assessment.period)} it went {_went(found)}"
    return f"{span}{_certain(found)}.{_neighbours(found)}"


def _went(found: FirstToLast) -> str:
    if amount(found.change) == "no change":
        return "neither up nor down"
    return f"{amount(found.change)} (95% interval {limits(found.change)})"


def _certain(found: FirstToLast) -> str:
    if found.across_break:
        return ", which is not like for like: a dated break lies between"
    if not is_clear(found.change):
        return ", which could be chance"
    return ", which is more than chance in counting explains"


def _neighbours(found: FirstToLast) -> str:
    if len(found.neighbours) < 2:
        return ""
    say = percent_change if found.change.kind == "ratio" else points_change
    low, high = (say(edge) for edge in (min(found.neighbours), max(found.neighbours)))
    return f" Over the same years the {number_word(len(found.neighbours))} neighbours went from {low} to {high}."
