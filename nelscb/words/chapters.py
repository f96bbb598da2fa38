"""Sentences that open a chapter, and those that say plainly that something is not there."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, Event, Finding, Point, ReleasedPage, Series
from nelscb.named_numbers import count_of
from nelscb.plan import Chapter, Measure
from nelscb.quarters import day_in_words
from nelscb.words.numbers import cell, counts, in_or_on, interval, number_word, short_period

MANY_CATEGORIES = 3
_BETTER = {"lower": "lower", "higher": "higher", "context": "neither: context"}
_HOPES = {"fall": "the plan hopes for a fall", "rise": "the plan hopes for a rise"}


def aim_sentence(chapter: Chapter) -> str:
    """The plan's aim, said to be the plan's."""
    return f"The plan's aim: {chapter.aim}"


def returns_sentence(chapter: Chapter, released: ReleasedPage) -> str:
    """How many of the plan's own measures have a return, a published figure, or nothing."""
    own = [m.id for m in chapter.measures if m.standing == "plan" and m.unit != "status" and not m.alias_of]
    status = [m.id for m in chapter.measures if m.standing == "plan" and m.unit == "status"]
    if not own:
        missing = [m for m in status if released.returns[m].state != "reported"]
        which = "any of them" if len(missing) == len(status) else f"{_number(missing)} of them"
        ending = f"no return was received for {which}" if missing else "a return was received for each"
        return (
            f"The plan names no figure for this objective; it asks for {_number(status)} reports or "
            f"assurances, and {ending}."
        )
    returned = [m for m in own if released.returns[m].state in ("reported", "suppressed")]
    published = [m for m in own if m not in returned and released.returns[m].published]
    nothing = [m for m in own if m not in returned and m not in published]
    if len(returned) == len(own):
        return f"Each of the plan's {_number(own)} measures here has a return for this quarter."
    text = f"Of the plan's {_number(own)} measures here {_have(returned)} a return for this quarter"
    if published:
        text += f", {_have(published)} only a published figure"
    if not nothing:
        return f"{text}."
    if len(nothing) == len(own):
        return (
            f"For none of the plan's {_number(own)} measures here was a return received, and no published "
            "figure is held. That is a hole in what this book holds, not a sign that all is well."
        )
    return (
        f"{text}; for the other {_number(nothing)} no return was received and no published figure is held. That is a "
        "hole in what this book holds, not a sign that all is well."
    )


def _number(measures: Sequence[str]) -> str:
    """How many measures, each named by the released state of its return."""
    return number_word(count_of(f"returns.{measure}.state" for measure in measures))


def _have(measures: Sequence[str]) -> str:
    """``none has``, ``one has``, ``five have``."""
    return f"{_number(measures) if measures else 'none'} {'has' if len(measures) < 2 else 'have'}"


def latest_cell(point: Point, measure: Measure) -> str:
    """The latest figure with its period and its interval."""
    shown = f"{cell(point, measure)} {in_or_on(point.period, short_period(point.period))}"
    published = any(origin.release for origin in point.origins)
    is_near = published and any(f.match == "proxy" for f in measure.published)
    near = "; published figure, near this measure" if is_near else ""
    return f"{shown} ({interval(point, measure) if point.low is not None else 'no interval'}{near})"


def categories_cell(parts: Sequence[Series]) -> str:
    """The latest count of each category of a measure without a total; where there are many, how many."""
    when = parts[-1].last.period
    if len(parts) > MANY_CATEGORIES:
        cells = (f"{s.measure}/{s.frequency}/{s.breakdown}={s.category}/{s.last.period}.state" for s in parts)
        number = number_word(count_of(cells))
        return f"{number} categories {in_or_on(when, short_period(when))}"
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


def held_cell(assessment: Assessment) -> str:
    """For how many quarters running the verdict has stood, after its word; empty where this is the first."""
    held = assessment.judged.held
    return f" ({number_word(held)} quarters running)" if held > 1 and assessment.tests else ""


def no_figures() -> str:
    """That the plan names no measure here that is a figure."""
    return "The plan names no measure here that is a figure."


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
