"""What a board adds to the plan it follows: names to fill in, versions of definitions and cautions of its own.

The plan's files say nothing of one place only, so that another board can follow the same plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nelscb.mistakes import Mistake
from nelscb.plan.chapters import Chapter
from nelscb.plan.measures import Definition
from nelscb.plan.strict import STRICT

_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class LocalKnowledge:
    """Further versions of a measure's definition, and cautions, that hold for one board only."""

    __pydantic_config__ = STRICT
    definitions: tuple[Definition, ...] = ()
    cautions: tuple[str, ...] = ()


def fill_in(data: Any, names: Mapping[str, str], place: Path) -> Any:
    """``data`` with every ``{name}`` in its texts replaced by what ``board.yml`` calls it.

    Raises Mistake where board.yml has no such name.
    """
    if isinstance(data, dict):
        return {key: fill_in(value, names, place) for key, value in data.items()}
    if isinstance(data, list):
        return [fill_in(value, names, place) for value in data]
    if not isinstance(data, str):
        return data

    def named(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise Mistake(f"{place}: names {match[0]}, and board.yml has no {match[1]!r} under 'names'; add it there")
        return names[match[1]]

    return _NAME.sub(named, data)


def with_local_knowledge(
    chapters: Mapping[str, Chapter], known: Mapping[str, LocalKnowledge], place: Path
) -> dict[str, Chapter]:
    """The chapters with the board's own definitions and cautions after the plan's.

    Raises Mistake for a measure that the plan does not have.
    """
    ids = {measure.id for chapter in chapters.values() for measure in chapter.measures}
    for name in known:
        if name not in ids:
            raise Mistake(f"{place}: {name!r} is no measure of the plan")
    none = LocalKnowledge()
    return {
        file: replace(
            chapter,
            measures=tuple(
                replace(
                    measure,
                    definitions=measure.definitions + known.get(measure.id, none).definitions,
                    cautions=measure.cautions + known.get(measure.id, none).cautions,
                )
                for measure in chapter.measures
            ),
        )
        for file, chapter in chapters.items()
    }
