"""Sentences of the annual edition: what a year came to, what was done in it, what is not known of it."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, FourQuarters, Item, Text, YearOfMeasure
from nelscb.named_numbers import count_of
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.numbers import figure, number_word, period, sentence_case, whole
from nelscb.words.states import MARKS

HOW = {
    "sum": "sum of four quarters",
    "shares pooled": "four quarters together",
    "at the end": "at the year's end",
    "last": "the last figure of the year",
    "mean of quarters": "mean of four quarters",
}
NO_YEAR = "No quarterly figure of these measures is held, so nothing can be said of the year."
NOTES = (
    "A year is told only where every quarter that it needs is held: a missing quarter is never taken as zero.",
    "The two years are set beside each other and not tested against each other. What can be said of a change is said "
    "by the verdict, which looks at all the quarters.",
)
NOTHING_DONE = "Nobody wrote, in these four quarters, of an action that was finished and of what it changed."
NO_VOICE = "Nobody wrote, in these four quarters, what children or families said here."
NO_CHALLENGE = "No challenge about this was closed in these four quarters."
NO_TEXTS = "Nothing was written about this in these four quarters."
PUBLISHED_ONLY = "Published figures of the year stand in the chapters; they are yearly, and not made of these quarters."


def span(first: Quarter, last: Quarter) -> str:
    """``April 2016 to March 2017``."""
    return f"{_first_month(first)} to {_last_month(last)}"


def _first_month(quarter: Quarter) -> str:
    words = quarter.in_words
    return f"{words.split(' to ')[0]} {words.split()[-1]}"


def _last_month(quarter: Quarter) -> str:
    return quarter.in_words.split(" to ")[1]


def year_cell(year: FourQuarters, measure: Measure) -> str:
    """The year's value with its interval; how many quarters are held where that is too few."""
    if year.value is None:
        return MARKS["absent"] if not year.held else f"{MARKS['absent']} ({number_word(year.held)} of four quarters)"
    interval = (
        f" ({figure(year.low, measure)} to {figure(year.high, measure)})"
        if year.low is not None and year.high is not None
        else ""
    )
    return f"{figure(year.value, measure)}{interval}"


def counts_cell(year: FourQuarters) -> str:
    """The counts behind a share or rate: ``120 of 480``."""
    if year.value is None or year.numerator is None or year.denominator is None:
        return MARKS["absent"]
    return f"{whole(year.numerator)} of {whole(year.denominator)}"


def summary(years: Sequence[YearOfMeasure], quarter: Quarter) -> str:
    """How many measures have a whole year, in both years, or in none."""
    whole_years = count_of(f"story.year.{y.measure}.now.value" for y in years if y.now.value is not None)
    every = count_of(f"story.year.{y.measure}.now.held" for y in years)
    if not years:
        return f"{NO_YEAR} {PUBLISHED_ONLY}"
    return (
        f"The four quarters from {span(quarter - 3, quarter)}. Of {number_word(every)} measures with quarterly figures "
        f"{number_word(whole_years) if whole_years else 'none'} {'has' if whole_years < 2 else 'have'} the whole year. "
        f"{PUBLISHED_ONLY}"
    )


def verdicts_sentence(assessed: Sequence[Assessment]) -> str:
    """How a chapter's measures stand at the end of the year, by verdict."""
    counted: dict[str, list[str]] = {}
    for a in assessed:
        if a.tests is not None:
            counted.setdefault(a.verdict, []).append(f"assessments.{a.measure}/{a.frequency}.judged.verdict")
    if not counted:
        return "No trend could be judged here."
    order = ("improving", "worsening", "rising", "falling", "possible change", "no evidence of change", "unclear")
    told = [f"{number_word(count_of(counted[v]))} {v}" for v in order if v in counted]
    return f"Verdicts at the end of the year: {', '.join(told)}."


def actions_sentence(done: Sequence[Item], open_now: Sequence[Item]) -> str:
    """How many actions were finished in the year, and how many are open or overdue."""
    if not done and not open_now:
        return ""
    overdue = [i for i in open_now if i.overdue]
    return (
        f"{sentence_case(_number(done))} {'action was' if len(done) == 1 else 'actions were'} finished or dropped in "
        f"the year; {_number(open_now)} {'is' if len(open_now) < 2 else 'are'} open, {_number(overdue)} of them past "
        "the date."
    )


def _number(items: Sequence[Item]) -> str:
    named = count_of(f"story.items.{i.kind}/{i.sub_group}/{i.item}.age" for i in items)
    return number_word(named) if named else "none"


def when(text: Text) -> str:
    """The quarter an entry was written for."""
    return period(text.quarter)
