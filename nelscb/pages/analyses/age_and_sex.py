"""The age and sex of the people that a measure counts, to both sides of one middle."""

from __future__ import annotations

from nelscb.drawings import TwoSided
from nelscb.edition import Point, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.named_numbers import plain
from nelscb.pages.analyses.quarters_side_by_side import nothing_by_quarter
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import ages, numbers, owed
from nelscb.words.states import MARKS

BETWEEN = ", "
"""Stands between sex and age in the name of a category."""


def age_and_sex(view: View) -> Exhibit:
    """Each age band's share by sex in the latest quarter that has figures; a withheld one keeps its mark.

    The breakdown is the measure's first. Its categories name sex and age, ``Female, under 10``; what names no age,
    such as "Sex not known", is told and not drawn.
    """
    (measure,) = view.measures
    found = {
        category: series
        for category in view.plan.breakdowns[measure.breakdowns[0]].named
        if (series := view.released.find(measure.id, "quarter", None, measure.breakdowns[0], category))
    }
    when = _latest(found)
    if when is None:
        return nothing_by_quarter(view)
    points = {category: series.at(when) for category, series in found.items()}
    both = {c: p for c, p in points.items() if BETWEEN in c}
    sides = list(dict.fromkeys(c.split(BETWEEN)[0] for c in both))
    bands = list(dict.fromkeys(c.split(BETWEEN, 1)[1] for c in both))
    groups = list(both.items())
    text = [
        ages.largest_group(groups, measure, when),
        ages.sexes_sentence([(side, [p for c, p in groups if c.startswith(side + BETWEEN)]) for side in sides]),
        ages.withheld_sentence(list(points.items())),
        *(ages.not_known_sentence(c, p) for c, p in points.items() if c not in both and p and p.state == "reported"),
        ages.no_rate(),
        owed.no_figure_now(measure, view.released.returns[measure.id], view.released.quarter, view.board.agencies),
    ]
    return Exhibit(
        view.id, f"{view.caption}, {numbers.short_period(when)}", text=tuple(line for line in text if line),
        table=_table(found, measure, when),
        drawing=_drawing(both, sides, bands, measure) if len(sides) == 2 else None,
        alt=ages.profile_alt(groups, measure, when),
        notes=owed.without_figures_from_elsewhere(view.notes(found.values())), sources=view.sources(found.values()),
    )  # fmt: skip


def _latest(found: dict[str, Series]) -> Quarter | None:
    reported = [p.period for s in found.values() for p in s.points if p.state == "reported"]
    return max((q for q in reported if isinstance(q, Quarter)), default=None)


def _drawing(both: dict[str, Point | None], sides: list[str], bands: list[str], measure: Measure) -> TwoSided:
    rows = []
    for band in bands:
        left, right = (both.get(f"{side}{BETWEEN}{band}") for side in sides)
        marks = [
            f"{side.lower()} {plain(numbers.cell(p, measure))}"
            for side, p in zip(sides, (left, right), strict=True)
            if p is None or p.value is None
        ]
        label = numbers.sentence_case(band) + (f" ({', '.join(marks)})" if marks else "")
        rows.append((label, left.value if left else None, right.value if right else None))
    return TwoSided(measure.unit_words, sides[0], sides[1], tuple(rows))


def _table(found: dict[str, Series], measure: Measure, when: Quarter) -> Table:
    """A row a category in the plan's order; beside it the twelve months that ended a year before, where held."""
    before = when - 4
    columns = [Column("Sex and age"), Column("Count", True), Column("Share", True), Column("95% interval", True)]
    with_before = any(series.at(before) for series in found.values())
    if with_before:
        columns.append(Column(f"Share, {numbers.short_period(before)}", True))
    rows = []
    for category, series in found.items():
        point = series.at(when)
        row = [
            category, numbers.counts(point) if point else MARKS["absent"], numbers.cell(point, measure),
            numbers.interval(point, measure),
        ]  # fmt: skip
        rows.append((*row, numbers.cell(series.at(before), measure)) if with_before else tuple(row))
    return Table(tuple(columns), tuple(rows))
