"""Little books of invented counts, each as a reader finds it published and as the suppression is given it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from enumeration import Domains
from made_records import Line, record

from nelscb.audit.published import Published
from nelscb.suppression import Cell, Decision, Relation, is_same, is_total_of, protect

LARGEST_SMALL = 5
HIGHEST = 300
"""Enumeration tries nothing above this where nothing bounds a count."""
BEFORE = "2016-17-Q3"
QUARTERS = ("2015-16-Q1", "2015-16-Q2", "2015-16-Q3", "2015-16-Q4", "2016-17-Q1")
SPLITS = {2: ("place", "North", "South"), 3: ("kind", "a", "b", "c")}


@dataclass(frozen=True)
class SmallToFive:
    largest_small: int = LARGEST_SMALL


@dataclass
class Book:
    """True counts by cell, what is known of them by kind, printed values by figure, and what is in no file."""

    counts: dict[str, int] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=set)
    before: Book | None = None

    @cached_property
    def withheld_before(self) -> frozenset[str]:
        """What the edition before has withheld of its own."""
        if self.before is None:
            return frozenset()
        chosen = protect(cells_of(self.before), self.before.known(), SmallToFive()).withheld
        return withheld_of(self.before, chosen)

    def known(self, without: str = "") -> list[Relation]:
        return [relation for kind, some in self.relations.items() if kind != without for relation in some]

    def learn(self, kind: str, relation: Relation) -> None:
        self.relations.setdefault(kind, []).append(relation)

    def published(self, withheld: Collection[str], label: str = "2016-17-Q4") -> Published:
        """The book as its reader has it."""
        lines: dict[str, Line] = {}
        for name, count in self.counts.items():
            figure, _, part = name.rpartition(".")
            if name in self.unseen or part == "denominator":
                continue
            whole = f"{figure}.denominator"
            shown: int | str = "c" if name in withheld and count else count
            if whole in self.counts:
                over: int | str = "c" if whole in withheld else self.counts[whole]
                lines[figure] = (shown, over, self.values[figure])
            else:
                lines[figure] = shown
        return record(lines, label=label)


def withheld_of(book: Book, chosen: Collection[str]) -> frozenset[str]:
    """What of this edition's own counts is shown as withheld."""
    return frozenset(name for name in chosen if name in book.counts)


def earlier_name(book: Book, name: str) -> str:
    """A count of the edition before: the same cell where it is unchanged, else one with the edition's name."""
    assert book.before is not None
    return name if book.counts.get(name) == book.before.counts[name] else f"{name} [{BEFORE}]"


def cells_of(book: Book, forgetful: bool = False) -> list[Cell]:
    """The cells with what the edition before has settled, unless it is forgotten."""
    decided = dict.fromkeys((name for name in book.unseen if book.counts[name]), Decision.WITHHELD)
    values = dict(book.counts)
    if book.before is not None and not forgetful:
        gone = book.withheld_before
        for name, count in book.before.counts.items():
            called = earlier_name(book, name)
            values[called] = count
            decision = Decision.WITHHELD if name in gone | book.before.unseen else Decision.PUBLISHED
            decided[called] = decision if count else Decision.OPEN
    return [Cell(n, count, decided.get(n, Decision.OPEN), "=" not in n) for n, count in values.items()]


def knowledge_of(book: Book, without: str = "") -> list[Relation]:
    """All relations, those of the edition before among them; ``without`` one kind of this edition's, or "earlier"."""
    found = book.known(without)
    if book.before is not None and without != "earlier":
        for relation in book.before.known():
            terms = tuple((c, earlier_name(book, n)) for c, n in relation.terms)
            found.append(replace(relation, terms=terms))
    return found


def domains_of(book: Book, withheld: Collection[str], highest: int = HIGHEST) -> Domains:
    """What each count may be before anything is put together: itself where it is shown, else at least 1 or 0."""
    gone = book.withheld_before
    found: Domains = {}
    for cell in cells_of(book):
        shown_before = cell.decision is Decision.PUBLISHED
        hidden = cell.name in withheld if cell.name in book.counts else cell.name.removesuffix(f" [{BEFORE}]") in gone
        unseen = cell.name in book.unseen and not shown_before
        if unseen:
            found[cell.name] = (0, highest)
        else:
            known = not hidden or not cell.value or shown_before
            found[cell.name] = (cell.value, cell.value) if known else (1, highest)
    return found


def random_book(seed: int) -> Book:
    random = np.random.default_rng(seed)
    quarters = QUARTERS[: int(random.choice([3, 4, 5]))]
    parts = int(random.integers(2, 4))
    counts = random.choice([0, 1, 2, 3, 5, 6, 8, 11], size=(len(quarters), parts))
    shares = random.random(len(quarters)) < 0.4
    # Some breakdowns are shown by years alone, so that their quarters are in no file.
    by_years = len(quarters) == 4 and random.random() < 0.4
    book = _made(quarters, counts, shares, bool(by_years))
    if seed % 4 == 3:
        # An edition before, of one quarter less, in which a count was another.
        earlier = counts[:-1].copy()
        earlier[random.integers(len(earlier)), 0] += random.integers(0, 3)
        book.before = _made(quarters[:-1], earlier, shares, False)
    return book


def _made(quarters: tuple[str, ...], counts: np.ndarray, shares: np.ndarray, by_years: bool) -> Book:
    book = Book()
    split, *names = SPLITS[counts.shape[1]]
    running = {}
    for at, quarter in enumerate(quarters):
        total = f"M/quarter/{quarter}.numerator"
        book.counts[total] = int(counts[at].sum())
        parts = [f"M/quarter/{split}={name}/{quarter}.numerator" for name in names]
        book.counts |= {part: int(count) for part, count in zip(parts, counts[at], strict=True)}
        book.learn("totals", is_total_of(total, parts))
        if by_years:
            book.unseen |= set(parts)
        elif shares[at] and split == "kind" and book.counts[total]:
            _share(book, quarter, parts[0], total)
        running[quarter] = total
    _years(book, quarters, split, names, running)
    _sums(book, quarters, running)
    return book


def _share(book: Book, quarter: str, part: str, whole: str) -> None:
    """The whole per cent that the first category is of its total, printed whatever is withheld."""
    figure = f"OF-A/quarter/{quarter}"
    over, under = f"{figure}.numerator", f"{figure}.denominator"
    book.counts |= {over: book.counts[part], under: book.counts[whole]}
    percent = (200 * book.counts[part] + book.counts[whole]) // (2 * book.counts[whole])
    book.values[figure] = str(percent)
    book.learn("aliases", is_same(over, part))
    book.learn("aliases", is_same(under, whole))
    book.learn("shares", Relation(((200, over), (1 - 2 * percent, under)), low=0))
    book.learn("shares", Relation(((200, over), (-1 - 2 * percent, under)), high=0))


def _years(book: Book, quarters: tuple[str, ...], split: str, names: list[str], totals: dict[str, str]) -> None:
    if len(quarters) < 4:
        return
    year = "M/year/2015-16.numerator"
    four = quarters[:4]
    book.counts[year] = sum(book.counts[totals[quarter]] for quarter in four)
    book.learn("years", is_total_of(year, [totals[quarter] for quarter in four]))
    whole = []
    for name in names:
        called = f"M/year/{split}={name}/2015-16.numerator"
        parts = [f"M/quarter/{split}={name}/{quarter}.numerator" for quarter in four]
        book.counts[called] = sum(book.counts[part] for part in parts)
        book.learn("years", is_total_of(called, parts))
        whole.append(called)
    book.learn("totals", is_total_of(year, whole))


def _sums(book: Book, quarters: tuple[str, ...], totals: dict[str, str]) -> None:
    for at, quarter in enumerate(quarters):
        since = [totals[q] for q in quarters[: at + 1] if q[:7] == quarter[:7]]
        _sum(book, f"RUNNING/quarter/{quarter}.numerator", since)
        if at >= 3:
            _sum(book, f"ROLLING/quarter/{quarter}.numerator", [totals[q] for q in quarters[at - 3 : at + 1]])


def _sum(book: Book, name: str, parts: list[str]) -> None:
    book.counts[name] = sum(book.counts[part] for part in parts)
    book.learn("sums", is_total_of(name, parts))
