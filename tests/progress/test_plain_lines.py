"""Plain lines: one for each thing that ended, with its time."""

from __future__ import annotations

import pytest
from told import PROBLEM, a_run

from nelscb.progress import (
    BookBegan,
    BookEnded,
    BooksAsked,
    NotebookEnded,
    NotebooksAsked,
    PlainLines,
    Progress,
    Said,
    progress_of,
)


def lines_of(*events: object) -> list[str]:
    said: list[str] = []
    progress = progress_of(said.append)
    for event in events:
        progress.tell(event)  # type: ignore[arg-type]
    return said


def test_a_line_for_each_notebook_and_step_with_its_time() -> None:
    assert lines_of(*a_run()) == [
        "2016-17-Q4: 4 notebooks, 3 of them to run",
        "2016-17-Q4: working out the figures 2.3 s",
        "2016-17-Q4: p2_neglect 1.4 s",
        f"2016-17-Q4: tracker failed {PROBLEM} (0.6 s)",
    ]


def test_where_none_is_kept_it_is_not_said_how_many_are_run() -> None:
    assert lines_of(a_run()[0], NotebooksAsked(("a", "b"), frozenset())) == ["2016-17-Q4: 2 notebooks"]


def test_a_notebook_whose_time_nobody_knows_has_none() -> None:
    died = "because the process that was to run it died"
    assert lines_of(a_run()[0], NotebookEnded("a", None, died), NotebookEnded("b", None)) == [
        f"2016-17-Q4: a failed {died}", "2016-17-Q4: b",
    ]  # fmt: skip


def test_a_notebook_that_lost_the_warm_process_says_so() -> None:
    assert lines_of(a_run()[0], NotebookEnded("a", 2.0, lost=True)) == [
        "2016-17-Q4: a (on a kernel of its own: the warm process is gone) 2.0 s"
    ]


def test_books_of_a_batch_are_counted_as_they_end() -> None:
    books = (("one", "2016-17-Q4"), ("two", "2016-17-Q4"))
    assert lines_of(
        BooksAsked(books), BookBegan(*books[0]), BookBegan(*books[1]),
        BookEnded(*books[1], "failed", "is no project", 0.5), BookEnded(*books[0], "made", "", 12.34),
    ) == ["1 of 2: two, 2016-17-Q4: failed: is no project", "2 of 2: one, 2016-17-Q4: made 12.3 s"]  # fmt: skip


def test_a_sentence_is_said_as_it_is() -> None:
    assert lines_of(Said("as it is")) == ["as it is"]


def test_a_step_tells_its_beginning_and_its_end_and_that_it_failed() -> None:
    said: list[str] = []
    progress = Progress(PlainLines(said.append))
    progress.tell(a_run()[0])
    with progress.step("compiling the book"):
        assert said == []
    with pytest.raises(ValueError, match="no"), progress.step("typesetting the PDFs"):
        raise ValueError("no")
    with pytest.raises(KeyboardInterrupt), progress.step("writing the workbook"):
        raise KeyboardInterrupt
    assert said == ["2016-17-Q4: compiling the book 0.0 s", "2016-17-Q4: typesetting the PDFs failed (0.0 s)"]


def test_a_further_listener_is_told_first_and_the_first_are_told_still() -> None:
    said: list[str] = []
    progress = Progress(PlainLines(lambda line: said.append(f"then {line}")))
    progress.first_to(PlainLines(lambda line: said.append(f"first {line}"))).say("this")
    progress.say("that")
    assert said == ["first this", "then this", "then that"]


def test_what_is_told_events_already_is_taken_as_it_is() -> None:
    progress = Progress()
    assert progress_of(progress) is progress
