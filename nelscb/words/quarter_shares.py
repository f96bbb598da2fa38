"""Sentences about shares from quarter to quarter: no figure at all, none for a quarter, few cases, the target."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.named_numbers import mark, plain
from nelscb.plan import Measure
from nelscb.plan.board import Target
from nelscb.quarters import Quarter
from nelscb.words.lists import joined
from nelscb.words.numbers import figure, number_word, period, whole
from nelscb.words.states import MEANINGS

SMALL = 30
"""Under this many cases one case more or fewer moves a share by more than three points."""
_IN_WORDS = 12


def few_cases(found: Sequence[tuple[str, Measure, Point | None]]) -> str:
    """Which shares rest on few cases, and how far one case moves each; empty where none does.

    ``found`` are what the share is called (the measure or a part of it, such as a theme), the measure and the figure.
    """
    told = []
    for name, measure, point in found:
        if point is None or point.value is None or not point.denominator or point.denominator >= SMALL:
            continue
        each = 100 / point.denominator
        moved = mark(each, f"{float(each):.1f}")
        cases = measure.unit_words.removeprefix("% of ")
        told.append(f"{name} by {moved} points ({in_words(point.denominator)} {cases})")
    return f"Few cases: one more or fewer would move {joined(told)}." if told else ""


def in_words(count: float) -> str:
    """A count: ``seven`` up to twelve, digits beyond; ``none`` for 0."""
    if not count:
        return "none"
    return mark(count, plain(number_word(int(count)))) if count <= _IN_WORDS else whole(count)


def nothing_held_yet(title: str) -> str:
    """That an exhibit has no figure to show."""
    return f"**{title}**: no figure is held here."


def no_figure_now(measure: Measure, point: Point | None, quarter: Quarter) -> str:
    """That the edition's quarter itself has no figure, and why; empty where it has one."""
    if point is not None and point.value is not None:
        return ""
    state = "absent" if point is None else "no_data" if point.state == "reported" else point.state
    return f"{measure.title}: no figure for {period(quarter)}, {MEANINGS[state]}."


def target_label(target: Target, measure: Measure) -> str:
    """What stands at the line of a target that the Board has set."""
    return f"the Board's target, {figure(target.value, measure)}"
