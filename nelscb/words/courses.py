"""What a quarterly series shows now: its figure, its course as sure as its verdict, and the change in a year."""

from __future__ import annotations

from typing import Literal

from nelscb.edition import Assessment, Series, Verdict
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter, day_in_words, last_day_of
from nelscb.words.changes import amount, certainty, limits
from nelscb.words.numbers import counts, figure_with_unit, interval, number_word, period, sentence_case

_CLAIMED: tuple[Verdict, ...] = ("improving", "worsening", "rising", "falling")


def told_title(measure: Measure) -> str:
    """The measure's title without the word that says it is a headline."""
    return sentence_case(measure.title.removeprefix("Headline: "))


def in_a_sentence(title: str) -> str:
    """A title within a sentence: its first letter small, unless it begins with a name in capitals."""
    first = title.split(" ", 1)[0]
    return title if first.isupper() and len(first) > 1 else title[:1].lower() + title[1:]


def when_told(measure: Measure, when: Period) -> str:
    """``in January to March 2017``, ``in the twelve months to 31 March 2017``, or of a stock ``on 31 March 2017``."""
    if isinstance(when, Quarter) and measure.window == "rolling_12_months":
        return f"in the twelve months to {day_in_words(last_day_of(when))}"
    if isinstance(when, Quarter) and measure.basis == "snapshot":
        return f"on {day_in_words(last_day_of(when))}"
    return f"in {period(when)}"


def over_what(measure: Measure) -> str:
    """``, over twelve months``: what a chart's title adds where each quarter's figure looks back a year; else empty."""
    rolling = measure.window == "rolling_12_months" and "12 months" not in measure.title
    return ", over twelve months" if rolling else ""


def now_sentence(series: Series, assessment: Assessment, measure: Measure) -> str:
    """The latest figure with its counts and interval, and how it moves as far as the verdict allows.

    A figure over twelve months is set beside that of a year before: the quarters between share their months.
    """
    value, when = assessment.value, when_told(measure, assessment.period)
    if value is None or value.value is None:
        return f"**{told_title(measure)}**: no value can be given {when}."
    point = series.at(assessment.period)
    held = f"{counts(point)}; " if point is not None and point.denominator is not None else ""
    shown = f"{figure_with_unit(value.value, measure)} {when} ({held}95% interval {interval(value, measure)})"
    how = _beside_a_year_before(assessment) if measure.window == "rolling_12_months" else course(assessment)
    return f"**{told_title(measure)}**: {shown}{f', {how}' if how else ''}."


def not_alike(assessment: Assessment, measure: Measure, since: Period) -> str:
    """That a dated break at or after ``since`` lies inside a series; empty where none does."""
    late = [b for b in assessment.breaks if last_day_of(b.period) >= last_day_of(since)]
    return " ".join(
        f"{told_title(measure)} before and after {day_in_words(b.day)} are not like for like: {b.reason}." for b in late
    )


def course(assessment: Assessment) -> str:
    """How a series moves over its quarters, in one clause that claims no more than its verdict."""
    verdict, tests = assessment.verdict, assessment.tests
    if tests is None:
        return _untested(assessment)
    over = f"over {number_word(tests.trend.n)} quarters"
    rises = tests.trend.value > 0
    if verdict in _CLAIMED:
        judged = f", and so {verdict}" if verdict in ("improving", "worsening") else ""
        return f"{'rising' if rises else 'falling'} {over} by more than chance explains{judged}"
    if verdict == "possible change":
        return f"with a possible {'rise' if rises else 'fall'} {over}, too unsure to claim"
    if verdict == "unclear":
        why = "a dated break lies inside the series" if assessment.breaks else "a straight line does not fit"
        return f"with no trend claimed, because {why}"
    return f"with no evidence of change {over}"


def _untested(assessment: Assessment) -> str:
    """Why there is no line: it is kept back, or nothing was tested."""
    if assessment.verdict == "withheld":
        return "with its trend withheld, to protect children"
    if assessment.judged.whatever:
        return f"with the verdict “{assessment.verdict}”, whatever its withheld counts are"
    return "" if assessment.verdict == "not tested" else "with too few figures to test for a trend"


def moved(assessment: Assessment | None) -> Literal["rise", "fall", ""]:
    """Which way a series moves by more than chance explains; empty where its verdict claims nothing."""
    if assessment is None or assessment.tests is None or assessment.verdict not in _CLAIMED:
        return ""
    return "rise" if assessment.tests.trend.value > 0 else "fall"


def year_sentence(assessment: Assessment) -> str:
    """The change on the same quarter of the year before with its certainty; empty where there is none to compare.

    ``beside January to March 2016: up 12% (down 7% to up 35%), which could be chance.``
    """
    compared = assessment.on_year_earlier
    if compared is None or compared.change.value is None:
        return ""
    change = f"{amount(compared.change)} ({limits(compared.change)})"
    return f"beside {period(compared.earlier)}: {change}, {certainty(compared)}."


def _beside_a_year_before(assessment: Assessment) -> str:
    compared = assessment.on_year_earlier
    if compared is None or compared.change.value is None:
        return ""
    change = f"{amount(compared.change)} ({limits(compared.change)})"
    return f"{change} beside the twelve months before, {certainty(compared)}"
