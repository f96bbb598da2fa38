"""A quarterly series over time: the curve beside its frozen forecast and its usual range, cut at dated breaks."""

from __future__ import annotations

from nelscb.drawings import Band, Line, TimePanel, TimePanels
from nelscb.edition import Assessment, Control, CurveAgainstBaseline, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarter_panels import labels, plan_begins, quarters_of
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import curves, levels, numbers, shapes
from nelscb.words.quarter_shares import target_label
from nelscb.words.states import MARKS


def quarters_between_breaks(view: View) -> Exhibit:
    """The quarters of one measure with the frozen forecast's band, the control chart's limits, breaks and levels.

    The first paragraph says whether the curve turned, or why that cannot be asked. A quarter without a figure is a gap
    in the line. Formulas: ``nelscb.statistics.forecast`` (the two forecasts, of a sum; drawn as their average quarter),
    ``nelscb.statistics.control_charts`` (the limits).
    """
    (measure,) = view.measures
    series = view.series(measure, "quarter")
    caption = view.caption
    if series is not None and is_returned(series):
        measure, caption = view.plan.measures[measure.id], view.request.title
    assessment = view.assessment(series) if series else None
    if series is None or assessment is None or not assessment.levels:
        return _nothing(view, measure, series)
    begins = view.board.baseline.first_compared
    sentences = levels.level_sentences(assessment, series, measure, begins, "Under the plan")
    turned, line, curve = (
        curves.turn_first(assessment, measure, begins),
        quarters_of([series]),
        curves.compared(assessment),
    )
    # Without a forecast the opening still says what the figures did.
    sentences = [turned, *sentences] if curve else [f"{turned} {sentences[0]}", *sentences[1:]]
    alt = shapes.line_chart([(series, measure)], assessment.breaks, by="quarter")
    notes = view.notes([series])
    if curve is not None:
        alt += curves.band_in_words(curve, measure)
        notes += (curves.band_note(curve, measure, _highest(series)),)
    if assessment.control is not None and (told := levels.limits_in_words(assessment.control, measure)):
        alt += told
        notes += (levels.limits_note(assessment.control),)
    return Exhibit(
        view.id, caption, text=tuple(sentences), table=_table(series, assessment, measure, line),
        drawing=TimePanels((quarterly_panel(view, measure, series, line),)), alt=alt, notes=notes,
        sources=view.sources([series]),
    )  # fmt: skip


def is_returned(series: Series) -> bool:
    """Whether its figures were returned, so that they go by the plan's own name and not by a published near one's."""
    return not any(origin.release for p in series.points for origin in p.origins)


def quarterly_panel(view: View, measure: Measure, series: Series, line: list[Quarter]) -> TimePanel:
    """One measure's quarters on ``line`` with everything its assessment adds: bands, breaks, the plan, a target."""
    assessment = view.assessment(series)
    lines = [Line(view.board.area.name, tuple(None if (p := series.at(q)) is None else p.value for q in line))]
    bands: list[Band] = []
    curve = curves.compared(assessment) if assessment else None
    if curve is not None:
        low, high = curves.drawn_limits(curve, measure, _highest(series))
        label = curves.band_label(curve, measure, _highest(series))
        bands.append(Band(label, _where(curve, low, line), _where(curve, high, line), "forecast"))
        if curve.turned is not None and curve.turned.value is not None:
            mean = curves.average_quarter(curve.turned.value, curve, measure)
            lines.append(Line(curves.AVERAGE, _where(curve, mean, line), role="reference"))
    if assessment and assessment.control is not None:
        bands += _limits(assessment.control, line)
    return TimePanel(
        measure.title, measure.unit_words, labels(line), tuple(lines),
        view.breaks(series, line), plan_begins(view, line), bands=tuple(bands), target=_target(view, measure),
        withheld=withheld_places([series], line),
    )  # fmt: skip


def _nothing(view: View, measure: Measure, series: Series | None) -> Exhibit:
    """Nothing held by quarter; the marks of the quarters, where they were asked for and have no figure."""
    agency = view.board.agencies[measure.source_agency]
    once_a_year = view.series(measure) is not None
    if series is None and not once_a_year:
        return view.nothing_held()
    text = (levels.no_quarter(measure, agency, once_a_year),)
    if series is None:
        return Exhibit(view.id, view.caption, text=text)
    rows = tuple((numbers.short_period(p.period), numbers.cell(p, measure)) for p in series.points)
    table = Table((Column("Quarter"), Column(measure.title, True)), rows)
    return Exhibit(
        view.id, view.caption, text=text, table=table, notes=view.notes([series]), sources=view.sources([series])
    )


def _where(curve: CurveAgainstBaseline, value: float, line: list[Quarter]) -> tuple[float | None, ...]:
    """``value`` at the quarters that the forecast is of, nothing at the others."""
    return tuple(value if curve.last < q <= curve.last + curve.horizon else None for q in line)


def _highest(series: Series) -> float:
    return max((p.value for p in series.points if p.value is not None), default=0.0)


def _forecast(curve: CurveAgainstBaseline, measure: Measure, line: list[Quarter]) -> Band:
    """The band with its full limits, as the table has it."""
    low, high = curves.average_limits(curve, measure)
    return Band(curves.BAND, _where(curve, low, line), _where(curve, high, line), "forecast")


def _limits(control: Control, line: list[Quarter]) -> list[Band]:
    """The limits from the first quarter that they rest on; none where the chart could not tell any."""
    chart, edges = control.chart, dict(zip(control.periods, range(len(control.periods)), strict=True))
    places = [edges.get(q) for q in line]
    low = tuple(None if n is None else chart.lower[n] for n in places)
    high = tuple(None if n is None else chart.upper[n] for n in places)
    if all(edge is None for edge in (*low, *high)):
        return []
    centre = tuple(None if n is None else chart.centre for n in places)
    return [Band(levels.USUAL_RANGE, low, high, "limits", centre, chart.trial)]


def _target(view: View, measure: Measure) -> tuple[str, float] | None:
    """The Board's own target in force, where it has set one."""
    quarter = view.released.quarter
    own = [t for t in view.board.targets if t.measure == measure.id and t.from_quarter <= quarter]
    if not own:
        return None
    latest = max(own, key=lambda t: t.from_quarter)
    return target_label(latest, measure), latest.value


def _table(series: Series, assessment: Assessment, measure: Measure, line: list[Quarter]) -> Table:
    starts = {b.period: b.reason for b in assessment.breaks}
    curve = curves.compared(assessment)
    bands = [_forecast(curve, measure, line)] if curve else []
    bands += _limits(assessment.control, line) if assessment.control else []
    rows = []
    for place, quarter in enumerate(line):
        point = series.at(quarter)
        before = series.at(quarter - 1)
        step = ""
        if point is not None and before is not None and point.value is not None and before.value:
            step = numbers.percent_change(point.value / before.value)
        remark = f"Break: {starts[quarter]}" if quarter in starts else ""
        told = tuple(_edges(band.low[place], band.high[place], measure) for band in bands)
        rows.append((
            numbers.short_period(quarter), numbers.cell(point, measure), step or MARKS["absent"], *told,
            remark or MARKS["absent"],
        ))  # fmt: skip
    columns = (
        Column("Quarter"), Column(numbers.sentence_case(measure.unit_words), True),
        Column("On the quarter before", True),
        *(Column(numbers.sentence_case(band.label) + (", on trial" if band.trial else ""), True) for band in bands),
        Column("Remark"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _edges(low: float | None, high: float | None, measure: Measure) -> str:
    if low is None or high is None:
        return MARKS["absent"]
    return f"{numbers.figure(low, measure)} to {numbers.figure(high, measure)}"
