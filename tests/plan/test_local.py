"""What a board adds to the plan that it follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.plan.local import LocalKnowledge, fill_in, with_local_knowledge
from nelscb.plan.measures import Definition
from nelscb.quarters import Quarter

PLACE = Path("params/plan/p1.yml")
NAMES = {"area": "Havenshire"}


def test_a_name_is_filled_in_wherever_a_text_stands() -> None:
    data = {"aim": "Safe in {area}", "lines": ["{area} first", {"deep": "of {area}"}], "number": 3, "nothing": None}
    assert fill_in(data, NAMES, PLACE) == {
        "aim": "Safe in Havenshire",
        "lines": ["Havenshire first", {"deep": "of Havenshire"}],
        "number": 3,
        "nothing": None,
    }


def test_a_name_that_the_board_does_not_have_is_said_with_its_file() -> None:
    with pytest.raises(Mistake) as said:
        fill_in({"aim": "Safe in {county}"}, NAMES, PLACE)
    assert str(said.value) == (
        "params/plan/p1.yml: names {county}, and board.yml has no 'county' under 'names'; add it there"
    )


def test_a_new_definition_and_a_caution_come_after_the_plans_own(project: Project) -> None:
    chapter = project.plan.chapter("p2_neglect")
    told = LocalKnowledge(
        definitions=(Definition(2, Quarter.parse("2015-16-Q1"), "counted by family"),), cautions=("Mind this.",)
    )
    changed = with_local_knowledge({"p2.yml": chapter}, {"P2-05": told}, Path("local.yml"))["p2.yml"]
    before = next(m for m in chapter.measures if m.id == "P2-05")
    after = next(m for m in changed.measures if m.id == "P2-05")
    assert [d.version for d in after.definitions] == [1, 2]
    assert after.cautions == (*before.cautions, "Mind this.")
    assert [m for m in changed.measures if m.id != "P2-05"] == [m for m in chapter.measures if m.id != "P2-05"]


def test_knowledge_of_a_measure_that_there_is_not_is_refused() -> None:
    with pytest.raises(Mistake) as said:
        with_local_knowledge({}, {"P9-99": LocalKnowledge()}, Path("local.yml"))
    assert str(said.value) == "local.yml: 'P9-99' is no measure of the plan"


def test_the_plans_own_files_name_no_place_outside_what_they_quote(project: Project) -> None:
    """Another board follows the same plan: its pages must not speak of this one's place."""
    for path in sorted(project.plan_folder.glob("[po][0-9]*.yml")):
        assert "North East\n" not in path.read_text(encoding="utf-8"), path
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            quoting = any(
                "text_in_plan" in before or "what: " in before for before in lines[max(0, number - 3) : number + 1]
            )
            assert quoting or not any(n in line for n in ("North East Lincolnshire", "NLAG", " NEL ")), (path, number)
