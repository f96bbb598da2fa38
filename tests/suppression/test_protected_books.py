"""Little random books: what is withheld protects, as brute force finds; with less withheld, it finds leaks.

20 books in the ordinary run; 500 where the environment variable NELSCB_LONG is set.
"""

from __future__ import annotations

import os

import numpy as np
import pytest
from brute_force import HIGHEST, ends_of, leaks, possible
from little_books import FIVE, KINDS, Book, random_book

from nelscb.suppression import optimum
from nelscb.suppression.cells import Cell, Decision, Range, is_total_of
from nelscb.suppression.protection import Protected, protect
from nelscb.suppression.reader import ranges

BOOKS = 500 if os.environ.get("NELSCB_LONG") else 20
SEEDS = range(BOOKS)


def protected(book: Book) -> Protected:
    return protect(book.cells, book.known(), FIVE)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_count_of_a_random_book_can_be_worked_out(seed: int) -> None:
    book = random_book(seed)
    found = protected(book)
    assert leaks(book.cells, book.known(), found.withheld, FIVE) == []
    assert all(component.how in ("nothing small", "optimal") for component in found.components)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_protection_range_is_what_withholding_everything_would_leave(seed: int) -> None:
    book = random_book(seed)
    found = protected(book)
    everything = {cell.name for cell in book.cells}
    for cell in [cell for cell in book.cells if cell.name in found.protection]:
        (_, low), (high, _) = ends_of(book.cells, book.known(), everything, cell, FIVE)
        assert found.protection[cell.name] == Range(low, high)
        assert (cell.name in found.cut_back) == ((low, high) != (1, FIVE.largest_small))


@pytest.mark.parametrize("seed", range(0, BOOKS, 2))
def test_the_greedy_decision_protects_too(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimum, "ROUNDS", 0)
    book = random_book(seed)
    found = protected(book)
    assert leaks(book.cells, book.known(), found.withheld, FIVE) == []
    assert all(component.how in ("nothing small", "greedy") for component in found.components)


@pytest.mark.parametrize("seed", range(min(BOOKS, 100)))
def test_the_readers_ranges_are_those_of_brute_force(seed: int) -> None:
    book = random_book(seed)
    random = np.random.default_rng(seed)
    some = {cell.name for cell in book.cells if random.random() < 0.5}
    for withheld in (protected(book).primary, some):
        hidden = [cell for cell in book.cells if cell.name in withheld]
        found = ranges(book.cells, book.known(), withheld, FIVE)
        for cell in hidden:
            if cell.value == 0 or cell.decision is Decision.PUBLISHED:
                assert (found[cell.name].low, found[cell.name].high) == (cell.value, cell.value)
                continue
            assert found[cell.name].low == possible(book.cells, book.known(), withheld, cell.name, -1)
            highest = possible(book.cells, book.known(), withheld, cell.name, 1)
            high = found[cell.name].high
            # Brute force goes no higher than it goes, and a cell bound to a higher one not even there.
            assert high == highest if highest < HIGHEST / 4 else high is None or high >= highest


def leaking(kind: str, seeds: range, weakly_withheld: object) -> int:
    """In how many books brute force finds leaks when less is withheld; the reader's programme finds the same ones."""
    many = 0
    for seed in seeds:
        book = random_book(seed)
        withheld = weakly_withheld(book)  # type: ignore[operator]
        found = leaks(book.cells, book.known(), withheld, FIVE)
        best = protected(book).protection
        narrowed = ranges(book.cells, book.known(), withheld, FIVE)
        assert found == [c.name for c in book.cells if c.name in best and not narrowed[c.name].contains(best[c.name])]
        many += bool(found)
    print(f"{kind}: {many} of {len(seeds)} books leak")
    return many


def seeds_of(kind: int) -> range:
    return range(kind, max(BOOKS, 48), len(KINDS))


def test_without_secondary_suppression_most_books_leak() -> None:
    seeds = range(24)
    assert leaking("no secondary suppression", seeds, lambda book: protected(book).primary) > len(seeds) / 2


@pytest.mark.parametrize(
    ("kind", "without"), [(0, "totals"), (1, "rolling"), (1, "percentages"), (2, "percentages"), (2, "aliases")]
)
def test_what_is_decided_without_one_kind_of_relation_leaks(kind: int, without: str) -> None:
    def weakly(book: Book) -> frozenset[str]:
        return protect(book.cells, book.known(without), FIVE).withheld

    if without == "aliases":
        # Both are small or neither is, so that an alias leaks only where one is withheld for another's sake.
        seeds = range(2, 100, 4)
        assert leaking(without, seeds, weakly) >= 1
    else:
        assert leaking(without, seeds_of(kind), weakly) >= 1


def test_what_is_decided_without_the_earlier_edition_leaks() -> None:
    def forgetful(book: Book) -> frozenset[str]:
        """This edition decides as if nothing had been published, but cannot take back what has been."""
        cells = [Cell(c.name, c.value, total=c.total) for c in book.cells if not c.name.endswith(" before")]
        found = protect(cells, book.known("earlier"), FIVE).withheld
        return found | {cell.name for cell in book.cells if cell.decision is Decision.WITHHELD}

    assert leaking("no earlier edition", seeds_of(3), forgetful) >= 1


def test_two_withheld_in_a_line_are_not_enough_where_their_sum_is_small() -> None:
    cells = [Cell("girls", 1), Cell("boys", 2), Cell("not stated", 17), Cell("all", 20, total=True)]
    book = Book(cells, {"totals": [is_total_of("all", ["girls", "boys", "not stated"])]})
    assert leaks(cells, book.known(), {"girls", "boys"}, FIVE) == ["girls", "boys"]
    assert protected(book).secondary == ("not stated",)
