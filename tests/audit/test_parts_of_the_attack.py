"""The attack's parts by themselves: printed numbers, fractions, rows, programmes in whole numbers, contradictions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from nelscb.audit.contradictions import readable
from nelscb.audit.programme import quiet
from nelscb.audit.ranges import Range
from nelscb.audit.relations import Relation, Trust, adds_up, no_more, same
from nelscb.audit.rows import System, components_of, rows_of
from nelscb.audit.shares import interval, next_fraction


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [("33", "32.5", "33.5"), ("33.3", "33.25", "33.35"), ("0.0", "-0.05", "0.05"), ("1e-05", "0.000005", "0.000015"),
     ("1.20", "1.195", "1.205")],
)  # fmt: skip
def test_a_printed_number_was_anything_that_rounds_to_it(printed: str, low: str, high: str) -> None:
    assert interval(printed) == (Fraction(low), Fraction(high))


def test_a_number_in_full_holds_the_fraction_it_came_from() -> None:
    for part, whole in ((1, 3), (7, 24_001), (399, 401)):
        for scale in (100, 10_000):
            low, high = interval(repr(scale * part / whole))
            assert low <= Fraction(scale * part, whole) <= high


@settings(max_examples=200, deadline=None)
@given(some.fractions(min_value=-2, max_value=3, max_denominator=10**6), some.integers(1, 40))
def test_the_next_fraction_is_the_smallest_of_all(number: Fraction, largest: int) -> None:
    naive = min(Fraction(-(-number.numerator * q // number.denominator), q) for q in range(1, largest + 1))
    assert next_fraction(number, largest) == naive


def ranges(known: dict[str, int], lowest: dict[str, int], *relations: Relation) -> tuple[dict[str, str], list[Trust]]:
    """The range of each unknown whose name is a small letter, and what was dropped."""
    system, dropped = System(known, lowest, relations), []  # type: ignore[var-annotated]
    targets = [name for name in lowest if name.islower()]
    found: dict[str, Range] = {}
    with quiet():
        for component in components_of(system, targets):
            for read in readable(component, targets, dropped):
                found |= {n: read.reader.range_of(n) for n in read.component.names if n in targets}
    assert all(one.settled and one.ended for one in found.values())
    return {name: str(one) for name, one in found.items()}, [relation.trust for relation in dropped]


def test_whole_numbers_leave_less_than_fractions() -> None:
    # a + 3 b = 20 lets a be 2, 5, 8 and so on, where fractions would hold 1 possible.
    relation = Relation(((1, "a"), (3, "b")), 20, 20, Trust.BREAKDOWN)
    assert ranges({}, {"a": 1, "b": 1}, relation) == ({"a": "2 to 17", "b": "1 to 6"}, [])
    # An odd cycle: a + b = b + c = c + a = 9 has fractions only, so the three cannot all be true.
    cycle = [
        Relation(((1, x), (1, y)), 9, 9, Trust.YEAR if x == "c" else Trust.BREAKDOWN) for x, y in ("ab", "bc", "ca")
    ]
    found, dropped = ranges({}, {"a": 1, "b": 1, "c": 1}, *cycle)
    assert (found, dropped) == ({"a": "1 to 8", "b": "1 to 8", "c": "1 to 8"}, [Trust.YEAR])


def test_an_unknown_that_makes_up_whatever_is_missing_says_nothing() -> None:
    relations = [adds_up("all", ["a", "X", "Y"], Trust.BREAKDOWN), adds_up("Y", ["Z", "W"], Trust.YEAR)]
    rows = rows_of(System({"all": 9}, {"a": 1, "X": 0, "Y": 0, "Z": 0, "W": 0}, relations), {"a"})
    assert [(row.terms, row.low, row.high) for row in rows] == [({"a": -1}, -9, None)]
    # One that must be at least 1 leaves so much less.
    rows = rows_of(System({"all": 9}, {"a": 1, "X": 2, "Y": 0, "Z": 0, "W": 0}, relations), {"a"})
    assert [(row.terms, row.low, row.high) for row in rows] == [({"a": -1}, -7, None)]


def test_a_count_on_both_sides_is_counted_once() -> None:
    assert ranges({"all": 9}, {"a": 1, "b": 1}, adds_up("all", ["a", "a", "b"], Trust.YEAR))[0] == {
        "a": "1 to 4", "b": "1 to 7",
    }  # fmt: skip
    assert ranges({}, {"a": 1}, same("a", "a", Trust.YEAR))[0] == {"a": "1 or more"}


def test_a_count_without_an_end_has_none() -> None:
    found, _ = ranges({}, {"a": 1, "b": 1, "c": 1}, no_more("b", ["a"], Trust.PART), same("b", "c", Trust.ALIKE))
    assert found == {"a": "1 or more", "b": "1 or more", "c": "1 or more"}


def test_the_least_trusted_of_what_contradicts_each_other_goes() -> None:
    relations = [same("a", "three", Trust.BREAKDOWN), same("a", "four", Trust.UNREVISED), same("a", "five", Trust.YEAR)]
    found, dropped = ranges({"three": 3, "four": 4, "five": 5}, {"a": 1}, *relations)
    assert (found, set(dropped)) == ({"a": "3 to 3"}, {Trust.UNREVISED, Trust.YEAR})
    # Nothing else is given up with it.
    relations += [adds_up("ten", ["a", "b"], Trust.UNREVISED)]
    assert ranges({"three": 3, "four": 4, "five": 5, "ten": 10}, {"a": 1, "b": 1}, *relations)[0]["b"] == "7 to 7"


def test_a_relation_is_told_with_what_is_known() -> None:
    known = {"all": 9, "b": 4}
    assert adds_up("all", ["a", "b"], Trust.YEAR).in_words(known) == "all (9) = a (not shown) + b (4)"
    assert no_more("all", ["a"], Trust.PART).in_words(known) == "all (9) >= a (not shown)"
    told = Relation(((200, "a"), (-65, "all")), None, -1, Trust.SHOWN).in_words(known)
    assert told == "200 x a (not shown) <= 65 x all (9) - 1"
