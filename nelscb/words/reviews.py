"""Sentences about the review of procedures: how many chapters are fresh, how many are behind, and by which clock."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.quarters import Period, day_in_words, last_day_of
from nelscb.words.numbers import period, sentence_case, whole
from nelscb.words.quarter_shares import in_words

REVIEWED, DUE, PAST = "Reviewed in the last six months", "Due, date not yet passed", "Past the review date"
OVERLAP = "reviewed and past its date overlap"
NOTHING = "**Procedures**: how many chapters wait for their review, or are past it, is not known here."
TWO_CLOCKS = (
    "Two clocks run here. The plan's own rule is a review every six months. A chapter's review date is the one written "
    "in the manual, and may be later."
)


def clock_sentence(reviewed: Point | None, past: Point | None) -> str:
    """Of all chapters how many are fresh, behind the plan's rule, past their date; what is not known is left out."""
    told = []
    if reviewed is not None and reviewed.numerator is not None and reviewed.denominator is not None:
        behind = reviewed.denominator - reviewed.numerator
        told.append(
            f"**Procedures**: of {whole(reviewed.denominator)} chapters {whole(reviewed.numerator)} had been reviewed "
            f"in the six months to {_day(reviewed.period)}."
        )
        told.append(
            "By the plan's rule none is behind."
            if not behind
            else f"By the plan's rule {in_words(behind)} {'is' if behind == 1 else 'are'} behind."
        )
    if past is not None and past.numerator is not None:
        lead = "" if told else "**Procedures**: "
        number = in_words(past.numerator) if lead else sentence_case(in_words(past.numerator))
        were = "was" if past.numerator <= 1 else "were"
        told.append(f"{lead}{number} {were} past the review date on {_day(past.period)}.")
    return " ".join(told)


def overlap_sentence(when: Sequence[Period]) -> str:
    """That in some quarters the two figures cannot both be of different chapters; empty where they can."""
    if not when:
        return ""
    return (
        f"In {', '.join(period(p) for p in when)} the two figures add up to more than all chapters. So some are "
        "counted both as reviewed and as past their date, and nothing is drawn."
    )


def clock_alt(rows: Sequence[tuple[Period, Sequence[float | None]]]) -> str:
    """Alternative text of the stacked rows, quarter by quarter."""
    names = ("reviewed in six months", "due, their date not yet passed", "past the review date")
    told = []
    for when, values in rows:
        parts = [f"{whole(v)} {name}" for v, name in zip(values, names, strict=True) if v is not None]
        told.append(f"{period(when)}: {', '.join(parts) if parts else 'no figure'}")
    return f"Bars of the chapters of the procedures by quarter, each cut by review. {'. '.join(told)}."


def _day(when: Period) -> str:
    return day_in_words(last_day_of(when))
