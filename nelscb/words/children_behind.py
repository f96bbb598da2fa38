"""Sentences about the children behind the cases: how many, in how many homes, and how much help stands beside them."""

from __future__ import annotations

from nelscb.edition import Point
from nelscb.named_numbers import mark
from nelscb.plan import Measure
from nelscb.quarters import Period
from nelscb.words.courses import in_a_sentence, told_title, when_told
from nelscb.words.numbers import figure_with_unit, whole
from nelscb.words.states import MARKS

NOT_THE_SAME = (
    "They are not the same children. Help is open to children whose case was never heard, and a child of these homes "
    "may be helped in a later quarter or somewhere else. So the number sets help beside need, and does not say how "
    "many of these children were helped."
)
Counted = tuple[Measure, Point | None]
"""A measure and its figure of one quarter; None where there is none."""


def cases_sentence(cases: Counted, with_children: Counted, children: Counted, when: Period) -> str:
    """How many cases involve children, and how many children live in those homes, as far as the quarter is known."""
    parts = []
    among, of_all = count(with_children[1]), count(cases[1])
    if among is not None:
        told = figure_with_unit(among, with_children[0])
        if of_all:
            share = 100 * (among / of_all)
            told = f"{whole(among)} of {figure_with_unit(of_all, cases[0])} ({mark(share, f'{float(share):.1f}%')})"
        parts.append(f"**{told_title(with_children[0])}**: {told} {when_told(with_children[0], when)}.")
    number = count(children[1])
    if number is not None:
        each = over(children[1], with_children[1])
        per = f", or {mark(each, f'{float(each):.1f}')} for each such case" if each is not None else ""
        parts.append(f"**{told_title(children[0])}**: {whole(number)} {when_told(children[0], when)}{per}.")
    return " ".join(parts)


def help_sentence(children: Counted, refuge: Counted, support: Counted, when: Period) -> str:
    """How many children came to refuge or began support, the latter for each hundred children living with a victim."""
    parts = []
    if (number := count(refuge[1])) is not None:
        parts.append(f"**{told_title(refuge[0])}**: {whole(number)} {when_told(refuge[0], when)}.")
    if (number := count(support[1])) is not None:
        ratio = over(support[1], children[1])
        each = None if ratio is None else 100 * ratio
        per = ""
        if each is not None:
            shown = mark(each, f"{float(each):.0f}")
            per = f", or {shown} for each 100 {in_a_sentence(told_title(children[0]))}"
        parts.append(f"**{told_title(support[0])}**: {whole(number)} {when_told(support[0], when)}{per}.")
    return " ".join([*parts, NOT_THE_SAME]) if parts else ""


def ratio_cell(over_it: Point | None, under_it: Point | None, scale: float, decimals: int) -> str:
    """One count for each ``scale`` of another, or why there is none."""
    for point in (over_it, under_it):
        if point is None:
            return MARKS["absent"]
        if point.state != "reported":
            return MARKS[point.state]
    ratio = over(over_it, under_it)
    if ratio is None:
        return MARKS["no_data"]
    return mark(scale * ratio, f"{float(scale * ratio):.{decimals}f}")


def over(upper: Point | None, lower: Point | None) -> float | None:
    """One count over another; None where either is not there or the lower is zero."""
    first, second = count(upper), count(lower)
    return None if first is None or not second else first / second


def count(point: Point | None) -> float | None:
    """The count of a reported figure; None where there is none."""
    return point.numerator if point is not None and point.state == "reported" else None
