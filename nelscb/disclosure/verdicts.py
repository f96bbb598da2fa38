"""Which verdict the public may read of a series with withheld quarters: the word that it would have whatever they are.

The reader must hold possible every value in a withheld count's range. Where these are few enough, the series is judged
with each of them; where all give one word it can be told, since it tells nothing. What the other series with withheld
quarters would add to the family of tests is not known to the reader either: the word must be the same whether their
p-values are all 0 or all 1, between which every q lies (q falls where a p falls).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from math import prod

import numpy as np

from nelscb.assess import Verdict
from nelscb.assess.lines import Line, Subject, lines_of
from nelscb.assess.verdicts import family_of, p_value_of, verdict_of
from nelscb.disclosure.counts import PARTS
from nelscb.disclosure.naming import cell_name
from nelscb.indicators import Point
from nelscb.statistics import false_discovery_rates
from nelscb.statistics.trend import FEWEST_POINTS
from nelscb.suppression import Range

MOST_TRIED = 5**6
"""So many possible series are judged; a word that might depend on more is withheld."""
AT_ONCE = 2_000


def verdicts_whatever(
    subjects: Sequence[Subject], lines: Mapping[str, Line], unknown: Collection[str], ranges: Mapping[str, Range],
    asked: Collection[str],
) -> dict[str, Verdict]:  # fmt: skip
    """The word that may be told of each subject in ``asked``, or "withheld".

    ``unknown`` are the keys of all subjects whose quarters are not all public, those asked for among them; ``ranges``
    has the possible values of each withheld cell by its name. A cell without a range there can have any value.
    """
    found: dict[str, Verdict] = {}
    for subject in subjects:
        if subject.key in asked:
            family = [s for s in subjects if family_of(s.measure) == family_of(subject.measure)]
            others = [s for s in family if s.key != subject.key]
            known = [p_value_of(s, lines.get(s.key)) for s in others if s.key not in unknown]
            # Only a series that can be tested has a p-value, whatever its counts.
            hidden = sum(s.key in lines for s in others if s.key in unknown)
            found[subject.key] = _word(subject, ranges, [p for p in known if p is not None], hidden)
    return found


def _word(subject: Subject, ranges: Mapping[str, Range], known: Sequence[float], hidden: int) -> Verdict:
    without = verdict_of(subject, None, None)
    if not subject.can_be_tested or subject.breaks or len(subject.stretch) < FEWEST_POINTS:
        return without
    if subject.measure.leavers_measure:
        return "withheld"  # How strong a stock's memory is was reckoned from the counts of those who leave it.
    possible = possible_points(subject, ranges)
    if possible is None:
        return "withheld"
    words: set[Verdict] = set()
    for some in _chunks(possible):
        for one, line in _lines(subject, some):
            p = p_value_of(one, line)
            bounds = [None] if p is None else [_q(p, known, at, hidden) for at in (0.0, 1.0)]
            words |= {verdict_of(one, line, q) for q in bounds}
        if len(words) > 1:
            return "withheld"
    return words.pop()


def possible_points(subject: Subject, ranges: Mapping[str, Range]) -> Iterator[tuple[Point, ...]] | None:
    """Every stretch of points that fits the ranges; None where there are more than are tried.

    A numerator that is more than its denominator is no possible share.
    """
    choices: list[list[Point]] = []
    for point in subject.stretch:
        here = [point]
        for part in PARTS:
            span = ranges.get(cell_name(subject.series, point.period, part), None)
            if span is not None:
                if span.high is None or len(here) * (span.high - span.low + 1) > MOST_TRIED:
                    return None
                here = [_with(p, part, value) for p in here for value in range(span.low, span.high + 1)]
        if subject.measure.unit in ("percent", "profile") and len(here) > 1:
            here = [p for p in here if (p.numerator or 0.0) <= (p.denominator or 0.0)]
        choices.append(here)
    if prod(len(here) for here in choices) > MOST_TRIED:
        return None
    return product(*choices)


def _with(point: Point, part: str, value: int) -> Point:
    copy = object.__new__(Point)
    copy.__dict__.update({**point.__dict__, part: float(value)})
    return copy


def _chunks(possible: Iterator[tuple[Point, ...]]) -> Iterator[list[tuple[Point, ...]]]:
    chunk: list[tuple[Point, ...]] = []
    for points in possible:
        chunk.append(points)
        if len(chunk) == AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _lines(subject: Subject, stretches: Sequence[tuple[Point, ...]]) -> Iterator[tuple[Subject, Line | None]]:
    """Each possible stretch as a subject with its line; all lines are fitted at once."""
    members = [
        Subject(f"{subject.key} {n}", subject.series, subject.measure, subject.reported, (), stretch, subject.floor)
        for n, stretch in enumerate(stretches)
    ]
    lines = lines_of(members)
    yield from ((member, lines.get(member.key)) for member in members)


def _q(p: float, known: Sequence[float], at: float, hidden: int) -> float | None:
    """q of a p-value among the known ones, the hidden ones being all ``at`` one value."""
    return false_discovery_rates(np.array([p, *known, *[at] * hidden]).tolist()).q[0]
