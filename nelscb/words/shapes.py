"""Alternative text: what a chart shows, for a reader who does not see it."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Break, Point, Series
from nelscb.plan import Measure
from nelscb.quarters import Period, first_day_of
from nelscb.words.numbers import figure, figure_with_unit, in_or_on, number_word, period, short_period


def reported(series: Series) -> list[Point]:
    """The points that carry a value."""
    return [p for p in series.points if p.value is not None]


def series_shape(series: Series, measure: Measure) -> str:
    """From where to where a series went, its highest and lowest: ``from 910 referrals in … to 655 …``."""
    points = reported(series)
    if not points:
        return f"{measure.title}: no figure."
    first, last = points[0], points[-1]
    text = f"{measure.title}: {_at(last, measure)}"
    if len(points) > 1:
        text = f"{measure.title}: from {_at(first, measure)} to {_at(last, measure)}"
    if len(points) > 2:
        top = max(points, key=lambda p: p.value or 0.0)
        bottom = min(points, key=lambda p: p.value or 0.0)
        if top.value == bottom.value:
            text += ", the same throughout"
        else:
            text += f"; highest {_at(top, measure)}, lowest {_at(bottom, measure)}"
    withheld = sum(p.state == "suppressed" for p in series.points)
    gaps = sum(p.value is None for p in series.points) - withheld
    if gaps:
        text += f"; {number_word(gaps)} of {number_word(len(series.points))} periods without a figure"
    if withheld:
        text += f"; {number_word(withheld)} of {number_word(len(series.points))} periods withheld"
    return f"{text}."


def breaks_in_words(breaks: Sequence[Break]) -> str:
    """Where the dated breaks lie, as a sentence; empty where there are none."""
    if not breaks:
        return ""
    places = " and ".join(
        f"{'at the start of' if b.day <= first_day_of(b.period) else 'within'} {short_period(b.period)}" for b in breaks
    )
    return f" Dated {'break' if len(breaks) == 1 else 'breaks'} {places}."


def beside(measure: Measure, when: Period, references: Sequence[tuple[str, Series]], others: Sequence[Series]) -> str:
    """What the dotted lines and the grey dots of a chart show at its last period, for alternative text."""
    lines = [
        f"{name} {figure(p.value, measure)}" for name, s in references if (p := s.at(when)) and p.value is not None
    ]
    values = [p.value for s in others if (p := s.at(when)) and p.value is not None]
    told = f" Dotted lines {in_or_on(when)}: {', '.join(lines)}." if lines else ""
    if values:
        spread = f"{figure(min(values), measure)} to {figure(max(values), measure)}"
        told += f" Dots: {number_word(len(values))} neighbours, {spread}."
    return told


def place_in_short(own: float, others: Sequence[float]) -> str:
    """``Of ten neighbours nine are higher and one is lower.``; empty where none has a figure."""
    if not others:
        return ""
    above, below = sum(x > own for x in others), sum(x < own for x in others)
    if len(others) in (above, below) and len(others) > 1:
        which = "Both" if len(others) == 2 else f"All {number_word(len(others))}"
        return f"{which} neighbours are {'higher' if above else 'lower'}."
    return f"Of {number_word(len(others))} neighbours {_are(above)} higher and {_are(below)} lower."


def line_chart(found: Sequence[tuple[Series, Measure]], breaks: Sequence[Break] = (), by: str = "year") -> str:
    """Alternative text of a line chart: the shape of each of its series, then the dated breaks."""
    shapes = " ".join(series_shape(series, measure) for series, measure in found)
    return f"Line chart{'s' if len(found) > 1 else ''} by {by}. {shapes}{breaks_in_words(breaks)}"


def dot_chart(when: Period, told: str) -> str:
    """Alternative text of a dot chart: its period, then what is told of it."""
    return f"Dot chart, {period(when)}. {told}"


def own_place(area: str, own: Point, others: Sequence[float], measure: Measure) -> str:
    """The board's own value, and where it lies among its neighbours'."""
    value = own.value or 0.0
    shown = f"{area}: {figure_with_unit(value, measure)} {in_or_on(own.period)}"
    return f"{shown}. {place_among(value, others, measure)}"


def place_among(own: float, others: Sequence[float], measure: Measure) -> str:
    """Where the board's own value lies among its neighbours' values."""
    if not others:
        return "No neighbour has a figure."
    short = place_in_short(own, others).removesuffix(".")
    return f"{short}; they run from {figure(min(others), measure)} to {figure_with_unit(max(others), measure)}."


def _are(number: int) -> str:
    """``none is``, ``one is``, ``four are``."""
    return f"{number_word(number) if number else 'none'} {'is' if number < 2 else 'are'}"


def _at(point: Point, measure: Measure) -> str:
    return f"{figure_with_unit(point.value or 0.0, measure)} {in_or_on(point.period)}"
