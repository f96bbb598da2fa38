"""From relations to rows of a programme: what is known put in, what says nothing left out, split into components."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nelscb.audit.relations import Relation


@dataclass(frozen=True)
class System:
    """What a reader knows: counts, the least that each other count can be, and relations among them all."""

    known: Mapping[str, int]
    lowest: Mapping[str, int]
    relations: Sequence[Relation]


@dataclass
class Row:
    """A relation of which only the unknown counts are left: low <= sum of coefficient x count <= high."""

    terms: dict[str, int]
    low: int | None
    high: int | None
    relation: Relation

    def says_nothing(self, lowest: Mapping[str, int]) -> bool:
        """Whether any counts fit it that are at least the lowest."""
        least = sum(coefficient * lowest[name] for name, coefficient in self.terms.items())
        above = self.low is None or (least >= self.low and all(c > 0 for c in self.terms.values()))
        return above and (self.high is None or (least <= self.high and all(c < 0 for c in self.terms.values())))


@dataclass(frozen=True)
class Component:
    """Unknown counts that relations join, with the least that each can be. No row joins it to any other."""

    names: tuple[str, ...]
    lowest: Mapping[str, int]
    rows: tuple[Row, ...]


def components_of(system: System, targets: Collection[str]) -> list[Component]:
    """The components that hold a target, in the order of their first target."""
    return split(rows_of(system, set(targets)), system.lowest, targets)


def rows_of(system: System, kept: set[str]) -> list[Row]:
    """The rows of a system without those unknown counts that one row alone holds, unless they are to be kept.

    Such a count makes up whatever its row lacks, so the row has one end less. Counts are whole and the coefficient is
    1, so nothing else is lost.
    """
    rows = [row for relation in system.relations if (row := _row(relation, system.known)) is not None]
    where: dict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(rows):
        for name in row.terms:
            where[name].add(at)
    waiting = [name for name, its in where.items() if len(its) == 1 and name not in kept]
    while waiting:
        name = waiting.pop()
        if len(where[name]) != 1:
            continue
        row = rows[next(iter(where[name]))]
        coefficient = row.terms[name]
        if abs(coefficient) != 1:
            continue
        (at,) = where.pop(name)
        del row.terms[name]
        least = system.lowest[name]
        if coefficient > 0:
            row.low, row.high = None, None if row.high is None else row.high - least
        else:
            row.low, row.high = None if row.low is None else row.low + least, None
        if row.says_nothing(system.lowest):
            for other in row.terms:
                where[other].discard(at)
                if len(where[other]) == 1 and other not in kept:
                    waiting.append(other)
            row.terms = {}
    return [row for row in rows if row.terms]


def _row(relation: Relation, known: Mapping[str, int]) -> Row | None:
    terms: dict[str, int] = {}
    constant = 0
    for coefficient, name in relation.terms:
        if name in known:
            constant += coefficient * known[name]
        else:
            terms[name] = terms.get(name, 0) + coefficient
    terms = {name: coefficient for name, coefficient in terms.items() if coefficient}
    if not terms:
        return None
    low = None if relation.low is None else relation.low - constant
    return Row(terms, low, None if relation.high is None else relation.high - constant, relation)


def split(rows: Iterable[Row], lowest: Mapping[str, int], targets: Collection[str]) -> list[Component]:
    """The components of these rows that hold a target; a target without a row is one by itself."""
    leader: dict[str, str] = {name: name for name in targets}

    def lead(name: str) -> str:
        leader.setdefault(name, name)
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    rows = list(rows)
    for row in rows:
        first, *others = row.terms
        for other in others:
            leader[lead(other)] = lead(first)
        lead(first)
    wanted = dict.fromkeys(lead(name) for name in targets)
    names: dict[str, list[str]] = {first: [] for first in wanted}
    its_rows: dict[str, list[Row]] = {first: [] for first in wanted}
    for name in leader:
        if (first := lead(name)) in names:
            names[first].append(name)
    for row in rows:
        if (first := lead(next(iter(row.terms)))) in its_rows:
            its_rows[first].append(row)
    return [
        Component(tuple(names[first]), {n: lowest[n] for n in names[first]}, tuple(its_rows[first])) for first in wanted
    ]
