"""The plan and the board as their files say them: measures, breakdowns, and what each sub-group is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from quarters_by_hand import last_day

Measure = dict[str, Any]
"""A measure's entry in its chapter's file, the board's own definitions after the plan's."""
_NO_CHAPTERS = ("breakdowns.yml", "foundations.yml", "threads.yml")
_RATIOS = ("percent", "profile", "rate")


class Plan:
    """What the files of one board say. ``asked``: sub-group to the measures that its score card asks for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.board = yaml.safe_load((folder / "params" / "board.yml").read_text(encoding="utf-8"))
        plan = (folder / self.board.get("plan", "params/plan")).resolve()
        self.breakdowns = _filled(yaml.safe_load((plan / "breakdowns.yml").read_text(encoding="utf-8")), self.board)
        chapters = []
        for path in sorted(plan.glob("*.yml")):
            if path.name not in _NO_CHAPTERS:
                chapters.append(_filled(yaml.safe_load(path.read_text(encoding="utf-8")), self.board))
        self.measures: dict[str, Measure] = {}
        for first in (True, False):  # the priorities stand before the objectives
            for chapter in chapters:
                if (chapter["kind"] == "priority") == first:
                    for measure in chapter["measures"]:
                        self.measures[measure["id"]] = measure
        local = folder / "params" / "local.yml"
        known = yaml.safe_load(local.read_text(encoding="utf-8")) if local.exists() else {}
        for name, more in (known or {}).items():
            measure = self.measures[name]
            measure["definitions"] = [*measure["definitions"], *more.get("definitions", [])]
        sources = yaml.safe_load((folder / "data" / "published" / "sources.yml").read_text(encoding="utf-8"))
        self.publishers = {name: source["publisher"] for name, source in sources.items()}
        self.own_area = self.board["area"]["code"]
        self.population = self.board["population_measure"]
        self.asked: dict[str, dict[str, Measure]] = {}
        self.asked_by_category: dict[str, dict[str, dict[str, Measure]]] = {}
        for group in self.board["sub_groups"]:
            self.asked[group], self.asked_by_category[group] = self._asked_of(group)

    def _asked_of(self, group: str) -> tuple[dict[str, Measure], dict[str, dict[str, Measure]]]:
        """The measures asked for as a total, and those asked for by the categories of each breakdown."""
        totals: dict[str, Measure] = {}
        split: dict[str, dict[str, Measure]] = {}
        for name, measure in self.measures.items():
            if measure["sub_group"] != group or measure.get("alias_of"):
                continue
            if measure["standing"] == "published" or measure.get("counted_by_the_book"):
                continue
            if measure["standing"] == "proposed" and name not in self.board["adopted_measures"]:
                continue
            computed = is_computed(measure)
            if not computed:
                totals[name] = measure
            for breakdown in measure.get("breakdowns", []):
                wanted = not computed or self._only_sender_splits(measure, breakdown)
                if measure["unit"] != "status" and wanted and self.categories(breakdown):
                    split.setdefault(breakdown, {})[name] = measure
        return totals, split

    def _only_sender_splits(self, measure: Measure, breakdown: str) -> bool:
        """Whether a share that the book works out has to be asked for by category: its parts are not split so."""
        under = measure.get("denominator_measure")
        if under is None or under == self.population:
            return False
        if measure.get("numerator_category"):
            return True
        parts = [self.measures[part] for part in (measure.get("numerator_measure"), under) if part]
        return any(breakdown not in part.get("breakdowns", []) for part in parts)

    def sender_of(self, file: str) -> str:
        """The publisher of a published file; the sub-group in whose folder a score card stands."""
        if file in self.publishers:
            return str(self.publishers[file])
        return file.split("/")[1] if file else ""

    def categories(self, breakdown: str) -> list[str]:
        named = self.breakdowns[breakdown]["categories"]
        return named if isinstance(named, list) else []


def _filled(value: Any, board: dict[str, Any]) -> Any:
    """The plan calls places {area}; the board says which place that is."""
    if isinstance(value, dict):
        return {key: _filled(inner, board) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, board) for inner in value]
    if isinstance(value, str):
        for name, told in board["names"].items():
            value = value.replace("{" + name + "}", told)
    return value


def is_computed(measure: Measure) -> bool:
    both = measure.get("numerator_measure") and measure.get("denominator_measure")
    return bool(measure.get("sums") or measure.get("less_measure") or both)


def is_ratio(measure: Measure) -> bool:
    return measure["unit"] in _RATIOS


def scale_of(measure: Measure) -> float:
    """100 for a share; what a rate is "per"."""
    if measure["unit"] in ("percent", "profile"):
        return 100.0
    return float(measure.get("per") or 1)


def definition_in(measure: Measure, quarter: str) -> int:
    """The last version that had begun by the quarter."""
    version = 0
    for definition in measure["definitions"]:
        begins = definition.get("from")
        if begins is None or last_day(begins) <= last_day(quarter):
            version = definition["version"]
    return int(version)
