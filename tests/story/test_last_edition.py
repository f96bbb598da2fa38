from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from made_story import AREA, NOW, PLAN, PROJECT, entry, figure

from nelscb.assess import assess
from nelscb.core_data import Figure, Ledger, Text
from nelscb.indicators import indicators_of
from nelscb.plan import Target
from nelscb.quarters import Quarter
from nelscb.returns.receipts import Receipt
from nelscb.story import RaisedException, SinceLast
from nelscb.story.earlier_editions import EarlierEditions
from nelscb.story.found import Pass
from nelscb.story.whole import story_of

LAST = NOW - 1
DAY = date(2017, 3, 1)
"""Sixty days after 31 December 2016: the day by which the last edition's figures had to be in."""
AS_OF = date(2017, 5, 26)
LEVEL = [50, 47, 52, 49, 51, 48, 53, 46, 50, 49, 51, 50]
SENT = [figure(NOW - (11 - n), count) for n, count in enumerate(LEVEL)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "params").mkdir()
    return tmp_path


def found_in(
    folder: Path, figures: Sequence[Figure] = (), texts: Sequence[Text] = (), retrospective: bool = False,
    targets: tuple[Target, ...] = (), senders: Sequence[str] = (),
) -> Pass:  # fmt: skip
    """A pass over ``NOW`` as ``open_edition`` makes it, from figures and texts made up."""
    project = replace(PROJECT, folder=folder, board=replace(PROJECT.board, targets=targets))
    cut = Ledger.of(figures).received_by(AS_OF).up_to(NOW)
    indicators = indicators_of(cut, PLAN, project.board)
    receipts = [Receipt(s, date(2017, 4, 20), (), 10, 0, 0, 0) for s in senders]
    assessments = assess(indicators, PLAN, project.board, (), NOW)
    known = [t for t in texts if t.received <= AS_OF]
    return Pass(
        project, NOW, AS_OF, retrospective, figures, (), cut, indicators, assessments, (), receipts, known
    )  # fmt: skip


def since(found: Pass) -> SinceLast:
    told = story_of(found).since_last
    assert told is not None
    return told


# Which day it knew.


def test_the_last_edition_is_that_of_the_quarter_before_by_the_day_its_book_was_due(folder: Path) -> None:
    told = since(found_in(folder, SENT))
    assert (told.quarter, told.as_of, told.same_day, told.held) == (LAST, DAY, False, True)


def test_in_hindsight_only_the_quarter_differs(folder: Path) -> None:
    told = since(found_in(folder, SENT, retrospective=True))
    assert (told.quarter, told.as_of, told.same_day) == (LAST, AS_OF, True)
    again = figure(LAST, 99, date(2017, 5, 1))
    assert since(found_in(folder, [*SENT, again])).revised
    assert since(found_in(folder, [*SENT, again], retrospective=True)).revised == ()


def test_the_quarters_own_day_holds_and_no_day_is_later_than_this_editions(folder: Path) -> None:
    path = folder / "params" / "quarters" / f"{LAST}.yml"
    path.parent.mkdir()
    path.write_text("as_of: 2017-02-24\n", encoding="utf-8")
    assert since(found_in(folder, SENT)).as_of == date(2017, 2, 24)
    path.write_text("as_of: 2017-12-24\n", encoding="utf-8")
    assert since(found_in(folder, SENT)).as_of == AS_OF


def test_where_nothing_had_come_in_by_then_there_is_nothing_to_compare_with(folder: Path) -> None:
    late = [replace(f, received=DAY + timedelta(1)) for f in SENT]
    told = since(found_in(folder, late))
    assert (told.held, told.new_figures, told.measures, told.verdicts, told.exceptions) == (False, 12, (), (), ())
    assert since(found_in(folder, [replace(late[0], received=DAY)])).held
    assert since(found_in(folder, late, [entry("gap", "G-1", LAST, received=DAY)])).held
    assert not since(found_in(folder, late, [entry("gap", "G-1", LAST, received=DAY + timedelta(1))])).held
    assert not since(found_in(folder, [replace(f, area="E08000016") for f in SENT])).held
    assert not since(found_in(folder)).held


# Figures.


def test_a_figure_of_a_period_that_it_had_and_that_reads_otherwise_now_is_revised(folder: Path) -> None:
    first, second = figure(LAST - 3, 60, DAY + timedelta(1), reason="counted twice"), figure(LAST - 3, 61, AS_OF)
    told = since(found_in(folder, [*SENT, first, second]))
    (revision,) = told.revised
    assert (revision.before.numerator, revision.after.numerator) == (46, 61)
    assert told.new_figures == 1  # the quarter's own


@pytest.mark.parametrize(
    "again",
    [
        figure(LAST - 3, 60, DAY), figure(LAST - 3, 46, AS_OF), figure(LAST - 3, 60, AS_OF + timedelta(1)),
        figure(LAST - 3, 60, AS_OF, area="E08000016"), figure(LAST - 3, None, AS_OF, state="refused"),
        figure(NOW, 60, AS_OF),
    ],
    ids=["known then", "the same again", "not come yet", "another area's", "refused", "of this quarter"],
)  # fmt: skip
def test_nothing_else_is_revised(folder: Path, again: Figure) -> None:
    assert since(found_in(folder, [*SENT, again])).revised == ()


def test_a_figure_that_is_taken_back_and_one_that_is_withheld_no_more_are_revised(folder: Path) -> None:
    withheld = figure(LAST - 3, None, AS_OF)
    (revision,) = since(found_in(folder, [*SENT, withheld])).revised
    assert (revision.before.numerator, revision.after.state) == (46, "suppressed_by_publisher")
    before = [figure(LAST, None) if f.period == LAST else f for f in SENT]
    told = since(found_in(folder, [*before, figure(LAST, 51, AS_OF)]))
    assert [(r.before.state, r.after.numerator) for r in told.revised] == [("suppressed_by_publisher", 51)]
    assert told.new_figures == 1


def test_new_figures_are_those_of_the_quarter_and_of_older_ones_that_came_late_categories_too(folder: Path) -> None:
    late = [replace(f, received=AS_OF) if f.period in (LAST, LAST - 1) else f for f in SENT]
    split = figure(NOW, 20, breakdown="age", category="0 to 4")
    assert since(found_in(folder, [*late, split, figure(NOW, 9, area="E08000016")])).new_figures == 4


# Verdicts and measures.


FALLING = [200, 185, 170, 160, 140, 130, 120, 105, 95]


def test_a_verdict_that_is_another_now_is_told_with_the_one_before(folder: Path) -> None:
    eight = [figure(NOW - (8 - n), count, measure="P1-10a") for n, count in enumerate(FALLING)][1:]
    told = since(found_in(folder, eight))
    assert [(v.measure, v.frequency, v.then, v.now) for v in told.verdicts] == [
        ("P1-10a", "quarter", "too few data", "falling")
    ]
    assert since(found_in(folder, SENT[:-1])).verdicts == ()


def test_a_measure_with_its_first_figure_and_one_without_any_more(folder: Path) -> None:
    new = figure(NOW, 5, measure="P1-07")
    only = figure(LAST - 2, 5, measure="P1-10a")
    back = figure(LAST - 2, None, AS_OF, measure="P1-10a", state="not_applicable", reason="it was another's")
    changes = since(found_in(folder, [*SENT, new, only, back])).measures
    told = [(m.measure, m.change, m.why) for m in changes if m.change != "new definition"]
    assert told == [("P1-07", "first figure", ""), ("P1-10a", "no figure any more", "it was another's")]
    kept = since(found_in(folder, [*SENT, only])).measures
    assert [m for m in kept if m.change != "new definition"] == []


def test_a_new_definition_from_this_quarter_is_told_with_what_it_says_of_itself(folder: Path) -> None:
    changed = {
        m.id: d.change
        for m in PLAN.measures.values()
        for d in m.definitions
        if d.from_quarter == NOW and not m.alias_of
    }
    assert "P1-01" in changed and "P1-H1a" not in changed
    told = {m.measure: m.why for m in since(found_in(folder, SENT)).measures if m.change == "new definition"}
    assert told == changed


# Exceptions.


def shares(*counts: float) -> list[Figure]:
    """Of a hundred referrals each, up to ``NOW``, so many were second ones: P1-04, where lower is better."""
    return [
        figure(NOW - (len(counts) - 1 - n), count, measure="P1-04", denominator=100.0) for n, count in enumerate(counts)
    ]


TARGET = (Target("P1-04", 15.0, NOW - 8, "Chair", "a reason"),)  # missed from 24 of 100: its interval begins at 16.7


def ids(raised: Sequence[RaisedException]) -> list[tuple[str, int]]:
    return [(e.id, e.quarters) for e in raised if e.measure]


@pytest.mark.parametrize(
    ("counts", "then", "now", "opened", "closed"),
    [
        ((10, 10, 30), [], [("P1-04", 1)], ("P1-04",), ()),
        ((10, 30, 30), [("P1-04", 1)], [("P1-04", 2)], (), ()),
        ((10, 30, 10), [("P1-04", 1)], [], (), ("P1-04",)),
        ((10, 10, 10), [], [], (), ()),
        ((30, 10, 30), [], [("P1-04", 1)], ("P1-04",), ()),
        ((10, 30, 30, 30), [("P1-04", 2)], [("P1-04", 3)], (), ()),
        ((10, 30, 30, 30, 30), [("P1-04", 3)], [("P1-04", 4)], (), ()),
        ((30, 30, 30, 30, 30, 30), [("P1-04", 4)], [("P1-04", 4)], (), ()),
        ((30, 30, 30, 10, 30, 30), [("P1-04", 1)], [("P1-04", 2)], (), ()),
    ],
)  # fmt: skip
def test_exceptions_are_opened_and_closed_and_counted_over_the_editions(
    folder: Path, counts: tuple[float, ...], then: list[object], now: list[object], opened: object, closed: object
) -> None:
    story = story_of(found_in(folder, shares(*counts), targets=TARGET))
    told = story.since_last
    assert told is not None
    assert (ids(told.exceptions), ids(story.exceptions)) == (then, now)
    assert (told.opened, told.closed) == (opened, closed)


def test_an_edition_long_ago_knew_what_had_come_in_by_its_own_day(folder: Path) -> None:
    """The figure of two quarters ago was good when its book was made, and was corrected after that."""
    corrected = figure(NOW - 2, 30, NOW.last_day, measure="P1-04", denominator=100.0)
    story = story_of(found_in(folder, [*shares(30, 10, 30, 30), corrected], targets=TARGET))
    assert ids(story.exceptions) == [("P1-04", 2)]
    hindsight = story_of(found_in(folder, [*shares(30, 10, 30, 30), corrected], targets=TARGET, retrospective=True))
    assert ids(hindsight.exceptions) == [("P1-04", 4)]


def test_what_became_of_an_exception_is_told_with_its_figure_then_and_now(folder: Path) -> None:
    (followed,) = since(found_in(folder, shares(10, 30, 12), targets=TARGET)).followed_up
    assert (followed.raised.id, followed.still) == ("P1-04", False)
    assert (followed.then_period, followed.then, followed.now_period, followed.now) == (LAST, 30.0, NOW, 12.0)
    assert (followed.challenge_item, followed.answered, followed.closed) == ("", False, False)


def test_a_figure_that_did_not_come_again_is_still_the_one_of_then(folder: Path) -> None:
    (followed,) = since(found_in(folder, shares(10, 30, 12)[:2], targets=TARGET)).followed_up
    assert (followed.still, followed.now_period, followed.now) == (True, LAST, 30.0)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"item": "C-1", "status": "open"}, ("C-1", False, False)),
        ({"item": "C-1", "status": "answered"}, ("C-1", True, False)),
        ({"item": "C-1", "status": "open", "response": "Two teams were behind."}, ("C-1", True, False)),
        ({"item": "C-1", "status": "closed"}, ("C-1", True, True)),
        ({"item": "2016-17-Q3 P1-04", "about": "", "status": "closed"}, ("2016-17-Q3 P1-04", True, True)),
        ({"item": "2016-17-Q3 P1-04", "about": "P1", "status": "open"}, ("2016-17-Q3 P1-04", False, False)),
        ({"item": "C-1", "about": "P1-06", "status": "closed"}, ("", False, False)),
        ({"item": "C-1", "status": "closed", "quarter": LAST}, ("", False, False)),
        ({"item": "C-1", "status": "open", "quarter": LAST - 3}, ("C-1", False, False)),
        ({"item": "C-1", "status": "answered", "kind": "action"}, ("", False, False)),
    ],
    ids=["open", "answered", "open with an answer", "closed", "by the name it was opened under", "about its chapter",
         "about another measure", "closed before it was raised", "open for long", "an action"],
)  # fmt: skip
def test_the_challenge_about_an_exception_is_found_and_whether_it_was_answered(
    folder: Path, changes: dict[str, object], told: tuple[object, ...]
) -> None:
    told_of = {"kind": "challenge", "about": "P1-04", "received": NOW.last_day} | changes
    challenge = replace(entry("challenge", "C-1"), **told_of)  # type: ignore[arg-type]
    (followed,) = since(found_in(folder, shares(10, 30, 12), [challenge], targets=TARGET)).followed_up
    assert (followed.challenge_item, followed.answered, followed.closed) == told


def test_the_challenge_that_the_exception_named_comes_before_a_newer_one(folder: Path) -> None:
    old = entry("challenge", "C-1", LAST, about="P1-04", status="open")
    new = entry("challenge", "C-2", NOW, about="P1-04", status="open", sub_group="cse")
    (followed,) = since(found_in(folder, shares(10, 30, 12), [old, new], targets=TARGET)).followed_up
    assert (followed.raised.challenge, followed.challenge_item) == ("C-1", "C-1")


# Score cards and entries of earlier editions.


def test_a_card_that_did_not_come_then_is_followed_up_too(folder: Path) -> None:
    told = since(found_in(folder, SENT[:-2], senders=["early_help"]))
    assert [(f.raised.id, f.raised.reasons, f.raised.quarters, f.still) for f in told.followed_up] == [
        ("early_help", ("no score card",), 1, True)
    ]
    assert told.followed_up[0].then is told.followed_up[0].now_period is None


@pytest.mark.parametrize(
    ("received", "reasons"),
    [
        (LAST.last_day + timedelta(20), []), (LAST.last_day + timedelta(30), []),
        (LAST.last_day + timedelta(31), [("late score card",)]), (DAY + timedelta(1), [("no score card",)]),
    ],
)  # fmt: skip
def test_a_card_is_due_after_twenty_days_and_late_after_ten_more(
    folder: Path, received: date, reasons: list[object]
) -> None:
    figures = [replace(f, received=received) if f.period == LAST else f for f in SENT]
    told = since(found_in(folder, figures, senders=["early_help"]))
    assert [e.reasons for e in told.exceptions] == reasons


def test_a_refused_figure_is_no_card_and_a_text_alone_is_one(folder: Path) -> None:
    refused = replace(figure(LAST, None), state="refused")
    assert [e.reasons for e in since(found_in(folder, [*SENT[:-2], refused], senders=["early_help"])).exceptions] == [
        ("no score card",)
    ]
    text = entry("gap", "G-1", LAST, status="open")
    assert since(found_in(folder, SENT[:-2], [text], senders=["early_help"])).exceptions == ()


def test_a_correction_in_a_later_card_is_no_card_of_its_quarter(folder: Path) -> None:
    """P1-01 of the last quarter came with the card before: a file belongs where it was put."""
    moved = [replace(f, file=f"{LAST - 1}/early_help/a.csv") if f.period == LAST else f for f in SENT]
    assert [e.reasons for e in since(found_in(folder, moved, senders=["early_help"])).exceptions] == [
        ("no score card",)
    ]


def test_a_gap_that_was_closed_in_this_quarter_was_one_in_the_last_edition(folder: Path) -> None:
    opened = entry("gap", "G-1", LAST, about="P1", risk="high", status="open")
    closed = replace(opened, quarter=NOW, status="closed", received=NOW.last_day, file=f"{NOW}/early_help/a.csv")
    story = story_of(found_in(folder, SENT, [opened, closed]))
    assert story.exceptions == ()
    assert story.since_last is not None and story.since_last.closed == ("early_help G-1",)


def test_in_hindsight_an_action_is_not_held_against_a_day_after_its_book_was_due(folder: Path) -> None:
    """Due at the end of March 2017, and under way by the last edition's word; this quarter's card says done."""
    then = entry("action", "A-1", LAST, due=date(2017, 3, 31), status="under way")
    now = replace(then, quarter=NOW, status="done", received=NOW.last_day, file=f"{NOW}/early_help/a.csv")
    told = since(found_in(folder, SENT, [then, now], retrospective=True))
    assert (told.as_of, told.exceptions) == (AS_OF, ())
    late = replace(then, due=date(2017, 2, 28))
    assert [e.reasons for e in since(found_in(folder, SENT, [late, now], retrospective=True)).exceptions] == [
        ("overdue action",)
    ]


def test_figures_of_other_areas_and_later_days_are_not_looked_at(folder: Path) -> None:
    editions = EarlierEditions(found_in(folder, [*SENT, figure(LAST, 9, AS_OF), figure(LAST, 8, area="E08000016")]))
    assert editions.own_cells(LAST, DAY)["P1-01", "", "", LAST].numerator == 51
    assert editions.own_cells(LAST, AS_OF)["P1-01", "", "", LAST].numerator == 9
    assert {period for *_, period in editions.own_cells(LAST, AS_OF)} == {f.period for f in SENT if f.period != NOW}
    assert AREA == "E06000012" and Quarter.of(DAY) == NOW
