"""Numbers keep the name of their cell through reckoning, and a mark never changes what is read."""

from __future__ import annotations

import pickle

import pytest

from nelscb.named_numbers import (
    MARKED,
    NamedCount,
    NamedNumber,
    count_of,
    expression_of,
    mark,
    name_of,
    plain,
    without_marks,
)

a, b = NamedNumber(6.0, "{a}"), NamedNumber(4.0, "{b}")


@pytest.mark.parametrize(
    ("result", "value", "expression"),
    [
        (a + b, 10.0, "sum({a}, {b})"),
        (a + b + a, 16.0, "sum({a}, {b}, {a})"),
        (sum([a, b]), 10.0, "sum({a}, {b})"),
        (1 + a, 7.0, "sum(1, {a})"),
        (a - b, 2.0, "({a} - {b})"),
        (1 - a, -5.0, "(1 - {a})"),
        (100 * (a / b - 1), 50.0, "(100 * (({a} / {b}) - 1))"),
        (a * 2, 12.0, "({a} * 2)"),
        (12 / a, 2.0, "(12 / {a})"),
        (-a, -6.0, "(0 - {a})"),
        (abs(b - a), 2.0, "(0 - ({b} - {a}))"),
        (abs(a), 6.0, "{a}"),
        (max(a, b), 6.0, "{a}"),
        (NamedCount(3, "{c}") + NamedCount(2, "{d}"), 5, "sum({c}, {d})"),
        (sum([NamedCount(3, "{c}")]), 3, "{c}"),
        (NamedCount(3, "{c}") - 1, 2, "({c} - 1)"),
    ],
)
def test_reckoning_keeps_the_expression(result: float, value: float, expression: str) -> None:
    assert result == value
    assert expression_of(result) == expression


def test_a_mark_is_not_read_and_a_plain_number_gets_none() -> None:
    marked = f"up {mark(a, '6.0%')} since"
    assert plain(marked) == "up 6.0% since"
    match = MARKED.search(marked)
    assert match is not None
    assert match.groups() == ("{a}", "6.0%")
    assert mark(6.0, "6.0%") == "6.0%"
    assert mark(None, "none") == "none"


def test_a_count_names_each_thing_counted() -> None:
    found = count_of(["returns.P1-01.state", "returns.P1-02.state"])
    assert (found, found.expression) == (2, "count({returns.P1-01.state}, {returns.P1-02.state})")
    assert (name_of(a), name_of(3.0)) == ("a", "")


def test_nobody_elses_text_can_carry_a_mark() -> None:
    forged = mark(a, "999")
    assert MARKED.search(without_marks(forged)) is None


def test_named_numbers_can_be_sent_to_another_process() -> None:
    for number in (a, NamedCount(3, "{c}")):
        again = pickle.loads(pickle.dumps(number))
        assert (again, expression_of(again)) == (number, expression_of(number))
