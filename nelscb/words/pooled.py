"""Sentences about small numbers: only several years together are told, with how unsure even that count is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nelscb.edition import PooledYears
from nelscb.plan import Measure
from nelscb.words.numbers import figure, whole
from nelscb.words.states import MARKS, MEANINGS

NOTES = (
    "No year stands alone: its number is so small that chance moves it, and it could point to a child. Three years are "
    "put together.",
    "Spans beside each other share two years. They are not separate, so no change is read from one to the next.",
    "This is the Board's own edition. The public edition will withhold small counts.",
)
SHARE_NOTE = "Where fewer than ten are counted over three years, the counts stand and no share is worked out."
_STATES: Mapping[str, str] = MEANINGS | {
    "absent": "a figure of these years is not held",
    "new definition": "these years are not counted in one way, so they are not put together",
}


def span(pooled: PooledYears) -> str:
    """``2014-15 to 2016-17``."""
    return f"{pooled.first} to {pooled.last}"


def mark_of(pooled: PooledYears) -> str:
    """The mark of a span without figures."""
    return MARKS.get(pooled.state, MARKS["absent"])


def count_sentence(spans: Sequence[PooledYears], measure: Measure) -> str:
    """The latest three years that have a count, with the exact interval; that there are none, where there are none."""
    found = _latest(spans)
    if found is None or found.value is None:
        return none_held(spans, measure)
    return (
        f"**{measure.title}**: {whole(found.value)} in the three years {span(found)} (95% interval "
        f"{limits(found, measure)}).{_later(spans, found)}"
    )


def share_sentence(spans: Sequence[PooledYears], measure: Measure) -> str:
    """The latest three years that have counts: the counts, and the share where there are enough for one."""
    found = _latest(spans)
    if found is None:
        return none_held(spans, measure)
    share = (
        f" ({figure(found.value, measure)}, 95% interval {limits(found, measure)})"
        if found.value is not None
        else ", too few for a share"
    )
    return f"**{measure.title}**: {of_total(found)} in the three years {span(found)}{share}.{_later(spans, found)}"


def none_held(spans: Sequence[PooledYears], measure: Measure) -> str:
    """That no three years can be put together, and why the latest cannot."""
    if not spans:
        return f"**{measure.title}**: fewer than three whole years are held, so nothing is shown."
    return f"**{measure.title}**: no three years can be put together. For {_why(spans[-1])}."


def limits(pooled: PooledYears, measure: Measure) -> str:
    """``14 to 33``; ``none`` where there is no interval."""
    if pooled.low is None or pooled.high is None:
        return "none"
    return f"{figure(pooled.low, measure)} to {figure(pooled.high, measure)}"


def of_total(pooled: PooledYears) -> str:
    """``22``, ``10 of 36``, or the mark of the state."""
    if pooled.numerator is None:
        return mark_of(pooled)
    if pooled.denominator is None:
        return whole(pooled.numerator)
    return f"{whole(pooled.numerator)} of {whole(pooled.denominator)}"


def share_cell(pooled: PooledYears, measure: Measure) -> str:
    """The share; the mark of the state without figures; that there are too few for one."""
    if pooled.numerator is None:
        return mark_of(pooled)
    return "too few" if pooled.value is None else figure(pooled.value, measure)


def counts_shape(spans: Sequence[PooledYears], measure: Measure) -> str:
    """Every span with its count and interval, for alternative text."""
    told = "; ".join(f"{span(p)}: {of_total(p)} (95% interval {limits(p, measure)})" for p in spans)
    return f"Dot chart, three years a row, each with its 95% interval. {measure.title}: {told}."


def shares_shape(latest: Sequence[tuple[Measure, PooledYears]]) -> str:
    """Every share that is drawn, for alternative text."""
    told = "; ".join(f"{m.title}, {span(p)}, {figure(p.value, m)}" for m, p in latest if p.value is not None)
    return f"Dot chart, three years a row, each with its 95% interval. {told}."


def _latest(spans: Sequence[PooledYears]) -> PooledYears | None:
    return next((p for p in reversed(spans) if p.numerator is not None), None)


def _later(spans: Sequence[PooledYears], told: PooledYears) -> str:
    """That a later span has no figure, and why; empty where the latest is told."""
    return "" if told is spans[-1] else f" For {_why(spans[-1])}."


def _why(pooled: PooledYears) -> str:
    return f"{span(pooled)}: {_STATES[pooled.state]}"
