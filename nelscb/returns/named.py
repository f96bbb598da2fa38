"""The measure that a row names, where the sub-group is asked for it; else why it is not."""

from __future__ import annotations

from collections.abc import Mapping

from nelscb.plan import Measure, Plan
from nelscb.returns import layout
from nelscb.returns.asked import Asked
from nelscb.returns.cells import Wrong


def measure_named(name: str, known: Mapping[str, Measure], asked: Asked, plan: Plan, breakdown: str) -> Measure | Wrong:
    """The measure that a row names, one of ``known``: those that the sub-group is asked for here."""
    if name in known:
        return known[name]
    if not name:
        return Wrong(
            "unknown measure", "there is an entry in a row that names no measure", "an id looks like P1-04",
            "write it as it stands in the blank score card, or clear the row",
        )  # fmt: skip
    if name in asked.all and not breakdown:
        sheet = layout.REPORTS if name in asked.answers else layout.FIGURES
        return Wrong("not asked", f"{name} has an entry", f"it stands on the sheet {sheet!r}", "fill it in there")
    if name in asked.not_asked:
        return Wrong("not asked", f"{name} has a figure", f"it is {asked.not_asked[name]}", "leave the row blank")
    if name not in plan.measures:
        return Wrong(
            "unknown measure", f"{name[:40]!r} is no measure of the plan", "an id looks like P1-04",
            "write it as it stands in the blank score card",
        )  # fmt: skip
    return _elsewhere(name, asked, plan, breakdown)


def _elsewhere(name: str, asked: Asked, plan: Plan, breakdown: str) -> Wrong:
    """Why a measure of the plan is not asked for here."""
    measure = plan.measures[name]
    if measure.alias_of:
        return Wrong(
            "not asked", f"{name} has a figure", f"{measure.alias_of} stands for it", "fill in that row instead"
        )
    if measure.sub_group != asked.sub_group:
        return Wrong(
            "not asked", f"{name} is asked of another sub-group ({measure.sub_group})",
            f"this return is of {asked.sub_group}", "send it on that sub-group's score card",
        )  # fmt: skip
    if breakdown:
        return Wrong(
            "not asked", f"{name} is not asked for by {plan.breakdowns[breakdown].title!r}",
            f"this sheet asks for {', '.join(asked.by_breakdown(breakdown))}", "leave the row out",
        )  # fmt: skip
    return Wrong(
        "not asked", f"{name} is not asked for here", "the Board has not asked for it",
        "leave the row out, or let the Board adopt the measure in board.yml",
    )  # fmt: skip
