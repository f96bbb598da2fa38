from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made_series import COUNT, LEVEL, event, on_days, quarterly, yearly

from nelscb.assess import Break, breaks_in, longest_stretch
from nelscb.plan.measures import Definition
from nelscb.quarters import Quarter


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2012-04-01", None),  # the day the first quarter begins: all is counted the new way
        ("2012-06-30", None),
        ("2012-07-01", "2012-13-Q2"),
        ("2012-08-15", "2012-13-Q2"),
        ("2012-09-30", "2012-13-Q2"),
        ("2012-10-01", "2012-13-Q3"),
        ("2013-03-31", "2012-13-Q4"),
        ("2013-04-01", None),  # after the last quarter
        ("2011-01-01", None),
    ],
)
def test_a_break_begins_with_the_quarter_that_is_counted_the_new_way_or_partly_so(
    day: str, expected: str | None
) -> None:
    points = quarterly([10, 11, 12, 13]).points
    found = breaks_in(points, COUNT, [event(day, "P1-01")])
    if expected is None:
        assert found == ()
    else:
        assert found == (Break(Quarter.parse(expected), date.fromisoformat(day), "a new front door"),)


def test_an_event_breaks_only_the_measures_it_names() -> None:
    points = quarterly([10, 11, 12, 13]).points
    assert breaks_in(points, COUNT, [event("2012-10-01", "P1-03"), event("2012-10-01")]) == ()
    assert len(breaks_in(points, COUNT, [event("2012-10-01", "P1-03", "P1-01")])) == 1


def test_a_break_in_a_gap_begins_with_the_next_quarter_there_is() -> None:
    points = [p for p in quarterly([10, 11, 12, 13, 14]).points if p.numerator not in (12, 13)]
    found = breaks_in(points, COUNT, [event("2012-11-01", "P1-01")])
    assert [str(b.period) for b in found] == ["2013-14-Q1"]


def test_years_and_days_break_where_their_period_ends_on_the_day_or_after_it() -> None:
    years = yearly([3468, 3106, 1997]).points
    assert [str(b.period) for b in breaks_in(years, COUNT, [event("2014-04-01", "P1-01")])] == ["2014-15"]
    assert [str(b.period) for b in breaks_in(years, COUNT, [event("2014-03-31", "P1-01")])] == ["2013-14"]
    days = on_days({date(2013, 3, 31): 90, date(2014, 3, 31): 80, date(2015, 3, 31): 70}).points
    assert [b.period for b in breaks_in(days, COUNT, [event("2014-04-01", "P1-01")])] == [date(2015, 3, 31)]
    assert [b.period for b in breaks_in(days, COUNT, [event("2014-03-31", "P1-01")])] == [date(2014, 3, 31)]


def test_a_new_definition_breaks_the_series_and_says_what_changed() -> None:
    counts_siblings = Definition(2, Quarter.parse("2013-14-Q1"), "siblings are counted too")
    unsaid = Definition(3, Quarter.parse("2013-14-Q3"))
    measure = replace(COUNT, definitions=(Definition(1), counts_siblings, unsaid))
    found = breaks_in(quarterly(LEVEL).points, measure, [event("2012-07-01", "P1-01")])
    assert [(str(b.period), b.reason) for b in found] == [
        ("2012-13-Q2", "a new front door"),
        ("2013-14-Q1", "siblings are counted too"),
        ("2013-14-Q3", "definition 3"),
    ]


def test_two_events_on_the_same_day_are_both_named() -> None:
    events = [
        event("2013-04-01", "P1-01", short="a new form"),
        event("2013-04-01", "P1-01", short="a new system"),
        event("2013-04-01", "P1-04", short="a new form elsewhere"),
    ]
    (found,) = breaks_in(quarterly(LEVEL).points, COUNT, events)
    assert found.reason == "a new form and a new system"


def test_an_event_stands_in_the_place_of_the_definition_that_it_brought() -> None:
    measure = replace(COUNT, definitions=(Definition(1), Definition(2, Quarter.parse("2013-14-Q1"), "siblings too")))
    (found,) = breaks_in(quarterly(LEVEL).points, measure, [event("2013-04-01", "P1-01", short="a new form")])
    assert found.reason == "a new form"


def test_an_event_on_the_day_of_a_new_definition_is_named_as_the_reason_for_it() -> None:
    measure = replace(COUNT, definitions=(Definition(1), Definition(2, Quarter.parse("2013-14-Q1"), "siblings too")))
    (found,) = breaks_in(quarterly(LEVEL).points, measure, [event("2013-04-01", "P1-01")])
    assert found.reason == "a new front door"


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ([], [1, 2, 3, 4, 5, 6]),
        (["2012-13-Q3"], [3, 4, 5, 6]),
        (["2013-14-Q1"], [1, 2, 3, 4]),
        (["2012-13-Q4"], [4, 5, 6]),  # three and three: the later
        (["2012-13-Q2", "2013-14-Q2"], [2, 3, 4, 5]),
        (["2012-13-Q3", "2013-14-Q1"], [5, 6]),  # two, two and two: the last
        (["2012-13-Q3", "2012-13-Q3"], [3, 4, 5, 6]),
    ],
)
def test_the_longest_stretch_holds_no_break_and_is_the_later_of_two_as_long(
    starts: list[str], expected: list[int]
) -> None:
    points = quarterly([1, 2, 3, 4, 5, 6]).points
    breaks = [Break(quarter, quarter.first_day, "") for quarter in map(Quarter.parse, starts)]
    found = longest_stretch(points, breaks)
    assert [p.numerator for p in found] == expected


def test_no_points_have_an_empty_stretch() -> None:
    assert longest_stretch([], []) == []
