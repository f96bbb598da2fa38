"""The children behind the cases: how many live in those homes, and how much help for children stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Point
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarters_side_by_side import (
    Held,
    held_by_quarter,
    nothing_by_quarter,
    quarters_exhibit,
    quarters_shown,
)
from nelscb.pages.view import View
from nelscb.quarters import Quarter
from nelscb.words import children_behind, numbers
from nelscb.words.courses import not_alike, told_title


def children_behind_cases(view: View) -> Exhibit:
    """Cases, those with children, the children in those homes, those admitted to refuge and those supported.

    The measures are those five in this order. Cases stand in one panel and children in another; help for each 100
    children of the homes is worked out quarter by quarter, of children who are not the same.
    """
    found = held_by_quarter(view)
    held = [h for h in found if h]
    if not held:
        return nothing_by_quarter(view)
    last = max(h.assessment.period for h in held if isinstance(h.assessment.period, Quarter))
    cases, with_children, children, refuge, support = (
        (m, h.series.at(last) if h else None) for m, h in zip(view.measures, found, strict=True)
    )
    text = [
        children_behind.cases_sentence(cases, with_children, children, last),
        children_behind.help_sentence(children, refuge, support, last),
        *(not_alike(h.assessment, h.measure, last - 4) for h in held),
    ]
    panels = [[h for h in part if h] for part in (found[:2], found[2:])]
    quarters = quarters_shown(view, [h.series for h in held])
    return quarters_exhibit(view, found, text, panels, _table(view, found, quarters))


def _table(view: View, found: Sequence[Held | None], quarters: Sequence[Quarter]) -> Table:
    """A row a quarter: the five counts, and three of them over others."""
    columns = [Column("Quarter"), *(Column(told_title(m), True) for m in view.measures)]
    columns += [
        Column("% of cases with children", True), Column("Children for each such case", True),
        Column("Supported for each 100 children in these homes", True),
    ]  # fmt: skip
    rows = []
    for quarter in quarters:
        points: list[Point | None] = [h.series.at(quarter) if h else None for h in found]
        cases, with_children, children, _, support = points
        rows.append((
            numbers.short_period(quarter),
            *(numbers.cell(p, m) for p, m in zip(points, view.measures, strict=True)),
            children_behind.ratio_cell(with_children, cases, 100, 1),
            children_behind.ratio_cell(children, with_children, 1, 1),
            children_behind.ratio_cell(support, children, 100, 0),
        ))  # fmt: skip
    return Table(tuple(columns), tuple(rows))
