"""Sentences about the age and sex of children: the largest group, the groups withheld, and what no profile shows."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.named_numbers import mark
from nelscb.plan import Measure
from nelscb.quarters import Period
from nelscb.words.courses import told_title, when_told
from nelscb.words.numbers import cell, counts, figure, interval, sentence_case, whole
from nelscb.words.states import MARKS, MEANINGS

Group = tuple[str, Point | None]
"""A group's name and its figure of one period; None where there is no row at all."""


def largest_group(groups: Sequence[Group], measure: Measure, when: Period) -> str:
    """Which group is largest among those that can be shown, with its count, share and interval."""
    lead = sentence_case(when_told(measure, when))
    held = [(name, p) for name, p in groups if p is not None and p.numerator is not None and p.value is not None]
    if not held:
        return f"{lead} no group of {told_title(measure).lower()} can be shown."
    most = max(p.numerator or 0.0 for _, p in held)
    if most == 0:
        return f"{lead} every group that can be shown is zero."
    top = [(name, p) for name, p in held if p.numerator == most]
    among = "" if len(held) == len(groups) else " of those that can be shown"
    if len(top) > 1:
        names = " and ".join(_group(name) for name, _ in top)
        return f"{lead} the largest groups{among} were {names}, with {counts(top[0][1])} children each."
    name, point = top[0]
    return (
        f"{lead} the largest group{among} was {_group(name)}: {counts(point)} children "
        f"({figure(point.value or 0.0, measure)}, 95% interval {interval(point, measure)})."
    )


def sexes_sentence(sides: Sequence[tuple[str, Sequence[Point | None]]]) -> str:
    """How many of each sex, where every one of its groups is known; empty where any is withheld."""
    told = []
    for side, points in sides:
        known = [p.numerator for p in points if p is not None and p.numerator is not None]
        if not points or len(known) < len(points):
            return ""
        told.append(f"{side.lower()} {whole(sum(known))}")
    return f"In all: {', '.join(told)}." if told else ""


def withheld_sentence(groups: Sequence[Group]) -> str:
    """Which groups have no figure and why, and that they are not zero; empty where each has one."""
    by_state: dict[str, list[str]] = {}
    for name, point in groups:
        state = "absent" if point is None else point.state
        if state != "reported":
            by_state.setdefault(state, []).append(name)
    if not by_state:
        return ""
    told = "; ".join(f"{' and '.join(map(_group, names))} {MARKS[s]}, {MEANINGS[s]}" for s, names in by_state.items())
    return f"Not shown, and not zero: {told}."


def not_known_sentence(name: str, point: Point) -> str:
    """A reported group that belongs to neither side, such as those whose sex is not known; it is not drawn."""
    if point.numerator == 0:
        return f"{sentence_case(name)}: {mark(point.numerator, 'none')}."
    return f"{sentence_case(name)}: {counts(point)} children, who are in neither side of the chart."


def no_rate() -> str:
    """What the profile of those reported is not."""
    return (
        "A profile is no rate: a group can be large because many children of that age live in the area. It shows "
        "those whom somebody reported."
    )


def profile_alt(groups: Sequence[Group], measure: Measure, when: Period) -> str:
    """Alternative text: each group with its share or its mark."""
    told = "; ".join(f"{_group(name)} {cell(p, measure)}" for name, p in groups)
    return f"Bars to two sides, one for each age and sex, {when_told(measure, when)}: {told}."


def _group(name: str) -> str:
    """``Female, 10 to 15`` as ``female, aged 10 to 15``."""
    sex, _, age = name.partition(", ")
    return f"{sex.lower()}, aged {age}" if age else sex.lower()
