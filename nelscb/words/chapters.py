"""Sentences that open a chapter, and those that say plainly that something is not there."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Event, Finding, Point, ReleasedPage, Series
from nelscb.plan import Chapter, Measure
from nelscb.quarters import day_in_words
from nelscb.words.numbers import cell, counts, in_or_on, interval, number_word, short_period

MANY_CATEGORIES = 3
_BETTER = {"lower": "lower", "higher": "higher", "context": "neither: context"}
_HOPES = {"fall": "the plan hopes for a fall", "rise": "the plan hopes for a rise"}


def returns_sentence(chapter: Chapter, released: ReleasedPage) -> str:
    """How many of the plan's own measures have a return, a published figure, or nothing."""
    own = [m for m in chapter.measures if m.standing == "plan" and m.unit != "status" and not m.alias_of]
    status = [m for m in chapter.measures if m.standing == "plan" and m.unit == "status"]
    if not own:
        missing = sum(released.returns[m.id].state != "reported" for m in status)
        which = "any of them" if missing == len(status) else f"{number_word(missing)} of them"
        ending = f"no return was received for {which}" if missing else "a return was received for each"
        return (
            f"The plan names no figure for this objective; it asks for {number_word(len(status))} reports or "
            f"assurances, and {ending}."
        )
    returned = sum(released.returns[m.id].state == "reported" for m in own)
    published = sum(released.returns[m.id].state != "reported" and bool(released.returns[m.id].published) for m in own)
    nothing = len(own) - returned - published
    text = f"Of the plan's {number_word(len(own))} measures here {_have(returned)} a return for this quarter"
    if published:
        text += f", {_have(published)} only a published figure"
    if not nothing:
        return f"{text}."
    rest = f"for the other {number_word(nothing)}"
    if nothing == len(own):
        return (
            f"For none of the plan's {number_word(len(own))} measures here was a return received, and no published "
            "figure is held. That is a hole in what this book holds, not a sign that all is well."
        )
    return (
        f"{text}; {rest} no return was received and no published figure is held. That is a hole in what this "
        "book holds, not a sign that all is well."
    )


def _have(number: int) -> str:
    """``none has``, ``one has``, ``five have``."""
    return f"{number_word(number) if number else 'none'} {'has' if number < 2 else 'have'}"


def latest_cell(point: Point, measure: Measure) -> str:
    """The latest figure with its period and its interval."""
    shown = f"{cell(point, measure)} {in_or_on(point.period, short_period(point.period))}"
    near = "; DfE figure, near this measure" if any(f.match == "proxy" for f in measure.published) else ""
    return f"{shown} ({interval(point, measure) if point.low is not None else 'no interval'}{near})"


def categories_cell(parts: Sequence[Series]) -> str:
    """The latest count of each category of a measure without a total; where there are many, that the chart has them."""
    when = parts[-1].last.period
    if len(parts) > MANY_CATEGORIES:
        return f"{len(parts)} categories {in_or_on(when, short_period(when))}, in the chart above"
    told = ", ".join(f"{s.category.lower()} {counts(s.last)}" for s in parts)
    return f"{told} {in_or_on(when, short_period(when))}"


def better(measure: Measure) -> str:
    """Which way is better, and beside it what the plan hopes for."""
    hopes = _HOPES.get(measure.plan_hopes or "", measure.plan_hopes or "")
    return f"{_BETTER[measure.direction]}; {hopes}" if hopes else _BETTER[measure.direction]


def score_card_notes() -> tuple[str, ...]:
    """What the score card's marks mean and how its changes are to be read."""
    return (
        "[nr] no return received; [x] not collected or not available; – no figure. None of them is a zero.",
        "A change is given with its 95% interval; yearly figures are weighed against chance in counting only.",
        "A trend is judged from eight quarters without a dated break. No evidence of change does not mean that nothing "
        "changed. Improving and worsening stand only where the finding survives beside all the others.",
    )


def no_measures(title: str) -> str:
    """That the plan has no measure in this column of the score card."""
    return f"The plan names no measure here that answers: {title.lower()}"


def no_status_lines() -> str:
    """That no report or assurance is asked for."""
    return "The plan asks for no report or assurance here."


def no_findings() -> str:
    """That no inspector's finding is held for the chapter."""
    return "No inspectors' finding on this chapter is held."


def no_events() -> str:
    """That no dated event is known."""
    return "No dated event is known that bears on this chapter's figures."


def hindsight(released: ReleasedPage, findings: Sequence[Finding]) -> tuple[str, ...]:
    """That the findings came after the quarter, where they did."""
    if all(f.received <= released.quarter.last_day for f in findings):
        return ()
    return ("The inspectors reported after this quarter had ended: the Board could not have known it at the time.",)


def event_day(event: Event) -> str:
    """The day of an event, or its month where no day is printed."""
    words = day_in_words(event.day)
    return words if event.day_known else words.split(" ", 1)[1]
