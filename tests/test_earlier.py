from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import nelscb.earlier
from nelscb.core_data import Figure
from nelscb.earlier import MOST_QUARTERS, day_known_by, earlier_verdicts
from nelscb.plan import Project
from nelscb.published import Event
from nelscb.quarters import Quarter

NOW = Quarter.parse("2016-17-Q4")
FALLING = [200, 185, 170, 160, 140, 130, 120, 105, 95, 90, 82, 75]
"""Twelve quarters from 2014-15 Q1 to 2016-17 Q4: a fall from the eighth on."""
FIRST = NOW - 11
KEY = "P1-01/quarter"


@pytest.fixture
def bare(project: Project, tmp_path: Path) -> Project:
    """The board and its plan, without settings for any quarter."""
    return replace(project, folder=tmp_path)


def figure(period: Quarter, count: float, received: date, **changes: str) -> Figure:
    made = Figure(
        "E06000012", "P1-01", 1, period, "", "", count, None, None, None, "reported", "return", "board",
        "early_help", received, "", "made_up.csv", "", 1,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def in_time(counts: list[int] = FALLING, first: Quarter = FIRST, **changes: str) -> list[Figure]:
    """Each quarter's count received twenty days after its end."""
    return [figure(first + n, c, (first + n).last_day + timedelta(20), **changes) for n, c in enumerate(counts)]


def words(project: Project, figures: list[Figure], *events: Event) -> list[str | None]:
    return [v.get(KEY) for v in earlier_verdicts(project, figures, events, NOW)]


def test_a_book_is_due_sixty_days_after_its_quarter_unless_its_file_says_another_day(bare: Project) -> None:
    assert bare.board.reporting_calendar.book_due_days == 60
    assert day_known_by(bare, NOW) == date(2017, 5, 30)
    path = bare.settings_file(NOW)
    path.parent.mkdir(parents=True)
    path.write_text("as_of: 2017-09-25\n", encoding="utf-8")
    assert day_known_by(bare, NOW) == date(2017, 9, 25)
    assert day_known_by(bare, NOW - 1) == date(2017, 3, 1)


def test_the_latest_quarter_before_comes_first_and_the_first_with_a_figure_last(bare: Project) -> None:
    found = words(bare, in_time())
    assert len(found) == 11
    assert found[0] == "falling"
    assert found[4:] == ["too few data"] * 7  # 2015-16 Q3 and before: seven quarters and less
    assert "too few data" not in found[:4]


def test_nothing_is_looked_for_before_the_first_figure_nor_without_one(bare: Project) -> None:
    assert words(bare, []) == []
    assert len(words(bare, in_time([50, 51], NOW - 2))) == 2
    assert words(bare, in_time([50], NOW)) == []  # it belongs to this quarter


def test_a_quarter_in_which_nothing_had_come_in_ends_the_look_back(bare: Project) -> None:
    late = date(2016, 11, 1)  # all older quarters were sent together, in time for the book of 2016-17 Q2
    figures = [replace(f, received=max(f.received, late)) for f in in_time()]
    assert len(words(bare, figures)) == 2


def test_five_years_back_is_the_most(bare: Project) -> None:
    long = in_time([50 + n % 3 for n in range(40)], NOW - 39)
    assert len(words(bare, long)) == MOST_QUARTERS == 20


def test_what_came_after_the_day_a_book_was_due_did_not_count_then(bare: Project) -> None:
    figures = in_time()
    on_time, due = words(bare, figures), day_known_by(bare, FIRST + 7)
    assert on_time[3] == "falling"  # 2015-16 Q4, with its eighth quarter
    punctual = [*figures[:7], replace(figures[7], received=due), *figures[8:]]
    assert words(bare, punctual) == on_time
    late = [*figures[:7], replace(figures[7], received=due + timedelta(1)), *figures[8:]]
    assert words(bare, late) == [*on_time[:3], "too few data", *on_time[4:]]


def test_a_revision_counts_from_the_book_that_could_know_it(bare: Project) -> None:
    level = [50, 47, 52, 49, 51, 48, 53, 46, 50, 49, 51, 50]
    known = date(2016, 11, 1)  # the book of 2016-17 Q2 was due on 29 November 2016
    revised = [figure(FIRST + n, c, known) for n, c in enumerate(FALLING[:9])]
    plain, changed = words(bare, in_time(level)), words(bare, [*revised, *in_time(level)])
    assert plain[3:] == changed[3:]
    assert plain[1] == "no evidence of change"
    assert changed[1] != plain[1]
    # What was received first is not the last word, wherever it stands in the list.
    assert words(bare, [*in_time(level), *revised]) == changed


def test_a_quarters_own_day_takes_the_place_of_the_day_its_book_was_due(bare: Project) -> None:
    figures = in_time()
    late = [*figures[:7], replace(figures[7], received=date(2016, 8, 1)), *figures[8:]]
    assert words(bare, late)[3] == "too few data"
    path = bare.settings_file(FIRST + 7)
    path.parent.mkdir(parents=True)
    path.write_text("as_of: 2016-08-01\n", encoding="utf-8")
    assert words(bare, late)[3] == "falling"


def test_a_quarter_sent_before_it_ended_is_not_seen_before_it_ends(bare: Project) -> None:
    early = [replace(f, received=date(2014, 1, 1)) for f in in_time()]
    assert words(bare, early) == words(bare, in_time())


def test_an_event_breaks_a_series_from_the_book_that_could_know_it(bare: Project) -> None:
    def told(received: date) -> list[str | None]:
        day = date(2014, 10, 1)
        return words(bare, in_time(), Event(day, True, "a new form", ("P1",), "", "", ("P1-01",), "", received))

    without = words(bare, in_time())
    assert told(date(2014, 10, 1))[:4] == ["unclear"] * 4
    assert told(date(2016, 9, 1)) == ["unclear", "unclear", *without[2:]]  # known to the books of Q2 and Q3
    assert told(date(2017, 9, 1)) == without


def test_an_event_to_come_is_not_known_whatever_was_written_down(bare: Project) -> None:
    planned = Event(date(2016, 4, 1), True, "a new form", ("P1",), "", "", ("P1-01",), "", date(2014, 1, 1))
    assert words(bare, in_time(), planned)[3] == words(bare, in_time())[3] == "falling"
    assert words(bare, in_time(), planned)[2] == "unclear"


def test_other_areas_and_breakdowns_are_not_looked_at(bare: Project) -> None:
    assert words(bare, in_time(area="E08000016")) == []
    assert words(bare, in_time(breakdown="age", category="0 to 4")) == []
    both = [*in_time(), *in_time(area="E08000016"), *in_time(breakdown="age", category="0 to 4")]
    assert earlier_verdicts(bare, both, [], NOW) == earlier_verdicts(bare, in_time(), [], NOW)


def test_what_came_in_after_the_last_day_takes_the_verdicts_as_they_were_kept(
    bare: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, asked = words(bare, in_time()), []
    real = nelscb.earlier.verdicts_of
    monkeypatch.setattr("nelscb.earlier.verdicts_of", lambda *given: asked.append(1) or real(*given))
    later = figure(NOW - 3, 1, (NOW - 1).last_day + timedelta(100))
    assert words(bare, [*in_time(), later]) == before
    assert not asked
    in_between = figure(NOW - 1, 1000, (NOW - 1).last_day + timedelta(30))
    assert words(bare, [*in_time(), in_between]) != before
    assert asked
