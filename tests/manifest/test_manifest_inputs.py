"""Every file that an edition is made from is an input; the public is told of those that are its own too."""

from __future__ import annotations

import hashlib

from nelscb.manifest import inputs_of, open_to_all
from nelscb.plan import Project

RETURN = "data/returns/2016-17-Q4/neglect/2017-04-13.xlsx"


def test_each_input_has_its_way_its_hash_and_the_day_it_came(demo_project: Project) -> None:
    found = {one.path: one for one in inputs_of(demo_project)}
    assert list(found) == sorted(found)
    held = (demo_project.folder / RETURN).read_bytes()
    assert (found[RETURN].sha256, found[RETURN].received) == (hashlib.sha256(held).hexdigest(), "2017-04-13")
    assert found["data/published/events.csv"].received == "2017-05-05"
    # A borrowed plan, borrowed notebooks and a borrowed book stand in another folder.
    for borrowed in ("params/plan/p2_neglect.yml", "notebooks/p2_neglect.ipynb", "book/index.md", "_config.yml"):
        assert found[f"../../{borrowed}"].received is None
    assert "params/board.yml" in found
    assert not any(path.startswith(("data/editions", "build")) for path in found)


def test_the_public_is_told_of_no_return_and_no_setting(demo_project: Project) -> None:
    told = {one.path for one in open_to_all(inputs_of(demo_project), demo_project)}
    assert {"data/published/events.csv", "../../params/plan/p2_neglect.yml", "../../book/index.md"} <= told
    assert not any("returns" in path.split("/") for path in told)
    assert not any(path.startswith("params/") for path in told)


def test_the_real_boards_settings_are_not_the_publics_either(project: Project) -> None:
    told = {one.path for one in open_to_all(inputs_of(project), project)}
    assert "params/plan/p2_neglect.yml" in told
    assert not {"params/board.yml", "params/local.yml", "params/quarters/2016-17-Q4.yml"} & told
