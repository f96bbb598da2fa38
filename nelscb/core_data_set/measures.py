"""Write ``measures.json``: what each measure counts, how counts hang together, and by which rule they are withheld.

It is what every reader of the plan knows whatever is withheld, so whoever tries to work a withheld count out needs no
more than this and the figures.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nelscb.edition import ReleasedPage
from nelscb.plan import DisclosureRule, Measure, Project

_OF_A_MEASURE = (
    "title", "unit", "counts", "basis", "window", "per", "direction", "numerator_measure", "denominator_measure",
    "less_measure", "sums", "alias_of",
)  # fmt: skip
_OF_THE_RULE = ("largest_small", "symbol", "protects", "large_areas_to", "fewest_a_quarter")


def write_measures(released: ReleasedPage, project: Project, path: Path) -> None:
    """Write the file. The same release gives the same bytes."""
    plan, board = project.plan, project.board
    told = {
        "quarter": str(released.quarter),
        "edition": released.edition,
        "as_of": released.as_of.isoformat(),
        "board": board.name,
        "area": released.area,
        "rule": _rule(board.disclosure_rule),
        "measures": {name: _measure(measure) for name, measure in plan.measures.items()},
        "breakdowns": {
            name: {"title": b.title, "categories": list(b.named), "partitions": b.partitions}
            for name, b in plan.breakdowns.items()
        },
    }
    content = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    path.write_bytes(content.encode("utf-8", "replace"))


def _rule(rule: DisclosureRule) -> dict[str, Any]:
    told = {name: getattr(rule, name) for name in _OF_THE_RULE}
    exceptions = [{**asdict(exception), "day": exception.day.isoformat()} for exception in rule.exceptions]
    return {**told, "protects": list(rule.protects), "exceptions": exceptions}


def _measure(measure: Measure) -> dict[str, Any]:
    part = measure.numerator_category
    return {
        **{name: getattr(measure, name) for name in _OF_A_MEASURE},
        "numerator_category": asdict(part) if part else None,
        "breakdowns": list(measure.breakdowns),
        "cautions": [*measure.cautions, *(feed.note for feed in measure.published if feed.note)],
    }
