"""The returns that the other tests damage are good: nothing is said of them, and every figure comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from good_return import Received, as_bytes, as_csv, blank_card, filled_card, good_rows

from nelscb.plan import Project

GOOD = {
    "P2-03a": "40", "P2-03b": "40/160", "P2-05": "63", "P2-06b": "9/30", "P2-07": "20", "P2-09a": "not_applicable",
    "P2-09b": "suppressed_by_publisher", "P2-10a": "not_collected", "P2-11a": "0",
    "P2-03a age Under 1": "4", "P2-03a age 1 to 4": "9", "P2-03a age 5 to 9": "12", "P2-03a age 10 to 15": "11",
    "P2-03a age 16 and over": "4", "P2-S1": "yes", "P2-05 2016-17-Q4": "60",
}  # fmt: skip
WITHHELD = (
    "the number is withheld; the Board can be told small numbers, and the book protects them: "
    "send the number if you may"
)


def test_a_good_csv(received: Received) -> None:
    name = received.put(as_csv(good_rows()))
    assert received.told() == GOOD
    assert received.sentences() == [f"{name}, sheet Figures, row 15, column 'Number': {WITHHELD}"]
    assert [(t.kind, t.about, t.text) for t in received.read().texts] == [
        ("what helps", "P2", "Health visitors use the tool"), ("evidence", "P2-S1", "Minutes of May"),
    ]  # fmt: skip


def test_a_good_csv_of_a_profile(received: Received) -> None:
    received.put(as_csv(good_rows("missing")), sub_group="missing")
    assert received.sentences() == []
    assert received.told() == {
        "P3-10": "30", "P3-12": "18/24", "P3-10 home_or_care_of_children Home": "25",
        "P3-10 home_or_care_of_children Care": "8", "P3-11 age_by_sex Female, under 10": "1/30",
        "P3-11 age_by_sex Female, 10 to 15": "9/30", "P3-11 age_by_sex Female, 16 and 17": "7/30",
        "P3-11 age_by_sex Male, under 10": "0/30", "P3-11 age_by_sex Male, 10 to 15": "6/30",
        "P3-11 age_by_sex Male, 16 and 17": "7/30", "P3-11 age_by_sex Sex not known": "0/30",
    }  # fmt: skip


def test_a_good_workbook(received: Received, card: Path) -> None:
    received.put(as_bytes(filled_card(card)), "2017-07-14.xlsx")
    assert received.told() == GOOD
    assert [s.split(": ", 1)[1] for s in received.sentences()] == [WITHHELD]


@pytest.mark.parametrize("sub_group", ["neglect", "missing", "early_help", "domestic_abuse", "management_team"])
def test_a_blank_score_card_gives_no_figure_and_only_its_cover_is_to_be_filled_in(
    project: Project, received: Received, tmp_path: Path, sub_group: str
) -> None:
    path = blank_card(project, tmp_path / "card", sub_group)
    received.put(path.read_bytes(), "2017-07-14.xlsx", sub_group)
    assert received.told() == {}
    assert [s.split("column ")[1] for s in received.sentences()] == [
        '"Author\'s role": no role is named; a return says who answers for it: name the role',
        "'Date completed': no day is named; it is a day: write it like 2017-04-18",
    ]
