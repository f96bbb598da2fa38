"""The public edition as a whole: nothing of the board's own goes through the door, by name or by letter."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "assess"))
from made_series import COUNT

from nelscb.assess import with_intervals
from nelscb.disclosure.large_areas import rounded
from nelscb.disclosure.public_view import protection_of, public_texts, public_view
from nelscb.edition import PROSE, Edition, Series, open_edition
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.quarters import Quarter


def test_nothing_of_the_boards_own_business_is_released(demo_public: Edition) -> None:
    story, received = demo_public.story, demo_public.received
    assert (story.exceptions, story.since_last, story.meetings, story.meeting) == ((), None, (), None)
    assert (received.receipts, received.refusals, received.warnings) == ((), (), ())
    assert (received.accepted, received.revisions) == ((), ())
    assert demo_public.release(PROSE).not_public is None


def test_only_what_was_written_for_the_public_is_released(demo_public: Edition) -> None:
    entries = [
        *demo_public.received.texts,
        *demo_public.story.texts,
        *(e for i in demo_public.story.items for e in i.entries),
    ]
    assert len(entries) > 50
    assert {entry.audience for entry in entries} == {"public"}
    private = {t.text for t in demo_public.found.texts if t.audience == "board" and len(t.text) > 12}
    private -= {t.text for t in public_texts(demo_public.found)}
    assert len(private) > 30
    pages = [PROSE, "annual_report", *(c.slug for c in demo_public.project.plan.chapters)]
    told = "".join(demo_public.release(page).to_json().decode() for page in pages)
    assert [text for text in private if json.dumps(text, ensure_ascii=False)[1:-1] in told] == []


def test_a_small_number_that_nobody_accepted_stops_the_edition(demo_public: Edition) -> None:
    found = demo_public.found
    said = next(t for t in found.texts if t.audience == "public" and t.quarter == found.quarter)
    texts = [*found.texts, replace(said, text="Only three children from one school came.", row=said.row + 500)]
    with pytest.raises(Mistake, match=r"1 text for the public has a small number that nobody has accepted"):
        public_view(replace(found, texts=texts), demo_public.received, demo_public.protected)


def test_moving_a_child_between_withheld_counts_changes_nothing_that_is_released(demo_public: Edition) -> None:
    """A death of a withheld quarter and year counted in another age: every total stays as it is."""
    found = demo_public.found
    one, two, moved = _moved(demo_public)
    changed = {id(one): moved[0], id(two): moved[1]}
    other = replace(found, indicators=found.indicators.each(lambda s: changed.get(id(s), s)))
    assert [s for s in other.indicators if s not in found.indicators] == list(moved)
    views = [public_view(each, demo_public.received, protection_of(each, ())) for each in (found, other)]
    assert list(views[0].indicators) == list(views[1].indicators)
    assert repr(views[0].assessments) == repr(views[1].assessments)
    assert views[0].story == views[1].story


def _moved(edition: Edition) -> tuple[Series, Series, tuple[Series, Series]]:
    """Two ages at death with a quarter in which one can lose a child to the other, both years withheld in public."""
    years = {s.category: s for s in edition.protected.series if s.breakdown == "age_at_death" and s.frequency == "year"}
    ages = [s for s in edition.found.indicators if s.breakdown == "age_at_death" and s.category in years]
    for one, two in permutations(ages, 2):
        for place, (a, b) in enumerate(zip(one.points, two.points, strict=False)):
            assert isinstance(a.period, Quarter)
            gone = [years[s.category].at(a.period.year) for s in (one, two)]
            if all(p is not None and p.state == "suppressed" for p in gone) and a.numerator == 2 and b.numerator == 1:
                return one, two, (_at(one, place, 1.0), _at(two, place, 2.0))
    raise AssertionError("no two withheld years to move a child between")


def _at(series: Series, place: int, number: float) -> Series:
    points = list(series.points)
    points[place] = replace(points[place], numerator=number, value=number)
    return with_intervals(replace(series, points=tuple(points)), COUNT)


def test_counts_of_the_country_are_rounded_and_the_boards_are_not(edition: Edition, project: Project) -> None:
    board = project.board
    england = next(
        s for s in edition.indicators
        if s.area == board.country.code and project.plan.measures[s.measure].unit == "percent" and s.last.numerator
    )  # fmt: skip
    measure = project.plan.measures[england.measure]
    odd = replace(england, points=(replace(england.last, numerator=12_345.0, denominator=50_004.0),))
    point = rounded(odd, measure, board).last
    assert (point.numerator, point.denominator) == (12_350, 50_000)
    assert point.value == pytest.approx(24.7)
    assert point.low is not None
    assert point.low < 24.7 < (point.high or 0)
    own = replace(odd, area=board.area.code)
    assert rounded(own, measure, board) == own


def test_the_real_boards_public_edition_holds_what_was_published(project: Project) -> None:
    public = open_edition(project, "2016-17-Q4", "public")
    states = {p.state for s in public.indicators for p in s.points}
    assert "suppressed" not in states
    assert len(public.assessments) > 20
