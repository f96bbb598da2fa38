"""What one sub-group's return for one quarter says, before anything goes wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from invented.levels import LEAD, QUARTERS
from invented.series import World
from invented.wording import texts_of
from nelscb.quarters import Quarter
from nelscb.returns.asked import Asked, how_asked
from nelscb.returns.layout import CORRECTIONS, NEEDED

Parts = tuple[Any, Any, Any]
"""Number, out of, value, as they stand in the cells."""
AUTHOR = "Score card author of the sub-group"
EVIDENCE = {
    "assured": "Audit of the quarter and the sub-group's minutes",
    "partly assured": "Minutes; two of the actions are behind",
    "not assured": "Minutes; the plan has no owner at present",
    "yes": "On the Board's shared drive, with the day it was received",
    "part": "A draft was discussed", "no": "Not begun",
    "late": "Received after its day", "not yet": "Planned for next quarter",
    "not agreed": "Discussed, with no decision", "plan agreed": "Minutes of the agreement",
    "commissioned": "Contract of the commissioners", "running": "The provider's quarterly report",
    "evaluated": "The evaluation, on the Board's shared drive",
}  # fmt: skip


@dataclass
class Content:
    """The cover's lines, figures by measure, categories, answers with evidence, corrections, and texts by sheet."""

    cover: dict[str, str]
    figures: dict[str, Parts] = field(default_factory=dict)
    categories: dict[tuple[str, str, str], Parts] = field(default_factory=dict)
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def correct(self, **told: Any) -> None:
        """Add a line to the sheet of corrections: measure, quarter, number, why and so on."""
        self.corrections.append({h: told.get(h.lower().replace(" ", "_"), "") for h in NEEDED[CORRECTIONS]})


class Returns:
    """The contents of every return, by sub-group and quarter."""

    def __init__(self, world: World) -> None:
        self.world, self.plan = world, world.plan
        self._scores, self._answers = world.scores, {}

    def content(self, asked: Asked, quarter: Quarter, completed: date) -> Content:
        """Everything that the sub-group is asked for in the quarter."""
        at = QUARTERS.index(quarter) - LEAD
        made = Content(
            {
                "form": "1", "sub_group": asked.sub_group, "quarter": str(quarter), "author": AUTHOR,
                "completed": completed.isoformat(), "status": "final", "why_again": "",
            }
        )  # fmt: skip
        for measure in asked.figures.values():
            made.figures[measure.id] = self._total(measure, at)
        for breakdown, measures in asked.breakdowns.items():
            names = self.plan.breakdowns[breakdown].named
            for measure in measures:
                for place, category in enumerate(names):
                    made.categories[breakdown, measure.id, category] = self._category(measure, breakdown, place, at)
        for measure in asked.answers.values():
            if measure.id not in self._answers:
                self._answers[measure.id] = self.world.answers(measure)
            answer = self._answers[measure.id][at]
            made.answers[measure.id] = (answer, EVIDENCE.get(answer, "Paper to the sub-group"))
        made.texts = texts_of(asked, quarter, at)
        return made

    def _total(self, measure: Any, at: int) -> Parts:
        world, how = self.world, how_asked(measure)
        if how == "value":
            return "", "", float(self._scores[measure.id][at])
        number = int(world.sent(measure, measure.id, world.number(measure.id))[at])
        if how == "number":
            return number, "", ""
        if how == "total":
            other = world.out_of(measure.id) if measure.denominator_measure else world.number(measure.id)
            return "", int(world.sent(measure, measure.id, other)[at]), ""
        return number, int(world.sent(measure, world.denominator_name(measure.id), world.out_of(measure.id))[at]), ""

    def _category(self, measure: Any, breakdown: str, place: int, at: int) -> Parts:
        world, how = self.world, how_asked(measure, breakdown)
        if how == "value":
            return "", "", round(float(self._scores[measure.id][at]) * (0.94 + 0.05 * place), 1)
        if how == "number of":
            number, out_of = world.parts(measure.id, breakdown)
            return (
                int(world.sent(measure, measure.id, number)[at][place]),
                int(world.sent(measure, world.denominator_name(measure.id), out_of)[at][place]), "",
            )  # fmt: skip
        whose = measure.denominator_measure if measure.unit == "profile" and measure.denominator_measure else measure.id
        return int(world.sent(measure, measure.id, world.split(whose, breakdown))[at][place]), "", ""
