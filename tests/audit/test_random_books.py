"""Little random books: the attack finds what enumeration finds, and never gets inside what the suppression protects.

20 books in the ordinary run; 500 where the environment variable NELSCB_LONG is set.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

import numpy as np
import pytest
from enumeration import ends
from random_books import (
    BEFORE,
    HIGHEST,
    LARGEST_SMALL,
    Book,
    SmallToFive,
    cells_of,
    domains_of,
    knowledge_of,
    random_book,
    withheld_of,
)

from nelscb.audit import Attack, Verdict, attack
from nelscb.suppression import Decision, protect

BOOKS = 500 if os.environ.get("NELSCB_LONG") else 20
FIVE = SmallToFive()
WITHOUT_EDITIONS = [seed for seed in range(BOOKS) if seed % 4 != 3]


def attacked(book: Book, withheld: Collection[str], *, knowing: bool = True, to_the_end: bool = False) -> Attack:
    before = [] if book.before is None else [book.before.published(book.withheld_before, BEFORE)]
    truth = book.counts if knowing else None
    truth_before = [book.before.counts] if book.before is not None and knowing else []
    return attack(book.published(withheld), before, truth, true_before=truth_before, to_the_end=to_the_end)


def leaks(book: Book, withheld: Collection[str]) -> set[str]:
    """The withheld or shown small counts of which enumeration leaves less than if all of this edition were withheld.

    Its percentages would be withheld with the rest.
    """
    relations, unavoidable = knowledge_of(book), knowledge_of(book, "shares")
    shown, hidden = domains_of(book, withheld), domains_of(book, book.counts)
    settled = {cell.name for cell in cells_of(book) if cell.decision is Decision.PUBLISHED}
    found = set()
    for name, count in book.counts.items():
        if not 1 <= count <= LARGEST_SMALL or name in settled | book.unseen:
            continue
        low, high = ends(hidden, unavoidable, name, LARGEST_SMALL)
        least, most = ends(shown, relations, name, LARGEST_SMALL)
        if least > low or most < min(LARGEST_SMALL, high):
            found.add(name)
    return found


@pytest.mark.parametrize("seed", range(BOOKS))
def test_the_attack_never_gets_inside_what_the_suppression_protects(seed: int) -> None:
    book = random_book(seed)
    protected = protect(cells_of(book), knowledge_of(book), FIVE)
    found = attacked(book, withheld_of(book, protected.withheld))
    if "shares" not in book.relations:
        # The suppression takes percentages for known; to the attack they are shown by this edition, and need not be.
        assert not found.failed
    by_name = {result.cell: result for result in found.cells}
    for name, protection in protected.protection.items():
        if name in by_name and by_name[name].verdict is not Verdict.MISLED:
            assert by_name[name].range.holds(protection.low, protection.high or LARGEST_SMALL)


@pytest.mark.parametrize("seed", [seed for seed in range(24) if seed % 4 != 3])
def test_a_range_is_what_enumeration_leaves(seed: int) -> None:
    """On the same books in either run: both ends of a count that nothing bounds take enumeration too long on some."""
    book = random_book(seed)
    random = np.random.default_rng(seed)
    visible = set(book.counts) - book.unseen
    some = {name for name in sorted(visible) if random.random() < 0.5}
    protected = protect(cells_of(book), knowledge_of(book), FIVE)
    for withheld in (protected.withheld & visible, frozenset(protected.primary) & visible, some):
        found = attacked(book, withheld, knowing=False, to_the_end=True)
        assert {result.cell for result in found.cells} == {name for name in withheld if book.counts[name]}
        domains, relations = domains_of(book, withheld), knowledge_of(book)
        for result in found.cells:
            assert result.range.settled
            low, high = ends(domains, relations, result.cell)
            assert result.range.low == low
            if result.range.high is None:
                # The higher enumeration goes, the more is possible.
                assert ends(domains_of(book, withheld, 2 * HIGHEST), relations, result.cell)[1] > high
            else:
                assert result.range.high == high


def no_secondary(book: Book) -> frozenset[str]:
    return frozenset(protect(cells_of(book), knowledge_of(book), FIVE).primary)


def without(kind: str) -> Callable[[Book], frozenset[str]]:
    def weakly(book: Book) -> frozenset[str]:
        return protect(cells_of(book, kind == "earlier"), knowledge_of(book, kind), FIVE).withheld

    return weakly


def two_a_line(book: Book) -> frozenset[str]:
    """Every small count, and of each sum with one withheld count the smallest other: what is often done by hand."""
    gone = {name for name, count in book.counts.items() if 1 <= count <= LARGEST_SMALL} | book.unseen
    for relation in book.known():
        inside = [name for _, name in relation.terms if book.counts[name]]
        if relation.low == relation.high and len(gone.intersection(inside)) == 1 and len(inside) > 1:
            gone.add(min((name for name in inside if name not in gone), key=lambda name: (book.counts[name], name)))
    return frozenset(gone)


WEAK = {
    "no secondary": no_secondary,
    "no totals": without("totals"),
    "no years": without("years"),
    "no sums": without("sums"),
    "no percentages": without("shares"),
    "two a line": two_a_line,
}


@pytest.mark.parametrize("weakness", WEAK)
def test_every_leak_of_a_weakened_suppression_is_found(weakness: str) -> None:
    leaking = 0
    for seed in WITHOUT_EDITIONS if BOOKS > 20 else range(2, 30, 4):
        book = random_book(seed)
        if book.before is None:
            withheld = withheld_of(book, WEAK[weakness](book))
            found = attacked(book, withheld)
            assert {result.cell for result in found.failed} == leaks(book, withheld), seed
            leaking += bool(found.failed)
    assert leaking


def forgotten(seed: int) -> set[str]:
    """The leaks of a suppression that forgot the edition before this one; the attack must find them all."""
    book = random_book(seed)
    withheld = withheld_of(book, without("earlier")(book))
    expected = leaks(book, withheld)
    assert expected <= {result.cell for result in attacked(book, withheld).failed}
    return expected


@pytest.mark.parametrize("seed", range(3, max(BOOKS, 32), 4))
def test_every_leak_of_a_suppression_that_forgets_earlier_editions_is_found(seed: int) -> None:
    forgotten(seed)


def test_a_suppression_that_forgets_earlier_editions_leaks() -> None:
    assert any(forgotten(seed) for seed in range(3, 32, 4))
