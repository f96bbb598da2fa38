"""Referrals above, open cases by tier below: the plan's headline as one picture of shifting need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nelscb.drawings import Line, TimePanel, TimePanels
from nelscb.edition import Point, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarter_panels import own_panel, parts_panel, quarters_of
from nelscb.pages.analyses.quarter_shares import not_held
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.quarters import FinancialYear, Period, Quarter, last_day_of
from nelscb.words import need, numbers, shapes

TIERS = "tier"
"""The breakdown that counts each open case once, at the highest tier."""
Held = tuple[Measure, Series]


def need_by_tier(view: View) -> Exhibit:
    """The flow of the first measure above the stock of the others, over the same periods, each panel on its own scale.

    Returned quarters of the second measure by tier where there are any; else the published counts of a year and of
    31 March, one line a measure, on one scale. Counts only, no formula; certainty is that of the assessments.
    """
    tiers = _tiers(view)
    if tiers:
        return _by_quarter(view, tiers)
    held = [(m, s) for m in view.measures if (s := view.series(m)) is not None and _has_value(s)]
    return _by_year(view, held) if held else view.nothing_held()


def _tiers(view: View) -> list[Series]:
    stock = view.measures[1]
    if TIERS not in stock.breakdowns:
        return []
    found = (view.released.find(stock.id, "quarter", None, TIERS, c) for c in view.plan.breakdowns[TIERS].named)
    return [s for s in found if s is not None and _has_value(s)]


def _by_quarter(view: View, tiers: Sequence[Series]) -> Exhibit:
    flow, stock = view.measures[0], view.plan.measures[view.measures[1].id]
    held = [(m, s) for m in (flow, stock) if (s := view.series(m, "quarter")) is not None and _has_value(s)]
    of_flow = next((s for m, s in held if m.id == flow.id), None)
    line = quarters_of([*(s for _, s in held), *tiers])
    now = next(q for q in reversed(line) if any((p := s.at(q)) and p.value is not None for s in tiers))
    as_tiers = [(replace(stock, title=s.category), s) for s in tiers]
    panels = [parts_panel(view, f"{stock.title}, by tier", stock.unit_words, [(s.category, s) for s in tiers], line)]
    if of_flow is not None:
        panel = own_panel(view, flow, of_flow, line)
        panels.insert(0, replace(panel, lines=tuple(replace(own, low=(), high=()) for own in panel.lines)))
    text = [
        need.need_sentence(_weighed(view, held)),
        need.tiers_sentence(tiers, now, now - 4, view.plan.breakdowns[TIERS].partitions),
        need.NO_CREDIT,
        *not_held(view, held, [flow]),
    ]
    used = [*(s for _, s in held), *tiers]
    columns = [(m.title, m, s) for m, s in held] + [(s.category, stock, s) for s in tiers]
    rows = tuple(
        (numbers.short_period(q), *(numbers.cell(s.at(q), m) for _, m, s in columns)) for q in line
    )  # fmt: skip
    return Exhibit(
        view.id, view.caption, text=tuple(text),
        table=Table((Column("Quarter"), *(Column(title, True) for title, _, _ in columns)), rows),
        drawing=TimePanels(tuple(panels)),
        alt=shapes.line_chart([*((s, m) for m, s in held), *((s, m) for m, s in as_tiers)], by="quarter"),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def _by_year(view: View, held: Sequence[Held]) -> Exhibit:
    years = sorted({_year_of(p.period) for _, s in held for p in s.points}, key=lambda y: y.start)
    flows = [(m, s) for m, s in held if s.frequency == "year"]
    stocks = [(m, s) for m, s in held if s.frequency == "day"]
    periods = tuple(str(year) for year in years)
    panels = [
        TimePanel(
            m.title,
            m.unit_words,
            periods,
            (Line(view.board.area.name, _values(s, years)),),
            view.breaks(s, years),
            withheld=withheld_places([s], years),
        )
        for m, s in flows
    ]
    if stocks:
        lines = tuple(Line(m.title, _values(s, years), role="part") for m, s in stocks)
        gone = tuple(
            place
            for place, year in enumerate(years)
            if any((p := _at(s, year)) is not None and p.state == "suppressed" for _, s in stocks)
        )
        panels.append(TimePanel("On 31 March, at the end of each year", "children", periods, lines, withheld=gone))
    weighed = _weighed(view, held)
    text = [need.need_sentence(weighed), need.all_years_sentence(weighed)]
    text += [need.before_the_plan(w, view.board.baseline.first_compared) for w in weighed if w[1].frequency == "year"]
    text += [need.overlap_sentence([m for m, _ in stocks]), need.NO_CREDIT, *not_held(view, list(held))]
    used = [s for _, s in held]
    rows = tuple((str(y), *(numbers.cell(_at(s, y), m) for m, s in held)) for y in years)
    columns = (Column("Year"), *(Column(_heading(m, s), True) for m, s in held))
    return Exhibit(
        view.id, view.caption, text=tuple(t for t in text if t), table=Table(columns, rows),
        drawing=TimePanels(tuple(panels)), alt=shapes.line_chart([(s, m) for m, s in held]),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def _weighed(view: View, held: Sequence[Held]) -> list[need.Weighed]:
    return [(m, s, a) for m, s in held if (a := view.assessment(s)) is not None]


def _year_of(period: Period) -> FinancialYear:
    """The year that a yearly period is, or that a day belongs to."""
    return period if isinstance(period, FinancialYear) else Quarter.of(last_day_of(period)).year


def _at(series: Series, year: FinancialYear) -> Point | None:
    return next((p for p in series.points if _year_of(p.period) == year), None)


def _values(series: Series, years: Sequence[FinancialYear]) -> tuple[float | None, ...]:
    return tuple(p.value if (p := _at(series, y)) is not None else None for y in years)


def _heading(measure: Measure, series: Series) -> str:
    return (
        f"{measure.title}, on 31 March"
        if series.frequency == "day" and "31 March" not in measure.title
        else measure.title
    )


def _has_value(series: Series) -> bool:
    return any(p.value is not None for p in series.points)
