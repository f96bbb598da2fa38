"""A second board's folder: settings of its own, and the plan, the notebooks and the book of another to begin with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml

_OWN = ("targets", "exceptions", "editions_keep", "population_measure", "adopted_measures")
"""Settings that are another board's decisions, and are not handed on."""
_UNNAMED = {"hospital_trust": "the hospital trust", "neighbouring_area": "a neighbouring area"}
"""Bodies that the prose speaks of, until the board says which they are."""


REGIONS = {
    "E12000001": "North East", "E12000002": "North West", "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands", "E12000005": "West Midlands", "E12000006": "East of England", "E12000007": "London",
    "E12000008": "South East", "E12000009": "South West",
}  # fmt: skip
"""The regions of England by the code of the Office for National Statistics."""


def new_board(
    project: Project, folder: Path, name: str, short_name: str, area: str, code: str, region: str
) -> Path:  # fmt: skip
    """Write a new board's folder and give its settings file, in which the rest is to be decided.

    ``code`` and ``region`` are the codes of the Office for National Statistics. Raises WrongCall for a region that
    there is not, Mistake where something stands there already.
    """
    if region not in REGIONS:
        known = ", ".join(f"{code} {name}" for code, name in REGIONS.items())
        raise WrongCall(f"{region!r} is no region of England: there are {known}")
    if folder.exists() and any(folder.iterdir()):
        raise Mistake(f"{folder}: is not empty; name a folder that does not exist yet")
    settings: dict[str, Any] = read_yaml(project.folder / "params" / "board.yml")
    settings = {key: value for key, value in settings.items() if key not in _OWN}
    settings.get("disclosure_rule", {}).pop("exceptions", None)
    settings |= {
        "name": name, "short_name": short_name, "illustrative": False, "area": {"code": code, "name": area},
        "region": {"code": region, "name": REGIONS[region]}, "neighbours": [],
        "neighbours_note": "No neighbours are named yet.",
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
