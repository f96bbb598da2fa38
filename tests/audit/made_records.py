"""Published records written by hand: a line a figure, with its counts as the file shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nelscb.audit.published import (
    WITHHELD,
    BreakdownDeclared,
    MeasureDeclared,
    Published,
    PublishedPoint,
    RuleDeclared,
    Shown,
)
from nelscb.quarters import parse_period

Line = int | str | None | tuple[int | str | None, int | str | None] | tuple[int | str | None, int | str | None, str]
"""12, or "c" where it is withheld, or ("c", 40), or ("c", 40, "33"), with its value as printed."""

MEASURES = {
    measure.id: measure
    for measure in (
        MeasureDeclared("M"),
        MeasureDeclared("N"),
        MeasureDeclared("STOCK", basis="snapshot"),
        MeasureDeclared("ROLLING", basis="rolling", window="rolling_12_months", sums="M"),
        MeasureDeclared("RUNNING", basis="cumulative", window="running_total", sums="M"),
        MeasureDeclared("SHARE", unit="percent"),
        MeasureDeclared("PROFILE", unit="profile", basis="snapshot"),
        MeasureDeclared("RATE", unit="rate", per=10_000),
        MeasureDeclared("OF", unit="percent", numerator_measure="N", denominator_measure="M"),
        MeasureDeclared(
            "OF-A", unit="percent", numerator_measure="M", numerator_category=("kind", "a"), denominator_measure="M"
        ),
        MeasureDeclared("PEOPLE", basis="snapshot"),
        MeasureDeclared("PER-HEAD", unit="rate", per=10_000, numerator_measure="N", denominator_measure="PEOPLE"),
        MeasureDeclared("REST", numerator_measure="M", less_measure="N"),
        MeasureDeclared("ALIAS", alias_of="M"),
        MeasureDeclared("PAPERS", counts="documents"),
        MeasureDeclared("EXCEPTED"),
        MeasureDeclared("SCORE", unit="score"),
    )
}
BREAKDOWNS = {
    "kind": BreakdownDeclared(("a", "b", "c"), True),
    "flag": BreakdownDeclared(("x", "y"), False),
    "place": BreakdownDeclared((), True),
}


def record(
    lines: Mapping[str, Line],
    *,
    label: str = "2016-17-Q4",
    published: tuple[str, ...] = (),
    by_publisher: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
) -> Published:
    """An edition. ``published`` and ``by_publisher`` name figures that are known, or withheld, from elsewhere."""
    return Published(
        label, "2016-17-Q4", date(2017, 5, 5), RuleDeclared(exceptions=("EXCEPTED",)), MEASURES, BREAKDOWNS,
        tuple(_point(figure, line, published, by_publisher, limits) for figure, line in lines.items()),
    )  # fmt: skip


def _point(
    figure: str, line: Line, published: tuple[str, ...], by_publisher: tuple[str, ...], limits: tuple[str, ...]
) -> PublishedPoint:
    measure, frequency, *split, period = figure.split("/")
    breakdown, _, category = split[0].partition("=") if split else ("", "", "")
    part, whole, value = (*line, "", "")[:3] if isinstance(line, tuple) else (line, None, "")
    numbers = (_shown(part), _shown(whole))
    state = "suppressed" if WITHHELD in numbers else "reported"
    provenance = "published" if figure in (*published, *by_publisher) else "return"
    return PublishedPoint(
        figure, measure, breakdown, category, frequency, parse_period(period), *numbers,  # type: ignore[arg-type]
        value=str(value), limits=figure in limits,
        state="suppressed_by_publisher" if figure in by_publisher else state, provenance=provenance,  # type: ignore[arg-type]
    )  # fmt: skip


def _shown(number: int | str | None) -> Shown:
    assert number is None or number == "c" or isinstance(number, int)
    return WITHHELD if number == "c" else number  # type: ignore[return-value]


def by_kind(period: str, whole: Line, *parts: Line, measure: str = "M", frequency: str = "") -> dict[str, Line]:
    """A measure's total and its categories a, b and c in one period; None for one without a row."""
    often = frequency or ("quarter" if "Q" in period else "year")
    lines: dict[str, Line] = {f"{measure}/{often}/{period}": whole}
    lines |= {f"{measure}/{often}/kind={kind}/{period}": part for kind, part in zip("abc", parts, strict=False)}
    return {figure: line for figure, line in lines.items() if line is not None}
