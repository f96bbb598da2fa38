"""Published records made in memory: from the series of a board as the public sees them, and from words by hand."""

from __future__ import annotations

from collections.abc import Iterable

from nelscb.audit.published import (
    WITHHELD,
    BreakdownDeclared,
    MeasureDeclared,
    Published,
    PublishedPoint,
    RuleDeclared,
    Shown,
)
from nelscb.disclosure.naming import cell_name, series_name
from nelscb.disclosure.protected import ProtectedSeries
from nelscb.indicators import Series
from nelscb.plan import Project
from nelscb.quarters import Quarter


def as_published(project: Project, quarter: Quarter, found: ProtectedSeries) -> Published:
    """What the files of a public edition would say of the board's own series."""
    area = project.board.area.code
    rule = project.board.disclosure_rule
    return Published(
        str(quarter), str(quarter), quarter.last_day,
        RuleDeclared(rule.largest_small, rule.symbol, rule.protects, tuple(e.measure for e in rule.exceptions)),
        {
            m.id: MeasureDeclared(
                m.id, m.unit, m.counts, m.basis, m.window, m.per, m.numerator_measure,
                (m.numerator_category.breakdown, m.numerator_category.category) if m.numerator_category else None,
                m.denominator_measure, m.less_measure, m.sums, m.alias_of,
            )
            for m in project.plan.measures.values()
        },
        {name: BreakdownDeclared(b.named, b.partitions) for name, b in project.plan.breakdowns.items()},
        tuple(_points((s for s in found.series if s.area == area), found.decided.withheld)),
    )  # fmt: skip


def _points(series: Iterable[Series], withheld: frozenset[str]) -> Iterable[PublishedPoint]:
    for one in series:
        for point in one.points:

            def shown(part: str, one: Series = one, point: object = point) -> Shown:
                if cell_name(one, point.period, part) in withheld:  # type: ignore[attr-defined]
                    return WITHHELD
                number = getattr(point, part)
                if number is None and part == "numerator" and point.state == "suppressed_by_publisher":  # type: ignore[attr-defined]
                    return WITHHELD
                return int(number) if number is not None and float(number).is_integer() and number >= 0 else None

            yield PublishedPoint(
                f"{series_name(one, one.area)}/{point.period}", one.measure, one.breakdown, one.category,
                one.frequency, point.period, shown("numerator"), shown("denominator"),
                "" if point.value is None else repr(point.value), point.low is not None, point.state,
                "published" if point.provenance == "illustrative" and any(o.release for o in point.origins)
                else point.provenance,
            )  # fmt: skip
