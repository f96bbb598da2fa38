from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, SHARE, quarterly

from nelscb.edition import Point
from nelscb.named_numbers import MARKED, NamedNumber, plain
from nelscb.words import missing


def count(value: float) -> Point:
    return quarterly([value], None, COUNT).points[0]


def share(done: float, due: float) -> Point:
    if not due:
        return replace(count(0), denominator=0.0, value=None)
    return quarterly([done], [due], SHARE).points[0]


def test_children_episodes_and_how_many_times_each() -> None:
    assert missing.episodes_sentence(count(41), count(112), 112 / 41) == (
        "**Children missing**: 41 different children in April to June 2012, missing 112 times in all: 2.7 times for "
        "each child."
    )
    assert missing.episodes_sentence(count(0), count(0), None).endswith("missing 0 times in all.")


@pytest.mark.parametrize(("done", "due", "words"), [
    (64, 104, "after 40 of the 104 returns in April to June 2012 where an interview was due, nobody had completed it"),
    (0, 5, "after 5 of the 5 returns"),
    (7, 7, "Each of the 7 return interviews due in April to June 2012 was completed in time."),
    (0, 0, "No return interview was due in April to June 2012."),
])  # fmt: skip
def test_those_who_came_back_to_nobody_are_due_less_done(done: float, due: float, words: str) -> None:
    assert words in missing.completed_sentence(share(done, due))


@pytest.mark.parametrize(("offered", "ended", "words"), [
    (89, 95, "After 6 of all 95 returns in April to June 2012 none had been offered in time."),
    (95, 95, "An interview was offered in time after each of the 95 returns in April to June 2012."),
    (0, 0, "No missing episode ended in April to June 2012."),
])  # fmt: skip
def test_those_who_were_offered_none_are_ended_less_offered(offered: float, ended: float, words: str) -> None:
    assert missing.offered_sentence(share(offered, ended)) == words


def test_a_difference_names_both_its_cells() -> None:
    point = Point(
        count(1).period, NamedNumber(64.0, "{a.numerator}"), NamedNumber(104.0, "{a.denominator}"), None, "reported",
        "return", 1, (),
    )  # fmt: skip
    said = missing.completed_sentence(point)
    assert dict(MARKED.findall(said)) == {"({a.denominator} - {a.numerator})": "40", "{a.denominator}": "104"}
    assert "40 of the 104" in plain(said)
