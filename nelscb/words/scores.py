"""Sentences about a mean score that came without an interval."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point, Series
from nelscb.named_numbers import mark
from nelscb.plan import Measure
from nelscb.words.numbers import figure_with_unit, in_or_on, number_word, period
from nelscb.words.shapes import place_among, reported


def doubt_sentences(series: Series, neighbours: Sequence[Series], measure: Measure) -> tuple[str, ...]:
    """The score, its move beside the neighbours' moves, and why it cannot be weighed."""
    points = reported(series)
    last = points[-1]
    sentences = [
        f"**{measure.title}**: {figure_with_unit(last.value or 0.0, measure)} {in_or_on(last.period)}, with no "
        "interval, because it is published without the number of children or their spread."
    ]
    if len(points) > 1:
        sentences[0] += f" {_move_sentence(points[-2], last, neighbours)}"
    others = [p.value for s in neighbours if (p := s.at(last.period)) and p.value is not None]
    if others:
        sentences.append(place_among(last.value or 0.0, others, measure))
    return tuple(sentences)


def _move_sentence(first: Point, last: Point, neighbours: Sequence[Series]) -> str:
    move = (last.value or 0.0) - (first.value or 0.0)
    if round(move, 1) == 0:
        return f"It is the same as in {period(first.period)}."
    text = (
        f"It is {'up' if move > 0 else 'down'} {mark(abs(move), f'{abs(move):.1f}')} points on {period(first.period)}"
    )
    known = [abs(m) for s in neighbours if (m := _move(s, first, last)) is not None]
    if known:
        text += (
            f"; the largest move of {number_word(len(known))} neighbours in the same year is "
            f"{mark(max(known), f'{max(known):.1f}')} points"
        )
        if abs(move) > max(known):
            text += ". A move larger than any of theirs may be an error of the figure: ask before it is used"
    return f"{text}."


def _move(series: Series, first: Point, last: Point) -> float | None:
    before, after = series.at(first.period), series.at(last.period)
    if before is None or after is None or before.value is None or after.value is None:
        return None
    return after.value - before.value
