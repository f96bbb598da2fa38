"""What the tracker says of a distance: each cell checked by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from made_rows import BOARD, COUNT, RATE, SCORE, SHARE, assessed, curve_of, line_of, quarterly, row

from nelscb.edition import Comparison, FirstToLast, Point
from nelscb.indicators import Origin
from nelscb.named_numbers import NamedNumber, plain
from nelscb.plan import Measure
from nelscb.plan.board import Target
from nelscb.quarters import FinancialYear, Period, Quarter
from nelscb.statistics import count_ratio
from nelscb.words import tracker

Q4, Q1 = Quarter.parse("2014-15-Q4"), Quarter.parse("2016-17-Q1")
LATER = Quarter.parse("2016-17-Q4")


def point(value: float | None, period: Period) -> Point:
    state = "suppressed_by_publisher" if value is None else "reported"
    return Point(period, value, None, value, state, "published", 1, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("was", "now", "measure", "told"),
    [
        (42.0, 54.0, COUNT, "up 12"),
        (1_200.0, 0.0, COUNT, "down 1,200"),
        (0.0, 3.0, COUNT, "up 3"),
        (7.0, 7.0, COUNT, "no change"),
        (12.5, 10.0, SHARE, "down 2.5 points"),
        (50.0, 50.02, SHARE, "up less than 0.1 points"),
        (59.9, 63.4, RATE, "up 3.5"),
        (1.44, 1.45, SCORE, "up less than 0.1"),
    ],
)
def test_how_far_a_value_moved(was: float, now: float, measure: Measure, told: str) -> None:
    assert tracker.moved(was, now, measure) == told


def test_a_distance_names_both_of_its_cells() -> None:
    told = tracker.moved(NamedNumber(42.0, "{then}"), NamedNumber(54.0, "{now}"), COUNT)
    assert "({now} - {then})" in told
    assert plain(told) == "up 12"


@pytest.mark.parametrize(
    ("was", "now", "broken", "told"),
    [
        (point(42.0, Q4), point(54.0, LATER), False, "up 12; not weighed"),
        (point(42.0, Q4), point(54.0, LATER), True, "up 12; not like for like; not weighed"),
        (point(42.0, Q4), point(54.0, Q1), False, "up 12; another time of year; not weighed"),
        (point(42.0, Q4), point(42.0, Q4), False, "nothing since the baseline"),
        (None, point(54.0, LATER), False, "no baseline"),
        (point(None, Q4), point(54.0, LATER), False, "no baseline"),
        (point(42.0, Q4), point(None, LATER), False, "–"),
        (None, None, False, "–"),
    ],
)
def test_a_distance_says_what_it_is_not(was: Point | None, now: Point | None, broken: bool, told: str) -> None:
    assert tracker.distance_cell(was, now, COUNT, None, broken) == told


def test_a_distance_that_was_weighed_has_its_interval() -> None:
    found = Comparison(Q4, count_ratio(100, 200), across_break=False)
    told = tracker.distance_cell(point(100.0, Q4), point(200.0, LATER), COUNT, found, False)
    assert told == "up 100% (up 57% to up 157%): more than chance in counting"
    across = replace(found, across_break=True)
    told = tracker.distance_cell(point(100.0, Q4), point(200.0, LATER), COUNT, across, True)
    assert told.endswith(": not like for like")


def test_a_withheld_figure_and_one_that_is_not_there_have_their_own_marks() -> None:
    assert tracker.value_cell(point(None, Q4), COUNT) == "[c] (2014-15 Q4)"
    assert tracker.value_cell(point(0.0, Q4), COUNT) == "0 (2014-15 Q4)"
    assert tracker.value_cell(None, COUNT) == "–"


def test_what_was_weighed_is_the_forecast_or_the_years() -> None:
    assert tracker.weighed_cell(None) == "none"
    assert tracker.weighed_cell(row("too few data")) == "none"
    asked = row("unclear", line_of(), curve=(curve_of(None),))
    assert tracker.weighed_cell(asked) == "forecast: not asked yet"
    turned = row("unclear", line_of(), curve=(curve_of([10.0] * 4), curve_of(None, horizon=8)))
    assert tracker.weighed_cell(turned) == "forecast, four quarters on: turned below"
    missing = row("unclear", line_of(), curve=(curve_of([10.0, 10.0, 10.0, float("nan")]),))
    assert tracker.weighed_cell(missing) == "forecast, four quarters on: a quarter is missing"
    since = FirstToLast(FinancialYear(2012), count_ratio(100, 105), (), across_break=False)
    years = row("too few data", frequency="year", first_to_last=since)
    assert tracker.weighed_cell(years) == "since 2012-13: up 5% (down 21% to up 39%): could be chance"


@pytest.mark.parametrize(
    ("q", "told"), [(None, "none"), (0.93, "0.93"), (0.0099, "0.010"), (0.0042, "0.004"), (0.0001, "less than 0.001")]
)
def test_q_stands_on_the_tracker_as_it_is(q: float | None, told: str) -> None:
    found = row("no evidence of change", line_of())
    assert tracker.q_cell(replace(found, judged=replace(found.judged, q=q))) == told


def test_the_target_in_force_is_the_latest_that_has_begun() -> None:
    def target(value: float, begins: str, measure: str = COUNT.id) -> Target:
        return Target(measure, value, Quarter.parse(begins), "Board manager", "agreed")

    targets = [target(60, "2015-16-Q1"), target(50, "2016-17-Q1"), target(10, "2017-18-Q1")]
    targets.append(target(1, "2015-16-Q1", "P9-01"))
    assert tracker.target_cell(targets, COUNT, LATER) == "50 from 2016-17 Q1 (Board manager)"
    assert tracker.target_cell(targets, COUNT, Q4) == "none set"
    assert tracker.target_cell((), COUNT, LATER) == "none set"


def test_where_a_series_comes_from() -> None:
    returned = quarterly([1.0, 2.0], None, COUNT)

    def changed(**fields: object) -> object:
        return replace(returned, points=tuple(replace(p, **fields) for p in returned.points))  # type: ignore[arg-type]

    published = (Origin("a.csv", "sheet", 1, "a release"),)
    words = [
        tracker.provenance_word(series, COUNT)  # type: ignore[arg-type]
        for series in (
            None, returned, changed(origins=published), changed(provenance="computed"),
            changed(provenance="computed", origins=published),
        )
    ]  # fmt: skip
    assert words == ["none held", "returned", "published", "worked out from returned", "worked out from published"]
    assert tracker.provenance_word(returned, replace(COUNT, counted_by_the_book=True)) == "counted by the book"


def summary(held: Sequence[str], verdicts: dict[str, list[str]]) -> list[str]:
    measures = {"plan": ["a", "b"], "implied": [], "published": ["c"], "proposed": []}
    return [plain(line) for line in tracker.summary(measures, held, [f"{h}/year" for h in held], held, verdicts, BOARD)]


def test_the_summary_counts_what_is_there_and_says_what_is_not() -> None:
    lines = summary(["a", "c"], {"too few data": ["c"], "improving": ["a"]})
    assert lines[0] == "The tracker follows three measures: two in the plan and one published beside it."
    assert lines[1] == "Two of them have a figure, in two series. One has none. Each row says from whom it is missing."
    assert lines[2].startswith("Two of the series have a baseline: the figure of January to March 2015,")
    assert lines[3] == (
        "A verdict on their trend was given to one series: improving (one). One could not be tested, or has too few "
        "data."
    )


def test_a_tracker_without_any_figure_says_so() -> None:
    lines = summary([], {})
    assert lines[1] == "None of them has a figure. Three have none. Each row says from whom it is missing."
    assert lines[2].startswith("None has a baseline: ")
    assert lines[3] == "No series has a verdict on its trend."


def test_a_series_assessed_by_itself_has_its_own_q_or_none() -> None:
    found = assessed([40.0] * 12, None, COUNT)
    assert found is not None
    assert tracker.q_cell(found) != "none"
    assert tracker.q_cell(assessed([40.0] * 5, None, COUNT)) == "none"
