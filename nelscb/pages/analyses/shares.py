"""A share or a rate over the years, and its place among the neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.drawings import DotRow, DotRows, Line, TimePanel, TimePanels
from nelscb.edition import Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.quarters import Period
from nelscb.words import changes, numbers, shapes
from nelscb.words.neighbours import place_sentence
from nelscb.words.states import MARKS
from nelscb.words.years import years_sentence


def share_over_years(view: View) -> Exhibit:
    """One share or rate a year with its interval, country and region dotted, each neighbour a grey dot."""
    (measure,) = view.measures
    series = view.series(measure)
    assessment = view.assessment(series) if series else None
    if series is None or assessment is None:
        return view.nothing_held()
    references = view.references(measure, series.frequency)
    neighbours = [s for _, s in view.neighbours(measure, series.frequency)]
    shown = [series, *(s for _, s in references)]
    when = assessment.period
    others = [p.value for s in neighbours if (p := s.at(when)) and p.value is not None]
    own = assessment.value.value if assessment.value else None
    place = f" {shapes.place_in_short(own, others)}" if own is not None and others else ""
    return Exhibit(
        view.id, view.caption,
        text=tuple(t for t in (changes.measure_sentence(assessment, measure) + place, years_sentence(assessment)) if t),
        table=compared_table(view, [(measure, series)]),
        drawing=TimePanels((share_panel(view, measure, series),)),
        alt=shapes.line_chart([(series, measure)], assessment.breaks)
        + shapes.beside(measure, when, references, neighbours),
        notes=view.notes([*shown, *neighbours], shown), sources=view.sources([*shown, *neighbours]),
    )  # fmt: skip


def share_panel(view: View, measure: Measure, series: Series) -> TimePanel:
    """The board's line with its interval, the references dotted, the neighbours as dots behind."""
    periods = [p.period for p in series.points]
    own = Line(
        view.board.area.name, tuple(p.value for p in series.points),
        tuple(p.low for p in series.points), tuple(p.high for p in series.points),
    )  # fmt: skip
    references = tuple(
        Line(name, _values(s, periods), role="reference") for name, s in view.references(measure, series.frequency)
    )
    dots = tuple(_values(s, periods) for _, s in view.neighbours(measure, series.frequency))
    return TimePanel(
        measure.title, measure.unit_words, tuple(numbers.short_period(p) for p in periods), (own, *references),
        view.breaks(series, periods), scatter=dots, withheld=withheld_places([series], periods),
    )  # fmt: skip


def compared_table(view: View, found: Sequence[tuple[Measure, Series]]) -> Table:
    """A row a year and measure: count, value, interval, country, region, and how far apart the neighbours lie.

    A plain count of a whole area is not set beside other areas' counts: there the cells say so with a dash.
    """
    compared = view.references(found[-1][0], found[-1][1].frequency)
    columns = [Column("Period"), Column("Count", True), Column("Value", True), Column("95% interval", True)]
    columns += [Column(name, True) for name, _ in compared]
    columns.append(Column("Neighbours, lowest to highest", True))
    if len(found) > 1:
        columns.insert(1, Column("Measure"))
    rows = []
    for measure, series in found:
        references = dict(view.references(measure, series.frequency)) if measure.is_ratio else {}
        neighbours = [s for _, s in view.neighbours(measure, series.frequency)] if measure.is_ratio else []
        for point in series.points:
            row = [
                numbers.short_period(point.period), numbers.counts(point), numbers.cell(point, measure),
                numbers.interval(point, measure),
            ]  # fmt: skip
            for name, _ in compared:
                of_area = references.get(name)
                row.append(numbers.cell(of_area.at(point.period), measure) if of_area else MARKS["absent"])
            row.append(numbers.spread([s.at(point.period) for s in neighbours], measure))
            if len(found) > 1:
                row.insert(1, measure.title)
            rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def among_neighbours(view: View) -> Exhibit:
    """The latest year of one share or rate: the board among its neighbours, country and region as lines."""
    (measure,) = view.measures
    series = view.series(measure)
    last = next((p for p in reversed(series.points) if p.value is not None), None) if series else None
    neighbours = view.neighbours(measure, series.frequency) if series else []
    if series is None or last is None or last.value is None or not neighbours:
        return view.nothing_held()
    places = [(view.board.area.name, series), *neighbours]
    points = [(name, s.at(last.period)) for name, s in places]
    held = [(name, p) for name, p in points if p is not None and p.value is not None]
    held.sort(key=lambda pair: -(pair[1].value or 0.0))
    withheld = [(name, p) for name, p in points if p is None or p.value is None]
    references = view.references(measure, series.frequency)
    lines = [(n, p.value) for n, s in references if (p := s.at(last.period)) and p.value is not None]
    rows = tuple(
        DotRow(name, p.value, p.low, p.high, own=name == view.board.area.name)
        for name, p in held
    )  # fmt: skip
    others = [p.value for name, p in held if name != view.board.area.name and p.value is not None]
    told = shapes.own_place(view.board.area.name, last, others, measure)
    assessment = view.assessment(series)
    apart = place_sentence(assessment.place, measure) if assessment and assessment.period == last.period else ""
    used = [series, *(s for _, s in neighbours), *(s for _, s in references)]
    table_rows = [(name, numbers.counts(p), numbers.cell(p, measure), numbers.interval(p, measure)) for name, p in held]
    table_rows += [(name, numbers.cell(p, measure), numbers.cell(p, measure), "none") for name, p in withheld]
    table_rows += [
        (n, numbers.counts(p), numbers.cell(p, measure), numbers.interval(p, measure))
        for n, s in references
        if (p := s.at(last.period)) is not None
    ]
    return Exhibit(
        view.id, f"{view.caption}, {numbers.short_period(last.period)}",
        text=(told, apart) if apart else (told,),
        table=Table(
            (Column("Area"), Column("Count", True), Column("Value", True), Column("95% interval", True)),
            tuple(table_rows),
        ),
        drawing=DotRows(measure.unit_words, rows, tuple((n, float(v)) for n, v in lines if v is not None)),
        alt=shapes.dot_chart(last.period, told),
        notes=(view.board.neighbours_note, *view.notes(used)), sources=view.sources(used),
    )  # fmt: skip


def _values(series: Series, periods: list[Period]) -> tuple[float | None, ...]:
    return tuple(None if (p := series.at(when)) is None else p.value for when in periods)
