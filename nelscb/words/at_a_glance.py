"""Sentences of the first page: one a chapter, what joins up, what is not known, what became of the last challenge."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, FollowedUp, MeasureReturn, Point, Receipt
from nelscb.named_numbers import count_of
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter
from nelscb.words.changes import amount, certainty_in_short
from nelscb.words.curves import curve_cell
from nelscb.words.lists import joined
from nelscb.words.numbers import figure_with_unit, in_or_on, number_word, period, sentence_case, short_period

MOST_NAMED = 3
NO_JOIN = "No pair of measures that belong together has figures for both."
NO_DECISION = "No exception asks for a decision."
NO_CHALLENGE = "No challenge is on record for this book to follow up."


def chapter_sentence(assessment: Assessment, point: Point, measure: Measure) -> str:
    """The figure that stands for a chapter, its change on the period before, and how sure that is."""
    shown = figure_with_unit(point.value or 0.0, measure) if point.value is not None else "no value"
    told = f"**{_title(measure)}**: {shown} {_when(assessment.period)}"
    comparison = assessment.on_previous
    if comparison is None or comparison.change.value is None or measure.unit == "score":
        return f"{told}."
    on = short_period(comparison.earlier)
    return f"{told}, {amount(comparison.change)} on {on}: {certainty_in_short(comparison)}."


def score_sentence(assessment: Assessment, point: Point, measure: Measure) -> str:
    """A mean score that came without its spread: the figure and that it cannot be weighed."""
    return (
        f"**{_title(measure)}**: {figure_with_unit(point.value or 0.0, measure)} {_when(assessment.period)}. "
        "It came without its spread and cannot be weighed."
    )


def no_figure_sentence(measure: Measure | None, agency: str) -> str:
    """That a chapter's first measure has no figure, and who would send it."""
    if measure is None:
        return "The plan names no figure here."
    return f"No figure is held for **{_title(measure)}**. It would come from {agency}."


def not_shown_sentence(measure: Measure) -> str:
    """That a chapter's first measure has a figure which this book withholds."""
    return f"**{_title(measure)}** is withheld, to protect children."


def answers_sentence(returns: Sequence[MeasureReturn]) -> str:
    """How many of the reports and assurances asked for were answered; empty where none is asked for."""
    if not returns:
        return ""
    came = count_of(f"returns.{r.measure}.state" for r in returns if r.state == "reported")
    asked = count_of(f"returns.{r.measure}.state" for r in returns)
    return f"Reports and assurances answered: {number_word(came) if came else 'none'} of {number_word(asked)}."


def curve_foot(assessment: Assessment | None) -> str:
    """Turned or not turned."""
    if assessment is None:
        return "Curve: no figure"
    told = curve_cell(assessment)
    return f"Curve: {told[:1].lower()}{told[1:]}"


def joined_sentence(first: str, second: str, why: str) -> str:
    """Two measures in one sentence each, and how to read them together."""
    return f"{first} {second} {why}"


def joined_part(assessment: Assessment, point: Point, measure: Measure) -> str:
    """One of a pair: its figure and its change, as short as can be."""
    shown = figure_with_unit(point.value or 0.0, measure)
    comparison = assessment.on_previous
    told = f"**{_title(measure)}**: {shown} {_when(assessment.period)}"
    if comparison is None or comparison.change.value is None:
        return f"{told}."
    return f"{told} ({amount(comparison.change)}, {certainty_in_short(comparison)})."


def unknown_lines(missing: Sequence[str], all_of: Sequence[str], headlines: Sequence[str], feels: bool) -> list[str]:
    """What is not known: how many measures have no figure, which headlines have none, whether children feel safe.

    ``missing`` and ``all_of`` name the cells of the plan's measures; ``headlines`` are the priorities without a figure.
    """
    lines = []
    if missing:
        lines.append(
            f"{sentence_case(number_word(count_of(missing)))} of the plan's {number_word(count_of(all_of))} measures "
            "have no figure at all in this book."
        )
    if headlines:
        lines.append(f"No headline figure is held for {joined(headlines)}.")
    if feels:
        lines.append("Whether children **feel** safe: no figure is held, and the plan itself names none.")
    return lines or ["Every measure of the plan has a figure. That is not to say that every figure is right."]


def missing_returns_line(receipts: Sequence[Receipt], names: Sequence[str]) -> str:
    """Which sub-groups' score cards are missing; that none is, where none is."""
    if not names:
        return f"All {number_word(count_of(f'received.receipts.{r.sub_group}.answered' for r in receipts))} came in."
    if len(names) == len(receipts):
        return "No score card came in from any sub-group. This book rests on published figures alone."
    return f"No usable score card from {joined(list(names))}."


def partial_line(partial: bool, missing: int, all_of: int) -> str:
    """That the edition is partial, in one sentence; empty where it is whole."""
    if not partial:
        return ""
    which = "none" if missing == all_of else f"{number_word(all_of - missing)}"
    return (
        f"**Partial edition.** Of {number_word(all_of)} score cards that were due, {which} had come in a form that "
        "could be used. Every hole is labelled."
    )


def challenge_line(followed: FollowedUp | None, what: str, then: Quarter | None) -> str:
    """What became of the last challenge that has an answer or still waits for one."""
    if followed is None or then is None:
        return NO_CHALLENGE
    if followed.closed:
        fate = "it was answered and closed"
    elif followed.answered:
        fate = "it was answered and stands open"
    else:
        fate = "no answer has come in"
    still = "It is an exception again." if followed.still else "It is no exception any more."
    return f"On {what}, raised in the edition of {period(then)}: {fate}. {still}"


def _when(when: Period) -> str:
    return in_or_on(when, short_period(when))


def _title(measure: Measure) -> str:
    """What a measure is called on the first page, where everything is a headline."""
    return sentence_case(measure.title.removeprefix("Headline: "))
