from __future__ import annotations

import pytest

from nelscb.audit.expressions import Unreadable, parsed

CELLS = {"a": 6.0, "b/x=1 (most), of 2.value": 4.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a}", 6.0),
        ("{b/x=1 (most), of 2.value}", 4.0),
        ("sum({a}, {b/x=1 (most), of 2.value}, 1)", 11.0),
        ("(100 * (({a} / {b/x=1 (most), of 2.value}) - 1))", 50.0),
        ("(0 - {a})", -6.0),
        ("count({a}, {never looked up})", 2.0),
        ("count()", 0.0),
    ],
)
def test_an_expression_is_worked_out_over_cells(text: str, value: float) -> None:
    assert parsed(text).value(CELLS.__getitem__) == value


def test_it_says_what_it_reckons_with_and_what_it_counts() -> None:
    found = parsed("(3 - ({a} * count({b}, {c})))")
    assert (found.reckoned, found.counted, found.plain_numbers) == (("a",), ("b", "c"), (3.0,))


@pytest.mark.parametrize("text", ["{a}.real", "max({a})", "{a", "c0", "__import__('os')", "", "'3'", "count({a} + 1)"])
def test_anything_else_cannot_be_read(text: str) -> None:
    with pytest.raises(Unreadable):
        parsed(text)
