"""Sentences about audits: whether they were carried out, what they found, and what a small sample can tell."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.lists import joined
from nelscb.words.numbers import figure, interval, period, sentence_case

NOT_WHAT_IT_FOUND = (
    "That an audit was carried out does not say what it found. The shares below do, as each partner judged itself."
)
NOTHING_OF_AUDITS = (
    "**Audits**: whether those that the plan asks for were carried out, and what they found, is not known here."
)
NOTHING_OF_GRADES = (
    "**Audits**: how good the work in audited cases was is not known here. Work done in time is not yet good work."
)
CHOSEN = (
    "Cases are chosen for an audit. They speak for all cases only where they were drawn by chance, and the return does "
    "not say how they were drawn."
)
ALL_THEMES = "All themes together"
NO_THEMES = (
    "No figures came by theme, so each dot holds all themes together. Good work in one theme can hide poor work in "
    "another."
)


def answers_sentence(answers: Sequence[tuple[Measure, str]], quarter: Quarter) -> str:
    """What was answered about each audit for ``quarter``, by answer; then the audits without one (an empty answer)."""
    given = list(dict.fromkeys(answer for _, answer in answers if answer))
    told = [
        f"Answered “{answer}” for {period(quarter)}: {joined([m.title for m, a in answers if a == answer])}."
        for answer in given
    ]
    silent = [m.title for m, answer in answers if not answer]
    if silent:
        told.append(f"No answer is held for {period(quarter)} on: {joined(silent)}.")
    return " ".join(told)


def shares_now(found: Sequence[tuple[Measure, Point]]) -> str:
    """Each share with its interval, in short, for alternative text."""
    return ". ".join(f"{m.title}: {_shown(p, m)}" for m, p in found) + "."


def lowest_and_highest(themes: Sequence[tuple[str, Point]], measure: Measure) -> str:
    """The themes with the lowest and the highest share, with intervals, and whether the two can be told apart."""
    held = [(name, p) for name, p in themes if p.value is not None]
    if not held:
        return "Every theme is without a figure that can be shown."
    if len(held) == 1:
        name, point = held[0]
        return f"One theme alone has a figure: {name}, {_shown(point, measure)}."
    low, high = min(held, key=lambda t: t[1].value or 0.0), max(held, key=lambda t: t[1].value or 0.0)
    if low[1].value == high[1].value:
        return f"Every theme has the same share: {figure(low[1].value or 0.0, measure)}."
    told = (
        f"By theme, the lowest is {low[0]} at {_shown(low[1], measure)}. The highest is {high[0]} at "
        f"{_shown(high[1], measure)}."
    )
    if _overlap(low[1], high[1]):
        return f"{told} Their intervals overlap, so which theme is weakest is not certain."
    return told


def themes_without_figure(names: Sequence[str]) -> str:
    """Themes whose figure cannot be shown; empty where there is none."""
    return f"No dot is drawn for {joined(list(names))}: no figure can be shown." if names else ""


def grades_alt(themes: Sequence[tuple[str, Point]], measure: Measure, when: Quarter) -> str:
    """Alternative text of the dots: each row with its value and interval."""
    rows = ". ".join(f"{name}: {_shown(p, measure)}" for name, p in themes if p.value is not None)
    return f"Dot chart of {measure.title}, up to {period(when)}. {rows or 'No row has a figure that can be shown'}."


def answer_cell(answer: str) -> str:
    """An answer in a table."""
    return sentence_case(answer)


def _shown(point: Point, measure: Measure) -> str:
    value = figure(point.value or 0.0, measure) if point.value is not None else "no figure"
    return f"{value} (95% interval {interval(point, measure)})"


def _overlap(low: Point, high: Point) -> bool:
    return low.high is None or high.low is None or low.high >= high.low
