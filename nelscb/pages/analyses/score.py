"""A published mean score without its spread: shown with its doubt."""

from __future__ import annotations

from nelscb.drawings import Line, TimePanel, TimePanels
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.words import numbers, scores, shapes


def score_with_its_doubt(view: View) -> Exhibit:
    """A yearly mean score beside the neighbours' spread, and how far a jump stands out from theirs.

    No interval can be given: the score is published without the children it averages or their spread.
    """
    (measure,) = view.measures
    series = view.series(measure, "year")
    if series is None or not shapes.reported(series):
        return view.nothing_held()
    neighbours = view.neighbours(measure, "year")
    references = view.references(measure, "year")
    periods = [p.period for p in series.points]
    lines = [Line(view.board.area.name, tuple(p.value for p in series.points))]
    lines += [
        Line(name, tuple(p.value if (p := s.at(w)) else None for w in periods), role="reference")
        for name, s in references
    ]
    dots = tuple(tuple(p.value if (p := s.at(w)) else None for w in periods) for _, s in neighbours)
    names = [(view.board.area.name, series), *references, *neighbours]
    rows = tuple((name, *(numbers.cell(s.at(w), measure) for w in periods)) for name, s in names)
    used = [s for _, s in names]
    return Exhibit(
        view.id, view.caption, text=scores.doubt_sentences(series, [s for _, s in neighbours], measure),
        table=Table((Column("Area"), *(Column(numbers.short_period(w), True) for w in periods)), rows),
        drawing=TimePanels(
            (
                TimePanel(
                    measure.title, measure.unit_words, tuple(numbers.short_period(w) for w in periods),
                    tuple(lines), scatter=dots, withheld=withheld_places([series], periods),
                ),
            )
        ),
        alt=shapes.line_chart([(series, measure)]),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip
