"""Which methods stand behind the numbers of an exhibit: told by the names of the cells that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nelscb.edition import Assessment, Point, ReleasedPage, Series
from nelscb.pages.rows_behind import Behind
from nelscb.plan import Measure, Plan

_STATISTIC = re.compile(r"assessments\.(?P<series>[A-Z]\w*-\w+/(?:quarter|year|day))\.(?P<part>.+)")
_LIMIT = re.compile(r".*\.(?:low|high)")
_OF_YEARS = re.compile(r"story\.(?:year|pooled)\.(?P<measure>[A-Z]\w*-\w+)[./].*\.(?:low|high)")
_EXACT_BELOW = 10
"""Fewer events than these have exact limits."""
_COMPARISONS = ("on_previous", "on_year_earlier", "on_baseline", "first_to_last")
POISSON_EXACT, BYAR, WILSON = "exact Poisson (Garwood)", "Byar", "Wilson"


def methods_used(cells: Iterable[str], behind: Behind, released: ReleasedPage, plan: Plan) -> tuple[str, ...]:
    """The names under which ``words.formulas`` has the methods, each once, in the order in which they are met."""
    points = {name: (series, {str(p.period): p for p in found}) for name, series, found in behind.points}
    found: dict[str, None] = {}
    for cell in cells:
        if match := _STATISTIC.fullmatch(cell):
            assessment = released.assessments.get(match["series"])
            if assessment is not None:
                found |= dict.fromkeys(_of_statistic(assessment, match["part"]))
        elif match := _OF_YEARS.fullmatch(cell):
            found |= dict.fromkeys(_intervals(plan.measures[match["measure"]]))
        elif _LIMIT.fullmatch(cell):
            name, _, last = cell.rpartition("/")
            if name in points:
                series, by_period = points[name]
                found |= dict.fromkeys(_of_point(series, by_period.get(last.rsplit(".", 1)[0]), plan))
    return tuple(found)


def _of_point(series: Series, point: Point | None, plan: Plan) -> Iterator[str]:
    measure = plan.measures[series.measure]
    if measure.unit == "score" or point is None or point.numerator is None:
        return
    if measure.unit in ("percent", "profile") and point.numerator <= (point.denominator or 0.0):
        yield WILSON
    else:
        yield POISSON_EXACT if point.numerator < _EXACT_BELOW else BYAR


def _intervals(measure: Measure) -> tuple[str, ...]:
    """Those of several years or quarters together: a share's, or a count's whatever its size."""
    return (WILSON,) if measure.unit in ("percent", "profile") else (POISSON_EXACT, BYAR)


def _of_statistic(assessment: Assessment, part: str) -> Iterator[str]:
    first, _, rest = part.partition(".")
    if first in _COMPARISONS:
        comparison = getattr(assessment, first)
        if comparison is not None and rest.startswith("change."):
            yield comparison.change.method
    elif first == "value" and assessment.value is not None and rest != "value":
        yield assessment.value.method
    elif first == "tests":
        yield from _of_tests(assessment, rest)
    elif first == "control" and assessment.control is not None:
        yield assessment.control.chart.kind
        if rest.startswith("runs."):
            yield "runs"
    elif first == "curve":
        yield "baseline"
    elif first == "place":
        yield "neighbours"
    elif first == "judged":
        if assessment.tests is not None:
            yield assessment.tests.trend.method
        yield "q"


def _of_tests(assessment: Assessment, rest: str) -> Iterator[str]:
    tests = assessment.tests
    if tests is None:
        return
    if rest.startswith(("step", "curve_p")):
        yield "step"
    elif rest.startswith(("mann_kendall.", "seasonal.", "slope.", "detectable.")):
        yield getattr(tests, rest.split(".", 1)[0]).method
    else:
        yield tests.trend.method
