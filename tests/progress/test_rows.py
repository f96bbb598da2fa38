"""The rows of the live table: their states and times, and which are seen where there is no room for all."""

from __future__ import annotations

from told import STEPS, a_run

from nelscb.commands.batch import FAILED, LEFT, MADE
from nelscb.progress import BookBegan, BookEnded, BooksAsked, Making, NotebooksAsked, StepBegan, StepEnded
from nelscb.progress.rows import Rows, State


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def rows_of_a_run(clock: Clock) -> Rows:
    rows = Rows(clock)
    for event in a_run():
        rows.tell(event)
    return rows


def states(rows: Rows) -> dict[str, str]:
    return {row.named[0]: f"{row.state} {row.where}".strip() for row in rows.seen(None)[0]}


def test_notebooks_stand_between_what_came_before_them_and_what_comes_after() -> None:
    assert list(states(rows_of_a_run(Clock()))) == [
        STEPS[0], "p1_early_help", "p2_neglect", "tracker", "what_changed", *STEPS[1:],
    ]  # fmt: skip


def test_each_row_says_how_far_it_has_come() -> None:
    assert states(rows_of_a_run(Clock())) == {
        "working out the figures": "done", "p1_early_help": "kept from before", "p2_neglect": "made",
        "tracker": "failed in cell 7", "what_changed": "running", "compiling the book": "waiting",
        "typesetting the PDFs": "waiting",
    }  # fmt: skip


def test_at_the_end_nothing_runs_or_waits() -> None:
    rows = rows_of_a_run(Clock())
    rows.close()
    ended = states(rows)
    assert ended["what_changed"] == "stopped"
    assert ended["compiling the book"] == "not made"
    assert ended["p2_neglect"] == "made"


def test_the_time_of_what_runs_goes_on_and_then_stays_as_it_was_told() -> None:
    clock = Clock()
    rows = rows_of_a_run(clock)
    clock.now += 5
    seconds = {row.named[0]: rows.seconds(row) for row in rows.seen(None)[0]}
    assert seconds["p2_neglect"] == 1.44
    assert seconds["what_changed"] == 5
    assert seconds["p1_early_help"] is None
    assert seconds["compiling the book"] is None
    rows.close()
    clock.now += 5
    (stopped,) = [row for row in rows.seen(None)[0] if row.state == State.STOPPED]
    assert rows.seconds(stopped) == 5


def test_where_there_is_no_room_what_runs_and_failed_is_seen_and_the_rest_is_counted() -> None:
    rows = rows_of_a_run(Clock())
    shown, others = rows.seen(4)
    assert [row.named[0] for row in shown] == ["tracker", "what_changed", "compiling the book"]
    assert others == "and 1 waiting, 1 kept from before, 1 made, 1 done"
    shown, others = rows.seen(6)
    assert [row.named[0] for row in shown] == ["p2_neglect", "tracker", "what_changed", *STEPS[1:]]
    assert others == "and 1 kept from before, 1 done"
    assert rows.seen(7)[1] == ""
    assert len(rows.seen(7)[0]) == 7
    assert rows.seen(1) == ([], "and 2 waiting, 1 running, 1 kept from before, 1 made, 1 done, 1 failed")


def test_no_row_is_lost_or_told_twice_whatever_the_room() -> None:
    rows = Rows(Clock())
    rows.tell(Making("2016-17-Q4", "board", STEPS))
    rows.tell(NotebooksAsked(tuple(f"n{number}" for number in range(30)), frozenset({"n3", "n9"})))
    for room in range(1, 40):
        shown, others = rows.seen(room)
        counted = sum(int(word) for word in others.split() if word.isdigit())
        assert len(shown) + counted == 33
        assert len(shown) + bool(others) <= room


def test_a_step_that_fails_says_so() -> None:
    rows = Rows(Clock())
    rows.tell(Making("2016-17-Q4", "board", STEPS))
    rows.tell(StepBegan("compiling the book"))
    rows.tell(StepEnded("compiling the book", 0.2, failed=True))
    assert states(rows)["compiling the book"] == "failed"


def test_a_batch_has_a_row_for_each_board_and_quarter() -> None:
    rows = Rows(Clock())
    rows.tell(BooksAsked((("one", "2016-17-Q3"), ("one", "2016-17-Q4"), ("two", "2016-17-Q4"), ("two", "2017-18-Q1"))))
    rows.tell(BookBegan("one", "2016-17-Q3"))
    rows.tell(BookBegan("one", "2016-17-Q4"))
    rows.tell(BookEnded("one", "2016-17-Q3", MADE, "", 12.3))
    rows.tell(BookBegan("two", "2016-17-Q4"))
    rows.tell(BookEnded("one", "2016-17-Q4", LEFT, "", 0.6))
    rows.tell(BookEnded("two", "2016-17-Q4", FAILED, "is no project", 0.5))
    assert [(*row.named, str(row.state), row.seconds) for row in rows.seen(None)[0]] == [
        ("one", "2016-17-Q3", "made", 12.3), ("one", "2016-17-Q4", "nothing had changed", 0.6),
        ("two", "2016-17-Q4", "failed", 0.5), ("two", "2017-18-Q1", "waiting", None),
    ]  # fmt: skip


def test_a_cluster_tells_of_no_beginnings_and_its_books_do_not_seem_to_wait() -> None:
    rows = Rows(Clock())
    rows.tell(BooksAsked((("one", "2016-17-Q3"),), far=True))
    assert [str(row.state) for row in rows.seen(None)[0]] == ["on the cluster"]
