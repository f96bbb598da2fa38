"""The tables of the methods page: every verdict with its numbers, the charts' false alarms, every method's source."""

from __future__ import annotations

from nelscb.edition import Assessment, ReleasedPage
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.named_numbers import count_of
from nelscb.plan import Board, Plan
from nelscb.words import control, curves, methods, verdicts
from nelscb.words.formulas import FORMULAS


def verdicts_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """A row for each series that was tested: slope, p, q, family, verdict, chart and curve."""
    tested = [a for a in released.assessments.values() if a.tests is not None]
    if not tested:
        return Exhibit("methods_verdicts", "Every series that was tested", text=(methods.nothing_tested(),))
    columns = (
        Column("Measure"), Column("Quarters", True), Column("% a year (95% interval)"), Column("p", True),
        Column("q", True), Column("Verdict"), Column("Latest quarter"), Column("Curve"),
    )  # fmt: skip
    rows = tuple(
        _row(a, plan) for a in sorted(tested, key=lambda a: (a.judged.family != "outcome measures", a.measure))
    )
    return Exhibit(
        "methods_verdicts", "Every series that was tested", text=methods.families(tested), table=Table(columns, rows)
    )


def false_alarms_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """How many charts are flagged at the latest quarter, and how many chance alone would flag."""
    charts = {f"assessments.{k}.control.variation": a.control for k, a in released.assessments.items() if a.control}
    judged = {name: c for name, c in charts.items() if c.variation != "too few data"}
    flagged = count_of(name for name, c in charts.items() if c.variation not in ("common cause", "too few data"))
    expected = sum(c.chance_of_flag for c in judged.values())
    text = control.false_alarms_sentence(expected, count_of(judged), flagged)
    return Exhibit("methods_false_alarms", "", text=(text,))


def formulas_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """Every method with its formula and source."""
    rows = tuple((methods.method_name(name), told) for name, told in FORMULAS.items() if name != "no data")
    return Exhibit("methods_formulas", "Methods", table=Table((Column("Method"), Column("Formula and source")), rows))


def _row(assessment: Assessment, plan: Plan) -> tuple[str, ...]:
    tests, measure = assessment.tests, plan.measures[assessment.measure]
    assert tests is not None
    trend, q = tests.trend, assessment.judged.q
    return (
        f"{measure.title} ({measure.id})", str(trend.n),
        f"{verdicts.percent(trend.value)} ({verdicts.percent(trend.low)} to {verdicts.percent(trend.high)})",
        methods.small_share(trend.p), "–" if q is None else methods.small_share(q), verdicts.verdict_cell(assessment),
        control.variation_cell(assessment.control), curves.curve_cell(assessment),
    )  # fmt: skip
