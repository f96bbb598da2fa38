"""A second board's folder: settings of its own, and the plan, the notebooks and the book of another to begin with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml

_OWN = ("targets", "exceptions", "editions_keep", "population_measure", "adopted_measures")
"""Settings that are another board's decisions, and are not handed on."""
_UNNAMED = {"hospital_trust": "the hospital trust", "neighbouring_area": "a neighbouring area"}
"""Bodies that the prose speaks of, until the board says which they are."""


def new_board(project: Project, folder: Path, name: str, short_name: str, area: str, code: str) -> Path:
    """Write a new board's folder and give its settings file, in which the rest is to be decided.

    Raises Mistake where something stands there already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Mistake(f"{folder}: is not empty; name a folder that does not exist yet")
    settings: dict[str, Any] = read_yaml(project.folder / "params" / "board.yml")
    settings = {key: value for key, value in settings.items() if key not in _OWN}
    settings.get("disclosure_rule", {}).pop("exceptions", None)
    settings |= {
        "name": name, "short_name": short_name, "illustrative": False, "area": {"code": code, "name": area},
        "neighbours": [], "neighbours_note": "No neighbours are named yet.",
        "names": settings["names"] | _UNNAMED | {"area": area, "area_short": area, "board": name},
    }  # fmt: skip
    settings["agencies"] = {agency: f"an agency that is not named yet ({agency})" for agency in settings["agencies"]}
    for borrowed, there in (("plan", project.plan_folder), ("notebooks", project.notebooks), ("book", project.book)):
        settings[borrowed] = Path(os.path.relpath(there, folder.resolve())).as_posix()
    for part in ("params/quarters", "data/returns"):
        (folder / part).mkdir(parents=True)
    path = folder / "params" / "board.yml"
    head = (
        f"# The settings of {name}. Written by nelscb new after another board's: look at each of them, name the\n"
        "# neighbours, and decide. What is not known here is not made up: the book shows a labelled hole.\n"
    )
    path.write_text(head + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")
    return path
