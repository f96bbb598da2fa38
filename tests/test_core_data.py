"""The ledger: what had come in by a day, what ends by a quarter, the last word on a cell, and states."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.core_data import COLUMNS, Figure, Ledger, State, frequency_of
from nelscb.quarters import FinancialYear, Quarter

Q3, Q4 = Quarter.parse("2016-17-Q3"), Quarter.parse("2016-17-Q4")
APRIL, MAY, JUNE = date(2017, 4, 20), date(2017, 5, 20), date(2017, 6, 20)


def figure(numerator: float | None = 10, **changes: Any) -> Figure:
    plain = Figure(
        area="E1", measure="P1-04", definition=1, period=Q4, breakdown="", category="", numerator=10,
        denominator=None, value=None, status=None, state="reported", provenance="return", audience="board",
        sender="nelc_cass", received=APRIL, release="", file="cass.xlsx", sheet="Score card", row=7,
    )  # fmt: skip
    return replace(plain, **{"numerator": numerator} | changes)


def withheld(state: str = "suppressed", **changes: Any) -> Figure:
    return figure(None, state=state, **changes)


def numerators(ledger: Ledger) -> list[float | None]:
    return [None if math.isnan(n) else float(n) for n in ledger.frame["numerator"]]


# Two cuts.


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2017, 4, 19), []),
        (date(2017, 4, 20), [1]),
        (date(2017, 5, 19), [1]),
        (date(2017, 5, 20), [1, 2]),
        (date(2030, 1, 1), [1, 2, 3]),
    ],
)
def test_what_had_come_in_by_the_end_of_a_day_counts_and_nothing_later(as_of: date, known: list[float]) -> None:
    ledger = Ledger.of([figure(1), figure(2, received=MAY, row=8), figure(3, received=JUNE, row=9)])
    assert numerators(ledger.received_by(as_of)) == known


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        (Quarter.parse("2016-17-Q2"), "2016-09-30"),
        (Q3, "2016-12-31"),
        (Q4, "2017-03-31"),
        (FinancialYear(2016), "2017-03-31"),
        (date(2017, 3, 31), "2017-03-31"),
        (date(2017, 4, 1), "2017-04-01"),
        (Quarter.parse("2017-18-Q1"), "2017-06-30"),
    ],
)
def test_a_quarters_edition_sees_the_periods_that_end_by_its_last_day(period: Any, ends: str) -> None:
    ledger = Ledger.of([figure(period=period)])
    assert [str(day) for day in ledger.frame["ends"]] == [ends]
    assert len(ledger.up_to(Q4)) == (ends <= "2017-03-31")
    assert len(ledger.up_to(Q3)) == (ends <= "2016-12-31")


def test_the_two_cuts_may_come_in_either_order() -> None:
    ledger = Ledger.of([figure(1, period=Q3), figure(2), figure(3, period=Q3, received=JUNE), figure(4, received=MAY)])
    one, other = ledger.received_by(MAY).up_to(Q3), ledger.up_to(Q3).received_by(MAY)
    assert numerators(one) == numerators(other) == [1]


def test_a_cut_that_leaves_nothing_is_an_empty_ledger_and_can_be_cut_again() -> None:
    """A book as of a day before anything had come in has holes everywhere; it does not fall over."""
    empty = Ledger.of([figure()]).received_by(date(2000, 1, 1))
    assert len(empty) == 0
    for again in (empty.up_to(Q4), empty.received_by(JUNE), empty.current(), empty.revisions()):
        assert len(again) == 0
        assert list(again.frame.columns) == list(empty.frame.columns)


def test_a_ledger_of_nothing_can_be_cut_and_has_no_last_receipt() -> None:
    nothing = Ledger.of([])
    assert nothing.last_receipt() is None
    for cut in (nothing.received_by(JUNE), nothing.up_to(Q4), nothing.current(), nothing.revisions()):
        assert len(cut) == 0
        assert set(COLUMNS) <= set(cut.frame.columns)


def test_the_last_receipt_is_the_latest_day_wherever_its_row_stands() -> None:
    assert Ledger.of([figure(), figure(received=JUNE), figure(received=MAY)]).last_receipt() == JUNE


# Nothing is overwritten: a correction is a later row.


@pytest.mark.parametrize(
    ("sent", "last_word"),
    [
        ([(1, APRIL), (2, MAY)], [2]),
        ([(2, MAY), (1, APRIL)], [2]),
        ([(1, APRIL), (2, APRIL)], [2]),
        ([(2, MAY), (3, MAY), (1, APRIL)], [3]),
        ([(1, APRIL), (None, MAY)], [None]),
        ([(None, APRIL), (2, MAY)], [2]),
        ([(5, APRIL), (0, MAY)], [0]),
    ],
    ids=[
        "a correction", "in any order of the file", "two of one day: the later row", "three", "withdrawn",
        "at last", "corrected to none",
    ],
)  # fmt: skip
def test_the_row_received_last_is_the_last_word_on_its_cell(
    sent: list[tuple[float | None, date]], last_word: list[float | None]
) -> None:
    rows = [figure(n, received=day) if n is not None else withheld(received=day) for n, day in sent]
    ledger = Ledger.of(rows)
    assert numerators(ledger.current()) == last_word
    assert len(ledger) == len(sent), "what was corrected is still there"


def test_before_the_correction_came_in_the_first_word_stood() -> None:
    ledger = Ledger.of([figure(1), figure(2, received=MAY)])
    assert numerators(ledger.received_by(date(2017, 5, 1)).current()) == [1]
    assert numerators(ledger.received_by(MAY).current()) == [2]


@pytest.mark.parametrize(
    "other",
    [
        {"area": "E2"}, {"measure": "P1-03"}, {"period": Q3}, {"period": FinancialYear(2016)},
        {"period": date(2017, 3, 31)}, {"breakdown": "sex", "category": "Female"}, {"breakdown": "age"},
        {"category": "Male"},
    ],
    ids=str,
)  # fmt: skip
def test_a_row_of_another_cell_corrects_nothing(other: dict[str, Any]) -> None:
    ledger = Ledger.of([figure(1), figure(2, received=MAY, **other)])
    assert numerators(ledger.current()) == [1, 2]
    assert len(ledger.revisions()) == 0


@pytest.mark.parametrize(
    "other",
    [
        {"definition": 2}, {"sender": "humberside_police"}, {"file": "again.xlsx"}, {"row": 8},
        {"provenance": "published"}, {"release": "2018"}, {"audience": "public"}, {"denominator": 50},
    ],
    ids=str,
)  # fmt: skip
def test_a_cell_stays_the_same_cell_whoever_sends_it_and_from_wherever(other: dict[str, Any]) -> None:
    ledger = Ledger.of([figure(1), figure(2, received=MAY, **other)])
    assert numerators(ledger.current()) == [2]


def test_revisions_are_all_rows_of_cells_sent_more_than_once_oldest_first() -> None:
    ledger = Ledger.of(
        [
            figure(3, received=JUNE),
            figure(7, period=Q3),
            figure(1),
            figure(2, received=MAY),
            figure(9, area="E2"),
        ]
    )
    assert numerators(ledger.revisions()) == [1, 2, 3]


def test_figures_come_back_from_the_ledger_as_they_went_in() -> None:
    """A missing number comes back as None, a zero as a zero, a period as what it was."""
    sent = [
        figure(0), figure(3, denominator=221, period=FinancialYear(2016)), withheld(period=date(2017, 3, 31)),
        figure(None, value=14.2, period=Q3), figure(None, status="late", measure="P1-S1"),
        withheld("not_returned", area="E2", denominator=50),
    ]  # fmt: skip
    assert list(Ledger.of(sent).figures()) == sent
    assert list(Ledger.of([]).figures()) == []


def test_a_reader_cannot_change_the_ledger_through_what_it_is_shown() -> None:
    ledger = Ledger.of([figure(1)])
    shown = ledger.frame
    shown["numerator"] = 99.0
    assert numerators(ledger) == [1]


CELLS = st.tuples(st.sampled_from(["E1", "E2"]), st.sampled_from([Q3, Q4, FinancialYear(2016)]))
RECEIPTS = st.sampled_from([APRIL, MAY, JUNE])


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.tuples(CELLS, RECEIPTS, st.none() | st.integers(0, 99)), min_size=1, max_size=12),
    as_of=RECEIPTS,
)
def test_the_last_word_is_what_a_person_with_the_letters_in_order_would_find(
    rows: list[tuple[tuple[str, Any], date, int | None]], as_of: date
) -> None:
    ledger = Ledger.of(
        figure(n, area=area, period=period, received=day) if n is not None
        else withheld(area=area, period=period, received=day)
        for (area, period), day, n in rows
    )  # fmt: skip
    last: dict[tuple[str, str], tuple[date, float | None]] = {}
    for (area, period), day, n in rows:
        cell = (area, str(period))
        if day <= as_of and (cell not in last or day >= last[cell][0]):
            last[cell] = (day, n)
    found = list(ledger.received_by(as_of).current().figures())
    assert len(found) == len(last)
    assert {(f.area, str(f.period)): f.numerator for f in found} == {cell: n for cell, (_, n) in last.items()}


# States: missing, withheld and zero are three different things.

OTHER_STATES = [state for state in get_args(State) if state != "reported"]


def test_there_are_eight_states() -> None:
    assert len(OTHER_STATES) == 7


def test_a_true_zero_is_reported_and_stays_a_zero() -> None:
    frame = Ledger.of([figure(0)]).frame
    assert frame["numerator"].tolist() == [0.0]
    assert frame["state"].tolist() == ["reported"]


@pytest.mark.parametrize("state", OTHER_STATES)
def test_a_figure_of_any_other_state_has_no_number_and_is_not_zero(state: str) -> None:
    frame = Ledger.of([withheld(state), figure(5, area="E2")]).frame
    assert frame["state"].tolist() == [state, "reported"]
    assert frame[["numerator", "value"]].isna().all(axis=1).tolist() == [True, False]
    assert frame["numerator"].sum() == 5


@pytest.mark.parametrize("state", OTHER_STATES)
@pytest.mark.parametrize("number", [{"numerator": 3}, {"numerator": 0}, {"value": 14.2}, {"status": "late"}], ids=str)
def test_a_state_other_than_reported_cannot_carry_a_figure(state: str, number: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"a {state} figure with numerator"):
        figure(**{"numerator": None, "state": state} | number)


@pytest.mark.parametrize("number", [{"numerator": 0}, {"value": 0.0}, {"status": "not yet"}], ids=str)
def test_a_count_a_mean_score_and_a_status_can_each_be_what_was_reported(number: dict[str, Any]) -> None:
    assert figure(**{"numerator": None} | number).state == "reported"


def test_a_reported_figure_without_a_figure_is_refused() -> None:
    with pytest.raises(ValueError, match=r"P1-04 2016-17-Q4: a reported figure with numerator None"):
        figure(None)
    with pytest.raises(ValueError, match="a reported figure"):
        figure(None, denominator=50)


def test_a_withheld_numerator_may_stand_over_a_known_total() -> None:
    """The publisher withholds 3 of 221 and prints the 221."""
    frame = Ledger.of([withheld("suppressed_by_publisher", denominator=221)]).frame
    assert frame["denominator"].tolist() == [221]
    assert frame["numerator"].isna().all()


@pytest.mark.parametrize("state", ["missing", "", "Reported", "zero"])
def test_a_state_that_is_none_is_refused(state: str) -> None:
    with pytest.raises(ValueError, match="is no state of a figure"):
        figure(None, state=state)


@pytest.mark.parametrize(
    ("period", "frequency"), [(Q4, "quarter"), (FinancialYear(2016), "year"), (date(2017, 3, 31), "day")]
)
def test_a_period_is_a_quarter_a_year_or_a_day(period: Any, frequency: str) -> None:
    assert frequency_of(period) == frequency
    assert Ledger.of([figure(period=period)]).frame["frequency"].tolist() == [frequency]


def test_the_ledger_has_the_columns_of_the_contract_in_their_order() -> None:
    assert COLUMNS == (
        "area", "measure", "definition", "period", "breakdown", "category", "numerator", "denominator",
        "value",
        "status", "state", "provenance", "audience", "sender", "received", "release", "file", "sheet", "row",
        "also_rows", "reason",
    )  # fmt: skip
    assert tuple(Ledger.of([figure()]).frame.columns[: len(COLUMNS)]) == COLUMNS
