"""One cell and what it says, in small tables: the marks, numbers however they are typed, and what is none."""

# ruff: noqa: E501 (a sentence stands as it is read)

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from nelscb.returns.cells import BLANK, MARKS_IN_WORDS, Said, Wrong, read_count, read_day, read_score, read_text
from nelscb.returns.grids import Cell

NOT_APPLICABLE, NOT_COLLECTED = Said(state="not_applicable"), Said(state="not_collected")
WITHHELD, UNDER = Said(state="suppressed_by_publisher"), Said(state="suppressed_by_publisher", under=True)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("N/A", NOT_APPLICABLE), ("n/a", NOT_APPLICABLE), (" N/a ", NOT_APPLICABLE),
        ("-", NOT_COLLECTED), ("–", NOT_COLLECTED), ("—", NOT_COLLECTED), ("−", NOT_COLLECTED), (" - ", NOT_COLLECTED),
        ("*", WITHHELD), ("<5", UNDER), ("< 5", UNDER), ("<10", UNDER), ("<3", UNDER),
        (None, BLANK), ("", BLANK), ("   ", BLANK), ("\u00a0", BLANK), ("\t\n", BLANK),
        ("0", Said(0.0)), (0, Said(0.0)), (0.0, Said(0.0)), (-0.0, Said(0.0)), ("-0", Said(0.0)),
    ],
)  # fmt: skip
def test_the_marks_a_blank_and_nought_are_six_things(cell: Cell, said: Said) -> None:
    assert read_count(cell) == said
    assert read_score(cell) == said
    assert str(getattr(read_count(cell), "number", None)) != "-0.0"


def test_every_mark_that_the_score_card_offers_is_read() -> None:
    marks = [mark for mark in MARKS_IN_WORDS if mark != "blank"]
    assert marks == ["0", "N/A", "-", "*", "<5"]
    assert len({read_count(mark) for mark in marks}) == 5
    assert not any(isinstance(read_count(mark), Wrong) or read_count(mark) == BLANK for mark in marks)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12), (12, 12), (12.0, 12), ("12.0", 12), ("12.", None), ("012", 12), (" 12 ", 12), ("12\u00a0", 12),
        ("\u00a012", 12), ("12\n", 12), ("1,234", 1_234), ("1,234,567", 1_234_567), ("1234", 1_234), ("12,34", None),
        ("1 234", None), ("\uff11\uff12", 12), ("10000000", 10_000_000), ("10000001", None), pytest.param(10**400, None, id="a number of 401 digits"),
        ("1e3", None), (1e3, 1_000), (float("inf"), None), (float("nan"), None), (True, None), (False, None),
        ("12.5", None), (0.5, None), (-1, None), ("-1", None), ("- 1", None), ("1-", None), ("O", None), ("²", None),
    ],
)  # fmt: skip
def test_a_count_however_it_is_typed(cell: Cell, number: float | None) -> None:
    said = read_count(cell)
    assert said == (Said(float(number)) if number is not None else said)
    assert isinstance(said, Wrong) == (number is None)


@pytest.mark.parametrize(
    ("cell", "check", "must", "remedy"),
    [
        ("good", "text", "a score is a number", "write digits, or one of the marks N/A, -, *, or leave it blank if it is not known yet"),
        ("4%", "percentage", "a score stands as it was given", "write the score itself"),
        (date(2017, 6, 30), "date", "a score is a number", "format the cell as a number and write the score again"),
        ("2017-06-30", "date", "a score is a number", "write the score itself"),
        (True, "text", "a score is a number", "write digits, or one of the marks N/A, -, *, or leave it blank if it is not known yet"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_score_speaks_of_a_score(cell: Cell, check: str, must: str, remedy: str) -> None:
    said = read_score(cell)
    assert isinstance(said, Wrong)
    assert (said.check, said.must, said.remedy) == (check, must, remedy)


@pytest.mark.parametrize(("cell", "number"), [("14.2", 14.2), (14.2, 14.2), (".5", 0.5), (0.5, 0.5), ("3", 3.0)])
def test_a_score_may_have_decimals(cell: Cell, number: float) -> None:
    assert read_score(cell) == Said(number)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2017, 6, 30), date(2017, 6, 30)), (datetime(2017, 6, 30, 9), date(2017, 6, 30)),
        ("2017-06-30", date(2017, 6, 30)), ("30/06/2017", date(2017, 6, 30)), ("30.06.2017", date(2017, 6, 30)),
        (" 2017-06-30 ", date(2017, 6, 30)), ("30/6/2017", None), ("06/30/2017", None), ("2017-02-30", None),
        ("June", None), (42_916, None), (None, None), (time(9), None),
    ],
)  # fmt: skip
def test_a_day(cell: Cell, day: date | None) -> None:
    assert read_day(cell) == day


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (" a ", "a"), (12.0, "12"), (12.5, "12.5"), (12, "12"), (True, "True"), (float("inf"), "inf"),
        (datetime(2017, 6, 30), "2017-06-30"), (date(2017, 6, 30), "2017-06-30"), (timedelta(hours=1), "1:00:00"),
    ],
)  # fmt: skip
def test_a_text(cell: Cell, text: str) -> None:
    assert read_text(cell) == text
