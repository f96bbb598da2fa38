from __future__ import annotations

from datetime import date

import pytest
from altered_views import view_of, without
from made_register import entry, items, seeing

from nelscb.drawings import Bars, Stacks
from nelscb.edition import Edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.analyses.challenge_log import ages_of_open_challenges, challenge_log

RETURNED = ("O1-04a", "O1-04b", "O1-06")
LOG = items(
    entry("2016-17-Q1", "open"),
    entry("2016-17-Q2", "answered"),
    entry("2016-17-Q3", "closed", impact="Seven in ten are heard in time."),
    entry("2016-17-Q2", "open", item="C-2", due=date(2017, 3, 31)),
    entry("2016-17-Q4", "Answered ", item="C-2", due=date(2017, 3, 31)),
    entry("2016-17-Q2", "open", item="C-3"),
    entry("2016-17-Q4", "closed", item="C-4", impact=" "),
)
# What stands at each quarter's end, by eye: C-3 is not mentioned after its first quarter and so still waits.
BY_QUARTER = {
    "2016-17 Q1": ("1", "1", "0", "0", "0"),
    "2016-17 Q2": ("2", "2", "1", "0", "0"),
    "2016-17 Q3": ("0", "2", "0", "1", "1"),
    "2016-17 Q4": ("1", "1", "1", "1", "0"),
}


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def test_every_challenge_is_in_one_state_at_each_quarters_end(demo_edition: Edition) -> None:
    exhibit = challenge_log(seeing(view_of(demo_edition, "O1", "challenge_log"), LOG))
    assert exhibit.table is not None
    assert {plain(str(r[0])): tuple(plain(str(c)) for c in r[1:6]) for r in exhibit.table.rows} == BY_QUARTER
    assert isinstance(exhibit.drawing, Stacks)
    drawn = {row.label: row.values for row in exhibit.drawing.rows}
    # A row holds those that had begun and had not ended before: counted here from the entries themselves.
    for quarter, parts in drawn.items():
        when = quarter.replace(" ", "-")
        there = [i for i in LOG if str(i.first) <= when and not (i.ended and str(i.last) < when)]
        assert sum(n for n in parts if n is not None) == len(there)


def test_the_log_says_how_many_are_open_and_what_the_closed_ones_changed(demo_edition: Edition) -> None:
    text = told(challenge_log(seeing(view_of(demo_edition, "O1", "challenge_log"), LOG)))
    assert "two challenges were open at the end of January to March 2017" in text
    assert "The oldest has stood for three quarters" in text
    assert "One is past its day" in text
    assert "The log begins in April to June 2016. Since then two were closed. Of these, one says what changed" in text
    assert "One open challenge is not mentioned in the score cards for January to March 2017" in text


def test_where_the_return_counts_another_number_both_are_told(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O1", "challenge_log")
    returned = view.released.find("O1-04a", "quarter")
    assert returned is not None
    assert returned.last.value == 6
    told_now = told(challenge_log(seeing(view, LOG)))
    assert "The return counts six new in the quarter (O1-04a)" in told_now
    assert "begins one. The two differ" in told_now
    six = items(*(entry("2016-17-Q4", "open", item=f"C-{n}") for n in range(6)))
    assert "and the log agrees" in told(challenge_log(seeing(view, six)))


def test_without_a_returned_count_the_log_stands_alone_and_who_would_send_it_is_named(demo_edition: Edition) -> None:
    view = without(seeing(view_of(demo_edition, "O1", "challenge_log"), LOG), RETURNED)
    exhibit = challenge_log(view)
    assert "The return counts" not in told(exhibit)
    assert isinstance(exhibit.drawing, Stacks)
    for measure in RETURNED:
        assert f"({measure})" in told(exhibit)


def test_without_a_log_the_returned_figures_are_told_and_nothing_is_drawn(demo_edition: Edition) -> None:
    exhibit = challenge_log(seeing(view_of(demo_edition, "O1", "challenge_log"), ()))
    assert exhibit.drawing is None
    assert exhibit.text[0] == (
        "The score cards that came in hold no challenge. That does not show that there was nothing to challenge."
    )
    assert "6 challenges" in told(exhibit)


def test_the_real_board_has_no_card_and_so_no_log(edition: Edition) -> None:
    exhibit = challenge_log(view_of(edition, "O1", "challenge_log"))
    assert exhibit.drawing is None
    assert "No score card is held" in exhibit.text[0]
    assert all(f"({measure})" in told(exhibit) for measure in RETURNED)
    assert "LSCB Management Team" in told(exhibit)
    ages = ages_of_open_challenges(view_of(edition, "O1", "open_challenges"))
    assert ages.drawing is None
    assert "No score card is held" in ages.text[0]


def test_the_log_holds_the_challenges_of_every_sub_group_whatever_they_are_about(demo_edition: Edition) -> None:
    seen = {i.item for i in view_of(demo_edition, "O1", "challenge_log").released.story.registers}
    every = {i.item for i in demo_edition.story.items if i.kind == "challenge"}
    assert every
    assert seen == every
    assert view_of(demo_edition, "O2", "audit_grades").released.story.registers == ()


@pytest.mark.parametrize(
    ("log", "first"),
    [
        (items(entry("2016-17-Q4", "open")), "**The challenge log**: one challenge was open"),
        (items(entry("2016-17-Q4", "closed")), "**The challenge log**: no challenge was open"),
    ],
)
def test_one_and_none_are_told_as_such(log: tuple[object, ...], first: str, demo_edition: Edition) -> None:
    exhibit = challenge_log(seeing(view_of(demo_edition, "O1", "challenge_log"), log))  # type: ignore[arg-type]
    assert plain(exhibit.text[0]).startswith(first)


def test_a_log_of_many_years_shows_its_last_two(demo_edition: Edition) -> None:
    old = items(entry("2012-13-Q1", "open"))
    exhibit = challenge_log(seeing(view_of(demo_edition, "O1", "challenge_log"), old))
    assert isinstance(exhibit.drawing, Stacks)
    assert [r.label for r in exhibit.drawing.rows][::7] == ["2016-17 Q4", "2015-16 Q1"]
    assert "20 quarters" in told(exhibit)


def test_the_ages_of_the_open_ones_are_drawn_oldest_first(demo_edition: Edition) -> None:
    exhibit = ages_of_open_challenges(seeing(view_of(demo_edition, "O1", "open_challenges"), LOG))
    assert isinstance(exhibit.drawing, Bars)
    assert [(bar.label.split(",")[0], bar.value) for bar in exhibit.drawing.bars] == [("C-2", 3), ("C-3", 3)]
    assert plain(exhibit.drawing.bars[0].told) == "three quarters, past its day"
    assert "Every open challenge has stood for three quarters" in told(exhibit)
    ended = ages_of_open_challenges(
        seeing(view_of(demo_edition, "O1", "open_challenges"), items(entry("2016-17-Q4", "closed")))
    )
    assert ended.text == ("No challenge in the log is open.",)


def test_every_count_of_the_log_names_what_it_counts(demo_edition: Edition) -> None:
    first = challenge_log(view_of(demo_edition, "O1", "challenge_log")).text[0]
    expression = next(m[1] for m in MARKED.finditer(first))
    open_now = [i for i in demo_edition.story.items if i.kind == "challenge" and not i.ended]
    assert expression.count("story.registers.challenge/") == len(open_now) == 2
