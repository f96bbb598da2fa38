"""Series of invented counts, made by hand."""

from __future__ import annotations

from collections.abc import Mapping

from nelscb.core_data import Frequency, Provenance
from nelscb.disclosure.counts import Counts, counts_of
from nelscb.edition import Edition
from nelscb.indicators import Point, Series
from nelscb.plan import Project
from nelscb.quarters import parse_period
from nelscb.suppression import Decision, Relation

HERE = "HERE"
Count = int | tuple[int, int] | None


def counted(
    measure: str, numbers: Mapping[str, Count], split: str = "", provenance: Provenance = "return", area: str = HERE
) -> Series:
    """A measure's counts by period: 5, or (5, 9) for 5 of 9, or None for none returned. ``split``: age=Under 1."""
    breakdown, _, category = split.partition("=")
    first = next(iter(numbers))
    frequency: Frequency = "quarter" if "Q" in first else "year" if len(first) == len("2015-16") else "day"
    points = []
    for period, number in numbers.items():
        part, whole = number if isinstance(number, tuple) else (number, None)
        state = "not_returned" if part is None else "reported"
        points.append(Point(parse_period(period), part, whole, part, state, provenance, 1, ()))  # type: ignore[arg-type]
    return Series(area, measure, frequency, breakdown, category, tuple(points))


def counts(project: Project, *series: Series, settled: Mapping[str, Decision] | None = None) -> Counts:
    return counts_of(series, project.plan.measures, HERE, project.board.disclosure_rule, settled or {})


def counts_in(edition: Edition) -> Counts:
    """All of a board's own counts."""
    board = edition.project.board
    return counts_of(edition.indicators, edition.project.plan.measures, board.area.code, board.disclosure_rule, {})


def told(relation: Relation) -> str:
    """A relation as it would be written: ``all - girls - boys = 0``."""
    words = " ".join(f"{'+' if c > 0 else '-'} {'' if abs(c) == 1 else abs(c)}{name}" for c, name in relation.terms)
    same = relation.low == relation.high
    return f"{words.removeprefix('+ ')} {'=' if same else '>='} {relation.low:g}"
