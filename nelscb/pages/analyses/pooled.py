"""Small numbers over three years together: counts with an exact interval, and shares where enough are counted."""

from __future__ import annotations

from nelscb.drawings import DotRow, DotRows
from nelscb.edition import PooledYears, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarters_side_by_side import held_by_quarter, nothing_by_quarter, wanting
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.words import pooled


def pooled_years(view: View) -> Exhibit:
    """One count over every three financial years in a row, each with its exact Poisson interval; never one year alone.

    F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936), 437-442. The years were put
    together, and the interval worked out, before release. No category is shown: it could point to a child.
    """
    (measure,) = view.measures
    series = _by_quarters_or_years(view, measure)
    if series is None:
        return nothing_by_quarter(view)
    spans = _spans(view, measure)
    told = pooled.count_sentence(spans, measure)
    notes = (*pooled.NOTES, *measure.cautions)
    if not any(p.value is not None for p in spans):
        return Exhibit(view.id, view.caption, text=(told,), notes=notes)
    rows = tuple(DotRow(_label(pooled.span(p), p), p.value, p.low, p.high) for p in spans)
    table_rows = tuple((pooled.span(p), pooled.of_total(p), pooled.limits(p, measure)) for p in spans)
    return Exhibit(
        view.id, view.caption, text=(told,),
        table=Table((Column("Three years"), Column("Count", True), Column("95% interval", True)), table_rows),
        drawing=DotRows(f"{measure.unit_words} in three years", rows), alt=pooled.counts_shape(spans, measure),
        notes=notes, sources=view.sources([series]),
    )  # fmt: skip


def pooled_shares(view: View) -> Exhibit:
    """Several shares over three years together, as counts, and as a percentage where ten or more are counted.

    The share is the sum of the years' numerators over the sum of their denominators, with Wilson's interval (JASA 22,
    1927, 209-212). Each measure is drawn at its latest three years that have a share.
    """
    found = held_by_quarter(view)
    held = [(m, series) for m in view.measures if (series := _by_quarters_or_years(view, m)) is not None]
    if not held:
        return nothing_by_quarter(view)
    told = [pooled.share_sentence(_spans(view, m), m) for m, _ in held]
    told += wanting(view, found, {m.id for m, series in held if series.frequency == "year"})
    notes = (*pooled.NOTES, pooled.SHARE_NOTE, *(c for m, _ in held for c in m.cautions))
    table = _table(view, held)
    drawn = [(m, p) for m, _ in held if (p := _latest_share(_spans(view, m))) is not None]
    if not drawn:
        return Exhibit(view.id, view.caption, text=tuple(told), table=table, notes=notes)
    return Exhibit(
        view.id, view.caption, text=tuple(told), table=table,
        drawing=DotRows(
            "% over three years",
            tuple(DotRow(f"{m.title}, {pooled.span(p)}", p.value, p.low, p.high) for m, p in drawn),
        ),
        alt=pooled.shares_shape(drawn), notes=notes, sources=view.sources(s for _, s in held),
    )  # fmt: skip


def _by_quarters_or_years(view: View, measure: Measure) -> Series | None:
    """The measure's quarters; where these are not shown, its years."""
    return view.series(measure, "quarter") or view.series(measure, "year")


def _spans(view: View, measure: Measure) -> list[PooledYears]:
    return [p for p in view.released.story.pooled if p.measure == measure.id]


def _latest_share(spans: list[PooledYears]) -> PooledYears | None:
    return next((p for p in reversed(spans) if p.value is not None), None)


def _label(words: str, span: PooledYears) -> str:
    """The words, with the mark of its state where there is no figure."""
    return words if span.value is not None else f"{words} {pooled.mark_of(span)}"


def _table(view: View, held: list[tuple[Measure, Series]]) -> Table | None:
    """A row a measure and span; none where no three years are whole."""
    rows = tuple(
        (m.title, pooled.span(p), pooled.of_total(p), pooled.share_cell(p, m), pooled.limits(p, m))
        for m, _ in held
        for p in _spans(view, m)
    )
    columns = (
        Column("Measure"), Column("Three years"), Column("Counts", True), Column("Share", True),
        Column("95% interval", True),
    )  # fmt: skip
    return Table(columns, rows) if rows else None
