"""The pages about the methods themselves: how often verdicts are wrong, and how forecasts fared on the past."""

from __future__ import annotations

from collections.abc import Mapping

from nelscb.edition import CellResult, FamilyResult, ReleasedPage
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.plan import Board, Plan
from nelscb.words import editions, methods
from nelscb.words.notes import shown_title

_ALARM_COLUMNS = ("The book", "Mann-Kendall", "Poisson line", "Least squares")


def method_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> Mapping[str, Exhibit]:
    """Every exhibit of a method page by its name."""
    found = {"edition": Exhibit(f"{released.page}_edition", "", text=(editions.edition_line(released, board),))}
    if released.page == "back_test":
        return found | {"coverage": _coverage(released, plan)}
    return found | {
        "false_alarms": _false_alarms(released),
        "detection": _detection(released),
        "family": _family(released),
    }


def _false_alarms(released: ReleasedPage) -> Exhibit:
    cells = [r for r in released.error_rates if isinstance(r, CellResult) and r.kind == "false alarm"]
    columns = (Column("What the series are like"), Column("Quarters", True), *(Column(c, True) for c in _ALARM_COLUMNS))
    rows = []
    for model in methods.MODELS:
        for n in sorted({r.n for r in cells}):
            same = [r for r in cells if r.model == model and r.n == n]
            worst = [max(getattr(r, name) for r in same) for name in _METHOD_FIELDS]
            rows.append((methods.MODELS[model], str(n), *(methods.share(w) for w in worst)))
    return Exhibit(
        "error_rates_false_alarms", "False alarms: how often a series in which nothing changes is called changing",
        text=methods.false_alarm_sentences(cells), table=Table(columns, tuple(rows)),
    )  # fmt: skip


_METHOD_FIELDS = ("verdict", "mann_kendall", "poisson", "least_squares")


def _detection(released: ReleasedPage) -> Exhibit:
    cells = [r for r in released.error_rates if isinstance(r, CellResult) and r.kind == "detection"]
    columns = (
        Column("What the series are like"), Column("Mean a quarter", True), *(Column(c, True) for c in _ALARM_COLUMNS),
    )  # fmt: skip
    rows = tuple(
        (
            methods.MODELS[r.model],
            methods.plainly(r.mean),
            *(methods.share(getattr(r, name)) for name in _METHOD_FIELDS),
        )
        for r in cells
    )
    return Exhibit(
        "error_rates_detection", "Detection: how often a fall of 40% over 20 quarters is found",
        text=(methods.detection_sentence(cells),), table=Table(columns, rows),
    )  # fmt: skip


def _family(released: ReleasedPage) -> Exhibit:
    (row,) = (r for r in released.error_rates if isinstance(r, FamilyResult))
    return Exhibit("error_rates_family", "", text=(methods.family_sentence(row),))


def _coverage(released: ReleasedPage, plan: Plan) -> Exhibit:
    tested = released.back_test
    title = shown_title(plan.measures[tested.measure]) if tested else ""
    text = methods.back_test_sentences(tested.rows if tested else (), title)
    if not tested:
        return Exhibit("back_test_coverage", "How forecasts fared on the past", text=text)
    columns = (
        Column("Method"), Column("Quarters ahead", True), Column("Forecasts", True), Column("Covered", True),
        Column("Highest over lowest", True), Column("Typical error", True),
    )  # fmt: skip
    rows = tuple(
        (
            methods.FORECASTS[r.method], str(r.horizon), str(r.origins),
            "–" if r.coverage is None else methods.share(r.coverage),
            "–" if r.width_ratio is None else methods.times(r.width_ratio),
            "–" if r.error is None else methods.percent(r.error),
        )
        for r in tested.rows
    )  # fmt: skip
    return Exhibit("back_test_coverage", "How forecasts fared on the past", text=text, table=Table(columns, rows))
