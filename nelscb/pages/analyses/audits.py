"""Audits: which of those that the plan asks for were carried out, and what audited cases were graded."""

from __future__ import annotations

from nelscb.drawings import DotRow, DotRows
from nelscb.edition import Point, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarter_shares import held_by_quarter, not_held, nothing_by_quarter, now_told
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import audits, numbers
from nelscb.words.quarter_shares import few_cases
from nelscb.words.states import MARKS, return_line

A_YEAR = 4
SHOWN = 6
"""How many dots there are where no theme has figures of its own."""


def audits_asked_for(view: View) -> Exhibit:
    """The audits that the plan asks for with their answers of four quarters, and the shares that say what was found.

    Status lines among the measures are the audits; the others are shares, each a dot with its interval and a hollow dot
    for the quarter a year before.
    """
    asked = [m for m in view.measures if m.unit == "status"]
    shares = [m for m in view.measures if m.unit != "status"]
    found, now = held_by_quarter(view, shares), view.released.quarter
    statuses = {m.id: s for m in asked if (s := view.series(m, "quarter")) is not None}
    if not found and not statuses:
        return nothing_by_quarter(view, audits.NOTHING_OF_AUDITS)
    told = [audits.answers_sentence([(m, _answer(view, m, now)) for m in asked], now)]
    told += [audits.NOT_WHAT_IT_FOUND] if found else []
    told += [now_told(view, m, s) for m, s in found]
    told.append(few_cases([(m.title, m, s.at(now)) for m, s in found]))
    told += not_held(view, [*found, *((m, statuses[m.id]) for m in asked if m.id in statuses)])
    used = [s for _, s in found]
    rows = [(m, p) for m, s in found if (p := s.at(now)) is not None and p.value is not None]
    drawing = DotRows(
        ", ".join(dict.fromkeys(m.unit_words for m, _ in found)), tuple(_row(m.title, s, now) for m, s in found),
        now=numbers.short_period(now), before=numbers.short_period(now - A_YEAR),
    )  # fmt: skip
    return Exhibit(
        view.id, view.caption, text=tuple(t for t in told if t), table=_audits_table(view, asked, shares),
        drawing=drawing if rows else None,
        alt=f"Dot chart, {numbers.period(now)}. {audits.shares_now(rows)}" if rows else "",
        notes=view.notes(used), sources=view.sources([*used, *statuses.values()]),
    )  # fmt: skip


def audit_grades(view: View) -> Exhibit:
    """The share of audited cases graded good or better, theme by theme with intervals, the year before as a hollow dot.

    Where no theme has figures, a row is a quarter with all themes together; of figures over twelve months one quarter a
    year, so that no case is in two rows. Small samples are said aloud.
    """
    (measure,) = view.measures
    found, themes, now = held_by_quarter(view), _themes(view, measure), view.released.quarter
    if not found and not themes:
        return nothing_by_quarter(view, audits.NOTHING_OF_GRADES)
    total = found[0][1] if found else None
    told = [now_told(view, measure, total)] if total is not None else []
    parts = [(s.category, p) for s in themes if (p := s.at(now)) is not None]
    if parts:
        told.append(audits.lowest_and_highest(parts, measure))
        told.append(audits.themes_without_figure([name for name, p in parts if p.value is None]))
        points = [(audits.ALL_THEMES, p)] if total is not None and (p := total.at(now)) is not None else []
        rows = [_row(audits.ALL_THEMES, total, now, own=True)] if total is not None and points else []
        points += parts
        rows += [_row(s.category, s, now) for s in themes]
    else:
        told.append(audits.NO_THEMES)
        dated = [(q, total.at(q)) for q in _rows_of(now, measure)] if total is not None else []
        points = [(numbers.short_period(q), p) for q, p in dated if p is not None]
        rows = [_dot(name, p, own=place == 0) for place, (name, p) in enumerate(points)]
    told += [few_cases([(name, measure, p) for name, p in parts or points[:1]]), audits.CHOSEN]
    used = [*themes, *([total] if total is not None else [])]
    return Exhibit(
        view.id, view.caption, text=tuple(t for t in told if t), table=_grades_table(points, measure),
        drawing=DotRows(
            measure.unit_words, tuple(rows), now=numbers.short_period(now) if parts else "",
            before=numbers.short_period(now - A_YEAR) if parts else "",
        ),
        alt=audits.grades_alt(points, measure, now), notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def _answer(view: View, measure: Measure, quarter: Quarter) -> str:
    series = view.series(measure, "quarter")
    point = series.at(quarter) if series is not None else None
    return (point.answer or "") if point is not None else ""


def _year(now: Quarter) -> list[Quarter]:
    return list((now - (A_YEAR - 1)).until(now))


def _rows_of(now: Quarter, measure: Measure) -> list[Quarter]:
    """The quarters that are told apart, the latest first; of figures over twelve months those a year apart."""
    step = A_YEAR if measure.window == "rolling_12_months" else 1
    return [now - step * back for back in range(SHOWN)]


def _themes(view: View, measure: Measure) -> list[Series]:
    """The series of the measure's first breakdown, in the order in which they were released."""
    return [
        s for s in view.released.series
        if s.measure == measure.id and s.area == view.released.area and s.frequency == "quarter"
        and s.breakdown == next(iter(measure.breakdowns), None)
    ]  # fmt: skip


def _row(label: str, series: Series, now: Quarter, own: bool = False) -> DotRow:
    point, before = series.at(now), series.at(now - A_YEAR)
    if point is None or point.value is None:
        mark = MARKS["absent"] if point is None else MARKS["no_data" if point.state == "reported" else point.state]
        return DotRow(f"{label} {mark}", None, earlier=before.value if before is not None else None, own=own)
    return DotRow(label, point.value, point.low, point.high, before.value if before is not None else None, own)


def _dot(label: str, point: Point, own: bool) -> DotRow:
    value = f"{label} {MARKS['no_data' if point.state == 'reported' else point.state]}"
    return DotRow(label if point.value is not None else value, point.value, point.low, point.high, own=own)


def _audits_table(view: View, asked: list[Measure], shares: list[Measure]) -> Table:
    """A row an audit with its answers, then a row a share with its figures, quarter by quarter."""
    quarters = _year(view.released.quarter)
    rows = []
    for measure in [*asked, *shares]:
        returned = view.released.returns[measure.id]
        agency = view.board.agencies[returned.agency]
        if measure.unit == "status":
            cells = [audits.answer_cell(_answer(view, measure, q)) or MARKS["absent"] for q in quarters]
        else:
            series = view.series(measure, "quarter")
            cells = [numbers.cell(series.at(q) if series is not None else None, measure) for q in quarters]
        row = (f"{measure.title} ({measure.id})", *cells, return_line(returned, agency, measure.standing))
        rows.append(row)
    columns = (Column("Audit, or what it found"), *(Column(numbers.short_period(q)) for q in quarters))
    return Table((*columns, Column("Return for this quarter")), tuple(rows))


def _grades_table(points: list[tuple[str, Point]], measure: Measure) -> Table:
    columns = (Column("Theme or quarter"), Column("Count", True), Column("Share", True), Column("95% interval", True))
    rows = tuple(
        (name, numbers.counts(p), numbers.cell(p, measure), numbers.interval(p, measure)) for name, p in points
    )
    return Table(columns, rows)
